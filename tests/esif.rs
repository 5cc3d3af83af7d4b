//! A real facility against what its owner published: the ESIF data centre, month by month and year by year.
#![cfg(test)]

mod common;

use std::collections::BTreeMap;

use approx::assert_relative_eq;
use common::{fixture, indicator, rated, under, value};
use greengrade::period::{Clock, Period};
use greengrade::rating::{OutcomeStatus, Rating};
use greengrade::standard::assessment::Status;

/// Right to nine digits.
const CLOSE: f64 = 1e-9;
const YEARS: [&str; 3] = ["2017", "2018", "2019"];

/// What was published about a month or a year.
struct Published {
    it_mwh: f64,
    facility_mwh: f64,
    valid_hours: f64,
    pue: f64,
}

/// By period: `2017-03`, `2017`.
fn published() -> BTreeMap<String, Published> {
    let mut rows = csv::Reader::from_path(fixture("published/esif-pue.csv")).unwrap();
    let rows = rows.records().map(|row| {
        let row = row.unwrap();
        let number = |at: usize| row[at].parse().unwrap();
        let [it_mwh, facility_mwh, valid_hours, pue] = [1, 2, 3, 4].map(number);
        (row[0].to_owned(), Published { it_mwh, facility_mwh, valid_hours, pue })
    });
    rows.collect()
}

fn esif(period: &str) -> Rating {
    rated(&fixture("portfolio/esif"), &common::STANDARDS, Some(period))
}

/// The hours of a period by Denver's calendar.
fn hours(period: &str) -> f64 {
    let period = Period::parse(period, &Clock::parse("America/Denver").unwrap()).unwrap();
    f64::from(u32::try_from(period.hour_count()).unwrap())
}

#[test]
fn each_month_has_the_published_energies_and_pue() {
    let published = published();
    let mut months = 0;
    for month in YEARS.iter().flat_map(|year| esif(year).months) {
        let row = &published[&month.label];
        assert_relative_eq!(month.pue.unwrap(), row.pue, max_relative = CLOSE);
        assert_relative_eq!(month.it_kwh.unwrap(), row.it_mwh * 1000.0, max_relative = CLOSE);
        assert_relative_eq!(month.total_kwh.unwrap(), row.facility_mwh * 1000.0, max_relative = CLOSE);
        months += 1;
    }
    assert_eq!(months, 36);
}

#[test]
fn each_month_is_covered_for_the_published_share_of_its_hours() {
    let published = published();
    for month in YEARS.iter().flat_map(|year| esif(year).months) {
        let row = &published[&month.label];
        assert_relative_eq!(month.coverage.covered_hours, row.valid_hours, max_relative = CLOSE);
        assert_relative_eq!(month.coverage.share(), row.valid_hours / hours(&month.label), max_relative = CLOSE);
    }
}

#[test]
fn each_year_has_the_published_pue_which_is_the_ratio_of_sums() {
    let published = published();
    for year in YEARS {
        let (rating, row) = (esif(year), &published[year]);
        assert_relative_eq!(value(&rating, "pue"), row.pue, max_relative = CLOSE);
        assert_relative_eq!(value(&rating, "pue"), row.facility_mwh / row.it_mwh, max_relative = CLOSE);
        assert_relative_eq!(value(&rating, "hour_coverage"), row.valid_hours / hours(year), max_relative = CLOSE);
        assert_relative_eq!(indicator(&rating, "pue").inputs[1].value, row.it_mwh * 1000.0, max_relative = CLOSE);
    }
}

#[test]
fn a_year_is_not_the_mean_of_its_months() {
    for year in YEARS {
        let rating = esif(year);
        let months: Vec<f64> = rating.months.iter().map(|month| month.pue.unwrap()).collect();
        let mean = months.iter().sum::<f64>() / f64::from(u32::try_from(months.len()).unwrap());
        assert!((value(&rating, "pue") - mean).abs() > 1e-5, "{year}: {mean}");
    }
}

#[test]
fn a_month_that_daylight_saving_cuts_short_can_be_covered_in_full() {
    let months = esif("2019").months;
    let march = months.iter().find(|month| month.label == "2019-03").unwrap();
    assert_relative_eq!(march.coverage.period_hours, 743.0);
    assert_relative_eq!(march.coverage.share(), 1.0, max_relative = CLOSE);
    let november = esif("2017").months.into_iter().find(|month| month.label == "2017-11").unwrap();
    assert_relative_eq!(november.coverage.period_hours, 721.0);
    assert_relative_eq!(november.coverage.share(), 1.0, max_relative = CLOSE);
}

#[test]
fn what_was_not_published_is_missing_and_there_is_no_grade() {
    let rating = rated(&fixture("portfolio/esif"), &common::STANDARDS, None);
    assert_eq!(rating.period.label, "2019");
    assert!(!rating.facility.synthetic);
    assert!(rating.facility.attribution.as_deref().unwrap().contains("10.7799/3015212"));
    assert_eq!(rating.outcome.status, OutcomeStatus::NotRated);
    assert_eq!(rating.outcome.level, None);
    assert!(rating.outcome.reasons[0].en.contains("No accident or violation"), "{:?}", rating.outcome.reasons);
    assert_eq!(indicator(&rating, "cue").value, None);
    assert_eq!(indicator(&rating, "cue").why.as_ref().unwrap().en, "there is no grid factor for Colorado");
    for absent in ["wue", "erf", "clean_share", "matched_share", "it_load_use", "rack_occupancy", "clf"] {
        assert_eq!(indicator(&rating, absent).value, None, "{absent}");
        assert!(indicator(&rating, absent).why.is_some(), "{absent}");
    }
    // The data is clean; only the national standard is younger than it.
    let findings: Vec<&str> = rating.findings.iter().map(|finding| finding.id.as_str()).collect();
    assert_eq!(findings, ["standard-not-in-force"]);
}

#[test]
fn a_standard_whose_scope_can_not_be_told_does_not_rate_and_says_so() {
    let rating = esif("2019");
    let assessment = under(&rating, "gb40879-2021");
    assert_eq!(assessment.status, Status::NotRated);
    assert!(assessment.reasons[0].en.contains("More than 100 standard racks"), "{:?}", assessment.reasons);
}

#[test]
fn the_years_with_outages_fall_short_of_coverage() {
    for (year, enough) in [("2017", false), ("2018", false), ("2019", true)] {
        let rating = esif(year);
        let coverage = under(&rating, "db63t-2223-2023").prerequisites.iter().find(|one| one.id == "coverage").unwrap();
        assert_eq!(coverage.passed, enough, "{year}");
    }
}
