//! Every text report as a whole, in both languages.

use greengrade::problem::Problem;
use greengrade::rating::Rating;
use greengrade::report::explain::explain;
use greengrade::report::markdown::report;
use greengrade::report::terminal::{PortfolioRow, facility_summary, portfolio_table};
use greengrade::text::Lang;
use insta::assert_snapshot;

use crate::made::{by_a_part, by_every_rule, by_fields, not_rated, rated, refused};

const CHARTS: [&str; 2] = ["charts/scorecard.png", "charts/pue-by-month.png"];

fn summary(rating: &Rating, lang: Lang) -> String {
    facility_summary(rating, lang, false, Some(100))
}

#[test]
fn the_summary_of_a_rated_facility() {
    assert_snapshot!("summary_rated_zh", summary(&rated(), Lang::Zh));
    assert_snapshot!("summary_rated_en", summary(&rated(), Lang::En));
}

#[test]
fn the_summary_of_a_facility_that_is_not_rated() {
    assert_snapshot!("summary_not_rated_zh", summary(&not_rated(), Lang::Zh));
    assert_snapshot!("summary_not_rated_en", summary(&not_rated(), Lang::En));
}

#[test]
fn the_summary_of_a_facility_that_is_refused() {
    assert_snapshot!("summary_refused_zh", summary(&refused(), Lang::Zh));
    assert_snapshot!("summary_refused_en", summary(&refused(), Lang::En));
}

#[test]
fn the_table_of_a_portfolio() {
    let absent = Problem::new("unknown key `unti`").at_span("d/facility.toml", "a\nb\n", 2..3);
    let mut rows: Vec<PortfolioRow> = [rated(), not_rated(), refused()].iter().map(PortfolioRow::of).collect();
    rows.push(PortfolioRow::failed("d", &absent));
    for (name, width) in [("narrow", 80), ("wide", 140)] {
        assert_snapshot!(format!("portfolio_{name}_zh"), portfolio_table(&rows, Lang::Zh, false, Some(width)));
        assert_snapshot!(format!("portfolio_{name}_en"), portfolio_table(&rows, Lang::En, false, Some(width)));
    }
}

#[test]
fn the_markdown_of_a_rated_facility() {
    assert_snapshot!("markdown_rated_zh", report(&rated(), &CHARTS, Lang::Zh));
    assert_snapshot!("markdown_rated_en", report(&rated(), &CHARTS, Lang::En));
}

#[test]
fn the_markdown_of_facilities_without_a_grade() {
    assert_snapshot!("markdown_not_rated_zh", report(&not_rated(), &[], Lang::Zh));
    assert_snapshot!("markdown_refused_en", report(&refused(), &[], Lang::En));
}

#[test]
fn the_explanation_of_the_whole() {
    for (name, rating) in [("rated", rated()), ("not_rated", not_rated()), ("refused", refused())] {
        assert_snapshot!(format!("explain_{name}_zh"), explain(&rating, None, Lang::Zh).unwrap());
        assert_snapshot!(format!("explain_{name}_en"), explain(&rating, None, Lang::En).unwrap());
    }
}

#[test]
fn the_explanation_of_one() {
    let rated = rated();
    for id in ["pue", "months", "erf", "demand-response", "systems", "capabilities", "clean-share", "occupancy"] {
        assert_snapshot!(format!("explain_{id}_zh"), explain(&rated, Some(id), Lang::Zh).unwrap());
        assert_snapshot!(format!("explain_{id}_en"), explain(&rated, Some(id), Lang::En).unwrap());
    }
}

#[test]
fn every_report_by_every_shape_of_rule_by_a_part_of_a_standard_and_by_fields_alone() {
    for (name, rating) in [("every_rule", by_every_rule()), ("part", by_a_part()), ("fields", by_fields())] {
        for (lang, words, indicators) in [("zh", Lang::Zh, "\n## 指标\n"), ("en", Lang::En, "\n## Indicators\n")] {
            assert_snapshot!(format!("summary_{name}_{lang}"), summary(&rating, words));
            assert_snapshot!(format!("explain_{name}_{lang}"), explain(&rating, None, words).unwrap());
            // The rest of the report is the same whatever the standard.
            let markdown = report(&rating, &[], words);
            assert_snapshot!(format!("markdown_{name}_{lang}"), markdown.split_once(indicators).unwrap().0);
        }
    }
}

#[test]
fn the_explanation_of_each_shape_of_rule_and_of_a_field() {
    let (rules, fields) = (by_every_rule(), by_fields());
    for id in ["size", "kind", "list", "load-use", "pue"] {
        assert_snapshot!(format!("explain_rule_{id}_zh"), explain(&rules, Some(id), Lang::Zh).unwrap());
        assert_snapshot!(format!("explain_rule_{id}_en"), explain(&rules, Some(id), Lang::En).unwrap());
    }
    for id in ["ref", "it-energy"] {
        assert_snapshot!(format!("explain_field_{id}_zh"), explain(&fields, Some(id), Lang::Zh).unwrap());
        assert_snapshot!(format!("explain_field_{id}_en"), explain(&fields, Some(id), Lang::En).unwrap());
    }
}

#[test]
fn the_table_of_a_portfolio_of_which_some_facilities_are_only_reported() {
    let rows: Vec<PortfolioRow> = [by_a_part(), by_fields(), rated()].iter().map(PortfolioRow::of).collect();
    assert_snapshot!("portfolio_reported_zh", portfolio_table(&rows, Lang::Zh, false, Some(140)));
    assert_snapshot!("portfolio_reported_en", portfolio_table(&rows, Lang::En, false, Some(80)));
}
