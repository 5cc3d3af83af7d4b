//! The use of clean energy in reports, of cases of the conformance kit that were worked out by hand.

use std::path::Path;

use greengrade::facility::Facility;
use greengrade::rating::{Rating, Request, Trials, rate};
use greengrade::report::markdown::report;
use greengrade::report::terminal::facility_summary;
use greengrade::standard::Library;
use greengrade::text::Lang;
use insta::assert_snapshot;

/// The rating of a case.
fn case(name: &str, period: &str) -> Rating {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/conformance").join(name);
    let library = Library::embedded().unwrap();
    let standards = ["db63t-clean-energy".to_owned()];
    let request =
        Request { library: &library, standards: &standards, edition: None, period: Some(period), trials: Trials::NONE };
    rate(&Facility::load(&folder).unwrap(), &request).unwrap().rating
}

/// What a text has from a heading on, up to the next one of the same rank.
fn section<'t>(text: &'t str, heading: &str, next: &str) -> &'t str {
    let from = text.find(heading).unwrap();
    let rest = &text[from..];
    let end = rest[heading.len()..].find(next).map_or(rest.len(), |end| end + heading.len());
    &rest[..end]
}

#[test]
fn the_markdown_of_a_ledger_with_contracts_and_of_storage() {
    for (name, folder, period) in [
        ("ledger", "040-certificate-ledger", "2025-03"),
        ("storage", "043-storage-keeps-origin", "2025-01"),
        ("carbon", "044-carbon-two-ways", "2025-03"),
    ] {
        let rating = case(folder, period);
        let (zh, en) = (report(&rating, &[], Lang::Zh), report(&rating, &[], Lang::En));
        assert_snapshot!(format!("clean_energy_{name}_zh"), section(&zh, "## 清洁能源利用", "\n## "));
        assert_snapshot!(format!("clean_energy_{name}_en"), section(&en, "## Use of clean energy", "\n## "));
    }
}

#[test]
fn the_summary_tells_the_shares_apart_and_the_hours() {
    let rating = case("043-storage-keeps-origin", "2025-01");
    let summary = facility_summary(&rating, Lang::En, false, Some(100));
    assert_snapshot!("clean_energy_summary_en", section(&summary, "Use of clean energy", "\n\n"));
}
