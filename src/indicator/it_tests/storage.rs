//! Storage: operations a second, and capacity, for each watt.

use super::record::TestValue;
use super::trace::Metered;
use crate::facility::it_tests::ItTest;
use crate::indicator::IndicatorInput;
use crate::text::Text;

/// `amount ÷ P`, in IOPS/W or TB/W; `None` where there is no power.
pub fn per_watt(amount: f64, watts: f64) -> Option<f64> {
    (watts > 0.0 && watts.is_finite()).then(|| amount / watts)
}

pub(super) fn result(test: &ItTest, metered: Metered, from: &str) -> (Vec<TestValue>, Vec<IndicatorInput>) {
    let Some(work) = test.record.work.as_ref().map(|work| work.get_ref()) else { return Default::default() };
    let share = test.record.metered_share.as_ref().map_or(1.0, |share| *share.get_ref());
    let watts = metered.watts / share;
    let mut inputs = vec![
        IndicatorInput::new("operations", work.amount, "IOPS", &test.path),
        IndicatorInput::new("P", watts, "W", from),
    ];
    let ratio = |amount: f64, unit: &str, formula: Text| {
        per_watt(amount, watts).map(|value| TestValue::ratio(value, unit, formula, (amount, watts)))
    };
    let operations = ratio(work.amount, "IOPS/W", Text::new("IOPS ÷ 平均功率", "IOPS ÷ mean power"));
    let capacity = test.record.capacity_tb.as_ref().map(|capacity| *capacity.get_ref());
    inputs.extend(capacity.map(|capacity| IndicatorInput::new("capacity", capacity, "TB", &test.path)));
    let capacity =
        capacity.and_then(|capacity| ratio(capacity, "TB/W", Text::new("容量 ÷ 平均功率", "capacity ÷ mean power")));
    (operations.into_iter().chain(capacity).collect(), inputs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_and_capacity_are_divided_by_power() {
        // 400,000 IOPS and 2,000 TB at 2 kW.
        assert_eq!((per_watt(400_000.0, 2000.0), per_watt(2000.0, 2000.0)), (Some(200.0), Some(1.0)));
        assert_eq!(per_watt(1.0, 0.0), None);
    }
}
