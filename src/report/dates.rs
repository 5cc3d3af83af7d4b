//! Days, months and instants as people of each language write them.
//!
//! Files, commands and records write ISO 8601 (`2025-03-01T08:00:00+08:00`), and so do reports where they name what a reader
//! looks up in a file: an instant that a finding is about, with its file and row. All else that is told of time is told
//! here. What is no time stays as it is written, for an operator may write anything into a date.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::words::{Words, dates as w};
use crate::text::Lang;

/// How long the time by the clock is in what RFC 3339 writes: `2025-03-01T08:00:00`.
const CIVIL_LENGTH: usize = 19;

/// A day: `1 March 2025`.
pub fn of_day(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Zh => w::day(Some(&of_month(date, lang)), date.day(), lang),
        Lang::En => w::month(Some(date.year()), &w::day(Some(month_name(date, lang)), date.day(), lang), lang),
    }
}

/// A month: `March 2025`.
pub fn of_month(date: Date, lang: Lang) -> String {
    w::month(Some(date.year()), month_name(date, lang), lang)
}

/// A year: `2025`.
pub fn of_year(date: Date, lang: Lang) -> String {
    w::year(date.year(), lang)
}

/// A month where there is little room, without its year: `Mar`.
pub fn short_month(date: Date, lang: Lang) -> &'static str {
    named(&w::SHORT_MONTHS, date, lang)
}

/// A month of a year where there is little room: `Mar 2025`.
pub fn narrow_month(date: Date, lang: Lang) -> String {
    w::month(Some(date.year()), short_month(date, lang), lang)
}

fn month_name(date: Date, lang: Lang) -> &'static str {
    named(&w::MONTHS, date, lang)
}

fn named(names: &[Words; 12], date: Date, lang: Lang) -> &'static str {
    let index = usize::try_from(date.month() - 1).unwrap_or_default();
    names.get(index).map_or("", |name| name.get(lang))
}

/// A day that is written as `2025-03-01`, also at the beginning of an instant.
pub fn day(written: &str, lang: Lang) -> String {
    let date = written.get(..10).filter(|_| matches!(written.as_bytes().get(10), None | Some(b'T')));
    date.and_then(|date| date.parse().ok()).map_or_else(|| written.to_owned(), |date| of_day(date, lang))
}

/// The first day of a month that is written as `2025-03`.
pub fn month_written(written: &str) -> Option<Date> {
    (written.len() == 7).then(|| format!("{written}-01").parse().ok()).flatten()
}

/// A month that is written as `2025-03`.
pub fn month(written: &str, lang: Lang) -> String {
    month_written(written).map_or_else(|| written.to_owned(), |date| of_month(date, lang))
}

/// A period by its short name: `2025`, `March 2025`, or `March 2025 – February 2026` for `2025-03..2026-03`.
pub fn period(label: &str, lang: Lang) -> String {
    if let Some((first, end)) = label.split_once("..") {
        let last = month_written(end).and_then(|end| end.checked_sub(1.month()).ok());
        let both = month_written(first).zip(last);
        return both.map_or_else(|| label.to_owned(), |(first, last)| months(first, last, lang));
    }
    let year = (label.len() == 4).then(|| format!("{label}-01-01").parse().ok()).flatten();
    year.map_or_else(|| month(label, lang), |year| of_year(year, lang))
}

fn months(first: Date, last: Date, lang: Lang) -> String {
    let [of_first, of_last] = [first, last].map(|date| month_name(date, lang));
    let same = (first.year() == last.year()).then_some(first.year());
    match (same, lang) {
        (Some(_), _) if first.month() == last.month() => of_month(first, lang),
        // The language has the year in front, or behind: it is told once, where it stands.
        (Some(year), Lang::Zh) => w::to(&w::month(Some(year), of_first, lang), of_last, lang),
        (Some(year), Lang::En) => w::to(of_first, &w::month(Some(year), of_last, lang), lang),
        (None, _) => w::to(&of_month(first, lang), &of_month(last, lang), lang),
    }
}

/// What lies from one instant up to, and not including, another, by its first and its last day; by the instants where it
/// does not begin and end with a day.
pub fn days(start: &str, end: &str, lang: Lang) -> String {
    let midnight = |written: &str| civil(written).filter(|time| time.time() == Time::midnight()).map(DateTime::date);
    let last = midnight(end).and_then(|end| end.checked_sub(1.day()).ok());
    match midnight(start).zip(last).filter(|(first, last)| first <= last) {
        Some((first, last)) => from_day_to_day(first, last, lang),
        None => w::to(&instant(start, lang), &instant(end, lang), lang),
    }
}

fn from_day_to_day(first: Date, last: Date, lang: Lang) -> String {
    let (same_year, same_month) = (first.year() == last.year(), first.month() == last.month());
    if first == last {
        return of_day(first, lang);
    }
    let month = |date: Date| (!same_month || !same_year).then(|| month_name(date, lang));
    match lang {
        Lang::Zh if same_year => w::to(&of_day(first, lang), &w::day(month(last), last.day(), lang), lang),
        Lang::En if same_year => w::to(&w::day(month(first), first.day(), lang), &of_day(last, lang), lang),
        Lang::Zh | Lang::En => w::to(&of_day(first, lang), &of_day(last, lang), lang),
    }
}

/// An instant that is written by RFC 3339: `1 March 2025, 08:00 (UTC+8)`, with seconds where there are any.
pub fn instant(written: &str, lang: Lang) -> String {
    let told = civil(written).zip(written.get(CIVIL_LENGTH..).and_then(offset));
    told.map_or_else(
        || written.to_owned(),
        |(time, clock)| w::instant(&of_day(time.date(), lang), &clock_time(time.time()), &clock, lang),
    )
}

/// A time on a day by the clock of a facility, which is told elsewhere: `1 March 2025 08:00`.
pub fn of_time(time: DateTime, lang: Lang) -> String {
    format!("{} {}", of_day(time.date(), lang), clock_time(time.time()))
}

fn clock_time(time: Time) -> String {
    let form = if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
    time.strftime(form).to_string()
}

fn civil(written: &str) -> Option<DateTime> {
    written.get(..CIVIL_LENGTH)?.parse().ok()
}

/// The clock that `Z` or `+08:00` behind a time names: `UTC`, `UTC+8`.
fn offset(written: &str) -> Option<String> {
    let written = written.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let (sign, hours) = match written.get(..1)? {
        "Z" => return Some("UTC".to_owned()),
        "+" => ("+", written.get(1..)?),
        "-" => ("−", written.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = hours.split_once(':')?;
    let hours: u8 = hours.parse().ok()?;
    Some(match (hours, minutes) {
        (0, "00") => "UTC".to_owned(),
        (_, "00") => format!("UTC{sign}{hours}"),
        (_, minutes) => format!("UTC{sign}{hours}:{minutes}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In Chinese and in English.
    fn both(say: impl Fn(Lang) -> String) -> [String; 2] {
        [Lang::Zh, Lang::En].map(say)
    }

    #[test]
    fn days_months_and_years_have_the_form_of_the_language() {
        assert_eq!(both(|lang| day("2025-03-01", lang)), ["2025年3月1日", "1 March 2025"]);
        assert_eq!(both(|lang| day("2025-12-31T23:59:00+08:00", lang)), ["2025年12月31日", "31 December 2025"]);
        assert_eq!(both(|lang| month("2025-03", lang)), ["2025年3月", "March 2025"]);
        assert_eq!(both(|lang| period("2025", lang)), ["2025年", "2025"]);
        assert_eq!(both(|lang| period("2025-03", lang)), ["2025年3月", "March 2025"]);
        let march = "2025-03-01".parse().unwrap();
        assert_eq!(both(|lang| short_month(march, lang).to_owned()), ["3月", "Mar"]);
    }

    #[test]
    fn a_half_open_period_is_told_by_what_is_in_it() {
        let of = |label: &str| both(|lang| period(label, lang));
        assert_eq!(of("2025-03..2026-03"), ["2025年3月至2026年2月", "March 2025 – February 2026"]);
        assert_eq!(of("2025-03..2025-06"), ["2025年3月至5月", "March – May 2025"]);
        assert_eq!(of("2025-11..2026-01"), ["2025年11月至12月", "November – December 2025"]);
        assert_eq!(of("2024-01..2026-01"), ["2024年1月至2025年12月", "January 2024 – December 2025"]);
        let of = |start: &str, end: &str| both(|lang| days(start, end, lang));
        assert_eq!(
            of("2025-01-01T00:00:00+08:00", "2026-01-01T00:00:00+08:00"),
            ["2025年1月1日至12月31日", "1 January – 31 December 2025"]
        );
        assert_eq!(
            of("2025-03-01T00:00:00+08:00", "2025-04-01T00:00:00+08:00"),
            ["2025年3月1日至31日", "1 – 31 March 2025"]
        );
        assert_eq!(
            of("2025-03-01T00:00:00-07:00", "2026-03-01T00:00:00-06:00"),
            ["2025年3月1日至2026年2月28日", "1 March 2025 – 28 February 2026"]
        );
        assert_eq!(of("2025-03-01T00:00:00Z", "2025-03-02T00:00:00Z"), ["2025年3月1日", "1 March 2025"]);
        assert_eq!(
            of("2025-03-01T08:00:00+08:00", "2025-03-01T09:30:15+08:00"),
            [
                "2025年3月1日 08:00（UTC+8）至2025年3月1日 09:30:15（UTC+8）",
                "1 March 2025, 08:00 (UTC+8) – 1 March 2025, 09:30:15 (UTC+8)"
            ]
        );
    }

    #[test]
    fn an_instant_names_its_clock() {
        let of = |written: &str| both(|lang| instant(written, lang));
        assert_eq!(of("2025-03-01T08:00:00+08:00"), ["2025年3月1日 08:00（UTC+8）", "1 March 2025, 08:00 (UTC+8)"]);
        assert_eq!(of("2025-03-01T08:00:00.5-07:00")[1], "1 March 2025, 08:00 (UTC−7)");
        assert_eq!(of("2025-03-01T08:00:00+05:30")[1], "1 March 2025, 08:00 (UTC+5:30)");
        assert_eq!(of("2025-03-01T08:00:00Z")[0], "2025年3月1日 08:00（UTC）");
    }

    #[test]
    fn what_is_no_time_stays_as_it_is_written() {
        for written in
            ["", "spring", "2025-13", "2025-02-30", "2025-3-1", "2025-03-01x", "2025-13..2026-01", "—", "1月"]
        {
            let tells: [fn(&str, Lang) -> String; 4] = [day, month, period, instant];
            let told = tells.map(|tell| tell(written, Lang::Zh));
            assert!(told.iter().all(|told| told == written), "{written}: {told:?}");
        }
    }
}
