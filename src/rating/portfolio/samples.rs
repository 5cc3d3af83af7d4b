//! Facilities of which tests make portfolios.

use super::Site;
use super::site::Rules;
use crate::indicator::{Coverage, Indicator, IndicatorInput};
use crate::standard::Standing;
use crate::standard::assessment::LevelReached;
use crate::text::Text;

/// A facility over 2025 with a PUE of these energies, kWh; `c` has no grade.
pub(super) fn site(id: &str, category: &str, total: f64, it: f64) -> Site {
    Site {
        id: id.to_owned(),
        name: Text::new(id, id),
        period: "2025".to_owned(),
        start: "2025-01-01T00:00:00+08:00".to_owned(),
        hours: 8760,
        province: "青海".to_owned(),
        category: category.to_owned(),
        rated: id != "c",
        grade: (id != "c").then(|| level(1)),
        score: (id != "c").then_some(90.0),
        rules: Some(Rules::sample("kit", "1", &[("criterion.pue.zero_at", 1.5)])),
        indicators: vec![indicator("pue", total / it, &[("E_total", total), ("E_IT", it)])],
        city: None,
        pue_category: None,
        findings: Vec::new(),
    }
}

/// The same facility a year before.
pub(super) fn year_before(site: &Site) -> Site {
    Site { period: "2024".to_owned(), start: "2024-01-01T00:00:00+08:00".to_owned(), hours: 8784, ..site.clone() }
}

pub(super) fn level(rank: usize) -> LevelReached {
    LevelReached { id: format!("level-{rank}"), title: Text::new(format!("{rank} 级"), format!("Level {rank}")), rank }
}

pub(super) fn indicator(id: &str, value: f64, inputs: &[(&str, f64)]) -> Indicator {
    let input = |(name, value): &(&str, f64)| IndicatorInput {
        name: (*name).to_owned(),
        value: *value,
        unit: "kWh".to_owned(),
        from: "meter".to_owned(),
    };
    Indicator {
        id: id.to_owned(),
        title: Text::new(id, id),
        unit: "kWh/kWh".to_owned(),
        formula: Text::new("", ""),
        value: Some(value),
        standing: Some(Standing::Measured),
        why: None,
        inputs: inputs.iter().map(input).collect(),
        coverage: Some(Coverage { covered_hours: 1.0, period_hours: 1.0 }),
    }
}
