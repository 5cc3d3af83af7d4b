//! HPL: floating-point operations a second for each watt over a window of the run (the Green500's form).

use super::record::TestValue;
use super::trace::Metered;
use crate::facility::it_tests::{ItTest, WorkUnit};
use crate::indicator::IndicatorInput;
use crate::text::Text;

/// `GFLOPS/W = Rmax ÷ (mean power ÷ share of the nodes metered)`, Rmax in GFLOP/s and power in W; `None` where there is
/// no power.
pub fn gflops_per_watt(rmax: f64, watts: f64, metered_share: f64) -> Option<f64> {
    let whole = watts / metered_share;
    (whole > 0.0 && whole.is_finite()).then(|| rmax / whole)
}

pub(super) fn result(test: &ItTest, metered: Metered, from: &str) -> (Vec<TestValue>, Vec<IndicatorInput>) {
    let record = &test.record;
    let Some(work) = record.work.as_ref().map(|work| work.get_ref()) else { return Default::default() };
    let share = record.metered_share.as_ref().map_or(1.0, |share| *share.get_ref());
    let rmax = work.amount * gigaflops(work.unit);
    let inputs = vec![
        IndicatorInput::new("Rmax", rmax, "GFLOP/s", &test.path),
        IndicatorInput::new("P", metered.watts, "W", from),
        IndicatorInput::new("metered share", share, "1", &test.path),
    ];
    let formula = Text::new("Rmax ÷（平均功率 ÷ 计量节点比例）", "Rmax ÷ (mean power ÷ share of nodes metered)");
    let value = gflops_per_watt(rmax, metered.watts, share);
    let value = value.map(|value| TestValue::ratio(value, "GFLOPS/W", formula, (rmax, metered.watts / share)));
    (value.into_iter().collect(), inputs)
}

/// How many GFLOP/s a unit is; 0 for what is none, which the record's check rules out.
fn gigaflops(unit: WorkUnit) -> f64 {
    match unit {
        WorkUnit::GigaFlops => 1.0,
        WorkUnit::TeraFlops => 1e3,
        WorkUnit::PetaFlops => 1e6,
        WorkUnit::ExaFlops => 1e9,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frontier_has_the_efficiency_of_the_list() {
        // 1,194 PFLOP/s over 22,703.0 kW is 52.592168 GFLOPS/W on the list of June 2023.
        let listed = gflops_per_watt(1194.0 * gigaflops(WorkUnit::PetaFlops), 22_703_000.0, 1.0).unwrap();
        assert!((listed - 52.592168).abs() < 5e-6, "{listed}");
    }

    #[test]
    fn the_power_of_a_share_of_the_nodes_is_scaled_up() {
        // A quarter of the nodes takes 250 W, all of them 1,000 W: 5,000 ÷ 1,000 = 5.
        assert_eq!(gflops_per_watt(5000.0, 250.0, 0.25), Some(5.0));
        assert_eq!(gflops_per_watt(5000.0, 0.0, 1.0), None);
    }
}
