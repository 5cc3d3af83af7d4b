//! Outdoor temperatures made up by chance: about the base of degree days, with hours that lack one and readings of one
//! instant.

use std::fmt::Write;

use super::chance::Chance;
use super::facilities::Part;
use crate::exact::Told;
use crate::time::{HOUR, Period};

/// The temperatures of a period.
pub fn weather(chance: &mut Chance, period: &Period, part: &mut Part) -> Told<()> {
    let step = HOUR / chance.pick(&["1", "2", "3"]).parse::<i128>().map_err(|error| error.to_string())?;
    // Where all is even, days lie on the base.
    let even = chance.once_in(4);
    let mut rows = String::from("time,celsius\n");
    let mut celsius = 21.0;
    let mut at = period.first * HOUR;
    while at < period.end * HOUR {
        if !even && chance.once_in(12) {
            celsius = 21.0 + small(chance.within(-30, 30)) / 10.0;
        }
        let stamp = jiff::Timestamp::from_nanosecond(at).map_err(|error| error.to_string())?;
        let _ = match chance.within(1, 600) {
            1 => Ok(()),
            2 => writeln!(rows, "{stamp},{}", chance.pick(&["NC", ""])),
            3 => writeln!(rows, "{stamp},{celsius}\n{stamp},{celsius:.2}"),
            4 => writeln!(rows, "{stamp},{celsius}\n{stamp},-1.5"),
            _ => writeln!(rows, "{stamp},{celsius}"),
        };
        at += step;
    }
    part.manifest.push_str(
        "[weather]\nfile = \"weather.csv\"\ntime = \"time\"\ntemperature = \"celsius\"\nmissing = [\"NC\"]\n",
    );
    part.files.push(("weather.csv".to_owned(), rows));
    Ok(())
}

fn small(number: i64) -> f64 {
    i32::try_from(number).map_or(0.0, f64::from)
}
