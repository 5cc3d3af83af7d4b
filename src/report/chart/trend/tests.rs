//! The chart for a few ratings and for many, with short and with long names.

use super::super::samples::Picture;
use super::samples::{long, sample, years};
use super::*;

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
        Names::of(labels(&sample(count, name, one), Lang::En), Lang::En).listed
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
    let places = stacked(&[10, 12, 14, 95].map(|one| (one, 20)), (0, 120));
    assert_eq!(places, [10, 30, 50, 95]);
    assert_eq!(stacked(&[80, 90, 95].map(|one| (one, 20)), (0, 120)), [60, 80, 100]);
}
