//! Logs of operation, made so that they come to round rates: their counts stand at each log.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::{DateTime, date};

use super::Result;
use super::paper::{DOMAINS, maturity};
use super::sites::Site;

/// The block of the manifest.
pub const BLOCK: &str = r#"
[operation_logs]
horizon_hours = 72

[operation_logs.points]
file = "operation/points.csv"

[operation_logs.alarm_counts]
file = "operation/alarm-counts.csv"

[operation_logs.incidents]
file = "operation/incidents.csv"

[operation_logs.inspections]
file = "operation/inspections.csv"

[operation_logs.work_orders]
file = "operation/work-orders.csv"

[operation_logs.changes]
file = "operation/changes.csv"

[operation_logs.predictions]
file = "operation/predictions.csv"

[operation_logs.capabilities]
file = "operation/capabilities.csv"
"#;

const MODES: [&str; 3] = ["自动", "半自动", "人工"];
const DEVICES: [&str; 5] = ["UPS-1", "CRAC-2", "PUMP-1", "CHILLER-1", "PDU-3"];
/// How many faults there are.
const FAULTS: usize = 40;
/// Times to repair, in minutes: ten of them are 27.5 h, so that the mean of all is 2.75 h.
const REPAIRS: [i64; 10] = [10, 20, 30, 45, 60, 90, 120, 195, 360, 720];

pub fn write(site: &Site, folder: &Path) -> Result<()> {
    let folder = folder.join("operation");
    std::fs::create_dir_all(&folder)?;
    let text = |name: &str, heading: &str, rows: Vec<String>| {
        std::fs::write(folder.join(name), format!("{heading}\n{}\n", rows.join("\n")))
    };
    text("points.csv", "测点,应监控,已监控", points())?;
    text("alarm-counts.csv", "月份,压缩前,压缩后", alarm_counts())?;
    text("incidents.csv", "故障编号,设备,发生时间,告警时间,确认时间,恢复时间,处置方式", incidents())?;
    text("inspections.csv", "巡检时间,巡检方式", inspections())?;
    text("work-orders.csv", "完成时间,执行方式", work_orders())?;
    text("changes.csv", "变更时间,变更结果", changes())?;
    text("predictions.csv", "预测时间,设备", predictions())?;
    let mut capabilities = Vec::new();
    for (index, domain) in DOMAINS.into_iter().enumerate() {
        let file = format!("operation/{domain}.txt");
        let evidence = format!("合成数据：{}的佐证材料，并非真实文件。Made-up evidence of {domain}.\n", site.zh);
        std::fs::write(folder.join(format!("{domain}.txt")), evidence)?;
        let maturity = maturity(site, index);
        capabilities.push(format!("{domain},{maturity:.1},{file},2025-01-31,运维部,2026-01-31"));
    }
    text("capabilities.csv", "领域,成熟度,佐证文件,日期,责任人,有效期至", capabilities)?;
    Ok(())
}

/// The members of a list in turn, again and again.
fn in_turn<T: Copy + Default>(list: &[T], index: usize) -> T {
    list.get(index % list.len()).copied().unwrap_or_default()
}

/// Minutes into the year as a stamp of the facility's clock.
fn stamp(minutes: i64) -> String {
    let start: DateTime = date(2025, 1, 1).at(0, 0, 0, 0);
    start.saturating_add(minutes.minutes()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn minutes(day: usize, hour: usize) -> i64 {
    i64::try_from(day * 24 + hour).unwrap_or_default() * 60
}

/// 47 of the 50 points that must be monitored are: 0.94.
fn points() -> Vec<String> {
    let point = |index: usize| {
        let (must, monitored) = (index < 50, !(47..50).contains(&index));
        let yes = |is: bool| if is { "是" } else { "否" };
        format!("TP-{:03},{},{}", index + 1, yes(must), yes(monitored))
    };
    (0..55).map(point).collect()
}

/// 22 % are left after compression, ten more and ten fewer by turns: 0.78.
fn alarm_counts() -> Vec<String> {
    let month = |month: i64| {
        let before = 50 * (16 + month * 7 % 9);
        let after = before * 22 / 100 + if month % 2 == 0 { 10 } else { -10 };
        format!("2025-{:02},{before},{after}", month + 1)
    };
    (0..12).map(month).collect()
}

/// When a fault gives its alarm.
fn alarm(index: usize) -> i64 {
    minutes(4 + index * 9, index * 7 % 24)
}

/// 40 faults of 110 h together, 14 of which heal by themselves: 0.35.
fn incidents() -> Vec<String> {
    let fault = |index: usize| {
        let (alarm, repair) = (alarm(index), in_turn(&REPAIRS, index));
        let acknowledged = repair.min(5 + 5 * i64::try_from(index % 4).unwrap_or_default());
        let healed = if repair <= 30 || [3, 13].contains(&index) { MODES[0] } else { MODES[2] };
        let times = [alarm - 5, alarm, alarm + acknowledged, alarm + repair].map(stamp).join(",");
        format!("F{:03},{},{times},{healed}", index + 1, in_turn(&DEVICES, index))
    };
    (0..FAULTS).map(fault).collect()
}

/// 39 predictions come true and 21 do not: precision 0.65, recall 0.975, F1 0.78.
fn predictions() -> Vec<String> {
    let foretold = (0..FAULTS - 1).map(|index| (alarm(index) - 6 * 60, in_turn(&DEVICES, index)));
    let false_alarms = (0..21).map(|index| (minutes(3 + index * 17, 12), "PDU-9"));
    foretold.chain(false_alarms).map(|(minutes, device)| format!("{},{device}", stamp(minutes))).collect()
}

/// Of every `of`, `automatic` are automatic and the next `semi` semi-automatic, mixed by a step that has no part in
/// common with `of`.
fn mode(index: usize, step: usize, [of, automatic, semi]: [usize; 3]) -> &'static str {
    let place = index * step % of;
    if place < automatic {
        MODES[0]
    } else if place < automatic + semi {
        MODES[1]
    } else {
        MODES[2]
    }
}

/// 163 of 200 are automatic: 0.815.
fn inspections() -> Vec<String> {
    (0..200)
        .map(|index| format!("{},{}", stamp(minutes(index * 365 / 200, 9)), mode(index, 37, [200, 163, 12])))
        .collect()
}

/// Of the 50 of each quarter 29, 32, 36 and 40 are automatic: 137 of 200, 0.685.
fn work_orders() -> Vec<String> {
    let order = |index: usize| {
        let automatic = in_turn(&[29, 32, 36, 40], index / 50);
        format!("{},{}", stamp(minutes(index * 365 / 200, 15)), mode(index, 37, [50, automatic, 6]))
    };
    (0..200).map(order).collect()
}

/// 44 of 48 succeed.
fn changes() -> Vec<String> {
    let change = |index: usize| {
        let result = match index {
            7 | 23 | 40 => "回退",
            31 => "失败",
            _ => "成功",
        };
        format!("{},{result}", stamp(minutes(2 + index * 7, 22)))
    };
    (0..48).map(change).collect()
}
