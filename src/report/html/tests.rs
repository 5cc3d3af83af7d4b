//! What holds of every page: it loads nothing, obeys nothing that a user wrote, and says the language that it is in.

use super::*;
use crate::indicator::{PortfolioFigure, PortfolioFigures};
use crate::problem::Problem;
use crate::rating::Rating;
use crate::rating::portfolio::{Site, Together};
use crate::report::chart::{Chart, PortfolioDrawn, RankingRow, facility_charts, portfolio_charts, samples};
use crate::report::portfolio::PortfolioReport;
use crate::report::terminal::PortfolioRow;
use crate::report::words::{html as w, reports};
use crate::standard::assessment::LevelReached;
use crate::text::{Lang, Text};

const HOSTILE: &str = "</title><script>alert('x')</script>\"><img src=http://example.org onerror=alert(1)>";

fn charts(rating: &Rating, lang: Lang) -> Vec<Chart> {
    let (clock, period) = samples::clock_and_period("2025");
    let (hourly, calendar) = (samples::hourly(&period), vec![samples::day()]);
    let rated = crate::rating::Rated {
        rating: rating.clone(),
        hourly,
        period,
        calendar,
        matched: Vec::new(),
        traces: Vec::new(),
    };
    facility_charts(&rated, &clock, lang)
}

fn facility(rating: &Rating, lang: Lang) -> String {
    report(rating, &charts(rating, lang), None, lang).unwrap()
}

fn all(ratings: &[Rating], failed: &Problem, lang: Lang) -> String {
    let mut rows: Vec<PortfolioRow> = ratings.iter().map(PortfolioRow::of).collect();
    rows.push(PortfolioRow::failed("lost", failed));
    let ranked: Vec<RankingRow> = ratings.iter().map(RankingRow::of).collect();
    let figure = PortfolioFigure {
        indicator: "pue".to_owned(),
        sites: 3,
        sum_over: 15_000.0,
        sum_under: 11_500.0,
        ratio_of_sums: Some(15_000.0 / 11_500.0),
        mean_weighted_by_total_energy: Some(1.36),
    };
    let figures =
        vec![PortfolioFigures { period: "2025".to_owned(), sites: 3, least_sites_for_means: 3, figures: vec![figure] }];
    let sites: Vec<Site> = ratings.iter().filter_map(Site::of).collect();
    let together = Together { figures, ..Together::of(&sites.iter().collect::<Vec<_>>()) };
    let charts = portfolio_charts(PortfolioDrawn { rows: &ranked, unreadable: 1, together: &together }, lang);
    let failed = vec![Failed { folder: "p/lost", problem: failed }];
    let report = PortfolioReport { rows: &rows, together: &together, failed, program: "greengrade 1" };
    let told = PortfolioPage { report: &report, charts: &charts, letterhead: None };
    portfolio(&told, lang).unwrap()
}

fn unreadable() -> Problem {
    Problem::new("`n/a` is not a number").hint("write a number")
}

/// The elements of a page by their names, with their attributes as they are written.
fn elements(page: &str) -> Vec<(&str, &str)> {
    let (before, script) = page.split_once("<script>").unwrap();
    let after = script.split_once("</script>").unwrap().1;
    let tags = [before, after].into_iter().flat_map(|part| part.split('<').skip(1));
    tags.map(|tag| tag.split('>').next().unwrap())
        .map(|tag| tag.split_once(char::is_whitespace).unwrap_or((tag, "")))
        .collect()
}

fn assert_sound(page: &str, lang: Lang) {
    let tag = w::language_tag(lang);
    assert!(page.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{tag}\">")), "{}", &page[..200]);
    assert!(page.contains(
        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:;"
    ));
    assert_eq!(page.matches("<script").count(), 1, "one script, which is the page's own");
    let mut open: Vec<&str> = Vec::new();
    for (name, attributes) in elements(page) {
        assert!(!matches!(name, "link" | "img" | "iframe" | "object" | "embed" | "base" | "form"), "{name}");
        for attribute in ["src=", "srcset=", "onerror", "onclick", "onload", "action="] {
            assert!(!attributes.contains(attribute), "{name} {attributes}");
        }
        if let Some(href) = attributes.split_once("href=\"").map(|(_, rest)| rest.split('"').next().unwrap()) {
            assert!(href.starts_with('#') || (href.ends_with("/report.html") && !href.contains(':')), "{href}");
        }
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed)),
            None if attributes.ends_with('/') || matches!(name, "meta" | "br" | "!DOCTYPE") => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?} is never closed");
    assert!(!page.contains("@import") && !page.contains("url(http"), "nothing is loaded by the style");
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "no two elements have one id");
}

#[test]
fn a_page_of_a_facility_is_sound_and_leads_to_its_chapters_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        for rating in [samples::rating_of(1.18), samples::refused(0.8)] {
            let page = facility(&rating, lang);
            assert_sound(&page, lang);
            for anchor in page.split("<li><a href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                assert!(page.contains(&format!("<h2 id=\"{anchor}\"")), "{anchor}");
            }
            assert!(page.contains(rating.facility.name.get(lang)));
        }
    }
}

#[test]
fn charts_are_in_the_page_and_share_their_letters() {
    let rating = samples::rating_of(1.18);
    let charts = charts(&rating, Lang::Zh);
    let page = report(&rating, &charts, None, Lang::Zh).unwrap();
    assert_eq!(page.matches("<figure>").count(), charts.len());
    assert_eq!(page.matches("<svg ").count(), charts.len() + 1);
    for chart in &charts {
        assert!(page.contains(&format!("<title id=\"title-{}\">", chart.name)), "{}", chart.name);
    }
    assert_eq!(page, report(&rating, &charts, None, Lang::Zh).unwrap(), "the same bytes twice");
}

#[test]
fn the_proof_of_each_criterion_is_folded_with_its_points() {
    let rating = samples::rating_of(1.18);
    let page = facility(&rating, Lang::En);
    let proofs: usize =
        rating.standards.iter().map(|standard| standard.criteria.len() + standard.prerequisites.len()).sum();
    assert!(proofs > 0 && page.matches("<details>\n<summary>").count() == proofs);
    assert!(!facility(&samples::refused(0.8), Lang::En).contains("<details>"));
}

#[test]
fn what_a_user_wrote_stays_words() {
    let mut rating = samples::rating_of(1.18);
    rating.facility.name = Text::new(HOSTILE, HOSTILE);
    rating.facility.attribution = Some(HOSTILE.to_owned());
    rating.facility.province = HOSTILE.to_owned();
    for criterion in rating.standards.iter_mut().flat_map(|standard| &mut standard.criteria) {
        criterion.title = Text::new(HOSTILE, HOSTILE);
    }
    let failed = Problem::new(HOSTILE).hint(HOSTILE);
    for lang in [Lang::Zh, Lang::En] {
        for page in [facility(&rating, lang), all(&[rating.clone(), samples::rating_of(1.3)], &failed, lang)] {
            assert_sound(&page, lang);
            assert!(page.contains("&lt;script&gt;alert("), "the words are there");
        }
    }
}

#[test]
fn a_portfolio_leads_to_its_facilities_and_names_what_could_not_be_read() {
    let mut indicative = samples::rating_of(1.42);
    indicative.facility.id = "other".to_owned();
    let ratings = [samples::rating_of(1.18), indicative];
    for lang in [Lang::Zh, Lang::En] {
        let page = all(&ratings, &unreadable(), lang);
        assert_sound(&page, lang);
        for rating in &ratings {
            assert!(page.contains(&format!("<a href=\"{}/report.html\">", rating.facility.id)));
        }
        assert!(page.contains("`n/a` is not a number") && page.contains("write a number") && page.contains("p/lost"));
        assert!(!page.contains("lost/report.html"), "there is no report of what could not be read");
        for chart in ["ranking", "grade-counts", "indicator-spread"] {
            assert!(page.contains(&format!("<title id=\"title-{chart}\">")), "{chart}");
        }
        for words in [reports::REFERENCE, reports::SYNTHETIC, w::TWO_FIGURES] {
            assert!(page.contains(words.get(lang)), "{}", words.get(lang));
        }
        assert!(page.contains("1.304") && page.contains("1.360"), "the two figures stand side by side");
    }
}

#[test]
fn grades_are_sorted_by_their_level_and_not_by_their_words() {
    let ratings = [samples::rating_of(1.18), samples::refused(0.8)];
    let page = all(&ratings, &unreadable(), Lang::Zh);
    let rank = ratings[0].outcome.level.as_ref().unwrap().rank;
    for order in [rank, 104, 105] {
        assert_eq!(page.matches(&format!("data-sort=\"{order}\"")).count(), 1, "{order}");
    }
}

#[test]
fn what_reaches_no_level_has_not_the_colour_of_a_grade() {
    let graded = samples::rating_of(1.18);
    let mut below = graded.clone();
    let level = below.outcome.level.as_mut().unwrap();
    level.id = LevelReached::BELOW.to_owned();
    let good = |ratings: &[Rating]| all(ratings, &unreadable(), Lang::En).matches("class=\"good\"").count();
    assert_eq!((good(&[graded.clone(), graded.clone()]), good(&[graded, below])), (2, 1));
}
