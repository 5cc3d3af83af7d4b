//! How each language writes days, months and instants.

use super::Words;
use crate::text::Lang;

/// The months where there is little room.
pub(crate) const SHORT_MONTHS: [Words; 12] = [
    Words::new("1月", "Jan"),
    Words::new("2月", "Feb"),
    Words::new("3月", "Mar"),
    Words::new("4月", "Apr"),
    Words::new("5月", "May"),
    Words::new("6月", "Jun"),
    Words::new("7月", "Jul"),
    Words::new("8月", "Aug"),
    Words::new("9月", "Sep"),
    Words::new("10月", "Oct"),
    Words::new("11月", "Nov"),
    Words::new("12月", "Dec"),
];

/// The months in full.
pub(crate) const MONTHS: [Words; 12] = [
    Words::new("1月", "January"),
    Words::new("2月", "February"),
    Words::new("3月", "March"),
    Words::new("4月", "April"),
    Words::new("5月", "May"),
    Words::new("6月", "June"),
    Words::new("7月", "July"),
    Words::new("8月", "August"),
    Words::new("9月", "September"),
    Words::new("10月", "October"),
    Words::new("11月", "November"),
    Words::new("12月", "December"),
];

/// The form of days in a workbook.
pub(crate) const DAY_CODE: Words = Words::new(r#"yyyy"年"m"月"d"日""#, "d mmmm yyyy");
/// The form of months in a workbook.
pub(crate) const MONTH_CODE: Words = Words::new(r#"yyyy"年"m"月""#, "mmmm yyyy");
/// The form of instants in a workbook, by the facility's own clock.
pub(crate) const MINUTE_CODE: Words = Words::new(r#"yyyy"年"m"月"d"日" hh:mm"#, "d mmmm yyyy hh:mm");

/// A year.
pub(crate) fn year(year: i16, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{year}年"),
        Lang::En => year.to_string(),
    }
}

/// A month of a year, or of a year that is told elsewhere.
pub(crate) fn month(year: Option<i16>, month: &str, lang: Lang) -> String {
    match (year, lang) {
        (Some(year), Lang::Zh) => format!("{year}年{month}"),
        (Some(year), Lang::En) => format!("{month} {year}"),
        (None, _) => month.to_owned(),
    }
}

/// A day of a month, or of one that is told elsewhere.
pub(crate) fn day(month: Option<&str>, day: i8, lang: Lang) -> String {
    match (month, lang) {
        (Some(month), Lang::Zh) => format!("{month}{day}日"),
        (Some(month), Lang::En) => format!("{day} {month}"),
        (None, Lang::Zh) => format!("{day}日"),
        (None, Lang::En) => day.to_string(),
    }
}

/// From one to another, both of them inside.
pub(crate) fn to(first: &str, last: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{first}至{last}"),
        Lang::En => format!("{first} – {last}"),
    }
}

/// A time on a day, by a clock so far from universal time.
pub(crate) fn instant(day: &str, time: &str, clock: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{day} {time}（{clock}）"),
        Lang::En => format!("{day}, {time} ({clock})"),
    }
}
