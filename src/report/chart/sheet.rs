//! What is around every chart: its title, its legend and its foot.

use plotters::style::RGBColor;

use super::canvas::{Align, Canvas};
use super::coverage_calendar::draw_mark;
use super::face::Face;
use super::palette::{INK, SOFT};
use super::shape::{Paint, Rect};
use crate::rating::{OutcomeStatus, Rating};
use crate::report::words::Words;
use crate::report::words::charts as say;
use crate::standard::Assessment;
use crate::telemetry::Severity;
use crate::text::Lang;

/// How wide every chart is, in pixels.
pub(super) const WIDTH: i32 = 1600;
/// How high charts are whose content does not ask for more.
pub(super) const HEIGHT: i32 = 900;
/// The empty edge.
const MARGIN: i32 = 56;

/// How wide the room for a chart is.
pub(super) const fn body_width() -> i32 {
    WIDTH - 2 * MARGIN
}

const TITLE: Face = Face::bold(40.0);
const SUBTITLE: Face = Face::regular(28.0);
const OUTCOME: Face = Face::bold(28.0);
const LEGEND: Face = Face::regular(24.0);
/// How signs over bars are lettered.
pub(super) const SIGN: Face = Face::bold(32.0);
const FOOT: Face = Face::regular(22.0);

/// How a legend shows what its words mean.
#[derive(Debug, Clone, Copy)]
pub(super) enum Swatch {
    Area(Paint),
    Dashes(RGBColor),
    Rule(RGBColor),
    Dots(RGBColor),
    Dot(RGBColor),
    Ring(RGBColor),
    Sign(&'static str),
    Mark(Severity),
}

/// The words and signs around a chart.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    title: String,
    subtitle: String,
    outcome: String,
    legend: Vec<(Swatch, String)>,
    foot: String,
}

impl Sheet {
    /// The sheet of a chart of one facility.
    pub(super) fn of(rating: &Rating, title: Words, lang: Lang) -> Self {
        let refused = rating.outcome.status == OutcomeStatus::Refused;
        let title = format!("{}{}{}", title.get(lang), say::BETWEEN, rating.period.label);
        let foot = Foot::of(rating, &rating.standards);
        let outcome = if refused { say::REFUSED_DATA.get(lang) } else { "" };
        Self::new(title, rating.facility.name.get(lang)).outcome(outcome).foot(&foot.text(lang))
    }

    pub(super) fn new(title: impl Into<String>, subtitle: impl Into<String>) -> Self {
        Self { title: title.into(), subtitle: subtitle.into(), ..Self::default() }
    }

    /// A line in bold: what came out.
    #[must_use]
    pub(super) fn outcome(self, outcome: impl Into<String>) -> Self {
        Self { outcome: outcome.into(), ..self }
    }

    #[must_use]
    pub(super) fn legend(self, legend: Vec<(Swatch, String)>) -> Self {
        Self { legend, ..self }
    }

    #[must_use]
    pub(super) fn foot(self, foot: &str) -> Self {
        Self { foot: foot.to_owned(), ..self }
    }

    /// Draws all that is around a chart, in a picture of the usual height, and gives the room for the chart.
    pub(super) fn open(&self) -> (Canvas, Rect) {
        self.open_with(HEIGHT)
    }

    /// The same with so much room for the chart.
    pub(super) fn open_for(&self, body: i32) -> (Canvas, Rect) {
        self.open_with(body + self.head_height() + self.foot_height())
    }

    fn open_with(&self, height: i32) -> (Canvas, Rect) {
        let title = format!("{}{}{}", self.title, say::BETWEEN, self.subtitle);
        let mut canvas = Canvas::new(WIDTH, height, &title);
        let whole = canvas.whole();
        let mut y = 36;
        for (line, face, colour) in self.head() {
            y += face.line_height();
            canvas.text(&line, (MARGIN, y - face.line_height() / 2), face, colour, Align::Left);
        }
        for (x, row, (swatch, label)) in self.legend_places() {
            let middle = y + legend_row() * row + legend_row() / 2 + 12;
            let place = Rect::new(x, middle - 12, x + swatch.width(), middle + 12);
            swatch.draw(&mut canvas, place);
            let text = x + swatch.width() + 12;
            let label = LEGEND.shorten(label, WIDTH - MARGIN - text);
            canvas.text(&label, (text, middle), LEGEND, INK, Align::Left);
        }
        let lines = self.foot_lines();
        let mut y = whole.bottom - self.foot_height() + 18;
        for line in lines {
            y += FOOT.line_height();
            canvas.text(&line, (MARGIN, y - FOOT.line_height() / 2), FOOT, SOFT, Align::Left);
        }
        (canvas, whole.inset(MARGIN, self.head_height(), MARGIN, self.foot_height()))
    }

    /// The lines at the top, each with its face and colour.
    fn head(&self) -> Vec<(String, Face, RGBColor)> {
        let room = WIDTH - 2 * MARGIN;
        let lines = |text: &str, face: Face, most: usize, colour: RGBColor| {
            let lines = face.wrap(text, room, most);
            lines.into_iter().map(move |line| (line, face, colour))
        };
        let title = lines(&self.title, TITLE, 2, INK);
        title.chain(lines(&self.subtitle, SUBTITLE, 2, SOFT)).chain(lines(&self.outcome, OUTCOME, 2, INK)).collect()
    }

    fn head_height(&self) -> i32 {
        let lines: i32 = self.head().iter().map(|(_, face, _)| face.line_height()).sum();
        let rows = self.legend_places().last().map_or(0, |(_, row, _)| row + 1);
        36 + lines + rows * legend_row() + 24
    }

    /// The legend's entries with their left edges and rows.
    fn legend_places(&self) -> Vec<(i32, i32, &(Swatch, String))> {
        let (mut x, mut row) = (MARGIN, 0);
        let mut places = Vec::new();
        for entry in &self.legend {
            let width = entry.0.width() + 12 + LEGEND.width(&entry.1);
            if x > MARGIN && x + width > WIDTH - MARGIN {
                (x, row) = (MARGIN, row + 1);
            }
            places.push((x, row, entry));
            x += width + 36;
        }
        places
    }

    fn foot_lines(&self) -> Vec<String> {
        FOOT.wrap(&self.foot, WIDTH - 2 * MARGIN, 2)
    }

    fn foot_height(&self) -> i32 {
        let lines = i32::try_from(self.foot_lines().len()).unwrap_or_default();
        40 + lines * FOOT.line_height()
    }
}

fn legend_row() -> i32 {
    LEGEND.line_height() + 4
}

impl Swatch {
    fn width(self) -> i32 {
        match self {
            Self::Area(_) | Self::Dashes(_) | Self::Rule(_) | Self::Dots(_) => 44,
            Self::Mark(_) | Self::Dot(_) | Self::Ring(_) => 24,
            Self::Sign(sign) => SIGN.width(sign),
        }
    }

    fn draw(self, canvas: &mut Canvas, area: Rect) {
        let (x, y) = area.middle();
        match self {
            Self::Area(paint) => canvas.paint(area, paint),
            Self::Dashes(colour) => canvas.dashes((area.left, area.right), y, colour, 4),
            Self::Rule(colour) => canvas.rule((area.left, area.right), y, colour, 4),
            Self::Dots(colour) => {
                canvas.rule((area.left, area.right), y, colour, 4);
                canvas.dot((x, y), 8, colour);
            }
            Self::Dot(colour) => canvas.dot((x, y), 8, colour),
            Self::Ring(colour) => canvas.ring((x, y), colour),
            Self::Mark(severity) => draw_mark(canvas, (x, y), severity),
            Self::Sign(sign) => canvas.text(sign, (x, y + 4), SIGN, INK, Align::Centre),
        }
    }
}

/// What must be said below every chart.
#[derive(Debug, Default)]
pub(super) struct Foot<'a> {
    /// Whether every figure is from its standard's official text; `None` where no standard was applied.
    pub(super) official: Option<bool>,
    /// Whether data is synthetic.
    pub(super) synthetic: bool,
    /// Whom the data comes from.
    pub(super) attributions: Vec<&'a str>,
}

impl<'a> Foot<'a> {
    /// The foot of a chart of one facility that shows something of these standards.
    pub(super) fn of(rating: &'a Rating, standards: &[Assessment]) -> Self {
        let each = standards.iter().map(|assessment| assessment.standard.official);
        Self {
            official: each.reduce(|one, other| one && other),
            synthetic: rating.facility.synthetic,
            attributions: rating.facility.attribution.iter().map(String::as_str).collect(),
        }
    }

    pub(super) fn text(&self, lang: Lang) -> String {
        let mut parts = Vec::new();
        if let Some(official) = self.official {
            parts.push(if official { say::OFFICIAL } else { say::REFERENCE }.get(lang).to_owned());
        }
        if self.synthetic {
            parts.push(say::SYNTHETIC.get(lang).to_owned());
        }
        if !self.attributions.is_empty() {
            parts.push(say::filled(say::ATTRIBUTION, lang, &[&self.attributions.join(say::BETWEEN)]));
        }
        parts.join(say::BETWEEN)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn the_foot_says_what_the_figures_and_the_data_are() {
        let rating = samples::rating_of(1.18);
        let foot = |lang| Sheet::of(&rating, say::SCORECARD, lang).foot;
        assert_eq!(foot(Lang::Zh), "参考版，非官方数值 · 合成数据 · 数据来源：Example Laboratory");
        assert_eq!(
            foot(Lang::En),
            "reference profile, not the official table · synthetic data · data: Example Laboratory"
        );
        assert_eq!(Foot::default().text(Lang::En), "");
    }

    #[test]
    fn the_foot_says_official_only_where_every_standard_of_the_chart_is() {
        let mut rating = samples::rating_of(1.18);
        rating.standards[0].standard.official = true;
        let foot = |count: usize| Foot::of(&rating, &rating.standards[..count]).text(Lang::Zh);
        assert_eq!(foot(1), "官方数值 · 合成数据 · 数据来源：Example Laboratory");
        assert!(foot(2).starts_with("参考版，非官方数值"), "the other standard's figures are not official");
        assert!(foot(0).starts_with("合成数据"));
    }

    #[test]
    fn the_title_names_the_chart_and_the_period_and_a_refused_facility_is_told() {
        let sheet = Sheet::of(&samples::refused(0.8), say::PUE_BY_MONTH, Lang::En);
        assert!(sheet.title.ends_with("by month · 2025") && sheet.subtitle.starts_with("Qinghai Lake"));
        assert!(sheet.outcome.starts_with("data refused"));
    }

    #[test]
    fn a_long_legend_goes_on_in_the_next_row() {
        let entry = || (Swatch::Rule(INK), "a source of electricity".to_owned());
        let sheet = Sheet::new("title", "name").legend((0..12).map(|_| entry()).collect());
        let places = sheet.legend_places();
        assert!(places.iter().all(|(x, ..)| *x < WIDTH - MARGIN) && places.last().unwrap().1 >= 2);
    }
}
