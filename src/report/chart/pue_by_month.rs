//! PUE month by month, with the figures that standards ask for.

use super::axis::{Axis, LEFT_ROOM, TITLE_ROOM};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::months::{LABEL_ROOM, Months};
use super::palette::{INK, MEASURED, PAPER, PARTLY_MEASURED, SOFT, THRESHOLD};
use super::shape::{Paint, Rect};
use super::sheet::{Sheet, Swatch};
use super::thresholds::{self, Threshold};
use super::{Chart, Kind, indicator_value};
use crate::rating::Rating;
use crate::rating::record::Month;
use crate::report::words::{charts as say, reports};
use crate::report::{dates, numbers};
use crate::text::Lang;

/// The PUE of a facility that consists of IT alone: bars stand on it, and their length is what is lost beside IT.
const NO_OVERHEAD: f64 = 1.0;

const VALUES: Face = Face::bold(22.0);

/// The chart; `None` where no month has a PUE.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    if rating.months.iter().all(|month| month.pue.is_none()) {
        return None;
    }
    let thresholds = Threshold::all(rating);
    let whole = indicator_value(rating, "pue");
    let sheet = Sheet::of(rating, say::PUE_BY_MONTH, lang).legend(legend(rating, whole, !thresholds.is_empty(), lang));
    let (mut canvas, body) = sheet.open();
    let room = thresholds::room(&thresholds, lang);
    let plot = body.inset(LEFT_ROOM, TITLE_ROOM, room, LABEL_ROOM);
    let axis = Axis::upward(range(&rating.months, &thresholds, whole), plot);
    axis.draw_left(&mut canvas, plot, say::PUE_AXIS.get(lang));

    let months = Months { plot, months: &rating.months, lang };
    for (index, month) in rating.months.iter().enumerate() {
        if let Some(pue) = month.pue {
            canvas.paint(bar_of(months.bar(index), &axis, pue), paint(month));
        } else {
            months.draw_gap(&mut canvas, index);
        }
    }
    canvas.rule((plot.left, plot.right), axis.at(NO_OVERHEAD), SOFT, 2);
    thresholds::draw(&mut canvas, &thresholds, &axis, plot, body.right, lang);
    if let Some(pue) = whole {
        canvas.dashes((plot.left, plot.right), axis.at(pue), INK, 4);
    }
    for (index, month) in rating.months.iter().enumerate() {
        if let Some(pue) = month.pue {
            let bar = bar_of(months.bar(index), &axis, pue);
            draw_value(&mut canvas, months.slot(index), bar, month, pue, lang);
        }
        tell(&mut canvas, months.slot(index), month, lang);
    }
    months.draw_names(&mut canvas);
    Some(Chart::of(Kind::PueByMonth, canvas))
}

/// From no overhead (or less, in data that can not be) to beyond all that is drawn.
fn range(months: &[Month], thresholds: &[Threshold], whole: Option<f64>) -> (f64, f64) {
    let drawn =
        months.iter().filter_map(|month| month.pue).chain(thresholds.iter().map(|known| known.value)).chain(whole);
    let (low, high) = drawn.fold((NO_OVERHEAD, NO_OVERHEAD), |(low, high), pue| (low.min(pue), high.max(pue)));
    let spare = ((high - low) * 0.06).max(0.01);
    (if low < NO_OVERHEAD { low - spare } else { low }, high + spare)
}

fn is_whole(month: &Month) -> bool {
    month.coverage.covered_hours >= month.coverage.period_hours
}

fn paint(month: &Month) -> Paint {
    if is_whole(month) { MEASURED } else { PARTLY_MEASURED }
}

fn legend(rating: &Rating, whole: Option<f64>, has_thresholds: bool, lang: Lang) -> Vec<(Swatch, String)> {
    let known = || rating.months.iter().filter(|month| month.pue.is_some());
    let mut legend = Vec::new();
    if known().any(is_whole) {
        legend.push((Swatch::Area(MEASURED), say::WHOLE_MONTH.get(lang).to_owned()));
    }
    if known().any(|month| !is_whole(month)) {
        legend.push((Swatch::Area(PARTLY_MEASURED), say::PART_OF_MONTH.get(lang).to_owned()));
    }
    if let Some(pue) = whole {
        let value = numbers::indicator("pue", pue, lang);
        legend.push((Swatch::Dashes(INK), say::filled(say::PUE_OF_PERIOD, lang, &[&value])));
    }
    if has_thresholds {
        legend.push((Swatch::Rule(THRESHOLD), say::THRESHOLDS.get(lang).to_owned()));
    }
    legend
}

/// From no overhead to a value, upwards or, where the value can not be, downwards.
fn bar_of(slot: Rect, axis: &Axis, pue: f64) -> Rect {
    let (from, to) = (axis.at(NO_OVERHEAD), axis.at(pue));
    Rect { top: from.min(to), bottom: from.max(to).max(from.min(to) + 3), ..slot }
}

/// Writes a month's value into the foot of its bar, or above a bar that is too low or too narrow for it.
fn draw_value(canvas: &mut Canvas, slot: Rect, bar: Rect, month: &Month, pue: f64, lang: Lang) {
    let text = numbers::indicator("pue", pue, lang);
    let width = VALUES.width(&text);
    let fits = width + 2 <= bar.width() && bar.height() >= VALUES.line_height() + 16;
    let line = |middle: i32| Rect { top: middle - 16, bottom: middle + 16, ..bar }.narrowed(width + 8);
    let foot = line(if pue < NO_OVERHEAD { bar.top + 26 } else { bar.bottom - 26 });
    if fits && is_whole(month) {
        canvas.text(&text, foot.middle(), VALUES, PAPER, Align::Centre);
    } else if width + 4 <= slot.width() {
        // A ground of paper keeps the lines behind the value away.
        let ground = if fits { foot } else { line(bar.top - 20) };
        canvas.fill(ground, PAPER);
        canvas.text(&text, ground.middle(), VALUES, INK, Align::Centre);
    }
}

/// The month's value and how much of it was measured, for who points at it.
fn tell(canvas: &mut Canvas, slot: Rect, month: &Month, lang: Lang) {
    let pue = month.pue.map_or_else(
        || say::NO_DATA.get(lang).to_owned(),
        |pue| format!("{} {}", say::PUE_COLUMN.get(lang), numbers::indicator("pue", pue, lang)),
    );
    let coverage = numbers::beside("hour_coverage", month.coverage.share(), 1.0, lang);
    canvas.reading(
        slot,
        &[&dates::month(&month.label, lang), &pue, &format!("{} {coverage}", reports::COVERAGE.get(lang))],
    );
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;

    fn picture(rating: &Rating, lang: Lang) -> Picture {
        Picture::of(&draw(rating, lang).unwrap().png().unwrap())
    }

    #[test]
    fn a_year_is_drawn_the_same_twice_in_both_languages() {
        let rating = samples::rating_of(1.18);
        for lang in [Lang::Zh, Lang::En] {
            let (first, second) = (draw(&rating, lang).unwrap(), draw(&rating, lang).unwrap());
            assert_eq!((first.name, &first.png().unwrap()), ("pue-by-month", &second.png().unwrap()));
            Picture::of(&first.png().unwrap()).assert_chart(1600, 900);
        }
        assert_ne!(picture(&rating, Lang::Zh), picture(&rating, Lang::En));
    }

    #[test]
    fn who_points_at_a_month_is_told_its_value_and_coverage() {
        let mut rating = samples::rating_of(1.18);
        rating.months[5].pue = None;
        rating.months[6].coverage.covered_hours -= 0.1;
        let svg = draw(&rating, Lang::En).unwrap().svg().unwrap();
        assert_eq!(svg.matches("<rect class=\"reading\"").count(), 12);
        assert!(svg.contains("<title>June 2025 · no data · Coverage 100"), "{svg}");
        assert!(svg.contains("<title>July 2025 · PUE 1.") && svg.contains("Coverage 99.99 %</title>"), "{svg}");
    }

    #[test]
    fn a_missing_month_is_a_gap_and_a_month_of_fewer_hours_is_lighter() {
        let whole = samples::rating_of(1.18);
        let mut rating = whole.clone();
        rating.months[5].pue = None;
        let gap = picture(&rating, Lang::Zh);
        assert!(gap.inked < picture(&whole, Lang::Zh).inked);
        let mut rating = whole.clone();
        rating.months[5].coverage.covered_hours -= 1.0;
        assert_ne!(picture(&rating, Lang::Zh), picture(&whole, Lang::Zh));
    }

    #[test]
    fn one_month_five_years_and_impossible_values_are_drawn() {
        for months in [1, 60] {
            picture(&samples::with_months(samples::rating_of(1.3), months), Lang::En).assert_chart(1600, 900);
        }
        picture(&samples::refused(0.8), Lang::Zh).assert_chart(1600, 900);
    }

    #[test]
    fn without_any_pue_there_is_no_chart() {
        let mut rating = samples::rating_of(1.18);
        rating.months.iter_mut().for_each(|month| month.pue = None);
        assert_eq!(draw(&rating, Lang::Zh), None);
        rating.months.clear();
        assert_eq!(draw(&rating, Lang::Zh), None);
    }
}
