//! Every figure of a pack with its place in it: for checking, counting, listing and replacing figures one by one.

use toml::Spanned;

use super::model::{
    Band, Basis, Bound, Condition, Criterion, Figure, Level, LevelPoints, Pack, Rule, SystemClass, WhenMissing,
};

/// A figure and its place in its pack.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedFigure<'a> {
    /// Its place, such as `criterion.pue.rule.zero_at`.
    pub place: String,
    /// The figure itself.
    pub value: FigureValue,
    /// What it rests on.
    pub basis: Basis,
    /// The key of its source, where the pack's text has it.
    pub source: &'a Spanned<String>,
    /// The clause of the source.
    pub clause: Option<&'a str>,
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
}

impl From<f64> for FigureValue {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<bool> for FigureValue {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl From<WhenMissing> for FigureValue {
    fn from(value: WhenMissing) -> Self {
        Self::WhenMissing(value)
    }
}

impl Pack {
    /// Every indicator that the pack names, in the order of the pack.
    pub fn indicators(&self) -> Vec<&Spanned<String>> {
        let prerequisites = self.prerequisites.iter().map(|prerequisite| &prerequisite.indicator);
        let levels = self.levels.iter().flat_map(|level| &level.require).map(|condition| &condition.indicator);
        let criteria = self.criteria.iter().flat_map(|criterion| {
            criterion.indicator.iter().chain(criterion.only_if.iter().map(|condition| &condition.indicator))
        });
        prerequisites.chain(criteria).chain(levels).collect()
    }

    /// Every figure, in the order of the pack.
    pub fn figures(&self) -> Vec<PlacedFigure<'_>> {
        let mut all = Figures(Vec::new());
        if let Some(cap) = &self.bonus_cap {
            all.add("bonus_cap".to_owned(), cap);
        }
        for (source, figure) in &self.clean_sources {
            all.add(format!("clean_sources.{source}"), figure);
        }
        for prerequisite in &self.prerequisites {
            all.bound(&format!("prerequisite.{}.must", prerequisite.id.get_ref()), &prerequisite.must);
        }
        self.criteria.iter().for_each(|criterion| all.criterion(criterion));
        self.levels.iter().for_each(|level| all.level(level));
        self.system_classes.iter().for_each(|class| all.system_class(class));
        all.0
    }
}

struct Figures<'a>(Vec<PlacedFigure<'a>>);

impl<'a> Figures<'a> {
    fn add<T: Copy + Into<FigureValue>>(&mut self, place: String, figure: &'a Figure<T>) {
        self.0.push(PlacedFigure {
            place,
            value: figure.value.into(),
            basis: figure.basis,
            source: &figure.source,
            clause: figure.clause.as_deref(),
        });
    }

    fn bound(&mut self, place: &str, bound: &'a Bound) {
        let place = format!("{place}.{}", bound.word());
        match bound {
            Bound::AtMost(figure) | Bound::Below(figure) | Bound::AtLeast(figure) | Bound::Above(figure) => {
                self.add(place, figure);
            }
            Bound::Is(figure) => self.add(place, figure),
        }
    }

    fn conditions(&mut self, place: &str, conditions: &'a [Condition]) {
        for condition in conditions {
            self.bound(&format!("{place}.{}", condition.indicator.get_ref()), &condition.must);
        }
    }

    fn criterion(&mut self, criterion: &'a Criterion) {
        let place = format!("criterion.{}", criterion.id.get_ref());
        self.add(format!("{place}.points"), &criterion.points);
        self.add(format!("{place}.when_missing"), &criterion.when_missing);
        self.conditions(&format!("{place}.only_if"), &criterion.only_if);
        self.rule(&format!("{place}.rule"), &criterion.rule);
    }

    fn rule(&mut self, place: &str, rule: &'a Rule) {
        match rule {
            Rule::Linear { zero_at, full_at } => {
                self.add(format!("{place}.zero_at"), zero_at);
                self.add(format!("{place}.full_at"), full_at);
            }
            Rule::Bands { rows } => {
                for (row, Band { when, points }) in (1..).zip(rows) {
                    self.bound(&format!("{place}.row-{row}.when"), when);
                    self.add(format!("{place}.row-{row}.points"), points);
                }
            }
            Rule::Maturity { scale, without_evidence_at_most, domains: _ } => {
                self.add(format!("{place}.scale"), scale);
                self.add(format!("{place}.without_evidence_at_most"), without_evidence_at_most);
            }
            Rule::WeightedLevels { rows, none, max_age_months, needs_power_trace } => {
                for LevelPoints { level, points } in rows {
                    self.add(format!("{place}.level-{level}.points"), points);
                }
                self.add(format!("{place}.none"), none);
                self.add(format!("{place}.max_age_months"), max_age_months);
                self.add(format!("{place}.needs_power_trace"), needs_power_trace);
            }
        }
    }

    fn level(&mut self, level: &'a Level) {
        let place = format!("level.{}", level.id.get_ref());
        if let Some(score) = &level.score {
            self.add(format!("{place}.score"), score);
        }
        self.conditions(&format!("{place}.require"), &level.require);
    }

    fn system_class(&mut self, class: &'a SystemClass) {
        let place = format!("system_class.{}", class.id.get_ref());
        for (kind, benchmark) in &class.benchmarks {
            self.add(format!("{place}.benchmarks.{kind}"), benchmark);
        }
        for row in &class.rows {
            self.add(format!("{place}.level-{}.at_least", row.level), &row.at_least);
        }
    }
}
