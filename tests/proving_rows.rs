//! The rows of files that prove what was found, and the hours in which it was.
#![cfg(test)]

mod common;

use common::facility_folder;
use greengrade::facility::Facility;
use greengrade::rating::{Checked, Request, Trials, check};
use greengrade::standard::Library;
use greengrade::telemetry::{Finding, Severity};

/// What a facility of one IT meter `m` over 2025-03-01 is found to be, by its clock, its keys and its files.
fn checked(clock: &str, keys: &str, files: &[(&str, &str)]) -> Checked {
    let manifest = format!(
        "id = \"synthetic-rows\"\nname = {{ zh = \"行\", en = \"Rows\" }}\nprovince = \"青海\"\ncategory = \"general\"\n\
         clock = \"{clock}\"\n[[telemetry]]\nfiles = [\"t/*\"]\nshape = \"wide\"\ntime = \"time\"\ncomment = \"#\"\n\
         [[meter]]\nid = \"m\"\ncolumn = \"m\"\npoint = \"ups-output\"\n{keys}\n[boundary]\nit = [\"m\"]\n"
    );
    let mut all = vec![("facility.toml", manifest.as_str())];
    all.extend(files);
    let folder = facility_folder(&all);
    let library = Library::embedded().unwrap();
    let standards = ["eu-2024-1364".to_owned()];
    let request = Request {
        library: &library,
        standards: &standards,
        edition: None,
        period: Some("2025-03"),
        trials: Trials::NONE,
    };
    check(&Facility::load(folder.path()).unwrap(), &request).unwrap()
}

fn found<'a>(checked: &'a Checked, id: &str) -> &'a Finding {
    checked.findings.iter().find(|finding| finding.id == id).unwrap_or_else(|| panic!("{:#?}", checked.findings))
}

/// The rows of a finding's first span as `file first-last`.
fn rows(checked: &Checked, id: &str) -> Vec<String> {
    let finding = found(checked, id);
    let from = finding.hours.first().map(|span| &span.start).or(finding.first.as_ref()).unwrap();
    let rows = checked.rows_of(finding, from).iter();
    rows.map(|rows| format!("{} {}-{}", rows.file, rows.first, rows.last)).collect()
}

/// The finding's spans as hours of the day, `10-12`.
fn hours(finding: &Finding) -> Vec<String> {
    finding.hours.iter().map(|span| format!("{}-{}", &span.start[11..13], &span.end[11..13])).collect()
}

const COUNTER: &str = "kind = \"counter\"\nunit = \"kWh\"";
const POWER: &str = "kind = \"power\"\nunit = \"kW\"\nmax_gap = \"1h\"";

#[test]
fn a_counter_that_goes_back_is_proven_by_the_row_that_is_lower() {
    // Comments and a blank line count as lines of the file: the reading 5 stands on line 7.
    let text = "# export\ntime,m\n2025-03-01 00:00,90\n\n# checked\n2025-03-01 01:00,95\n2025-03-01 02:00,5\n\
                2025-03-01 03:00,9\n";
    let keys = COUNTER;
    for end in ["\n", "\r\n"] {
        let text = text.replace('\n', end);
        let checked = checked("+08:00", keys, &[("t/a.csv", &text)]);
        assert_eq!(rows(&checked, "counter-reset"), ["t/a.csv 7-7"]);
        let reset = found(&checked, "counter-reset");
        assert_eq!(
            (reset.first.as_deref(), hours(reset)),
            (Some("2025-03-01T02:00:00+08:00"), vec!["01-02".to_owned()])
        );
    }
}

#[test]
fn readings_that_contradict_each_other_are_named_each_in_its_file() {
    let one = "time,m\n2025-03-01 00:00,90\n2025-03-01 01:00,91\n";
    let two = "time,m\n2025-03-01 02:00,92\n2025-03-01 01:00,97\n2025-03-01 00:00,90\n";
    let checked = checked("+08:00", COUNTER, &[("t/a.csv", one), ("t/b.csv", two)]);
    assert_eq!(rows(&checked, "conflicting-readings"), ["t/a.csv 3-3", "t/b.csv 3-3"]);
    assert_eq!(rows(&checked, "repeated-reading"), ["t/a.csv 2-2", "t/b.csv 4-4"]);
    assert_eq!(hours(found(&checked, "conflicting-readings")), ["01-02"]);
}

#[test]
fn a_gap_is_proven_by_the_rows_at_its_ends_and_its_hours_are_marked() {
    // 02:00 holds for an hour, 07:30 is the next: nothing is known from 03:00 to 07:30.
    let text = "time,m\n2025-03-01 00:00,5\n2025-03-01 01:00,6\n2025-03-01 02:00,7\n2025-03-01 03:00,\n\
                2025-03-01 07:30,8\n2025-03-01 08:30,9\n";
    let checked = checked("+08:00", POWER, &[("t/a.csv", text)]);
    assert_eq!(rows(&checked, "gap"), ["t/a.csv 4-6"]);
    let gap = found(&checked, "gap");
    assert_eq!((gap.first.as_deref(), hours(gap)), (Some("2025-03-01T02:00:00+08:00"), vec!["03-08".to_owned()]));
    let marked: Vec<i8> =
        checked.calendar.iter().filter(|day| day.worst == Some(Severity::Warning)).map(|day| day.date.day()).collect();
    assert_eq!(marked, [1]);
}

#[test]
fn a_gap_of_days_marks_each_of_its_days() {
    let text = "time,m\n2025-03-01 00:00,5\n2025-03-01 01:00,6\n2025-03-04 00:00,7\n2025-03-04 01:00,8\n";
    let checked = checked("+08:00", POWER, &[("t/a.csv", text)]);
    let marked: Vec<i8> =
        checked.calendar.iter().filter(|day| day.worst == Some(Severity::Warning)).map(|day| day.date.day()).collect();
    // Up to the 4th, 00:00, which is outside of it.
    assert_eq!(marked, [1, 2, 3]);
}

#[test]
fn a_spike_among_readings_by_the_minute_is_proven_by_its_own_row() {
    let row = |minute: usize| {
        let kw = if minute == 777 { 2555.0 } else { 28.0 + f64::from(u32::try_from(minute % 37).unwrap()) / 10.0 };
        format!("2025-03-01 {:02}:{:02}:00,{kw}\n", minute / 60, minute % 60)
    };
    let forward: String = (0..1440).map(row).collect();
    let all = checked("+08:00", POWER, &[("t/a.csv", &format!("time,m\n{forward}"))]);
    // Line 1 is the heading, and minute 0 is on line 2.
    assert_eq!(rows(&all, "spike"), ["t/a.csv 779-779"]);
    let backward: String = (0..1440).rev().map(row).collect();
    let all = checked("+08:00", POWER, &[("t/a.csv", &format!("time,m\n{backward}"))]);
    assert_eq!(rows(&all, "spike"), ["t/a.csv 664-664"]);
}

#[test]
fn a_stuck_value_is_proven_from_its_first_row_to_its_last() {
    let row = |hour: usize| {
        let kw = if (100..114).contains(&hour) { 19 } else { 20 + hour * 37 % 50 };
        format!("2025-03-{:02} {:02}:00,{kw}\n", hour / 24 + 1, hour % 24)
    };
    let text: String = (0..240).map(row).collect();
    let checked = checked("+08:00", POWER, &[("t/a.csv", &format!("time,m\n{text}"))]);
    assert_eq!(rows(&checked, "stuck-values"), ["t/a.csv 102-115"]);
}

#[test]
fn other_formats_name_their_lines_too() {
    let text = "{\"time\": \"2025-03-01 00:00\", \"m\": 90}\n\n{\"time\": \"2025-03-01 01:00\", \"m\": 5}\n";
    let checked = checked("+08:00", COUNTER, &[("t/a.jsonl", text)]);
    assert_eq!(rows(&checked, "counter-reset"), ["t/a.jsonl 3-3"]);
}
