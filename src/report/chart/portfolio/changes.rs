//! Year on year: PUE, clean share and grade of each facility that both runs assessed, from the earlier to this one.

use std::cmp::Ordering;

use plotters::style::RGBColor;

use super::super::axis::{self, Axis, TICKS, TITLES};
use super::super::canvas::{Align, Canvas};
use super::super::face::Face;
use super::super::palette::{GRID, HIGHER, INK, LINE, LOWER, PAPER, SOFT};
use super::super::ranking_row::RankingRow;
use super::super::shape::Rect;
use super::super::sheet::Swatch;
use super::super::{Chart, Kind};
use super::PortfolioDrawn;
use crate::rating::portfolio::{AtTime, Change, Changes};
use crate::report::compared::arrow;
use crate::report::phrase::with_aside;
use crate::report::words::{Words, charts as say, portfolio_charts as w, reports as r, year_on_year as y};
use crate::report::year_on_year::{grade, in_short, step};
use crate::report::{dates, numbers};
use crate::text::Lang;

const NAME: Face = Face::regular(24.0);
/// How a name is lettered that needs two lines.
const SMALL: Face = Face::regular(18.0);
const GRADE: Face = Face::regular(22.0);
const NUMBER: Face = Face::bold(20.0);

const ROW: i32 = 50;
/// The rooms for names and grades on the left, and for the change behind each plot.
const NAMES: i32 = 370;
const GRADES: i32 = 230;
const CHANGE_ROOM: i32 = 164;
const BETWEEN: i32 = 24;
/// Above the rows: the axes' names and their ticks.
const HEAD: i32 = 84;
/// Half the thickness of a band, and the radius of its ends.
const HALF: i32 = 4;
/// More facilities than these are counted; those that changed most are drawn.
const MOST: usize = 40;

/// The chart; `None` where no earlier run was named, or no facility can be compared.
pub(super) fn draw(of: PortfolioDrawn<'_>, lang: Lang) -> Option<Chart> {
    let changes = of.together.changes.as_ref().filter(|changes| !changes.pairs.is_empty())?;
    let pairs = drawn(&changes.pairs);
    let more = changes.pairs.len() - pairs.len();
    let rows: Vec<&RankingRow> = of.rows.iter().collect();
    let outcome = in_short(changes, lang).join(say::BETWEEN);
    let sheet = super::sheet(&rows, w::YEAR_ON_YEAR, lang).outcome(outcome).legend(legend(changes, more, lang));
    let (mut canvas, body) = sheet.open_for(HEAD + ROW * i32::try_from(pairs.len()).unwrap_or_default());
    let rows = Rect { top: body.top + HEAD, ..body };
    let panels = Panel::both(&pairs, body);
    let heads = [(say::FACILITY_COLUMN, body.left), (say::LEVEL_COLUMN, body.left + NAMES)];
    for (words, x) in heads {
        canvas.text(words.get(lang), (x, body.top + 20), TITLES, SOFT, Align::Left);
    }
    panels.iter().for_each(|panel| panel.draw_head(&mut canvas, rows, lang));
    for (at, pair) in pairs.iter().enumerate() {
        let top = rows.top + ROW * i32::try_from(at).unwrap_or_default();
        let place = Rect { top, bottom: top + ROW, ..rows };
        draw_names(&mut canvas, place, pair, lang);
        panels.iter().for_each(|panel| panel.draw(&mut canvas, place, pair, lang));
        canvas.rule((place.left, place.right), place.bottom, LINE, 1);
    }
    Some(Chart::of(Kind::YearOnYear, canvas))
}

/// By how much a value changed; `None` where one of both is missing.
fn change(pair: &Change, of: fn(&AtTime) -> Option<f64>) -> Option<f64> {
    Some(of(&pair.now)? - of(&pair.before)?)
}

/// Those that changed most in PUE, then in clean share; the greatest fall of PUE first, those without a change last.
fn drawn(pairs: &[Change]) -> Vec<&Change> {
    let pue = |pair: &Change| change(pair, |at| at.pue);
    let share = |pair: &Change| change(pair, |at| at.clean_share);
    let size = |change: Option<f64>| change.map_or(-1.0, f64::abs);
    let mut sorted: Vec<&Change> = pairs.iter().collect();
    sorted.sort_by(|a, b| {
        let by_pue = size(pue(b)).total_cmp(&size(pue(a)));
        by_pue.then_with(|| size(share(b)).total_cmp(&size(share(a)))).then_with(|| a.id.cmp(&b.id))
    });
    sorted.truncate(MOST);
    let order = |pair: &Change| pue(pair).unwrap_or(f64::INFINITY);
    sorted.sort_by(|a, b| order(a).total_cmp(&order(b)));
    sorted
}

fn legend(changes: &Changes, more: usize, lang: Lang) -> Vec<(Swatch, String)> {
    let periods = |of: fn(&Change) -> &AtTime| super::same(changes.pairs.iter().map(|pair| &of(pair).period));
    let named = |words: Words, period: Option<&String>| match period {
        Some(period) => with_aside(words.get(lang), &dates::period(period, lang), lang),
        None => words.get(lang).to_owned(),
    };
    let mut legend = vec![
        (Swatch::Ring(SOFT), named(y::EARLIER, periods(|pair| &pair.before))),
        (Swatch::Dot(INK), named(y::NOW, periods(|pair| &pair.now))),
        (Swatch::Area(HIGHER), w::BETTER.get(lang).to_owned()),
        (Swatch::Area(LOWER), w::WORSE.get(lang).to_owned()),
    ];
    if changes.pairs.iter().any(|pair| !pair.same_rules) {
        legend.push((Swatch::Sign("*"), y::OTHER_RULES.get(lang).to_owned()));
    }
    if more > 0 {
        legend.push((Swatch::Sign(""), say::filled(w::MORE_PAIRS, lang, &[&more.to_string()])));
    }
    legend
}

/// The facility, and its grades.
fn draw_names(canvas: &mut Canvas, place: Rect, pair: &Change, lang: Lang) {
    let middle = place.middle().1;
    let (lines, face) = name_lines(pair, lang);
    let high = face.line_height();
    let above = (i32::try_from(lines.len()).unwrap_or(1) - 1) * high / 2;
    for (line, y) in lines.iter().zip((middle - above..).step_by(usize::try_from(high).unwrap_or(1))) {
        canvas.text(line, (place.left, y), face, INK, Align::Left);
    }
    let grades = grades(pair, lang);
    let colour = if pair.same_rules { INK } else { SOFT };
    canvas.text(&GRADE.shorten(&grades, GRADES - 16), (place.left + NAMES, middle), GRADE, colour, Align::Left);
    let told = Rect { right: place.left + NAMES + GRADES, ..place };
    canvas.reading(told, &[pair.name.get(lang), &pair.id, &grades, step(pair, lang)]);
}

/// The name in one line, or smaller in two. Names that are cut are often alike: the id stands for one that would be.
fn name_lines(pair: &Change, lang: Lang) -> (Vec<String>, Face) {
    let (name, room) = (pair.name.get(lang), NAMES - 24);
    if NAME.width(name) <= room {
        return (vec![name.to_owned()], NAME);
    }
    let lines = SMALL.wrap(name, room, 2);
    match lines.iter().any(|line| line.ends_with('…')) {
        true => (vec![NAME.shorten(&pair.id, room)], NAME),
        false => (lines, SMALL),
    }
}

fn grades(pair: &Change, lang: Lang) -> String {
    let mark = if pair.same_rules { "" } else { " *" };
    format!("{}{mark}", arrow(grade(&pair.before, lang), grade(&pair.now, lang)))
}

/// One quantity of all pairs.
struct Panel {
    id: &'static str,
    title: Words,
    /// What values are times before they are drawn: shares are in percent.
    scale: f64,
    lower_is_better: bool,
    of: fn(&AtTime) -> Option<f64>,
    axis: Axis,
    /// The ends of the plot.
    ends: (i32, i32),
}

impl Panel {
    fn both(pairs: &[&Change], body: Rect) -> [Self; 2] {
        let left = body.left + NAMES + GRADES;
        let half = (body.right - left - BETWEEN) / 2;
        let ends = |at: i32| (left + at * (half + BETWEEN), left + at * (half + BETWEEN) + half - CHANGE_ROOM);
        let panel = |id, title, scale, lower_is_better, of: fn(&AtTime) -> Option<f64>, ends: (i32, i32)| {
            let values = pairs.iter().flat_map(|pair| [of(&pair.before), of(&pair.now)]).flatten();
            let (low, high) = axis::ends(values);
            let spare = ((high - low) * 0.08).max(high.abs() * 0.005);
            // Room for the ends of bands, which are as wide as their dots.
            let axis = Axis::new(((low - spare) * scale, (high + spare) * scale), (ends.0 + 12, ends.1 - 12));
            Self { id, title, scale, lower_is_better, of, axis, ends }
        };
        [
            panel("pue", say::PUE_AXIS, 1.0, true, |at| at.pue, ends(0)),
            panel("clean_share", say::SHARE_AXIS, 100.0, false, |at| at.clean_share, ends(1)),
        ]
    }

    fn draw_head(&self, canvas: &mut Canvas, rows: Rect, lang: Lang) {
        canvas.text(self.title.get(lang), (self.ends.0, rows.top - HEAD + 20), TITLES, SOFT, Align::Left);
        for (tick, text) in self.axis.lettered(4) {
            let x = self.axis.at(tick);
            canvas.fill(Rect::new(x - 1, rows.top - 6, x + 1, rows.bottom), GRID);
            canvas.text(&text, (x, rows.top - 24), TICKS, INK, Align::Centre);
        }
    }

    fn draw(&self, canvas: &mut Canvas, place: Rect, pair: &Change, lang: Lang) {
        let middle = place.middle().1;
        let (before, now) = ((self.of)(&pair.before), (self.of)(&pair.now));
        let at = |value: f64| self.axis.at(value * self.scale);
        let colour = self.colour(before, now);
        if let (Some(before), Some(now)) = (before, now) {
            let (from, to) = (at(before), at(now));
            canvas.fill(Rect::new(from.min(to), middle - HALF, from.max(to), middle + HALF), colour);
        }
        if let Some(before) = before {
            canvas.dot((at(before), middle), 9, SOFT);
            canvas.dot((at(before), middle), 6, PAPER);
        }
        if let Some(now) = now {
            canvas.dot((at(now), middle), 7, colour);
        }
        let changed = change(pair, self.of).map(|change| numbers::change(self.id, change, lang));
        let text = changed.clone().unwrap_or_else(|| r::NONE_SIGN.get(lang).to_owned());
        let text = NUMBER.shorten(&text, CHANGE_ROOM - 12);
        canvas.text(&text, (self.ends.1 + CHANGE_ROOM, middle), NUMBER, INK, Align::Right);
        let shown = |value: Option<f64>| {
            value.map_or_else(|| r::MISSING.get(lang).to_owned(), |value| numbers::indicator(self.id, value, lang))
        };
        let told = format!("{} {}", self.title.get(lang), arrow(&shown(before), &shown(now)));
        let parts = [pair.name.get(lang), &pair.id, &told].into_iter().chain(changed.as_deref());
        canvas.reading(Rect { left: self.ends.0, right: self.ends.1, ..place }, &parts.collect::<Vec<_>>());
    }

    /// Whether it got better or worse; what kept, or has nothing before it, is neither.
    fn colour(&self, before: Option<f64>, now: Option<f64>) -> RGBColor {
        match before.zip(now).map(|(before, now)| now.total_cmp(&before)) {
            None | Some(Ordering::Equal) => INK,
            Some(way) if (way == Ordering::Less) == self.lower_is_better => HIGHER.fill,
            Some(_) => LOWER.fill,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::portfolio;
    use super::*;

    fn pairs(count: usize) -> Vec<Change> {
        portfolio::together(count).changes.unwrap().pairs
    }

    #[test]
    fn the_greatest_fall_of_pue_stands_first_and_what_has_no_change_last() {
        let mut pairs = pairs(12);
        pairs[3].before.pue = None;
        let gone = pairs[3].id.clone();
        let drawn = drawn(&pairs);
        let changes: Vec<f64> = drawn.iter().filter_map(|pair| change(pair, |at| at.pue)).collect();
        assert!(changes.is_sorted() && changes.len() + 1 == pairs.len(), "{changes:?}");
        assert_eq!(drawn.last().unwrap().id, gone);
    }

    #[test]
    fn of_many_those_that_changed_most_are_drawn_and_the_rest_counted() {
        let all = pairs(300);
        let kept = drawn(&all);
        let size = |pair: &Change| change(pair, |at| at.pue).unwrap().abs();
        let least = kept.iter().map(|pair| size(pair)).fold(f64::INFINITY, f64::min);
        let left_out = all.iter().filter(|pair| !kept.iter().any(|one| one.id == pair.id));
        assert!(kept.len() == MOST && left_out.map(size).all(|size| size <= least));
        let (rows, together) = (portfolio::rows(300, 3), portfolio::together(300));
        let chart = draw(PortfolioDrawn { rows: &rows, unreadable: 0, together: &together }, Lang::En).unwrap();
        let count = all.len() - MOST;
        assert!(chart.canvas.texts().any(|text| text.contains(&format!("not drawn: {count} more"))));
    }

    #[test]
    fn a_name_that_needs_two_lines_is_smaller_and_one_that_needs_more_gives_way_to_its_id() {
        let mut pair = pairs(2).remove(0);
        let mut of = |name: &str| {
            pair.name.en = name.to_owned();
            name_lines(&pair, Lang::En)
        };
        assert_eq!(of("Qinghai Lake"), (vec!["Qinghai Lake".to_owned()], NAME));
        let (lines, face) = of("Qinghai Lake centre of artificial intelligence");
        assert_eq!((lines.len(), face), (2, SMALL));
        assert_eq!(of(&"A name without end ".repeat(9)), (vec!["site-000".to_owned()], NAME));
    }

    #[test]
    fn a_lower_pue_and_a_higher_clean_share_are_better() {
        let all = pairs(12);
        let [pue, share] = Panel::both(&all.iter().collect::<Vec<_>>(), Rect::new(0, 0, 1488, 800));
        let of = |panel: &Panel, before, now| panel.colour(Some(before), Some(now));
        assert_eq!((of(&pue, 1.3, 1.2), of(&pue, 1.2, 1.3)), (HIGHER.fill, LOWER.fill));
        assert_eq!((of(&share, 0.5, 0.6), of(&share, 0.6, 0.5)), (HIGHER.fill, LOWER.fill));
        assert_eq!((of(&pue, 1.2, 1.2), pue.colour(None, Some(1.2))), (INK, INK));
    }

    #[test]
    fn without_an_earlier_run_or_without_pairs_there_is_no_chart() {
        let (rows, mut together) = (portfolio::rows(12, 3), portfolio::together(12));
        let drawn = |together: &_| draw(PortfolioDrawn { rows: &rows, unreadable: 0, together }, Lang::Zh).is_some();
        assert!(drawn(&together));
        together.changes.as_mut().unwrap().pairs.clear();
        assert!(!drawn(&together));
        together.changes = None;
        assert!(!drawn(&together));
    }
}
