//! How many facilities have which grade, and how many have none: all of them, and each category beside them.

use super::super::axis::TITLES;
use super::super::canvas::{Align, Canvas};
use super::super::face::Face;
use super::super::palette::{INK, LINE, SOFT, level, without_grade};
use super::super::ranking_row::RankingRow;
use super::super::shape::{Paint, Rect};
use super::super::{Chart, Kind};
use super::PortfolioDrawn;
use super::class::Class;
use crate::report::phrase::category;
use crate::report::words::{charts as say, portfolio_charts as w, reports as r};
use crate::text::Lang;

const NAME: Face = Face::regular(24.0);
const COUNT: Face = Face::bold(24.0);

const ROW: i32 = 60;
/// Half the height of a bar.
const HALF: i32 = 19;
/// The room for names on the left, and above the bars for what the columns are.
const NAMES: i32 = 330;
const HEAD: i32 = 132;
/// How far columns are apart, and the room for a count behind the longest bar.
const APART: i32 = 28;
const COUNT_ROOM: i32 = 76;

/// A grade, or what stands in its place.
struct Line {
    name: String,
    paint: Paint,
    class: Class,
}

/// Those who are counted in a column: all, or one category.
struct Column {
    name: String,
    /// Whether all are counted, also those that could not be read: nobody knows their category.
    whole: bool,
    classes: Vec<Class>,
}

impl Column {
    fn count(&self, class: Class) -> usize {
        self.classes.iter().filter(|one| **one == class).count()
    }
}

/// The chart; `None` where there is no facility at all.
pub(super) fn draw(of: PortfolioDrawn<'_>, lang: Lang) -> Option<Chart> {
    let columns = columns(of, lang);
    let all = columns.first().filter(|all| !all.classes.is_empty())?;
    let lines = lines(of.rows, all, lang);
    let rows: Vec<&RankingRow> = of.rows.iter().collect();
    let height = HEAD + i32::try_from(lines.len()).unwrap_or_default() * ROW;
    let (mut canvas, body) = super::sheet(&rows, w::GRADE_COUNTS, lang).open_for(height);
    let most = lines.iter().map(|line| all.count(line.class)).max().unwrap_or_default().max(1);
    let rows = Rect { top: body.top + HEAD, ..body };
    canvas.text(w::COUNT_AXIS.get(lang), (body.left + NAMES, body.top + 20), TITLES, SOFT, Align::Left);
    for (at, line) in lines.iter().enumerate() {
        let top = rows.top + ROW * i32::try_from(at).unwrap_or_default();
        let middle = top + ROW / 2;
        canvas.text(&NAME.shorten(&line.name, NAMES - 24), (rows.left, middle), NAME, INK, Align::Left);
        for (index, column) in columns.iter().enumerate() {
            let place = place(rows, index, columns.len());
            let place = Rect { top, bottom: top + ROW, ..place };
            draw_bar(&mut canvas, place, line, column, most, lang);
        }
    }
    for (index, column) in columns.iter().enumerate() {
        draw_head(&mut canvas, place(rows, index, columns.len()), column, lang);
    }
    Some(Chart::of(Kind::GradeCounts, canvas))
}

/// All facilities, and each category where there are several.
fn columns(of: PortfolioDrawn<'_>, lang: Lang) -> Vec<Column> {
    let mut categories: Vec<&str> = of.rows.iter().map(|row| row.category.as_str()).collect();
    categories.sort_unstable();
    categories.dedup();
    let unreadable = std::iter::repeat_n(Class::Unreadable, of.unreadable);
    let all = of.rows.iter().map(Class::of).chain(unreadable).collect();
    let mut columns = vec![Column { name: w::ALL.get(lang).to_owned(), whole: true, classes: all }];
    if categories.len() > 1 {
        columns.extend(categories.into_iter().map(|id| Column {
            name: category(id, lang).to_owned(),
            whole: false,
            classes: of.rows.iter().filter(|row| row.category == id).map(Class::of).collect(),
        }));
    }
    columns
}

/// Every level of the standard, also one that nobody has, and what else there is.
fn lines(rows: &[RankingRow], all: &Column, lang: Lang) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let named = rows.iter().flat_map(|row| {
        let levels = row.levels.iter().enumerate().map(|(at, title)| (at + 1, title));
        levels.chain(row.level.iter().map(|level| (level.rank, &level.title)))
    });
    for (rank, title) in named {
        let class = Class::Level(rank);
        if !lines.iter().any(|line| line.class == class) {
            lines.push(Line { name: title.get(lang).to_owned(), paint: level(rank), class });
        }
    }
    lines.sort_by_key(|line| line.class);
    let others = Class::WITHOUT_LEVEL.into_iter().enumerate().filter(|(_, class)| all.count(*class) > 0);
    lines.extend(others.map(|(at, class)| Line { name: class.name(lang).to_owned(), paint: without_grade(at), class }));
    lines
}

/// Where the bars of a column are.
fn place(rows: Rect, index: usize, count: usize) -> Rect {
    let whole = rows.inset(NAMES, 0, -APART, 0).column(index, count);
    Rect { right: whole.right - APART, ..whole }
}

/// What a column is of, and below it how many there are.
fn draw_head(canvas: &mut Canvas, place: Rect, column: &Column, lang: Lang) {
    let count = say::filled(w::COUNT, lang, &[&column.classes.len().to_string()]);
    let name = COUNT.shorten(&column.name, place.width());
    canvas.text(&name, (place.left, place.top - 62), COUNT, INK, Align::Left);
    canvas.text(&count, (place.left, place.top - 28), NAME, SOFT, Align::Left);
    canvas.fill(Rect::new(place.left - 2, place.top - 6, place.left, place.bottom), LINE);
}

fn draw_bar(canvas: &mut Canvas, place: Rect, line: &Line, column: &Column, most: usize, lang: Lang) {
    let count = column.count(line.class);
    let middle = place.middle().1;
    if line.class == Class::Unreadable && !column.whole {
        canvas.text(r::NONE_SIGN.get(lang), (place.left + 12, middle), NAME, SOFT, Align::Left);
        return;
    }
    // `column` gives the first `count` of `most` equal parts.
    let room = Rect { right: place.right - COUNT_ROOM, ..place };
    let right = if count > 0 { room.column(count - 1, most).right.max(place.left + 4) } else { place.left };
    if count > 0 {
        canvas.paint(Rect::new(place.left, middle - HALF, right, middle + HALF), line.paint);
    }
    let text = count.to_string();
    let colour = if count > 0 { INK } else { SOFT };
    canvas.text(&text, (right + 12, middle), if count > 0 { COUNT } else { NAME }, colour, Align::Left);
    canvas.reading(place, &[&line.name, &column.name, &say::filled(w::COUNT, lang, &[&text])]);
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::portfolio;
    use super::*;
    use crate::rating::portfolio::Together;

    fn texts(rows: &[RankingRow], unreadable: usize) -> Vec<String> {
        let together = Together::default();
        let chart = draw(PortfolioDrawn { rows, unreadable, together: &together }, Lang::En).unwrap();
        chart.canvas.readings.iter().map(|(_, words)| words.clone()).collect()
    }

    #[test]
    fn every_level_is_counted_also_one_that_nobody_has_and_what_has_no_grade_stands_apart() {
        let rows = portfolio::rows(5, 1);
        let told = texts(&rows, 2);
        assert!(told.iter().any(|one| one == "Level 3 · All · facilities: 0"), "{told:?}");
        for name in ["Not rated · All · facilities: 1", "Refused · All · facilities: 1"] {
            assert!(told.iter().any(|one| one == name), "{name}: {told:?}");
        }
        assert!(told.iter().any(|one| one == "Could not be read · All · facilities: 2"), "{told:?}");
        assert!(!told.iter().any(|one| one.starts_with("Reported")), "what does not occur is not told: {told:?}");
    }

    #[test]
    fn several_categories_are_counted_each_and_their_sum_is_that_of_all() {
        let rows = portfolio::rows(12, 3);
        let told = texts(&rows, 0);
        let count = |name: &str| -> usize {
            let of = told.iter().filter(|one| one.split(say::BETWEEN).nth(1) == Some(name));
            of.map(|one| one.rsplit(' ').next().unwrap().parse::<usize>().unwrap()).sum()
        };
        let one_by_one: usize =
            ["general", "ai", "supercomputing"].map(|id| count(category(id, Lang::En))).iter().sum();
        assert_eq!((count("All"), one_by_one), (12, 12));
    }
}
