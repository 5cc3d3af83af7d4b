//! The facilities of a portfolio by their score.

mod columns;

use super::axis::{Axis, TICKS, TITLES};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{GRID, INK, SOFT, level};
use super::portfolio::sheet;
use super::ranking_row::RankingRow;
use super::shape::Rect;
use super::sheet::Swatch;
use super::{Chart, Kind};
use crate::rating::OutcomeStatus;
use crate::report::numbers;
use crate::report::phrase::with_aside;
use crate::report::words::{charts as say, confidence as c};
use crate::text::Lang;

const NAME: Face = Face::regular(24.0);
const PLACE: Face = Face::regular(22.0);
const SCORE: Face = Face::bold(24.0);
const REASON: Face = Face::regular(22.0);

const ROW: i32 = 46;
/// How high the axis above the bars is.
const AXIS_ROOM: i32 = 84;
const NAMES: i32 = 540;
/// The columns of level and PUE on the right.
const LEVELS: i32 = 270;
const PUES: i32 = 90;

/// More facilities than this stand in columns: one list of them would fit no page.
const FEW: usize = 60;

/// Draws the facilities by score, then those without a grade with the reason in words.
pub fn portfolio_ranking(rows: &[RankingRow], lang: Lang) -> Chart {
    let mut ordered: Vec<&RankingRow> = rows.iter().collect();
    ordered.sort_by(|a, b| a.order(b));
    if ordered.len() > FEW {
        return columns::draw(&ordered, lang);
    }
    let lines = i32::try_from(ordered.len()).unwrap_or(i32::MAX);
    let sheet = sheet(&ordered, say::RANKING, lang).legend(legend(&ordered, lang));
    let (mut canvas, body) = sheet.open_for(AXIS_ROOM + lines * ROW);

    let rows_area = Rect { top: body.top + AXIS_ROOM, ..body };
    let bars = rows_area.inset(NAMES, 0, LEVELS + PUES + 110, 0);
    let rated = ordered.iter().filter(|row| row.status == OutcomeStatus::Rated).count();
    // The grid ends with the bars: reasons in words are not to be crossed by it.
    let drawn = Rect { bottom: rows_area.top + ROW * i32::try_from(rated).unwrap_or_default(), ..bars };
    let axis = score_axis(&ordered, bars);
    draw_head(&mut canvas, rows_area, drawn, axis.as_ref(), lang);
    for (index, row) in ordered.iter().enumerate() {
        let top = rows_area.top + ROW * i32::try_from(index).unwrap_or_default();
        let place = Rect { top, bottom: top + ROW, ..rows_area };
        draw_row(&mut canvas, place, bars, index + 1, row, axis.as_ref(), lang);
    }
    Chart::of(Kind::Ranking, canvas)
}

/// The levels that were reached, the best first.
fn legend(rows: &[&RankingRow], lang: Lang) -> Vec<(Swatch, String)> {
    let mut levels: Vec<(usize, &str)> =
        rows.iter().filter_map(|row| row.level.as_ref()).map(|known| (known.rank, known.title.get(lang))).collect();
    levels.sort_unstable();
    levels.dedup();
    let mark = rows.iter().any(|row| row.chance.is_some());
    let mark = mark.then(|| (Swatch::Sign(""), c::MARK.get(lang).to_owned()));
    let levels = levels.into_iter().map(|(rank, title)| (Swatch::Area(level(rank)), title.to_owned()));
    levels.chain(mark).collect()
}

/// From 0 to the full score, or to the best one that bonus carried beyond; `None` where no standard has points.
fn score_axis(rows: &[&RankingRow], bars: Rect) -> Option<Axis> {
    let most = rows.iter().flat_map(|row| [Some(row.full), row.score]).flatten().fold(0.0, f64::max);
    (most > 0.0).then(|| Axis::new((0.0, most), (bars.left, bars.right)))
}

/// Draws the names of the columns and the grid of scores.
fn draw_head(canvas: &mut Canvas, rows: Rect, bars: Rect, axis: Option<&Axis>, lang: Lang) {
    let titles = rows.top - 62;
    canvas.text(say::FACILITY_COLUMN.get(lang), (rows.left, titles), TITLES, SOFT, Align::Left);
    canvas.text(say::LEVEL_COLUMN.get(lang), (rows.right - PUES - LEVELS, titles), TITLES, SOFT, Align::Left);
    canvas.text(say::PUE_COLUMN.get(lang), (rows.right, titles), TITLES, SOFT, Align::Right);
    let Some(axis) = axis else { return };
    canvas.text(say::SCORE_AXIS.get(lang), (bars.left, titles), TITLES, SOFT, Align::Left);
    for (tick, text) in axis.lettered(7) {
        let x = axis.at(tick);
        canvas.fill(Rect::new(x - 1, bars.top - 6, x + 1, bars.bottom), GRID);
        canvas.text(&text, (x, bars.top - 24), TICKS, INK, Align::Centre);
    }
}

fn draw_row(
    canvas: &mut Canvas,
    place: Rect,
    bars: Rect,
    number: usize,
    row: &RankingRow,
    axis: Option<&Axis>,
    lang: Lang,
) {
    let (_, middle) = place.middle();
    let rated = row.status == OutcomeStatus::Rated;
    tell(canvas, place, row, lang);
    if rated {
        canvas.text(&number.to_string(), (place.left + 36, middle), PLACE, SOFT, Align::Right);
    }
    let name = NAME.shorten(row.name.get(lang), NAMES - 74);
    canvas.text(&name, (place.left + 50, middle), NAME, INK, Align::Left);
    if let Some(pue) = row.pue.filter(|_| row.status != OutcomeStatus::Refused) {
        canvas.text(&numbers::indicator("pue", pue, lang), (place.right, middle), NAME, INK, Align::Right);
    }
    if !rated {
        let why = REASON.shorten(&without_grade(row, lang), place.right - PUES - bars.left);
        canvas.text(&why, (bars.left, middle), REASON, SOFT, Align::Left);
        return;
    }
    if let (Some(axis), Some(score)) = (axis, row.score) {
        let bar = Rect::new(bars.left, middle - 14, axis.at(score).max(bars.left + 3), middle + 14);
        canvas.paint(bar, level(row.level.as_ref().map_or(usize::MAX, |level| level.rank)));
        canvas.text(&numbers::points(score), (bar.right + 10, middle), SCORE, INK, Align::Left);
    }
    if let Some(level) = level_of(row, lang) {
        let title = NAME.shorten(&level, LEVELS - 12);
        canvas.text(&title, (place.right - PUES - LEVELS, middle), NAME, INK, Align::Left);
    }
}

/// What a row is of, for who points at it: the name in full, which is cut where it is drawn.
fn tell(canvas: &mut Canvas, place: Rect, row: &RankingRow, lang: Lang) {
    let outcome = if row.status == OutcomeStatus::Rated { level_of(row, lang) } else { None };
    let outcome = outcome.unwrap_or_else(|| without_grade(row, lang));
    let score = row.score.map(|score| format!("{} {}", say::SCORE_AXIS.get(lang), numbers::points(score)));
    let parts = [row.name.get(lang), &row.id, &outcome];
    canvas.reading(place, &parts.into_iter().chain(score.as_deref()).collect::<Vec<_>>());
}

/// The level, that of a grade at the boundary of another with its probability behind it.
fn level_of(row: &RankingRow, lang: Lang) -> Option<String> {
    let title = row.level.as_ref()?.title.get(lang);
    Some(row.chance.map_or_else(|| title.to_owned(), |chance| with_aside(title, &numbers::chance(chance), lang)))
}

fn without_grade(row: &RankingRow, lang: Lang) -> String {
    let words = match row.status {
        OutcomeStatus::Reported => return say::REPORTED.get(lang).to_owned(),
        OutcomeStatus::Refused => say::REFUSED_BECAUSE,
        OutcomeStatus::Rated | OutcomeStatus::NotRated => say::NOT_RATED_BECAUSE,
        OutcomeStatus::IndicativeOnly => say::INDICATIVE_BECAUSE,
    };
    let because = say::filled(words, lang, &[row.reason.as_ref().map_or("", |reason| reason.get(lang))]);
    match &row.indicative_level {
        Some(level) => [level.title.get(lang), say::BETWEEN, &because].concat(),
        None => because,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;
    use crate::text::Text;

    fn rows(count: usize) -> Vec<RankingRow> {
        let kinds = [
            RankingRow::of(&samples::rating_of(1.18)),
            RankingRow::of(&samples::rating_of(1.42)),
            RankingRow::of(&samples::rating_of(1.61)),
            RankingRow::of(&samples::refused(0.8)),
        ];
        let row = |index: usize| RankingRow { id: format!("site-{index:03}"), ..kinds[index % 4].clone() };
        (0..count).map(row).collect()
    }

    #[test]
    fn one_eight_and_three_hundred_facilities_are_drawn_in_both_languages() {
        for (count, height) in [(0, 350), (1, 400), (8, 800), (300, 5100)] {
            for lang in [Lang::Zh, Lang::En] {
                let chart = portfolio_ranking(&rows(count), lang);
                let picture = Picture::of(&chart.png().unwrap());
                picture.assert_chart(1600, picture.height);
                assert!(picture.height < height, "{count} facilities: {} pixels", picture.height);
                assert_eq!(chart.name, "ranking");
            }
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter() {
        let mut rows = rows(20);
        let first = portfolio_ranking(&rows, Lang::Zh);
        rows.reverse();
        assert!(first == portfolio_ranking(&rows, Lang::Zh));
    }

    #[test]
    fn a_grade_at_the_boundary_of_another_has_its_probability_behind_it() {
        let drawn = |rating: &crate::rating::Rating| {
            let chart = portfolio_ranking(&[RankingRow::of(rating)], Lang::En);
            chart.canvas.texts().map(str::to_owned).collect::<Vec<_>>().join("|")
        };
        let told = drawn(&samples::with_confidence(samples::rating_of(1.21), 0.0125, 2));
        assert!(told.contains("Level 2 (68.5 %)") && told.contains(c::MARK.get(Lang::En)), "{told}");
        let sure = drawn(&samples::with_confidence(samples::rating_of(1.1), 1e-6, 2));
        assert!(!sure.contains("Level 1 (") && !sure.contains(c::MARK.get(Lang::En)), "{sure}");
    }

    #[test]
    fn what_has_no_grade_says_why_in_words() {
        let rows = rows(4);
        assert!(without_grade(&rows[2], Lang::En).starts_with("not rated: the prerequisite"));
        assert!(without_grade(&rows[3], Lang::Zh).starts_with("拒绝评级："));
        let reported = RankingRow { status: OutcomeStatus::Reported, reason: None, ..rows[0].clone() };
        assert_eq!(without_grade(&reported, Lang::Zh), "仅报告，不定级");
        let mut indicative = RankingRow {
            status: OutcomeStatus::IndicativeOnly,
            reason: Some(Text::new("缺数", "too few hours")),
            ..rows[0].clone()
        };
        indicative.indicative_level = indicative.level.take();
        let said = "Level 2 · indicative only, no grade: too few hours";
        assert_eq!(without_grade(&indicative, Lang::En), said);
    }
}
