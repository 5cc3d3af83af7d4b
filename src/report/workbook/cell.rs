//! What stands in a cell, and how its number is shown.

use rust_xlsxwriter::ExcelDateTime;

use crate::report::numbers;
use crate::report::words::{dates, reports as w};
use crate::standard::vocabulary::{IndicatorKind, Vocabulary};
use crate::text::Lang;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Blank,
    /// Text is never taken for a formula, whatever it begins with.
    Text(String),
    /// At full precision, however it is shown. Days and instants are numbers of days.
    Number(f64, Form),
    /// A formula, and what it comes to: what viewers show that do not compute.
    Formula(String, f64, Form),
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// With so many decimals.
    Decimals(usize),
    /// The same with a comma between thousands.
    Grouped(usize),
    /// A share from 0 to 1 in percent, with so many decimals.
    Percent(usize),
    /// 1 for yes and 0 for no.
    YesNo,
    Month,
    Day,
    Minute,
}

/// A whole number with a comma between its thousands.
pub(super) const WHOLE: Form = Form::Grouped(0);
/// Points.
pub(super) const POINTS: Form = Form::Decimals(2);

impl Form {
    /// The form of an indicator's value or uncertainty, with as many decimals as the other reports show of it: so many
    /// that it never seems to lie on the other side of a figure.
    pub fn of_indicator(id: &str, shown: &str) -> Self {
        let decimals = decimals(shown);
        match Vocabulary::embedded().indicator(id).map_or(IndicatorKind::Amount, |name| name.kind) {
            IndicatorKind::YesNo => Self::YesNo,
            IndicatorKind::Share => Self::Percent(decimals),
            IndicatorKind::Ratio => Self::Decimals(decimals),
            IndicatorKind::Amount => Self::Grouped(decimals),
        }
    }

    /// The form of an indicator's value as the other reports show it.
    pub fn of_value(id: &str, value: f64, lang: Lang) -> Self {
        Self::of_indicator(id, &numbers::indicator(id, value, lang))
    }

    /// The form of an amount.
    pub fn of_amount(value: f64) -> Self {
        Self::Grouped(decimals(&numbers::amount(value)))
    }

    /// As a workbook writes it.
    pub fn code(self, lang: Lang) -> String {
        let places = |decimals: usize| if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals)) };
        match self {
            Self::Decimals(decimals) => format!("0{}", places(decimals)),
            Self::Grouped(decimals) => format!("#,##0{}", places(decimals)),
            Self::Percent(decimals) => format!("0{}%", places(decimals)),
            Self::YesNo => format!("[>0.5]\"{}\";\"{}\"", w::YES.get(lang), w::NO.get(lang)),
            Self::Month => dates::MONTH_CODE.get(lang).to_owned(),
            Self::Day => dates::DAY_CODE.get(lang).to_owned(),
            Self::Minute => dates::MINUTE_CODE.get(lang).to_owned(),
        }
    }

    /// Whether it is a day or an instant, which stands on the left like a name.
    pub const fn is_time(self) -> bool {
        matches!(self, Self::Month | Self::Day | Self::Minute)
    }

    /// About how many columns a number takes.
    fn width(self, value: f64) -> usize {
        let digits = |value: f64, decimals: usize| numbers::fixed(value, decimals).chars().count();
        match self {
            Self::Decimals(decimals) => digits(value, decimals),
            Self::Grouped(decimals) => digits(value, decimals) + digits(value, 0) / 3,
            Self::Percent(decimals) => digits(value * 100.0, decimals) + 1,
            Self::YesNo => 4,
            // `September 2025`, and the Chinese form, which is no wider.
            Self::Month => 14,
            Self::Day => 17,
            Self::Minute => 23,
        }
    }
}

/// How many decimals a number has as it is shown.
fn decimals(shown: &str) -> usize {
    let behind = shown.split_once('.').map_or("", |(_, behind)| behind);
    behind.chars().take_while(char::is_ascii_digit).count()
}

impl Cell {
    /// Text, or nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// The value of an indicator, with as many decimals as the other reports show of it.
    pub fn indicator(id: &str, value: Option<f64>, lang: Lang) -> Self {
        value.map_or(Self::Blank, |value| Self::Number(value, Form::of_value(id, value, lang)))
    }

    /// A number where there is one.
    pub fn number(value: Option<f64>, form: Form) -> Self {
        value.filter(|value| value.is_finite()).map_or(Self::Blank, |value| Self::Number(value, form))
    }

    /// How many facilities.
    pub fn sites(facilities: usize) -> Self {
        Self::count(u64::try_from(facilities).unwrap_or(u64::MAX))
    }

    /// A count.
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a spreadsheet counts in doubles")]
    pub fn count(count: u64) -> Self {
        Self::Number(count as f64, WHOLE)
    }

    /// Yes or no in words, by which rows can be filtered and formulas can tell them.
    pub fn yes_no(yes: bool, lang: Lang) -> Self {
        Self::text(if yes { w::YES.get(lang) } else { w::NO.get(lang) })
    }

    /// An instant by the facility's own clock; as it stands where it is none.
    pub fn instant(rfc3339: &str) -> Self {
        Self::time(rfc3339, Form::Minute)
    }

    /// The day of an instant.
    pub fn day(rfc3339: &str) -> Self {
        Self::time(rfc3339.get(..10).unwrap_or(rfc3339), Form::Day)
    }

    /// A month such as `2025-03`, which a spreadsheet knows by its first day.
    pub fn month(label: &str) -> Self {
        match civil(&format!("{label}-01")) {
            Some(time) => Self::Number(time.to_excel(), Form::Month),
            None => Self::text(label),
        }
    }

    fn time(written: &str, form: Form) -> Self {
        civil(written).map_or_else(|| Self::text(written), |time| Self::Number(time.to_excel(), form))
    }

    /// Whether it is a number that stands on the right.
    pub const fn is_number(&self) -> bool {
        match self {
            Self::Number(_, form) => !form.is_time(),
            Self::Formula(..) => true,
            Self::Blank | Self::Text(_) => false,
        }
    }

    /// About how many columns the cell takes, the widest line of a text counted.
    pub fn width(&self) -> usize {
        match self {
            Self::Blank => 0,
            Self::Text(text) => text.lines().map(columns_of).max().unwrap_or(0),
            Self::Number(value, form) | Self::Formula(_, value, form) => form.width(*value),
        }
    }
}

/// How many columns a text takes, where Chinese signs and all behind them are wide.
pub(super) fn columns_of(text: &str) -> usize {
    text.chars().map(|c| if c < FIRST_WIDE { 1 } else { 2 }).sum()
}

/// Where the signs of East Asia begin.
const FIRST_WIDE: char = '\u{2e80}';

/// The length of `2025-01-01T00:00:00`, with which an instant begins.
const LOCAL_LENGTH: usize = 19;

/// A day or an instant as it is written, without its offset from UTC, of which spreadsheets know nothing.
pub(super) fn civil(written: &str) -> Option<ExcelDateTime> {
    let time: jiff::civil::DateTime = written.get(..LOCAL_LENGTH).unwrap_or(written).parse().ok()?;
    let [month, day, hour, minute, second] =
        [time.month(), time.day(), time.hour(), time.minute(), time.second()].map(|part| u8::try_from(part).ok());
    let date = ExcelDateTime::from_ymd(u16::try_from(time.year()).ok()?, month?, day?).ok()?;
    date.and_hms(u16::from(hour?), minute?, f64::from(second?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_as_many_decimals_as_the_other_reports_show() {
        assert_eq!(Form::of_indicator("pue", "1.200").code(Lang::Zh), "0.000");
        assert_eq!(Form::of_indicator("pue", "1.2000001").code(Lang::Zh), "0.0000000");
        assert_eq!(Form::of_indicator("clean_share", "92.3 %").code(Lang::En), "0.0%");
        assert_eq!(Form::of_indicator("racks_installed", "1300").code(Lang::En), "#,##0");
        assert_eq!(Form::of_indicator("no_violation", "是").code(Lang::Zh), "[>0.5]\"是\";\"否\"");
        assert_eq!(Form::of_amount(0.5366), Form::Grouped(4));
    }

    #[test]
    fn days_months_and_instants_are_those_of_the_facilitys_clock() {
        assert_eq!(Cell::day("2025-01-01T00:00:00+08:00"), Cell::Number(45_658.0, Form::Day));
        assert_eq!(Cell::month("2025-03"), Cell::Number(45_717.0, Form::Month));
        assert_eq!(Cell::instant("2025-01-01T12:00:00+08:00"), Cell::Number(45_658.5, Form::Minute));
        assert_eq!(Form::Day.code(Lang::Zh), "yyyy\"年\"m\"月\"d\"日\"");
        assert_eq!([Form::Month, Form::Minute].map(|form| form.code(Lang::En)), ["mmmm yyyy", "d mmmm yyyy hh:mm"]);
        assert_eq!(Cell::instant("never"), Cell::Text("never".to_owned()));
    }

    #[test]
    fn chinese_counts_double() {
        assert_eq!((Cell::text("评定 A").width(), Cell::text("").width()), (6, 0));
        assert_eq!(Cell::Number(1_234_567.0, WHOLE).width(), 9);
    }
}
