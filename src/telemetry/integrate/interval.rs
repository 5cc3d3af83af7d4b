//! Amounts of intervals.

use super::{Work, first_hour};
use crate::period::HOUR_NANOS;
use crate::problem::{Problem, Result};
use crate::telemetry::rollup::{Laid, MeterHours, reaches_over_hours};
use crate::telemetry::series::Series;
use crate::telemetry::{Reading, StampSide};

impl Work<'_> {
    /// Each amount is spread evenly over its own interval.
    pub(super) fn interval(&mut self, series: &Series, valid_hours: &[Reading]) -> Result<MeterHours> {
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
