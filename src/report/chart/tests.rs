//! Which charts a facility has, and what holds of all of them.

use super::*;
use crate::indicator::Indicator;

fn names(rating: &Rating, hours: bool, lang: Lang) -> Vec<&'static str> {
    let (clock, period) = samples::clock_and_period("2025");
    let hourly = if hours { samples::hourly(&period) } else { Vec::new() };
    let calendar = if hours { vec![samples::day()] } else { Vec::new() };
    let rated = Rated { rating: rating.clone(), hourly, period, calendar, matched: Vec::new(), traces: Vec::new() };
    let charts = facility_charts(&rated, &clock, lang);
    charts.iter().map(|chart| chart.name).collect()
}

#[test]
fn a_rating_with_all_data_has_all_charts_in_order() {
    for lang in [Lang::Zh, Lang::En] {
        let all = ["scorecard", "pue-by-month", "supply-by-month", "pue-heatmap", "coverage-calendar"];
        assert_eq!(names(&samples::rating_of(1.18), true, lang), all);
        let logged = ["maturity", "incidents-by-month", "automation-by-month"];
        let with_logs = samples::with_operation_logs(samples::rating_of(1.18));
        assert_eq!(names(&with_logs, true, lang), [&all[..], &logged[..]].concat());
    }
}

#[test]
fn how_sure_the_grade_is_and_what_moves_the_score_come_after_the_scorecard() {
    let sure = samples::with_confidence(samples::rating_of(1.21), 0.0125, 4);
    let names = names(&sure, false, Lang::Zh);
    assert_eq!(names[..4], ["scorecard", "confidence", "tornado", "pue-by-month"]);
}

#[test]
fn every_chart_is_an_svg_too_without_fonts_and_the_same_twice() {
    let (clock, period) = samples::clock_and_period("2025");
    let rating = samples::rating_of(1.18);
    let (hourly, calendar) = (samples::hourly(&period), vec![samples::day()]);
    let rated = Rated { rating: rating.clone(), hourly, period, calendar, matched: Vec::new(), traces: Vec::new() };
    let drawn = || {
        let mut charts = facility_charts(&rated, &clock, Lang::Zh);
        charts.push(portfolio_ranking(&[RankingRow::of(&rating)], Lang::Zh));
        charts.iter().map(|chart| chart.svg().unwrap()).collect::<Vec<_>>()
    };
    let svgs = drawn();
    assert_eq!(svgs.len(), 6);
    for svg in &svgs {
        assert!(
            svg.contains("<title id=\"title\">") && svg.contains("<use xlink:href=\"#b") && svg.ends_with("</svg>\n")
        );
        assert!(!svg.contains("font-family") && !svg.contains("NaN"));
        let opened = svg.matches("<g ").count();
        assert_eq!(opened, svg.matches("</g>").count());
    }
    assert!(svgs == drawn());
}

#[test]
fn a_rating_with_records_of_clean_energy_has_their_charts_after_the_others() {
    let (clock, period) = samples::clock_and_period("2025-03");
    let mut rating = samples::rating_of(1.18);
    let share = Indicator { id: "renewable_share".to_owned(), ..rating.indicators[0].clone() };
    rating.indicators.push(share);
    rating.clean_energy = Some(samples::clean_energy(Vec::new(), 10_000.0));
    let matched = samples::matched(&period, |_| true);
    let rated = Rated { rating, hourly: Vec::new(), period, calendar: Vec::new(), matched, traces: Vec::new() };
    let charts = facility_charts(&rated, &clock, Lang::En);
    let names: Vec<&str> = charts.iter().map(|chart| chart.name).collect();
    assert_eq!(names[names.len() - 3..], ["hourly-match", "clean-meanings", "energy-flow"]);
}

#[test]
fn a_refused_facility_has_the_charts_of_its_data_and_no_scorecard() {
    let all = ["pue-by-month", "supply-by-month", "pue-heatmap", "coverage-calendar"];
    assert_eq!(names(&samples::refused(0.8), true, Lang::Zh), all);
}

#[test]
fn a_rating_without_any_data_has_no_charts() {
    let mut rating = samples::refused(0.8);
    rating.months.clear();
    assert!(names(&rating, false, Lang::En).is_empty());
}

#[test]
fn a_name_without_end_is_cut_and_nothing_leaves_the_picture() {
    let mut rating = samples::with_operation_logs(samples::rating_of(1.18));
    rating.facility.name = Text::new("青藏高原清洁能源绿色算力产业示范基地".repeat(12), "Facility ".repeat(60));
    rating.facility.attribution = Some("National Laboratory of Long Names ".repeat(20));
    for criterion in &mut rating.standards[0].criteria {
        criterion.title = rating.facility.name.clone();
    }
    rating.outcome.level.as_mut().unwrap().title = rating.facility.name.clone();
    for item in rating.standards.iter_mut().flat_map(|one| &mut one.criteria).flat_map(|one| &mut one.items) {
        item.title = rating.facility.name.clone();
    }
    let (clock, period) = samples::clock_and_period("2025");
    for lang in [Lang::Zh, Lang::En] {
        let (hourly, calendar) = (samples::hourly(&period), vec![samples::day()]);
        let rated = Rated { rating: rating.clone(), hourly, period, calendar, matched: Vec::new(), traces: Vec::new() };
        let mut charts = facility_charts(&rated, &clock, lang);
        charts.push(portfolio_ranking(&[RankingRow::of(&rating)], lang));
        for chart in charts {
            let picture = samples::Picture::of(&chart.png().unwrap());
            picture.assert_chart(1600, picture.height);
        }
    }
}
