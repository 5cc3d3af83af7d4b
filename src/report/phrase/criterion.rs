//! A criterion in words: its value, its rule, what fired, and the arithmetic of its points.

use super::{Phrases, figure, joined};
use crate::report::numbers;
use crate::report::words::reports as w;
use crate::standard::assessment::{Comparison, CriterionState, CriterionTrace, FigureUsed, ItemTrace};

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

    pub fn points_alone(&self, points: f64, most: f64) -> String {
        numbers::beside_all("score", points, &[0.0, most], self.lang)
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
                let rows = rows.iter().map(|row| self.band(row)).chain([w::otherwise_nothing(self.lang)]);
                self.list(rows)
            }
            ("maturity", _) => {
                let scale = self
                    .setting(criterion, "scale")
                    .map_or_else(|| "?".to_owned(), |scale| numbers::plain(scale.value));
                w::maturity(criterion.items.len(), &scale, &most, self.lang)
            }
            ("weighted-levels", _) => w::weighted_levels(&most, self.lang),
            // A value that is missing was not held against the figures, which the trace then does not tell.
            _ => w::up_to(&most, self.lang),
        }
    }

    /// The part of the rule that gave the points, in short.
    pub fn what_counted(&self, criterion: &CriterionTrace) -> String {
        if criterion.state != CriterionState::Scored {
            return self.say(w::NONE_SIGN).to_owned();
        }
        if let Some(failed) = criterion.only_if.iter().find(|condition| condition.holds != Some(true)) {
            return self.labelled(w::CONDITION_NOT_MET, &self.named_comparison(failed));
        }
        match (criterion.rule.as_str(), criterion.compared.as_slice()) {
            ("bands", rows) => {
                let fired = criterion.fired.and_then(|at| rows.get(at));
                fired.map_or_else(|| self.no_row(rows), |row| self.band(row))
            }
            ("linear", [zero, full]) => match (zero.holds, full.holds) {
                (_, Some(true)) => w::reaches(&self.figure_of(full), self.lang),
                (Some(false), _) => w::reaches_not(&self.figure_of(zero), self.lang),
                _ => w::between(&self.figure_of(zero), &self.figure_of(full), self.lang),
            },
            _ => self.rule(criterion),
        }
    }

    /// `≤ 2: 4 points`.
    pub fn band(&self, row: &Comparison) -> String {
        let points = row.points.as_ref().map_or(0.0, |points| points.value);
        w::gives(&self.bound(row), &numbers::plain(points), self.lang)
    }

    fn no_row(&self, rows: &[Comparison]) -> String {
        w::no_row(&joined(rows.iter().map(|row| self.bound(row)), self.say(w::LIST)), self.lang)
    }

    fn figure_of(&self, compared: &Comparison) -> String {
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

    /// The sum that gives the points, such as `25 × (1.5 − 1.234) ÷ (1.5 − 1.1) = 16.6`.
    pub fn arithmetic(&self, criterion: &CriterionTrace) -> Option<String> {
        let points = criterion.points.filter(|_| criterion.state == CriterionState::Scored)?;
        if criterion.only_if.iter().any(|condition| condition.holds != Some(true)) {
            return None;
        }
        let most = numbers::plain(criterion.possible.value);
        let shown = self.points_alone(points, criterion.possible.value);
        match (criterion.rule.as_str(), criterion.compared.as_slice()) {
            ("linear", [zero, full]) => Some(match (zero.holds, full.holds, zero.value) {
                (_, Some(true), Some(value)) => w::giving(&self.end_of_way(full, zero, value), &most, self.lang),
                (Some(false), _, Some(value)) => w::giving(&self.end_of_way(zero, full, value), "0", self.lang),
                (.., Some(value)) => format!("{most} × {} = {shown}", self.share_of_way(zero, full, value)),
                _ => return None,
            }),
            ("bands", rows) => {
                let fired = criterion.fired.and_then(|at| rows.get(at));
                Some(fired.map_or_else(
                    || self.no_row(rows),
                    |row| {
                        let points = row.points.as_ref().map_or(0.0, |points| points.value);
                        w::giving(&self.comparison(row), &numbers::plain(points), self.lang)
                    },
                ))
            }
            ("maturity", _) => {
                let counted = criterion.items.iter().map(|item| numbers::plain(item.counted.unwrap_or(0.0)));
                let scale = numbers::plain(self.setting(criterion, "scale")?.value);
                let sum = joined(counted, " + ");
                Some(format!("{most} × ({sum}) ÷ ({} × {scale}) = {shown}", criterion.items.len()))
            }
            ("weighted-levels", _) => {
                let used = || criterion.items.iter().filter_map(|item| Some((item.points?, item.weight)));
                let over = joined(
                    used().map(|(points, kwh)| format!("{} × {}", numbers::plain(points), numbers::amount(kwh))),
                    " + ",
                );
                let under = joined(used().map(|(_, kwh)| numbers::amount(kwh)), " + ");
                Some(format!("({over}) ÷ ({under}) = {shown}"))
            }
            _ => None,
        }
    }

    /// `1.05 ≤ 1.1`: the value lies at or beyond one end of the way, seen from the other end.
    fn end_of_way(&self, end: &Comparison, other: &Comparison, value: f64) -> String {
        let id = end.indicator.as_str();
        let value = numbers::for_arithmetic(id, value, self.figures_of(id), self.lang);
        let above = end.figure.value > other.figure.value;
        format!("{value} {} {}", if above { "≥" } else { "≤" }, self.figure_of(end))
    }

    /// `(1.5 − 1.234) ÷ (1.5 − 1.1)`: which part of the way from nothing to all the value has gone.
    fn share_of_way(&self, zero: &Comparison, full: &Comparison, value: f64) -> String {
        let id = zero.indicator.as_str();
        let value = numbers::for_arithmetic(id, value, self.figures_of(id), self.lang);
        let (zero_at, full_at) = (self.figure_of(zero), self.figure_of(full));
        match full.figure.value < zero.figure.value {
            true => format!("({zero_at} − {value}) ÷ ({zero_at} − {full_at})"),
            false => format!("({value} − {zero_at}) ÷ ({full_at} − {zero_at})"),
        }
    }

    /// A row of a table that a rule reads: what it is called.
    pub fn item_name(&self, item: &ItemTrace) -> String {
        let title = self.text(&item.title);
        if title == item.id { title.to_owned() } else { self.with_aside(&item.id, title) }
    }

    /// How the value of an item counted.
    pub fn item_counted(&self, item: &ItemTrace) -> String {
        let value = item.value.map_or_else(|| self.say(w::MISSING).to_owned(), numbers::plain);
        match (&item.benchmark, item.counted) {
            (Some(benchmark), Some(counted)) => {
                format!("{value} ÷ {} = {}", numbers::plain(benchmark.value), self.item_value(item, counted))
            }
            _ => value,
        }
    }

    /// A counted value with as many decimals as tell it from the figures it was held against.
    pub fn item_value(&self, item: &ItemTrace, counted: f64) -> String {
        let figures: Vec<f64> = item.compared.iter().map(|compared| compared.figure.value).collect();
        let id = item.compared.first().map_or("", |compared| compared.indicator.as_str());
        if item.benchmark.is_some() {
            numbers::beside_all("pue", counted, &figures, self.lang)
        } else {
            numbers::beside_all(id, counted, &figures, self.lang)
        }
    }

    /// An item's comparison as a true statement.
    pub fn item_comparison(&self, item: &ItemTrace, compared: &Comparison) -> String {
        let value =
            item.counted.map_or_else(|| self.say(w::MISSING).to_owned(), |counted| self.item_value(item, counted));
        let sign = if compared.holds == Some(true) {
            figure::sign(&compared.bound)
        } else {
            figure::opposite(&compared.bound)
        };
        format!("{value} {sign} {}", numbers::plain(compared.figure.value))
    }
}

fn count(items: usize) -> f64 {
    f64::from(u32::try_from(items.max(1)).unwrap_or(u32::MAX))
}
