//! Amounts of intervals.

use super::course::SoFar;
use super::{Way, Work};
use crate::period::{Clock, HOUR_NANOS, Stamp};
use crate::problem::{Problem, Result};
use crate::telemetry::rollup::{Laid, MeterHours, reaches_over_hours};
use crate::telemetry::series::Series;
use crate::telemetry::{Interval, Meter, Reading, StampSide};
use crate::units::{Amount, Scale};

/// Each amount is spread evenly over its own interval.
pub(super) struct Spread {
    length: Interval,
    side: StampSide,
    scale: Scale,
    /// How many hours of each interval were measured, where a column tells it.
    valid_hours: Option<Vec<Reading>>,
    hours: MeterHours,
}

impl Spread {
    pub(super) fn new(meter: &Meter, valid_hours: &[Reading]) -> Result<Self> {
        let length = meter.interval.ok_or_else(|| {
            Problem::new(format!("meter `{}` is of kind `interval` and does not say its interval", meter.name()))
                .hint("add `interval = \"1h\"`")
        })?;
        let valid_hours = meter.valid_hours.as_ref().map(|_| Series::settle(valid_hours.to_vec()).readings);
        let scale = Scale::of(meter.reading_unit(), meter.times());
        Ok(Self { length, side: meter.stamp, scale, valid_hours, hours: MeterHours::default() })
    }

    fn bounds(&self, stamp: Stamp, clock: &Clock) -> Option<(Stamp, Stamp)> {
        match self.side {
            StampSide::Start => self.length.after(stamp, clock).map(|end| (stamp, end)),
            StampSide::End => self.length.before(stamp, clock).map(|start| (start, stamp)),
        }
    }

    /// For how many nanoseconds of an interval was measured.
    fn measured(&self, stamp: Stamp, span: i64) -> i64 {
        let Some(valid) = &self.valid_hours else { return span };
        match valid.binary_search_by_key(&stamp, |hours| hours.stamp) {
            Ok(at) => valid.get(at).map_or(0, |hours| nanos_of_hours(hours.value)).clamp(0, span),
            Err(_) => 0,
        }
    }
}

impl Way for Spread {
    fn take(&mut self, reading: Reading, work: &Work<'_>) -> Result<()> {
        let (start, end) = self.bounds(reading.stamp, work.clock).ok_or_else(|| work.beyond(&reading))?;
        let amount = self.scale.amount(reading.value).ok_or_else(|| work.beyond(&reading))?;
        let span = end.since(start);
        let measured = self.measured(reading.stamp, span);
        self.hours.count_sample(start);
        spread(&mut self.hours, (start, end), amount, measured, work.rate(amount, span));
        Ok(())
    }

    fn hours(&mut self) -> &mut MeterHours {
        &mut self.hours
    }

    fn so_far(&self) -> Option<SoFar> {
        Some(SoFar::Spread)
    }

    fn finish(self, _: &mut Work<'_>) -> Result<MeterHours> {
        Ok(self.hours)
    }
}

/// Spreads an amount, and the nanoseconds for which it was measured, evenly over the time from a start to an end.
pub(super) fn spread(hours: &mut MeterHours, (start, end): (Stamp, Stamp), amount: Amount, measured: i64, rate: f64) {
    let span = end.since(start);
    hours.lay(&Laid {
        start,
        end,
        amount,
        amount_of: &|a, b| amount.share_until(b, span) - amount.share_until(a, span),
        covered: measured,
        covered_of: &|a, b| share(measured, b, span) - share(measured, a, span),
        rate,
        shared: reaches_over_hours(start, end),
    });
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
