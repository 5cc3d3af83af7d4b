//! A criterion in words: its value, its rule, and what fired.

use super::{Phrases, joined};
use crate::report::numbers;
use crate::report::words::reports as w;
use crate::standard::assessment::{Assessment, Comparison, CriterionState, CriterionTrace, FigureUsed};
use crate::standard::vocabulary::Vocabulary;

/// A row of a rule by bands: its bound, and the second one where both its ends are stated.
pub(in crate::report) struct BandRow<'c> {
    /// The index of the first bound among all that were compared.
    pub at: usize,
    pub first: &'c Comparison,
    pub second: Option<&'c Comparison>,
}

impl<'c> BandRow<'c> {
    /// The rows among what was compared: only the first bound of each has points.
    pub fn all(compared: &'c [Comparison]) -> Vec<Self> {
        let mut rows: Vec<Self> = Vec::new();
        for (at, one) in compared.iter().enumerate() {
            match rows.last_mut() {
                Some(row) if one.points.is_none() => row.second = Some(one),
                _ => rows.push(Self { at, first: one, second: None }),
            }
        }
        rows
    }

    /// Whether the value lies in the row.
    pub fn holds(&self) -> bool {
        self.bounds().all(|bound| bound.holds == Some(true))
    }

    /// Its one or two bounds.
    pub fn bounds(&self) -> impl Iterator<Item = &'c Comparison> {
        std::iter::once(self.first).chain(self.second)
    }

    fn points(&self) -> f64 {
        points_of(self.first)
    }
}

/// What a row gives.
pub(super) fn points_of(row: &Comparison) -> f64 {
    row.points.as_ref().map_or(0.0, |points| points.value)
}

/// The row that fired.
pub(super) fn fired(criterion: &CriterionTrace) -> Option<&Comparison> {
    criterion.fired.and_then(|at| criterion.compared.get(at))
}

/// The band that fired.
pub(super) fn fired_band(criterion: &CriterionTrace) -> Option<BandRow<'_>> {
    BandRow::all(&criterion.compared).into_iter().find(|row| Some(row.at) == criterion.fired)
}

impl Phrases<'_> {
    /// `19.8 / 25`, with decimals enough to tell them from nothing and from all.
    pub fn points(&self, criterion: &CriterionTrace) -> String {
        let most = criterion.possible.value;
        match (criterion.state, criterion.points) {
            (CriterionState::NotApplicable, _) => self.say(w::NOT_APPLICABLE).to_owned(),
            (_, None) => self.say(w::NOT_SCORED).to_owned(),
            (_, Some(points)) => format!("{} / {}", self.points_alone(points, most), numbers::plain(most)),
        }
    }

    /// Where one point stands for a whole row, a decimal is not enough.
    pub fn points_alone(&self, points: f64, most: f64) -> String {
        match most > 1.0 {
            true => numbers::beside_all("score", points, &[0.0, most], self.lang),
            false => numbers::for_arithmetic("score", points, &[0.0, most], self.lang),
        }
    }

    /// What an area of criteria is called, of any of them.
    pub fn area_title<'c>(&self, criterion: &'c CriterionTrace) -> &'c str {
        let title = self.text(&criterion.area_title);
        if title.is_empty() { &criterion.area } else { title }
    }

    /// The points that the criteria of an area brought, `None` where some are not known, and those that they could have
    /// brought; what does not apply is left out.
    pub fn area_points(&self, area: &[CriterionTrace]) -> (Option<String>, String) {
        let applies = |criterion: &&CriterionTrace| criterion.state != CriterionState::NotApplicable;
        let possible: f64 = area.iter().filter(applies).map(|criterion| criterion.possible.value).sum();
        let gained: Option<f64> = area.iter().filter(applies).map(|criterion| criterion.points).sum();
        (gained.map(|gained| self.points_alone(gained, possible)), numbers::plain(possible))
    }

    /// The value that is judged, or why there is none.
    pub fn criterion_value(&self, criterion: &CriterionTrace) -> String {
        match criterion.state {
            CriterionState::Missing => self.missing(criterion.why.as_ref()),
            CriterionState::NotApplicable => {
                let why = criterion.why.as_ref().map_or(self.say(w::NO_REASON), |why| self.text(why));
                self.labelled(w::NOT_APPLICABLE, why)
            }
            CriterionState::Scored => match (criterion.value, &criterion.indicator) {
                (Some(value), Some(id)) => self.measure(id, value),
                _ => self.value_of_items(criterion),
            },
        }
    }

    fn value_of_items(&self, criterion: &CriterionTrace) -> String {
        let counted: Vec<f64> = criterion.items.iter().filter_map(|item| item.counted).collect();
        match criterion.rule.as_str() {
            "maturity" => {
                let mean = counted.iter().sum::<f64>() / count(criterion.items.len());
                w::mean_maturity(&numbers::fixed(mean, 2), self.lang)
            }
            "by-category" => match fired(criterion) {
                Some(row) => self.category_name(&row.indicator).to_owned(),
                None => self.say(w::OTHER_CATEGORY).to_owned(),
            },
            "checklist" => {
                let met = counted.iter().filter(|counted| **counted > 0.5).count();
                w::items_met(met, criterion.items.len(), self.lang)
            }
            _ => {
                let used = criterion.items.iter().filter(|item| item.points.is_some()).count();
                w::tests_that_count(used, criterion.items.len(), self.lang)
            }
        }
    }

    /// The rule in words, whole.
    pub fn rule(&self, criterion: &CriterionTrace) -> String {
        let most = numbers::plain(criterion.possible.value);
        match (criterion.rule.as_str(), criterion.compared.as_slice()) {
            ("linear", [zero, full]) => w::linear(&self.figure_of(zero), &self.figure_of(full), &most, self.lang),
            ("bands", rows) if !rows.is_empty() => {
                let rows = BandRow::all(rows).into_iter().map(|row| self.band(&row));
                self.list(rows.chain([w::otherwise_nothing(self.lang)]))
            }
            ("by-category", rows) if !rows.is_empty() => {
                self.list(rows.iter().map(|row| self.category_row(row)).chain(self.other_category(criterion)))
            }
            ("checklist", _) if !criterion.items.is_empty() => w::checklist(criterion.items.len(), &most, self.lang),
            ("maturity", _) => match self.setting(criterion, "scale") {
                Some(scale) => w::maturity(criterion.items.len(), &numbers::plain(scale.value), &most, self.lang),
                None => w::up_to(&most, self.lang),
            },
            ("weighted-levels", _) => w::weighted_levels(&most, self.lang),
            // A value that is missing was not held against the figures, which the trace then does not tell.
            _ => w::up_to(&most, self.lang),
        }
    }

    /// How the value of a criterion came about.
    pub fn criterion_standing(&self, criterion: &CriterionTrace) -> Option<&'static str> {
        criterion.standing.map(|standing| match criterion.rule.as_str() {
            // What a facility is stands in its manifest, with nothing to prove it.
            "by-category" => self.say(w::BY_MANIFEST),
            _ => self.standing(standing),
        })
    }

    /// What gave the points, for a column of a table: the sum where there is one, or that the items tell it.
    pub fn counted(&self, assessment: &Assessment, criterion: &CriterionTrace) -> String {
        match self.arithmetic(assessment, criterion) {
            Some(arithmetic) if criterion.rule == "linear" => arithmetic,
            _ if !criterion.items.is_empty() && criterion.state == CriterionState::Scored => {
                self.say(w::SEE_ITEMS).to_owned()
            }
            _ => self.what_counted(criterion),
        }
    }

    /// What the figures of a criterion rest on, each basis once.
    pub fn bases(&self, criterion: &CriterionTrace) -> String {
        let rows = criterion.compared.iter().chain(&criterion.only_if);
        let figures = rows.flat_map(|row| std::iter::once(&row.figure).chain(&row.points));
        let settings = criterion.settings.iter().map(|setting| &setting.figure);
        let mut said: Vec<String> = Vec::new();
        let when_missing = criterion.when_missing.iter().map(|rule| self.short_basis(rule));
        let figures = figures.chain(settings).chain([&criterion.possible]);
        for basis in figures.map(|figure| self.short_basis(figure)).chain(when_missing) {
            if !said.contains(&basis) {
                said.push(basis);
            }
        }
        self.list(said)
    }

    /// The part of the rule that gave the points, in short.
    pub fn what_counted(&self, criterion: &CriterionTrace) -> String {
        if criterion.state != CriterionState::Scored {
            return self.when_missing(criterion).unwrap_or(self.say(w::NONE_SIGN)).to_owned();
        }
        if let Some(failed) = criterion.only_if.iter().find(|condition| condition.holds != Some(true)) {
            return self.labelled(w::CONDITION_NOT_MET, &self.named_comparison(failed));
        }
        match (criterion.rule.as_str(), criterion.compared.as_slice()) {
            ("bands", rows) => fired_band(criterion).map_or_else(|| self.no_row(rows), |row| self.band(&row)),
            ("by-category", _) => self.category_counted(criterion),
            ("checklist", _) => self.items_without_points(criterion),
            ("linear", [zero, full]) => match (zero.holds, full.holds) {
                (_, Some(true)) => w::reaches(&self.figure_of(full), self.lang),
                (Some(false), _) => w::reaches_not(&self.figure_of(zero), self.lang),
                _ => w::between(&self.figure_of(zero), &self.figure_of(full), self.lang),
            },
            _ => self.rule(criterion),
        }
    }

    /// What the pack says of a missing value, where it is missing.
    pub fn when_missing(&self, criterion: &CriterionTrace) -> Option<&'static str> {
        let words = match criterion.when_missing.as_ref()?.value.as_str() {
            "no-points" => w::MISSING_NO_POINTS,
            _ => w::MISSING_NOT_RATED,
        };
        Some(self.say(words))
    }

    /// `≤ 2 gives 4`, or `≥ 0.5 and < 0.7 gives 4`.
    pub fn band(&self, row: &BandRow<'_>) -> String {
        w::gives(&self.band_bounds(row), &numbers::plain(row.points()), self.lang)
    }

    fn band_bounds(&self, row: &BandRow<'_>) -> String {
        joined(row.bounds().map(|bound| self.bound(bound)), &format!(" {} ", self.say(w::BOTH)))
    }

    /// `1.31 > 1.3 and 1.31 ≤ 1.5`: the bounds that the value meets.
    pub(super) fn within_band(&self, row: &BandRow<'_>) -> String {
        joined(row.bounds().map(|bound| self.comparison(bound)), &format!(" {} ", self.say(w::BOTH)))
    }

    pub(super) fn no_row(&self, rows: &[Comparison]) -> String {
        let rows = BandRow::all(rows);
        w::no_row(&joined(rows.iter().map(|row| self.band_bounds(row)), self.say(w::LIST)), self.lang)
    }

    /// What people call a category or a sector.
    pub fn category_name<'s>(&self, id: &'s str) -> &'s str {
        let mut known = Vocabulary::embedded().categories.iter();
        known.find(|category| category.id == id).map_or(id, |category| self.text(&category.title))
    }

    /// `AI computing gives 10`.
    pub fn category_row(&self, row: &Comparison) -> String {
        w::gives(self.category_name(&row.indicator), &numbers::plain(points_of(row)), self.lang)
    }

    /// What any other category gives.
    fn other_category(&self, criterion: &CriterionTrace) -> Option<String> {
        let otherwise = self.setting(criterion, "otherwise")?;
        Some(w::gives(self.say(w::OTHER_CATEGORY), &numbers::plain(otherwise.value), self.lang))
    }

    /// The category that gave the points.
    pub(super) fn category_counted(&self, criterion: &CriterionTrace) -> String {
        let row = fired(criterion).map(|row| self.category_row(row));
        row.or_else(|| self.other_category(criterion)).unwrap_or_else(|| self.say(w::OTHER_CATEGORY).to_owned())
    }

    pub(super) fn figure_of(&self, compared: &Comparison) -> String {
        numbers::figure(&compared.indicator, compared.figure.value, self.lang)
    }

    pub fn setting<'c>(&self, criterion: &'c CriterionTrace, id: &str) -> Option<&'c FigureUsed> {
        criterion.settings.iter().find(|setting| setting.id == id).map(|setting| &setting.figure)
    }

    /// What a figure of a rule is called.
    pub fn setting_name(&self, id: &str) -> String {
        match id {
            "scale" => self.say(w::SCALE).to_owned(),
            "without_evidence_at_most" => self.say(w::WITHOUT_EVIDENCE).to_owned(),
            "max_age_months" => self.say(w::MAX_AGE).to_owned(),
            "needs_power_trace" => self.say(w::POWER_TRACE).to_owned(),
            "none" => self.say(w::NO_LEVEL).to_owned(),
            "otherwise" => self.say(w::OTHER_CATEGORY).to_owned(),
            other => other.to_owned(),
        }
    }

    /// The value of a figure of a rule.
    pub fn setting_value(&self, id: &str, figure: &FigureUsed) -> String {
        match id {
            "needs_power_trace" => self.say(if figure.value > 0.5 { w::YES } else { w::NO }).to_owned(),
            _ => numbers::plain(figure.value),
        }
    }
}

fn count(items: usize) -> f64 {
    f64::from(u32::try_from(items.max(1)).unwrap_or(u32::MAX))
}
