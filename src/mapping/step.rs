//! How far apart the rows of a file are.

use crate::period::Clock;
use crate::telemetry::{Interval, StampReader};

/// Seconds of the steps that files are written in, the largest first.
const UNITS: [(i64, &str); 4] = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")];
/// The days of a month.
const MONTH: std::ops::RangeInclusive<i64> = 28 * 86_400..=31 * 86_400;

/// The distance that most stamps have to the next; `None` where they can not be read, or are one.
pub fn step_of<'c>(times: impl Iterator<Item = &'c str>, clock: &Clock) -> Option<Interval> {
    let mut reader = StampReader::new(clock.clone());
    let mut stamps: Vec<i64> = times.filter_map(|time| Some(reader.parse(time.as_bytes()).ok()?.0)).collect();
    stamps.sort_unstable();
    stamps.dedup();
    let mut steps: Vec<i64> =
        stamps.windows(2).filter_map(|pair| Some((pair.last()? - pair.first()?) / 1_000_000_000)).collect();
    steps.sort_unstable();
    let seconds = *steps.get(steps.len() / 2)?;
    let text = match UNITS.iter().find(|(size, _)| seconds % size == 0) {
        _ if MONTH.contains(&seconds) => "1mo".to_owned(),
        Some((size, unit)) => format!("{}{unit}", seconds / size),
        None => return None,
    };
    Interval::parse(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_distance_of_stamps_is_told() {
        let clock = Clock::parse("+08:00").unwrap();
        let step = |times: &[&str]| step_of(times.iter().copied(), &clock).map(|step| step.to_string());
        assert_eq!(step(&["2025-01-01 00:00", "2025-01-01 00:15", "2025-01-01 00:30"]).as_deref(), Some("15min"));
        assert_eq!(step(&["2025-01-01", "2025-02-01", "2025-03-01"]).as_deref(), Some("1mo"));
        assert_eq!(step(&["2025-01-02", "2025-01-01"]).as_deref(), Some("1d"));
        // One gap among four steps does not count.
        let gap = ["2025年1月1日 0:00", "2025年1月1日 1:00", "2025年1月1日 2:00", "2025年1月1日 9:00"];
        assert_eq!(step(&gap).as_deref(), Some("1h"));
        assert_eq!(step(&["01/02/2025"]), None);
    }
}
