//! Judging exact values by a pack: prerequisites, points, the score, and the worst of the ways to a level.

use std::collections::BTreeMap;

use num_traits::{ToPrimitive, Zero};
use serde_json::Value as Json;

use crate::exact::{Exact, Told, double, of_double, ratio, rounded, whole};
use crate::indicators::{Value, Values};
use crate::levels::level;
use crate::pack::{Bound, Criterion, Pack, Rule};
use crate::tables;
use crate::time::Period;

/// What becomes of a facility under a standard; later ones are graver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Rated,
    Reported,
    IndicativeOnly,
    NotRated,
    OutOfScope,
}

impl Status {
    /// As ratings write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rated => "rated",
            Self::Reported => "reported",
            Self::IndicativeOnly => "indicative-only",
            Self::NotRated => "not-rated",
            Self::OutOfScope => "out-of-scope",
        }
    }
}

/// How a facility stands under a standard.
pub struct Judged {
    pub status: Status,
    /// The level that the ways to it give, where each gives one; whether it is a grade, the status tells.
    pub level: Option<String>,
    pub score: Option<Exact>,
    pub bonus: Exact,
    pub passed: BTreeMap<String, bool>,
    /// `None` where a criterion does not apply, or is missing and the score can not do without it.
    pub points: BTreeMap<String, Option<Exact>>,
}

/// What is judged beside the indicators: the facility's categories, and its tables as a rating tells them.
pub struct Given<'a> {
    pub categories: Vec<String>,
    pub tables: &'a Json,
}

/// A bound held against a value.
pub fn holds(bound: &Bound, value: &Exact, period: &Period) -> Told<Option<bool>> {
    let (word, figure) = bound.iter().next().ok_or("a bound without a figure")?;
    let Some(figure) = figure.number(period)? else { return Ok(None) };
    Ok(Some(match word.as_str() {
        "at_most" => *value <= figure,
        "below" => *value < figure,
        "at_least" => *value >= figure,
        "above" => *value > figure,
        "is" => *value == figure,
        other => return Err(format!("the bound {other}")),
    }))
}

/// Decimals of a rounding.
fn decimals(figure: Option<&crate::pack::Figure>, period: &Period) -> Told<Option<u32>> {
    let number = figure.map(|figure| figure.number(period)).transpose()?.flatten();
    Ok(number.and_then(|number| number.to_u32()))
}

/// Values as packs judge them: the double nearest to each, taken as the shortest decimal that reads back as it, and rounded
/// where the pack says so.
fn judged_values(values: &Values, pack: &Pack, period: &Period) -> Told<Values> {
    let mut judged = Values::new();
    for (id, value) in values {
        let value = match value {
            // A score under another pack is taken without any rounding.
            Value::Is(exact) if id.starts_with("score.") => Value::Is(exact.clone()),
            Value::Is(exact) => {
                let decimal = of_double(double(exact)?)?;
                let places = decimals(pack.rounding.indicators.get(id), period)?;
                Value::Is(places.map_or(decimal.clone(), |places| rounded(&decimal, places)))
            }
            other => other.clone(),
        };
        judged.insert(id.clone(), value);
    }
    Ok(judged)
}

/// Judges values by a pack.
pub fn judge(pack: &Pack, values: &Values, given: &Given, period: &Period) -> Told<Judged> {
    let values = judged_values(values, pack, period)?;
    let partial = !pack.missing_rows.is_empty();
    let only_reports = pack.levels.is_empty() && pack.criteria.is_empty();
    let mut status = if only_reports || partial { Status::Reported } else { Status::Rated };
    let (failed, passed) = prerequisites(pack, &values, given, period)?;
    status = failed.map_or(status, |failed| status.max(failed));
    let mut points = BTreeMap::new();
    let mut score = Some(Tally::default());
    for criterion in &pack.criteria {
        let outcome = criterion_points(criterion, pack, &values, given, period)?;
        // A part of a standard has no total that a row could be missing in.
        if matches!(outcome, Outcome::Stops) && !partial {
            status = status.max(Status::NotRated);
            // The score can do without a bonus; the grade can not, where the pack says so.
            score = score.filter(|_| criterion.bonus);
        }
        if let Some(tally) = &mut score {
            tally.add(criterion, &outcome, period)?;
        }
        points.insert(criterion.id.clone(), outcome.points());
    }
    // A score of nothing is none.
    if score.as_ref().is_some_and(|tally| !tally.possible.is_zero() && tally.applicable.is_zero()) && !partial {
        status = status.max(Status::NotRated);
    }
    let scored = score.map(|tally| tally.score(pack, partial, period)).transpose()?;
    let (score, bonus) = scored.unwrap_or((None, Exact::zero()));
    let level = if partial { None } else { level(&pack.levels, &values, score.as_ref(), period)? };
    if level.is_none() && !pack.levels.is_empty() && !partial {
        status = status.max(Status::NotRated);
    }
    Ok(Judged { status, level, score, bonus, passed, points })
}

/// Which prerequisites are met, and the gravest of what follows from those that are not.
fn prerequisites(
    pack: &Pack,
    values: &Values,
    given: &Given,
    period: &Period,
) -> Told<(Option<Status>, BTreeMap<String, bool>)> {
    let (mut gravest, mut passed) = (None, BTreeMap::new());
    for asked in &pack.prerequisites {
        let exempt = asked.exempt.iter().any(|who| given.categories.contains(who));
        let value = values.get(&asked.indicator).unwrap_or(&Value::Missing);
        let holds = match value {
            Value::Is(value) => match holds(&asked.must, value, period)? {
                Some(holds) => holds,
                None => continue,
            },
            _ => false,
        };
        passed.insert(asked.id.clone(), holds || exempt);
        if !holds && !exempt {
            gravest = gravest.max(Some(match asked.on_fail.as_str() {
                "indicative-only" => Status::IndicativeOnly,
                // That a standard does not apply can not be said of what is not known.
                "out-of-scope" if matches!(value, Value::Is(_)) => Status::OutOfScope,
                _ => Status::NotRated,
            }));
        }
    }
    Ok((gravest, passed))
}

/// What a criterion gives.
pub enum Outcome {
    Points(Exact),
    NotApplicable,
    /// Missing, and the score can not do without it.
    Stops,
}

impl Outcome {
    fn points(&self) -> Option<Exact> {
        match self {
            Self::Points(points) => Some(points.clone()),
            Self::NotApplicable | Self::Stops => None,
        }
    }
}

/// The points of a criterion.
fn criterion_points(
    criterion: &Criterion,
    pack: &Pack,
    values: &Values,
    given: &Given,
    period: &Period,
) -> Told<Outcome> {
    if !criterion.only_for.is_empty() && !criterion.only_for.iter().any(|who| given.categories.contains(who)) {
        return Ok(Outcome::NotApplicable);
    }
    let most = criterion.points.needed(period)?;
    let missing = || match criterion.when_missing.word(period)?.as_str() {
        "no-points" => Ok(Outcome::Points(Exact::zero())),
        _ => Ok(Outcome::Stops),
    };
    let value = match &criterion.indicator {
        None => None,
        Some(indicator) => match values.get(indicator).unwrap_or(&Value::Missing) {
            Value::Is(value) => Some(value),
            Value::NotApplicable => return Ok(Outcome::NotApplicable),
            Value::Missing => return missing(),
        },
    };
    for condition in &criterion.only_if {
        match values.get(&condition.indicator).unwrap_or(&Value::Missing) {
            Value::Is(value) if holds(&condition.must, value, period)? != Some(false) => {}
            // What is not known is not met.
            _ => return Ok(Outcome::Points(Exact::zero())),
        }
    }
    let given_points = match (&criterion.rule, value) {
        (Rule::Linear { zero_at, full_at }, Some(value)) => {
            let (zero, full) = (zero_at.needed(period)?, full_at.needed(period)?);
            let part = (value - &zero) / (full - &zero);
            Some(part.max(Exact::zero()).min(whole(1)) * most)
        }
        (Rule::Bands { rows }, Some(value)) => {
            let mut fired = None;
            for row in rows {
                let both = [Some(&row.when), row.and.as_ref()];
                let held: Vec<bool> = both
                    .into_iter()
                    .flatten()
                    .map(|bound| holds(bound, value, period))
                    .collect::<Told<Vec<_>>>()?
                    .into_iter()
                    .flatten()
                    .collect();
                if fired.is_none() && !held.is_empty() && !held.contains(&false) {
                    fired = Some(row.points.needed(period)?);
                }
            }
            Some(fired.unwrap_or_else(Exact::zero))
        }
        (Rule::ByCategory { rows, otherwise }, _) => {
            let row = rows.iter().find(|row| given.categories.contains(&row.category));
            Some(row.map_or(otherwise, |row| &row.points).needed(period)?)
        }
        (rule, _) => tables::points(rule, &most, pack, given.tables, period)?,
    };
    let Some(points) = given_points else { return missing() };
    let places = decimals(pack.rounding.points.as_ref(), period)?;
    Ok(Outcome::Points(places.map_or(points.clone(), |places| rounded(&points, places))))
}

/// Points added up.
#[derive(Default)]
struct Tally {
    points: Exact,
    applicable: Exact,
    possible: Exact,
    bonus: Exact,
}

impl Tally {
    fn add(&mut self, criterion: &Criterion, outcome: &Outcome, period: &Period) -> Told<()> {
        let points = outcome.points();
        if criterion.bonus {
            self.bonus += points.unwrap_or_else(Exact::zero);
            return Ok(());
        }
        let most = criterion.points.needed(period)?;
        self.possible += &most;
        if let Some(points) = points {
            self.points += points;
            self.applicable += most;
        }
        Ok(())
    }

    /// `full · points ÷ applicable + min(bonus, cap)`, and the bonus within it.
    fn score(self, pack: &Pack, partial: bool, period: &Period) -> Told<(Option<Exact>, Exact)> {
        let full = pack.full_score.as_ref().map_or(Ok(self.possible), |figure| figure.needed(period))?;
        let cap = pack.bonus_cap.as_ref().map(|cap| cap.number(period)).transpose()?.flatten();
        let bonus = cap.map_or(self.bonus.clone(), |cap| self.bonus.clone().min(cap));
        let share = if partial { None } else { ratio(&self.points, &self.applicable) };
        let Some(share) = share else { return Ok((None, Exact::zero())) };
        let score = share * full + &bonus;
        let places = decimals(pack.rounding.score.as_ref(), period)?;
        Ok((Some(places.map_or(score.clone(), |places| rounded(&score, places))), bonus))
    }
}
