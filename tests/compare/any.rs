//! Whatever differs, the parts add up to the whole.

use greengrade::standard::Library;
use proptest::prelude::*;

use crate::made::{compared, judged, lake, library, not_applicable, overlay, score};

/// Indicators that the grade or the scores in it hang on, with the range of values to try.
const VALUES: [(&str, f64, f64); 9] = [
    ("pue", 1.05, 1.6),
    ("pue_over_design", 0.9, 1.1),
    ("wue", 0.5, 3.0),
    ("erf", 0.0, 0.3),
    ("clean_share", 0.0, 1.0),
    ("traceable_share", 0.0, 1.0),
    ("matched_share", 0.4, 1.0),
    ("direct_share", 0.0, 0.3),
    ("carbon_free_hourly", 0.8, 1.0),
];

fn values() -> impl Strategy<Value = Vec<(&'static str, f64)>> {
    let ranges: Vec<_> = VALUES.iter().map(|(_, low, high)| *low..*high).collect();
    ranges.prop_map(|values| VALUES.iter().map(|(id, ..)| *id).zip(values).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_parts_add_up_to_the_change_of_the_score(
        before in values(),
        after in values(),
        zero_at in 1.3..1.7_f64,
        erf_full in 0.1..0.3_f64,
        cap in 1.0..6.0_f64,
        scope in any::<[bool; 2]>(),
        capability in 0.0..5.0_f64,
    ) {
        let folder = overlay(&[
            ("criterion.pue.zero_at", &zero_at.to_string()),
            ("criterion.erf.full_at", &erf_full.to_string()),
            ("bonus_cap", &cap.to_string()),
        ]);
        let (old, new) = (Library::embedded().unwrap(), library(folder.path()));
        let mut later = lake();
        let capabilities = later.given.capabilities.as_mut().unwrap();
        capabilities.values_mut().next().unwrap().maturity = capability;
        let without = |rating, unless: bool, library: &Library| match unless {
            true => not_applicable(rating, "wue", library),
            false => rating,
        };
        let before = without(judged(lake(), &before, &old), scope[0], &old);
        let after = without(judged(later, &after, &new), scope[1], &new);
        let there = compared(&[before.clone(), after.clone()], std::slice::from_ref(&new)).steps.remove(0);
        let back = compared(&[after, before], &[new]).steps.remove(0);
        // `score` holds the sum of the parts against the change; there and back each part is the other's opposite.
        let (there, back) = (score(&there), score(&back));
        prop_assert!((there.change + back.change).abs() < 1e-12);
        prop_assert_eq!(there.parts.len(), back.parts.len());
        for part in &there.parts {
            let opposite = back.parts.iter().any(|other| {
                other.criterion == part.criterion && (other.change + part.change).abs() < 1e-9
            });
            prop_assert!(opposite, "{:#?}", part);
        }
    }

    #[test]
    fn a_rating_beside_itself_has_not_changed(values in values()) {
        let library = Library::embedded().unwrap();
        let rating = judged(lake(), &values, &library);
        let step = compared(&[rating.clone(), rating], &[]).steps.remove(0);
        prop_assert!(score(&step).parts.is_empty() && step.behind.is_empty() && step.figures.is_empty());
        prop_assert!(step.indicators.iter().all(|one| one.change == Some(0.0) && one.sure.is_none()));
        prop_assert!(step.level.tracks.iter().all(|track| track.because.is_empty() && track.before == track.after));
    }
}
