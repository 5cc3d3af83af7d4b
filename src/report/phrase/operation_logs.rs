//! Operation from logs in words: each quantity, its value, and the counts it is made of.

use super::{Phrases, joined};
use crate::indicator::operation_logs::{Durations, ModeRecord, OperationRecord, PredictionRecord};
use crate::report::numbers;
use crate::report::words::charts::filled;
use crate::report::words::{Words, operation_logs as o, reports as w};

/// A quantity, its value, its counts, and the log they are from.
pub(in crate::report) struct LoggedRow {
    pub name: String,
    pub value: String,
    pub counts: String,
    pub file: String,
}

impl Phrases<'_> {
    /// What the logs come to, a quantity a row; none where the facility names none.
    pub fn logged(&self) -> Vec<LoggedRow> {
        let Some(record) = &self.rating.operation_logs else { return Vec::new() };
        let mut rows: Vec<LoggedRow> = self.rates(record);
        rows.extend(self.times(record));
        rows.extend(record.prediction.as_ref().map(|prediction| self.predicted(prediction)));
        rows.extend(record.changes.as_ref().map(|changes| LoggedRow {
            name: self.say(o::CHANGE_SUCCESS).to_owned(),
            value: self.share_of("automation_rate", changes.success),
            counts: self.filled(o::CHANGES, &[changes.succeeded, changes.failed, changes.rolled_back]),
            file: changes.file.clone(),
        }));
        rows.extend(self.cooling_hours());
        rows
    }

    fn rates(&self, record: &OperationRecord) -> Vec<LoggedRow> {
        let row = |id: &str, value, counts, file: &str| LoggedRow {
            name: self.indicator_name(id),
            value: self.share_of(id, value),
            counts,
            file: file.to_owned(),
        };
        let modes = |id: &str, log: &ModeRecord| {
            let counts = self.filled(o::MODES, &[log.automatic, log.semi_automatic, log.manual]);
            row(id, log.automatic_share, counts, &log.file)
        };
        let mut rows = Vec::new();
        rows.extend(record.monitoring.as_ref().map(|log| {
            row("monitoring_coverage", log.coverage, self.filled(o::POINTS, &[log.points, log.monitored]), &log.file)
        }));
        rows.extend(record.alarms.as_ref().map(|log| {
            row("alarm_compression", log.compression, self.filled(o::ALARMS, &[log.before, log.after]), &log.file)
        }));
        rows.extend(record.inspections.as_ref().map(|log| modes("automated_inspection", log)));
        rows.extend(record.operations.as_ref().map(|log| modes("automation_rate", log)));
        rows.extend(record.faults.as_ref().and_then(|log| {
            let counts = self.filled(o::HEALED, &[log.faults, log.self_healed?]);
            Some(row("self_healing", log.self_healed_share, counts, &log.file))
        }));
        rows
    }

    fn times(&self, record: &OperationRecord) -> Vec<LoggedRow> {
        let Some(faults) = &record.faults else { return Vec::new() };
        let row = |name: Words, times: Option<&Durations>, counts| LoggedRow {
            name: self.say(name).to_owned(),
            value: times.map_or_else(|| self.say(o::NO_ROWS).to_owned(), |times| self.durations(times)),
            counts,
            file: faults.file.clone(),
        };
        let acknowledged = faults
            .to_acknowledge
            .as_ref()
            .map(|times| row(o::TO_ACKNOWLEDGE, Some(times), self.filled(o::ACKNOWLEDGED, &[times.ended, times.open])));
        let closed = faults.faults.saturating_sub(faults.open);
        let counts = self.filled(o::REPAIRED, &[closed, faults.open, faults.from_alarm]);
        acknowledged.into_iter().chain([row(o::TO_REPAIR, faults.to_repair.as_ref(), counts)]).collect()
    }

    /// `mean 8.33 h, median 6 h, p90 15 h`.
    fn durations(&self, times: &Durations) -> String {
        let hours = |words: Words, hours: f64| filled(words, self.lang, &[&self.value("mttr", hours)]);
        let mean = if times.mean_is_lower_bound { o::MEAN_AT_LEAST } else { o::MEAN };
        let or = |value: Option<f64>, words, otherwise: Words| {
            value.map_or_else(|| self.say(otherwise).to_owned(), |value| hours(words, value))
        };
        let parts = [
            hours(mean, times.mean_hours),
            or(times.median_hours, o::MEDIAN, o::MEDIAN_NOT_REACHED),
            or(times.p90_hours, o::P90, o::P90_NOT_REACHED),
        ];
        joined(parts, self.say(w::LIST))
    }

    fn predicted(&self, log: &PredictionRecord) -> LoggedRow {
        let share = |value: Option<f64>| self.share_of("automation_rate", value);
        let f1 = log.f1.map_or_else(|| self.say(w::NONE_SIGN).to_owned(), |f1| self.value("prediction_f1", f1));
        let horizon = numbers::amount(log.horizon_hours);
        let counts =
            [log.predictions, log.came_true, log.undecided, log.incidents, log.foretold].map(|n| n.to_string());
        let counts: Vec<&str> = std::iter::once(&horizon).chain(&counts).map(String::as_str).collect();
        LoggedRow {
            name: self.say(o::PREDICTION).to_owned(),
            value: filled(o::PRECISION_RECALL, self.lang, &[&share(log.precision), &share(log.recall), &f1]),
            counts: filled(o::PREDICTED, self.lang, &counts),
            file: log.file.clone(),
        }
    }

    /// The hours under automatic optimisation, where signals tell them.
    fn cooling_hours(&self) -> Option<LoggedRow> {
        let indicator = self.indicator("auto_cooling")?;
        let input = |name: &str| indicator.inputs.iter().find(|input| input.name == name);
        let (on, covered) = (input("t_on")?, input("t_covered")?);
        let counts = [numbers::amount(on.value), numbers::amount(covered.value)];
        Some(LoggedRow {
            name: self.indicator_name("auto_cooling"),
            value: self.measured(indicator),
            counts: filled(o::COOLING_HOURS, self.lang, &[&counts[0], &counts[1]]),
            file: on.from.clone(),
        })
    }

    fn share_of(&self, id: &str, share: Option<f64>) -> String {
        share.map_or_else(|| self.say(w::NONE_SIGN).to_owned(), |share| self.value(id, share))
    }

    fn filled(&self, words: Words, counts: &[u64]) -> String {
        let counts: Vec<String> = counts.iter().map(u64::to_string).collect();
        filled(words, self.lang, &counts.iter().map(String::as_str).collect::<Vec<_>>())
    }
}
