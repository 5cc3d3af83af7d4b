//! A chart of every kind, with so many marks.

use super::super::trend::samples::{long, sample, years};
use super::super::{Chart, PortfolioDrawn, RankingRow, facility_charts, portfolio_charts, portfolio_ranking, trend};
use super::{clean_energy, clock_and_period, hourly, matched, portfolio, rating_of, refused, tested};
use super::{with_confidence, with_months, with_operation_logs};
use crate::facility::manifest::SupplyPath;
use crate::indicator::Indicator;
use crate::indicator::clean_energy::record::{Evidence, SupplyLine};
use crate::indicator::efficiency_detail::{ConditionBin, Efficiency, LoadBase, PueByLoad, PueByTemperature};
use crate::rating::record::Coverage;
use crate::rating::{CalendarDay, Rated, Rating, TestTrace};
use crate::standard::vocabulary::Vocabulary;
use crate::telemetry::Reading;
use crate::text::{Lang, Text};

/// How many facilities, months, causes, criteria and the like, and whether all names are too long for their places.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Many {
    pub(in super::super) count: usize,
    pub(in super::super) long: bool,
}

/// Every kind once.
pub(in super::super) fn every_kind(many: Many, lang: Lang) -> Vec<Chart> {
    let count = small(many.count);
    let (clock, period) = clock_and_period("2025");
    let rating = rating(many);
    let calendar = (0..i64::from(count.min(900))).map(|day| CalendarDay {
        date: jiff::civil::date(2025, 1, 1).saturating_add(jiff::Span::new().days(day)),
        coverage: Coverage { covered_hours: f64::from(u32::try_from(day % 25).unwrap()), period_hours: 24.0 },
        worst: None,
    });
    let power = (0..900_u32).map(|minute| Reading {
        stamp: period.start.plus(i64::from(minute) * 60_000_000_000),
        value: 1e6 + f64::from(minute % 60) * 1e3,
    });
    let trace = TestTrace {
        record: name(many, 0).get(lang).to_owned(),
        window: crate::period::Period { start: period.start, end: period.start.plus(50_000_000_000_000) },
        power: power.collect(),
    };
    let rated = Rated {
        hourly: hourly(&period),
        matched: matched(&period, |hour| hour % 50 > 3),
        calendar: calendar.collect(),
        traces: vec![trace; many.count.min(8)],
        rating,
        period,
    };
    let mut charts = facility_charts(&rated, &clock, lang);
    let (rows, together) = (portfolio::with_names(many, 3), portfolio::together_of(many));
    let drawn =
        portfolio_charts(PortfolioDrawn { rows: &rows, unreadable: many.count / 12, together: &together }, lang);
    // One facility is no portfolio, and yet it can be ranked.
    if drawn.is_empty() {
        charts.push(portfolio_ranking(&rows, lang));
    }
    charts.extend(drawn);
    charts.extend(trend(&sample(count, if many.long { long } else { years }, !many.long), lang));
    charts
}

/// The rows of a ranking: some without a grade, and a score at the boundary of two levels.
pub(in super::super) fn rows(many: Many) -> Vec<RankingRow> {
    let sure = RankingRow::of(&rating_of(1.18));
    let kinds = [
        RankingRow::of(&with_confidence(rating_of(1.21), 0.0125, 2)),
        sure,
        RankingRow::of(&rating_of(1.42)),
        RankingRow::of(&rating_of(1.61)),
        RankingRow::of(&refused(0.8)),
    ];
    let row = |index: usize| RankingRow {
        id: format!("site-{index:03}"),
        name: name(many, index),
        ..kinds[index % kinds.len()].clone()
    };
    (0..many.count).map(row).collect()
}

pub(in super::super) fn name(many: Many, index: usize) -> Text {
    match many.long {
        true => Text::new(
            format!("青藏高原清洁能源绿色算力产业示范基地第{index}数据中心（一期、二期与扩建工程合并申报）"),
            format!(
                "Data centre {index} of the demonstration base of green computing on the plateau, phases one and two"
            ),
        ),
        false => Text::new(format!("青海湖第{index}数据中心"), format!("Qinghai Lake {index}")),
    }
}

fn rating(many: Many) -> Rating {
    let count = small(many.count);
    let mut rating = with_operation_logs(with_months(rating_of(1.21), many.count));
    rating.facility.name = name(many, 0);
    let causes = u16::try_from(count.min(30)).unwrap();
    rating = with_confidence(rating, 0.0125, causes);
    let of_tests = tested(rating_of(1.21));
    rating.standards.extend(of_tests.standards);
    (rating.it_tests, rating.given) = (of_tests.it_tests, of_tests.given);
    let systems = rating.given.systems.as_mut().unwrap();
    let items = &mut rating.standards.last_mut().unwrap().criteria[0].items;
    for index in 0..many.count {
        let id = name(many, index).get(Lang::Zh).to_owned();
        systems.push(crate::standard::observed::SystemTest { id: id.clone(), ..systems[0].clone() });
        let mut item = items[0].clone();
        (item.id, item.title) = (id, name(many, index));
        items.push(item);
    }
    let tests = &mut rating.it_tests.as_mut().unwrap().tests;
    let test = tests[0].clone();
    tests.extend((1..many.count).map(|index| {
        let mut test = test.clone();
        test.system = Some(name(many, index).get(Lang::Zh).to_owned());
        test
    }));
    if many.long {
        for criterion in rating.standards.iter_mut().flat_map(|one| &mut one.criteria) {
            criterion.title = name(many, 1);
            criterion.items.iter_mut().for_each(|item| item.title = name(many, 2));
        }
    }
    let extra = vec![rating.standards[0].criteria[0].clone(); many.count];
    rating.standards[0].criteria.extend(extra);
    with_shares(rating, many.count)
}

/// With the meanings of the clean share, the flow of energy and the PUE by conditions.
fn with_shares(mut rating: Rating, count: usize) -> Rating {
    let like = rating.indicators[0].clone();
    for (id, value) in [("renewable_share", 0.65), ("non_fossil_share", 1.0), ("clean_share", 0.9)] {
        rating.indicators.push(Indicator { id: id.to_owned(), value: Some(value), ..like.clone() });
    }
    let sources = Vocabulary::embedded().supply_sources.iter().take(count);
    let line = |source: &str| SupplyLine {
        source: source.to_owned(),
        path: SupplyPath::DirectLine,
        kwh: 800.0,
        by: Evidence::Metered,
        from: String::new(),
    };
    rating.clean_energy = Some(clean_energy(sources.map(|known| line(&known.id)).collect(), 2000.0));
    let bins = |count: usize, first: f64, width: f64| {
        let bin = |index: u32| ConditionBin {
            from: first + f64::from(index) * width,
            below: first + f64::from(index + 1) * width,
            hours: 8000.0,
            total_kwh: 1.0,
            it_kwh: 1.0,
            pue: Some(1.08 + f64::from(index) * 0.02),
        };
        (0..small(count)).map(bin).collect::<Vec<_>>()
    };
    rating.efficiency = Some(Efficiency {
        by_temperature: Some(PueByTemperature {
            file: "weather.csv".to_owned(),
            bins: bins(count.min(40), -30.0, 5.0),
            hours_without_temperature: 0.0,
        }),
        by_load: Some(PueByLoad { base: LoadBase::RatedRacks, base_kw: 4800.0, bins: bins(count.min(11), 0.0, 0.1) }),
        ..Efficiency::default()
    });
    rating
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap()
}
