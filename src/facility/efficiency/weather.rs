//! The outdoor temperature, from a file of readings: an hour's temperature is the mean of the readings in it.
//!
//! ```text
//! [weather]
//! file = "weather-2025.csv"
//! time = "time"
//! temperature = "outdoor_celsius"
//! ```

use std::collections::BTreeMap;
use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::facility::SourceFile;
use crate::facility::grounds::within;
use crate::period::{Clock, Hour};
use crate::problem::{Problem, Result};
use crate::standard::exact::Exact;
use crate::telemetry::{Channel, Layout, Reading, Sign, read_file};

/// Air at the ground has never been measured outside these, °C: what is beyond is in another unit or no temperature.
const AIR: std::ops::RangeInclusive<f64> = -90.0..=60.0;

/// Where the outdoor temperature is written.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WeatherFile {
    /// A table with one row a reading: text, XLSX or Parquet, read as telemetry is.
    #[schemars(with = "String")]
    pub file: Spanned<String>,
    /// The column of the time stamps.
    #[schemars(with = "String")]
    pub time: Spanned<String>,
    /// The column of the outdoor temperature in °C.
    pub temperature: String,
    /// Words that stand for "no reading", beside the empty cell.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// The outdoor temperature, hour by hour.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weather {
    /// The file, by its path below the facility's folder.
    pub file: String,
    hours: BTreeMap<Hour, Mean>,
}

/// The mean of some readings, kept whole so that one of 21 °C is the 21 that it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Mean {
    /// Their sum in millionths of a degree.
    millionths: i64,
    count: i64,
}

impl Mean {
    #[expect(clippy::as_conversions, reason = "of a temperature that air has the millionths are far below 2^53")]
    fn add(&mut self, celsius: f64) {
        self.millionths += (celsius * 1e6).round() as i64;
        self.count += 1;
    }

    fn exact(self) -> Option<Exact> {
        Exact::whole(self.millionths.into()).over(&Exact::whole(i128::from(self.count) * 1_000_000))
    }
}

impl Weather {
    /// The readings of some hours, °C; an hour has the mean of its own.
    pub fn new(file: &str, hours: impl IntoIterator<Item = (Hour, f64)>) -> Self {
        let mut means: BTreeMap<Hour, Mean> = BTreeMap::new();
        hours.into_iter().for_each(|(hour, celsius)| means.entry(hour).or_default().add(celsius));
        Self { file: file.to_owned(), hours: means }
    }

    /// The mean temperature of an hour, °C; `None` where there is no reading in it.
    pub fn at(&self, hour: Hour) -> Option<f64> {
        Some(self.exact(hour)?.to_f64())
    }

    /// The same without any rounding.
    pub(crate) fn exact(&self, hour: Hour) -> Option<Exact> {
        self.hours.get(&hour)?.exact()
    }
}

/// Reads the file that the manifest names.
///
/// # Errors
/// As of telemetry, and a temperature that no air has.
pub(in crate::facility) fn read(folder: &Path, told: &WeatherFile, clock: &Clock) -> Result<(Weather, SourceFile)> {
    let name = told.file.get_ref();
    let path = within(folder, name)?;
    let layout = Layout::of_table(&told.file, &told.time, told.missing.clone());
    let channel = Channel {
        name: told.temperature.clone(),
        sign: Sign::Any,
        what: "temperature".to_owned(),
        unit: None,
        words: Vec::new(),
    };
    let mut readings = vec![Vec::new()];
    let facts = read_file(&path, &layout, "", &[channel], clock, &mut readings)?;
    let readings: Vec<Reading> = readings.into_iter().flatten().collect();
    if let Some(wrong) = readings.iter().find(|reading| !AIR.contains(&reading.value)) {
        let when = clock.rfc3339(wrong.stamp);
        return Err(Problem::new(format!("`{}` at {when} is no outdoor temperature", wrong.value))
            .at_file(&path)
            .hint(format!("the column `{}` is read in °C; name the column of the temperature", told.temperature)));
    }
    let source = SourceFile {
        path: name.clone(),
        sha256: facts.sha256,
        bytes: facts.bytes,
        rows: Some(facts.rows),
        rolled_up_in: None,
    };
    Ok((Weather::new(name, once(readings)), source))
}

/// The readings, of one instant only one, and none where they contradict each other.
fn once(mut readings: Vec<Reading>) -> impl Iterator<Item = (Hour, f64)> {
    readings.sort_by_key(|reading| reading.stamp);
    let mut agreed: Vec<Reading> = Vec::new();
    for all in readings.chunk_by(|one, next| one.stamp == next.stamp) {
        agreed.extend(all.first().filter(|first| all.iter().all(|one| one.value == first.value)));
    }
    agreed.into_iter().map(|reading| (reading.stamp.hour(), reading.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weather(text: &str) -> Result<Weather> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("w.csv"), text).unwrap();
        let word = |word: &str| Spanned::new(0..0, word.to_owned());
        let told = WeatherFile {
            file: word("w.csv"),
            time: word("time"),
            temperature: "t".to_owned(),
            missing: vec!["NC".to_owned()],
        };
        read(folder.path(), &told, &Clock::parse("+08:00").unwrap()).map(|(weather, _)| weather)
    }

    #[test]
    fn an_hour_has_the_mean_of_its_readings_and_an_hour_without_any_has_none() {
        let text = "time,t\n2025-01-01 00:00,-4\n2025-01-01 00:30,-6.5\n2025-01-01 01:00,NC\n2025-01-01 02:00,3\n";
        let weather = weather(text).unwrap();
        let first =
            Clock::parse("+08:00").unwrap().instant(jiff::civil::date(2025, 1, 1).at(0, 0, 0, 0)).unwrap().hour();
        // (−4 − 6.5) ÷ 2
        assert_eq!(weather.at(first), Some(-5.25));
        assert_eq!(weather.at(first.next()), None);
        assert_eq!(weather.at(first.next().next()), Some(3.0));
    }

    #[test]
    fn of_one_instant_equal_readings_count_once_and_contradicting_ones_not_at_all() {
        let text = "time,t\n2025-01-01 00:30,4\n2025-01-01 00:00,1\n2025-01-01 00:00,1\n2025-01-01 01:00,2\n2025-01-01 01:00,3\n";
        let weather = weather(text).unwrap();
        let first =
            Clock::parse("+08:00").unwrap().instant(jiff::civil::date(2025, 1, 1).at(0, 0, 0, 0)).unwrap().hour();
        assert_eq!((weather.at(first), weather.at(first.next())), (Some(2.5), None));
    }

    #[test]
    fn a_temperature_that_no_air_has_is_refused() {
        for (celsius, believed) in [("-90", true), ("-90.1", false), ("60", true), ("60.1", false)] {
            let read = weather(&format!("time,t\n2025-07-01 00:00,{celsius}\n"));
            assert_eq!(read.is_ok(), believed, "{celsius}");
            if let Err(problem) = read {
                assert_eq!(problem.what, format!("`{celsius}` at 2025-07-01T00:00:00+08:00 is no outdoor temperature"));
                assert!(problem.hint.unwrap().contains("°C"));
            }
        }
        assert!(weather("time,temp\n2025-07-01 00:00,20\n").unwrap_err().what.contains("no column `t`"));
    }
}
