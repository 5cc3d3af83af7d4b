//! What people are told of a comparison, and what stops one.

use greengrade::indicator::uncertainty::{ErrorSum, IndicatorUncertainty, Uncertainty};
use greengrade::rating::compare::Verdict;
use greengrade::rating::{Against, CompareRequest, Comparison, OutcomeStatus, Rating, compare};
use greengrade::report::compared::{markdown, terminal};
use greengrade::standard::Library;
use greengrade::text::{Lang, Text};
use insta::assert_snapshot;

use crate::common::value;
use crate::made::{GRADE, compared, judged, lake, library, overlay};

/// Three years of the synthetic facility, the last by another edition; the uncertainty of PUE is known in two of them.
fn years() -> Comparison {
    let packs = overlay(&[("criterion.pue.zero_at", "1.6"), ("level.1.pue.at_most", "1.18")]);
    let packs = library(packs.path());
    let embedded = Library::embedded().unwrap();
    let year = |label: &str, mut rating: Rating| {
        rating.period.label = label.to_owned();
        rating.period.start = format!("{label}-01-01T00:00:00+08:00");
        rating.period.end = format!("{}-01-01T00:00:00+08:00", label.parse::<u32>().unwrap() + 1);
        rating
    };
    let first = year("2023", judged(lake(), &[("pue", 1.26), ("clf", 0.19)], &embedded));
    let second = year("2024", judged(lake(), &[("pue", 1.2), ("clf", 0.13), ("clean_share", 0.9)], &embedded));
    let third = year("2025", judged(lake(), &[("pue", 1.19), ("clf", 0.12), ("clean_share", 0.9)], &packs));
    compared(&[with_uncertainty(first, 0.006), with_uncertainty(second, 0.008), without_uncertainty(third)], &[packs])
}

#[test]
fn a_comparison_of_years_reads_the_same_in_both_languages_and_forms() {
    let comparison = years();
    for (name, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        assert_snapshot!(format!("terminal_{name}"), terminal(&comparison, lang, false, Some(120)));
        assert_snapshot!(format!("markdown_{name}"), markdown(&comparison, Some("trend.png"), lang));
    }
}

fn without_uncertainty(rating: Rating) -> Rating {
    Rating { uncertainty: None, ..rating }
}

/// The rating with a standard uncertainty of its PUE.
fn with_uncertainty(mut rating: Rating, standard: f64) -> Rating {
    let known = IndicatorUncertainty {
        id: "pue".to_owned(),
        value: value(&rating, "pue"),
        standard,
        expanded: 2.0 * standard,
        parts: Vec::new(),
        over: ErrorSum::default(),
        under: ErrorSum::default(),
        added: Vec::new(),
        at_most: None,
    };
    rating.uncertainty = Some(Uncertainty { indicators: vec![known], ..Uncertainty::default() });
    rating
}

#[test]
fn a_change_is_significant_only_where_both_uncertainties_are_known_and_it_is_beyond_both_together() {
    // U95 = 2 · √(0.006² + 0.008²) = 0.02: −0.06 is beyond it.
    let comparison = years();
    let sure =
        |step: usize| comparison.steps[step].indicators.iter().find(|one| one.id == "pue").unwrap().sure.unwrap();
    assert!((sure(0).expanded.unwrap() - 0.02).abs() < 1e-15);
    assert_eq!((sure(0).verdict, sure(1).verdict), (Verdict::Significant, Verdict::NotKnown));
    assert_eq!(comparison.ratings[0].pue.expanded, Some(0.012));
}

fn refused(ratings: &[Rating], standard: Option<&str>, libraries: &[Library]) -> (String, String) {
    let request = CompareRequest { libraries, standard, against: Against::First };
    let problem = compare(ratings, &request).unwrap_err();
    (problem.what, problem.hint.unwrap())
}

#[test]
fn what_can_not_be_compared_says_why_and_what_to_do() {
    let embedded = [Library::embedded().unwrap()];
    let (what, hint) = refused(&[lake()], None, &embedded);
    assert_eq!((what.as_str(), hint.as_str()), ("there is nothing to compare with", "name two ratings or more"));
    let mut bad = lake();
    bad.outcome.status = OutcomeStatus::Refused;
    let (what, _) = refused(&[lake(), bad], None, &embedded);
    assert!(what.starts_with("the data of `synthetic-qinghai-lake` (2025) was refused"), "{what}");
    let mut other = lake();
    other.standards.iter_mut().for_each(|one| one.standard.id = format!("other-{}", one.standard.id));
    let (what, hint) = refused(&[lake(), other], None, &embedded);
    assert!(
        what.starts_with("the ratings have no standard in common: `synthetic-qinghai-lake` (2025) by db63t"),
        "{what}"
    );
    assert!(hint.contains("--standard"), "{hint}");
    let (what, hint) = refused(&[lake(), lake()], Some("gb40879-2021"), &embedded);
    assert_eq!(what, "the rating of `synthetic-qinghai-lake` (2025) is not by `gb40879-2021`");
    assert!(hint.starts_with("it was rated by db63t-2223-2023, db63t-clean-energy"), "{hint}");
}

#[test]
fn packs_that_do_not_give_what_a_rating_says_are_told_by_the_figure_that_differs() {
    let embedded = Library::embedded().unwrap();
    let mut changed = lake();
    // The rating says that points begin at 1.6, as a pack of the same edition may have said then.
    changed.standards[0].criteria[0].compared[0].figure.value = 1.6;
    let (what, hint) = refused(&[lake(), changed], None, std::slice::from_ref(&embedded));
    assert_eq!(
        what,
        format!(
            "the pack `{GRADE}`, edition `reference-1`, at hand is not the one by which `synthetic-qinghai-lake` (2025) \
             was rated: `criterion.pue.zero_at` is 1.5 here and 1.6 in the rating"
        )
    );
    assert!(hint.contains("`--packs`"), "{hint}");
    let packs = overlay(&[("criterion.pue.zero_at", "1.6")]);
    let after = judged(lake(), &[], &library(packs.path()));
    let (what, hint) = refused(&[lake(), after], None, std::slice::from_ref(&embedded));
    assert!(what.starts_with(&format!("the pack `{GRADE}`, edition `tested`, by which")), "{what}");
    assert!(what.ends_with("is not at hand") && hint.contains("`--packs`"), "{what} {hint}");
    let mut other_points = lake();
    other_points.standards[0].criteria[0].points = Some(1.0);
    let (what, hint) = refused(&[lake(), other_points], None, &[embedded]);
    assert!(what.contains("this program does not give what the rating of"), "{what}");
    assert!(hint.starts_with("it was rated by greengrade "), "{hint}");
}

#[test]
fn facilities_are_named_and_no_name_breaks_the_page() {
    let embedded = Library::embedded().unwrap();
    let mut other = judged(lake(), &[("pue", 1.4)], &embedded);
    other.facility.id = "other".to_owned();
    other.facility.name = Text::new("甲|乙<b>", "a|b<b>\u{1b}[31m");
    other.given.categories = std::collections::BTreeSet::from(["ai".to_owned()]);
    let comparison = compared(&[lake(), other], &[]);
    let text = terminal(&comparison, Lang::En, false, Some(120));
    assert!(text.contains("Qinghai Lake data centre (synthetic) → a|b<b>"), "{text}");
    assert!(
        text.contains("What may lie behind values that differ: another facility\n") && !text.contains('\u{1b}'),
        "{text}"
    );
    let text = markdown(&comparison, None, Lang::Zh);
    assert!(text.contains("甲\\|乙&lt;b&gt;") && !text.contains("<b>"), "{text}");
}
