//! Rows of the logs of events.

use super::cells::{Row, State};
use crate::period::Stamp;
use crate::problem::Result;

/// How something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Without a person.
    Automatic,
    /// By a program that a person starts or confirms.
    SemiAutomatic,
    /// By a person.
    Manual,
}

/// A point of the facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its name.
    pub id: String,
    /// Whether it must be monitored; where the log does not tell, every point must be.
    pub must: bool,
    /// Whether it is monitored.
    pub monitored: bool,
}

/// An alarm as it was raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// When.
    pub raised: Stamp,
    /// Those that were sent as one have one group; without a group it was sent by itself.
    pub group: Option<String>,
}

/// Alarms of a day or a month, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlarmCount {
    /// The first instant of the day or the month.
    pub time: Stamp,
    /// Before compression.
    pub before: u64,
    /// After compression; never more than before.
    pub after: u64,
}

/// An incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Its name.
    pub id: Option<String>,
    /// The device that failed.
    pub device: Option<String>,
    /// When its clock starts: with its alarm, or where that is not known, when it began.
    pub start: Stamp,
    /// Whether that is its alarm.
    pub from_alarm: bool,
    /// When somebody took it on.
    pub acknowledged: Option<Stamp>,
    /// When it was over; `None` while it is open.
    pub closed: Option<Stamp>,
    /// How it was repaired.
    pub healed: Option<Mode>,
}

/// An inspection or a work order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// When.
    pub time: Stamp,
    /// How.
    pub mode: Mode,
}

/// What came of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeResult {
    /// It did what it was to do.
    Succeeded,
    /// It did not.
    Failed,
    /// It was taken back.
    RolledBack,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub time: Stamp,
    /// What came of it.
    pub result: ChangeResult,
}

/// A prediction that a device will fail within the horizon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prediction {
    /// When it was made.
    pub time: Stamp,
    /// The device.
    pub device: String,
}

const AUTOMATIC: [&str; 5] = ["automatic", "auto", "自动", "自动化", "自愈"];
const SEMI_AUTOMATIC: [&str; 5] = ["semi-automatic", "semi-auto", "semi", "半自动", "半自动化"];
const MANUAL: [&str; 3] = ["manual", "人工", "手动"];
const YES: [&str; 5] = ["yes", "是", "1", "true", "y"];
const NO: [&str; 5] = ["no", "否", "0", "false", "n"];
const SUCCEEDED: [&str; 4] = ["succeeded", "success", "成功", "完成"];
const FAILED: [&str; 3] = ["failed", "failure", "失败"];
const ROLLED_BACK: [&str; 4] = ["rolled-back", "rollback", "回退", "回滚"];

impl Row<'_, '_> {
    fn mode(&self, key: &str) -> Result<Option<Mode>> {
        let words = self.reading.words;
        let states: [State<'_, Mode>; 3] = [
            (Mode::Automatic, &AUTOMATIC, &words.automatic),
            (Mode::SemiAutomatic, &SEMI_AUTOMATIC, &words.semi_automatic),
            (Mode::Manual, &MANUAL, &words.manual),
        ];
        self.state(key, &states)
    }

    fn yes(&self, key: &str) -> Result<Option<bool>> {
        let words = self.reading.words;
        self.state(key, &[(true, &YES, &words.yes), (false, &NO, &words.no)])
    }
}

pub(super) fn point(row: &mut Row<'_, '_>) -> Result<Point> {
    let told = |key: &str| {
        let empty =
            || row.wrong(key, "the cell is empty where yes or no belongs", "write `yes` or `no` (`是` or `否`)");
        row.yes(key)?.ok_or_else(empty)
    };
    let must = if row.has("must") { told("must")? } else { true };
    Ok(Point { id: row.required("point", "a name")?, must, monitored: told("monitored")? })
}

pub(super) fn alarm(row: &mut Row<'_, '_>) -> Result<Alarm> {
    Ok(Alarm { raised: row.required_stamp("raised")?, group: row.text("group").map(str::to_owned) })
}

pub(super) fn alarm_count(row: &mut Row<'_, '_>) -> Result<AlarmCount> {
    let (time, before, after) = (row.required_day_or_month("time")?, row.count("before")?, row.count("after")?);
    if after > before {
        let what = format!("there are more alarms after compression ({after}) than before it ({before})");
        return Err(row.wrong("after", what, "check whether the two columns are the wrong way round"));
    }
    Ok(AlarmCount { time, before, after })
}

pub(super) fn incident(row: &mut Row<'_, '_>) -> Result<Incident> {
    let (opened, alarmed) = (row.stamp("opened")?, row.stamp("alarmed")?);
    let start = match alarmed.or(opened) {
        Some(start) => start,
        None => row.required_stamp("opened")?,
    };
    let (acknowledged, closed) = (row.stamp("acknowledged")?, row.stamp("closed")?);
    let checks = [
        ("closed", "closed before it opened", closed, opened),
        ("closed", "closed before its alarm", closed, alarmed),
        ("acknowledged", "acknowledged before its clock started", acknowledged, Some(start)),
    ];
    for (key, what, later, earlier) in checks {
        if later.zip(earlier).is_some_and(|(later, earlier)| later < earlier) {
            return Err(row.wrong(
                key,
                format!("the incident was {what}"),
                "check the times and their offsets from UTC",
            ));
        }
    }
    let healed = row.mode("healed")?;
    if healed.is_none() && closed.is_some() && row.has("healed") {
        let what = "the cell is empty where the way of repair of a closed incident belongs";
        return Err(row.wrong("healed", what, "write `automatic`, `semi-automatic` or `manual`"));
    }
    Ok(Incident {
        id: row.text("id").map(str::to_owned),
        device: row.text("device").map(str::to_owned),
        start,
        from_alarm: alarmed.is_some(),
        acknowledged,
        closed,
        healed,
    })
}

pub(super) fn task(row: &mut Row<'_, '_>) -> Result<Task> {
    let mode = row.mode("mode")?.ok_or_else(|| {
        let what = "the cell is empty where the way it was done belongs";
        row.wrong("mode", what, "write `automatic`, `semi-automatic` or `manual`")
    })?;
    Ok(Task { time: row.required_stamp("time")?, mode })
}

pub(super) fn change(row: &mut Row<'_, '_>) -> Result<Change> {
    let words = row.reading.words;
    let states: [State<'_, ChangeResult>; 3] = [
        (ChangeResult::Succeeded, &SUCCEEDED, &words.succeeded),
        (ChangeResult::Failed, &FAILED, &words.failed),
        (ChangeResult::RolledBack, &ROLLED_BACK, &words.rolled_back),
    ];
    let result = row.state("result", &states)?.ok_or_else(|| {
        let what = "the cell is empty where the result of the change belongs";
        row.wrong("result", what, "write `succeeded`, `failed` or `rolled-back`")
    })?;
    Ok(Change { time: row.required_stamp("time")?, result })
}

pub(super) fn prediction(row: &mut Row<'_, '_>) -> Result<Prediction> {
    let device = row.required("device", "the device that is predicted to fail")?;
    Ok(Prediction { time: row.required_stamp("time")?, device })
}
