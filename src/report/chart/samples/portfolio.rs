//! Portfolios of so many facilities.

use super::super::RankingRow;
use super::every_kind::{Many, name, rows as rows_of};
use super::{indicator, rating_of};
use crate::indicator::{Indicator, IndicatorInput};
use crate::rating::portfolio::{AtBoth, Changes, Site, Together, Told};
use crate::rating::record::PeriodName;
use crate::standard::assessment::LevelReached;
use crate::text::Text;

const CATEGORIES: [&str; 3] = ["general", "ai", "supercomputing"];

/// The rows of so many facilities of so many categories.
pub(in super::super) fn rows(count: usize, categories: usize) -> Vec<RankingRow> {
    with_names(Many { count, long: false }, categories)
}

/// The same with short or long names.
pub(in super::super) fn with_names(many: Many, categories: usize) -> Vec<RankingRow> {
    let category = |index: usize| CATEGORIES[index % categories.clamp(1, 3)].to_owned();
    let rows = rows_of(many).into_iter().enumerate();
    rows.map(|(index, row)| RankingRow { category: category(index), ..row }).collect()
}

/// What so many facilities say together: one in six has no clean share, and the last one stands apart.
pub(in super::super) fn together(count: usize) -> Together {
    together_of(Many { count, long: false })
}

pub(in super::super) fn together_of(many: Many) -> Together {
    let like = rating_of(1.2);
    let groups = (many.count / 4).clamp(2, 60);
    let site = |index: usize, year: u32| {
        let mut rating = like.clone();
        rating.facility.id = format!("site-{index:03}");
        rating.facility.province = name(many, index % groups).zh;
        rating.facility.category = CATEGORIES[index % 3].to_owned();
        rating.facility.name = name(many, index);
        rating.indicators = indicators(index, index + 1 == many.count);
        if year < 2025 {
            let step = f64::from(u32::try_from(index * 31 % 41).unwrap()) / 400.0;
            rating.period =
                PeriodName { label: year.to_string(), start: format!("{year}-01-01T00:00:00+08:00"), ..rating.period };
            for one in &mut rating.indicators {
                one.value = one.value.map(|value| (value + 0.06 - step).clamp(0.0, 2.5));
            }
            rating.outcome.level = (!index.is_multiple_of(5)).then(|| level(index % 4 + 1));
        }
        Site::of(&rating).unwrap()
    };
    let [before, sites] = [2024, 2025].map(|year| (0..many.count).map(|index| site(index, year)).collect::<Vec<_>>());
    let ids: Vec<String> = (0..many.count).map(|index| format!("site-{index:03}")).collect();
    let at_both = ids.iter().zip(before.iter().zip(&sites)).enumerate().map(|(index, (id, (before, now)))| AtBoth {
        id,
        // One in eleven was not there, one in thirteen refused.
        before: (index % 11 != 7).then_some(if index % 13 == 9 { Told::Refused } else { Told::Assessed(before) }),
        now: Told::Assessed(now),
    });
    let changes = Changes::of(&at_both.collect::<Vec<_>>(), vec!["site-gone".to_owned()]);
    Together { changes: Some(changes), ..Together::of(&sites.iter().collect::<Vec<_>>()) }
}

fn level(rank: usize) -> LevelReached {
    LevelReached { id: rank.to_string(), title: Text::new(format!("{rank} 级"), format!("Level {rank}")), rank }
}

fn indicators(index: usize, apart: bool) -> Vec<Indicator> {
    // Two sums of whole numbers that follow no order, from 0 to 1 and denser in the middle.
    let place = |step: usize| f64::from(u32::try_from(index * step % 101).unwrap()) / 100.0;
    let even = f64::midpoint(place(37), place(59));
    let pue = if apart { 2.1 } else { 1.1 + 0.4 * even };
    let input = |name: &str, value| IndicatorInput {
        name: name.to_owned(),
        value,
        unit: "kWh".to_owned(),
        from: "meter".to_owned(),
    };
    let mut of_pue = indicator("pue", pue);
    of_pue.inputs = vec![input("E_total", 1e6 * pue), input("E_IT", 1e6)];
    let mut others = vec![
        indicator("wue", 0.2 + 1.6 * place(23)),
        indicator("it_load_use", 0.3 + 0.5 * even),
        indicator("hour_coverage", if index % 7 == 3 { 0.93 } else { 1.0 }),
    ];
    if index % 6 != 5 {
        others.push(indicator("clean_share", 0.45 + 0.5 * place(41)));
    }
    others.insert(0, of_pue);
    others
}
