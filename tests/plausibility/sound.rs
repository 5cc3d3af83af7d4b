//! Sound data gives no alarm.

use greengrade::telemetry::Severity;

use crate::common::fixture;
use crate::damage::{copy, findings};

#[test]
fn sound_facilities_in_every_form_of_telemetry_give_no_finding_at_all() {
    for id in ["sanjiangyuan", "qinghai-lake", "kunlun", "hehuang"] {
        let found = findings(&fixture("portfolio").join(format!("synthetic-{id}")), "2025");
        assert!(found.is_empty(), "{id}: {found:#?}");
    }
}

#[test]
fn a_real_facility_gives_no_warning_in_any_year_and_its_thin_months_are_noted() {
    for (year, months) in [("2017", 1), ("2018", 2), ("2019", 0)] {
        let found = findings(&fixture("portfolio/esif"), year);
        assert!(found.iter().all(|finding| finding.severity == Severity::Note), "{year}: {found:#?}");
        let thin: u64 = found.iter().filter(|finding| finding.id == "coverage-low").map(|finding| finding.count).sum();
        assert_eq!(thin, months, "{year}: {found:#?}");
    }
}

#[test]
fn what_was_found_before_is_found_still_and_nothing_else() {
    let ids = |id: &str| -> Vec<String> {
        let mut ids: Vec<String> =
            findings(&fixture("portfolio").join(id), "2025").into_iter().map(|finding| finding.id).collect();
        ids.dedup();
        ids
    };
    assert_eq!(ids("synthetic-qaidam"), ["counter-reset"]);
    assert_eq!(ids("synthetic-hoh-xil"), ["gap", "coverage-low"]);
    assert_eq!(ids("synthetic-qilian"), ["it-above-total", "it-above-total-in-hours"]);
}

#[test]
fn the_copy_that_is_damaged_in_the_other_tests_is_sound_itself() {
    assert_eq!(copy().findings(), []);
}
