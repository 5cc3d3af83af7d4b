//! The names of ratings below their points, or in a list where one of them is too long for that.

use super::super::axis::{LEFT_ROOM, TICKS};
use super::super::canvas::{Align, Canvas};
use super::super::palette::{INK, SOFT};
use super::super::shape::Rect;
use super::super::sheet::body_width;
use super::BOUND_ROOM;
use crate::report::words::{charts as say, compare as w};
use crate::text::Lang;

/// How high a row of names is.
const ROW: i32 = 34;
/// How far the first is below the plot.
const BELOW: i32 = 24;
/// A name has so many lines below its point; longer ones are listed.
const LINES: usize = 2;
/// The room for the number before a name in the list.
const NUMBER: i32 = 60;
/// A column has so many names at most; what is not listed is told where it is pointed at.
const ROWS: usize = 24;

pub(super) struct Names {
    names: Vec<String>,
    /// What is said in place of names that are not listed.
    more: Option<String>,
    pub(super) listed: bool,
    /// The columns of the list.
    columns: usize,
}

impl Names {
    pub(super) fn of(names: Vec<String>, lang: Lang) -> Self {
        let room = Self::room(names.len());
        let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let whole = |name: &String| {
            let lines = TICKS.wrap(name, room, LINES);
            lines.iter().map(|line| signs(line)).sum::<usize>() == signs(name)
        };
        let cut = |name: &String| TICKS.wrap(name, room, LINES).iter().any(|line| line.ends_with('…'));
        let listed = !names.iter().all(|name| whole(name) && !cut(name));
        let narrow = names.iter().all(|name| TICKS.width(name) <= body_width() / 2 - NUMBER - 20);
        let columns = if narrow { 2 } else { 1 };
        let more = (listed && names.len() > columns * ROWS).then(|| {
            let more = names.len() - columns * ROWS;
            say::filled(w::MORE_RATINGS, lang, &[&more.to_string()])
        });
        Self { names, more, listed, columns }
    }

    /// How wide a name below its point may be.
    fn room(count: usize) -> i32 {
        let plot = body_width() - LEFT_ROOM - BOUND_ROOM;
        plot / i32::try_from(count.max(1)).unwrap_or(i32::MAX) - 12
    }

    fn rows(&self) -> usize {
        self.names.len().div_ceil(self.columns).clamp(1, ROWS)
    }

    /// How high they are together.
    pub(super) fn height(&self) -> i32 {
        let rows = if self.listed { self.rows() + 1 + usize::from(self.more.is_some()) } else { LINES };
        BELOW + ROW * i32::try_from(rows).unwrap_or(i32::MAX)
    }

    /// Draws them from the top of a place; the points stand between its ends without the room for axis and bounds.
    pub(super) fn draw(&self, canvas: &mut Canvas, place: Rect) {
        let plot = place.inset(LEFT_ROOM, 0, BOUND_ROOM, 0);
        let room = Self::room(self.names.len());
        let mut free = i32::MIN;
        for (at, name) in self.names.iter().enumerate() {
            let (x, _) = plot.column(at, self.names.len()).middle();
            let lines = if self.listed { vec![(at + 1).to_string()] } else { TICKS.wrap(name, room, LINES) };
            // Of many numbers those have a place that do not touch the one before.
            let half = lines.iter().map(|line| TICKS.width(line)).max().unwrap_or_default() / 2;
            if x - half < free {
                continue;
            }
            free = x + half + 12;
            let mut y = place.top + BELOW;
            for line in lines {
                canvas.text(&line, (x, y), TICKS, INK, Align::Centre);
                y += ROW;
            }
        }
        if self.listed {
            self.draw_list(canvas, Rect { top: place.top + BELOW + ROW, ..place });
        }
    }

    /// The numbers with their names, the first column filled first.
    fn draw_list(&self, canvas: &mut Canvas, place: Rect) {
        let rows = self.rows();
        for (at, name) in self.names.iter().enumerate().take(rows * self.columns) {
            let column = place.column(at / rows, self.columns);
            let y = place.top + ROW / 2 + ROW * i32::try_from(at % rows).unwrap_or_default();
            canvas.text(&(at + 1).to_string(), (column.left + NUMBER - 20, y), TICKS, SOFT, Align::Right);
            let name = TICKS.shorten(name, column.width() - NUMBER);
            canvas.text(&name, (column.left + NUMBER, y), TICKS, INK, Align::Left);
        }
        if let Some(more) = &self.more {
            let y = place.top + ROW / 2 + ROW * i32::try_from(rows).unwrap_or_default();
            canvas.text(more, (place.left + NUMBER, y), TICKS, SOFT, Align::Left);
        }
    }
}
