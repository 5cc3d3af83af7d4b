//! Every figure of a pack with its place in it: for checking, dating, counting, listing and replacing figures one by one.

use std::collections::BTreeMap;

use toml::Spanned;

use super::model::{
    Basis, Bound, Condition, Criterion, Day, Figure, Level, Pack, Policy, Rule, SystemClass, WhenMissing,
};

/// A figure of any type.
#[derive(Debug)]
pub enum AnyFigure<'a> {
    /// A number.
    Number(&'a mut Figure),
    /// Yes or no.
    Flag(&'a mut Figure<bool>),
    /// What follows when a value is missing.
    WhenMissing(&'a mut Figure<WhenMissing>),
    /// What becomes of gaps.
    Policy(&'a mut Figure<Policy>),
}

/// What a figure says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FigureValue {
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// What follows when a value is missing.
    WhenMissing(WhenMissing),
    /// What becomes of gaps.
    Policy(Policy),
}

impl FigureValue {
    /// The value as a pack writes it.
    pub fn written(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::WhenMissing(when_missing) => when_missing.word().to_owned(),
            Self::Policy(policy) => policy.word().to_owned(),
        }
    }
}

/// A figure and its place in its pack.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedFigure {
    /// Its place, such as `criterion.pue.zero_at`.
    pub place: String,
    /// The figure itself.
    pub value: FigureValue,
    /// What it rests on.
    pub basis: Basis,
    /// The key of its source, where the pack's text has it.
    pub source: Spanned<String>,
    /// The clause of the source.
    pub clause: Option<String>,
    /// The first day it holds.
    pub from: Option<Day>,
    /// What it becomes from later days on; `None` where it ends.
    pub changes: Vec<(Day, Option<FigureValue>)>,
}

impl Pack {
    /// Every indicator that the pack names, in the order of the pack.
    pub fn indicators(&self) -> Vec<&Spanned<String>> {
        let prerequisites = self.prerequisites.iter().map(|prerequisite| &prerequisite.indicator);
        let levels = self.levels.iter().flat_map(|level| &level.require).map(|condition| &condition.indicator);
        let criteria = self.criteria.iter().flat_map(|criterion| {
            criterion.indicator.iter().chain(criterion.only_if.iter().map(|condition| &condition.indicator))
        });
        let fields = self.fields.iter().filter_map(|field| field.indicator.as_ref());
        prerequisites.chain(criteria).chain(levels).chain(self.rounding.indicators.keys()).chain(fields).collect()
    }

    /// Every figure, in the order of the pack.
    pub fn figures(&self) -> Vec<PlacedFigure> {
        // One walk serves reading and writing, and a pack is small.
        let mut all = Vec::new();
        self.clone().each_figure(&mut |place, figure| {
            all.push(match figure {
                AnyFigure::Number(figure) => placed(place, figure, FigureValue::Number),
                AnyFigure::Flag(figure) => placed(place, figure, FigureValue::Flag),
                AnyFigure::WhenMissing(figure) => placed(place, figure, FigureValue::WhenMissing),
                AnyFigure::Policy(figure) => placed(place, figure, FigureValue::Policy),
            });
        });
        all
    }

    /// Walks over every figure with its place, in the order of the pack.
    pub fn each_figure(&mut self, visit: &mut dyn FnMut(&str, AnyFigure<'_>)) {
        let mut walk = Walk { visit };
        walk.number("full_score", self.full_score.as_mut());
        walk.number("bonus_cap", self.bonus_cap.as_mut());
        walk.number("formal_confidence", self.formal_confidence.as_mut());
        walk.number("rounding.points", self.rounding.points.as_mut());
        walk.number("rounding.score", self.rounding.score.as_mut());
        for (indicator, figure) in &mut self.rounding.indicators {
            walk.number(&format!("rounding.indicators.{}", indicator.get_ref()), Some(figure));
        }
        for (source, figure) in &mut self.clean_sources {
            walk.flag(&format!("clean_sources.{source}"), figure);
        }
        if let Some(gaps) = &mut self.gaps {
            (walk.visit)("gaps.policy", AnyFigure::Policy(&mut gaps.policy));
            walk.number("gaps.hold_minutes", gaps.hold_minutes.as_mut());
        }
        for prerequisite in &mut self.prerequisites {
            walk.bound(&format!("prerequisite.{}", prerequisite.id.get_ref()), &mut prerequisite.must);
        }
        for area in &mut self.areas {
            walk.number(&format!("area.{}.points", area.id.get_ref()), area.points.as_mut());
        }
        self.criteria.iter_mut().for_each(|criterion| walk.criterion(criterion));
        self.levels.iter_mut().for_each(|level| walk.level(level));
        self.system_classes.iter_mut().for_each(|class| walk.system_class(class));
    }
}

fn placed<T: Copy>(place: &str, figure: &Figure<T>, kind: fn(T) -> FigureValue) -> PlacedFigure {
    PlacedFigure {
        place: place.to_owned(),
        value: kind(figure.value),
        basis: figure.basis,
        source: figure.source.clone(),
        clause: figure.clause.clone(),
        from: figure.from,
        changes: figure.changes.iter().map(|change| (change.from, change.value.map(kind))).collect(),
    }
}

struct Walk<'v> {
    visit: &'v mut dyn FnMut(&str, AnyFigure<'_>),
}

impl Walk<'_> {
    fn number(&mut self, place: &str, figure: Option<&mut Figure>) {
        if let Some(figure) = figure {
            (self.visit)(place, AnyFigure::Number(figure));
        }
    }

    fn flag(&mut self, place: &str, figure: &mut Figure<bool>) {
        (self.visit)(place, AnyFigure::Flag(figure));
    }

    fn bound(&mut self, place: &str, bound: &mut Bound) {
        let place = format!("{place}.{}", bound.word());
        match bound {
            Bound::AtMost(figure) | Bound::Below(figure) | Bound::AtLeast(figure) | Bound::Above(figure) => {
                self.number(&place, Some(figure));
            }
            Bound::Is(figure) => self.flag(&place, figure),
        }
    }

    fn conditions(&mut self, place: &str, conditions: &mut [Condition]) {
        for condition in conditions {
            self.bound(&format!("{place}.{}", condition.indicator.get_ref()), &mut condition.must);
        }
    }

    fn criterion(&mut self, criterion: &mut Criterion) {
        let place = format!("criterion.{}", criterion.id.get_ref());
        self.number(&format!("{place}.points"), Some(&mut criterion.points));
        (self.visit)(&format!("{place}.when_missing"), AnyFigure::WhenMissing(&mut criterion.when_missing));
        self.conditions(&format!("{place}.only_if"), &mut criterion.only_if);
        self.rule(&place, &mut criterion.rule);
    }

    fn rule(&mut self, place: &str, rule: &mut Rule) {
        match rule {
            Rule::Linear { zero_at, full_at } => {
                self.number(&format!("{place}.zero_at"), Some(zero_at));
                self.number(&format!("{place}.full_at"), Some(full_at));
            }
            Rule::Bands { rows } => {
                for (number, row) in (1..).zip(rows) {
                    self.bound(&format!("{place}.row-{number}"), &mut row.when);
                    if let Some(and) = &mut row.and {
                        self.bound(&format!("{place}.row-{number}"), and);
                    }
                    self.number(&format!("{place}.row-{number}.points"), Some(&mut row.points));
                }
            }
            Rule::ByCategory { rows, otherwise } => {
                for row in rows {
                    self.number(&format!("{place}.{}.points", row.category.get_ref()), Some(&mut row.points));
                }
                self.number(&format!("{place}.otherwise"), Some(otherwise));
            }
            Rule::Checklist { items } => {
                for item in items {
                    self.number(&format!("{place}.{}.points", item.id.get_ref()), Some(&mut item.points));
                }
            }
            Rule::Maturity { scale, without_evidence_at_most, domains: _ } => {
                self.number(&format!("{place}.scale"), Some(scale));
                self.number(&format!("{place}.without_evidence_at_most"), Some(without_evidence_at_most));
            }
            Rule::WeightedLevels { rows, none, max_age_months, needs_power_trace } => {
                for row in rows {
                    self.number(&format!("{place}.level-{}.points", row.level), Some(&mut row.points));
                }
                self.number(&format!("{place}.none"), Some(none));
                self.number(&format!("{place}.max_age_months"), Some(max_age_months));
                self.flag(&format!("{place}.needs_power_trace"), needs_power_trace);
            }
        }
    }

    fn level(&mut self, level: &mut Level) {
        let place = format!("level.{}", level.id.get_ref());
        self.number(&format!("{place}.score"), level.score.as_mut());
        self.conditions(&place, &mut level.require);
    }

    fn system_class(&mut self, class: &mut SystemClass) {
        let place = format!("system_class.{}", class.id.get_ref());
        for (kind, benchmark) in &mut class.benchmarks {
            self.number(&format!("{place}.{kind}"), Some(benchmark));
        }
        for row in &mut class.rows {
            self.number(&format!("{place}.level-{}", row.level), Some(&mut row.at_least));
        }
    }
}

/// The figures of two packs side by side, by their places, in the order of the first pack and then of the second.
pub fn side_by_side(a: &Pack, b: &Pack) -> Vec<(Option<PlacedFigure>, Option<PlacedFigure>)> {
    let (left, right) = (a.figures(), b.figures());
    let mut rest: BTreeMap<String, PlacedFigure> =
        right.iter().map(|figure| (figure.place.clone(), figure.clone())).collect();
    let mut pairs: Vec<_> =
        left.into_iter().map(|figure| (rest.remove(&figure.place), figure)).map(|(b, a)| (Some(a), b)).collect();
    pairs
        .extend(right.into_iter().filter(|figure| rest.contains_key(&figure.place)).map(|figure| (None, Some(figure))));
    pairs
}
