//! The working-point method of GB 40879-2021, clause 6.3.2: the ratio of energies from powers measured at five outdoor
//! temperatures and the share of the year at each.

use super::{IndicatorInput, Known, Subject, Value, no_ratio, unproven};
use crate::facility::manifest::{WorkingPoint, WorkingPoints};
use crate::standard::exact::Exact;
use crate::standard::observed::Standing;
use crate::text::Text;

/// `RM1 = Σ T_x·P_x ÷ Σ T_x·P_x,IT`; the hours of the year stand over and under, and fall away. `None` where there is no
/// IT power.
pub fn working_point_ratio(points: &[WorkingPoint]) -> Option<f64> {
    let sum = |power: fn(&WorkingPoint) -> f64| -> Option<Exact> {
        points.iter().map(|point| Some(Exact::of(point.share)? * Exact::of(power(point))?)).sum()
    };
    let (total, it) = (sum(|point| point.total_kw)?, sum(|point| point.it_kw)?);
    total.over(&it).map(|ratio| ratio.to_f64())
}

pub(super) fn compute(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    vec![("working_point_ratio", value(subject.facility.manifest.working_points.as_ref()))]
}

fn value(points: Option<&WorkingPoints>) -> Value {
    let points = points.ok_or_else(|| Text::new("清单中没有工况点", "the manifest tells no working points"))?;
    let evidence = points.evidence.as_deref().ok_or_else(unproven)?;
    let all = points.points.get_ref();
    let value = working_point_ratio(all).ok_or_else(|| no_ratio(&Text::new("IT 功率", "IT power")))?;
    let inputs = all.iter().flat_map(|point| {
        [("T", point.share, "1"), ("P", point.total_kw, "kW"), ("P_IT", point.it_kw, "kW")]
            .map(|(name, value, unit)| IndicatorInput::new(&format!("{name}_{}", point.id), value, unit, evidence))
    });
    Ok(Known { value, standing: Standing::Declared, inputs: inputs.collect(), coverage: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(share: f64, total_kw: f64, it_kw: f64) -> WorkingPoint {
        WorkingPoint { id: "a".to_owned(), share, total_kw, it_kw }
    }

    #[test]
    fn points_weigh_by_their_share_of_the_year() {
        // 0.1·1500 + 0.2·1400 + 0.4·1300 + 0.2·1200 + 0.1·1100 = 1300, over 1000 at every point.
        let powers = [(0.1, 1500.0), (0.2, 1400.0), (0.4, 1300.0), (0.2, 1200.0), (0.1, 1100.0)];
        let points = powers.map(|(share, total)| point(share, total, 1000.0));
        assert_eq!(working_point_ratio(&points), Some(1.3));
    }

    #[test]
    fn a_ratio_of_sums_is_not_a_mean_of_ratios() {
        let points = [point(0.5, 1200.0, 1000.0), point(0.5, 300.0, 150.0)];
        assert_eq!(working_point_ratio(&points), Some(1500.0 / 1150.0));
        assert_eq!(working_point_ratio(&[point(1.0, 5.0, 0.0)]), None);
    }
}
