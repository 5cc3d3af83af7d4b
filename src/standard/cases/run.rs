//! Running golden cases.

use std::collections::BTreeSet;

use toml::Spanned;

use super::coverage::Coverage;
use super::expect::{self, Mismatch};
use super::model::{Case, Cases, Given, GivenValue, Sweep, Table};
use crate::problem::{Problem, Result, nearest};
use crate::standard::assessment::Assessment;
use crate::standard::check::SCORE;
use crate::standard::evaluate::evaluate;
use crate::standard::in_force::Days;
use crate::standard::model::Pack;
use crate::standard::observed::{Observations, Observed, Standing};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Text;
use crate::toml_text;

/// What became of a pack's cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// How many were run.
    pub run: usize,
    /// Those that did not come out as they must, each with its line.
    pub failures: Vec<Problem>,
    /// Which thresholds they exercised.
    pub coverage: Coverage,
}

/// Runs the cases of a pack; `text` and `name` are the cases' file's.
///
/// # Errors
/// Cases that can not be read, that name what there is not, or that expect nothing.
pub fn run(pack: &Pack, text: &str, name: &str) -> Result<Outcome> {
    let form = "a file of cases has `pack`, `[start]`, and `[[case]]` or `[[sweep]]` blocks";
    let cases: Cases = toml_text::parse_as(text, name, form)?;
    let runner = Runner { pack, cases: &cases, text, name };
    runner.check_names()?;
    let mut outcome = Outcome { run: 0, failures: Vec::new(), coverage: Coverage::of(pack) };
    for case in &cases.cases {
        let assessment = runner.judge(&case.given, None, &case.id)?;
        outcome.coverage.take(&assessment);
        outcome.run += 1;
        outcome.failures.extend(runner.compare(case, &assessment)?);
    }
    for sweep in &cases.sweeps {
        for row in &sweep.rows {
            let (value, _) = row.get_ref();
            let assessment = runner.judge(&sweep.given, Some((&sweep.vary, value)), row)?;
            outcome.coverage.take(&assessment);
            outcome.run += 1;
            outcome.failures.extend(runner.compare_row(sweep, row, &assessment)?);
        }
    }
    Ok(outcome)
}

struct Runner<'a> {
    pack: &'a Pack,
    cases: &'a Cases,
    text: &'a str,
    name: &'a str,
}

impl Runner<'_> {
    fn fault<T>(&self, at: &Spanned<T>, what: String, hint: &str) -> Problem {
        Problem::new(what).hint(hint).at_span(self.name, self.text, at.span())
    }

    /// The cases are of this pack, and none has the name of another.
    fn check_names(&self) -> Result<()> {
        let of = &self.cases.pack;
        if of.get_ref() != &self.pack.id {
            let what = format!("the cases are of the pack `{}`, not of `{}`", of.get_ref(), self.pack.id);
            return Err(self.fault(of, what, "name the pack's own id"));
        }
        let mut seen = BTreeSet::new();
        let ids = self.cases.cases.iter().map(|case| &case.id).chain(self.cases.sweeps.iter().map(|sweep| &sweep.id));
        for id in ids {
            if !seen.insert(id.get_ref()) {
                let what = format!("two cases have the id `{}`", id.get_ref());
                return Err(self.fault(id, what, "give each an id of its own"));
            }
        }
        Ok(())
    }

    fn judge<T>(
        &self,
        given: &Given,
        vary: Option<(&Spanned<String>, &GivenValue)>,
        at: &Spanned<T>,
    ) -> Result<Assessment> {
        let start = &self.cases.start;
        let kept = |table| !given.without.contains(&table);
        let mut observed = Observations {
            systems: given.systems.clone().or_else(|| start.systems.clone()).filter(|_| kept(Table::Systems)),
            capabilities: given
                .capabilities
                .clone()
                .or_else(|| start.capabilities.clone())
                .filter(|_| kept(Table::Capabilities)),
            items: given.items.clone().or_else(|| start.items.clone()).filter(|_| kept(Table::Items)),
            categories: given
                .categories
                .iter()
                .chain(&start.categories)
                .next()
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
            ..Observations::default()
        };
        for (indicator, value) in start.values.iter().chain(&given.values) {
            self.known(indicator, at)?;
            observed.indicators.insert(indicator.clone(), self.observed(value, at)?);
        }
        if let Some((what, value)) = vary {
            self.set(&mut observed, what, value, at)?;
        }
        Ok(evaluate(&self.pack_on(given, at)?, &observed))
    }

    /// The pack as it is on the case's day.
    fn pack_on<T>(&self, given: &Given, at: &Spanned<T>) -> Result<Pack> {
        match given.on.or(self.cases.start.on) {
            Some(day) => {
                let no_tomorrow = |_| self.fault(at, format!("`{day}` has no day after it"), "name another day");
                let end = day.0.tomorrow().map_err(no_tomorrow)?;
                self.pack.over(Days { first: day.0, end })
            }
            None if self.pack.figures().iter().any(|figure| figure.from.is_some() || !figure.changes.is_empty()) => {
                let what =
                    format!("figures of `{}` change, and the case does not say on which day it is", self.pack.id);
                Err(self.fault(at, what, "add `on = 2025-01-01`"))
            }
            None => Ok(self.pack.clone()),
        }
    }

    fn known<T>(&self, indicator: &str, at: &Spanned<T>) -> Result<()> {
        let vocabulary = Vocabulary::embedded();
        if vocabulary.indicator(indicator).is_some() || indicator.starts_with(SCORE) {
            return Ok(());
        }
        let known = vocabulary.indicators.iter().map(|known| known.id.as_str());
        let hint = nearest(indicator, known)
            .map_or("write the id of an indicator, such as `pue`".to_owned(), |near| format!("did you mean `{near}`?"));
        Err(self.fault(at, format!("unknown indicator `{indicator}`"), &hint))
    }

    fn observed<T>(&self, value: &GivenValue, at: &Spanned<T>) -> Result<Observed> {
        match (value, value.number()) {
            (_, Some(value)) => Ok(Observed::Value { value, standing: Standing::Measured }),
            (GivenValue::Word(word), _) if word == "not-applicable" => {
                Ok(Observed::NotApplicable(Text::new("不适用", "does not apply")))
            }
            (GivenValue::Word(word), _) if word == "missing" => {
                Ok(Observed::Missing(Text::new("没有数据", "there is no data")))
            }
            _ => {
                let what = format!("`{}` is no value", value.written());
                Err(self.fault(at, what, "write a number, `true` or `false`, \"missing\" or \"not-applicable\""))
            }
        }
    }

    fn set<T>(
        &self,
        observed: &mut Observations,
        what: &Spanned<String>,
        value: &GivenValue,
        at: &Spanned<T>,
    ) -> Result<()> {
        let absent = || {
            self.fault(
                what,
                format!("there is no `{}` to vary", what.get_ref()),
                "name an indicator, or a system or capability that is given",
            )
        };
        let number = value.number();
        match what.get_ref().split_once('.') {
            Some(("system", id)) => {
                let systems = observed.systems.iter_mut().flatten();
                let system = systems.into_iter().find(|system| system.id == id).ok_or_else(absent)?;
                system.result = Some(number.ok_or_else(absent)?);
            }
            Some(("capability", id)) => {
                let capability = observed.capabilities.as_mut().and_then(|all| all.get_mut(id)).ok_or_else(absent)?;
                capability.maturity = number.ok_or_else(absent)?;
            }
            _ => {
                self.known(what.get_ref(), what)?;
                observed.indicators.insert(what.get_ref().clone(), self.observed(value, at)?);
            }
        }
        Ok(())
    }

    fn compare(&self, case: &Case, assessment: &Assessment) -> Result<Vec<Problem>> {
        let id = case.id.get_ref();
        if case.expect.is_empty() {
            return Err(self.fault(&case.id, format!("the case `{id}` expects nothing"), "fill in `[case.expect]`"));
        }
        let mismatches = expect::mismatches(&case.expect, assessment);
        Ok(mismatches
            .into_iter()
            .map(|mismatch| self.failure(&case.id, &format!("the case `{id}`"), &mismatch))
            .collect())
    }

    fn compare_row(
        &self,
        sweep: &Sweep,
        row: &Spanned<(GivenValue, GivenValue)>,
        assessment: &Assessment,
    ) -> Result<Option<Problem>> {
        let (value, expected) = row.get_ref();
        let what = sweep.expect.get_ref();
        let found = expect::look(what, expected, assessment).ok_or_else(|| {
            let hint =
                "look at `status`, `level`, `indicative_level`, `score`, `points.CRITERION`, `passed.PREREQUISITE` or `system-level.ID`";
            self.fault(&sweep.expect, format!("there is no `{what}` to look at"), hint)
        })?;
        let expected = expected.written();
        let case = format!("the sweep `{}` at {}", sweep.id.get_ref(), value.written());
        Ok((found != expected).then(|| self.failure(row, &case, &Mismatch { what: what.clone(), found, expected })))
    }

    fn failure<T>(&self, at: &Spanned<T>, case: &str, mismatch: &Mismatch) -> Problem {
        let Mismatch { what, found, expected } = mismatch;
        let what = format!("{case} gives `{found}` for {what}, not `{expected}`");
        self.fault(at, what, "either the pack or the case is wrong: hold both against the standard")
    }
}
