//! What moves the score: each cause of error as a bar from the lowest to the highest score that it gives alone.

use super::axis::{Axis, TICKS, TITLES};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::limits::{LIMITS_ROOM, Limits, drawn_range};
use super::palette::{GRID, HIGHER, INK, LINE, LOWER, PAPER, SOFT, THRESHOLD};
use super::shape::Rect;
use super::sheet::{Sheet, Swatch};
use super::{Chart, Kind};
use crate::rating::Rating;
use crate::rating::confidence::Swing;
use crate::report::numbers;
use crate::report::phrase::{Phrases, joined};
use crate::report::words::{charts as say, confidence as c};
use crate::text::Lang;

const NAME: Face = Face::regular(24.0);
const DETAIL: Face = Face::regular(20.0);
const NUMBER: Face = Face::regular(22.0);

/// The height of a cause's row, and half that of its bar.
const ROW: i32 = 72;
const HALF: i32 = 18;
/// The room for names on the left, and for each column of shares on the right.
const NAMES: i32 = 470;
const COLUMN: i32 = 130;
/// The rooms above the rows: for the axis' name, and for its ticks.
const TITLE_ROOM: i32 = 44;
const TICKS_ROOM: i32 = 40;
/// More causes than these are counted and not drawn.
const MOST: usize = 12;

/// The chart; `None` where no trials were made, or no cause moves the score on its own.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let confidence = rating.confidence.as_ref()?;
    let swings = &confidence.sensitivity.as_ref()?.swings;
    let moving: Vec<&Swing> = swings.iter().filter(|swing| swing.score.low < swing.score.high).collect();
    let deciding = rating.standards.first()?;
    let score = deciding.score.filter(|_| !moving.is_empty())?;
    let rows = moving.get(..MOST).unwrap_or(&moving);
    // A rating tells only of the causes that move the score most.
    let causes = rating.uncertainty.as_ref().map_or(0, |uncertainty| uncertainty.sources.len());
    let more = if rows.len() < MOST { 0 } else { causes.saturating_sub(rows.len()) };
    let tornado = Tornado {
        phrases: Phrases::of(rating, lang),
        limits: Limits::of(deciding, "score"),
        score,
        uncertainty: confidence.score.as_ref().map_or(0.0, |score| score.standard),
    };
    let short = tornado.phrases.confidence_in_short().unwrap_or_default();
    let sheet = Sheet::of(rating, c::TORNADO_CHART, lang).outcome(short).legend(tornado.legend(rows, more));
    let height = i32::try_from(rows.len()).unwrap_or_default() * ROW;
    let (mut canvas, body) = sheet.open_for(TITLE_ROOM + LIMITS_ROOM + TICKS_ROOM + height);
    tornado.draw(&mut canvas, body, rows);
    Some(Chart::of(Kind::Tornado, canvas))
}

struct Tornado<'a> {
    phrases: Phrases<'a>,
    limits: Option<Limits<'a>>,
    /// As rated.
    score: f64,
    /// The standard uncertainty of the score.
    uncertainty: f64,
}

impl Tornado<'_> {
    fn shown(&self, score: f64) -> String {
        numbers::as_sure_as("score", score, self.uncertainty, self.phrases.lang)
    }

    /// The colours, and in words what is not drawn.
    fn legend(&self, rows: &[&Swing], more: usize) -> Vec<(Swatch, String)> {
        let lang = self.phrases.lang;
        let mut legend = vec![
            (Swatch::Area(LOWER), c::LOWER.get(lang).to_owned()),
            (Swatch::Area(HIGHER), c::HIGHER.get(lang).to_owned()),
            (Swatch::Rule(INK), say::filled(c::SCORE_OF_RATING, lang, &[&self.shown(self.score)])),
            (Swatch::Rule(THRESHOLD), c::LIMITS.get(lang).to_owned()),
        ];
        if let Some(last) = rows.last().filter(|_| more > 0) {
            let most = numbers::two_digits("score", last.score.high - last.score.low, lang);
            legend.push((Swatch::Sign(""), say::filled(c::MORE_CAUSES, lang, &[&more.to_string(), &most])));
        }
        legend
    }

    fn draw(&self, canvas: &mut Canvas, body: Rect, rows: &[&Swing]) {
        let plot = body.inset(NAMES, TITLE_ROOM + LIMITS_ROOM + TICKS_ROOM, 2 * COLUMN + 20, 0);
        let ends = rows.iter().flat_map(|swing| [swing.score.low, swing.score.high]);
        let all = ends.fold((self.score, self.score), |(low, high), end| (low.min(end), high.max(end)));
        let (low, high) = drawn_range(self.limits, all);
        // The scores at both ends of a bar are written beside it.
        let (low, high) = (low - (high - low) * 0.1, high + (high - low) * 0.1);
        let axis = Axis::new((low, high), (plot.left, plot.right));
        self.draw_axis(canvas, plot, (low, high), &axis);
        self.draw_headings(canvas, body);
        let mut top = plot.top;
        for swing in rows {
            self.draw_row(canvas, Rect { top, bottom: top + ROW, ..body }, &axis, swing);
            top += ROW;
        }
        let x = axis.at(self.score);
        canvas.fill(Rect::new(x - 1, plot.top, x + 2, plot.bottom), INK);
    }

    fn draw_axis(&self, canvas: &mut Canvas, plot: Rect, range: (f64, f64), axis: &Axis) {
        let lang = self.phrases.lang;
        for (tick, text) in axis.lettered(6) {
            let x = axis.at(tick);
            canvas.fill(Rect::new(x, plot.top, x + 2, plot.bottom), GRID);
            canvas.text(&text, (x, plot.top - TICKS_ROOM / 2), TICKS, INK, Align::Centre);
        }
        if let Some(limits) = self.limits {
            let above = Rect { top: plot.top - TICKS_ROOM, bottom: plot.top - TICKS_ROOM, ..plot };
            limits.draw(canvas, above, range, axis, 1.0, lang);
            for figure in limits.figures().into_iter().filter(|figure| (range.0..=range.1).contains(figure)) {
                let x = axis.at(figure);
                canvas.fill(Rect::new(x - 1, plot.top, x + 2, plot.bottom), THRESHOLD);
            }
        }
        let title_at = plot.top - TICKS_ROOM - LIMITS_ROOM - TITLE_ROOM / 2;
        canvas.text(say::SCORE_AXIS.get(lang), (plot.left, title_at), TITLES, SOFT, Align::Left);
    }

    fn draw_headings(&self, canvas: &mut Canvas, body: Rect) {
        let lang = self.phrases.lang;
        let columns = [(c::ALONE_COLUMN, body.right - COLUMN), (c::COMPANY_COLUMN, body.right)];
        for (words, right) in columns {
            let y = body.top + TITLE_ROOM + LIMITS_ROOM + TICKS_ROOM / 2;
            canvas.text(words.get(lang), (right, y), DETAIL, SOFT, Align::Right);
        }
        let title = c::VARIANCE_COLUMNS.get(lang);
        canvas.text(title, (body.right, body.top + TITLE_ROOM / 2), DETAIL, SOFT, Align::Right);
    }

    fn draw_row(&self, canvas: &mut Canvas, place: Rect, axis: &Axis, swing: &Swing) {
        let lang = self.phrases.lang;
        let middle = i32::midpoint(place.top, place.bottom);
        canvas.rule((place.left, place.right), place.bottom, LINE, 1);
        let name = NAME.shorten(&self.phrases.cause(&swing.source), NAMES - 24);
        canvas.text(&name, (place.left, middle - 14), NAME, INK, Align::Left);
        let level = self.phrases.levels_named(&swing.levels);
        let level = (!swing.levels.is_empty()).then(|| say::filled(c::TO_LEVEL, lang, &[&level]));
        let detail = joined(level.into_iter().chain([self.phrases.cause_from_in_short(&swing.source)]), say::BETWEEN);
        canvas.text(&DETAIL.shorten(&detail, NAMES - 24), (place.left, middle + 16), DETAIL, SOFT, Align::Left);
        let [low, score, high] = [swing.score.low, self.score, swing.score.high].map(|value| axis.at(value));
        let bar = |left: i32, right: i32| Rect::new(left, middle - HALF, right, middle + HALF);
        if low < score {
            canvas.paint(bar(low, score), LOWER);
        }
        if score < high {
            canvas.paint(bar(score, high), HIGHER);
        }
        let ends = [
            (swing.score.low, low.min(score) - 10, Align::Right),
            (swing.score.high, high.max(score) + 10, Align::Left),
        ];
        for (value, x, align) in ends {
            let text = self.shown(value);
            let width = NUMBER.width(&text);
            let left = if align == Align::Right { x - width } else { x };
            // A ground of paper keeps the lines behind the number away.
            canvas.fill(Rect::new(left - 3, middle - 13, left + width + 3, middle + 13), PAPER);
            canvas.text(&text, (x, middle), NUMBER, INK, align);
        }
        let [low, high] = [swing.score.low, swing.score.high].map(|score| self.shown(score));
        let scores = format!("{} {low} – {high}", say::SCORE_AXIS.get(lang));
        canvas.reading(place, &[&self.phrases.cause(&swing.source), &scores, &detail]);
        for (share, right) in [(swing.first_order, place.right - COLUMN), (swing.total, place.right)] {
            canvas.text(&numbers::chance(share), (right, middle), NUMBER, INK, Align::Right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture, rating_of, with_confidence};
    use super::*;

    #[test]
    fn one_few_and_many_causes_are_drawn_in_both_languages() {
        for (pue, standard, causes) in [(1.21, 0.0125, 1), (1.21, 0.0125, 5), (1.25, 0.02, 30)] {
            let rating = with_confidence(rating_of(pue), standard, causes);
            for lang in [Lang::Zh, Lang::En] {
                let png = draw(&rating, lang).unwrap().png().unwrap();
                samples::look(&png, &format!("tornado-{causes}-{lang:?}"));
                let picture = Picture::of(&png);
                picture.assert_chart(1600, picture.height);
            }
        }
    }

    #[test]
    fn causes_beyond_a_page_are_counted_with_the_most_that_they_move() {
        let height = |causes: u16| {
            let rating = with_confidence(rating_of(1.25), 0.02, causes);
            Picture::of(&draw(&rating, Lang::En).unwrap().png().unwrap()).height
        };
        assert!(height(30) < height(12) + 80, "a line of the legend is all that is added");
        assert!(height(12) > height(5));
    }

    #[test]
    fn a_cause_that_lowers_and_one_that_raises_the_score_have_their_own_colours() {
        let rating = with_confidence(rating_of(1.21), 0.0125, 3);
        let picture = Picture::of(&draw(&rating, Lang::Zh).unwrap().png().unwrap());
        assert!(picture.count_of(LOWER.fill) > 2000 && picture.count_of(HIGHER.fill) > 2000);
    }

    #[test]
    fn where_nothing_moves_the_score_there_is_no_chart() {
        let mut rating = with_confidence(rating_of(1.21), 0.0125, 2);
        let swings = &mut rating.confidence.as_mut().unwrap().sensitivity.as_mut().unwrap().swings;
        swings.iter_mut().for_each(|swing| swing.score.low = swing.score.high);
        assert_eq!(draw(&rating, Lang::En), None);
        assert_eq!(draw(&rating_of(1.21), Lang::En), None);
    }
}
