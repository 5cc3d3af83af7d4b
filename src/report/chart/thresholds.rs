//! The figures of standards that PUE is held against, as lines across a plot with labels that do not overlap.

use super::axis::{Axis, stacked};
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{INK, SOFT, THRESHOLD};
use super::shape::Rect;
use crate::rating::Rating;
use crate::report::numbers;
use crate::report::words::charts as say;
use crate::standard::Assessment;
use crate::standard::assessment::Comparison;
use crate::text::{Lang, Text};

const INDICATOR: &str = "pue";
const FIGURE: Face = Face::bold(26.0);
const ASKED_BY: Face = Face::regular(22.0);
/// How far labels are from the plot.
const APART: i32 = 40;
/// The most that labels may take from the plot; longer ones are cut.
const MOST_ROOM: i32 = 470;

/// A figure, and who asks for it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Threshold {
    pub(super) value: f64,
    bound: String,
    /// Each standard with what it calls the figure: its levels, a prerequisite.
    asked_by: Vec<(Text, Vec<Text>)>,
}

impl Threshold {
    /// Every figure that a rating holds PUE against for a level or as a prerequisite, the highest first; figures that
    /// coincide are one.
    pub(super) fn all(rating: &Rating) -> Vec<Self> {
        let mut thresholds: Vec<Self> = Vec::new();
        for assessment in &rating.standards {
            for (compared, name) in asked(assessment) {
                Self::add(&mut thresholds, compared, name, assessment);
            }
        }
        thresholds.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.bound.cmp(&b.bound)));
        thresholds
    }

    fn add(thresholds: &mut Vec<Self>, compared: &Comparison, name: Text, assessment: &Assessment) {
        let same = |known: &&mut Self| known.value == compared.figure.value && known.bound == compared.bound;
        let standard = title_of(assessment);
        let Some(known) = thresholds.iter_mut().find(same) else {
            let asked_by = vec![(standard, vec![name])];
            thresholds.push(Self { value: compared.figure.value, bound: compared.bound.clone(), asked_by });
            return;
        };
        match known.asked_by.iter_mut().find(|(by, _)| *by == standard) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => known.asked_by.push((standard, vec![name])),
        }
    }

    fn figure(&self, lang: Lang) -> String {
        let sign = match self.bound.as_str() {
            "at_most" => "≤ ",
            "below" => "< ",
            "at_least" => "≥ ",
            "above" => "> ",
            _ => "",
        };
        format!("{sign}{}", numbers::figure(INDICATOR, self.value, lang))
    }

    fn lines(&self, lang: Lang) -> Vec<String> {
        let names =
            |names: &[Text]| names.iter().map(|name| name.get(lang)).collect::<Vec<_>>().join(say::AND.get(lang));
        self.asked_by.iter().map(|(standard, asked)| format!("{} {}", standard.get(lang), names(asked))).collect()
    }
}

/// What an assessment holds PUE against, with its name.
fn asked(assessment: &Assessment) -> Vec<(&Comparison, Text)> {
    let of_pue = |compared: &&Comparison| compared.indicator == INDICATOR;
    let levels = assessment
        .tracks
        .iter()
        .flat_map(|track| &track.tried)
        .flat_map(|tried| tried.compared.iter().filter(of_pue).map(|compared| (compared, tried.title.clone())));
    let prerequisites = assessment.prerequisites.iter().map(|prerequisite| &prerequisite.compared).filter(of_pue);
    levels.chain(prerequisites.map(|compared| (compared, say::both(say::PREREQUISITE)))).collect()
}

/// The standard's number, or its title where it has none.
fn title_of(assessment: &Assessment) -> Text {
    match &assessment.standard.number {
        Some(number) => Text::new(number, number),
        None => assessment.standard.title.clone(),
    }
}

/// Draws the lines across the plot, and their labels in the room on its right.
pub(super) fn draw(canvas: &mut Canvas, thresholds: &[Threshold], axis: &Axis, plot: Rect, right: i32, lang: Lang) {
    let ends = (plot.top - 20, plot.bottom + 20);
    let mut labels: Vec<Label> = thresholds.iter().map(|threshold| Label::of(threshold, axis, lang)).collect();
    // Many labels have room for one line each.
    if labels.iter().map(Label::height).sum::<i32>() > ends.1 - ends.0 {
        labels.iter_mut().for_each(|label| label.folded = true);
    }
    for (label, top) in labels.iter().zip(places(&labels, ends)) {
        let figure_at = top + FIGURE.line_height() / 2;
        canvas.rule((plot.left, plot.right), label.at, THRESHOLD, 3);
        canvas.line(&[(plot.right, label.at), (plot.right + APART - 10, figure_at)], THRESHOLD, 3);
        label.draw(canvas, (plot.right + APART, right), top);
    }
}

/// How much room the widest label needs beside the plot.
pub(super) fn room(thresholds: &[Threshold], lang: Lang) -> i32 {
    let lines = thresholds.iter().flat_map(|threshold| threshold.lines(lang));
    lines.map(|line| ASKED_BY.width(&line) + APART).max().unwrap_or_default().min(MOST_ROOM)
}

struct Label {
    at: i32,
    figure: String,
    lines: Vec<String>,
    /// Whether the lines stand behind the figure and not below it.
    folded: bool,
}

impl Label {
    fn of(threshold: &Threshold, axis: &Axis, lang: Lang) -> Self {
        Self {
            at: axis.at(threshold.value),
            figure: threshold.figure(lang),
            lines: threshold.lines(lang),
            folded: false,
        }
    }

    /// Draws the label between two edges, from `top` down.
    fn draw(&self, canvas: &mut Canvas, (left, right): (i32, i32), top: i32) {
        let mut middle = top + FIGURE.line_height() / 2;
        canvas.text(&self.figure, (left, middle), FIGURE, INK, Align::Left);
        if self.folded {
            let left = left + FIGURE.width(&self.figure) + 14;
            let line = ASKED_BY.shorten(&self.lines.join(say::BETWEEN), right - left);
            canvas.text(&line, (left, middle), ASKED_BY, SOFT, Align::Left);
            return;
        }
        middle += i32::midpoint(FIGURE.line_height(), ASKED_BY.line_height());
        for line in &self.lines {
            canvas.text(&ASKED_BY.shorten(line, right - left), (left, middle), ASKED_BY, SOFT, Align::Left);
            middle += ASKED_BY.line_height();
        }
    }

    fn height(&self) -> i32 {
        let lines = if self.folded { 0 } else { i32::try_from(self.lines.len()).unwrap_or_default() };
        FIGURE.line_height() + lines * ASKED_BY.line_height() + 6
    }
}

/// The top of each label: its figure beside its line where it can be, and below the label above in any case.
fn places(labels: &[Label], ends: (i32, i32)) -> Vec<i32> {
    let wanted = labels.iter().map(|label| (label.at - FIGURE.line_height() / 2, label.height()));
    stacked(&wanted.collect::<Vec<_>>(), ends)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn figures_that_coincide_are_one_line_with_both_standards() {
        let thresholds = Threshold::all(&samples::rating_of(1.42));
        let values: Vec<f64> = thresholds.iter().map(|threshold| threshold.value).collect();
        assert_eq!(values, [1.5, 1.3, 1.2]);
        assert_eq!(thresholds[0].figure(Lang::En), "≤ 1.5");
        assert_eq!(thresholds[0].lines(Lang::En), ["DB63/T 2223-2023 Level 3, prerequisite", "GB 40879-2021 Grade 3"]);
    }

    #[test]
    fn many_figures_are_drawn_with_folded_labels() {
        let mut rating = samples::rating_of(1.42);
        let compared = &mut rating.standards[0].tracks[1].tried[0].compared;
        for step in 0..9 {
            let mut more = compared[0].clone();
            more.figure.value = 1.11 + 0.017 * f64::from(step);
            compared.push(more);
        }
        assert_eq!(Threshold::all(&rating).len(), 12);
        let chart = super::super::pue_by_month::draw(&rating, Lang::En).unwrap();
        samples::Picture::of(&chart.png().unwrap()).assert_chart(1600, 900);
    }

    #[test]
    fn labels_never_overlap_even_where_lines_do() {
        let label = |at| Label { at, figure: String::new(), lines: vec![String::new(); 2], folded: false };
        let labels = [label(300), label(302), label(304), label(560)];
        let tops = places(&labels, (0, 600));
        assert!(tops.windows(2).all(|pair| pair[0] + labels[0].height() <= pair[1]), "{tops:?}");
        assert!(tops[0] >= 0 && tops[3] + labels[3].height() <= 600, "{tops:?}");
    }
}
