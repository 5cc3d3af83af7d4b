//! Training and inference: samples or tokens for each joule.

use super::record::TestValue;
use super::trace::Metered;
use crate::facility::it_tests::{ItTest, WorkUnit};
use crate::indicator::IndicatorInput;
use crate::text::Text;

/// `count ÷ E`, in 1/J; `None` where there is no energy.
pub fn per_joule(count: f64, joules: f64) -> Option<f64> {
    (joules > 0.0 && joules.is_finite()).then(|| count / joules)
}

pub(super) fn result(test: &ItTest, metered: Metered, from: &str) -> (Vec<TestValue>, Vec<IndicatorInput>) {
    let Some(work) = test.record.work.as_ref().map(|work| work.get_ref()) else { return Default::default() };
    let share = test.record.metered_share.as_ref().map_or(1.0, |share| *share.get_ref());
    let joules = metered.watts * metered.seconds / share;
    let (count, what) = match work.unit {
        WorkUnit::SamplesPerSecond => (work.amount * metered.seconds, "samples"),
        WorkUnit::TokensPerSecond => (work.amount * metered.seconds, "tokens"),
        WorkUnit::Tokens => (work.amount, "tokens"),
        _ => (work.amount, "samples"),
    };
    let mut inputs = vec![
        IndicatorInput::new("N", count, what, &test.path),
        IndicatorInput::new("P", metered.watts, "W", from),
        IndicatorInput::new("t", metered.seconds, "s", &test.path),
    ];
    if test.record.metered_share.is_some() {
        inputs.push(IndicatorInput::new("metered share", share, "1", &test.path));
    }
    let formula = Text::new("N ÷（平均功率 × 时长 ÷ 计量比例）", "N ÷ (mean power × time ÷ share metered)");
    let value = per_joule(count, joules);
    let value = value.map(|value| TestValue::ratio(value, &format!("{what}/J"), formula, (count, joules)));
    (value.into_iter().collect(), inputs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_divided_by_energy() {
        // 6,000,000 tokens in 600 s at 5 kW: 3,000,000 J, 2 tokens a joule.
        assert_eq!(per_joule(6e6, 5000.0 * 600.0), Some(2.0));
        assert_eq!(per_joule(6e6, 0.0), None);
    }
}
