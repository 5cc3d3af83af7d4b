//! Tests of IT systems in words.

use super::Phrases;
use crate::indicator::it_tests::{Check, ItTests, TestResult, TestValue};
use crate::report::numbers;
use crate::report::words::{it_tests as t, reports as w};

/// A number of four digits begins here.
const FOUR_DIGITS: f64 = 1000.0;
const MOST_DECIMALS: i32 = 9;

/// A result of a test: at least four digits that count.
pub(in crate::report) fn result(value: f64) -> String {
    if value.abs() >= FOUR_DIGITS * 10.0 || value == 0.0 {
        return numbers::grouped(value);
    }
    let tells = |decimals: &i32| value.abs() * 10_f64.powi(*decimals) >= FOUR_DIGITS;
    let decimals = (0..MOST_DECIMALS).find(tells).unwrap_or(MOST_DECIMALS);
    numbers::fixed(value, usize::try_from(decimals).unwrap_or_default())
}

impl Phrases<'_> {
    /// A result with its unit.
    pub fn test_value(&self, value: &TestValue) -> String {
        match value.unit.as_str() {
            "1" => result(value.value),
            unit => format!("{} {unit}", result(value.value)),
        }
    }

    /// What came out of a test, or that it is void.
    pub fn test_result(&self, test: &TestResult) -> String {
        match test.results.as_slice() {
            [] => self.say(t::VOID).to_owned(),
            values => self.list(values.iter().map(|value| self.test_value(value))),
        }
    }

    /// Precision, phase and whether the work was measured.
    pub fn test_details(&self, test: &TestResult) -> String {
        let precision = test.precision.map(|precision| precision.word());
        let phase = test.phase.map(|phase| t::detail(phase.word(), self.lang));
        let performance = test.precision.map(|_| t::detail(test.performance.word(), self.lang));
        let parts: Vec<&str> = precision.into_iter().chain(performance).chain(phase).collect();
        if parts.is_empty() { self.say(w::NONE_SIGN).to_owned() } else { self.list(parts) }
    }

    /// The figure that a check was held against, and what it rests on.
    pub fn check_figure(&self, check: &Check) -> String {
        match &check.figure {
            None => self.say(w::NONE_SIGN).to_owned(),
            Some(figure) => self.with_aside(&numbers::plain(figure.value), self.basis(figure.basis)),
        }
    }

    /// How many tests there are, and how many of them are void.
    pub fn tests_in_short(&self, tests: &ItTests) -> String {
        let void = tests.tests.iter().filter(|test| test.results.is_empty()).count();
        t::counted(tests.tests.len(), void, self.lang)
    }

    /// The mean power of IT and of a rack, and how much of the energy was tested.
    pub fn fleet(&self, tests: &ItTests) -> [(crate::report::words::Words, String); 3] {
        let fleet = &tests.fleet;
        let unknown = || self.say(t::UNKNOWN).to_owned();
        let kw = |value: Option<f64>| value.map_or_else(unknown, |kw| format!("{} kW", numbers::amount(kw)));
        [
            (t::MEAN_IT, kw(fleet.mean_it_kw)),
            (t::RACK_POWER, kw(fleet.kw_per_rack)),
            (t::TESTED_SHARE, fleet.tested_share.map_or_else(unknown, numbers::percent)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_every_size_are_told() {
        let cases =
            [(52.592_168, "52.59"), (4.85, "4.850"), (0.000_123_456, "0.0001235"), (1.0, "1.000"), (9999.4, "9999")];
        for (value, text) in cases {
            assert_eq!(result(value), text);
        }
        assert_eq!(result(13_297.1), "13\u{202f}297");
        assert_eq!(result(0.0), "0");
    }
}
