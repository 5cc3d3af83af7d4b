//! Faults month by month, those that were open at the end apart, and the time to repair them.

use super::automation::{COUNTS, number};
use super::axis::{Axis, LEFT_ROOM, RIGHT_ROOM, TITLE_ROOM, TITLES};
use super::canvas::Align;
use super::months::{LABEL_ROOM, Months};
use super::palette::{INK, MEASURED, OPEN, SOFT};
use super::sheet::{Sheet, Swatch};
use super::supply_by_month::{draw_broken_line, draw_stack};
use super::{Chart, Kind};
use crate::indicator::operation_logs::OperationMonth;
use crate::rating::Rating;
use crate::report::words::operation_logs as o;
use crate::report::{dates, numbers};
use crate::text::Lang;

/// How much higher the plot is than the highest bar and the highest point.
const SPARE: f64 = 1.06;

/// The chart; `None` where no log tells of incidents.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let record = rating.operation_logs.as_ref().filter(|record| record.faults.is_some())?;
    let is_open = record.months.iter().any(|month| month.open.is_some_and(|open| open > 0));
    let legend = [
        (true, Swatch::Area(MEASURED), o::CLOSED_FAULTS),
        (is_open, Swatch::Area(OPEN), o::OPEN_FAULTS),
        (true, Swatch::Dots(INK), o::MTTR_OF_MONTH),
    ];
    let legend = legend.into_iter().filter(|(shown, ..)| *shown);
    let legend = legend.map(|(_, swatch, words)| (swatch, words.get(lang).to_owned())).collect();
    let (mut canvas, body) = Sheet::of(rating, o::INCIDENTS_CHART, lang).legend(legend).open();
    let plot = body.inset(LEFT_ROOM, TITLE_ROOM + COUNTS.line_height(), RIGHT_ROOM, LABEL_ROOM);
    let most = record.months.iter().map(|month| parts(month).iter().sum()).fold(1.0, f64::max);
    let axis = Axis::upward((0.0, most * SPARE), plot);
    axis.draw_left(&mut canvas, plot, "");
    canvas.text(o::FAULTS_AXIS.get(lang), (body.left, body.top + 20), TITLES, SOFT, Align::Left);
    let longest = record.months.iter().filter_map(|month| month.mttr_hours).fold(0.0, f64::max);
    let hours = Axis::upward((0.0, longest * SPARE), plot);
    hours.draw_right(&mut canvas, plot, "", numbers::plain);
    canvas.text(o::MTTR_AXIS.get(lang), (body.right, body.top + 20), TITLES, SOFT, Align::Right);

    let months = Months { plot, months: &rating.months, lang };
    for (index, month) in record.months.iter().enumerate() {
        let looks = parts(month).into_iter().zip([MEASURED, OPEN]).filter(|(count, _)| *count > 0.0);
        draw_stack(&mut canvas, months.bar(index), &axis, &looks.collect::<Vec<_>>(), 1.0);
    }
    let point =
        |(index, month): (usize, &OperationMonth)| Some((months.slot(index).middle().0, hours.at(month.mttr_hours?)));
    draw_broken_line(&mut canvas, &record.months.iter().enumerate().map(point).collect::<Vec<_>>());
    // In a row of their own above the plot, where no line goes; said of months without a fault too.
    for (index, month) in record.months.iter().enumerate() {
        let all: f64 = parts(month).iter().sum();
        let (text, colour) = (numbers::plain(all), if all > 0.0 { INK } else { SOFT });
        if COUNTS.width(&text) + 4 <= months.slot(index).width() {
            let above = (months.slot(index).middle().0, plot.top - COUNTS.line_height() / 2);
            canvas.text(&text, above, COUNTS, colour, Align::Centre);
        }
    }
    for (index, month) in record.months.iter().enumerate() {
        let [closed, open] = parts(month).map(numbers::plain);
        let repaired = month.mttr_hours.map(|hours| format!("{} {}", o::MTTR_AXIS.get(lang), numbers::points(hours)));
        let closed = format!("{} {closed}", o::CLOSED_FAULTS.get(lang));
        let open = format!("{} {open}", o::OPEN_FAULTS.get(lang));
        let label = dates::month(&month.label, lang);
        let parts = [label.as_str(), &closed, &open];
        canvas.reading(months.slot(index), &parts.into_iter().chain(repaired.as_deref()).collect::<Vec<_>>());
    }
    months.draw_names(&mut canvas);
    Some(Chart::of(Kind::Incidents, canvas))
}

/// Faults that were over at the end of the period, and those that were open.
fn parts(month: &OperationMonth) -> [f64; 2] {
    let open = month.open.unwrap_or_default();
    [month.faults.unwrap_or_default().saturating_sub(open), open].map(number)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;

    fn picture(rating: &Rating, lang: Lang) -> Picture {
        Picture::of(&draw(rating, lang).unwrap().png().unwrap())
    }

    #[test]
    fn faults_are_drawn_the_same_twice_in_both_languages() {
        let rating = samples::with_operation_logs(samples::rating_of(1.18));
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(draw(&rating, lang).unwrap().name, "incidents-by-month");
            assert_eq!(picture(&rating, lang), picture(&rating, lang));
            picture(&rating, lang).assert_chart(1600, 900);
        }
    }

    #[test]
    fn an_open_fault_looks_unlike_a_closed_one_and_a_year_without_faults_is_drawn() {
        let mut rating = samples::with_operation_logs(samples::rating_of(1.18));
        let before = picture(&rating, Lang::En);
        for month in &mut rating.operation_logs.as_mut().unwrap().months {
            month.open = Some(0);
        }
        assert_ne!(before, picture(&rating, Lang::En));
        for month in &mut rating.operation_logs.as_mut().unwrap().months {
            (month.faults, month.mttr_hours) = (Some(0), None);
        }
        picture(&rating, Lang::En).assert_chart(1600, 900);
        rating.operation_logs.as_mut().unwrap().faults = None;
        assert_eq!(draw(&rating, Lang::En), None);
    }
}
