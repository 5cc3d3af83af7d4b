//! A criterion of a compiled pack.

use super::value::{Place, Rounded, Scene, Test, near};
use crate::standard::assessment::{CriterionState, Status};
use crate::standard::evaluate::criterion_alone;
use crate::standard::exact::Exact;
use crate::standard::model::{Band, Criterion, Rule, WhenMissing};

/// What a criterion gave.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Given {
    /// Its points; `None` where it is missing and stops the rating.
    pub points: Option<f64>,
    /// The row that fired, as an index into the criterion's `compared` in an assessment.
    pub fired: Option<usize>,
}

/// A criterion that applies.
#[derive(Debug, Clone)]
pub(super) struct Scored {
    pub id: String,
    pub bonus: bool,
    /// The most points that it gives.
    pub possible: f64,
    points: Points,
    only_if: Vec<Test>,
    missing: Given,
    /// The status where it is missing.
    pub when_missing: Status,
    rounding: Option<Rounded>,
}

#[derive(Debug, Clone)]
enum Points {
    Fixed(Given),
    Line { place: Place, zero_at: f64, span: f64, most: f64 },
    Rows { place: Place, rows: Vec<Row> },
}

/// A row of a rule.
#[derive(Debug, Clone, Copy)]
struct Row {
    when: Test,
    and: Option<Test>,
    given: Given,
}

impl Scored {
    /// `None` where the criterion does not apply.
    pub fn of(criterion: &Criterion, scene: &Scene<'_>) -> Option<Self> {
        let bare = Criterion { only_if: Vec::new(), ..criterion.clone() };
        let (trace, points) = criterion_alone(scene.pack, &bare, scene.observed);
        if trace.state == CriterionState::NotApplicable {
            return None;
        }
        let place = criterion.indicator.as_ref().and_then(|id| scene.place(id.get_ref()));
        let fixed = Given { points: points.as_ref().map(Exact::to_f64), fired: trace.fired };
        let no_points = criterion.when_missing.value == WhenMissing::NoPoints;
        let whole_pack = scene.pack.missing_rows.is_empty();
        // Conditions are for what is scored: a value that is missing for good is so whatever they say.
        let for_good = place.is_none() && trace.state == CriterionState::Missing;
        let conditions = if for_good { Vec::new() } else { scene.tests(criterion.only_if.iter()) };
        Some(Self {
            id: criterion.id.get_ref().clone(),
            bonus: criterion.bonus,
            possible: criterion.points.value,
            points: Points::of(&criterion.rule, place, criterion.points.value, fixed),
            only_if: conditions,
            missing: Given { points: no_points.then_some(0.0), fired: None },
            when_missing: if no_points || !whole_pack { Status::Rated } else { Status::NotRated },
            rounding: scene.pack.rounding.points.as_ref().and_then(Rounded::to),
        })
    }

    pub fn moves(&self) -> bool {
        !matches!(self.points, Points::Fixed(_)) || self.only_if.iter().any(Test::moves)
    }

    /// The rows of its rule where it moves: what they give, each with its place in `compared`.
    pub fn rows(&self) -> impl Iterator<Item = Given> {
        let rows: &[Row] = match &self.points {
            Points::Rows { rows, .. } => rows,
            Points::Fixed(_) | Points::Line { .. } => &[],
        };
        rows.iter().map(|row| self.rounded(row.given))
    }

    pub fn give(&self, values: &[f64]) -> Given {
        let given = match &self.points {
            Points::Fixed(given) if self.only_if.is_empty() => return *given,
            Points::Fixed(given) => *given,
            Points::Line { place, zero_at, span, most } => {
                let share = (place.value(values) - zero_at) / span;
                if share.is_nan() {
                    return self.missing;
                }
                Given { points: Some(share.clamp(0.0, 1.0) * most), fired: None }
            }
            Points::Rows { place, rows } => {
                if place.value(values).is_nan() {
                    return self.missing;
                }
                let fired = rows.iter().find(|row| row.fires(values));
                fired.map_or(Given { points: Some(0.0), fired: None }, |row| row.given)
            }
        };
        match self.only_if.iter().all(|test| test.holds(values) == Some(true)) {
            true => self.rounded(given),
            false => Given { points: Some(0.0), fired: None },
        }
    }

    fn rounded(&self, given: Given) -> Given {
        let round = |points| self.rounding.map_or(points, |rounding| rounding.round(points));
        Given { points: given.points.map(|points| round(near(points))), ..given }
    }
}

impl Points {
    fn of(rule: &Rule, place: Option<Place>, most: f64, fixed: Given) -> Self {
        match (rule, place) {
            (Rule::Linear { zero_at, full_at }, Some(place)) => {
                Self::Line { place, zero_at: zero_at.value, span: full_at.value - zero_at.value, most }
            }
            (Rule::Bands { rows }, Some(place)) => Self::Rows { place, rows: Row::all(rows, place) },
            _ => Self::Fixed(fixed),
        }
    }
}

impl Row {
    fn all(rows: &[Band], place: Place) -> Vec<Self> {
        let mut compared = 0;
        let each = |row: &Band| {
            let given = Given { points: Some(row.points.value), fired: Some(compared) };
            // A band with both its ends stated is told in two comparisons.
            compared += 1 + usize::from(row.and.is_some());
            Self { when: place.test(&row.when), and: row.and.as_ref().map(|and| place.test(and)), given }
        };
        rows.iter().map(each).collect()
    }

    fn fires(&self, values: &[f64]) -> bool {
        let holds = |test: &Test| test.holds(values) == Some(true);
        holds(&self.when) && self.and.as_ref().is_none_or(holds)
    }
}
