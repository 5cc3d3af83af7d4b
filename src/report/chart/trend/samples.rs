//! Comparisons for the tests of the chart.

use super::super::samples::rating_of;
use crate::rating::compare::{Compared, Known, LevelBound, SCHEMA};
use crate::rating::{Against, Comparison};
use crate::standard::assessment::{LevelReached, Status};
use crate::text::Text;

/// A comparison of so many ratings.
pub(in super::super) fn sample(count: u32, name: fn(u32) -> Text, one_facility: bool) -> Comparison {
    let rating = rating_of(1.2);
    let bound = |indicator: &str, level: &str, bound: &str, value| LevelBound {
        indicator: indicator.to_owned(),
        level: Text::new(format!("{level}级"), format!("Level {level}")),
        bound: bound.to_owned(),
        value,
    };
    let compared = |at: u32| {
        let mut facility = rating.facility.clone();
        let mut period = rating.period.clone();
        facility.name = name(at);
        if one_facility {
            period.label = (2020 + at).to_string();
        } else {
            facility.id = format!("site-{at}");
        }
        let known = |value: f64, expanded: f64| Known { value: Some(value), expanded: Some(expanded) };
        let step = f64::from(at);
        Compared {
            facility,
            period,
            program: String::new(),
            edition: "reference-1".to_owned(),
            official: false,
            status: if at == 1 { Status::IndicativeOnly } else { Status::Rated },
            level: Some(LevelReached { id: "2".to_owned(), title: Text::new("二级", "Level 2"), rank: 2 }),
            score: Known { value: Some(80.0 + step), expanded: None },
            pue: known(1.34 - 0.015 * step, 0.012),
            clean_share: if at == 2 { Known::default() } else { known(0.72 + 0.02 * step, 0.01) },
        }
    };
    Comparison {
        schema: SCHEMA.to_owned(),
        standard: "db63t-2223-2023".to_owned(),
        against: Against::Previous,
        ratings: (0..count).map(compared).collect(),
        bounds: vec![
            bound("score", "1", "at_least", 90.0),
            bound("score", "2", "at_least", 80.0),
            bound("score", "3", "at_least", 70.0),
            bound("pue", "1", "at_most", 1.2),
            bound("pue", "2", "at_most", 1.3),
            bound("pue", "3", "at_most", 1.3),
            bound("clean_share", "1", "at_least", 0.8),
        ],
        steps: Vec::new(),
    }
}

/// Ratings of one facility have its name.
pub(in super::super) fn years(_: u32) -> Text {
    Text::new("青海湖数据中心（合成）", "Qinghai Lake data centre (synthetic)")
}

/// Names that are too long for their place.
pub(in super::super) fn long(at: u32) -> Text {
    Text::new(
        format!("青藏高原清洁能源绿色算力产业示范基地第{at}数据中心"),
        format!("Data centre {at} of the demonstration base of green computing on the plateau"),
    )
}
