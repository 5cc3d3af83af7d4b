//! PUE by outdoor temperature and by IT load, side by side: a bar a bin, with its hours below.

use plotters::style::RGBColor;

use super::axis::{Axis, LEFT_ROOM, TICKS, TITLE_ROOM};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{INK, MEASURED, PAPER, SOFT};
use super::shape::Rect;
use super::sheet::{Sheet, Swatch};
use super::{Chart, Kind, indicator_value};
use crate::indicator::efficiency_detail::ConditionBin;
use crate::rating::Rating;
use crate::report::numbers;
use crate::report::phrase::efficiency::{load_base, whole};
use crate::report::words::charts as say;
use crate::report::words::efficiency as e;
use crate::text::Lang;

/// The PUE of a facility that consists of IT alone: bars stand on it.
const NO_OVERHEAD: f64 = 1.0;
/// The room below a panel: ends of bins, hours, and what the condition is.
const FOOT: i32 = 128;
/// Between two panels.
const BETWEEN_PANELS: i32 = 56;
/// The widest bar.
const WIDEST_BAR: i32 = 110;

const VALUES: Face = Face::bold(22.0);
const HOURS: Face = Face::regular(20.0);

/// More slots than these are not made for bins without hours.
const MOST_SLOTS: usize = 40;

/// One panel: its slots, how an end of a bin is written, and what the condition is.
struct Panel<'a> {
    /// The bins in their order, and nothing where there are no hours between two of them.
    slots: Vec<Option<&'a ConditionBin>>,
    end: fn(f64) -> String,
    name: String,
}

/// The chart; `None` where PUE is known by no condition.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let told = rating.efficiency.as_ref()?;
    let by_temperature = told.by_temperature.as_ref().map(|by| Panel {
        slots: slots(&by.bins),
        end: whole,
        name: e::TEMPERATURE_AXIS.get(lang).to_owned(),
    });
    let by_load = told.by_load.as_ref().map(|by| Panel {
        slots: slots(&by.bins),
        end: |share| whole(share * 100.0),
        name: load_base(by, lang),
    });
    let title = match (&by_temperature, &by_load) {
        (Some(_), None) => e::BY_TEMPERATURE,
        (None, Some(_)) => e::BY_LOAD,
        _ => e::PUE_BY_CONDITION,
    };
    let panels: Vec<Panel<'_>> = by_temperature.into_iter().chain(by_load).filter(Panel::has_any).collect();
    if panels.is_empty() {
        return None;
    }
    let whole_period = indicator_value(rating, "pue");
    let sheet = Sheet::of(rating, title, lang).legend(legend(whole_period, lang));
    let (mut canvas, body) = sheet.open();
    let range = range(&panels, whole_period);
    for (panel, part) in panels.iter().zip(parts(&panels, body)) {
        let plot = part.inset(LEFT_ROOM, TITLE_ROOM, 0, FOOT);
        let axis = Axis::upward(range, plot);
        axis.draw_left(&mut canvas, plot, say::PUE_AXIS.get(lang));
        panel.draw_bars(&mut canvas, plot, &axis);
        if let Some(pue) = whole_period {
            canvas.dashes((plot.left, plot.right), axis.at(pue), INK, 3);
        }
        panel.draw_values(&mut canvas, plot, &axis, lang);
        panel.draw_foot(&mut canvas, plot, lang);
    }
    Some(Chart::of(Kind::PueByCondition, canvas))
}

/// The bins on an even axis, with empty places for those between them that have no hours.
fn slots(bins: &[ConditionBin]) -> Vec<Option<&ConditionBin>> {
    let mut slots: Vec<Option<&ConditionBin>> = Vec::new();
    let mut end = None;
    for bin in bins {
        let width = bin.below - bin.from;
        let mut reached = end.unwrap_or(bin.from);
        while bin.from - reached > width / 2.0 && slots.len() < MOST_SLOTS {
            slots.push(None);
            reached += width;
        }
        slots.push(Some(bin));
        end = Some(bin.below);
    }
    slots
}

/// The panels' parts of the body, each as wide as its slots ask for, and none too narrow for its name.
fn parts(panels: &[Panel<'_>], body: Rect) -> Vec<Rect> {
    let [first, second] = panels else { return vec![body] };
    let wants = |panel: &Panel<'_>| i32::try_from(panel.slots.len() + 2).unwrap_or(i32::MAX / 4);
    let (one, other) = (wants(first), wants(second));
    let free = body.width() - BETWEEN_PANELS;
    let share = i64::from(free) * i64::from(one) / i64::from(one + other);
    let width = i32::try_from(share).unwrap_or(free / 2).clamp(free / 8 * 3, free / 8 * 5);
    let edge = body.left + width;
    vec![Rect { right: edge, ..body }, Rect { left: edge + BETWEEN_PANELS, ..body }]
}

fn legend(whole: Option<f64>, lang: Lang) -> Vec<(Swatch, String)> {
    let mut legend = vec![(Swatch::Area(MEASURED), e::PUE_OF_BIN.get(lang).to_owned())];
    if let Some(pue) = whole {
        let value = numbers::indicator("pue", pue, lang);
        legend.push((Swatch::Dashes(INK), say::filled(say::PUE_OF_PERIOD, lang, &[&value])));
    }
    legend
}

/// From no overhead (or less, in data that can not be) to beyond all that is drawn, the same for both panels.
fn range(panels: &[Panel<'_>], whole: Option<f64>) -> (f64, f64) {
    let drawn = panels.iter().flat_map(Panel::values).chain(whole);
    let (low, high) = drawn.fold((NO_OVERHEAD, NO_OVERHEAD), |(low, high), pue| (low.min(pue), high.max(pue)));
    let spare = ((high - low) * 0.1).max(0.01);
    (if low < NO_OVERHEAD { low - spare } else { low }, high + spare)
}

impl Panel<'_> {
    fn values(&self) -> impl Iterator<Item = f64> {
        self.slots.iter().flatten().filter_map(|bin| bin.pue)
    }

    fn has_any(&self) -> bool {
        self.values().next().is_some()
    }

    /// The places of the bins, each with its bin.
    fn places(&self, plot: Rect) -> impl Iterator<Item = (Rect, &ConditionBin)> {
        let count = self.slots.len();
        let slots = self.slots.iter().enumerate();
        slots.filter_map(move |(index, bin)| Some((plot.column(index, count), (*bin)?)))
    }

    fn draw_bars(&self, canvas: &mut Canvas, plot: Rect, axis: &Axis) {
        for (slot, bin) in self.places(plot) {
            if let Some(pue) = bin.pue {
                canvas.paint(bar_of(slot, axis, pue), MEASURED);
            }
        }
        canvas.rule((plot.left, plot.right), axis.at(NO_OVERHEAD), SOFT, 2);
    }

    /// Writes each PUE above its bar, where there is room for it, on a ground that keeps the dashes away.
    fn draw_values(&self, canvas: &mut Canvas, plot: Rect, axis: &Axis, lang: Lang) {
        for (slot, bin) in self.places(plot) {
            let Some(pue) = bin.pue else { continue };
            let text = numbers::indicator("pue", pue, lang);
            let width = VALUES.width(&text);
            if width + 4 <= slot.width() {
                let top = axis.at(pue.max(NO_OVERHEAD));
                let ground = Rect { top: top - 34, bottom: top - 1, ..slot }.narrowed(width + 4);
                canvas.fill(ground, PAPER);
                canvas.text(&text, (ground.middle().0, top - 18), VALUES, INK, Align::Centre);
            }
        }
    }

    /// Writes the ends of the bins between them, their hours below them, and the condition, as far as there is room.
    fn draw_foot(&self, canvas: &mut Canvas, plot: Rect, lang: Lang) {
        let mut ends = Line { y: plot.bottom + 24, face: TICKS, colour: INK, free_from: i32::MIN };
        let mut hours = Line { y: plot.bottom + 58, face: HOURS, colour: SOFT, free_from: i32::MIN };
        for (slot, bin) in self.places(plot) {
            let range = format!("{} {} – {}", self.name, (self.end)(bin.from), (self.end)(bin.below));
            let pue = bin.pue.map_or_else(
                || say::NO_DATA.get(lang).to_owned(),
                |pue| format!("{} {}", say::PUE_COLUMN.get(lang), numbers::indicator("pue", pue, lang)),
            );
            canvas.reading(slot, &[&range, &pue, &format!("{} h", numbers::grouped(bin.hours))]);
            ends.write(canvas, &(self.end)(bin.from), slot.left);
            hours.write(canvas, &format!("{} h", numbers::grouped(bin.hours)), slot.middle().0);
            ends.write(canvas, &(self.end)(bin.below), slot.right);
        }
        let name = TICKS.shorten(&self.name, plot.width() + LEFT_ROOM);
        let (middle, _) = Rect { left: plot.left - LEFT_ROOM, ..plot }.middle();
        canvas.text(&name, (middle, plot.bottom + 100), TICKS, INK, Align::Centre);
    }
}

/// Words side by side on one line; a word that would touch the one before is left out.
struct Line {
    y: i32,
    face: Face,
    colour: RGBColor,
    free_from: i32,
}

impl Line {
    fn write(&mut self, canvas: &mut Canvas, text: &str, middle: i32) {
        let half = self.face.width(text) / 2;
        if middle - half >= self.free_from {
            canvas.text(text, (middle, self.y), self.face, self.colour, Align::Centre);
            self.free_from = middle + half + 8;
        }
    }
}

fn bar_of(slot: Rect, axis: &Axis, pue: f64) -> Rect {
    let (from, to) = (axis.at(NO_OVERHEAD), axis.at(pue));
    let slot = slot.narrowed((slot.width() * 4 / 5).clamp(1, WIDEST_BAR));
    Rect { top: from.min(to), bottom: from.max(to).max(from.min(to) + 3), ..slot }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;
    use crate::indicator::efficiency_detail::{Efficiency, LoadBase, PueByLoad, PueByTemperature};

    fn bins(count: usize, first: f64, width: f64) -> Vec<ConditionBin> {
        let numbers = (0..count).map(|index| f64::from(u32::try_from(index).unwrap()));
        let bin = |index: f64| ConditionBin {
            from: first + index * width,
            below: first + (index + 1.0) * width,
            hours: 120.0 * (index + 1.0),
            total_kwh: 1.0,
            it_kwh: 1.0,
            pue: Some(1.08 + index * 0.02),
        };
        numbers.map(bin).collect()
    }

    fn told(temperatures: usize, loads: usize) -> Rating {
        let mut rating = samples::rating_of(1.18);
        let by_temperature = (temperatures > 0).then(|| PueByTemperature {
            file: "weather.csv".to_owned(),
            bins: bins(temperatures, -30.0, 5.0),
            hours_without_temperature: 0.0,
        });
        let by_load =
            (loads > 0).then(|| PueByLoad { base: LoadBase::RatedRacks, base_kw: 4800.0, bins: bins(loads, 0.3, 0.1) });
        rating.efficiency = Some(Efficiency { by_temperature, by_load, ..Efficiency::default() });
        rating
    }

    #[test]
    fn both_panels_and_each_alone_are_drawn_the_same_twice_in_both_languages() {
        for (temperatures, loads) in [(12, 4), (0, 7), (3, 0), (1, 1), (16, 11)] {
            let rating = told(temperatures, loads);
            for lang in [Lang::Zh, Lang::En] {
                let (first, second) = (draw(&rating, lang).unwrap(), draw(&rating, lang).unwrap());
                assert_eq!((first.name, first.png().unwrap()), ("pue-by-condition", second.png().unwrap()));
                Picture::of(&first.png().unwrap()).assert_chart(1600, 900);
            }
        }
    }

    #[test]
    fn a_higher_pue_is_a_longer_bar_and_impossible_values_are_drawn() {
        let low = told(2, 0);
        let mut high = low.clone();
        let by = high.efficiency.as_mut().unwrap().by_temperature.as_mut().unwrap();
        by.bins[0].pue = Some(1.095);
        let png = |rating: &Rating| Picture::of(&draw(rating, Lang::En).unwrap().png().unwrap());
        assert_ne!(png(&low), png(&high));
        by_zero(&mut high, Some(0.8));
        png(&high).assert_chart(1600, 900);
    }

    #[test]
    fn bins_without_hours_leave_their_places_empty_and_panels_are_as_wide_as_their_bins_ask_for() {
        let mut gapped = bins(4, -10.0, 5.0);
        gapped.remove(1);
        gapped.remove(1);
        let known: Vec<bool> = slots(&gapped).iter().map(Option::is_some).collect();
        assert_eq!(known, [true, false, false, true]);
        let panel = |count| Panel { slots: vec![None; count], end: whole, name: String::new() };
        let body = Rect::new(0, 0, 1056, 500);
        let widths = |one, other| parts(&[panel(one), panel(other)], body).iter().map(|part| part.width()).collect();
        let found: [Vec<i32>; 3] = [widths(3, 3), widths(13, 3), widths(98, 3)];
        // 5 of 10 parts of 1000; 15 of 20 and 100 of 105 would leave the other less than three eighths.
        assert_eq!(found, [vec![500, 500], vec![625, 375], vec![625, 375]]);
    }

    fn by_zero(rating: &mut Rating, pue: Option<f64>) {
        let by = rating.efficiency.as_mut().unwrap().by_temperature.as_mut().unwrap();
        by.bins.iter_mut().for_each(|bin| bin.pue = pue);
    }

    #[test]
    fn without_a_pue_by_any_condition_there_is_no_chart() {
        assert_eq!(draw(&samples::rating_of(1.18), Lang::Zh), None);
        let mut rating = told(2, 0);
        by_zero(&mut rating, None);
        assert_eq!(draw(&rating, Lang::Zh), None);
    }
}
