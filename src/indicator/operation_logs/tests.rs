//! Which events count for a period, and what was open at its end.

use super::*;
use crate::facility::operation_logs::{CapabilityRow, Change, ChangeResult, Evidence, Task};
use crate::facility::tables::{OperationKind, OperationRow};
use crate::telemetry::Severity;

fn clock() -> Clock {
    Clock::parse("+08:00").unwrap()
}

fn at(civil: &str) -> Stamp {
    crate::telemetry::StampReader::new(clock()).parse(civil.as_bytes()).unwrap()
}

fn incident(start: &str, closed: Option<&str>) -> Incident {
    Incident {
        id: None,
        device: None,
        start: at(start),
        from_alarm: true,
        acknowledged: None,
        closed: closed.map(at),
        healed: closed.map(|_| Mode::Automatic),
    }
}

fn log<T>(rows: Vec<T>) -> Option<Log<T>> {
    Some(Log { file: "log.csv".to_owned(), rows, columns: vec!["acknowledged", "healed"] })
}

fn record_2025(logs: &OperationLogs) -> OperationRecord {
    let clock = clock();
    record(logs, &Period::parse("2025", &clock).unwrap(), &clock)
}

#[test]
fn an_incident_counts_where_its_clock_starts() {
    let starts = ["2024-12-31 23:59", "2025-01-01 00:00", "2025-12-31 23:59", "2026-01-01 00:00"];
    let rows = starts.iter().map(|start| incident(start, None)).collect();
    let record = record_2025(&OperationLogs { incidents: log(rows), ..OperationLogs::default() });
    assert_eq!(record.faults.unwrap().faults, 2);
    assert_eq!(record.outside_period["incidents"], 2);
}

#[test]
fn what_was_closed_after_the_period_was_open_at_its_end() {
    // 4 h; and from 22:00 on the last day, of which two hours are of the period, whenever it was closed.
    let of = |closed: Option<&str>| {
        let rows = vec![incident("2025-05-01 08:00", Some("2025-05-01 12:00")), incident("2025-12-31 22:00", closed)];
        record_2025(&OperationLogs { incidents: log(rows), ..OperationLogs::default() }).faults.unwrap()
    };
    let (open, later, in_time) = (of(None), of(Some("2026-01-03 08:00")), of(Some("2025-12-31 23:00")));
    assert_eq!(open.to_repair, later.to_repair);
    assert_eq!((open.open, later.open, in_time.open), (1, 1, 0));
    // Open at 2 h, over at 4 h: nothing is over before 4 h, so the mean is 4 h. In time it is (4 + 1) ÷ 2.
    assert_eq!(later.to_repair.unwrap().mean_hours.to_bits(), 4.0_f64.to_bits());
    assert_eq!(in_time.to_repair.unwrap().mean_hours.to_bits(), 2.5_f64.to_bits());
    // Of two faults one was healed by itself within the period, and with the other in time both.
    assert_eq!((later.self_healed_share, in_time.self_healed_share), (Some(0.5), Some(1.0)));
}

#[test]
fn a_mean_of_which_only_a_lower_bound_is_known_is_not_graded() {
    // One was over after 4 h; the other is still open at the end, a minute longer or a minute shorter than that.
    let of = |opened: &str| {
        let rows = vec![incident("2025-05-01 08:00", Some("2025-05-01 12:00")), incident(opened, None)];
        let record = record_2025(&OperationLogs { incidents: log(rows), ..OperationLogs::default() });
        (known(&record, "mttr").unwrap(), record.faults.unwrap().to_repair.unwrap())
    };
    let (longer, record) = of("2025-12-31 19:59");
    let why = longer.unwrap_err();
    assert!(why.en.contains("lower bound") && why.zh.contains("下限"), "{why:?}");
    // The record tells the bound: S is 1 up to 4 h and 1/2 from then on, 4 + 1/2 · 1/60 h.
    assert!(record.mean_is_lower_bound && (record.mean_hours - (4.0 + 0.5 / 60.0)).abs() < 1e-12);
    let (shorter, record) = of("2025-12-31 20:01");
    assert!(!record.mean_is_lower_bound);
    assert_eq!(shorter.unwrap().value.to_bits(), 4.0_f64.to_bits());
}

#[test]
fn who_was_never_acknowledged_waited_until_it_was_over() {
    let mut taken = incident("2025-05-01 08:00", Some("2025-05-01 12:00"));
    taken.acknowledged = Some(at("2025-05-01 08:30"));
    let never = incident("2025-05-02 08:00", Some("2025-05-02 08:15"));
    let rows = vec![taken, never];
    let faults = record_2025(&OperationLogs { incidents: log(rows), ..OperationLogs::default() }).faults.unwrap();
    let waited = faults.to_acknowledge.unwrap();
    // Seen for a quarter of an hour without an acknowledgement, and one after half an hour.
    assert_eq!((waited.ended, waited.open, waited.median_hours), (1, 1, Some(0.5)));
}

#[test]
fn a_log_without_a_column_does_not_tell_and_one_without_values_tells_of_none() {
    let open = [incident("2025-12-31 20:00", None), incident("2025-12-31 21:00", None)];
    let of = |columns| {
        let log = Log { file: "log.csv".to_owned(), rows: open.to_vec(), columns };
        record_2025(&OperationLogs { incidents: Some(log), ..OperationLogs::default() }).faults.unwrap()
    };
    let faults = of(vec!["acknowledged", "healed"]);
    assert_eq!((faults.self_healed, faults.self_healed_share), (Some(0), Some(0.0)));
    let waited = faults.to_acknowledge.unwrap();
    assert_eq!((waited.ended, waited.open, waited.mean_is_lower_bound), (0, 2, true));
    let faults = of(Vec::new());
    assert_eq!((faults.self_healed, faults.self_healed_share, faults.to_acknowledge), (None, None, None));
}

#[test]
fn months_have_the_faults_that_began_in_them() {
    let rows = vec![
        incident("2025-01-31 23:00", Some("2025-02-01 01:00")),
        incident("2025-01-10 08:00", Some("2025-01-10 12:00")),
        incident("2025-12-31 22:00", None),
    ];
    let tasks = vec![Task { time: at("2025-03-01 00:00"), mode: Mode::SemiAutomatic }];
    let logs = OperationLogs { incidents: log(rows), work_orders: log(tasks), ..OperationLogs::default() };
    let months = record_2025(&logs).months;
    let faults: Vec<Option<u64>> = months.iter().map(|month| month.faults).collect();
    assert_eq!(faults, [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1].map(Some));
    // (2 + 4) ÷ 2; none; and an open one of two hours.
    assert_eq!((months[0].mttr_hours, months[1].mttr_hours, months[11].mttr_hours), (Some(3.0), None, Some(2.0)));
    assert_eq!((months[11].open, months[2].semi_automatic, months[2].automatic), (Some(1), Some(1), Some(0)));
}

#[test]
fn without_rows_of_the_period_there_is_a_reason_and_no_zero() {
    let changes = vec![Change { time: at("2024-05-01"), result: ChangeResult::Failed }];
    let tasks = vec![Task { time: at("2024-05-01"), mode: Mode::Manual }];
    let logs = OperationLogs {
        changes: log(changes),
        work_orders: log(tasks),
        incidents: log(vec![]),
        ..OperationLogs::default()
    };
    let record = record_2025(&logs);
    assert_eq!(record.changes.as_ref().unwrap().success, None);
    assert!(known(&record, "automation_rate").unwrap().unwrap_err().en.contains("no row of the period"));
    assert!(known(&record, "mttr").unwrap().unwrap_err().en.contains("no fault"));
    assert!(known(&record, "monitoring_coverage").is_none(), "no log tells it");
}

#[test]
fn evidence_that_came_after_the_period_is_told() {
    let row = |date| CapabilityRow {
        domain: "alarms".to_owned(),
        maturity: 4.0,
        evidence: Some(Evidence {
            file: "a.pdf".to_owned(),
            sha256: String::new(),
            bytes: 0,
            date: Some(date),
            owner: None,
            valid_until: None,
        }),
    };
    let told = |date| {
        let logs = OperationLogs { capabilities: log(vec![row(date)]), ..OperationLogs::default() };
        findings(&record_2025(&logs), None).into_iter().map(|finding| finding.id).collect::<Vec<_>>()
    };
    assert_eq!(told(jiff::civil::date(2026, 1, 1)), ["later-evidence"]);
    assert!(told(jiff::civil::date(2025, 12, 31)).is_empty());
}

#[test]
fn expired_evidence_open_faults_and_a_table_that_says_otherwise_are_told() {
    let evidence = |until| Evidence {
        file: "a.pdf".to_owned(),
        sha256: String::new(),
        bytes: 0,
        date: None,
        owner: None,
        valid_until: Some(until),
    };
    let capability = |domain: &str, until| CapabilityRow {
        domain: domain.to_owned(),
        maturity: 4.0,
        evidence: Some(evidence(until)),
    };
    let capabilities = vec![
        capability("alarms", jiff::civil::date(2025, 12, 30)),
        capability("change", jiff::civil::date(2025, 12, 31)),
    ];
    let incidents = vec![incident("2025-05-01 08:00", None), incident("2025-05-01 08:00", Some("2025-05-01 12:00"))];
    let tasks = [Mode::Automatic, Mode::Manual, Mode::Manual].map(|mode| Task { time: at("2025-05-01"), mode });
    let logs = OperationLogs {
        capabilities: log(capabilities),
        incidents: log(incidents),
        work_orders: log(tasks.into()),
        ..OperationLogs::default()
    };
    let row = |kind, item: &str, value| OperationRow { kind, item: item.to_owned(), value, evidence: None };
    // A third is 0.33 where it is written with two decimals.
    let table = [
        row(OperationKind::Quantity, "automation_rate", 0.33),
        row(OperationKind::Quantity, "self_healing", 0.9),
        row(OperationKind::Quantity, "auto_cooling", 0.9),
        row(OperationKind::Capability, "alarms", 5.0),
        row(OperationKind::Capability, "change", 4.0),
    ];
    let told: Vec<(String, Severity, u64)> = findings(&record_2025(&logs), Some(&table))
        .into_iter()
        .map(|finding| (finding.id, finding.severity, finding.count))
        .collect();
    let contradicts = || ("operation-table-contradicts-logs".to_owned(), Severity::Warning, 1);
    let expected = [
        ("expired-evidence".to_owned(), Severity::Warning, 1),
        ("open-incidents".to_owned(), Severity::Note, 1),
        contradicts(),
        contradicts(),
    ];
    assert_eq!(told, expected);
    assert_eq!(findings(&record_2025(&logs), None).len(), 2);
}
