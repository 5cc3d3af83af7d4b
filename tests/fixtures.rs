//! The portfolio of fixtures: what becomes of each facility, and that the synthetic ones can be made again.
#![cfg(test)]

mod common;
#[path = "../examples/make_fixtures/portfolio/mod.rs"]
mod make_fixtures;

use approx::assert_relative_eq;
use common::{STANDARDS, fixture, level, rated, under, value};
use greengrade::rating::{OutcomeStatus, Rating};
use greengrade::standard::assessment::Status;
use greengrade::telemetry::{Finding, Severity};

/// More than all of them together may take.
const TOO_MANY_BYTES: u64 = 15_000_000;

fn rating(id: &str) -> Rating {
    rated(&fixture("portfolio").join(id), &STANDARDS, None)
}

fn findings<'a>(rating: &'a Rating, id: &str) -> Vec<&'a Finding> {
    rating.findings.iter().filter(|finding| finding.id == id).collect()
}

fn facilities() -> Vec<String> {
    let folders = std::fs::read_dir(fixture("portfolio")).unwrap();
    let mut ids: Vec<String> = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    ids.sort();
    ids
}

#[test]
fn the_facilities_spread_over_the_outcomes() {
    let outcomes = facilities().into_iter().map(|id| {
        let outcome = rating(&id).outcome;
        let level = outcome.level.map_or_else(|| "—".to_owned(), |level| level.title.zh);
        (id, outcome.status, level)
    });
    let expected = [
        ("esif", OutcomeStatus::NotRated, "—"),
        ("synthetic-hehuang", OutcomeStatus::Rated, "未达级"),
        ("synthetic-hoh-xil", OutcomeStatus::NotRated, "—"),
        ("synthetic-kunlun", OutcomeStatus::Rated, "三级"),
        ("synthetic-qaidam", OutcomeStatus::Rated, "四级"),
        ("synthetic-qilian", OutcomeStatus::Refused, "—"),
        ("synthetic-qinghai-lake", OutcomeStatus::Rated, "二级"),
        ("synthetic-sanjiangyuan", OutcomeStatus::Rated, "一级"),
    ];
    let expected = expected.map(|(id, status, level)| (id.to_owned(), status, level.to_owned()));
    assert_eq!(outcomes.collect::<Vec<_>>(), expected);
}

#[test]
fn the_national_levels_spread_too() {
    let national = |id: &str| level(&rating(id), "gb40879-2021").to_owned();
    assert_eq!(national("synthetic-sanjiangyuan"), "1");
    assert_eq!(national("synthetic-qinghai-lake"), "1");
    assert_eq!(national("synthetic-kunlun"), "2");
    assert_eq!(national("synthetic-qaidam"), "2");
    assert_eq!(national("synthetic-hehuang"), "3");
}

#[test]
fn impossible_energies_are_refused_before_anything_is_graded() {
    let rating = rating("synthetic-qilian");
    assert!(rating.standards.is_empty());
    assert_eq!(rating.outcome.level, None);
    assert_eq!(rating.outcome.score, None);
    assert!(rating.outcome.reasons[0].en.starts_with("IT energy exceeds total energy in 12 months, 2025-01 … 2025-12"));
    let found = findings(&rating, "it-above-total");
    assert_eq!((found[0].severity, found[0].count), (Severity::Error, 12));
}

#[test]
fn five_weeks_without_data_are_missing_from_the_coverage_and_named() {
    let rating = rating("synthetic-hoh-xil");
    assert_relative_eq!(value(&rating, "hour_coverage"), 330.0 / 365.0, max_relative = 1e-12);
    assert_eq!(rating.outcome.reasons.len(), 1);
    assert_eq!(rating.outcome.reasons[0].en, "the prerequisite \"Hour coverage of at least 95 %\" is not met");
    assert_eq!(under(&rating, "gb40879-2021").status, Status::NotRated);
    // Every month still has some data: a month is not missing because it is not whole.
    assert_relative_eq!(value(&rating, "consecutive_months"), 12.0);
    let gaps = findings(&rating, "gap");
    assert_eq!(gaps.len(), 7);
    for gap in gaps {
        assert_eq!(gap.count, 1);
        assert_eq!(gap.first.as_deref(), Some("2025-06-09T23:00:00+08:00"));
    }
    let june = rating.months.iter().find(|month| month.label == "2025-06").unwrap();
    assert_relative_eq!(june.coverage.covered_hours, 9.0 * 24.0);
}

#[test]
fn the_hour_of_a_replaced_counter_is_not_covered_and_the_rest_is() {
    let rating = rating("synthetic-qaidam");
    let resets = findings(&rating, "counter-reset");
    assert_eq!(resets.len(), 1);
    assert_eq!(resets[0].meter.as_deref(), Some("it-ups"));
    assert_eq!(resets[0].count, 1);
    assert_eq!(resets[0].first.as_deref(), Some("2025-09-09T10:00:00+08:00"));
    assert_relative_eq!(value(&rating, "hour_coverage"), 8759.0 / 8760.0, max_relative = 1e-12);
    let short = rating.months.iter().filter(|month| month.coverage.share() < 1.0);
    assert_eq!(short.map(|month| month.label.as_str()).collect::<Vec<_>>(), ["2025-09"]);
}

#[test]
fn whole_years_are_covered_to_the_hour_in_every_form() {
    for id in ["synthetic-sanjiangyuan", "synthetic-qinghai-lake", "synthetic-kunlun", "synthetic-hehuang"] {
        let rating = rating(id);
        assert_relative_eq!(value(&rating, "hour_coverage"), 1.0);
        assert!(rating.findings.is_empty(), "{id}: {:?}", rating.findings);
    }
}

#[test]
fn clean_supply_that_comes_at_the_wrong_hour_is_not_matched() {
    let rating = rating("synthetic-sanjiangyuan");
    assert!(value(&rating, "matched_share") < value(&rating, "clean_share") - 0.01);
}

#[test]
fn what_is_synthetic_says_so_in_folder_manifest_and_name() {
    for id in facilities() {
        let rating = rating(&id);
        assert_eq!(rating.facility.id, id);
        assert_eq!(rating.facility.synthetic, id.starts_with("synthetic-"), "{id}");
        assert_eq!(rating.facility.synthetic, rating.facility.name.en.contains("synthetic"), "{id}");
        assert_eq!(rating.facility.synthetic, rating.facility.name.zh.contains("合成"), "{id}");
    }
}

#[test]
fn the_synthetic_facilities_are_made_again_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    make_fixtures::write(folder.path()).unwrap();
    let (made, mut kept) = (common::files(folder.path()), common::files(&fixture("portfolio")));
    kept.retain(|path, _| !path.starts_with("esif"));
    assert_eq!(made.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    for (path, bytes) in &made {
        assert!(kept[path] == *bytes, "{} differs: run `cargo run --example make_fixtures`", path.display());
    }
}

#[test]
fn the_portfolio_stays_small() {
    let bytes: usize = common::files(&fixture("portfolio")).values().map(Vec::len).sum();
    assert!(u64::try_from(bytes).unwrap() < TOO_MANY_BYTES, "{bytes} bytes");
}
