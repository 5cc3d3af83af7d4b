//! Which facility each picture of `docs/charts.md` and `docs/zh/charts.md` is drawn of.

use std::path::Path;

use greengrade::facility::Facility;
use greengrade::problem::Result;
use greengrade::rating::portfolio::{AtBoth, Changes, Site, Together, Told};
use greengrade::rating::{Against, CompareRequest, HowMany, Rated, Rating, Request, Trials, compare, rate};
use greengrade::report::chart::{Chart, Kind, PortfolioDrawn, RankingRow, facility_charts, portfolio_charts, trend};
use greengrade::standard::Library;
use greengrade::text::Lang;

/// Fewer dots than charts in reports have: a page shows many of them.
pub const DPI: u16 = 100;

/// Where the pictures of each language are.
pub const PLACES: [(Lang, &str); 2] = [(Lang::En, "docs/pictures"), (Lang::Zh, "docs/zh/pictures")];

const GRADE: [&str; 2] = ["db63t-2223-2023", "gb40879-2021"];
const PORTFOLIO: [&str; 8] = [
    ESIF,
    "portfolio/synthetic-hehuang",
    "portfolio/synthetic-hoh-xil",
    KUNLUN,
    "portfolio/synthetic-qaidam",
    "portfolio/synthetic-qilian",
    "portfolio/synthetic-qinghai-lake",
    "portfolio/synthetic-sanjiangyuan",
];
const ESIF: &str = "portfolio/esif";
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
    let sites: Vec<Site> = ratings.iter().filter_map(Site::of).collect();
    let together = Together::of(&sites.iter().collect::<Vec<_>>());
    let drawn = PortfolioDrawn { rows: &rows, unreadable: 0, together: &together };
    charts.extend(
        PLACES.iter().flat_map(|(lang, _)| portfolio_charts(drawn, *lang).into_iter().map(move |chart| (*lang, chart))),
    );
    charts.extend(year_on_year(&library)?);
    let with_score: Vec<Rating> = ratings.into_iter().filter(|rating| rating.outcome.score.is_some()).collect();
    let request = CompareRequest { libraries: &[library], standard: None, against: Against::Previous };
    let compared = compare(&with_score, &request)?;
    charts.extend(PLACES.iter().filter_map(|(lang, _)| Some((*lang, trend(&compared, *lang)?))));
    Ok(charts)
}

/// Summer beside spring of the same year, in place of two years: the fixtures have one.
const TWO_PERIODS: [&str; 2] = ["2025-03..2025-06", "2025-06..2025-09"];

fn year_on_year(library: &Library) -> Result<Vec<Drawn>> {
    let mut ratings: Vec<[Rating; 2]> = Vec::new();
    for folder in PORTFOLIO.into_iter().filter(|folder| *folder != ESIF) {
        let facility = loaded(folder)?;
        let over = |period| Ok(rated(library, &facility, &GRADE, Some(period), Trials::NONE)?.rating);
        let [before, now] = TWO_PERIODS.map(over);
        ratings.push([before?, now?]);
    }
    let sites: Vec<[Option<Site>; 2]> = ratings.iter().map(|both| both.each_ref().map(Site::of)).collect();
    let told = |site| Option::map_or(site, Told::Refused, Told::Assessed);
    let at_both = ratings.iter().zip(&sites).map(|([_, now], sites)| {
        let [before, site] = sites.each_ref().map(|site| told(site.as_ref()));
        AtBoth { id: &now.facility.id, before: Some(before), now: site }
    });
    let changes = Changes::of(&at_both.collect::<Vec<_>>(), Vec::new());
    let rows: Vec<RankingRow> = ratings.iter().map(|[_, now]| RankingRow::of(now)).collect();
    let together = Together { changes: Some(changes), ..Together::default() };
    let drawn = PortfolioDrawn { rows: &rows, unreadable: 0, together: &together };
    let charts =
        PLACES.iter().flat_map(|(lang, _)| portfolio_charts(drawn, *lang).into_iter().map(|chart| (*lang, chart)));
    Ok(charts.filter(|(_, chart)| chart.name == Kind::YearOnYear.name()).collect())
}

fn loaded(folder: &str) -> Result<Facility> {
    Facility::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder))
}

fn rated(
    library: &Library,
    facility: &Facility,
    standards: &[&str],
    period: Option<&str>,
    trials: Trials,
) -> Result<Rated> {
    let standards: Vec<String> = standards.iter().map(|id| (*id).to_owned()).collect();
    rate(facility, &Request { library, standards: &standards, edition: None, period, trials })
}

/// The charts of these kinds, and the rating.
fn of_facility(
    library: &Library,
    folder: &str,
    standards: &[&str],
    trials: Trials,
    kinds: &[Kind],
) -> Result<(Vec<Drawn>, Rating)> {
    let facility = loaded(folder)?;
    let rated = rated(library, &facility, standards, None, trials)?;
    let in_each =
        |(lang, _)| facility_charts(&rated, &facility.clock, lang).into_iter().map(move |chart| (lang, chart));
    let charts = PLACES.into_iter().flat_map(in_each);
    let wanted = charts.filter(|(_, chart)| kinds.iter().any(|kind| kind.name() == chart.name)).collect();
    Ok((wanted, rated.rating))
}
