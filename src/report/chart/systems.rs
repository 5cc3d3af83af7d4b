//! The tested systems as bubbles: how efficient each is, how much energy it takes, and the level it reaches.

use super::axis::{Axis, TICKS, TITLES};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{GRID, INK, LINE, PAPER, SOFT, THRESHOLD, level};
use super::shape::{Paint, Rect};
use super::sheet::{Sheet, Swatch};
use super::{Chart, Kind};
use crate::rating::Rating;
use crate::report::numbers;
use crate::report::phrase::it_test_result;
use crate::report::words::{charts as say, it_tests as t};
use crate::standard::assessment::ItemTrace;
use crate::text::Lang;

const NAME: Face = Face::regular(24.0);
const DETAIL: Face = Face::regular(20.0);

/// The height of a system's row.
const ROW: i32 = 84;
/// The widest bubble's radius: rows must not touch.
const WIDEST: f64 = 38.0;
const SMALLEST: f64 = 5.0;
/// The room for names on the left, and for words on the right.
const NAMES: i32 = 420;
const WORDS: i32 = 330;
/// The room for the axis above.
const AXIS_ROOM: i32 = 84;
/// More systems than these are counted and not drawn.
const MOST: usize = 40;

/// The chart; `None` where the facility has no test records, or no standard judged its systems.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let items = items(rating);
    if rating.it_tests.is_none() || items.is_empty() {
        return None;
    }
    let (rows, more) = items.split_at(items.len().min(MOST));
    let height = i32::try_from(rows.len()).unwrap_or_default() * ROW;
    let mut legend = legend(rows, lang);
    if !more.is_empty() {
        legend.push((Swatch::Sign(""), say::filled(t::MORE, lang, &[&more.len().to_string()])));
    }
    let (mut canvas, body) = Sheet::of(rating, t::BUBBLES, lang).legend(legend).open_for(height + AXIS_ROOM);
    let plot = body.inset(NAMES, AXIS_ROOM, WORDS, 0);
    let most = rows.iter().filter_map(|item| percent(item)).fold(100.0, f64::max);
    let axis = Axis::new((0.0, most * 1.1), (plot.left, plot.right));
    draw_axis(&mut canvas, plot, &axis, lang);
    let energy = rows.iter().map(|item| item.weight).fold(0.0, f64::max);
    let mut top = plot.top;
    for item in rows {
        let place = Rect { top, bottom: top + ROW, ..body };
        draw_row(&mut canvas, place, &axis, item, energy, lang);
        top += ROW;
    }
    Some(Chart::of(Kind::Systems, canvas))
}

/// The systems as the first standard that looks at them judged them, those that take most energy first.
fn items(rating: &Rating) -> Vec<&ItemTrace> {
    let criteria = rating.standards.iter().flat_map(|standard| &standard.criteria);
    let known = |id: &str| rating.given.systems.iter().flatten().any(|system| system.id == id);
    let judged = criteria
        .into_iter()
        .find(|criterion| !criterion.items.is_empty() && criterion.items.iter().all(|item| known(&item.id)));
    let mut items: Vec<&ItemTrace> = judged.iter().flat_map(|criterion| &criterion.items).collect();
    items.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.id.cmp(&b.id)));
    items
}

/// The result in percent of what the best level asks for, where it was held against it.
fn percent(item: &ItemTrace) -> Option<f64> {
    let best = item.compared.first()?.figure.value;
    item.points?;
    item.counted.filter(|_| best > 0.0).map(|counted| counted / best * 100.0)
}

fn paint(item: &ItemTrace) -> Paint {
    level(item.level.map_or(usize::MAX, usize::from))
}

fn legend(items: &[&ItemTrace], lang: Lang) -> Vec<(Swatch, String)> {
    let counted = || items.iter().filter(|item| percent(item).is_some());
    let mut levels: Vec<Option<u8>> = counted().map(|item| item.level).collect();
    levels.sort_by_key(|level| level.unwrap_or(u8::MAX));
    levels.dedup();
    let named = levels.into_iter().map(|rank| {
        let name = rank
            .map_or_else(|| t::BELOW.get(lang).to_owned(), |rank| say::filled(t::LEVEL, lang, &[&rank.to_string()]));
        (Swatch::Area(level(rank.map_or(usize::MAX, usize::from))), name)
    });
    named.chain([(Swatch::Sign("○"), t::AREA.get(lang).to_owned())]).collect()
}

fn draw_axis(canvas: &mut Canvas, plot: Rect, axis: &Axis, lang: Lang) {
    for (tick, text) in axis.lettered(8) {
        let x = axis.at(tick);
        canvas.fill(Rect::new(x, plot.top, x + 2, plot.bottom), GRID);
        canvas.text(&text, (x, plot.top - 22), TICKS, INK, Align::Centre);
    }
    let x = axis.at(100.0);
    canvas.fill(Rect::new(x - 2, plot.top, x + 2, plot.bottom), THRESHOLD);
    let title = TITLES.shorten(t::OF_LEVEL_1.get(lang), plot.width() + WORDS);
    canvas.text(&title, (plot.left, plot.top - 60), TITLES, SOFT, Align::Left);
}

fn draw_row(canvas: &mut Canvas, place: Rect, axis: &Axis, item: &ItemTrace, energy: f64, lang: Lang) {
    let middle = i32::midpoint(place.top, place.bottom);
    canvas.rule((place.left, place.right), place.bottom, LINE, 1);
    let room = NAMES - 24;
    canvas.text(&NAME.shorten(&item.id, room), (place.left, middle - 16), NAME, INK, Align::Left);
    let class = DETAIL.shorten(item.title.get(lang), room);
    canvas.text(&class, (place.left, middle + 18), DETAIL, SOFT, Align::Left);
    if let Some(percent) = percent(item) {
        bubble(canvas, (axis.at(percent), middle), radius(item.weight, energy), paint(item));
    } else if let Some(why) = &item.why {
        let plot = place.inset(NAMES + 16, 4, WORDS, 4);
        draw_why(canvas, plot, why.get(lang));
    }
    let words = place.right - WORDS + 24;
    let result = item.value.map(it_test_result);
    let level = match (percent(item), item.level) {
        (Some(_), Some(rank)) => say::filled(t::LEVEL, lang, &[&rank.to_string()]),
        (Some(_), None) => t::BELOW.get(lang).to_owned(),
        (None, _) => t::NOT_COUNTED.get(lang).to_owned(),
    };
    let first = result.into_iter().chain([level]).collect::<Vec<_>>().join(say::BETWEEN);
    let room = place.right - words;
    canvas.text(&NAME.shorten(&first, room), (words, middle - 16), NAME, INK, Align::Left);
    let kwh = format!("{} kWh", numbers::grouped(item.weight));
    canvas.text(&DETAIL.shorten(&kwh, room), (words, middle + 18), DETAIL, SOFT, Align::Left);
    let share = percent(item).map(|percent| format!("{} {} %", t::OF_LEVEL_1.get(lang), numbers::fixed(percent, 1)));
    let why = item.why.as_ref().filter(|_| share.is_none()).map(|why| why.get(lang));
    let parts = [item.id.as_str(), item.title.get(lang), &first];
    let parts: Vec<&str> = parts.into_iter().chain(share.as_deref()).chain(why).chain([kwh.as_str()]).collect();
    canvas.reading(place, &parts);
}

/// Why a system is not counted, where its bubble would be, on a ground that keeps the grid away.
fn draw_why(canvas: &mut Canvas, plot: Rect, why: &str) {
    let lines = DETAIL.wrap(why, plot.width() - 16, 2);
    let count = i32::try_from(lines.len()).unwrap_or_default();
    let mut y = plot.middle().1 - (count - 1) * DETAIL.line_height() / 2;
    for line in lines {
        let half = DETAIL.line_height() / 2;
        canvas.fill(Rect::new(plot.left, y - half, plot.left + DETAIL.width(&line) + 16, y + half), PAPER);
        canvas.text(&line, (plot.left + 8, y), DETAIL, SOFT, Align::Left);
        y += DETAIL.line_height();
    }
}

/// Areas, and not radii, are in proportion to energies.
fn radius(weight: f64, most: f64) -> u32 {
    let radius = if most > 0.0 { WIDEST * (weight / most).max(0.0).sqrt() } else { SMALLEST };
    whole(radius.max(SMALLEST))
}

#[expect(clippy::as_conversions, clippy::cast_sign_loss, reason = "a radius between the smallest and the widest")]
fn whole(radius: f64) -> u32 {
    radius.round() as u32
}

/// A disc with a darker edge, so that pale levels show.
fn bubble(canvas: &mut Canvas, middle: (i32, i32), radius: u32, paint: Paint) {
    canvas.dot(middle, radius, INK);
    canvas.dot(middle, radius.saturating_sub(2), paint.fill);
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;

    fn picture(rating: &Rating, lang: Lang) -> Picture {
        Picture::of(&draw(rating, lang).unwrap().png().unwrap())
    }

    #[test]
    fn systems_are_drawn_in_both_languages_and_left_out_without_tests() {
        let rating = samples::tested(samples::rating_of(1.18));
        for lang in [Lang::Zh, Lang::En] {
            let picture = picture(&rating, lang);
            picture.assert_chart(1600, picture.height);
        }
        assert_eq!(draw(&samples::rating_of(1.18), Lang::Zh), None);
        let untested = Rating { standards: Vec::new(), ..rating };
        assert_eq!(draw(&untested, Lang::Zh), None);
    }

    #[test]
    fn a_system_is_placed_by_the_first_figure_that_it_was_held_against() {
        let rating = samples::tested(samples::rating_of(1.18));
        let items = items(&rating);
        let found: Vec<(&str, Option<f64>)> = items.iter().map(|item| (item.id.as_str(), percent(item))).collect();
        // 3 of the 6 GFLOPS/W of level 1; what is void has no place.
        assert_eq!(found[1], ("fast", Some(50.0)));
        assert_eq!(found[0].1, None);
    }

    #[test]
    fn areas_and_not_radii_are_in_proportion() {
        assert_eq!([radius(4.0, 4.0), radius(1.0, 4.0), radius(0.0, 4.0), radius(1.0, 0.0)], [38, 19, 5, 5]);
    }
}
