//! Formulas with the numbers put in.

use super::{Phrases, joined};
use crate::rating::record::{Indicator, IndicatorInput};
use crate::report::numbers;

/// A part of a formula for which the rating tells one number.
const ONE_NUMBER: (&str, &str) = ("(Σ E_total − Σ E_self-generated − Σ E_direct-line)", "E_grid");

impl Phrases<'_> {
    /// The formula with its inputs' values in it, such as `13 000 000 ÷ 10 000 000`; `None` where the formula is in
    /// words, or the value is a declared one.
    pub fn numbers_put_in(&self, indicator: &Indicator) -> Option<String> {
        let inputs = &indicator.inputs;
        if inputs.len() < 2 || inputs.iter().any(|input| input.unit == "yes/no") {
            return None;
        }
        let formula = indicator.formula.en.replace(ONE_NUMBER.0, ONE_NUMBER.1);
        names_replaced(&formula, inputs).or_else(|| shares(&formula, inputs)).or_else(|| quotient(indicator))
    }
}

/// Every name in the formula replaced by its number; `None` where a name is left.
fn names_replaced(formula: &str, inputs: &[IndicatorInput]) -> Option<String> {
    let mut longest_first: Vec<&IndicatorInput> = inputs.iter().collect();
    longest_first.sort_by_key(|input| std::cmp::Reverse(input.name.len()));
    let mut text = formula.to_owned();
    for input in longest_first {
        let number = numbers::amount(input.value);
        text = text.replace(&format!("Σ {}", input.name), &number).replace(&input.name, &number);
    }
    (!text.chars().any(|c| c.is_alphabetic() || c == '_')).then_some(text)
}

/// A share of supply: its lines over the total.
fn shares(formula: &str, inputs: &[IndicatorInput]) -> Option<String> {
    let (over, "Σ E_total") = formula.split_once(" ÷ ")? else { return None };
    let (total, lines) = inputs.split_first()?;
    if total.name != "E_total" || !over.starts_with("Σ E_") {
        return None;
    }
    let sum = joined(lines.iter().map(|line| numbers::amount(line.value)), " + ");
    let sum = if lines.len() > 1 { format!("({sum})") } else { sum };
    Some(format!("{sum} ÷ {}", numbers::amount(total.value)))
}

/// Two inputs whose quotient is the value.
fn quotient(indicator: &Indicator) -> Option<String> {
    let [over, under] = indicator.inputs.as_slice() else { return None };
    let value = indicator.value?;
    let close = (over.value / under.value - value).abs() <= 1e-9 * value.abs();
    close.then(|| format!("{} ÷ {}", numbers::amount(over.value), numbers::amount(under.value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(name: &str, value: f64) -> IndicatorInput {
        IndicatorInput { name: name.into(), value, unit: "kWh".into(), from: "m".into() }
    }

    #[test]
    fn numbers_take_the_places_of_names() {
        let inputs = [input("E_cooling", 200.0), input("E_IT", 1000.0)];
        assert_eq!(names_replaced("(Σ E_IT + Σ E_cooling) ÷ Σ E_IT", &inputs).unwrap(), "(1000 + 200) ÷ 1000");
        assert_eq!(names_replaced("hours of cooling ÷ Σ E_IT", &inputs), None);
        let ratio = [input("PUE", 1.25), input("PUE_design", 1.3)];
        assert_eq!(names_replaced("PUE ÷ PUE_design", &ratio).unwrap(), "1.25 ÷ 1.3");
    }

    #[test]
    fn a_share_is_its_lines_over_the_total() {
        let inputs =
            [input("E_total", 100.0), input("E_solar (direct-line)", 20.0), input("E_hydro (green-trade)", 30.5)];
        assert_eq!(shares("Σ E_clean ÷ Σ E_total", &inputs).unwrap(), "(20 + 30.5) ÷ 100");
        assert_eq!(shares("Σ E_clean ÷ Σ E_total", &inputs[..2]).unwrap(), "20 ÷ 100");
    }
}
