//! How far a meter may be off by its accuracy class.

use crate::telemetry::meter::class_percent;

/// What a meter without a class, or with one that is not understood, may be off by. Class 2 is the coarsest that
/// electricity meters for billing have (IEC 62053-21).
const WITHOUT_CLASS: f64 = 0.02;

/// The share of its reading that a meter of this class may be off by: `0.5S` is 0.005.
pub(super) fn of_class(class: Option<&str>) -> f64 {
    class.and_then(class_percent).map_or(WITHOUT_CLASS, |percent| percent / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_read_and_an_unknown_one_counts_as_class_2() {
        for (class, share) in [("0.5S", 0.005), ("0.2 S", 0.002), ("1", 0.01), ("3", 0.03)] {
            assert!((of_class(Some(class)) - share).abs() < 1e-15, "{class}");
        }
        for class in [None, Some(""), Some("B"), Some("3.1"), Some("-1"), Some("NaN")] {
            assert!((of_class(class) - 0.02).abs() < 1e-15, "{class:?}");
        }
    }
}
