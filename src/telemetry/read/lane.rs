//! One channel on its way in, cell by cell.

use super::fault::Place;
use super::{Channel, Sign};
use crate::period::Stamp;
use crate::problem::{Problem, Result};
use crate::telemetry::number::missing_hint;
use crate::telemetry::{Decimal, Layout, NumberFault, Numerals, Reading, parse_number};
use crate::units::{Unit, WrittenUnit, part_unit};

/// How much of a cell a message shows.
const SHOWN: usize = 40;

/// One channel on its way in.
#[derive(Clone)]
pub(super) struct Lane<'a> {
    pub(super) channel: &'a Channel,
    /// The name under which a message shows the column of its values.
    pub(super) column: &'a str,
    /// The readings that were not handed over yet.
    pub(super) into: Vec<Reading>,
    /// Where each reading stands, if that is wanted.
    pub(super) places: Option<Vec<Place>>,
    /// How many readings were handed over.
    pub(super) readings: u64,
    pub(super) empty: u64,
    /// Whether no word stands for a value.
    wordless: bool,
}

/// How the cells of values are to be understood.
#[derive(Clone)]
pub(super) struct Rules {
    /// What stands for "no reading".
    words: Vec<Vec<u8>>,
    /// The words that are numbers, for columns of numbers.
    numbers: Vec<f64>,
    numerals: Numerals,
}

impl Rules {
    pub(super) fn new(layout: &Layout) -> Self {
        let words: Vec<Vec<u8>> = layout.missing.iter().map(|word| word.trim().as_bytes().to_vec()).collect();
        let numbers = words.iter().filter_map(|word| parse_number(word).ok()).collect();
        Self { words, numbers, numerals: layout.numerals() }
    }

    fn has_word(&self, cell: &[u8]) -> bool {
        cell.is_empty() || self.words.iter().any(|word| word == cell)
    }

    fn has_number(&self, value: f64) -> bool {
        value.is_nan() || self.numbers.contains(&value)
    }

    /// Whether a text of digits, and perhaps a point, is that number and nothing else.
    #[inline]
    fn is_plain(&self, value: f64) -> bool {
        self.numerals.decimal == Decimal::Point && !self.numbers.contains(&value)
    }
}

impl<'a> Lane<'a> {
    pub(super) fn new(channel: &'a Channel, column: &'a str) -> Self {
        let wordless = channel.words.is_empty();
        Self { channel, column, into: Vec::new(), places: None, readings: 0, empty: 0, wordless }
    }

    /// Notes where a cell stands that was just taken in, if it was a reading.
    #[inline]
    pub(super) fn note(&mut self, place: Place) {
        if let Some(places) = &mut self.places
            && u64::try_from(places.len()).is_ok_and(|noted| noted < self.readings + length(&self.into))
        {
            places.push(place);
        }
    }

    /// Takes in what a cell of plain digits stands for, unless its text has to be looked at, or it is none that the
    /// channel believes: then it says so, and takes nothing.
    #[inline]
    pub(super) fn take_plain(&mut self, stamp: Stamp, value: f64, rules: &Rules) -> bool {
        let believed = match self.channel.sign {
            Sign::Any => true,
            Sign::NotNegative => value >= 0.0,
            Sign::OffOrOn => [0.0, 1.0].contains(&value),
        };
        let plain = believed && self.wordless && rules.is_plain(value);
        if plain {
            self.into.push(Reading { stamp, value });
        }
        plain
    }

    /// Takes numbers in, each with its stamp, unless one of them may need a look of its own: then it takes none.
    pub(super) fn take_numbers(&mut self, stamps: &[Stamp], values: &[f64], rules: &Rules) -> bool {
        let least = match self.channel.sign {
            Sign::Any => f64::MIN,
            Sign::NotNegative => 0.0,
            Sign::OffOrOn => return false,
        };
        // Without an end before the last, so that the processor compares several at once.
        let believed = values.iter().fold(true, |believed, value| believed & (least..=f64::MAX).contains(value));
        let plain = believed && self.places.is_none() && rules.numbers.is_empty();
        if plain {
            self.into.extend(stamps.iter().zip(values).map(|(stamp, value)| Reading { stamp: *stamp, value: *value }));
        }
        plain
    }

    /// Takes a cell of text in.
    #[inline]
    pub(super) fn take_text(&mut self, stamp: Stamp, cell: &[u8], rules: &Rules) -> Result<()> {
        let cell = cell.trim_ascii();
        if rules.has_word(cell) {
            self.empty += 1;
            return Ok(());
        }
        if let Some((_, on)) = self.channel.words.iter().find(|(word, _)| word.as_bytes() == cell) {
            return self.take(stamp, f64::from(u8::from(*on)), || shown(cell));
        }
        match rules.numerals.read(cell) {
            Ok(value) => self.take(stamp, value, || shown(cell)),
            Err(_) if self.channel.sign == Sign::OffOrOn => Err(self.neither_on_nor_off(&shown(cell))),
            Err(fault) => self.take_with_unit(stamp, cell, fault, rules),
        }
    }

    /// Takes a cell that is a number with its unit in, such as `10 Watts`.
    #[cold]
    fn take_with_unit(&mut self, stamp: Stamp, cell: &[u8], fault: NumberFault, rules: &Rules) -> Result<()> {
        let parted = if fault == NumberFault::Form { std::str::from_utf8(cell).ok().and_then(part_unit) } else { None };
        let Some((number, written)) = parted else { return Err(fault.problem(&shown(cell))) };
        let value = rules.numerals.read(number.as_bytes()).map_err(|fault| match fault {
            NumberFault::Form => fault.problem(&shown(cell)),
            _ => fault.problem(&shown(number.as_bytes())),
        })?;
        let Some(unit) = self.channel.unit else { return Err(fault.problem(&shown(cell))) };
        let value = in_unit(value, written, unit, &shown(cell))?;
        self.take(stamp, value, || shown(cell))
    }

    /// Takes a cell of a column of numbers in; a null is missing, and so is what is not a number.
    pub(super) fn take_number(&mut self, stamp: Stamp, cell: Option<f64>, rules: &Rules) -> Result<()> {
        match cell {
            Some(value) if !rules.has_number(value) => self.take(stamp, value, || value.to_string()),
            _ => {
                self.empty += 1;
                Ok(())
            }
        }
    }

    /// The problem of a time where a value belongs.
    pub(super) fn is_a_time(&self) -> Problem {
        Problem::new(format!("the cell is a date or a time and not a {}", self.channel.what))
            .hint("check the column, and the number format of the cell in the workbook")
    }

    #[inline]
    fn take(&mut self, stamp: Stamp, value: f64, shown: impl Fn() -> String) -> Result<()> {
        if !value.is_finite() {
            return Err(Problem::new(format!("`{}` is not a finite number", shown())).hint(missing_hint(&shown())));
        }
        if value < 0.0 && self.channel.sign == Sign::NotNegative {
            let (what, shown) = (&self.channel.what, shown());
            return Err(Problem::new(format!("`{shown}` is a negative {what}"))
                .hint(format!("a meter of this kind can not go below zero; {}", missing_hint(&shown))));
        }
        if self.channel.sign == Sign::OffOrOn && ![0.0, 1.0].contains(&value) {
            return Err(self.neither_on_nor_off(&shown()));
        }
        self.into.push(Reading { stamp, value });
        Ok(())
    }

    fn neither_on_nor_off(&self, shown: &str) -> Problem {
        let words: Vec<&str> = self.channel.words.iter().map(|(word, _)| word.as_str()).collect();
        let hint = match words.as_slice() {
            [] => "a state is 1 or 0; for words name them in the meter's `on` and `off`".to_owned(),
            words => format!("the meter's words are {}; add it to `on`, `off` or `missing`", words.join(", ")),
        };
        Problem::new(format!("`{shown}` is neither on nor off")).hint(hint)
    }
}

/// The length of a list, as facts count.
pub(super) fn length<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).unwrap_or(u64::MAX)
}

/// A value in the unit of its meter.
fn in_unit(value: f64, written: &str, unit: Unit, shown: &str) -> Result<f64> {
    let read = WrittenUnit::read(written).map_err(|problem| {
        let hint = problem.hint.unwrap_or_default();
        // Without a space it may as well be a slip of the hand.
        let spaced = shown.contains(char::is_whitespace);
        let what = if spaced { "has an unknown unit" } else { "is not a number with a known unit" };
        Problem::new(format!("`{shown}` {what}")).hint(format!("{hint}; {}", missing_hint(shown)))
    })?;
    if read.dimension != unit.dimension() {
        return Err(Problem::new(format!("`{shown}` can not be read in {unit}, the unit of its meter"))
            .hint("check whether it is the right column, and the `kind` and `unit` of the meter"));
    }
    Ok(read.convert(value, unit))
}

/// A cell as a message shows it: cut short, and without what would move the cursor of a terminal.
pub(super) fn shown(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell.trim_ascii());
    let clean = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let mut shown: String = text.chars().take(SHOWN).map(clean).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_in_a_cell_is_converted_or_refused() {
        assert_eq!(in_unit(270.0, "Watts", Unit::KW, "270 Watts"), Ok(0.27));
        assert_eq!(in_unit(1.5, "MW", Unit::KW, "1.5 MW"), Ok(1500.0));
        let milli = in_unit(1.5, "mW", Unit::KW, "1.5 mW").unwrap_err();
        assert_eq!(milli.what, "`1.5 mW` has an unknown unit");
        assert!(milli.hint.unwrap().contains("megawatts are `MW`"));
        assert!(in_unit(1.5, "kWh", Unit::KW, "1.5 kWh").unwrap_err().what.contains("can not be read in kW"));
    }
}
