//! Which facility each picture of `docs/charts.md` and `docs/zh/charts.md` is drawn of.

use std::path::Path;

use greengrade::facility::Facility;
use greengrade::problem::Result;
use greengrade::rating::{Against, CompareRequest, HowMany, Rated, Rating, Request, Trials, compare, rate};
use greengrade::report::chart::{Chart, Kind, RankingRow, facility_charts, portfolio_ranking, trend};
use greengrade::standard::Library;
use greengrade::text::Lang;

/// Fewer dots than charts in reports have: a page shows many of them.
pub const DPI: u16 = 100;

/// Where the pictures of each language are.
pub const PLACES: [(Lang, &str); 2] = [(Lang::En, "docs/pictures"), (Lang::Zh, "docs/zh/pictures")];

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

/// A chart in one language.
pub type Drawn = (Lang, Chart);

/// A chart of each kind in each language.
pub fn charts() -> Result<Vec<Drawn>> {
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
    charts.extend(PLACES.map(|(lang, _)| (lang, portfolio_ranking(&rows, lang))));
    let with_score: Vec<Rating> = ratings.into_iter().filter(|rating| rating.outcome.score.is_some()).collect();
    let request = CompareRequest { libraries: &[library], standard: None, against: Against::Previous };
    let compared = compare(&with_score, &request)?;
    charts.extend(PLACES.iter().filter_map(|(lang, _)| Some((*lang, trend(&compared, *lang)?))));
    Ok(charts)
}

/// The charts of these kinds, and the rating.
fn of_facility(
    library: &Library,
    folder: &str,
    standards: &[&str],
    trials: Trials,
    kinds: &[Kind],
) -> Result<(Vec<Drawn>, Rating)> {
    let facility = Facility::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder))?;
    let standards: Vec<String> = standards.iter().map(|id| (*id).to_owned()).collect();
    let request = Request { library, standards: &standards, edition: None, period: None, trials };
    let rated: Rated = rate(&facility, &request)?;
    let in_each =
        |(lang, _)| facility_charts(&rated, &facility.clock, lang).into_iter().map(move |chart| (lang, chart));
    let charts = PLACES.into_iter().flat_map(in_each);
    let wanted = charts.filter(|(_, chart)| kinds.iter().any(|kind| kind.name() == chart.name)).collect();
    Ok((wanted, rated.rating))
}
