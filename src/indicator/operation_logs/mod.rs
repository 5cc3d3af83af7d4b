//! Intelligent operation from logs: counts, rates, times and predictions over a period.

mod durations;
mod findings;
mod known;
mod maturity;
mod months;
mod predictions;
mod rates;
mod record;

pub use findings::findings;
pub(super) use known::known;
pub use record::{
    AlarmRecord, CapabilityRecord, ChangeRecord, Durations, EvidenceRecord, FaultRecord, ModeRecord, MonitoringRecord,
    OperationMonth, OperationRecord, PredictionRecord,
};

use durations::{Seen, durations};
use rates::{count, share};

use crate::facility::Facility;
use crate::facility::operation_logs::{Incident, Log, Mode, OperationLogs};
use crate::period::{Clock, Period, Stamp};

/// What the logs of a facility come to over a period; `None` where it names none.
pub fn operation(facility: &Facility, period: &Period) -> Option<OperationRecord> {
    facility.operation_logs.as_ref().map(|logs| record(logs, period, &facility.clock))
}

fn record(logs: &OperationLogs, period: &Period, clock: &Clock) -> OperationRecord {
    let mut outside = Outside { period, counts: Vec::new() };
    let alarms = logs.alarms.as_ref().map(|log| {
        let rows = outside.inside("alarms", log, |alarm| alarm.raised);
        rates::alarms(&log.file, rows.into_iter())
    });
    let alarm_counts = logs.alarm_counts.as_ref().map(|log| {
        let rows = outside.inside("alarm_counts", log, |count| count.time);
        rates::alarm_counts(&log.file, rows.into_iter())
    });
    let inspections = logs.inspections.as_ref().map(|log| {
        let rows = outside.inside("inspections", log, |task| task.time);
        rates::modes(&log.file, rows.into_iter())
    });
    let operations = logs.work_orders.as_ref().map(|log| {
        let rows = outside.inside("work_orders", log, |task| task.time);
        rates::modes(&log.file, rows.into_iter())
    });
    let changes = logs.changes.as_ref().map(|log| {
        let rows = outside.inside("changes", log, |change| change.time);
        rates::changes(&log.file, rows.into_iter())
    });
    let faults = logs.incidents.as_ref().map(|log| {
        let rows = outside.inside("incidents", log, |incident| incident.start);
        faults(log, &rows, period.end)
    });
    let prediction = logs.predictions.as_ref().zip(logs.incidents.as_ref()).zip(logs.horizon);
    let prediction = prediction.map(|((log, incidents), horizon)| {
        outside.inside("predictions", log, |prediction| prediction.time);
        predictions::predictions(log, &incidents.rows, horizon, period)
    });
    let last = clock.civil(period.end.plus(-1)).date();
    OperationRecord {
        monitoring: logs.points.as_ref().map(|log| rates::monitoring(&log.file, &log.rows)),
        alarms: alarms.or(alarm_counts),
        inspections,
        operations,
        faults,
        prediction,
        changes,
        capabilities: logs.capabilities.as_ref().map(|log| maturity::capabilities(&log.rows, last)),
        months: months::months(logs, period, clock),
        outside_period: outside.counts.into_iter().filter(|(_, count)| *count > 0).collect(),
    }
}

/// How many rows of logs are not of the period.
struct Outside<'a> {
    period: &'a Period,
    counts: Vec<(String, u64)>,
}

impl Outside<'_> {
    /// The rows of the period; the others are counted.
    fn inside<'l, T>(&mut self, name: &str, log: &'l Log<T>, time: impl Fn(&T) -> Stamp) -> Vec<&'l T> {
        let inside: Vec<&T> = log.rows.iter().filter(|row| self.period.holds(time(row))).collect();
        self.counts.push((name.to_owned(), count(&log.rows) - count(&inside)));
        inside
    }
}

/// What incidents come to, as they stood at `end`.
fn faults(log: &Log<Incident>, incidents: &[&Incident], end: Stamp) -> FaultRecord {
    let all = count(incidents);
    let closed = |incident: &Incident| incident.closed.filter(|closed| *closed < end);
    let healed = |incident: &&&Incident| closed(incident).is_some() && incident.healed == Some(Mode::Automatic);
    // A log with the column tells it of all that are closed; where none is, none was healed.
    let self_healed = log.has("healed").then(|| count(incidents.iter().filter(healed)));
    let acknowledged = |incident: &Incident| incident.acknowledged.filter(|acknowledged| *acknowledged < end);
    FaultRecord {
        file: log.file.clone(),
        faults: all,
        from_alarm: count(incidents.iter().filter(|incident| incident.from_alarm)),
        open: count(incidents.iter().filter(|incident| closed(incident).is_none())),
        self_healed,
        self_healed_share: self_healed.and_then(|healed| share(healed, all)),
        to_acknowledge: log
            .has("acknowledged")
            .then(|| {
                // One that was over before anybody took it on was not acknowledged until then.
                let seen =
                    |incident: &&Incident| seen(incident, acknowledged(incident), closed(incident).unwrap_or(end));
                durations(incidents.iter().map(seen).collect())
            })
            .flatten(),
        to_repair: to_repair(incidents, end),
    }
}

/// The times to repair of some incidents, as they stood at `end`.
fn to_repair(incidents: &[&Incident], end: Stamp) -> Option<Durations> {
    let times = incidents.iter().map(|incident| seen(incident, incident.closed.filter(|closed| *closed < end), end));
    durations(times.collect())
}

/// The time from an incident's start until it was over, or else until it was last seen.
fn seen(incident: &Incident, over: Option<Stamp>, last_seen: Stamp) -> Seen {
    Seen { nanos: over.unwrap_or(last_seen).since(incident.start), open: over.is_none() }
}

#[cfg(test)]
mod tests;
