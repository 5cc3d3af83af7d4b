//! Predictions held against incidents, one to one.
//!
//! A prediction made at `t` says that its device fails from `t` up to `t + horizon`, both included. In the order of time
//! each takes the first incident of its device in that time that none has taken. As all horizons are equally long, no
//! other way of pairing gives more pairs. Precision and recall are those of information retrieval; F1 is their harmonic
//! mean.

use std::collections::BTreeMap;

use super::rates::{count, share};
use super::record::PredictionRecord;
use crate::facility::operation_logs::{Incident, Log, Prediction};
use crate::period::{HOUR_NANOS, Period, Stamp};

/// Holds predictions against incidents up to the end of the period; those of the period are counted.
pub(super) fn predictions(
    log: &Log<Prediction>,
    incidents: &[Incident],
    horizon: i64,
    period: &Period,
) -> PredictionRecord {
    let known = |stamp: Stamp| stamp < period.end;
    let mut by_device: BTreeMap<&str, Vec<(Stamp, bool)>> = BTreeMap::new();
    for incident in incidents.iter().filter(|incident| known(incident.start)) {
        if let Some(device) = &incident.device {
            by_device.entry(device).or_default().push((incident.start, false));
        }
    }
    by_device.values_mut().for_each(|times| times.sort_unstable());
    let mut made: Vec<&Prediction> = log.rows.iter().filter(|made| known(made.time)).collect();
    made.sort_by_key(|prediction| prediction.time);

    let (mut came_true, mut decided, mut undecided) = (0, 0, 0);
    for prediction in made {
        let until = prediction.time.plus(horizon);
        let faults = by_device.get_mut(prediction.device.as_str());
        let mut faults = faults.into_iter().flatten();
        let fault = faults.find(|(start, taken)| !taken && prediction.time <= *start && *start <= until);
        let is_true = fault.is_some();
        if let Some((_, taken)) = fault {
            *taken = true;
        }
        if !period.holds(prediction.time) {
            continue;
        }
        // Of those whose horizon is not over, only true ones could be known yet: to count these alone would make
        // precision too high.
        match (known(until), is_true) {
            (false, _) => undecided += 1,
            (true, false) => decided += 1,
            (true, true) => (came_true, decided) = (came_true + 1, decided + 1),
        }
    }
    let foretold = by_device.values().flatten().filter(|(start, taken)| *taken && period.holds(*start));
    let (foretold, all) = (count(foretold), count(incidents.iter().filter(|one| period.holds(one.start))));
    let (precision, recall) = (share(came_true, decided), share(foretold, all));
    PredictionRecord {
        file: log.file.clone(),
        horizon_hours: hours(horizon),
        predictions: decided,
        came_true,
        undecided,
        incidents: all,
        foretold,
        precision,
        recall,
        f1: precision.zip(recall).map(|_| f1([came_true, decided], [foretold, all])),
    }
}

/// `2 · precision · recall ÷ (precision + recall)`, from their counts so that only one division rounds; zero where both
/// are.
fn f1([came_true, decided]: [u64; 2], [foretold, all]: [u64; 2]) -> f64 {
    let (both, sum) = (2 * came_true * foretold, came_true * all + foretold * decided);
    share(both, sum).unwrap_or_default()
}

#[expect(clippy::as_conversions, reason = "a horizon in nanoseconds, shown in hours")]
fn hours(nanos: i64) -> f64 {
    nanos as f64 / HOUR_NANOS as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A period of 1000 hours from hour 0, and a horizon of 24 h.
    fn held(predictions_at: &[(i64, &str)], incidents_at: &[(i64, &str)]) -> PredictionRecord {
        let stamp = |hour: i64| Stamp(hour * HOUR_NANOS);
        let rows =
            predictions_at.iter().map(|(hour, device)| Prediction { time: stamp(*hour), device: (*device).to_owned() });
        let log = Log { file: "predictions.csv".to_owned(), rows: rows.collect(), columns: Vec::new() };
        let incidents: Vec<Incident> = incidents_at
            .iter()
            .map(|(hour, device)| Incident {
                id: None,
                device: (!device.is_empty()).then(|| (*device).to_owned()),
                start: stamp(*hour),
                from_alarm: true,
                acknowledged: None,
                closed: None,
                healed: None,
            })
            .collect();
        let period = Period { start: stamp(0), end: stamp(1000) };
        predictions(&log, &incidents, 24 * HOUR_NANOS, &period)
    }

    #[test]
    fn a_fault_comes_true_within_the_horizon_and_on_its_device_alone() {
        let at = |hour| held(&[(100, "ups")], &[(hour, "ups")]).came_true;
        assert_eq!([99, 100, 123, 124, 125].map(at), [0, 1, 1, 1, 0]);
        assert_eq!(held(&[(100, "ups")], &[(110, "pump")]).came_true, 0);
    }

    #[test]
    fn one_fault_makes_one_prediction_true() {
        // Two predictions of one fault: one is true. Precision 1/2, recall 1/1, F1 2·0.5·1 ÷ 1.5 = 2/3.
        let record = held(&[(100, "ups"), (105, "ups")], &[(110, "ups")]);
        assert_eq!((record.came_true, record.predictions, record.foretold, record.incidents), (1, 2, 1, 1));
        assert_eq!((record.precision, record.recall, record.f1), (Some(0.5), Some(1.0), Some(2.0 / 3.0)));
        // Each of two predictions takes a fault of its own, whatever the order of the rows.
        for predictions in [[(100, "ups"), (110, "ups")], [(110, "ups"), (100, "ups")]] {
            assert_eq!(held(&predictions, &[(120, "ups"), (130, "ups")]).came_true, 2);
        }
    }

    #[test]
    fn a_fault_without_a_device_was_not_foretold_and_counts() {
        let record = held(&[(100, "ups")], &[(110, "ups"), (110, ""), (500, "pump"), (600, "pump")]);
        assert_eq!((record.foretold, record.incidents, record.recall), (1, 4, Some(0.25)));
    }

    #[test]
    fn at_the_ends_of_the_period_only_what_is_decided_counts() {
        // The horizon of hour 976 ends at 1000, which is not of the period; that of 975 ends at 999.
        assert_eq!((held(&[(976, "ups")], &[]).predictions, held(&[(976, "ups")], &[]).undecided), (0, 1));
        assert_eq!((held(&[(975, "ups")], &[]).predictions, held(&[(975, "ups")], &[]).undecided), (1, 0));
        // True already at hour 995, but its horizon ends at 1014: as undecided as one that is not true yet. The fault was
        // foretold all the same. With one of hour 100 that did not come true, precision is 0/1, not 1/2.
        let early = held(&[(100, "ups"), (990, "ups")], &[(995, "ups")]);
        assert_eq!((early.predictions, early.came_true, early.undecided, early.foretold), (1, 0, 1, 1));
        assert_eq!((early.precision, early.recall, early.f1), (Some(0.0), Some(1.0), Some(0.0)));
        // The last horizon that is over in time, of hour 975, counts where it is true.
        let last = held(&[(975, "ups"), (976, "ups")], &[(980, "ups"), (981, "ups")]);
        assert_eq!((last.predictions, last.came_true, last.undecided, last.foretold), (1, 1, 1, 2));
        // A fault after the period is not known to it.
        assert_eq!(held(&[(990, "ups")], &[(1001, "ups")]).undecided, 1);
        // A prediction before the period foretells a fault in it, and is not counted itself.
        let before = held(&[(-5, "ups")], &[(5, "ups")]);
        assert_eq!((before.predictions, before.precision, before.recall, before.f1), (0, None, Some(1.0), None));
    }

    #[test]
    fn with_nothing_right_f1_is_zero() {
        let record = held(&[(100, "ups")], &[(500, "ups")]);
        assert_eq!((record.precision, record.recall, record.f1), (Some(0.0), Some(0.0), Some(0.0)));
        assert_eq!(held(&[], &[(5, "ups")]).f1, None);
    }
}
