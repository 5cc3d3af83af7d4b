//! Which figures hold when: a pack as it stands over a period.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::figures::AnyFigure;
use super::model::{Bound, Condition, Day, Figure, Pack, Rule};
use crate::problem::{Problem, Result};

/// The days from `first` up to, and not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The first day after.
    pub end: Date,
}

impl Days {
    /// Whether something that happens on `day` falls inside, so that not all days are alike.
    fn are_parted_by(self, day: Day) -> bool {
        self.first < day.0 && day.0 < self.end
    }
}

impl Pack {
    /// The pack with the figures that hold over some days. What asks for a figure that does not hold is left out: a
    /// prerequisite, a condition, a band, a criterion, the score of a level.
    ///
    /// # Errors
    /// A figure that changes within the days, or one that a rule can not do without and that does not hold.
    pub fn over(&self, days: Days) -> Result<Self> {
        self.settled(days).map_err(|(_, problem)| problem)
    }

    /// As [`Pack::over`]; an error comes with the place of its figure.
    pub(super) fn settled(&self, days: Days) -> std::result::Result<Self, (String, Problem)> {
        let mut pack = self.clone();
        let mut gone = BTreeSet::new();
        let mut fault = None;
        pack.each_figure(&mut |place, figure| {
            let settled = match figure {
                AnyFigure::Number(figure) => settle(figure, place, days),
                AnyFigure::Flag(figure) => settle(figure, place, days),
                AnyFigure::WhenMissing(figure) => settle(figure, place, days),
                AnyFigure::Policy(figure) => settle(figure, place, days),
            };
            match settled {
                Ok(true) => {}
                Ok(false) => drop(gone.insert(place.to_owned())),
                Err(problem) => fault = fault.take().or(Some((place.to_owned(), problem))),
            }
        });
        if let Some(fault) = fault {
            return Err(fault);
        }
        pack.leave_out(&gone);
        match pack.figures().into_iter().find(|figure| gone.contains(&figure.place)) {
            None => Ok(pack),
            Some(figure) => {
                let what = format!(
                    "the figure `{}` of `{}` does not hold on {}, and its rule can not do without it",
                    figure.place, self.id, days.first
                );
                let hint = "let the whole criterion end, by its `points`, or give the figure a value for that time";
                Err((figure.place, Problem::new(what).hint(hint)))
            }
        }
    }

    fn leave_out(&mut self, gone: &BTreeSet<String>) {
        let holds = |figure: &Figure| !gone.contains(&figure.place);
        let bound_holds = |bound: &Bound| !gone.contains(bound.place());
        let conditions = |conditions: &mut Vec<Condition>| conditions.retain(|condition| bound_holds(&condition.must));
        self.bonus_cap = self.bonus_cap.take().filter(holds);
        self.full_score = self.full_score.take().filter(holds);
        self.formal_confidence = self.formal_confidence.take().filter(holds);
        self.rounding.points = self.rounding.points.take().filter(holds);
        self.rounding.score = self.rounding.score.take().filter(holds);
        self.rounding.indicators.retain(|_, figure| holds(figure));
        self.clean_sources.retain(|_, figure| !gone.contains(&figure.place));
        self.gaps = self.gaps.take().filter(|gaps| !gone.contains(&gaps.policy.place));
        self.prerequisites.retain(|prerequisite| bound_holds(&prerequisite.must));
        self.criteria.retain(|criterion| holds(&criterion.points));
        for area in &mut self.areas {
            area.points = area.points.take().filter(holds);
        }
        for criterion in &mut self.criteria {
            conditions(&mut criterion.only_if);
            if let Rule::Bands { rows } = &mut criterion.rule {
                rows.retain(|row| {
                    bound_holds(&row.when) && row.and.as_ref().is_none_or(bound_holds) && holds(&row.points)
                });
            }
        }
        for level in &mut self.levels {
            level.score = level.score.take().filter(holds);
            conditions(&mut level.require);
        }
    }
}

/// Gives a figure the value it has over some days; whether it has any.
fn settle<T: Clone>(figure: &mut Figure<T>, place: &str, days: Days) -> Result<bool> {
    let days_of_change = figure.from.iter().chain(figure.changes.iter().map(|change| &change.from));
    if let Some(day) = days_of_change.into_iter().find(|day| days.are_parted_by(**day)) {
        return Err(Problem::new(format!("the figure `{place}` changes on {day}, within the period"))
            .hint("rate the time before and the time from that day on by themselves, with `--period`"));
    }
    let mut holds = figure.from.is_none_or(|from| from.0 <= days.first);
    for change in std::mem::take(&mut figure.changes) {
        if change.from.0 > days.first {
            continue;
        }
        holds = change.value.is_some();
        if let Some(value) = change.value {
            figure.value = value;
            figure.basis = change.basis.unwrap_or(figure.basis);
            figure.source = change.source.unwrap_or_else(|| figure.source.clone());
            figure.clause = change.clause.or_else(|| figure.clause.take());
        }
    }
    Ok(holds)
}

impl Bound {
    /// The place of its figure in its pack.
    pub fn place(&self) -> &str {
        match self {
            Self::AtMost(figure) | Self::Below(figure) | Self::AtLeast(figure) | Self::Above(figure) => &figure.place,
            Self::Is(figure) => &figure.place,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::standard::figures::FigureValue;
    use crate::standard::load::parse;

    /// A pack whose figures change in 2025: a level's bound rises, one prerequisite begins, and another ends.
    const SAMPLE: &str = r#"
        id = "sample"
        title = { zh = "示例", en = "Sample" }
        edition = "1"
        note = { zh = "示例", en = "Sample" }
        [sources.old]
        citation = { zh = "旧文本", en = "Old text" }
        read = "own"
        [sources.new]
        citation = { zh = "新文本", en = "New text" }
        read = "own"

        [[prerequisite]]
        id = "ends"
        title = { zh = "到期", en = "Ends" }
        indicator = "hour_coverage"
        must = { at_least = { value = 0.9, basis = "choice", source = "old", changes = [{ from = 2025-01-01 }] } }
        on_fail = "not-rated"
        [[prerequisite]]
        id = "begins"
        title = { zh = "起用", en = "Begins" }
        indicator = "consecutive_months"
        must = { at_least = { value = 12, basis = "choice", source = "new", from = 2025-01-01 } }
        on_fail = "not-rated"

        [[level]]
        id = "1"
        title = { zh = "一级", en = "Level 1" }
        [[level.require]]
        indicator = "pue"
        [level.require.must.at_most]
        value = 1.4
        basis = "choice"
        source = "old"
        clause = "3"
        changes = [
            { from = 2025-01-01, value = 1.3, basis = "neighbour", source = "new" },
            { from = 2027-01-01, value = 1.2, clause = "4" },
        ]
    "#;

    fn sample() -> Pack {
        parse(SAMPLE, "sample.toml").unwrap()
    }

    fn on(first: Date) -> Days {
        Days { first, end: first.tomorrow().unwrap() }
    }

    fn bound(pack: &Pack) -> (FigureValue, String, Option<String>) {
        let figure = pack.figures().into_iter().find(|figure| figure.place == "level.1.pue.at_most").unwrap();
        (figure.value, figure.source.into_inner(), figure.clause)
    }

    fn prerequisites(pack: &Pack) -> Vec<&str> {
        pack.prerequisites.iter().map(|one| one.id.get_ref().as_str()).collect()
    }

    #[test]
    fn a_figure_changes_on_its_day_and_neither_before_nor_after() {
        let value = |year, month, day| bound(&sample().over(on(date(year, month, day))).unwrap());
        let (old, new) = ("old".to_owned(), "new".to_owned());
        assert_eq!(value(2024, 12, 31), (FigureValue::Number(1.4), old, Some("3".to_owned())));
        assert_eq!(value(2025, 1, 1).0, FigureValue::Number(1.3));
        assert_eq!(value(2025, 1, 2), (FigureValue::Number(1.3), new.clone(), Some("3".to_owned())));
        assert_eq!(value(2026, 12, 31).0, FigureValue::Number(1.3));
        assert_eq!(value(2027, 1, 1), (FigureValue::Number(1.2), new, Some("4".to_owned())));
    }

    #[test]
    fn a_period_that_ends_where_a_figure_changes_is_not_across_the_change() {
        let year = |first, end| sample().over(Days { first, end });
        assert_eq!(bound(&year(date(2024, 1, 1), date(2025, 1, 1)).unwrap()).0, FigureValue::Number(1.4));
        assert_eq!(bound(&year(date(2025, 1, 1), date(2026, 1, 1)).unwrap()).0, FigureValue::Number(1.3));
        let problem = year(date(2026, 7, 1), date(2027, 7, 1)).unwrap_err();
        assert_eq!(problem.what, "the figure `level.1.pue.at_most` changes on 2027-01-01, within the period");
        assert!(problem.hint.unwrap().contains("--period"));
        // One day to either side is too much.
        assert!(year(date(2024, 1, 1), date(2025, 1, 2)).is_err());
        assert!(year(date(2024, 12, 31), date(2025, 12, 31)).is_err());
    }

    #[test]
    fn a_prerequisite_is_left_out_before_it_begins_and_after_it_ended() {
        assert_eq!(prerequisites(&sample().over(on(date(2024, 12, 31))).unwrap()), ["ends"]);
        assert_eq!(prerequisites(&sample().over(on(date(2025, 1, 1))).unwrap()), ["begins"]);
        assert_eq!(prerequisites(&sample()), ["ends", "begins"]);
    }

    #[test]
    fn a_rule_that_loses_a_figure_it_needs_is_an_error_on_that_day_and_a_fault_of_the_pack() {
        let line = r#"
            [[area]]
            id = "all"
            title = { zh = "全部", en = "All" }
            [[criterion]]
            id = "pue"
            area = "all"
            title = { zh = "电能利用效率", en = "PUE" }
            indicator = "pue"
            points = { value = 10, basis = "choice", source = "old" }
            when_missing = { value = "no-points", basis = "choice", source = "old" }
            [criterion.rule.linear]
            zero_at = { value = 1.5, basis = "choice", source = "old", changes = [{ from = 2025-01-01 }] }
            full_at = { value = 1.1, basis = "choice", source = "old" }
        "#;
        let text = format!("{SAMPLE}{line}");
        let pack = crate::standard::load::read(&text, "sample.toml").unwrap();
        assert!(pack.over(on(date(2024, 12, 31))).is_ok());
        let problem = pack.over(on(date(2025, 1, 1))).unwrap_err();
        assert!(problem.what.starts_with("the figure `criterion.pue.zero_at` of `sample` does not hold on 2025-01-01"));
        assert_eq!(parse(&text, "sample.toml").unwrap_err().what, problem.what);
        // Where its points end on the same day, the whole criterion does.
        let ends = "points = { value = 10, basis = \"choice\", source = \"old\", changes = [{ from = 2025-01-01 }] }";
        let text = text.replace("points = { value = 10, basis = \"choice\", source = \"old\" }", ends);
        assert!(parse(&text, "sample.toml").unwrap().over(on(date(2025, 1, 1))).unwrap().criteria.is_empty());
    }
}
