//! The names of a heading, and how a name of the manifest is found among them.
//!
//! A name is found as it is written, whatever its white space and the width of its brackets; or else without the unit
//! that the heading puts in brackets behind it: `总用电量` finds `总用电量(kWh)`.

use super::Channel;
use crate::problem::{Problem, Result, nearest};
use crate::telemetry::Layout;
use crate::units::WrittenUnit;

/// How many column names a hint lists.
const LISTED: usize = 12;
/// How much of a column's name a hint shows.
const SHOWN: usize = 40;

/// The names of the columns of a file.
pub(super) struct Heading {
    names: Vec<Name>,
}

/// One name, and what it tells.
struct Name {
    plain: String,
    /// The length of the name without its unit.
    base: usize,
    unit: Option<WrittenUnit>,
}

impl Name {
    fn of(written: &str) -> Self {
        let plain = plain(written);
        let parted = plain.strip_suffix([')', ']']).and_then(|open| open.rsplit_once(['(', '[']));
        let read = parted.and_then(|(base, unit)| Some((base.trim_end().len(), WrittenUnit::read(unit).ok()?)));
        match read.filter(|(base, _)| *base > 0) {
            Some((base, unit)) => Self { base, unit: Some(unit), plain },
            None => Self { base: plain.len(), unit: None, plain },
        }
    }

    fn base(&self) -> &str {
        self.plain.get(..self.base).unwrap_or_default()
    }
}

/// A name on one line.
pub(super) fn one_line(name: &str) -> String {
    name.trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name without what the eye does not tell apart: kinds and runs of white space, the width of brackets.
fn plain(name: &str) -> String {
    let narrow = |c: char| match c {
        '（' => '(',
        '）' => ')',
        '【' | '［' => '[',
        '】' | '］' => ']',
        other => other,
    };
    one_line(name).chars().map(narrow).collect()
}

impl Heading {
    pub(super) fn new(names: &[String]) -> Self {
        Self { names: names.iter().map(|name| Name::of(name)).collect() }
    }

    /// Whether a name of the manifest is there.
    pub(super) fn has(&self, wanted: &str) -> bool {
        let wanted = plain(wanted);
        self.names.iter().any(|name| name.plain == wanted || name.base() == wanted)
    }

    /// Where a name of the manifest is.
    ///
    /// # Errors
    /// A column that is not there, or is there more than once.
    pub(super) fn position(&self, wanted: &str) -> Result<usize> {
        let plain = plain(wanted);
        let found = |of: fn(&Name) -> &str| {
            let mut places = self.names.iter().enumerate().filter(|(_, name)| of(name) == plain).map(|(at, _)| at);
            places.next().map(|first| (first, places.count()))
        };
        match found(|name| name.plain.as_str()).or_else(|| found(Name::base)) {
            Some((at, 0)) => Ok(at),
            Some((_, more)) => Err(Problem::new(format!("the column `{plain}` is there {} times", more + 1))
                .hint("rename all but one of them, so that it is plain which is meant")),
            None => Err(Problem::new(format!("there is no column `{plain}`")).hint(self.absent_hint(&plain))),
        }
    }

    /// The column of a channel, whose unit must be that of the channel where both are told.
    ///
    /// # Errors
    /// As [`Self::position`], and a unit that contradicts the meter's.
    pub(super) fn values(&self, wanted: &str, channels: &[&Channel]) -> Result<usize> {
        let at = self.position(wanted)?;
        let Some(name) = self.names.get(at) else { return Ok(at) };
        let Some(written) = name.unit else { return Ok(at) };
        let other = channels.iter().filter_map(|channel| channel.unit).find(|unit| !written.is(*unit));
        let Some(unit) = other else { return Ok(at) };
        let shown = name.plain.get(name.base..).unwrap_or_default().trim();
        let shown = shown.trim_matches(['(', ')', '[', ']']);
        Err(Problem::new(format!("the column `{}` is in {shown}, and its meter is read in {unit}", name.plain)).hint(
            match written.dimension == unit.dimension() {
                true => format!("write the `unit` of the meter that the column has, {shown}, or correct the heading"),
                false => "check whether it is the right column, and the `kind` and `unit` of the meter".to_owned(),
            },
        ))
    }

    fn absent_hint(&self, wanted: &str) -> String {
        let listed: Vec<String> =
            self.names.iter().take(LISTED).map(|name| name.plain.chars().take(SHOWN).collect()).collect();
        let more = match self.names.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let list = match self.names.as_slice() {
            [_] => format!("the only column is {}; `delimiter`, `skip_rows` and `encoding` help", listed.join("")),
            _ => format!("the columns are {}{more}", listed.join(", ")),
        };
        match nearest(wanted, self.names.iter().map(|name| name.plain.as_str())) {
            Some(near) => format!("did you mean `{near}`? {list}"),
            None => list,
        }
    }
}

/// Whether a heading has the columns of the stamps, by which the right way to part a heading is known.
pub(super) fn has_time(names: &[String], layout: &Layout) -> bool {
    let (heading, (time, of_day)) = (Heading::new(names), layout.time_columns());
    heading.has(time) && of_day.is_none_or(|of_day| heading.has(of_day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::Sign;
    use crate::units::Unit;

    fn heading(names: &[&str]) -> Heading {
        Heading::new(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_name_is_found_with_or_without_its_unit_and_across_line_breaks() {
        let heading = heading(&["时间", "总用电量(kWh)", "IT\n用电量 （千瓦时）", "UPS\r\n  A [kW]", "温度(℃)"]);
        let cases = [
            ("总用电量", 1),
            ("总用电量(kWh)", 1),
            ("总用电量（kWh）", 1),
            ("IT 用电量", 2),
            ("UPS A", 3),
            ("UPS A [kW]", 3),
            ("温度(℃)", 4),
        ];
        for (wanted, at) in cases {
            assert_eq!(heading.position(wanted), Ok(at), "{wanted}");
        }
        assert!(heading.position("温度").is_err(), "what is in the brackets is no known unit");
    }

    #[test]
    fn a_name_as_it_is_written_comes_before_one_without_its_unit() {
        let heading = heading(&["a", "a(kWh)", "b(kWh)", "b(MWh)"]);
        assert_eq!(heading.position("a"), Ok(0));
        assert_eq!(heading.position("a(kWh)"), Ok(1));
        assert_eq!(heading.position("b(MWh)"), Ok(3));
        assert_eq!(heading.position("b").unwrap_err().what, "the column `b` is there 2 times");
    }

    #[test]
    fn a_unit_that_contradicts_the_meters_is_refused() {
        let heading = heading(&["a(MWh)", "b（度）", "c(kW)", "d"]);
        let channel = |unit| Channel {
            name: String::new(),
            sign: Sign::NotNegative,
            what: String::new(),
            unit: Some(unit),
            words: Vec::new(),
        };
        let kwh = channel(Unit::KWh);
        assert_eq!(heading.values("b", &[&kwh]), Ok(1));
        assert_eq!(heading.values("d", &[&kwh]), Ok(3));
        let problem = heading.values("a", &[&kwh]).unwrap_err();
        assert_eq!(problem.what, "the column `a(MWh)` is in MWh, and its meter is read in kWh");
        assert!(heading.values("c", &[&kwh]).unwrap_err().hint.unwrap().contains("right column"));
    }
}
