//! The maturity of capabilities as an equaliser: a column of levels for each domain.

use super::axis::{Axis, LEFT_ROOM, TITLE_ROOM, TITLES};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{CAPPED, GAINED, INK, PAPER, POSSIBLE, SOFT};
use super::shape::{Paint, Rect};
use super::sheet::{Sheet, Swatch};
use super::{Chart, Kind};
use crate::rating::Rating;
use crate::report::numbers;
use crate::report::words::charts::filled;
use crate::report::words::operation_logs as o;
use crate::standard::assessment::{CriterionTrace, ItemTrace};
use crate::text::Lang;

const NAMES: Face = Face::regular(22.0);
const VALUES: Face = Face::bold(24.0);
/// How many lines a domain's name may take.
const NAME_LINES: usize = 3;
/// Half of the paper between two levels.
const GAP: i32 = 4;
/// The widest column.
const WIDEST: i32 = 104;

/// The chart; `None` where no log tells capabilities, or no standard judged them.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let told = rating.operation_logs.as_ref().is_some_and(|record| record.capabilities.is_some());
    let mut criteria = rating.standards.iter().flat_map(|assessment| &assessment.criteria);
    let judged = criteria.find(|criterion| criterion.rule == "maturity" && !criterion.items.is_empty());
    let (criterion, scale) = judged.filter(|_| told).and_then(|criterion| Some((criterion, scale(criterion)?)))?;
    let sheet = Sheet::of(rating, o::MATURITY_CHART, lang).legend(legend(&criterion.items, lang));
    let (mut canvas, body) = sheet.open();
    let lines = i32::try_from(NAME_LINES).unwrap_or_default();
    let plot = body.inset(LEFT_ROOM, TITLE_ROOM + VALUES.line_height(), 0, lines * NAMES.line_height() + 16);
    let axis = Axis::upward((0.0, scale), plot);
    // The axis' name stands above the columns' values.
    axis.draw_left(&mut canvas, plot, "");
    let title = filled(o::MATURITY_AXIS, lang, &[&numbers::plain(scale)]);
    canvas.text(&title, (body.left, body.top + 20), TITLES, SOFT, Align::Left);
    for (index, item) in criterion.items.iter().enumerate() {
        let slot = plot.column(index, criterion.items.len());
        let column = slot.narrowed((slot.width() * 3 / 5).clamp(1, WIDEST));
        draw_column(&mut canvas, column, &axis, scale, item);
        let value = (slot.middle().0, plot.top - VALUES.line_height() / 2);
        match value_of(item) {
            Some(text) => canvas.text(&text, value, VALUES, INK, Align::Centre),
            None => {
                let text = NAMES.shorten(o::NOT_DECLARED.get(lang), slot.width() - 6);
                canvas.text(&text, value, NAMES, SOFT, Align::Centre);
            }
        }
        draw_name(&mut canvas, slot, item.title.get(lang));
        let told =
            value_of(item).map_or_else(|| o::NOT_DECLARED.get(lang).to_owned(), |value| format!("{title} {value}"));
        canvas.reading(slot, &[item.title.get(lang), &told]);
    }
    Some(Chart::of(Kind::Maturity, canvas))
}

/// The highest level of the standard's scale.
fn scale(criterion: &CriterionTrace) -> Option<f64> {
    let scale = criterion.settings.iter().find(|setting| setting.id == "scale")?;
    Some(scale.figure.value).filter(|scale| *scale >= 1.0)
}

fn legend(items: &[ItemTrace], lang: Lang) -> Vec<(Swatch, String)> {
    let is_capped = items.iter().any(|item| item.value > item.counted);
    let entries = [(true, GAINED, o::COUNTED), (is_capped, CAPPED, o::CAPPED)];
    let shown = entries.into_iter().filter(|(shown, ..)| *shown);
    shown.map(|(_, paint, words)| (Swatch::Area(paint), words.get(lang).to_owned())).collect()
}

/// `4`, or `5 → 2` where not all of it counts; `None` where it is not declared.
fn value_of(item: &ItemTrace) -> Option<String> {
    let (declared, counted) = (item.value?, item.counted?);
    let declared_text = numbers::plain(declared);
    Some(if counted < declared { format!("{declared_text} → {}", numbers::plain(counted)) } else { declared_text })
}

/// One block a level; a level that is reached in part is filled in part.
fn draw_column(canvas: &mut Canvas, column: Rect, axis: &Axis, scale: f64, item: &ItemTrace) {
    let mut level = 0.0;
    while level < scale {
        let block = Rect { top: axis.at(level + 1.0) + GAP, bottom: axis.at(level) - GAP, ..column };
        canvas.paint(block, POSSIBLE);
        for (reached, paint) in [(item.value, CAPPED), (item.counted, GAINED)] {
            fill_up_to(canvas, block, axis.at(reached.unwrap_or_default()), paint);
        }
        level += 1.0;
    }
}

/// Paints what of a block lies below a height.
fn fill_up_to(canvas: &mut Canvas, block: Rect, height: i32, paint: Paint) {
    // A level that is reached ends in the gap above its block.
    let top = height.max(block.top);
    if top < block.bottom {
        let part = Rect { top, ..block };
        canvas.fill(part, PAPER);
        canvas.paint(part, paint);
    }
}

fn draw_name(canvas: &mut Canvas, slot: Rect, name: &str) {
    let mut y = slot.bottom + 12;
    for line in NAMES.wrap(name, slot.width() - 10, NAME_LINES) {
        y += NAMES.line_height();
        canvas.text(&line, (slot.middle().0, y - NAMES.line_height() / 2), NAMES, INK, Align::Centre);
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;

    fn picture(rating: &Rating, lang: Lang) -> Picture {
        Picture::of(&draw(rating, lang).unwrap().png().unwrap())
    }

    #[test]
    fn the_equaliser_is_drawn_the_same_twice_in_both_languages() {
        let rating = samples::with_operation_logs(samples::rating_of(1.18));
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(draw(&rating, lang).unwrap().name, "maturity");
            assert_eq!(picture(&rating, lang), picture(&rating, lang));
            picture(&rating, lang).assert_chart(1600, 900);
        }
    }

    #[test]
    fn what_does_not_count_is_told_from_what_does() {
        let rating = samples::with_operation_logs(samples::rating_of(1.18));
        let items = |rating: &Rating| -> Vec<ItemTrace> {
            let mut criteria = rating.standards.iter().flat_map(|assessment| assessment.criteria.clone());
            criteria.find(|criterion| criterion.rule == "maturity").unwrap().items
        };
        let said: Vec<Option<String>> = items(&rating).iter().map(value_of).collect();
        assert_eq!(&said[..3], &[Some("5".to_owned()), Some("5 → 2".to_owned()), Some("3.5".to_owned())]);
        assert_eq!(said[8], None, "what is not declared is not zero");
        assert_eq!(legend(&items(&rating), Lang::En).len(), 2);
        let all_count: Vec<ItemTrace> = items(&rating).into_iter().filter(|item| item.id != "alarms").collect();
        assert_eq!(legend(&all_count, Lang::En).len(), 1);
    }

    #[test]
    fn without_capabilities_from_logs_there_is_no_chart() {
        assert_eq!(draw(&samples::rating_of(1.18), Lang::Zh), None);
        let mut rating = samples::with_operation_logs(samples::rating_of(1.18));
        rating.standards.truncate(2);
        assert_eq!(draw(&rating, Lang::Zh), None, "no standard judged them");
    }
}
