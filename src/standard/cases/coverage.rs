//! Which thresholds of a pack its golden cases exercise: each below, on and above its figure, and where the figure
//! changes from some day on, below, on and above each of its values.

use std::collections::BTreeMap;

use crate::standard::assessment::{Assessment, Comparison};
use crate::standard::figures::AnyFigure;
use crate::standard::model::Pack;

/// The parts of a place that do not name a threshold: amounts that are given or taken, not compared with.
const AMOUNTS: [&str; 7] =
    ["points", "when_missing", "scale", "without_evidence_at_most", "otherwise", "none", "max_age_months"];

/// Which sides of each threshold were exercised.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// By the place of the figure and, where it changes, its value.
    thresholds: BTreeMap<String, Sides>,
}

/// The sides of a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sides {
    /// A value below it (no, where it is yes or no).
    pub below: bool,
    /// A value on it; where it is yes or no, there is nothing between.
    pub on: bool,
    /// A value above it (yes, where it is yes or no).
    pub above: bool,
    yes_no: bool,
}

impl Sides {
    /// The sides that were not exercised.
    pub fn missing(&self) -> Vec<&'static str> {
        let sides = match self.yes_no {
            true => vec![(self.below, "no"), (self.above, "yes")],
            false => vec![(self.below, "below"), (self.on, "on"), (self.above, "above")],
        };
        sides.into_iter().filter(|(seen, _)| !seen).map(|(_, side)| side).collect()
    }
}

impl Coverage {
    /// Nothing exercised yet.
    pub fn of(pack: &Pack) -> Self {
        let mut thresholds = BTreeMap::new();
        pack.clone().each_figure(&mut |place, figure| match figure {
            _ if !is_threshold(place) => {}
            AnyFigure::Number(figure) if !figure.changes.is_empty() => {
                let later = figure.changes.iter().filter_map(|change| change.value);
                let values = std::iter::once(figure.value).chain(later);
                thresholds.extend(values.map(|value| (valued(place, value), Sides::default())));
            }
            AnyFigure::Flag(_) => drop(thresholds.insert(place.to_owned(), Sides { yes_no: true, ..Sides::default() })),
            AnyFigure::Number(_) | AnyFigure::WhenMissing(_) | AnyFigure::Policy(_) => {
                thresholds.insert(place.to_owned(), Sides::default());
            }
        });
        Self { thresholds }
    }

    /// Notes what an assessment compared.
    pub fn take(&mut self, assessment: &Assessment) {
        assessment.prerequisites.iter().for_each(|trace| self.note(&trace.compared));
        for criterion in &assessment.criteria {
            criterion.compared.iter().chain(&criterion.only_if).for_each(|compared| self.note(compared));
            criterion.items.iter().flat_map(|item| &item.compared).for_each(|compared| self.note(compared));
        }
        let tried = assessment.tracks.iter().flat_map(|track| &track.tried);
        tried.flat_map(|tried| &tried.compared).for_each(|compared| self.note(compared));
    }

    fn note(&mut self, compared: &Comparison) {
        let (Some(value), figure) = (compared.value, compared.figure.value) else { return };
        let place = &compared.figure.place;
        let place = if self.thresholds.contains_key(place) { place.clone() } else { valued(place, figure) };
        let Some(sides) = self.thresholds.get_mut(&place) else { return };
        if sides.yes_no {
            sides.above |= value > 0.5;
            sides.below |= value <= 0.5;
        } else {
            sides.below |= value < figure;
            sides.above |= value > figure;
            sides.on |= value == figure;
        }
    }

    /// How many thresholds there are.
    pub fn thresholds(&self) -> usize {
        self.thresholds.len()
    }

    /// The thresholds that were not exercised on every side, each with the sides that lack.
    pub fn missing(&self) -> Vec<(&str, Vec<&'static str>)> {
        let missing = self.thresholds.iter().map(|(place, sides)| (place.as_str(), sides.missing()));
        missing.filter(|(_, sides)| !sides.is_empty()).collect()
    }
}

/// The place of a figure that changes, with the value it has at a time.
fn valued(place: &str, value: f64) -> String {
    format!("{place} = {value}")
}

fn is_threshold(place: &str) -> bool {
    let compared_with =
        ["prerequisite.", "criterion.", "level.", "system_class."].iter().any(|kind| place.starts_with(kind));
    // A benchmark is a divisor, and a system's levels are thresholds.
    let benchmark = place.starts_with("system_class.") && !place.contains(".level-");
    let amount = place.rsplit('.').next().is_some_and(|last| AMOUNTS.contains(&last) || last == "needs_power_trace");
    compared_with && !benchmark && !amount
}
