//! How much of each day was measured, and on which days something was found: a row a month.

use super::axis::TICKS;
use super::canvas::{Align, Canvas};
use super::palette::{INK, PAPER, SOFT, UNKNOWN, covered, mark};
use super::shape::{Paint, Rect};
use super::sheet::{Foot, Sheet, Swatch};
use super::{Chart, Kind};
use crate::rating::CalendarDay;
use crate::rating::record::{Coverage, FacilityName};
use crate::report::words::charts as say;
use crate::report::{dates, numbers};
use crate::telemetry::Severity;
use crate::text::Lang;

/// How high a month is.
const ROW: i32 = 44;
/// The room for the months' names, for the days' numbers, and for the months' shares.
const LEFT: i32 = 130;
const TOP: i32 = 44;
const RIGHT: i32 = 130;
/// Days of the longest month.
const DAYS: usize = 31;
/// The classes of coverage, best first: the least share of each. They are for the eye alone.
pub(super) const CLASSES: [f64; 4] = [1.0, 0.9, 0.5, 0.0];

/// Whose calendar it is.
pub(super) struct Owner<'a> {
    pub(super) facility: &'a FacilityName,
    /// The period's short name.
    pub(super) period: &'a str,
    /// Whether the data was refused.
    pub(super) refused: bool,
}

/// The chart; `None` where there are no days.
pub(super) fn draw(owner: &Owner<'_>, calendar: &[CalendarDay], lang: Lang) -> Option<Chart> {
    let months: Vec<&[CalendarDay]> =
        calendar.chunk_by(|a, b| (a.date.year(), a.date.month()) == (b.date.year(), b.date.month())).collect();
    let count = i32::try_from(months.len()).unwrap_or(i32::MAX / ROW);
    if count == 0 {
        return None;
    }
    let (mut canvas, body) = sheet(owner, calendar, lang).open_for(TOP + count * ROW + 10);
    let plot = body.inset(LEFT, TOP, RIGHT, 10);
    for day in 0..DAYS {
        let middle = plot.column(day, DAYS).middle().0;
        canvas.text(&(day + 1).to_string(), (middle, plot.top - 20), TICKS, SOFT, Align::Centre);
    }
    canvas.text(say::COVERED_SHARE.get(lang), (body.right, plot.top - 20), TICKS, SOFT, Align::Right);
    for (index, days) in months.iter().enumerate() {
        let row = plot.row_from_bottom(months.len() - 1 - index, months.len());
        draw_month(&mut canvas, row, body, days, lang);
    }
    Some(Chart::of(Kind::CoverageCalendar, canvas))
}

fn sheet(owner: &Owner<'_>, calendar: &[CalendarDay], lang: Lang) -> Sheet {
    let facility = owner.facility;
    let foot = Foot {
        official: None,
        synthetic: facility.synthetic,
        attributions: facility.attribution.iter().map(String::as_str).collect(),
    };
    let outcome = if owner.refused { say::REFUSED_DATA.get(lang) } else { "" };
    let title = format!("{}{}{}", say::COVERAGE_CALENDAR.get(lang), say::BETWEEN, owner.period);
    Sheet::new(title, facility.name.get(lang)).outcome(outcome).legend(legend(calendar, lang)).foot(&foot.text(lang))
}

/// What occurs in the chart, best first.
fn legend(calendar: &[CalendarDay], lang: Lang) -> Vec<(Swatch, String)> {
    let percent = |share: f64| numbers::plain(share * 100.0);
    let mut legend = Vec::new();
    for (class, least) in CLASSES.iter().enumerate() {
        if calendar.iter().any(|day| class_of(day.coverage) == Some(class)) {
            let above = class.checked_sub(1).and_then(|better| CLASSES.get(better));
            let words = match above {
                None => say::WHOLE_DAY.get(lang).to_owned(),
                Some(most) => say::filled(say::PART_OF_DAY, lang, &[&percent(*least), &percent(*most)]),
            };
            legend.push((Swatch::Area(covered(class)), words));
        }
    }
    if calendar.iter().any(|day| class_of(day.coverage).is_none()) {
        legend.push((Swatch::Area(UNKNOWN), say::NO_DATA.get(lang).to_owned()));
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        if calendar.iter().any(|day| day.worst == Some(severity)) {
            let words = match severity {
                Severity::Error => say::ERROR_DAY,
                Severity::Warning => say::WARNING_DAY,
                Severity::Note => say::NOTE_DAY,
            };
            legend.push((Swatch::Mark(severity), words.get(lang).to_owned()));
        }
    }
    legend
}

/// The class of a day's coverage; `None` without any.
fn class_of(coverage: Coverage) -> Option<usize> {
    if coverage.covered_hours <= 0.0 {
        return None;
    }
    CLASSES.iter().position(|least| coverage.share() >= *least)
}

fn draw_month(canvas: &mut Canvas, row: Rect, body: Rect, days: &[CalendarDay], lang: Lang) {
    let Some(first) = days.first() else { return };
    let middle = row.middle().1;
    canvas.text(&dates::narrow_month(first.date, lang), (row.left - 18, middle), TICKS, INK, Align::Right);
    let (mut covered_hours, mut period_hours) = (0.0, 0.0);
    for day in days {
        covered_hours += day.coverage.covered_hours;
        period_hours += day.coverage.period_hours;
        let Some(index) = usize::try_from(day.date.day() - 1).ok() else { continue };
        let cell = row.column(index, DAYS).inset(2, 2, 2, 2);
        canvas.paint(cell, paint_of(day.coverage));
        if let Some(severity) = day.worst {
            draw_mark(canvas, cell.middle(), severity);
        }
        let share = numbers::beside("hour_coverage", day.coverage.share(), 1.0, lang);
        canvas.reading(cell, &[&dates::of_day(day.date, lang), &share]);
    }
    let share = Coverage { covered_hours, period_hours }.share();
    let share = numbers::beside("hour_coverage", share, 1.0, lang);
    canvas.text(&share, (body.right, middle), TICKS, INK, Align::Right);
}

fn paint_of(coverage: Coverage) -> Paint {
    class_of(coverage).map_or(UNKNOWN, covered)
}

/// A sign for a finding, told apart by its shape and size where colours are not.
pub(super) fn draw_mark(canvas: &mut Canvas, (x, y): (i32, i32), severity: Severity) {
    let colour = mark(severity);
    match severity {
        Severity::Error => {
            canvas.fill(Rect::new(x - 11, y - 11, x + 11, y + 11), PAPER);
            canvas.fill(Rect::new(x - 8, y - 8, x + 8, y + 8), colour);
        }
        Severity::Warning => {
            canvas.dot((x, y), 11, PAPER);
            canvas.dot((x, y), 8, colour);
        }
        Severity::Note => {
            canvas.dot((x, y), 9, PAPER);
            canvas.dot((x, y), 5, colour);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::super::samples::{self, Picture};
    use super::*;

    fn day(date: Date, covered_hours: f64, worst: Option<Severity>) -> CalendarDay {
        CalendarDay { date, coverage: Coverage { covered_hours, period_hours: 24.0 }, worst }
    }

    fn year(change: impl Fn(usize, CalendarDay) -> CalendarDay) -> Vec<CalendarDay> {
        let first = jiff::civil::date(2025, 1, 1);
        first
            .series(jiff::Span::new().days(1))
            .take(365)
            .enumerate()
            .map(|(at, date)| change(at, day(date, 24.0, None)))
            .collect()
    }

    fn drawn(calendar: &[CalendarDay], lang: Lang) -> Option<Picture> {
        let facility = samples::rating_of(1.18).facility;
        let owner = Owner { facility: &facility, period: "2025", refused: false };
        draw(&owner, calendar, lang).map(|chart| Picture::of(&chart.png().unwrap()))
    }

    #[test]
    fn a_year_is_drawn_the_same_twice_in_both_languages() {
        let calendar = year(|at, day| CalendarDay { worst: (at % 50 == 0).then_some(Severity::Warning), ..day });
        for lang in [Lang::Zh, Lang::En] {
            let (first, second) = (drawn(&calendar, lang).unwrap(), drawn(&calendar, lang).unwrap());
            assert_eq!(first, second);
            first.assert_chart(1600, first.height);
        }
    }

    #[test]
    fn a_day_without_data_looks_unlike_one_with_little() {
        assert_eq!(class_of(day(Date::constant(2025, 1, 1), 0.0, None).coverage), None);
        for (hours, class) in [(0.5, 3), (11.9, 3), (12.0, 2), (21.6, 1), (23.9, 1), (24.0, 0)] {
            assert_eq!(class_of(day(Date::constant(2025, 1, 1), hours, None).coverage), Some(class), "{hours}");
        }
        let dark =
            |day: CalendarDay| CalendarDay { coverage: Coverage { covered_hours: 0.0, period_hours: 24.0 }, ..day };
        let holed = drawn(&year(|at, day| if at < 60 { dark(day) } else { day }), Lang::En).unwrap();
        let whole = drawn(&year(|_, day| day), Lang::En).unwrap();
        let hatch = |picture: &Picture| picture.count_of(UNKNOWN.fill);
        assert!(hatch(&holed) > hatch(&whole) + 20_000, "{} {}", hatch(&holed), hatch(&whole));
    }

    #[test]
    fn a_finding_marks_its_day_in_the_colour_of_its_severity() {
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            let marked = year(|at, day| CalendarDay { worst: (at < 100).then_some(severity), ..day });
            let colour = super::super::palette::mark(severity);
            let count = |calendar: &[CalendarDay]| drawn(calendar, Lang::Zh).unwrap().count_of(colour);
            assert!(count(&marked) > count(&year(|_, day| day)) + 5000, "{severity:?}");
        }
    }

    #[test]
    fn without_days_there_is_no_chart() {
        assert_eq!(drawn(&[], Lang::En), None);
    }
}
