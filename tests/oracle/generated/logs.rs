//! Logs of operation made up by chance: rows at and beyond the ends of the period, times of equal length, faults that are
//! open, and predictions at the ends of their horizons.

use std::fmt::Write;

use super::chance::Chance;
use super::facilities::Part;
use crate::exact::Told;
use crate::time::{HOUR, Period};

/// The devices that fail; one may be left open.
const DEVICES: [&str; 3] = ["ups", "pump", ""];
const MODES: [&str; 4] = ["automatic", "semi-automatic", "manual", "自动"];

/// Some of the logs, and a table of operation beside them or in their place.
pub fn logs(chance: &mut Chance, period: &Period, part: &mut Part) -> Told<()> {
    if chance.once_in(3) {
        let mut rows = String::from("kind,item,value,evidence\n");
        for (item, value) in
            [("mttr", "4.0"), ("self_healing", "0.5"), ("automation_rate", "0.75"), ("auto_cooling", "0.9")]
        {
            if chance.once_in(2) {
                let _ = writeln!(rows, "quantity,{item},{value},{}", chance.pick(&["a.pdf", "a.pdf", ""]));
            }
        }
        part.tables.push_str("smart_operation = \"operation.csv\"\n");
        part.files.push(("operation.csv".to_owned(), rows));
    }
    if chance.once_in(3) {
        return Ok(());
    }
    let _ = writeln!(part.manifest, "[operation_logs]\nhorizon_hours = {}", chance.pick(&["6", "24", "24.5"]));
    let mut making = Making { chance, period, part };
    making.rates()?;
    if making.chance.once_in(4) {
        return Ok(());
    }
    making.incidents()?;
    if making.chance.once_in(2) {
        making.log("predictions", "time,device", 10, |making| {
            let at = making.stamp()?;
            Ok(format!("{at},{}", making.chance.pick(&["ups", "pump"])))
        })?;
    }
    Ok(())
}

struct Making<'c> {
    chance: &'c mut Chance,
    period: &'c Period,
    part: &'c mut Part,
}

impl Making<'_> {
    /// A log of at most so many rows.
    fn log(
        &mut self,
        name: &str,
        heading: &str,
        most: i64,
        mut row: impl FnMut(&mut Self) -> Told<String>,
    ) -> Told<()> {
        let mut rows = format!("{heading}\n");
        for _ in 0..self.chance.within(0, most) {
            let _ = writeln!(rows, "{}", row(self)?);
        }
        let _ = writeln!(self.part.manifest, "[operation_logs.{name}]\nfile = \"{name}.csv\"");
        self.part.files.push((format!("{name}.csv"), rows));
        Ok(())
    }

    fn rates(&mut self) -> Told<()> {
        if self.chance.once_in(2) {
            let must = self.chance.once_in(2);
            let mut number = 0;
            self.log("points", if must { "point,monitored,must" } else { "point,monitored" }, 8, |making| {
                number += 1;
                let must = if must { making.chance.pick(&[",yes", ",yes", ",否"]) } else { "" };
                Ok(format!("p{number},{}{must}", making.chance.pick(&["yes", "是", "no"])))
            })?;
        }
        match self.chance.within(1, 3) {
            1 => self.log("alarms", "raised,group", 12, |making| {
                Ok(format!("{},{}", making.stamp()?, making.chance.pick(&["a", "b", ""])))
            })?,
            2 => self.log("alarm_counts", "time,before,after", 3, |making| {
                let day = making.period.start_day.saturating_add(jiff::Span::new().days(making.chance.within(-1, 30)));
                let day = making.chance.pick(&[&day.to_string(), &day.strftime("%Y-%m").to_string()]).to_owned();
                let before = making.chance.within(0, 100);
                Ok(format!("{day},{before},{}", making.chance.within(0, before)))
            })?,
            _ => {}
        }
        for name in ["inspections", "work_orders"] {
            if self.chance.once_in(2) {
                self.log(name, "time,mode", 9, |making| {
                    Ok(format!("{},{}", making.stamp()?, making.chance.pick(&MODES)))
                })?;
            }
        }
        if self.chance.once_in(2) {
            self.log("changes", "time,result", 5, |making| {
                Ok(format!("{},{}", making.stamp()?, making.chance.pick(&["succeeded", "失败", "rolled-back"])))
            })?;
        }
        Ok(())
    }

    /// Incidents with some of the columns that they may have.
    fn incidents(&mut self) -> Told<()> {
        let (acknowledged, healed) = (self.chance.once_in(2), self.chance.once_in(2));
        let mut heading = String::from("device,opened,alarmed,closed");
        heading.push_str(if acknowledged { ",acknowledged" } else { "" });
        heading.push_str(if healed { ",healed" } else { "" });
        // Where most are open, even the mean has only a lower bound.
        let seldom = self.chance.within(2, 6);
        self.log("incidents", &heading, 12, |making| {
            let alarmed = making.time();
            let later = |making: &mut Self, times: &[&str]| {
                let minutes: i128 = making.chance.pick(times).parse().map_err(|_| "no minutes")?;
                stamp(alarmed + minutes * HOUR / 60)
            };
            let opened = stamp(alarmed - i128::from(making.chance.within(0, 2)) * HOUR / 4)?;
            let open = making.chance.once_in(seldom);
            let closed =
                if open { String::new() } else { later(making, &["0", "20", "30", "60", "120", "120", "6000"])? };
            let told = stamp(alarmed)?;
            let (opened, alarmed) =
                if making.chance.once_in(4) { (told.as_str(), "") } else { (opened.as_str(), told.as_str()) };
            let mut row = format!("{},{opened},{alarmed},{closed}", making.chance.pick(&DEVICES));
            if acknowledged {
                let at = later(making, &["5", "10", "20", "120"])?;
                let _ = write!(row, ",{}", if making.chance.once_in(4) { "" } else { &at });
            }
            if healed {
                let _ = write!(row, ",{}", if open { "" } else { making.chance.pick(&MODES) });
            }
            Ok(row)
        })
    }

    /// An instant of the period or about it, often at one of its ends.
    fn time(&mut self) -> i128 {
        let (start, end) = (self.period.first * HOUR, self.period.end * HOUR);
        match self.chance.within(1, 12) {
            1 => start,
            2 => end,
            3 => end - HOUR / 3600,
            4 => end - i128::from(self.chance.within(1, 5)) * 6 * HOUR,
            5 => start - i128::from(self.chance.within(1, 5)) * HOUR,
            _ => start + i128::from(self.chance.within(0, 20)) * 6 * HOUR,
        }
    }

    fn stamp(&mut self) -> Told<String> {
        stamp(self.time())
    }
}

fn stamp(nanos: i128) -> Told<String> {
    Ok(jiff::Timestamp::from_nanosecond(nanos).map_err(|error| error.to_string())?.to_string())
}
