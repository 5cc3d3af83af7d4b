//! Which facility each picture of `docs/charts.md` is drawn of.

use std::path::Path;

use greengrade::facility::Facility;
use greengrade::problem::Result;
use greengrade::rating::{Against, CompareRequest, HowMany, Rated, Rating, Request, Trials, compare, rate};
use greengrade::report::chart::{Chart, Kind, RankingRow, facility_charts, portfolio_ranking, trend};
use greengrade::standard::Library;
use greengrade::text::Lang;

/// Fewer dots than charts in reports have: a page shows many of them.
pub const DPI: u16 = 100;

const GRADE: [&str; 2] = ["db63t-2223-2023", "gb40879-2021"];
const PORTFOLIO: [&str; 8] = [
    "portfolio/esif",
    "portfolio/synthetic-hehuang",
    "portfolio/synthetic-hoh-xil",
    KUNLUN,
    "portfolio/synthetic-qaidam",
    "portfolio/synthetic-qilian",
    "portfolio/synthetic-qinghai-lake",
    "portfolio/synthetic-sanjiangyuan",
];
const KUNLUN: &str = "portfolio/synthetic-kunlun";

/// What of each facility is shown.
fn shown(folder: &str) -> &'static [Kind] {
    match folder {
        KUNLUN => &[Kind::Scorecard, Kind::PueByMonth, Kind::SupplyByMonth, Kind::PueHeatmap],
        "portfolio/synthetic-hoh-xil" => &[Kind::CoverageCalendar],
        "portfolio/synthetic-qaidam" => &[Kind::Maturity, Kind::Incidents, Kind::Automation],
        "portfolio/synthetic-sanjiangyuan" => &[Kind::HourlyMatch, Kind::CleanMeanings, Kind::EnergyFlow],
        _ => &[],
    }
}

/// A chart of each kind.
pub fn charts() -> Result<Vec<Chart>> {
    let library = Library::embedded()?;
    let mut charts = Vec::new();
    let mut ratings: Vec<Rating> = Vec::new();
    for folder in PORTFOLIO {
        let (drawn, rating) = of_facility(&library, folder, &GRADE, Trials::NONE, shown(folder))?;
        charts.extend(drawn);
        ratings.push(rating);
    }
    let adaptive = Trials { seed: greengrade::rating::confidence::SEED, how_many: HowMany::Adaptive };
    charts.extend(of_facility(&library, KUNLUN, &GRADE, adaptive, &[Kind::Confidence, Kind::Tornado])?.0);
    charts.extend(
        of_facility(&library, "conformance/072-pue-by-condition", &GRADE, Trials::NONE, &[Kind::PueByCondition])?.0,
    );
    let tested = ["db63t-it-efficiency"];
    charts.extend(of_facility(&library, "conformance/050-load-line", &tested, Trials::NONE, &[Kind::LoadLine])?.0);
    charts.extend(
        of_facility(&library, "conformance/052-hpl-window", &tested, Trials::NONE, &[Kind::PowerTrace, Kind::Systems])?
            .0,
    );
    let rows: Vec<RankingRow> = ratings.iter().map(RankingRow::of).collect();
    charts.push(portfolio_ranking(&rows, Lang::En));
    let with_score: Vec<Rating> = ratings.into_iter().filter(|rating| rating.outcome.score.is_some()).collect();
    let request = CompareRequest { libraries: &[library], standard: None, against: Against::Previous };
    charts.extend(trend(&compare(&with_score, &request)?, Lang::En));
    Ok(charts)
}

/// The charts of these kinds, and the rating.
fn of_facility(
    library: &Library,
    folder: &str,
    standards: &[&str],
    trials: Trials,
    kinds: &[Kind],
) -> Result<(Vec<Chart>, Rating)> {
    let facility = Facility::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder))?;
    let standards: Vec<String> = standards.iter().map(|id| (*id).to_owned()).collect();
    let request = Request { library, standards: &standards, edition: None, period: None, trials };
    let rated: Rated = rate(&facility, &request)?;
    let charts = facility_charts(&rated, &facility.clock, Lang::En).into_iter();
    let wanted = charts.filter(|chart| kinds.iter().any(|kind| kind.name() == chart.name));
    Ok((wanted.collect(), rated.rating))
}
