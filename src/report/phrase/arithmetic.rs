//! The arithmetic of a criterion's points and of the score, as a reader may do it again.

use super::criterion::{fired_band, points_of};
use super::{Phrases, joined};
use crate::report::numbers;
use crate::report::words::reports as w;
use crate::standard::assessment::{Assessment, Comparison, CriterionState, CriterionTrace, RoundedValue};

/// What the name of a criterion stands behind where its points were rounded.
const POINTS: &str = "points.";

/// The values that were rounded of which a criterion is made: its indicator, and its points.
pub(in crate::report) fn roundings_of<'a>(
    assessment: &'a Assessment,
    criterion: &CriterionTrace,
) -> impl Iterator<Item = &'a RoundedValue> {
    let points = rounding_of(assessment, &format!("{POINTS}{}", criterion.id));
    let indicator = criterion.indicator.as_deref().and_then(|id| rounding_of(assessment, id));
    indicator.into_iter().chain(points)
}

/// How a value was rounded, where it was.
pub(in crate::report) fn rounding_of<'a>(assessment: &'a Assessment, what: &str) -> Option<&'a RoundedValue> {
    assessment.rounded.iter().find(|rounded| rounded.what == what)
}

impl Phrases<'_> {
    /// The sum that gives the points, such as `25 × (1.5 − 1.234) ÷ (1.5 − 1.1) = 16.6`.
    pub fn arithmetic(&self, assessment: &Assessment, criterion: &CriterionTrace) -> Option<String> {
        let points = criterion.points.filter(|_| criterion.state == CriterionState::Scored)?;
        if criterion.only_if.iter().any(|condition| condition.holds != Some(true)) {
            return None;
        }
        let rounded = rounding_of(assessment, &format!("{POINTS}{}", criterion.id));
        // The sum gives what was there before rounding.
        let shown = rounded.map_or_else(
            || self.points_alone(points, criterion.possible.value),
            |rounded| numbers::plain(rounded.from),
        );
        let sum = self.sum(criterion, &shown)?;
        Some(self.with_rounding(sum, rounded))
    }

    fn sum(&self, criterion: &CriterionTrace, shown: &str) -> Option<String> {
        let most = numbers::plain(criterion.possible.value);
        let sum = match (criterion.rule.as_str(), criterion.compared.as_slice()) {
            ("linear", [zero, full]) => match (zero.holds, full.holds, zero.value) {
                (_, Some(true), Some(value)) => w::giving(&self.end_of_way(full, zero, value), &most, self.lang),
                (Some(false), _, Some(value)) => w::giving(&self.end_of_way(zero, full, value), "0", self.lang),
                (.., Some(value)) => format!("{most} × {} = {shown}", self.share_of_way(zero, full, value)),
                _ => return None,
            },
            ("bands", rows) => match fired_band(criterion) {
                None => self.no_row(rows),
                Some(row) => w::giving(&self.within_band(&row), &numbers::plain(points_of(row.first)), self.lang),
            },
            ("by-category", _) => self.category_counted(criterion),
            ("checklist", _) => {
                let each = criterion.items.iter().map(|item| numbers::plain(item.points.unwrap_or(0.0)));
                format!("{} = {shown}", joined(each, " + "))
            }
            ("maturity", _) => {
                let counted = criterion.items.iter().map(|item| numbers::plain(item.counted.unwrap_or(0.0)));
                let scale = numbers::plain(self.setting(criterion, "scale")?.value);
                let sum = joined(counted, " + ");
                format!("{most} × ({sum}) ÷ ({} × {scale}) = {shown}", criterion.items.len())
            }
            ("weighted-levels", _) => {
                let used = || criterion.items.iter().filter_map(|item| Some((item.points?, item.weight)));
                let over = joined(
                    used().map(|(points, kwh)| format!("{} × {}", numbers::plain(points), numbers::amount(kwh))),
                    " + ",
                );
                let under = joined(used().map(|(_, kwh)| numbers::amount(kwh)), " + ");
                format!("({over}) ÷ ({under}) = {shown}")
            }
            _ => return None,
        };
        Some(sum)
    }

    /// The sum that gives the score, such as `(20.0 + 3.0) × 100 ÷ 97 + 2.0 = 25.7`.
    pub fn score_arithmetic(&self, assessment: &Assessment) -> Option<String> {
        let score = assessment.score?;
        let rounded = rounding_of(assessment, "score");
        let result =
            rounded.map_or_else(|| self.score_alone(assessment, score), |rounded| numbers::plain(rounded.from));
        // With more decimals than points are shown with, so that the sum of what is shown is what is shown.
        let shown = |points: f64| numbers::for_arithmetic("score", points, &[], self.lang);
        let counted = assessment.criteria.iter().filter(|criterion| !criterion.bonus);
        let sum = joined(counted.filter_map(|criterion| criterion.points).map(shown), " + ");
        let (possible, applicable) = (assessment.score_possible, assessment.score_applicable);
        let base = match applicable < possible {
            true => format!("({sum}) × {} ÷ {}", numbers::plain(possible), numbers::plain(applicable)),
            false => sum,
        };
        let bonus = (assessment.bonus > 0.0).then(|| format!(" + {}", shown(assessment.bonus)));
        Some(self.with_rounding(format!("{base}{} = {result}", bonus.unwrap_or_default()), rounded))
    }

    fn with_rounding(&self, sum: String, rounded: Option<&RoundedValue>) -> String {
        match rounded {
            Some(rounded) => w::rounded_to(&sum, &numbers::plain(rounded.to), self.lang),
            None => sum,
        }
    }

    /// What a rounded value is called.
    pub fn rounded_name(&self, assessment: &Assessment, rounded: &RoundedValue) -> String {
        let criterion = rounded.what.strip_prefix(POINTS).map(|id| {
            let known = assessment.criteria.iter().find(|criterion| criterion.id == id);
            w::points_of_criterion(known.map_or(id, |criterion| self.text(&criterion.title)), self.lang)
        });
        criterion.unwrap_or_else(|| self.indicator_name(&rounded.what))
    }

    /// A value before and after it was rounded, each with all its decimals.
    pub fn rounded_ends(&self, rounded: &RoundedValue) -> [String; 2] {
        [rounded.from, rounded.to].map(|value| numbers::figure(&rounded.what, value, self.lang))
    }

    /// `PUE 1.3051 → 1.31 (decimals kept: 2)`.
    pub fn rounded(&self, assessment: &Assessment, rounded: &RoundedValue) -> String {
        let [from, to] = self.rounded_ends(rounded);
        let decimals = numbers::plain(rounded.decimals.value);
        w::rounded(&self.rounded_name(assessment, rounded), &from, &to, &decimals, self.lang)
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
}
