//! What the values of a column say of it: whether they are numbers, run up as a counter does, are a signal, or carry a
//! unit.

use std::collections::BTreeSet;

use crate::telemetry::{Kind, Numerals};
use crate::units::{Unit, WrittenUnit, part_unit};

/// What a sample of a column's values looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct Behaviour {
    /// How many cells have something in them.
    pub filled: usize,
    /// The numbers, in the order of the file.
    pub numbers: Vec<f64>,
    /// The different words among the cells that are no numbers; no more than [`MOST_WORDS`] are kept.
    pub words: BTreeSet<String>,
    /// The unit that the cells carry, where all that carry one carry the same.
    pub unit: Option<Unit>,
}

/// So many different words are kept.
const MOST_WORDS: usize = 64;
/// A column of numbers has so many of them for each other cell.
const NUMBERS_TO_WORDS: usize = 4;
/// A counter goes so many times forward for each time that it begins again.
const ONE_WAY: usize = 100;
/// So many steps in one direction are no load's.
const LONG: usize = 50;
/// A counter moves in one of so many rows at least.
const MOVES: usize = 2;
/// And what it has counted before is so many times what it counts in the sample, or it began at nothing.
const RUNNING_FOR_LONG: f64 = 2.0;

impl Behaviour {
    /// Looks at the cells of a column, in the order of the file.
    pub fn of<'c>(cells: impl Iterator<Item = &'c str>) -> Self {
        let mut looked = Self { filled: 0, numbers: Vec::new(), words: BTreeSet::new(), unit: None };
        let mut units = BTreeSet::new();
        for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
            looked.filled += 1;
            match number(cell) {
                Some((number, unit)) => {
                    looked.numbers.push(number);
                    units.extend(unit.map(Unit::name));
                }
                None if looked.words.len() < MOST_WORDS => drop(looked.words.insert(cell.to_owned())),
                None => {}
            }
        }
        if let (Some(only), 1) = (units.first(), units.len()) {
            looked.unit = Unit::parse(only).ok();
        }
        looked
    }

    /// Whether it is a column of numbers.
    pub fn is_numeric(&self) -> bool {
        !self.numbers.is_empty() && self.numbers.len() >= NUMBERS_TO_WORDS * (self.filled - self.numbers.len())
    }

    /// Whether the numbers only rise, or only fall (newest first), move in most rows, and stand far above what they move.
    pub fn runs_up(&self) -> bool {
        let steps =
            || self.numbers.windows(2).map(|pair| pair.iter().rev().copied().reduce(|a, b| a - b).unwrap_or(0.0));
        let (rises, falls) = (steps().filter(|step| *step > 0.0).count(), steps().filter(|step| *step < 0.0).count());
        let (moved, all) = (rises + falls, steps().count());
        let (few, many) = (rises.min(falls), rises.max(falls));
        let (low, high) = self.range();
        // A load could rise all through a short sample too; a counter stands far above what it counts meanwhile.
        let for_long = low > RUNNING_FOR_LONG * (high - low) || low == 0.0 || many >= LONG;
        many > 0 && few * ONE_WAY <= many && all > 1 && moved * MOVES >= all && for_long
    }

    /// Whether it is a signal: two different numbers that are 0 and 1, or two different words.
    pub fn is_signal(&self) -> bool {
        let all_binary = self.numbers.iter().all(|number| [0.0, 1.0].contains(number));
        match self.words.len() {
            0 => all_binary && self.range() == (0.0, 1.0),
            2 => self.numbers.is_empty(),
            _ => false,
        }
    }

    /// The least and the greatest number.
    pub fn range(&self) -> (f64, f64) {
        let around = |(low, high): (f64, f64), number: &f64| (low.min(*number), high.max(*number));
        self.numbers.iter().fold((f64::INFINITY, f64::NEG_INFINITY), around)
    }

    /// How readings of an amount are to be understood.
    pub fn kind_of_amount(&self) -> Kind {
        if self.runs_up() { Kind::Counter } else { Kind::Interval }
    }
}

/// The number of a cell, and its unit where it carries one.
fn number(cell: &str) -> Option<(f64, Option<Unit>)> {
    let told = Numerals { thousands: true, ..Numerals::default() };
    if let Ok(number) = told.read(cell.as_bytes()) {
        return Some((number, None));
    }
    let (number, unit) = part_unit(cell)?;
    Some((told.read(number.as_bytes()).ok()?, Some(WrittenUnit::read(unit).ok()?.unit()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str]) -> Behaviour {
        Behaviour::of(cells.iter().copied())
    }

    #[test]
    fn a_counter_only_rises_and_stands_far_above_its_steps() {
        assert!(of(&["48211730.0", "48212051.7", "48212370.2", "48212688.0"]).runs_up());
        assert!(of(&["4000", "3900", "3800", "3700"]).runs_up(), "newest first");
        assert!(of(&["0", "3", "5", "9"]).runs_up(), "a new one");
        assert!(!of(&["320", "325", "340", "380", "900"]).runs_up(), "a load that rises");
        assert!(!of(&["1300", "1310", "1290"]).runs_up());
        assert!(!of(&["5", "5", "5", "5", "6"]).runs_up(), "it hardly moves");
        assert!(!of(&["5"]).runs_up());
        let mut reset: Vec<String> = (0..150).map(|hour| (8_000 + 10 * hour).to_string()).collect();
        reset.extend((0..50).map(|hour| (10 * hour).to_string()));
        let cells = || reset.iter().map(String::as_str);
        assert!(Behaviour::of(cells()).runs_up(), "198 steps forward and one back");
        assert!(!Behaviour::of(cells().skip(140).take(20)).runs_up(), "18 forward and one back");
    }

    #[test]
    fn words_among_numbers_are_told_apart_and_units_are_read() {
        let some = of(&["1", "2", "NC", "4", "5", "6", ""]);
        assert_eq!((some.numbers.len(), some.filled, some.is_numeric()), (5, 6, true));
        assert!(some.words.contains("NC"));
        assert!(!of(&["1", "2", "NC", "4"]).is_numeric(), "three to one");
        assert!(!of(&["open", "closed"]).is_numeric());
        assert!(!of(&[]).is_numeric());
        let watts = of(&["270 Watts", "280 Watts", "1,280 Watts"]);
        assert_eq!((watts.unit, watts.range()), (Some(Unit::W), (270.0, 1280.0)));
        assert_eq!(of(&["1 kW", "900 W"]).unit, None);
    }

    #[test]
    fn a_signal_has_two_states() {
        assert!(of(&["0", "1", "1"]).is_signal() && of(&["自动", "手动", "自动"]).is_signal());
        assert!(!of(&["0", "0"]).is_signal() && !of(&["0", "1", "2"]).is_signal() && !of(&["a", "b", "c"]).is_signal());
    }
}
