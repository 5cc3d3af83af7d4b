//! Logs are read, and each kind of wrong cell is told with its row and column.

use super::*;
use crate::files::sha256_hex;

/// Reads a block of the manifest beside files.
fn read_block(block: &str, logs: &[(&str, &[u8])]) -> Result<(OperationLogs, Vec<SourceFile>)> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in logs {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let files: OperationLogFiles = toml::from_str(block).unwrap();
    let (clock, mut sources) = (Clock::parse("+08:00").unwrap(), Vec::new());
    let place = Place { folder: folder.path(), clock: &clock, sources: &mut sources };
    let read = read(&files, place).map_err(|mut problem| {
        // The folder is another one each time.
        problem.place = problem.place.map(|place| place.rsplit('/').next().unwrap().to_owned());
        problem
    })?;
    Ok((read, sources))
}

fn wrong(log: &str, text: &str) -> Problem {
    read_block(&format!("[{log}]\nfile = \"log.csv\"\n"), &[("log.csv", text.as_bytes())]).unwrap_err()
}

fn told(log: &str, text: &str) -> String {
    wrong(log, text).to_string()
}

fn check_told(block: &str) -> String {
    let files: OperationLogFiles = toml::from_str(block).unwrap();
    check(&files).unwrap_err().1.what
}

fn hour(civil: &str) -> crate::period::Stamp {
    crate::telemetry::StampReader::new(Clock::parse("+08:00").unwrap()).parse(civil.as_bytes()).unwrap()
}

#[test]
fn incidents_are_read_by_their_usual_chinese_names_in_gbk() {
    let text = "故障编号,设备,发生时间,告警时间,确认时间,恢复时间,处置方式\n\
                F1,UPS-1,2025/3/1 8:00,2025/3/1 8:05,2025/3/1 8:10,2025/3/1 10:05,人工\n\
                F2,,2025年3月2日 08:00,,,2025-03-02 09:00,自愈\n\
                F3,PUMP,2025-03-03 08:00,,,,\n";
    let gbk = encoding_rs::GBK.encode(text).0;
    let (logs, sources) = read_block("[incidents]\nfile = \"log.csv\"\n", &[("log.csv", &gbk)]).unwrap();
    let rows = logs.incidents.unwrap().rows;
    assert_eq!((rows[0].start, rows[0].from_alarm), (hour("2025-03-01 08:05"), true));
    assert_eq!(rows[0].closed, Some(hour("2025-03-01 10:05")));
    assert_eq!((rows[1].start, rows[1].from_alarm), (hour("2025-03-02 08:00"), false));
    assert_eq!(
        rows.iter().map(|row| row.healed).collect::<Vec<_>>(),
        [Some(Mode::Manual), Some(Mode::Automatic), None]
    );
    assert_eq!((rows[1].device.as_deref(), rows[2].closed), (None, None));
    assert_eq!((sources[0].sha256.as_str(), sources[0].rows), (sha256_hex(&gbk).as_str(), Some(3)));
}

#[test]
fn a_column_is_what_the_manifest_says_and_states_are_its_words_too() {
    let block = "[words]\nautomatic = [\"机器人\"]\n[inspections]\nfile = \"log.csv\"\ncolumns = { time = \"何时\", mode = \"何人\" }\n";
    let (logs, _) =
        read_block(block, &[("log.csv", "何时,何人,time\n2025-03-01,机器人,x\n2025-03-02,Manual,y\n".as_bytes())])
            .unwrap();
    let modes: Vec<Mode> = logs.inspections.unwrap().rows.iter().map(|task| task.mode).collect();
    assert_eq!(modes, [Mode::Automatic, Mode::Manual]);
    let problem = read_block(block, &[("log.csv", "何时,何人\n2025-03-01,狗\n".as_bytes())]).unwrap_err();
    assert_eq!(problem.to_string(), "`狗` is no known state (log.csv, row 2, column `何人`)");
    assert!(problem.hint.unwrap().contains("[operation_logs.words]"));
    let problem = read_block(block, &[("log.csv", "time,mode\n2025-03-01,manual\n".as_bytes())]).unwrap_err();
    assert_eq!(problem.what, "the column `何时` is missing");
}

#[test]
fn an_optional_column_that_the_manifest_names_must_be_there() {
    let block = "[incidents]\nfile = \"log.csv\"\ncolumns = { device = \"机柜\" }\n";
    let problem = read_block(block, &[("log.csv", b"opened,closed\n2025-03-01,\n")]).unwrap_err();
    assert_eq!(problem.what, "the column `机柜` is missing");
}

#[test]
fn an_incident_is_not_over_before_it_begins() {
    assert_eq!(
        told("incidents", "opened,closed\n2025-03-01 08:00,2025-03-01 07:59\n"),
        "the incident was closed before it opened (log.csv, row 2, column `closed`)"
    );
    assert!(
        told("incidents", "opened,alarmed,closed\n2025-03-01,2025-03-03,2025-03-02\n").contains("before its alarm")
    );
    let text = "opened,closed,acknowledged\n2025-03-01 08:00,2025-03-01 09:00,2025-03-01 07:00\n";
    assert_eq!(
        told("incidents", text),
        "the incident was acknowledged before its clock started (log.csv, row 2, column `acknowledged`)"
    );
    // At the same instant is not before.
    let same = "opened,closed\n2025-03-01 08:00,2025-03-01 08:00\n";
    assert!(read_block("[incidents]\nfile = \"log.csv\"\n", &[("log.csv", same.as_bytes())]).is_ok());
}

#[test]
fn each_wrong_cell_is_told_with_its_row_and_column() {
    let twice = "id,opened,closed\nF1,2025-03-01,\nF1,2025-03-02,\n";
    assert_eq!(told("incidents", twice), "`F1` is in the log twice (log.csv, row 3, column `id`)");
    let unsaid = "opened,closed,处置方式\n2025-03-01,2025-03-02,\n";
    assert!(told("incidents", unsaid).starts_with("the cell is empty where the way of repair of a closed incident"));
    assert_eq!(
        told("alarm_counts", "month,before,after\n2025-03,100,40\n2025-04,100,101\n"),
        "there are more alarms after compression (101) than before it (100) (log.csv, row 3, column `after`)"
    );
    assert_eq!(
        told("alarm_counts", "月份,before,after\n2025-03,-1,0\n"),
        "`-1` is not a count (log.csv, row 2, column `before`)"
    );
    assert_eq!(
        told("predictions", "time,设备\n2025-03-01,\n"),
        "the cell is empty where the device that is predicted to fail belongs (log.csv, row 2, column `设备`)"
    );
    assert_eq!(
        told("work_orders", "time,mode\n2025-03-01,robot\n"),
        "`robot` is no known state (log.csv, row 2, column `mode`)"
    );
    assert!(wrong("work_orders", "time,mode\n2025-03-01,manua\n").hint.unwrap().starts_with("did you mean `manual`?"));
    assert_eq!(
        told("changes", "time,result\n2025-03-01,成了\n"),
        "`成了` is no known state (log.csv, row 2, column `result`)"
    );
    assert!(told("changes", "time,result\n2025-03-01,\n").contains("where the result of the change belongs"));
    let day_first = wrong("inspections", "time,mode\n03/04/2025,manual\n");
    assert!(day_first.what.contains("can be") && !day_first.hint.unwrap().contains("telemetry"));
    assert_eq!(
        told("points", "point,monitored\nT1,perhaps\n"),
        "`perhaps` is no known state (log.csv, row 2, column `monitored`)"
    );
    assert!(told("points", "point,monitored\nT1,yes\nT1,no\n").starts_with("`T1` is in the log twice"));
    assert!(told("alarms", "raised\n2025-02-30\n").contains("not a day of the calendar"));
}

#[test]
fn alarms_are_counted_by_the_day_or_the_month_and_by_nothing_else() {
    let read = |time: &str| {
        let text = format!("time,before,after\n{time},100,40\n");
        read_block("[alarm_counts]\nfile = \"log.csv\"\n", &[("log.csv", text.as_bytes())])
            .map(|(logs, _)| logs.alarm_counts.unwrap().rows[0].time)
    };
    for (time, first) in [("2025-03", "2025-03-01"), ("2025-03-11", "2025-03-11"), ("2025/3/11 00:00:00", "2025-03-11")]
    {
        assert_eq!(read(time).unwrap(), hour(&format!("{first} 00:00")), "{time}");
    }
    for time in ["2025", "2025-01..2025-03", "2025..2026", "2025-03-11 08:00"] {
        let problem = read(time).unwrap_err();
        let told = format!("`{time}` is neither a day nor a month (log.csv, row 2, column `time`)");
        assert_eq!(problem.to_string(), told);
        assert!(problem.hint.unwrap().contains("`2025-03-11` or `2025-03`"));
    }
    assert!(read("").unwrap_err().what.contains("where a day or a month belongs"));
}

#[test]
fn a_log_tells_which_of_its_optional_columns_it_has() {
    let text = "opened,closed,处置方式\n2025-03-01,,\n";
    let (logs, _) = read_block("[incidents]\nfile = \"log.csv\"\n", &[("log.csv", text.as_bytes())]).unwrap();
    let incidents = logs.incidents.unwrap();
    assert_eq!(["healed", "acknowledged"].map(|key| incidents.has(key)), [true, false]);
    let (logs, _) = read_block("[incidents]\nfile = \"log.csv\"\n", &[("log.csv", b"opened,closed,healed\n")]).unwrap();
    assert!(logs.incidents.unwrap().has("healed"), "without a row too");
    let named = "[incidents]\nfile = \"log.csv\"\ncolumns = { acknowledged = \"接手\" }\n";
    let (logs, _) = read_block(named, &[("log.csv", "opened,closed,接手\n2025-03-01,,\n".as_bytes())]).unwrap();
    assert!(logs.incidents.unwrap().has("acknowledged"));
}

#[test]
fn evidence_is_hashed_and_what_is_not_there_is_told() {
    let block = "[capabilities]\nfile = \"log.csv\"\n";
    let text = "领域,成熟度,佐证文件,日期,责任人,有效期至\nalarms,4,a.txt,2025-01-31,王工,2026-01-31\nchange,2,,,,\n";
    let (logs, sources) = read_block(block, &[("log.csv", text.as_bytes()), ("a.txt", b"proof")]).unwrap();
    let rows = logs.capabilities.unwrap().rows;
    let evidence = rows[0].evidence.as_ref().unwrap();
    assert_eq!((evidence.sha256.as_str(), evidence.bytes), (sha256_hex(b"proof").as_str(), 5));
    assert_eq!((evidence.owner.as_deref(), rows[1].evidence.as_ref()), (Some("王工"), None));
    assert_eq!(sources.iter().map(|source| source.path.as_str()).collect::<Vec<_>>(), ["log.csv", "a.txt"]);
    let problem = read_block(block, &[("log.csv", text.as_bytes())]).unwrap_err();
    assert_eq!(problem.to_string(), "`a.txt`: cannot read: no such file or folder (log.csv, row 2, column `佐证文件`)");
}

#[test]
fn a_maturity_is_from_0_to_5_and_one_for_a_domain() {
    let maturity = |cell: &str| {
        let text = format!("domain,maturity\nalarms,{cell}\n");
        read_block("[capabilities]\nfile = \"log.csv\"\n", &[("log.csv", text.as_bytes())]).map(drop)
    };
    assert!(maturity("0").is_ok() && maturity("5").is_ok() && maturity("2.5").is_ok());
    for cell in ["6", "5.01", "-1", "high", "NaN"] {
        let told = maturity(cell).unwrap_err().to_string();
        assert_eq!(told, format!("`{cell}` is not a maturity from 0 to 5 (log.csv, row 2, column `maturity`)"));
    }
    assert_eq!(
        told("capabilities", "domain,maturity\nalarms,3\nalarms,4\n"),
        "`alarms` has the maturity 4 here and 3 above (log.csv, row 3, column `maturity`)"
    );
    let dates = "domain,maturity,file,date,valid_until\nalarms,3,a.txt,2025-02-01,2025-01-01\n";
    assert!(told("capabilities", dates).starts_with("the evidence expires before its own date"));
}

#[test]
fn what_does_not_fit_together_in_the_manifest_is_told() {
    let predictions = "[predictions]\nfile = \"p.csv\"\n";
    assert!(check_told(predictions).contains("nothing says within how many hours"));
    assert!(check_told(&format!("horizon_hours = 24\n{predictions}")).contains("no log of incidents"));
    assert_eq!(check_told("horizon_hours = 0.0\n"), "`horizon_hours = 0` cannot be");
    assert!(check_told("[alarms]\nfile = \"a.csv\"\n[alarm_counts]\nfile = \"b.csv\"\n").contains("told twice"));
    let column = "[changes]\nfile = \"c.csv\"\ncolumns = { resutl = \"结果\" }\n";
    assert_eq!(check_told(column), "the log `changes` has no column `resutl`");
    let whole = format!("horizon_hours = 24\n{predictions}[incidents]\nfile = \"i.csv\"\ncolumns = {{ id = \"x\" }}\n");
    assert!(check(&toml::from_str(&whole).unwrap()).is_ok());
}
