//! The chart for a few ratings and for many, with short and with long names.

use super::super::samples::{self, Picture};
use super::*;
use crate::rating::Against;
use crate::rating::compare::SCHEMA;
use crate::standard::assessment::LevelReached;
use crate::text::Text;

/// A comparison of so many ratings.
fn sample(count: u32, name: fn(u32) -> Text, one_facility: bool) -> Comparison {
    let rating = samples::rating_of(1.2);
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

fn years(_: u32) -> Text {
    Text::new("青海湖数据中心（合成）", "Qinghai Lake data centre (synthetic)")
}

fn long(at: u32) -> Text {
    Text::new(
        format!("青藏高原清洁能源绿色算力产业示范基地第{at}数据中心"),
        format!("Data centre {at} of the demonstration base of green computing on the plateau"),
    )
}

#[test]
fn two_five_and_twelve_ratings_are_drawn_with_short_and_long_names_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        for count in [2, 5, 12] {
            for comparison in [sample(count, years, true), sample(count, long, false)] {
                let chart = trend(&comparison, lang).unwrap();
                let picture = Picture::of(&chart.png().unwrap());
                picture.assert_chart(1600, picture.height);
                assert!(chart.svg().unwrap().ends_with("</svg>\n"));
            }
        }
    }
}

#[test]
fn names_too_long_for_their_place_are_listed_and_short_ones_are_not() {
    let listed = |count: u32, one: bool| {
        let name = if one { years } else { long };
        Names::of(labels(&sample(count, name, one), Lang::En)).listed
    };
    assert!(!listed(12, true));
    assert!(listed(5, false));
}

#[test]
fn a_quantity_that_nobody_has_is_left_out_and_nothing_is_no_chart() {
    let mut comparison = sample(3, years, true);
    let height = |comparison: &Comparison| Picture::of(&trend(comparison, Lang::Zh).unwrap().png().unwrap()).height;
    let all = height(&comparison);
    comparison.ratings.iter_mut().for_each(|rating| rating.clean_share = Known::default());
    assert_eq!(i64::from(all) - i64::from(height(&comparison)), i64::from(PANEL));
    comparison.ratings.iter_mut().for_each(|rating| (rating.pue, rating.score) = (Known::default(), Known::default()));
    assert_eq!(trend(&comparison, Lang::Zh), None);
}

#[test]
fn names_of_bounds_never_overlap_and_stay_between_the_ends() {
    let places = spread(&[10, 12, 14, 95], 20, (0, 100));
    assert_eq!(places, [10, 30, 50, 95]);
    assert_eq!(spread(&[80, 90, 95], 20, (0, 100)), [60, 80, 100]);
}
