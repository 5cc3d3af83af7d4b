//! Months side by side: where each one's bar stands, and their names below.

use super::axis::TICKS;
use super::canvas::{Align, Canvas};
use super::palette::{INK, SOFT};
use super::shape::Rect;
use crate::rating::record::Month;
use crate::report::dates;
use crate::report::words::charts as say;
use crate::text::Lang;

/// The widest bar: a single month is not drawn as a wall.
const WIDEST_BAR: i32 = 96;

/// How high the names of months and years below a plot are.
pub(super) const LABEL_ROOM: i32 = 80;

/// The months of a period along the foot of a plot.
pub(super) struct Months<'a> {
    pub(super) plot: Rect,
    pub(super) months: &'a [Month],
    pub(super) lang: Lang,
}

impl Months<'_> {
    /// The month's part of the plot.
    pub(super) fn slot(&self, index: usize) -> Rect {
        self.plot.column(index, self.months.len())
    }

    /// The month's bar, over the plot's whole height.
    pub(super) fn bar(&self, index: usize) -> Rect {
        let slot = self.slot(index);
        slot.narrowed((slot.width() * 4 / 5).clamp(1, WIDEST_BAR))
    }

    /// Draws the names of months and years, as many as have room.
    pub(super) fn draw_names(&self, canvas: &mut Canvas) {
        let (mut month_end, mut year_end) = (i32::MIN, i32::MIN);
        for (index, month) in self.months.iter().enumerate() {
            let (middle, _) = self.slot(index).middle();
            let (name, year, first) = self.name(&month.label);
            self.draw_name(canvas, &name, (middle, self.plot.bottom + 24), &mut month_end);
            if first || index == 0 {
                self.draw_name(canvas, &year, (middle, self.plot.bottom + 56), &mut year_end);
            }
        }
    }

    /// Draws a name where it does not touch the one before, which ended at `end`.
    fn draw_name(&self, canvas: &mut Canvas, name: &str, (middle, y): (i32, i32), end: &mut i32) {
        let half = TICKS.width(name) / 2;
        if middle - half > end.saturating_add(8) {
            canvas.text(name, (middle, y), TICKS, INK, Align::Centre);
            *end = middle + half;
        }
    }

    /// Says of a month that nothing is known of it: a gap alone could be taken for a small value.
    pub(super) fn draw_gap(&self, canvas: &mut Canvas, index: usize) {
        let slot = self.slot(index);
        let words = say::NO_DATA.get(self.lang);
        let text = if TICKS.width(words) <= slot.width() { words } else { "–" };
        canvas.text(text, (slot.middle().0, slot.bottom - 22), TICKS, SOFT, Align::Centre);
    }

    /// The name of a month such as `2025-03`, that of its year, and whether it is the year's first.
    fn name(&self, label: &str) -> (String, String, bool) {
        match dates::month_written(label) {
            Some(month) => {
                let year = dates::of_year(month, self.lang);
                (dates::short_month(month, self.lang).to_owned(), year, month.month() == 1)
            }
            None => (label.to_owned(), String::new(), false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn months_are_named_in_both_languages_and_what_is_no_month_as_it_is() {
        let rating = samples::rating_of(1.18);
        let months = |lang| Months { plot: Rect::new(0, 0, 1200, 100), months: &rating.months, lang };
        assert_eq!(months(Lang::Zh).name("2025-03"), ("3月".to_owned(), "2025年".to_owned(), false));
        assert_eq!(months(Lang::En).name("2025-01"), ("Jan".to_owned(), "2025".to_owned(), true));
        for label in ["2025-13", "2025-00", "spring"] {
            assert_eq!(months(Lang::En).name(label).0, label);
        }
    }

    #[test]
    fn bars_stand_in_the_middle_of_their_slots() {
        let rating = samples::rating_of(1.18);
        let months = Months { plot: Rect::new(0, 0, 1200, 100), months: &rating.months, lang: Lang::Zh };
        assert_eq!((months.slot(1), months.bar(1)), (Rect::new(100, 0, 200, 100), Rect::new(110, 0, 190, 100)));
    }
}
