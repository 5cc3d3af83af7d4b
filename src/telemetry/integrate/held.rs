//! Momentary values that hold until the next: powers and states.

use super::{Occurrences, Work, first_hour};
use crate::problem::Result;
use crate::telemetry::finding::{Finding, Severity};
use crate::telemetry::rollup::{Laid, MeterHours};
use crate::telemetry::series::Series;
use crate::telemetry::{Kind, Reading};
use crate::text::Text;
use crate::units::{Amount, Unit};

impl Work<'_> {
    /// Each reading holds until the next, at most `max_gap`; before a gap it holds for the distance usual there.
    pub(super) fn held(&mut self, series: &Series, hold_on: i64) -> Result<MeterHours> {
        let (unit, times) = (self.meter.reading_unit(), self.meter.times());
        let max_gap = self.meter.max_gap.nominal_nanos();
        let usual = series.usual_distance().unwrap_or(max_gap);
        if usual > max_gap {
            self.tell_sparse(usual, max_gap);
        }
        let mut hours = MeterHours::starting(first_hour(series));
        let mut gaps = Occurrences::default();
        let mut nexts = series.readings.iter().skip(1);
        for (index, reading) in series.readings.iter().enumerate() {
            let until_next = nexts.next().map(|next| next.stamp.since(reading.stamp));
            let hold = match until_next {
                Some(distance) if distance <= max_gap => distance,
                _ => series.usual_before(index, max_gap).unwrap_or_else(|| usual.min(max_gap)),
            };
            let held = |nanos| Amount::from_multiple_power(reading.value, unit, times, nanos);
            held(hold).ok_or_else(|| self.beyond(reading))?;
            hours.count_sample(reading.stamp);
            hours.lay(&Laid {
                start: reading.stamp,
                end: reading.stamp.plus(hold),
                amount: &|a, b| held(b - a).unwrap_or_default(),
                covered: &|a, b| b - a,
                rate: self.momentary_rate(reading),
                shared: false,
            });
            if let Some(gap) = until_next.filter(|distance| *distance > max_gap) {
                gaps.add_over(reading.stamp, reading.stamp.plus(hold), reading.stamp.plus(gap));
                if self.meter.kind == Kind::Power {
                    let end = reading.stamp.plus(gap.min(hold_on));
                    hours.lay_held(reading.stamp.plus(hold), end, &|nanos| held(nanos).unwrap_or_default());
                }
            }
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

    /// kW for a power, 0 or 1 for a state.
    fn momentary_rate(&self, reading: &Reading) -> f64 {
        match self.meter.kind {
            Kind::State => reading.value,
            Kind::Power | Kind::Interval | Kind::Counter => {
                reading.value * self.meter.times() * self.meter.reading_unit().in_base() / Unit::KW.in_base()
            }
        }
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
}
