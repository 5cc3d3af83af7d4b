//! What logs of operation tell: counts, rates, times and predictions, by their places in the record of a rating.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::Zero;

use crate::cells::number;
use crate::exact::{Decimal, Exact, Told, ratio, whole};
use crate::facility::Facility;
use crate::sheet::{self, Sheet};
use crate::time::{HOUR, Period, instant};

/// What is told, by its place below `/operation_logs`; nothing where it is missing.
pub type Record = BTreeMap<String, Option<Exact>>;

/// The columns of logs by their usual names in Chinese.
const COLUMNS: [(&str, &str); 20] = [
    ("月份", "time"),
    ("巡检时间", "time"),
    ("完成时间", "time"),
    ("变更时间", "time"),
    ("预测时间", "time"),
    ("巡检方式", "mode"),
    ("执行方式", "mode"),
    ("测点", "point"),
    ("应监控", "must"),
    ("已监控", "monitored"),
    ("压缩前", "before"),
    ("压缩后", "after"),
    ("故障编号", "id"),
    ("设备", "device"),
    ("发生时间", "opened"),
    ("告警时间", "alarmed"),
    ("确认时间", "acknowledged"),
    ("恢复时间", "closed"),
    ("处置方式", "healed"),
    ("变更结果", "result"),
];
/// States by their usual words in Chinese.
const STATES: [(&str, &str); 8] = [
    ("自动", "automatic"),
    ("半自动", "semi-automatic"),
    ("人工", "manual"),
    ("是", "yes"),
    ("否", "no"),
    ("成功", "succeeded"),
    ("失败", "failed"),
    ("回退", "rolled-back"),
];

/// The log of an indicator's own value in the record, for each that logs tell.
pub const INDICATORS: [(&str, &str); 7] = [
    ("monitoring_coverage", "/monitoring/coverage"),
    ("automated_inspection", "/inspections/automatic_share"),
    ("automation_rate", "/operations/automatic_share"),
    ("alarm_compression", "/alarms/compression"),
    ("self_healing", "/faults/self_healed_share"),
    ("mttr", "/faults/to_repair/mean_hours"),
    ("prediction_f1", "/prediction/f1"),
];

/// A log: its columns and its rows.
struct Log<'a> {
    facility: &'a Facility,
    sheet: Sheet,
}

/// A row of a log.
#[derive(Clone, Copy)]
struct Row<'a> {
    log: &'a Log<'a>,
    cells: sheet::Row<'a>,
}

impl<'a> Log<'a> {
    /// A log of a facility; `None` where its manifest does not name it.
    fn of(facility: &'a Facility, name: &str) -> Told<Option<Self>> {
        let logs = facility.manifest.operation_logs.as_ref();
        let Some(named) = logs.and_then(|logs| logs.logs.get(name)) else { return Ok(None) };
        let name = |title: &str| match named.columns.iter().find(|(_, own)| *own == title) {
            Some((key, _)) => key.clone(),
            None => sheet::named(title, &COLUMNS),
        };
        Ok(Some(Self { facility, sheet: Sheet::read(&facility.folder.join(&named.file), name)? }))
    }

    fn has(&self, column: &str) -> bool {
        self.sheet.has(column)
    }

    fn rows(&'a self) -> impl Iterator<Item = Row<'a>> {
        self.sheet.rows().map(|cells| Row { log: self, cells })
    }
}

impl<'a> Row<'a> {
    fn text(self, column: &str) -> Option<&'a str> {
        self.cells.text(column)
    }

    /// The instant in a cell; a month is its first.
    fn time(self, column: &str) -> Told<Option<i128>> {
        let read = |text: &str| {
            let text = if text.len() == "2025-01".len() { format!("{text}-01") } else { text.to_owned() };
            instant(&text, &self.log.facility.zone)
        };
        self.text(column).map(read).transpose()
    }

    fn needed_time(self, column: &str) -> Told<i128> {
        self.time(column)?.ok_or_else(|| format!("a row without `{column}`"))
    }

    /// A state by its word: a usual one, or one of the manifest's.
    fn is(self, column: &str, state: &str) -> bool {
        let own = self.log.facility.manifest.operation_logs.as_ref();
        let own = own.and_then(|logs| logs.words.get(&state.replace('-', "_")));
        self.text(column).is_some_and(|word| {
            word == state
                || STATES.contains(&(word, state))
                || own.is_some_and(|words| words.iter().any(|own| own == word))
        })
    }

    fn count(self, column: &str) -> Told<Exact> {
        Ok(Decimal::written(self.cells.needed(column)?)?.exact())
    }
}

/// From when to when the period is.
#[derive(Clone, Copy)]
struct Span {
    start: i128,
    end: i128,
}

impl Span {
    fn holds(self, time: i128) -> bool {
        (self.start..self.end).contains(&time)
    }

    /// The rows of the period.
    fn rows<'a>(self, log: &'a Log<'a>, time: &str) -> Told<Vec<Row<'a>>> {
        let mut rows = Vec::new();
        for row in log.rows() {
            if self.holds(row.needed_time(time)?) {
                rows.push(row);
            }
        }
        Ok(rows)
    }
}

fn count<T>(those: impl Iterator<Item = T>) -> Exact {
    those.fold(Exact::zero(), |count, _| count + whole(1))
}

/// What the logs of a facility come to over a period.
pub fn record(facility: &Facility, period: &Period) -> Told<Record> {
    let span = Span { start: period.first * HOUR, end: period.end * HOUR };
    let mut record = Record::new();
    let mut tell = |place: &str, value: Option<Exact>| record.insert(place.to_owned(), value);
    if let Some(log) = Log::of(facility, "points")? {
        let must: Vec<Row> = log.rows().filter(|row| !log.has("must") || row.is("must", "yes")).collect();
        let monitored = count(must.iter().filter(|row| row.is("monitored", "yes")));
        tell("/monitoring/coverage", ratio(&monitored, &count(must.iter())));
    }
    if let Some(log) = Log::of(facility, "alarms")? {
        let rows = span.rows(&log, "raised")?;
        let groups: BTreeSet<&str> = rows.iter().filter_map(|row| row.text("group")).collect();
        let after = count(rows.iter().filter(|row| row.text("group").is_none())) + count(groups.iter());
        tell("/alarms/compression", ratio(&after, &count(rows.iter())).map(|left| whole(1) - left));
    }
    if let Some(log) = Log::of(facility, "alarm_counts")? {
        let (mut before, mut after) = (Exact::zero(), Exact::zero());
        for row in span.rows(&log, "time")? {
            before += row.count("before")?;
            after += row.count("after")?;
        }
        tell("/alarms/compression", ratio(&after, &before).map(|left| whole(1) - left));
    }
    for (name, place) in [("inspections", "inspections"), ("work_orders", "operations")] {
        if let Some(log) = Log::of(facility, name)? {
            let rows = span.rows(&log, "time")?;
            let automatic = count(rows.iter().filter(|row| row.is("mode", "automatic")));
            tell(&format!("/{place}/automatic_share"), ratio(&automatic, &count(rows.iter())));
        }
    }
    if let Some(log) = Log::of(facility, "changes")? {
        let rows = span.rows(&log, "time")?;
        let succeeded = count(rows.iter().filter(|row| row.is("result", "succeeded")));
        tell("/changes/success", ratio(&succeeded, &count(rows.iter())));
    }
    if let Some(log) = Log::of(facility, "incidents")? {
        let faults = faults(&log, span.end)?;
        record.extend(of_faults(&log, &faults, span));
        if let Some(made) = Log::of(facility, "predictions")? {
            record.extend(predictions(&made, &faults, span)?);
        }
    }
    Ok(record)
}

/// A fault as it stood at the end of the period.
struct Fault<'a> {
    device: Option<&'a str>,
    start: i128,
    acknowledged: Option<i128>,
    closed: Option<i128>,
    automatic: bool,
}

fn faults<'a>(log: &'a Log<'a>, end: i128) -> Told<Vec<Fault<'a>>> {
    let fault = |row: Row<'a>| -> Told<Fault<'a>> {
        let known = |time: Option<i128>| time.filter(|time| *time < end);
        Ok(Fault {
            device: row.text("device"),
            start: match row.time("alarmed")? {
                Some(alarmed) => alarmed,
                None => row.needed_time("opened")?,
            },
            acknowledged: known(row.time("acknowledged")?),
            closed: known(row.time("closed")?),
            automatic: row.is("healed", "automatic"),
        })
    };
    log.rows().map(fault).collect()
}

fn of_faults(log: &Log, faults: &[Fault], span: Span) -> Record {
    let faults: Vec<&Fault> = faults.iter().filter(|fault| span.holds(fault.start)).collect();
    let all = count(faults.iter());
    let mut record = Record::new();
    if log.has("healed") {
        let healed = count(faults.iter().filter(|fault| fault.closed.is_some() && fault.automatic));
        record.insert("/faults/self_healed_share".to_owned(), ratio(&healed, &all));
    }
    let time = |fault: &Fault, over: Option<i128>, seen: i128| Time {
        nanos: over.unwrap_or(seen) - fault.start,
        open: over.is_none(),
    };
    let repair: Vec<Time> = faults.iter().map(|fault| time(fault, fault.closed, span.end)).collect();
    record.extend(times("/faults/to_repair", &repair));
    if log.has("acknowledged") {
        let seen = |fault: &&Fault| time(fault, fault.acknowledged, fault.closed.unwrap_or(span.end));
        record.extend(times("/faults/to_acknowledge", &faults.iter().map(seen).collect::<Vec<_>>()));
    }
    record
}

/// How long something lasted, or had lasted when it was last seen open.
struct Time {
    nanos: i128,
    open: bool,
}

/// The mean and the quantiles of some times, of which some are not over.
fn times(place: &str, times: &[Time]) -> Record {
    let of = |nanos: i128| whole(nanos) / whole(HOUR);
    let over: BTreeSet<i128> = times.iter().filter(|time| !time.open).map(|time| time.nanos).collect();
    // From each such time on, the share that lasts longer.
    let mut share = whole(1);
    let mut steps = Vec::new();
    for at in over {
        let lasted = count(times.iter().filter(|time| time.nanos >= at));
        let ended = count(times.iter().filter(|time| time.nanos == at && !time.open));
        share *= (&lasted - ended) / lasted;
        steps.push((at, share.clone()));
    }
    let longest = times.iter().map(|time| time.nanos).max();
    let mean = longest.map(|longest| {
        let (mut area, mut from, mut share) = (Exact::zero(), 0, whole(1));
        for (at, longer) in steps.iter().cloned().chain([(longest, whole(0))]) {
            area += of(at - from) * share;
            (from, share) = (at, longer);
        }
        area
    });
    let bound = times.iter().any(|time| time.open && Some(time.nanos) == longest);
    let quantile = |tenths: i128| {
        let reached = steps.iter().find(|(_, longer)| whole(1) - longer >= whole(tenths) / whole(10));
        reached.map(|(at, _)| of(*at))
    };
    let told = [
        ("mean_hours", mean),
        ("mean_is_lower_bound", longest.map(|_| whole(i128::from(bound)))),
        ("median_hours", quantile(5)),
        ("p90_hours", quantile(9)),
    ];
    told.into_iter().map(|(what, value)| (format!("{place}/{what}"), value)).collect()
}

/// Predictions against faults, one to one.
fn predictions(log: &Log, faults: &[Fault], span: Span) -> Told<Record> {
    let logs = log.facility.manifest.operation_logs.as_ref();
    let horizon = logs.and_then(|logs| logs.horizon_hours.as_ref()).ok_or("predictions without a horizon")?;
    let horizon = number(horizon)?.times(HOUR)?;
    let mut made = Vec::new();
    for row in log.rows() {
        made.push((row.needed_time("time")?, row.text("device")));
    }
    made.sort();
    let mut free: Vec<&Fault> = faults.iter().filter(|fault| fault.start < span.end).collect();
    free.sort_by_key(|fault| fault.start);
    let (mut right, mut decided, mut foretold) = (Exact::zero(), Exact::zero(), Exact::zero());
    for (at, device) in made.into_iter().filter(|(at, _)| *at < span.end) {
        let fits = |fault: &&Fault| fault.device == device && (at..=at + horizon).contains(&fault.start);
        let taken = free.iter().position(fits).map(|place| free.remove(place));
        if taken.is_some_and(|fault| span.holds(fault.start)) {
            foretold += whole(1);
        }
        if span.holds(at) && at + horizon < span.end {
            decided += whole(1);
            right += whole(i128::from(taken.is_some()));
        }
    }
    let all = count(faults.iter().filter(|fault| span.holds(fault.start)));
    let (precision, recall) = (ratio(&right, &decided), ratio(&foretold, &all));
    let f1 = precision.as_ref().zip(recall.as_ref()).map(|(precision, recall)| {
        ratio(&(whole(2) * precision * recall), &(precision + recall)).unwrap_or_else(Exact::zero)
    });
    let told = [("precision", precision), ("recall", recall), ("f1", f1)];
    Ok(told.into_iter().map(|(what, value)| (format!("/prediction/{what}"), value)).collect())
}
