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
    hours: BTreeMap<Hour, f64>,
}

impl Weather {
    /// The temperatures of some hours, °C.
    pub fn new(file: &str, hours: impl IntoIterator<Item = (Hour, f64)>) -> Self {
        Self { file: file.to_owned(), hours: hours.into_iter().collect() }
    }

    /// The mean temperature of an hour, °C; `None` where there is no reading in it.
    pub fn at(&self, hour: Hour) -> Option<f64> {
        self.hours.get(&hour).copied()
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
    Ok((Weather::new(name, means(readings)), source))
}

/// The mean of each hour's readings.
fn means(readings: Vec<Reading>) -> BTreeMap<Hour, f64> {
    let mut sums: BTreeMap<Hour, (f64, f64)> = BTreeMap::new();
    for reading in readings {
        let (sum, count) = sums.entry(reading.stamp.hour()).or_default();
        *sum += reading.value;
        *count += 1.0;
    }
    sums.into_iter().map(|(hour, (sum, count))| (hour, sum / count)).collect()
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
