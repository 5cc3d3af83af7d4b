//! Rates from counts: each count stands beside its rate.

use std::collections::BTreeSet;

use super::record::{AlarmRecord, ChangeRecord, ModeRecord, MonitoringRecord};
use crate::facility::operation_logs::{Alarm, AlarmCount, Change, ChangeResult, Mode, Point, Task};

/// `part ÷ all`; `None` of nothing.
pub(super) fn share(part: u64, all: u64) -> Option<f64> {
    (all > 0).then(|| float(part) / float(all))
}

#[expect(clippy::as_conversions, reason = "counts of rows of a file are far below 2^53")]
pub(super) fn float(count: u64) -> f64 {
    count as f64
}

pub(super) fn count<T>(rows: impl IntoIterator<Item = T>) -> u64 {
    rows.into_iter().fold(0, |count, _| count + 1)
}

/// Points that are monitored among those that must be.
pub(super) fn monitoring(file: &str, points: &[Point]) -> MonitoringRecord {
    let must = || points.iter().filter(|point| point.must);
    let (all, monitored) = (count(must()), count(must().filter(|point| point.monitored)));
    MonitoringRecord { file: file.to_owned(), points: all, monitored, coverage: share(monitored, all) }
}

/// `1 − after ÷ before`. Published texts also use after ÷ before under the same name; the counts tell which it is.
fn compression(file: &str, before: u64, after: u64) -> AlarmRecord {
    let compression = share(before.saturating_sub(after), before);
    AlarmRecord { file: file.to_owned(), before, after, compression }
}

/// Alarms of one group were sent as one; those without were sent by themselves.
pub(super) fn alarms<'a>(file: &str, alarms: impl Iterator<Item = &'a Alarm>) -> AlarmRecord {
    let (mut before, mut alone, mut groups) = (0, 0, BTreeSet::new());
    for alarm in alarms {
        before += 1;
        match &alarm.group {
            Some(group) => drop(groups.insert(group)),
            None => alone += 1,
        }
    }
    compression(file, before, alone + count(groups))
}

pub(super) fn alarm_counts<'a>(file: &str, counts: impl Iterator<Item = &'a AlarmCount>) -> AlarmRecord {
    let (before, after) = counts.fold((0, 0), |(before, after), count| (before + count.before, after + count.after));
    compression(file, before, after)
}

/// By the way they were done; only what is automatic counts as automatic.
pub(super) fn modes<'a>(file: &str, tasks: impl Iterator<Item = &'a Task>) -> ModeRecord {
    let mut record =
        ModeRecord { file: file.to_owned(), automatic: 0, semi_automatic: 0, manual: 0, automatic_share: None };
    for task in tasks {
        match task.mode {
            Mode::Automatic => record.automatic += 1,
            Mode::SemiAutomatic => record.semi_automatic += 1,
            Mode::Manual => record.manual += 1,
        }
    }
    ModeRecord { automatic_share: share(record.automatic, record.all()), ..record }
}

/// A change that was taken back did not do what it was to do.
pub(super) fn changes<'a>(file: &str, changes: impl Iterator<Item = &'a Change>) -> ChangeRecord {
    let (mut succeeded, mut failed, mut rolled_back) = (0, 0, 0);
    for change in changes {
        match change.result {
            ChangeResult::Succeeded => succeeded += 1,
            ChangeResult::Failed => failed += 1,
            ChangeResult::RolledBack => rolled_back += 1,
        }
    }
    let success = share(succeeded, succeeded + failed + rolled_back);
    ChangeRecord { file: file.to_owned(), succeeded, failed, rolled_back, success }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Stamp;

    #[test]
    fn only_points_that_must_be_monitored_count() {
        let point = |id: &str, must, monitored| Point { id: id.to_owned(), must, monitored };
        let points = [point("a", true, true), point("b", true, false), point("c", false, true), point("d", true, true)];
        let record = monitoring("points.csv", &points);
        assert_eq!((record.points, record.monitored, record.coverage), (3, 2, Some(2.0 / 3.0)));
        assert_eq!(monitoring("points.csv", &points[2..3]).coverage, None, "of nothing there is no share");
    }

    #[test]
    fn alarms_of_one_group_are_one() {
        let alarm = |group: Option<&str>| Alarm { raised: Stamp(0), group: group.map(str::to_owned) };
        // Eight alarms: a group of four, a group of two, and two alone are four that were sent; 1 − 4 ÷ 8.
        let log = [Some("a"), Some("a"), Some("b"), None, Some("a"), Some("b"), None, Some("a")].map(alarm);
        let record = alarms("alarms.csv", log.iter());
        assert_eq!((record.before, record.after, record.compression), (8, 4, Some(0.5)));
        let none = alarms("alarms.csv", [].iter());
        assert_eq!((none.before, none.after, none.compression), (0, 0, None));
        // 1 − (30 + 20) ÷ (100 + 100).
        let counts = [(100, 30), (100, 20)].map(|(before, after)| AlarmCount { time: Stamp(0), before, after });
        assert_eq!(alarm_counts("alarms.csv", counts.iter()).compression, Some(0.75));
    }

    #[test]
    fn what_is_semi_automatic_is_not_automatic() {
        let task = |mode| Task { time: Stamp(0), mode };
        let log = [Mode::Automatic, Mode::SemiAutomatic, Mode::Manual, Mode::Automatic, Mode::SemiAutomatic].map(task);
        let record = modes("orders.csv", log.iter());
        assert_eq!((record.automatic, record.semi_automatic, record.manual), (2, 2, 1));
        assert_eq!(record.automatic_share, Some(0.4));
    }

    #[test]
    fn a_change_that_was_taken_back_is_no_success() {
        let change = |result| Change { time: Stamp(0), result };
        let log = [ChangeResult::Succeeded, ChangeResult::Succeeded, ChangeResult::Failed, ChangeResult::RolledBack];
        let record = changes("changes.csv", log.map(change).iter());
        assert_eq!((record.succeeded, record.failed, record.rolled_back, record.success), (2, 1, 1, Some(0.5)));
    }
}
