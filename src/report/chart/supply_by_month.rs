//! Where the electricity came from, month by month, and how much of it was clean.

use std::collections::BTreeSet;

use super::axis::{Axis, LEFT_ROOM, RIGHT_ROOM, TITLE_ROOM};
use super::canvas::{Align, Canvas};
use super::months::{LABEL_ROOM, Months};
use super::palette::{INK, PAPER, UNKNOWN, source};
use super::shape::{Paint, Rect};
use super::sheet::{SIGN, Sheet, Swatch};
use super::{Chart, Kind};
use crate::rating::Rating;
use crate::rating::record::Month;
use crate::report::words::charts as say;
use crate::report::{dates, numbers};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Lang;

/// The chart; `None` where no month has metered supply.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let sources = sources(&rating.months);
    if sources.is_empty() {
        return None;
    }
    let has_share = rating.months.iter().any(|month| month.clean_share.is_some());
    let sheet = Sheet::of(rating, say::SUPPLY_BY_MONTH, lang).legend(legend(rating, &sources, has_share, lang));
    let (mut canvas, body) = sheet.open();
    let plot = body.inset(LEFT_ROOM, TITLE_ROOM, if has_share { RIGHT_ROOM } else { 0 }, LABEL_ROOM);
    let highest =
        rating.months.iter().map(|month| parts(month, &sources).iter().map(|part| part.0).sum()).fold(0.0, f64::max);
    let unit = Unit::fit(highest);
    let axis = Axis::upward((0.0, highest / unit.kwh * 1.04), plot);
    axis.draw_left(&mut canvas, plot, &say::filled(say::SUPPLY_AXIS, lang, &[unit.name]));

    let months = Months { plot, months: &rating.months, lang };
    for (index, month) in rating.months.iter().enumerate() {
        if month.supply_kwh.is_empty() {
            months.draw_gap(&mut canvas, index);
        } else {
            let bar = months.bar(index);
            let top = draw_stack(&mut canvas, bar, &axis, &parts(month, &sources), unit.kwh);
            if is_partial(month) {
                canvas.text(MARK, (bar.middle().0, top - 10), SIGN, INK, Align::Centre);
            }
            tell(&mut canvas, months.slot(index), month, &sources, lang);
        }
    }
    if has_share {
        let shares = Axis::upward((0.0, 1.0), plot);
        let label = |share| numbers::figure("clean_share", share, lang);
        shares.draw_right(&mut canvas, plot, say::SHARE_AXIS.get(lang), label);
        draw_share(&mut canvas, &months, &shares);
    }
    months.draw_names(&mut canvas);
    Some(Chart::of(Kind::SupplyByMonth, canvas))
}

/// Stands over months of which some hours are not known: a low bar alone could be taken for low consumption.
const MARK: &str = "*";

fn is_partial(month: &Month) -> bool {
    month.coverage.covered_hours < month.coverage.period_hours && !month.supply_kwh.is_empty()
}

/// The sources of any month, in the order of the vocabulary, others after them.
fn sources(months: &[Month]) -> Vec<&str> {
    let found: BTreeSet<&str> = months.iter().flat_map(|month| month.supply_kwh.keys()).map(String::as_str).collect();
    let known = Vocabulary::embedded().supply_sources.iter().map(|known| known.id.as_str());
    let mut ordered: Vec<&str> = known.filter(|id| found.contains(id)).collect();
    let others: Vec<&str> = found.into_iter().filter(|id| !ordered.contains(id)).collect();
    ordered.extend(others);
    ordered
}

/// A month's energies in kWh from the foot of its bar upwards, with their looks; what flows back is not drawn.
fn parts(month: &Month, sources: &[&str]) -> Vec<(f64, Paint)> {
    let metered = sources.iter().map(|id| (month.supply_kwh.get(*id).copied(), source(id)));
    let all = metered.chain(std::iter::once((month.unattributed_kwh, UNKNOWN)));
    all.filter_map(|(kwh, paint)| Some((kwh.filter(|kwh| *kwh > 0.0)?, paint))).collect()
}

/// The unit in which energies have few digits.
struct Unit {
    name: &'static str,
    kwh: f64,
}

impl Unit {
    fn fit(kwh: f64) -> Self {
        match kwh {
            _ if kwh >= 1e7 => Self { name: "GWh", kwh: 1e6 },
            _ if kwh >= 1e4 => Self { name: "MWh", kwh: 1e3 },
            _ => Self { name: "kWh", kwh: 1.0 },
        }
    }
}

fn name(id: &str, lang: Lang) -> String {
    Vocabulary::embedded().supply_source(id).map_or(id, |known| known.title.get(lang)).to_owned()
}

/// The month's energies by source, for who points at it.
fn tell(canvas: &mut Canvas, slot: Rect, month: &Month, sources: &[&str], lang: Lang) {
    let metered = sources.iter().filter_map(|id| Some((name(id, lang), *month.supply_kwh.get(*id)?)));
    let rest = month.unattributed_kwh.filter(|kwh| *kwh > 0.0);
    let rest = rest.map(|kwh| (say::UNATTRIBUTED.get(lang).to_owned(), kwh));
    let energies = metered.chain(rest).map(|(name, kwh)| format!("{name} {} kWh", numbers::grouped(kwh)));
    let parts: Vec<String> = std::iter::once(dates::month(&month.label, lang)).chain(energies).collect();
    canvas.reading(slot, &parts.iter().map(String::as_str).collect::<Vec<_>>());
}

fn legend(rating: &Rating, sources: &[&str], has_share: bool, lang: Lang) -> Vec<(Swatch, String)> {
    let mut legend: Vec<(Swatch, String)> =
        sources.iter().map(|id| (Swatch::Area(source(id)), name(id, lang))).collect();
    if rating.months.iter().any(|month| month.unattributed_kwh.is_some_and(|kwh| kwh > 0.0)) {
        legend.push((Swatch::Area(UNKNOWN), say::UNATTRIBUTED.get(lang).to_owned()));
    }
    if has_share {
        legend.push((Swatch::Dots(INK), say::CLEAN_SHARE.get(lang).to_owned()));
    }
    if rating.months.iter().any(is_partial) {
        legend.push((Swatch::Sign(MARK), say::PARTIAL_MONTH.get(lang).to_owned()));
    }
    legend
}

/// Draws the parts on top of each other and gives the top of the last.
pub(super) fn draw_stack(canvas: &mut Canvas, bar: Rect, axis: &Axis, parts: &[(f64, Paint)], unit: f64) -> i32 {
    let mut sum = 0.0;
    let mut foot = axis.at(0.0);
    for (kwh, paint) in parts {
        sum += kwh;
        let top = axis.at(sum / unit);
        canvas.paint(Rect { top, bottom: foot, ..bar }, *paint);
        // Paper between neighbours, so that they are two also where their colours look alike.
        canvas.fill(Rect { top, bottom: (top + 2).min(foot), ..bar }, PAPER);
        foot = top;
    }
    foot
}

/// The clean share as a line that breaks where it is not known.
fn draw_share(canvas: &mut Canvas, months: &Months<'_>, axis: &Axis) {
    let points: Vec<Option<(i32, i32)>> = months
        .months
        .iter()
        .enumerate()
        .map(|(index, month)| Some((months.slot(index).middle().0, axis.at(month.clean_share?))))
        .collect();
    draw_broken_line(canvas, &points);
}

/// A line through points that breaks where one is not known.
pub(super) fn draw_broken_line(canvas: &mut Canvas, points: &[Option<(i32, i32)>]) {
    // Points that would hide each other are smaller.
    let apart = points.iter().flatten().zip(points.iter().flatten().skip(1)).map(|(one, next)| next.0 - one.0).min();
    let looks = if apart.is_some_and(|apart| apart < 18) {
        [(PAPER, 6, 5), (INK, 2, 3)]
    } else {
        [(PAPER, 10, 12), (INK, 4, 8)]
    };
    for (colour, thick, radius) in looks {
        for run in points.split(Option::is_none) {
            let run: Vec<(i32, i32)> = run.iter().flatten().copied().collect();
            canvas.line(&run, colour, thick);
            run.iter().for_each(|point| canvas.dot(*point, radius, colour));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;

    #[test]
    fn a_year_is_drawn_the_same_twice_in_both_languages() {
        let rating = samples::rating_of(1.18);
        for lang in [Lang::Zh, Lang::En] {
            let (first, second) = (draw(&rating, lang).unwrap(), draw(&rating, lang).unwrap());
            assert_eq!((first.name, &first.png().unwrap()), ("supply-by-month", &second.png().unwrap()));
            Picture::of(&first.png().unwrap()).assert_chart(1600, 900);
        }
    }

    #[test]
    fn without_metered_supply_there_is_no_chart() {
        let mut rating = samples::rating_of(1.18);
        rating.months.iter_mut().for_each(|month| month.supply_kwh.clear());
        assert_eq!(draw(&rating, Lang::Zh), None);
    }

    #[test]
    fn months_without_supply_one_month_and_a_share_that_nobody_knows_are_drawn() {
        let mut rating = samples::rating_of(1.18);
        rating.months[3].supply_kwh.clear();
        rating.months[3].clean_share = None;
        Picture::of(&draw(&rating, Lang::Zh).unwrap().png().unwrap()).assert_chart(1600, 900);
        rating.months.iter_mut().for_each(|month| month.clean_share = None);
        Picture::of(&draw(&rating, Lang::En).unwrap().png().unwrap()).assert_chart(1600, 900);
        let one = samples::with_months(samples::rating_of(1.18), 1);
        Picture::of(&draw(&one, Lang::En).unwrap().png().unwrap()).assert_chart(1600, 900);
    }

    #[test]
    fn sources_stand_in_the_order_of_the_vocabulary_and_unknown_ones_last() {
        let mut rating = samples::rating_of(1.18);
        rating.months[0].supply_kwh.insert("aether".to_owned(), 5.0);
        assert_eq!(sources(&rating.months), ["hydro", "solar", "wind", "aether"]);
    }

    #[test]
    fn energies_are_shown_in_the_unit_that_fits() {
        assert_eq!([9e3, 5e6, 4e7].map(|kwh| Unit::fit(kwh).name), ["kWh", "MWh", "GWh"]);
    }
}
