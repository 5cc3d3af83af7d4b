//! What a clean share can mean, side by side: the same energy, held against the same consumption.

use super::axis::{Axis, TICKS};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{GAINED, GRID, INK, MEANING_BESIDE, SOFT, UNKNOWN};
use super::shape::{Paint, Rect};
use super::sheet::Sheet;
use super::{Chart, Kind};
use crate::rating::Rating;
use crate::report::numbers;
use crate::report::words::{charts as say, clean_energy as w};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Lang;

const NAMES: Face = Face::regular(26.0);
const VALUES: Face = Face::bold(28.0);
/// How wide the names of meanings may be.
const NAME_ROOM: i32 = 470;
/// How much room the value behind a whole bar needs.
const VALUE_ROOM: i32 = 150;
const ROW: i32 = 84;

/// One meaning: its name, its share if it is known, and its look.
struct Meaning {
    name: String,
    share: Option<f64>,
    paint: Paint,
}

/// The chart; `None` where none of the shares is known.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let meanings = meanings(rating, lang);
    if meanings.iter().all(|meaning| meaning.share.is_none()) {
        return None;
    }
    let rows = i32::try_from(meanings.len()).unwrap_or_default();
    let (mut canvas, body) = Sheet::of(rating, w::MEANINGS, lang).open_for(rows * ROW + 60);
    let plot = body.inset(NAME_ROOM, 0, VALUE_ROOM, 60);
    let axis = Axis::new((0.0, 1.0), (plot.left, plot.right));
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let x = axis.at(tick);
        canvas.fill(Rect::new(x - 1, plot.top, x + 1, plot.bottom), GRID);
        let label = format!("{} %", numbers::fixed(tick * 100.0, 0));
        canvas.text(&label, (x, plot.bottom + 28), TICKS, INK, Align::Centre);
    }
    let mut top = plot.top;
    for meaning in &meanings {
        draw_row(&mut canvas, Rect { top, bottom: top + ROW, ..plot }, &axis, meaning, lang);
        top += ROW;
    }
    Some(Chart::of(Kind::CleanMeanings, canvas))
}

fn draw_row(canvas: &mut Canvas, row: Rect, axis: &Axis, meaning: &Meaning, lang: Lang) {
    let (_, middle) = row.middle();
    let lines = NAMES.wrap(&meaning.name, NAME_ROOM - 20, 2);
    let height = NAMES.line_height();
    let mut y = middle - height * (i32::try_from(lines.len()).unwrap_or(1) - 1) / 2;
    for line in lines {
        canvas.text(&line, (row.left - 20, y), NAMES, INK, Align::Right);
        y += height;
    }
    let told = meaning.share.map_or_else(|| say::NO_DATA.get(lang).to_owned(), numbers::percent);
    canvas.reading(row, &[&meaning.name, &told]);
    match meaning.share {
        Some(share) => {
            let end = axis.at(share.clamp(0.0, 1.0));
            canvas.paint(Rect::new(row.left, row.top + 18, end.max(row.left + 3), row.bottom - 18), meaning.paint);
            canvas.text(&numbers::percent(share), (end + 14, middle), VALUES, INK, Align::Left);
        }
        None => {
            canvas.paint(Rect::new(row.left, row.top + 18, row.left + 120, row.bottom - 18), UNKNOWN);
            canvas.text(say::NO_DATA.get(lang), (row.left + 134, middle), NAMES, SOFT, Align::Left);
        }
    }
}

/// The four meanings, then what the standard counts as clean, by energy and by the hour.
fn meanings(rating: &Rating, lang: Lang) -> Vec<Meaning> {
    let of = |id: &str, paint: Paint| {
        let known = Vocabulary::embedded().indicator(id);
        let name = known.map_or(id, |known| known.title.get(lang)).to_owned();
        Meaning { name, share: super::indicator_value(rating, id), paint }
    };
    let shares = rating.clean_energy.iter().flat_map(|told| &told.shares);
    let backed = shares.into_iter().find(|share| Vocabulary::embedded().indicator(&share.id).is_none());
    let certificates = match backed {
        Some(backed) => {
            Meaning { name: w::CERTIFICATE_BACKED.get(lang).to_owned(), share: Some(backed.share), paint: GAINED }
        }
        None => of("certificate_share", GAINED),
    };
    vec![
        of("renewable_share", GAINED),
        of("non_fossil_share", GAINED),
        certificates,
        of("traceable_share", GAINED),
        of("clean_share", MEANING_BESIDE),
        of("matched_share", MEANING_BESIDE),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;
    use crate::indicator::Indicator;

    fn with_shares(values: &[(&str, f64)]) -> Rating {
        let mut rating = samples::rating_of(1.18);
        let like = rating.indicators[0].clone();
        let of = |(id, value): &(&str, f64)| Indicator { id: (*id).to_owned(), value: Some(*value), ..like.clone() };
        rating.indicators.extend(values.iter().map(of));
        rating
    }

    #[test]
    fn shares_are_drawn_the_same_twice_in_both_languages_and_a_missing_one_is_told() {
        let rating = with_shares(&[("renewable_share", 0.65), ("non_fossil_share", 1.0), ("certificate_share", 0.0)]);
        for lang in [Lang::Zh, Lang::En] {
            let (first, second) = (draw(&rating, lang).unwrap(), draw(&rating, lang).unwrap());
            assert_eq!((first.name, first.png().unwrap()), ("clean-meanings", second.png().unwrap()));
            let picture = Picture::of(&first.png().unwrap());
            picture.assert_chart(1600, picture.height);
            assert!(picture.count_of(UNKNOWN.fill) > 1000, "traceable, clean and matched are not known");
        }
    }

    #[test]
    fn without_any_share_there_is_no_chart() {
        assert_eq!(draw(&with_shares(&[]), Lang::Zh), None);
    }
}
