//! Operations month by month, by the way they were carried out, and the share of those without a person.

use super::axis::{Axis, LEFT_ROOM, RIGHT_ROOM, TITLE_ROOM};
use super::face::Face;
use super::months::{LABEL_ROOM, Months};
use super::palette::{INK, MANUAL, MEASURED, SEMI_AUTOMATIC};
use super::sheet::{Sheet, Swatch};
use super::supply_by_month::{draw_broken_line, draw_stack};
use super::{Chart, Kind};
use crate::indicator::operation_logs::OperationMonth;
use crate::rating::Rating;
use crate::report::words::operation_logs as o;
use crate::report::{dates, numbers};
use crate::text::Lang;

/// How counts over bars are lettered.
pub(super) const COUNTS: Face = Face::bold(22.0);

/// The chart; `None` where no log tells of operations.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let record = rating.operation_logs.as_ref().filter(|record| record.operations.is_some())?;
    let legend = [
        (Swatch::Area(MEASURED), o::AUTOMATIC),
        (Swatch::Area(SEMI_AUTOMATIC), o::SEMI_AUTOMATIC),
        (Swatch::Area(MANUAL), o::MANUAL),
        (Swatch::Dots(INK), o::RATE_OF_MONTH),
    ];
    let legend = legend.map(|(swatch, words)| (swatch, words.get(lang).to_owned()));
    let (mut canvas, body) = Sheet::of(rating, o::AUTOMATION_CHART, lang).legend(legend.to_vec()).open();
    let plot = body.inset(LEFT_ROOM, TITLE_ROOM, RIGHT_ROOM, LABEL_ROOM);
    let highest = record.months.iter().map(|month| parts(month).iter().sum()).fold(0.0, f64::max);
    let axis = Axis::upward((0.0, highest * 1.04), plot);
    axis.draw_left(&mut canvas, plot, o::OPERATIONS_AXIS.get(lang));
    let rates = Axis::upward((0.0, 1.0), plot);
    let label = |share| numbers::figure("automation_rate", share, lang);
    rates.draw_right(&mut canvas, plot, o::RATE_AXIS.get(lang), label);

    let months = Months { plot, months: &rating.months, lang };
    let mut line = Vec::new();
    for (index, month) in record.months.iter().enumerate() {
        let parts = parts(month);
        let all: f64 = parts.iter().sum();
        let looks = parts.into_iter().zip([MEASURED, SEMI_AUTOMATIC, MANUAL]).filter(|(count, _)| *count > 0.0);
        if all > 0.0 {
            draw_stack(&mut canvas, months.bar(index), &axis, &looks.collect::<Vec<_>>(), 1.0);
        } else {
            months.draw_gap(&mut canvas, index);
        }
        let rate = parts.first().filter(|_| all > 0.0).map(|automatic| automatic / all);
        line.push(rate.map(|rate| (months.slot(index).middle().0, rates.at(rate))));
        let counted = parts.into_iter().zip([o::AUTOMATIC, o::SEMI_AUTOMATIC, o::MANUAL]);
        let counted = counted.map(|(count, words)| format!("{} {}", words.get(lang), numbers::plain(count)));
        let told = rate.map(|rate| format!("{} {}", o::RATE_OF_MONTH.get(lang), numbers::percent(rate)));
        let told: Vec<String> = std::iter::once(dates::month(&month.label, lang)).chain(counted).chain(told).collect();
        canvas.reading(months.slot(index), &told.iter().map(String::as_str).collect::<Vec<_>>());
    }
    draw_broken_line(&mut canvas, &line);
    months.draw_names(&mut canvas);
    Some(Chart::of(Kind::Automation, canvas))
}

/// Automatic, semi-automatic and manual operations.
fn parts(month: &OperationMonth) -> [f64; 3] {
    [month.automatic, month.semi_automatic, month.manual].map(|count| number(count.unwrap_or_default()))
}

#[expect(clippy::as_conversions, reason = "counts of rows of a file are far below 2^53")]
pub(super) fn number(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;

    #[test]
    fn operations_are_drawn_the_same_twice_in_both_languages() {
        let rating = samples::with_operation_logs(samples::rating_of(1.18));
        for lang in [Lang::Zh, Lang::En] {
            let (first, second) = (draw(&rating, lang).unwrap(), draw(&rating, lang).unwrap());
            assert_eq!((first.name, first.png().unwrap()), ("automation-by-month", second.png().unwrap()));
            Picture::of(&first.png().unwrap()).assert_chart(1600, 900);
        }
    }

    #[test]
    fn what_is_semi_automatic_looks_unlike_what_is_automatic() {
        let rating = samples::with_operation_logs(samples::rating_of(1.18));
        let mut other = rating.clone();
        let month = &mut other.operation_logs.as_mut().unwrap().months[3];
        (month.automatic, month.semi_automatic) = (month.semi_automatic, month.automatic);
        let picture = |rating| Picture::of(&draw(rating, Lang::Zh).unwrap().png().unwrap());
        assert_ne!(picture(&rating), picture(&other));
    }

    #[test]
    fn without_a_log_there_is_no_chart() {
        assert_eq!(draw(&samples::rating_of(1.18), Lang::Zh), None);
        let mut rating = samples::with_operation_logs(samples::rating_of(1.18));
        rating.operation_logs.as_mut().unwrap().operations = None;
        assert_eq!(draw(&rating, Lang::Zh), None);
    }
}
