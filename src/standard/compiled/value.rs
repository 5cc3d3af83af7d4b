//! Values that move, and bounds that they are held against.

use std::collections::BTreeMap;

use crate::standard::check::decimals_of;
use crate::standard::model::{Bound, Condition, Figure, Pack};
use crate::standard::observed::Observations;

/// What a pack is compiled for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    pub pack: &'a Pack,
    /// The observations, as the pack rounds them.
    pub observed: &'a Observations,
    /// The places of what moves among a trial's values.
    pub places: &'a BTreeMap<String, usize>,
}

/// Where a trial has a value that moves, and to how much it is rounded before it is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    place: usize,
    rounding: Option<Rounded>,
}

/// Rounding by GB/T 8170.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rounded {
    /// Ten to the power of the decimals.
    scale: f64,
}

/// A bound on a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Test {
    /// The value does not move: whether the bound holds; `None` where the value is missing.
    Fixed(Option<bool>),
    /// The value moves.
    Moving { place: Place, side: Side, figure: f64 },
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    AtMost,
    Below,
    AtLeast,
    Above,
    Is,
}

impl Scene<'_> {
    /// The place of an indicator that moves.
    pub fn place(&self, indicator: &str) -> Option<Place> {
        let place = *self.places.get(indicator)?;
        let rounding = self.pack.rounding.indicators.iter().find(|(id, _)| id.get_ref() == indicator);
        Some(Place { place, rounding: rounding.and_then(|(_, figure)| Rounded::to(figure)) })
    }

    pub fn test(&self, indicator: &str, must: &Bound) -> Test {
        match self.place(indicator) {
            Some(place) => place.test(must),
            None => Test::Fixed(self.observed.get(indicator).value().map(|value| must.holds(value))),
        }
    }

    pub fn tests<'c>(&self, conditions: impl Iterator<Item = &'c Condition>) -> Vec<Test> {
        conditions.map(|condition| self.test(condition.indicator.get_ref(), &condition.must)).collect()
    }
}

impl Place {
    /// The value; not a number where it is missing.
    pub fn value(self, values: &[f64]) -> f64 {
        let value = values.get(self.place).copied().unwrap_or(f64::NAN);
        self.rounding.map_or(value, |rounding| rounding.round(value))
    }

    pub fn test(self, must: &Bound) -> Test {
        let (side, figure) = match must {
            Bound::AtMost(figure) => (Side::AtMost, figure.value),
            Bound::Below(figure) => (Side::Below, figure.value),
            Bound::AtLeast(figure) => (Side::AtLeast, figure.value),
            Bound::Above(figure) => (Side::Above, figure.value),
            Bound::Is(figure) => (Side::Is, f64::from(u8::from(figure.value))),
        };
        Test::Moving { place: self, side, figure }
    }
}

impl Test {
    pub const fn moves(&self) -> bool {
        matches!(self, Self::Moving { .. })
    }

    /// Whether the bound holds; `None` where the value is missing.
    pub fn holds(&self, values: &[f64]) -> Option<bool> {
        match *self {
            Self::Fixed(holds) => holds,
            Self::Moving { place, side, figure } => {
                let value = place.value(values);
                let holds = match side {
                    Side::AtMost => value <= figure,
                    Side::Below => value < figure,
                    Side::AtLeast => value >= figure,
                    Side::Above => value > figure,
                    Side::Is => (value > 0.5) == (figure > 0.5),
                };
                (!value.is_nan()).then_some(holds)
            }
        }
    }
}

impl Rounded {
    pub fn to(figure: &Figure) -> Option<Self> {
        decimals_of(figure).map(|decimals| Self { scale: 10_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX)) })
    }

    /// To the nearest, and to the even digit where the dropped part is five.
    pub fn round(self, value: f64) -> f64 {
        near(value * self.scale).round_ties_even() / self.scale
    }
}

/// The nearest multiple of 10⁻⁹: what a few operations in doubles are off is far less, and what figures say far more.
pub(super) fn near(value: f64) -> f64 {
    const STEPS: f64 = 1e9;
    // Beyond, a double is coarser than that itself.
    if value.abs() < 1e6 { (value * STEPS).round() / STEPS } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_on_what_moves_holds_as_the_pack_says_below_on_and_above_its_figure() {
        let place = Place { place: 0, rounding: None };
        for (word, figure) in [
            ("at_most", "0.5"),
            ("below", "0.5"),
            ("at_least", "0.5"),
            ("above", "0.5"),
            ("is", "true"),
            ("is", "false"),
        ] {
            let text = format!("{word} = {{ value = {figure}, basis = \"choice\", source = \"own\" }}");
            let bound: Bound = toml::from_str(&text).unwrap();
            for value in [0.0, 0.5_f64.next_down(), 0.5, 0.5_f64.next_up(), 1.0] {
                assert_eq!(place.test(&bound).holds(&[value]), Some(bound.holds(value)), "{value} {text}");
            }
            assert_eq!(place.test(&bound).holds(&[f64::NAN]), None, "{text}");
        }
    }

    #[test]
    fn what_sums_and_products_are_off_is_taken_away_and_no_more() {
        assert_eq!((near(0.1 + 0.2), near(79.999_999_999_99), near(-1.15 * 100.0)), (0.3, 80.0, -115.0));
        assert_eq!(near(0.123_456_789), 0.123_456_789);
        for beyond in [1e6_f64.next_up(), 1e300, -1e300] {
            assert_eq!(near(beyond), beyond);
        }
    }

    #[test]
    fn a_five_that_a_double_does_not_hold_goes_to_the_even_digit_as_well() {
        let rounded = |value, scale| Rounded { scale }.round(value);
        assert_eq!(
            (rounded(1.25, 10.0), rounded(1.35, 10.0), rounded(2.5, 1.0), rounded(3.5, 1.0)),
            (1.2, 1.4, 2.0, 4.0)
        );
        // A hundred times these is just below and just above a half in doubles.
        assert_eq!((rounded(1.015, 100.0), rounded(1.225, 100.0)), (1.02, 1.22));
    }
}
