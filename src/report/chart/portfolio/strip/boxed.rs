//! The box of the quartiles, and the facilities that stand apart from it.

use super::super::super::axis::{self, Axis};
use super::super::super::canvas::{Align, Canvas};
use super::super::super::palette::{INK, PAPER, SOFT};
use super::super::super::shape::Rect;
use super::{BOX, ENDS, IDS, NAMES, POINT, STANDS_APART, Strip};
use crate::rating::portfolio::Spread;
use crate::report::outliers::record;
use crate::report::phrase::indicator_name;

/// An id longer than this is cut.
const ID_ROOM: i32 = 240;

impl Strip<'_> {
    /// The quartiles, the median, and how far those reach that do not stand apart.
    pub(super) fn draw_box(&self, canvas: &mut Canvas, place: Rect, axis: &Axis) {
        let Spread { lower_quartile, median, upper_quartile, .. } = *self.spread;
        let at = |value: f64| axis.at(value * self.scale);
        let middle = place.middle().1;
        let (near, far) = self.reach();
        canvas.rule((at(near), at(far)), middle, SOFT, 3);
        for end in [near, far] {
            canvas.fill(Rect::new(at(end) - 1, middle - 9, at(end) + 2, middle + 9), SOFT);
        }
        let (left, right) = (at(lower_quartile), at(upper_quartile));
        canvas.paint(Rect::new(left, middle - 14, right.max(left + 3), middle + 14), BOX);
        canvas.fill(Rect::new(at(median) - 2, middle - 17, at(median) + 2, middle + 17), INK);
    }

    /// The least and the greatest value that does not stand apart.
    fn reach(&self) -> (f64, f64) {
        let Spread { least, most, fences, values, .. } = self.spread;
        let Some([low, high]) = *fences else { return (*least, *most) };
        let within = values.iter().map(|(_, value)| *value).filter(|value| (low..=high).contains(value));
        let ends = axis::ends(within);
        if ends.0 <= ends.1 { ends } else { (*least, *most) }
    }

    /// Rings for those that stand apart, the farthest first to be named.
    pub(super) fn draw_outliers(&self, canvas: &mut Canvas, place: Rect, axis: &Axis) {
        let mut outliers: Vec<_> = self.spread.outliers.iter().collect();
        let away = |value: f64| (value - self.spread.median).abs();
        outliers.sort_by(|a, b| away(b.value).total_cmp(&away(a.value)).then_with(|| a.id.cmp(&b.id)));
        let middle = place.middle().1;
        let places: Vec<i32> = outliers.iter().map(|one| axis.at(one.value * self.scale)).collect();
        let mut taken: Vec<(i32, i32)> = Vec::new();
        for (one, x) in outliers.into_iter().zip(places.iter().copied()) {
            canvas.ring((x, middle), STANDS_APART);
            let name = self.names.get(one.id.as_str()).copied().unwrap_or_default();
            let value = format!("{} {}", indicator_name(&self.spread.indicator, self.lang), self.shown(one.value));
            let record = record(one, self.lang);
            canvas.reading(Rect::about((x, middle), 11), &[name, &one.id, &value, &record]);
            // Those behind the same ring are counted.
            let hidden = places.iter().filter(|other| (x - **other).abs() < POINT).count().saturating_sub(1);
            let more = if hidden > 0 { format!(" +{hidden}") } else { String::new() };
            let id = format!("{}{more}", NAMES.shorten(&one.id, ID_ROOM));
            let width = NAMES.width(&id);
            let left = (x - width / 2).clamp(place.left - ENDS, place.right + ENDS - width);
            if taken.iter().all(|(from, to)| left + width + 16 <= *from || *to + 16 <= left) {
                taken.push((left, left + width));
                let line = place.top - IDS / 2;
                canvas.fill(Rect::new(left - 2, line - 13, left + width + 2, line + 13), PAPER);
                canvas.text(&id, (left, line), NAMES, INK, Align::Left);
            }
        }
    }
}
