//! Explanations: what they say of one criterion, and of an id that there is not.

use greengrade::report::explain::explain;
use greengrade::text::Lang;

use crate::made::{Made, SOUND, rated, refused};

#[test]
fn the_points_of_a_linear_rule_are_told_as_a_sum() {
    let text = explain(&rated(), Some("pue"), Lang::En).unwrap();
    assert!(text.contains("25 × (1.5 − 1.234) ÷ (1.5 − 1.1) = 16.6"), "{text}");
    assert!(text.contains("Formula: Σ E_total ÷ Σ E_IT"), "{text}");
    assert!(text.contains("22\u{202f}520\u{202f}500 ÷ 18\u{202f}250\u{202f}000 = 1.234"), "{text}");
    assert!(text.contains("from it"), "{text}");
    assert!(text.contains("neighbouring standard: GB 40879-2021"), "{text}");
}

#[test]
fn a_value_just_beyond_a_figure_is_shown_beyond_it_everywhere() {
    let rating = Made { total: 60_000.1, ..SOUND }.rate();
    let text = explain(&rating, Some("pue"), Lang::En).unwrap();
    assert!(text.contains("1.200002 > 1.2"), "{text}");
    assert!(!text.contains("1.200 "), "{text}");
}

#[test]
fn an_id_of_several_standards_is_explained_in_each() {
    let text = explain(&rated(), Some("coverage"), Lang::En).unwrap();
    assert!(text.contains("DB63/T 2223-2023") && text.contains("GB 40879-2021"), "{text}");
    let standard = explain(&rated(), Some("gb40879-2021"), Lang::En).unwrap();
    assert!(standard.starts_with("Standard: GB 40879-2021"), "{standard}");
}

#[test]
fn a_refused_facility_still_explains_its_indicators() {
    assert!(explain(&refused(), Some("pue"), Lang::En).unwrap().contains("0.881"));
}

#[test]
fn an_unknown_id_offers_the_nearest_and_names_all() {
    let problem = explain(&rated(), Some("puee"), Lang::En).unwrap_err();
    assert_eq!(
        problem.what,
        "the rating of `huangshui` has no criterion, prerequisite, report field, indicator or standard `puee`"
    );
    let hint = problem.hint.unwrap();
    assert!(hint.starts_with("did you mean `") && hint.contains("clean-share"), "{hint}");
}
