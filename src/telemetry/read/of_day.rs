//! Stamps whose date and time of day stand in two columns: they are written one behind the other and read as one.

use std::io::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::lane::shown;
use super::row::Cell;
use crate::problem::{Problem, Result};

const SECOND: i64 = 1_000_000_000;
/// Nanoseconds of a day.
pub(super) const DAY: i64 = 86_400 * SECOND;

/// Writes the date of a stamp.
///
/// # Errors
/// A cell that is no date, or has a time of its own.
pub(super) fn write_date(cell: Cell<'_>, into: &mut Vec<u8>) -> Result<()> {
    match cell {
        _ if cell.is_blank() => Err(Problem::new("the date is empty").hint(EACH_ROW)),
        Cell::Text(text) if text.contains(&b':') => Err(has_both(&shown(text))),
        Cell::Text(text) => {
            into.extend_from_slice(text.trim_ascii());
            Ok(())
        }
        Cell::Civil(count) => {
            let civil = TimeZone::UTC.to_datetime(Timestamp::from_nanosecond(count.into()).unwrap_or_default());
            if count % DAY != 0 {
                return Err(has_both(&civil.to_string()));
            }
            into.extend_from_slice(civil.date().to_string().as_bytes());
            Ok(())
        }
        Cell::OfDay(_) => Err(Problem::new("the cell is a time of the day and not a date").hint(ORDER)),
        Cell::Empty | Cell::Number(_) => {
            Err(Problem::new(format!("`{}` is a number, not a date", shown(&cell.word()))).hint(FORMAT))
        }
    }
}

/// Writes the time of the day of a stamp.
///
/// # Errors
/// A cell that is no time of the day; an empty one is not taken for midnight, nor a bare hour for the beginning of it.
pub(super) fn write_of_day(cell: Cell<'_>, into: &mut Vec<u8>) -> Result<()> {
    match cell {
        _ if cell.is_blank() => Err(Problem::new("the time of the day is empty").hint(EACH_ROW)),
        Cell::Text(text) if is_hour(text.trim_ascii()) => Err(hour_alone(&shown(text))),
        Cell::Text(text) => {
            into.extend_from_slice(text.trim_ascii());
            Ok(())
        }
        Cell::OfDay(nanos @ 0..=DAY) => write_clock(nanos, into),
        Cell::OfDay(_) => Err(Problem::new("the cell is longer than a day, not a time of the day").hint(FORMAT)),
        Cell::Civil(_) => Err(Problem::new("the cell is a date and not a time of the day alone").hint(ORDER)),
        Cell::Number(hour) if (0.0..=24.0).contains(&hour) && hour.fract() == 0.0 => Err(hour_alone(&hour.to_string())),
        Cell::Empty | Cell::Number(_) => {
            Err(Problem::new(format!("`{}` is a number, not a time of the day", shown(&cell.word()))).hint(FORMAT))
        }
    }
}

/// `08:15:00`, with a fraction where there is one.
fn write_clock(nanos: i64, into: &mut Vec<u8>) -> Result<()> {
    let (second, fraction) = (nanos / SECOND, nanos % SECOND);
    let written = write!(into, "{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    let written = written.and_then(|()| if fraction > 0 { write!(into, ".{fraction:09}") } else { Ok(()) });
    written.map_err(|error| Problem::new(error.to_string()))
}

fn is_hour(text: &[u8]) -> bool {
    text.len() <= 2 && text.iter().all(u8::is_ascii_digit)
}

fn has_both(shown: &str) -> Problem {
    Problem::new(format!("`{shown}` has a time of its own, beside the column of the times of the day"))
        .hint("where the cells of one column are dates with times, name that column alone in `time`")
}

/// Loggers count the hours from 0 and from 1, by their beginning and by their end.
fn hour_alone(shown: &str) -> Problem {
    Problem::new(format!("`{shown}` is an hour alone: it can be the one that begins or the one that ends then"))
        .hint("write the time of the day as `08:00`, of intervals the side that the meter's `stamp` tells")
}

const EACH_ROW: &str = "write the date and the time of the day in each row; an empty cell is not taken for midnight";
const ORDER: &str = "in `time` the column of the dates comes first, then that of the times of the day";
const FORMAT: &str = "in a workbook give the cells of the column the format of a date or a time of the day; in a text \
                      write them out, as `2025-03-01` and `08:00`";

#[cfg(test)]
mod tests {
    use super::*;

    fn of_day(cell: Cell<'_>) -> Result<String> {
        let mut into = Vec::new();
        write_of_day(cell, &mut into).map(|()| String::from_utf8(into).unwrap())
    }

    #[test]
    fn a_time_of_the_day_is_written_up_to_the_end_of_the_day() {
        // 8:15 is 29 700 s.
        for (nanos, clock) in [
            (0, "00:00:00"),
            (29_700 * SECOND, "08:15:00"),
            (29_700 * SECOND + 500_000_000, "08:15:00.500000000"),
            (DAY - 1, "23:59:59.999999999"),
            (DAY, "24:00:00"),
        ] {
            assert_eq!(of_day(Cell::OfDay(nanos)).as_deref(), Ok(clock));
        }
        for nanos in [-1, DAY + 1] {
            assert!(of_day(Cell::OfDay(nanos)).is_err(), "{nanos}");
        }
    }

    #[test]
    fn a_bare_hour_is_not_guessed_whatever_it_is_stored_as() {
        for cell in [Cell::Text(b"8"), Cell::Text(b" 08 "), Cell::Text(b"24"), Cell::Number(0.0), Cell::Number(24.0)] {
            assert!(of_day(cell).unwrap_err().what.contains("is an hour alone"), "{cell:?}");
        }
        for number in [0.5, 25.0, -1.0] {
            assert!(of_day(Cell::Number(number)).unwrap_err().what.contains("is a number"), "{number}");
        }
        assert_eq!(of_day(Cell::Text("8时".as_bytes())).as_deref(), Ok("8时"));
    }
}
