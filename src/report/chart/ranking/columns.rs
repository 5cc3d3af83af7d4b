//! Many facilities by their score, in columns so that they fit a page.

use super::super::axis::Axis;
use super::super::canvas::{Align, Canvas};
use super::super::face::Face;
use super::super::palette::{GRID, INK, LINE, SOFT, level};
use super::super::portfolio::class::Class;
use super::super::portfolio::sheet;
use super::super::ranking_row::RankingRow;
use super::super::shape::Rect;
use super::super::sheet::Swatch;
use super::super::{Chart, Kind};
use super::{legend, score_axis, tell};
use crate::rating::OutcomeStatus;
use crate::report::numbers;
use crate::report::words::{charts as say, portfolio_charts as w};
use crate::text::Lang;

const TEXT: Face = Face::regular(16.0);
const SCORE: Face = Face::bold(16.0);
const CLASS: Face = Face::bold(17.0);

const ROW: i32 = 27;
/// Above the rows of a column: what stands where, and the ends of the axis.
const HEAD: i32 = 62;
/// How far columns are apart.
const APART: i32 = 20;
/// A page has room for so many rows below each other.
const ROWS: usize = 76;
const MOST_COLUMNS: usize = 4;
/// More facilities than this are counted: not even columns make them a page.
const MOST: usize = 600;
/// The rooms of the place, the score and the level; name and bar share the rest.
const NUMBER: i32 = 30;
const SCORES: i32 = 52;
const LEVELS: i32 = 56;

/// What stands in a line of a column.
enum Line<'a> {
    /// What the facilities below have in place of a level, and how many they are.
    Class(Class, usize),
    Facility(usize, &'a RankingRow),
}

pub(super) fn draw(ordered: &[&RankingRow], lang: Lang) -> Chart {
    let (shown, left_out) = ordered.split_at(ordered.len().min(MOST));
    let lines = lines(shown);
    let count = lines.len().div_ceil(ROWS).clamp(2, MOST_COLUMNS);
    let rows = lines.len().div_ceil(count);
    let mut legend = legend(ordered, lang);
    // No probability stands behind a level here: there is no room for one.
    legend.retain(|(swatch, _)| !matches!(swatch, Swatch::Sign(_)));
    legend.push((Swatch::Sign(""), w::IDS_FOR_NAMES.get(lang).to_owned()));
    let height = HEAD + ROW * i32::try_from(rows).unwrap_or(i32::MAX);
    let more = if left_out.is_empty() { 0 } else { 2 * ROW };
    let sheet = sheet(ordered, say::RANKING, lang).legend(legend);
    let (mut canvas, body) = sheet.open_for(height + more);
    for (at, lines) in lines.chunks(rows.max(1)).enumerate() {
        let place = Rect { right: body.right + APART, bottom: body.top + height, ..body }.column(at, count);
        let place = Rect { right: place.right - APART, ..place };
        Column::of(place, ordered).draw(&mut canvas, lines, lang);
    }
    if !left_out.is_empty() {
        let rated = left_out.iter().filter(|row| row.status == OutcomeStatus::Rated).count();
        let counts = [left_out.len(), rated, left_out.len() - rated].map(|count| count.to_string());
        let text = say::filled(say::MORE_FACILITIES, lang, &counts.each_ref().map(String::as_str));
        canvas.text(&text, (body.left, body.bottom - ROW / 2), CLASS, SOFT, Align::Left);
    }
    Chart::of(Kind::Ranking, canvas)
}

/// The facilities with their places; before those without a level a line says what they are.
fn lines<'a>(ordered: &[&'a RankingRow]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut number = 0;
    for alike in ordered.chunk_by(|a, b| Class::of(a) == Class::of(b)) {
        if let Some(class) = alike.first().map(|row| Class::of(row)).filter(|class| !graded(*class)) {
            lines.push(Line::Class(class, alike.len()));
        }
        for row in alike {
            number += 1;
            lines.push(Line::Facility(number, row));
        }
    }
    lines
}

/// Whether it is a grade.
const fn graded(class: Class) -> bool {
    matches!(class, Class::Level(_))
}

/// Where things stand in a column.
struct Column {
    place: Rect,
    names: (i32, i32),
    bars: (i32, i32),
    axis: Option<Axis>,
}

impl Column {
    fn of(place: Rect, ordered: &[&RankingRow]) -> Self {
        let left = place.left + NUMBER + 6;
        let right = place.right - LEVELS - SCORES - 6;
        let between = left + (right - left) * 3 / 4;
        let bars = (between + 8, right);
        let axis = score_axis(ordered, Rect { left: bars.0, right: bars.1, ..place });
        Self { place, names: (left, between), bars, axis }
    }

    fn draw(&self, canvas: &mut Canvas, lines: &[Line<'_>], lang: Lang) {
        let rows = Rect { top: self.place.top + HEAD, ..self.place };
        let titles = rows.top - 48;
        let left = |canvas: &mut Canvas, words: &str, (from, to): (i32, i32)| {
            canvas.text(&TEXT.shorten(words, to - from), (from, titles), TEXT, SOFT, Align::Left);
        };
        // What goes on from the column before says again what it is.
        let goes_on = match lines.first() {
            Some(Line::Facility(_, row)) => Some(Class::of(row)).filter(|class| !graded(*class)),
            Some(Line::Class(..)) | None => None,
        };
        left(canvas, goes_on.map_or(say::FACILITY_COLUMN.get(lang), |class| class.name(lang)), self.names);
        if matches!(lines.first(), Some(Line::Facility(_, row)) if graded(Class::of(row))) {
            self.draw_axis(canvas, rows, lines, lang);
            left(canvas, say::LEVEL_COLUMN.get(lang), (self.place.right - LEVELS, self.place.right));
        }
        for (at, line) in lines.iter().enumerate() {
            let top = rows.top + ROW * i32::try_from(at).unwrap_or_default();
            let place = Rect { top, bottom: top + ROW, ..rows };
            match line {
                Line::Class(class, count) => draw_class(canvas, place, *class, *count, lang),
                Line::Facility(number, row) => self.draw_row(canvas, place, *number, row, lang),
            }
        }
    }

    /// The ends of the scores, above the bars of those that have a grade.
    fn draw_axis(&self, canvas: &mut Canvas, rows: Rect, lines: &[Line<'_>], lang: Lang) {
        let Some(axis) = &self.axis else { return };
        let title = (self.bars.1 + SCORES - 6, rows.top - 48);
        canvas.text(say::SCORE_AXIS.get(lang), title, TEXT, SOFT, Align::Right);
        let bars = lines.iter().take_while(|line| matches!(line, Line::Facility(_, row) if graded(Class::of(row))));
        let bottom = rows.top + ROW * i32::try_from(bars.count()).unwrap_or_default();
        let ticks = axis.lettered(3);
        for (tick, text) in ticks.first().into_iter().chain(ticks.last()) {
            let x = axis.at(*tick);
            canvas.fill(Rect::new(x, rows.top - 6, x + 1, bottom), GRID);
            canvas.text(text, (x, rows.top - 20), TEXT, INK, Align::Centre);
        }
    }

    fn draw_row(&self, canvas: &mut Canvas, place: Rect, number: usize, row: &RankingRow, lang: Lang) {
        let (_, middle) = place.middle();
        tell(canvas, place, row, lang);
        let reached = row.level.as_ref().filter(|_| row.status == OutcomeStatus::Rated);
        // Who has no level needs no room for one; why is told where it is pointed at, and in the tables.
        let (from, to) = if reached.is_some() { self.names } else { (self.names.0, place.right) };
        let name = row.name.get(lang);
        // Names that are cut are often alike: an id tells its facility.
        let name = if TEXT.width(name) <= to - from { name.to_owned() } else { TEXT.shorten(&row.id, to - from) };
        canvas.text(&name, (from, middle), TEXT, INK, Align::Left);
        let Some(reached) = reached else { return };
        canvas.text(&number.to_string(), (place.left + NUMBER, middle), TEXT, SOFT, Align::Right);
        if let (Some(axis), Some(score)) = (&self.axis, row.score) {
            let right = axis.at(score).max(self.bars.0 + 3);
            canvas.paint(Rect::new(self.bars.0, middle - 9, right, middle + 9), level(reached.rank));
            canvas.text(&numbers::points(score), (self.bars.1 + SCORES - 6, middle), SCORE, INK, Align::Right);
        }
        let title = TEXT.shorten(reached.title.get(lang), LEVELS);
        canvas.text(&title, (place.right - LEVELS, middle), TEXT, INK, Align::Left);
    }
}

fn draw_class(canvas: &mut Canvas, place: Rect, class: Class, count: usize, lang: Lang) {
    let text = [class.name(lang), &count.to_string()].join(say::BETWEEN);
    canvas.text(&CLASS.shorten(&text, place.width()), (place.left + 8, place.middle().1), CLASS, INK, Align::Left);
    canvas.rule((place.left, place.right), place.bottom - 2, LINE, 2);
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::portfolio;
    use super::super::portfolio_ranking;
    use super::*;

    fn told(count: usize) -> (Vec<String>, (u32, u32), usize) {
        let chart = portfolio_ranking(&portfolio::rows(count, 1), Lang::En);
        let texts = chart.canvas.texts().map(str::to_owned).collect();
        (texts, chart.canvas.size, chart.canvas.readings.len())
    }

    #[test]
    fn all_of_three_hundred_facilities_are_named_on_a_page() {
        let (texts, (_, height), readings) = told(300);
        for index in [0, 150, 299] {
            assert!(texts.iter().any(|text| *text == format!("Qinghai Lake {index}")), "{index}");
        }
        assert_eq!(readings, 300);
        // 8 inches wide, and no higher than a page of A4.
        assert!(height < 2400, "{height} pixels");
    }

    #[test]
    fn those_without_a_level_stand_below_what_they_are() {
        let (texts, ..) = told(100);
        for heading in ["Not rated · 20", "Refused · 20"] {
            assert!(texts.iter().any(|text| text == heading), "{heading}: {texts:?}");
        }
    }

    #[test]
    fn what_no_page_has_room_for_is_counted() {
        let (texts, _, readings) = told(650);
        assert_eq!(readings, MOST);
        assert!(texts.iter().any(|text| text.starts_with("not shown: 50 more")), "{texts:?}");
    }
}
