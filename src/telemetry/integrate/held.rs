//! Momentary values that hold until the next: powers and states.

use super::distances::Distances;
use super::tell::Occurrences;
use super::{Way, Work};
use crate::period::Stamp;
use crate::problem::Result;
use crate::telemetry::finding::{Finding, Severity};
use crate::telemetry::rollup::{Laid, MeterHours};
use crate::telemetry::{Kind, Meter, Reading};
use crate::text::Text;
use crate::units::{Amount, Scale, Unit};

/// Each reading holds until the next, at most `max_gap`; before a gap it holds for the distance usual there.
pub(super) struct Held {
    kind: Kind,
    scale: Scale,
    /// What a reading is multiplied with, one after the other, to be in W.
    factors: (f64, f64),
    max_gap: i64,
    /// For how long a power is estimated to hold on before a gap, in nanoseconds.
    hold_on: i64,
    last: Option<Reading>,
    distances: Distances,
    /// The readings before gaps, which are laid at the end: only then is known what is usual.
    before_gaps: Vec<BeforeGap>,
    hours: MeterHours,
}

/// A reading that no other follows within `max_gap`.
struct BeforeGap {
    reading: Reading,
    /// `None` after the last one.
    until_next: Option<i64>,
    /// The distance usual just before it.
    usual: Option<i64>,
}

impl Held {
    pub(super) fn new(meter: &Meter, hold_on: i64) -> Self {
        Self {
            kind: meter.kind,
            scale: Scale::of(meter.reading_unit(), meter.times()),
            factors: (meter.times(), meter.reading_unit().in_base()),
            max_gap: meter.max_gap.nominal_nanos(),
            hold_on,
            last: None,
            distances: Distances::default(),
            before_gaps: Vec::new(),
            hours: MeterHours::default(),
        }
    }

    #[inline]
    fn lay(&mut self, reading: Reading, hold: i64, work: &Work<'_>) -> Result<()> {
        let scale = self.scale;
        let amount = scale.held(reading.value, hold).ok_or_else(|| work.beyond(&reading))?;
        self.hours.lay(&Laid {
            start: reading.stamp,
            end: reading.stamp.plus(hold),
            amount,
            amount_of: &|a, b| scale.held(reading.value, b - a).unwrap_or_default(),
            covered: hold,
            covered_of: &|a, b| b - a,
            rate: self.rate(reading),
            shared: false,
        });
        Ok(())
    }

    /// kW for a power, 0 or 1 for a state.
    #[inline]
    fn rate(&self, reading: Reading) -> f64 {
        match self.kind {
            Kind::State => reading.value,
            Kind::Power | Kind::Interval | Kind::Counter => {
                reading.value * self.factors.0 * self.factors.1 / Unit::KW.in_base()
            }
        }
    }

    fn lay_before_gaps(&mut self, usual: i64, work: &Work<'_>) -> Result<Occurrences> {
        let mut gaps = Occurrences::default();
        for before in std::mem::take(&mut self.before_gaps) {
            let reading = before.reading;
            let hold = before.usual.unwrap_or(usual.min(self.max_gap));
            self.lay(reading, hold, work)?;
            let Some(gap) = before.until_next else { continue };
            gaps.add_over(reading.stamp, reading.stamp.plus(hold), reading.stamp.plus(gap));
            if self.kind == Kind::Power {
                let end: Stamp = reading.stamp.plus(gap.min(self.hold_on));
                let amount = |nanos| -> Amount { self.scale.held(reading.value, nanos).unwrap_or_default() };
                self.hours.lay_held(reading.stamp.plus(hold), end, &amount);
            }
        }
        Ok(gaps)
    }
}

impl Way for Held {
    #[inline]
    fn take(&mut self, reading: Reading, work: &Work<'_>) -> Result<()> {
        self.hours.count_sample(reading.stamp);
        let Some(last) = self.last.replace(reading) else { return Ok(()) };
        let distance = reading.stamp.since(last.stamp);
        if distance <= self.max_gap {
            self.lay(last, distance, work)?;
        } else {
            let usual = self.distances.usual_here();
            self.before_gaps.push(BeforeGap { reading: last, until_next: Some(distance), usual });
        }
        self.distances.add(distance, self.max_gap);
        Ok(())
    }

    fn finish(mut self, work: &mut Work<'_>) -> Result<MeterHours> {
        if let Some(reading) = self.last {
            let usual = self.distances.usual_here();
            self.before_gaps.push(BeforeGap { reading, until_next: None, usual });
        }
        let usual = self.distances.usual().unwrap_or(self.max_gap);
        if usual > self.max_gap {
            work.tell_sparse(usual, self.max_gap);
        }
        let gaps = self.lay_before_gaps(usual, work)?;
        let max_gap = work.meter.max_gap;
        work.tell(
            gaps,
            "gap",
            Severity::Warning,
            Text::new(
                format!("读数间断超过 {max_gap}，间断期间不计为已覆盖"),
                format!("readings are farther apart than {max_gap}; the time between counts as not covered"),
            ),
        );
        Ok(self.hours)
    }
}

impl Work<'_> {
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
