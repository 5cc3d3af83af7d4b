//! From readings to cells: the rules by which samples become hourly amounts.
//!
//! - **Power**: each reading holds until the next, at most the meter's `max_gap`. Where the next one is farther away
//!   than that, or there is none, it holds for the meter's usual distance between readings (their median) and then
//!   nothing is known: those hours are not covered.
//! - **Interval**: each amount is spread evenly over its own interval. Where a column tells how many hours of the
//!   interval were really measured, that share of each hour counts as covered.
//! - **Counter**: the difference of two neighbouring readings is spread evenly between them. A counter that goes back
//!   was reset: how much flowed meanwhile is not known, so the span is not covered, and the reset is a finding.

use super::finding::{Finding, Severity};
use super::rollup::{Laid, MeterHours, reaches_over_hours};
use super::{Kind, Meter, Reading, StampSide, series::Series};
use crate::period::{Clock, HOUR_NANOS, Stamp};
use crate::problem::{Problem, Result};
use crate::text::Text;
use crate::units::{Amount, Dimension, Unit};

/// One meter's cells, and what was found while making them.
#[derive(Debug, Clone, PartialEq)]
pub struct Integrated {
    /// The cells; empty where there was no reading.
    pub hours: MeterHours,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// Turns one meter's readings into cells. `valid_hours` belongs to interval meters whose file tells it.
///
/// # Errors
/// Amounts beyond any real meter, and intervals that leave the calendar.
pub fn integrate(meter: &Meter, readings: Vec<Reading>, valid_hours: &[Reading], clock: &Clock) -> Result<Integrated> {
    let series = Series::settle(readings);
    let mut work = Work { meter, clock, findings: Vec::new() };
    work.tell_repeats(&series);
    let hours = match meter.kind {
        Kind::Power => work.power(&series)?,
        Kind::Interval => work.interval(&series, valid_hours)?,
        Kind::Counter => work.counter(&series)?,
    };
    work.tell_overlaps(&hours);
    Ok(Integrated { hours, findings: work.findings })
}

struct Work<'a> {
    meter: &'a Meter,
    clock: &'a Clock,
    findings: Vec<Finding>,
}

impl Work<'_> {
    fn power(&mut self, series: &Series) -> Result<MeterHours> {
        let unit = self.meter.reading_unit();
        let max_gap = self.meter.max_gap.nominal_nanos();
        let usual = series.usual_distance().unwrap_or(max_gap);
        if usual > max_gap {
            self.tell_sparse(usual, max_gap);
        }
        let mut hours = MeterHours::starting(first_hour(series));
        let mut gaps = Occurrences::default();
        let mut nexts = series.readings.iter().skip(1);
        for reading in &series.readings {
            let until_next = nexts.next().map(|next| next.stamp.since(reading.stamp));
            let hold = match until_next {
                Some(distance) if distance <= max_gap => distance,
                Some(_) => {
                    gaps.add(reading.stamp);
                    usual.min(max_gap)
                }
                None => usual.min(max_gap),
            };
            let power = |nanos| Amount::from_power(reading.value, unit, nanos).unwrap_or_default();
            Amount::from_power(reading.value, unit, hold).ok_or_else(|| self.beyond(reading))?;
            hours.count_sample(reading.stamp);
            hours.lay(&Laid {
                start: reading.stamp,
                end: reading.stamp.plus(hold),
                amount: &|a, b| power(b - a),
                covered: &|a, b| b - a,
                rate: reading.value * unit.in_base() / Unit::KW.in_base(),
                shared: false,
            });
        }
        self.tell(
            gaps,
            "gap",
            Severity::Warning,
            Text::new(
                format!("读数间断超过 {}，间断期间不计为已覆盖", self.meter.max_gap),
                format!(
                    "readings are farther apart than {}; the time between counts as not covered",
                    self.meter.max_gap
                ),
            ),
        );
        Ok(hours)
    }

    fn interval(&mut self, series: &Series, valid_hours: &[Reading]) -> Result<MeterHours> {
        let length = self.meter.interval.ok_or_else(|| {
            Problem::new(format!("meter `{}` is of kind `interval` and does not say its interval", self.meter.name()))
                .hint("add `interval = \"1h\"`")
        })?;
        let valid = Series::settle(valid_hours.to_vec()).readings;
        let mut hours: Option<MeterHours> = None;
        for reading in &series.readings {
            let bounds = match self.meter.stamp {
                StampSide::Start => length.after(reading.stamp, self.clock).map(|end| (reading.stamp, end)),
                StampSide::End => length.before(reading.stamp, self.clock).map(|start| (start, reading.stamp)),
            };
            let (start, end) = bounds.ok_or_else(|| self.beyond(reading))?;
            let amount = self.amount(reading)?;
            let span = end.since(start);
            let measured = match self.meter.valid_hours {
                None => span,
                Some(_) => match valid.binary_search_by_key(&reading.stamp, |hours| hours.stamp) {
                    Ok(at) => valid.get(at).map_or(0, |hours| nanos_of_hours(hours.value)).clamp(0, span),
                    Err(_) => 0,
                },
            };
            let hours = hours.get_or_insert_with(|| MeterHours::starting(start.hour()));
            hours.count_sample(start);
            hours.lay(&Laid {
                start,
                end,
                amount: &|a, b| amount.share_until(b, span) - amount.share_until(a, span),
                covered: &|a, b| share(measured, b, span) - share(measured, a, span),
                rate: self.rate(amount, span),
                shared: reaches_over_hours(start, end),
            });
        }
        Ok(hours.unwrap_or_else(|| MeterHours::starting(first_hour(series))))
    }

    fn counter(&mut self, series: &Series) -> Result<MeterHours> {
        let mut hours = MeterHours::starting(first_hour(series));
        let mut resets = Occurrences::default();
        for pair in series.readings.windows(2) {
            let [before, after] = pair else { continue };
            hours.count_sample(after.stamp);
            let amount = self.amount(after)? - self.amount(before)?;
            if amount.is_negative() {
                resets.add(after.stamp);
                continue;
            }
            let span = after.stamp.since(before.stamp);
            hours.lay(&Laid {
                start: before.stamp,
                end: after.stamp,
                amount: &|a, b| amount.share_until(b, span) - amount.share_until(a, span),
                covered: &|a, b| b - a,
                rate: self.rate(amount, span),
                shared: reaches_over_hours(before.stamp, after.stamp),
            });
        }
        self.tell(
            resets,
            "counter-reset",
            Severity::Warning,
            Text::new(
                "累计表读数回退（复位或换表）：其间用量未知，不计入也不计为已覆盖",
                "the counter goes back (reset or replaced): what flowed meanwhile is unknown, neither counted nor covered",
            ),
        );
        Ok(hours)
    }

    fn amount(&self, reading: &Reading) -> Result<Amount> {
        Amount::from_unit(reading.value, self.meter.reading_unit()).ok_or_else(|| self.beyond(reading))
    }

    /// The mean rate over a span: kW for energy, L/h for water.
    fn rate(&self, amount: Amount, span: i64) -> f64 {
        let unit = match self.meter.amount_dimension() {
            Dimension::Volume => Unit::L,
            Dimension::Power | Dimension::Energy => Unit::KWh,
        };
        amount.in_unit(unit) / hours_of_nanos(span)
    }

    fn beyond(&self, reading: &Reading) -> Problem {
        Problem::new(format!(
            "meter `{}` reads `{}` {} at {}, beyond any real meter",
            self.meter.name(),
            reading.value,
            self.meter.reading_unit(),
            self.clock.rfc3339(reading.stamp)
        ))
        .hint("check the unit of the meter in facility.toml")
    }

    fn tell(&mut self, found: Occurrences, id: &str, severity: Severity, text: Text) {
        if let Some(first) = found.first {
            let finding = Finding::new(id, severity, text).on_meter(self.meter.name());
            self.findings.push(finding.times(found.count, Some(self.clock.rfc3339(first))));
        }
    }

    fn tell_repeats(&mut self, series: &Series) {
        if series.repeats > 0 {
            let text = Text::new("同一时刻的相同读数只计一次", "equal readings of one instant are counted once");
            let finding = Finding::new("repeated-reading", Severity::Note, text).on_meter(self.meter.name());
            self.findings.push(finding.times(series.repeats, None));
        }
        let mut conflicts = Occurrences::default();
        series.conflicts.iter().for_each(|stamp| conflicts.add(*stamp));
        self.tell(
            conflicts,
            "conflicting-readings",
            Severity::Warning,
            Text::new(
                "同一时刻有互相矛盾的读数：一概不用",
                "one instant has readings that contradict each other: none of them is used",
            ),
        );
    }

    fn tell_sparse(&mut self, usual: i64, max_gap: i64) {
        let minutes = |nanos: i64| nanos / 60_000_000_000;
        let text = Text::new(
            format!(
                "读数通常相隔 {} 分钟，大于 max_gap（{} 分钟）：请在 facility.toml 中加大该表的 max_gap",
                minutes(usual),
                minutes(max_gap)
            ),
            format!(
                "readings usually lie {} minutes apart, more than max_gap ({} minutes): raise the meter's max_gap in facility.toml",
                minutes(usual),
                minutes(max_gap)
            ),
        );
        self.findings.push(Finding::new("sparser-than-max-gap", Severity::Warning, text).on_meter(self.meter.name()));
    }

    fn tell_overlaps(&mut self, hours: &MeterHours) {
        let mut overlaps = Occurrences::default();
        hours
            .covered_hours()
            .filter(|(_, cell)| cell.covered > HOUR_NANOS)
            .for_each(|(hour, _)| overlaps.add(hour.start()));
        self.tell(
            overlaps,
            "overlapping-intervals",
            Severity::Error,
            Text::new(
                "区间电量互相重叠：同一小时被计了不止一次",
                "interval amounts overlap: an hour is counted more than once",
            ),
        );
    }
}

/// How often something occurs, and when first.
#[derive(Default)]
struct Occurrences {
    count: u64,
    first: Option<Stamp>,
}

impl Occurrences {
    fn add(&mut self, stamp: Stamp) {
        self.count += 1;
        self.first = Some(self.first.map_or(stamp, |first| first.min(stamp)));
    }
}

fn first_hour(series: &Series) -> crate::period::Hour {
    series.readings.first().map_or(Stamp(0), |reading| reading.stamp).hour()
}

/// `measured · part ÷ span`, in nanoseconds.
fn share(measured: i64, part: i64, span: i64) -> i64 {
    let product = i128::from(measured) * i128::from(part) / i128::from(span.max(1));
    i64::try_from(product).unwrap_or(measured)
}

#[expect(clippy::as_conversions, reason = "hours to whole nanoseconds; `as` saturates, and the caller clamps")]
fn nanos_of_hours(hours: f64) -> i64 {
    (hours * HOUR_NANOS as f64).round() as i64
}

#[expect(clippy::as_conversions, reason = "a span of nanoseconds is far below 2^53 hours")]
fn hours_of_nanos(nanos: i64) -> f64 {
    nanos as f64 / HOUR_NANOS as f64
}
