//! The trials of a rating: how its score and its key indicators are spread, with the levels' limits and the probability of
//! each level.

mod histogram;

use histogram::{part_within, real, spread, steps};

use super::axis::{Axis, LEFT_ROOM, TICKS, TITLES, stacked};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::limits::{LIMITS_ROOM, LevelAt, Limits, drawn_range};
use super::palette::{GRID, INK, PAPER, SOFT, THRESHOLD, level};
use super::shape::Rect;
use super::sheet::{Sheet, Swatch};
use super::{Chart, Kind};
use crate::rating::Rating;
use crate::rating::confidence::{Confidence, Simulated};
use crate::report::numbers;
use crate::report::phrase::{Phrases, indicator_name, with_aside};
use crate::report::words::{charts as say, confidence as c};
use crate::standard::vocabulary::{IndicatorKind, Vocabulary};
use crate::text::Lang;

const TITLE: Face = Face::bold(26.0);
const SHARES: Face = Face::bold(22.0);
/// The rooms of one quantity: its name, its plot with the levels' shares at the top, and what is below it.
const TITLE_ROOM: i32 = 44;
const SHARES_ROOM: i32 = 40;
const PLOT: i32 = 230;
const BELOW: i32 = 82;
const PANEL: i32 = TITLE_ROOM + LIMITS_ROOM + PLOT + BELOW;
/// How far below the plot the interval is drawn, and half the height of its ends.
const INTERVAL_AT: i32 = 16;
const CAP: i32 = 8;
/// More quantities than these are not drawn.
const MOST: usize = 4;

/// The chart; `None` where no trials were made, or where nothing that decides moves in them.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let confidence = rating.confidence.as_ref()?;
    let panels = Panel::all(rating, confidence, lang);
    if panels.is_empty() {
        return None;
    }
    let short = Phrases::of(rating, lang).confidence_in_short().unwrap_or_default();
    let sheet = Sheet::of(rating, c::CONFIDENCE_CHART, lang).outcome(short).legend(legend(&panels, lang));
    let (mut canvas, body) = sheet.open_for(PANEL * i32::try_from(panels.len()).unwrap_or_default());
    let mut top = body.top;
    for panel in &panels {
        panel.draw(&mut canvas, Rect { top, bottom: top + PANEL, ..body }, lang);
        top += PANEL;
    }
    Some(Chart::of(Kind::Confidence, canvas))
}

fn legend(panels: &[Panel<'_>], lang: Lang) -> Vec<(Swatch, String)> {
    let mut levels: Vec<&LevelAt> = Vec::new();
    let areas = panels.iter().flat_map(|panel| &panel.areas).filter(|area| area.share.is_some());
    for area in areas.filter_map(|area| area.level.as_ref()) {
        if !levels.contains(&area) {
            levels.push(area);
        }
    }
    levels.sort_by_key(|level| level.rank);
    let levels = levels.into_iter().map(|known| (Swatch::Area(level(known.rank)), known.title.clone()));
    let marks = [
        (Swatch::Rule(THRESHOLD), c::LIMITS),
        (Swatch::Rule(INK), c::INTERVAL_MARK),
        (Swatch::Sign("●"), c::VALUE_OF_RATING),
    ];
    levels.chain(marks.map(|(swatch, words)| (swatch, words.get(lang).to_owned()))).collect()
}

/// A part of the range in which one level is given.
struct Area {
    from: f64,
    to: f64,
    level: Option<LevelAt>,
    /// Which part of the trials fell into it, in words.
    share: Option<String>,
}

/// One quantity over all trials.
struct Panel<'a> {
    id: &'a str,
    title: String,
    /// What a value is times before it is lettered: shares are in percent.
    scale: f64,
    simulated: &'a Simulated,
    limits: Option<Limits<'a>>,
    /// The value as rated.
    value: Option<f64>,
    range: (f64, f64),
    areas: Vec<Area>,
}

impl<'a> Panel<'a> {
    /// The score, PUE, and the key indicators, as far as they move.
    fn all(rating: &'a Rating, confidence: &'a Confidence, lang: Lang) -> Vec<Self> {
        let Some(deciding) = rating.standards.first() else { return Vec::new() };
        let simulated = confidence.score.iter().chain(&confidence.indicators);
        let moving = simulated.filter(|simulated| simulated.histogram.step > 0.0);
        let panels = moving.filter_map(|simulated| {
            let limits = Limits::of(deciding, &simulated.id);
            // What no level asks for is in the report.
            (limits.is_some() || simulated.id == "pue").then(|| Self::of(rating, confidence, simulated, limits, lang))
        });
        panels.take(MOST).collect()
    }

    fn of(
        rating: &'a Rating,
        confidence: &Confidence,
        simulated: &'a Simulated,
        limits: Option<Limits<'a>>,
        lang: Lang,
    ) -> Self {
        let id = simulated.id.as_str();
        let value = match id {
            "score" => rating.standards.first().and_then(|deciding| deciding.score),
            id => super::indicator_value(rating, id),
        };
        let spread = spread(simulated);
        let range = drawn_range(limits, spread);
        let share = Vocabulary::embedded().indicator(id).is_some_and(|name| name.kind == IndicatorKind::Share);
        let mut panel = Self {
            id,
            title: title(id, lang),
            scale: if share { 100.0 } else { 1.0 },
            simulated,
            limits,
            value,
            range,
            areas: Vec::new(),
        };
        panel.areas = panel.areas_of(confidence, lang);
        panel
    }

    /// The range parted at the limits.
    fn areas_of(&self, confidence: &Confidence, lang: Lang) -> Vec<Area> {
        let (low, high) = self.range;
        let figures = self.limits.map(Limits::figures).unwrap_or_default();
        let within = figures.into_iter().filter(|figure| low < *figure && *figure < high);
        let ends: Vec<f64> = std::iter::once(low).chain(within).chain([high]).collect();
        let area = |(from, to): (&f64, &f64)| {
            let level = self.limits.map(|limits| limits.level_at(f64::midpoint(*from, *to), lang));
            let share = level.as_ref().and_then(|level| self.share(confidence, level, (*from, *to), lang));
            Area { from: *from, to: *to, level, share }
        };
        ends.iter().zip(ends.iter().skip(1)).map(area).collect()
    }

    /// The chance of a level: of the score as it was counted, and otherwise as the steps of the histogram tell it.
    fn share(&self, confidence: &Confidence, level: &LevelAt, ends: (f64, f64), lang: Lang) -> Option<String> {
        let track = confidence.tracks.iter().find(|track| Some(track.id.as_str()) == self.limits.map(Limits::track));
        let counted = track
            .filter(|_| self.id == "score")
            .and_then(|track| track.levels.iter().find(|known| known.level == level.id).map(|known| known.probability));
        match counted {
            Some(chance) => (chance > 0.0).then(|| numbers::chance(chance)),
            None => about(part_within(self.simulated, ends), lang),
        }
    }

    fn draw(&self, canvas: &mut Canvas, place: Rect, lang: Lang) {
        let plot = place.inset(LEFT_ROOM, TITLE_ROOM + LIMITS_ROOM, 0, BELOW);
        let title_at = place.top + TITLE_ROOM / 2;
        canvas.text(&self.title, (place.left, title_at), TITLE, INK, Align::Left);
        canvas.text(c::TRIALS_AXIS.get(lang), (plot.right, title_at), TITLES, SOFT, Align::Right);
        let axis = Axis::new((self.range.0 * self.scale, self.range.1 * self.scale), (plot.left, plot.right));
        for (tick, text) in axis.lettered(8) {
            let x = axis.at(tick);
            canvas.fill(Rect::new(x, plot.top + SHARES_ROOM, x + 2, plot.bottom), GRID);
            canvas.text(&text, (x, plot.bottom + 48), TICKS, INK, Align::Centre);
        }
        self.draw_bars(canvas, plot.inset(0, SHARES_ROOM, 0, 0), &axis);
        self.tell(canvas, plot.inset(0, SHARES_ROOM, 0, 0), &axis, lang);
        if let Some(limits) = self.limits {
            limits.draw(canvas, plot, self.range, &axis, self.scale, lang);
        }
        self.draw_shares(canvas, plot, &axis, lang);
        self.draw_interval(canvas, plot.bottom + INTERVAL_AT, &axis);
    }

    /// The steps as bars, each in the colours of the levels that it lies in.
    fn draw_bars(&self, canvas: &mut Canvas, plot: Rect, axis: &Axis) {
        let all: f64 = self.simulated.histogram.counts.iter().map(|count| real(*count)).sum();
        let most = self.simulated.histogram.counts.iter().map(|count| real(*count)).fold(0.0, f64::max);
        let upward = Axis::upward((0.0, most / all * 100.0), plot);
        for (tick, text) in upward.lettered(4) {
            let y = upward.at(tick);
            canvas.rule((plot.left, plot.right), y, GRID, 2);
            canvas.text(&text, (plot.left - 14, y), TICKS, INK, Align::Right);
        }
        for (from, to, count) in steps(self.simulated).filter(|(.., count)| *count > 0.0) {
            let top = upward.at(count / all * 100.0).min(plot.bottom - 2);
            for area in &self.areas {
                let (left, right) = (from.max(area.from), to.min(area.to));
                if left < right {
                    let [left, right] = [left, right].map(|value| axis.at(value * self.scale));
                    let paint = level(area.level.as_ref().map_or(2, |level| level.rank));
                    canvas.paint(Rect::new(left, top, right.max(left + 1), plot.bottom), paint);
                }
            }
        }
        canvas.rule((plot.left, plot.right), plot.bottom, SOFT, 2);
    }

    /// The name of each level with its chance, over the trials that gave it.
    fn draw_shares(&self, canvas: &mut Canvas, plot: Rect, axis: &Axis, lang: Lang) {
        let (low, high) = spread(self.simulated);
        let labels: Vec<(i32, String)> = self
            .areas
            .iter()
            .filter_map(|area| {
                let label = c::chance_of(&area.level.as_ref()?.title, area.share.as_ref()?, lang);
                let middle = f64::midpoint(area.from.max(low), area.to.min(high));
                Some((axis.at(middle * self.scale) - SHARES.width(&label) / 2, label))
            })
            .collect();
        let wanted: Vec<(i32, i32)> = labels.iter().map(|(left, label)| (*left, SHARES.width(label) + 28)).collect();
        for ((_, label), left) in labels.iter().zip(stacked(&wanted, (plot.left, plot.right + 28))) {
            let y = plot.top + SHARES_ROOM / 2;
            canvas.fill(Rect::new(left - 4, y - 14, left + SHARES.width(label) + 4, y + 14), PAPER);
            canvas.text(label, (left, y), SHARES, INK, Align::Left);
        }
    }

    /// Each step with its part of the trials, for who points at it, and what is drawn below the steps.
    fn tell(&self, canvas: &mut Canvas, plot: Rect, axis: &Axis, lang: Lang) {
        let all: f64 = self.simulated.histogram.counts.iter().map(|count| real(*count)).sum();
        let ends = |low: f64, high: f64| {
            let step = high - low;
            let [low, high] = [low, high].map(|end| numbers::as_sure_as(self.id, end, step, lang));
            format!("{} {low} – {high}", self.title)
        };
        for (from, to, count) in steps(self.simulated).filter(|(.., count)| *count > 0.0) {
            let [left, right] = [from, to].map(|value| axis.at(value * self.scale));
            let area = Rect { left, right: right.max(left + 1), ..plot };
            let part = format!("{} {}", c::SHARE_OF_TRIALS.get(lang), numbers::chance(count / all));
            canvas.reading(area, &[&ends(from, to), &part]);
        }
        let interval = self.simulated.interval;
        let [left, right] = [interval.low, interval.high].map(|end| axis.at(end * self.scale));
        let y = plot.bottom + INTERVAL_AT;
        let value = self.value.map(|value| {
            let value = numbers::as_sure_as(self.id, value, interval.high - interval.low, lang);
            format!("{} {value}", c::VALUE_OF_RATING.get(lang))
        });
        let told = format!("{} {}", c::INTERVAL_MARK.get(lang), ends(interval.low, interval.high));
        let parts: Vec<&str> = std::iter::once(told.as_str()).chain(value.as_deref()).collect();
        canvas.reading(Rect::new(left - CAP, y - CAP, right + CAP, y + CAP), &parts);
    }

    fn draw_interval(&self, canvas: &mut Canvas, y: i32, axis: &Axis) {
        let interval = self.simulated.interval;
        let [low, high] = [interval.low, interval.high].map(|end| axis.at(end * self.scale));
        canvas.line(&[(low, y), (high, y)], INK, 4);
        for end in [low, high] {
            canvas.line(&[(end, y - CAP), (end, y + CAP)], INK, 4);
        }
        if let Some(value) = self.value {
            canvas.dot((axis.at(value * self.scale), y), 9, INK);
        }
    }
}

/// What a quantity is called along its axis, with its unit.
fn title(id: &str, lang: Lang) -> String {
    match (id, numbers::unit(id)) {
        ("score", _) => say::SCORE_AXIS.get(lang).to_owned(),
        ("pue", _) => say::PUE_AXIS.get(lang).to_owned(),
        ("clean_share", _) => say::SHARE_AXIS.get(lang).to_owned(),
        (id, "") => indicator_name(id, lang),
        (id, unit) => with_aside(&indicator_name(id, lang), unit, lang),
    }
}

/// A chance that is known to a percent or so.
fn about(chance: f64, lang: Lang) -> Option<String> {
    if chance <= 0.0 {
        return None;
    }
    Some(match numbers::fixed(chance * 100.0, 0).as_str() {
        "0" => "< 1 %".to_owned(),
        "100" if chance < 1.0 => "> 99 %".to_owned(),
        "100" => "100 %".to_owned(),
        percent => say::filled(c::ABOUT, lang, &[percent]),
    })
}

#[cfg(test)]
pub(super) mod samples;

#[cfg(test)]
mod tests;
