//! Momentary values that hold until the next: powers and states.

use serde::{Deserialize, Serialize};

use super::course::{self, MOST_KEPT};
use super::distances::Distances;
use super::tell::Occurrences;
use super::{Way, Work};
use crate::period::{Hour, Stamp};
use crate::problem::Result;
use crate::telemetry::finding::{Finding, Severity};
use crate::telemetry::rollup::{Laid, MeterHours};
use crate::telemetry::{Cell, Kind, Meter, Reading};
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
    /// What was laid in the hour of the last readings and is not in its cell yet.
    open: Open,
    distances: Distances,
    /// The readings before gaps. Those that follow a gap too are laid at the end: only then is known what is usual.
    before_gaps: Vec<BeforeGap>,
    hours: MeterHours,
}

/// What is known of the readings so far beyond their cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct SoFar {
    last: Option<Reading>,
    distances: Distances,
    /// Each in short, because there may be many: its stamp, its value, how long until the next, and what is usual.
    before_gaps: Vec<(Stamp, f64, Option<i64>, Option<i64>)>,
}

/// A reading that no other follows within `max_gap`.
struct BeforeGap {
    reading: Reading,
    /// `None` after the last one.
    until_next: Option<i64>,
    /// The distance usual just before it.
    usual: Option<i64>,
}

/// What was laid in one hour.
struct Open {
    hour: Hour,
    start: Stamp,
    end: Stamp,
    /// In millionths of the base unit.
    amount: i64,
    covered: i64,
    /// Readings, in the unit of the meter.
    lowest: f64,
    highest: f64,
    samples: u32,
}

impl Open {
    /// Nothing yet.
    fn at(hour: Hour) -> Self {
        let (lowest, highest) = (f64::INFINITY, f64::NEG_INFINITY);
        Self { hour, start: hour.start(), end: hour.end(), amount: 0, covered: 0, lowest, highest, samples: 0 }
    }
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
            open: Open::at(Hour(0)),
            distances: Distances::default(),
            before_gaps: Vec::new(),
            hours: MeterHours::default(),
        }
    }

    /// Goes on from readings whose cells are among the hours already.
    pub(super) fn go_on(&mut self, so_far: SoFar) {
        let SoFar { last, distances, before_gaps } = so_far;
        (self.last, self.distances) = (last, distances);
        let before_gaps = before_gaps.into_iter();
        self.before_gaps.extend(before_gaps.map(|(stamp, value, until_next, usual)| {
            let reading = Reading { stamp, value };
            BeforeGap { reading, until_next, usual }
        }));
    }

    /// Lays a reading that holds within the hour of those before it, which nearly all do; otherwise nothing is laid.
    #[inline]
    fn lay_within(&mut self, reading: Reading, hold: i64) -> bool {
        let open = &mut self.open;
        let within = open.start <= reading.stamp && reading.stamp.plus(hold) <= open.end;
        let amount = self.scale.held_whole(reading.value, hold).filter(|_| within);
        let Some(amount) = amount.and_then(|amount| open.amount.checked_add(amount)) else { return false };
        open.amount = amount;
        open.covered += hold;
        open.lowest = open.lowest.min(reading.value);
        open.highest = open.highest.max(reading.value);
        open.samples += 1;
        true
    }

    /// Puts the open hour into its cell.
    fn close(&mut self) {
        let open = std::mem::replace(&mut self.open, Open::at(Hour(0)));
        if open.samples > 0 {
            let cell = Cell {
                amount: Amount::from_millionths(i128::from(open.amount)),
                covered: open.covered,
                // A greater reading is never a smaller rate.
                min: self.rate(open.lowest),
                max: self.rate(open.highest),
                samples: open.samples,
                ..Cell::EMPTY
            };
            self.hours.add(open.hour, &cell);
        }
    }

    /// Lays a reading wherever it holds, and opens the hour after which it ends.
    #[cold]
    fn lay_anywhere(&mut self, reading: Reading, hold: i64, work: &Work<'_>) -> Result<()> {
        self.close();
        self.open = Open::at(reading.stamp.hour());
        if self.lay_within(reading, hold) {
            return Ok(());
        }
        self.hours.count_sample(reading.stamp);
        self.lay(reading, hold, work)
    }

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
            rate: self.rate(reading.value),
            shared: false,
        });
        Ok(())
    }

    /// kW for a power, 0 or 1 for a state.
    fn rate(&self, value: f64) -> f64 {
        match self.kind {
            Kind::State => value,
            Kind::Power | Kind::Interval | Kind::Counter => {
                value * self.factors.0 * self.factors.1 / Unit::KW.in_base()
            }
        }
    }

    #[cold]
    fn note_gap(&mut self, reading: Reading, until_next: Option<i64>, work: &Work<'_>) -> Result<()> {
        self.hours.count_sample(reading.stamp);
        let before = BeforeGap { reading, until_next, usual: self.distances.usual_here() };
        if let Some(hold) = before.usual {
            self.lay_before_gap(&before, hold, work)?;
        }
        self.before_gaps.push(before);
        Ok(())
    }

    fn lay_before_gap(&mut self, before: &BeforeGap, hold: i64, work: &Work<'_>) -> Result<()> {
        let reading = before.reading;
        self.lay(reading, hold, work)?;
        if let Some(gap) = before.until_next.filter(|_| self.kind == Kind::Power) {
            let end: Stamp = reading.stamp.plus(gap.min(self.hold_on));
            let amount = |nanos| -> Amount { self.scale.held(reading.value, nanos).unwrap_or_default() };
            self.hours.lay_held(reading.stamp.plus(hold), end, &amount);
        }
        Ok(())
    }

    /// Lays the readings before gaps that are not laid yet; the gaps.
    fn lay_before_gaps(&mut self, usual: i64, work: &Work<'_>) -> Result<Occurrences> {
        let mut gaps = Occurrences::default();
        for before in std::mem::take(&mut self.before_gaps) {
            let hold = before.usual.unwrap_or(usual.min(self.max_gap));
            if before.usual.is_none() {
                self.lay_before_gap(&before, hold, work)?;
            }
            let Some(gap) = before.until_next else { continue };
            let stamp = before.reading.stamp;
            gaps.add_over(stamp, stamp.plus(hold), stamp.plus(gap));
        }
        Ok(gaps)
    }
}

impl Way for Held {
    #[inline]
    fn take(&mut self, reading: Reading, work: &Work<'_>) -> Result<()> {
        let Some(last) = self.last.replace(reading) else { return Ok(()) };
        let distance = reading.stamp.since(last.stamp);
        if distance > self.max_gap {
            self.note_gap(last, Some(distance), work)?;
        } else if !self.lay_within(last, distance) {
            self.lay_anywhere(last, distance, work)?;
        }
        self.distances.add(distance, self.max_gap);
        Ok(())
    }

    /// Readings of a logger come every so many minutes: those that do so up to the end of the open hour hold alike, and
    /// what they add up to is looked at once.
    #[inline]
    fn take_even(&mut self, readings: &[Reading]) -> usize {
        let [first, second, ..] = readings else { return 0 };
        let (open, step) = (&mut self.open, second.stamp.since(first.stamp));
        if !self.distances.is_even(step) || first.stamp < open.start {
            return 0;
        }
        let room = open.end.since(first.stamp).checked_div(step).and_then(|room| usize::try_from(room).ok());
        let near = readings.get(..room.unwrap_or(0).saturating_add(2)).unwrap_or(readings);
        let mut taken = 0;
        // A reading holds until the next; that is settled by the one after it.
        for (reading, after) in near.iter().zip(near.get(1..).unwrap_or_default().windows(2)) {
            let even = matches!(after, [next, later] if later.stamp.since(next.stamp) == step);
            let amount = self.scale.held_whole(reading.value, step).filter(|_| even);
            let Some(amount) = amount.and_then(|amount| open.amount.checked_add(amount)) else { break };
            open.amount = amount;
            open.lowest = open.lowest.min(reading.value);
            open.highest = open.highest.max(reading.value);
            taken += 1;
        }
        let count = u32::try_from(taken).unwrap_or(u32::MAX);
        open.covered += step * i64::from(count);
        open.samples += count;
        self.distances.go_on(count.into());
        self.last = readings.get(taken).copied();
        taken
    }

    fn hours(&mut self) -> &mut MeterHours {
        self.close();
        &mut self.hours
    }

    fn so_far(&self) -> Option<course::SoFar> {
        let (last, kept) = (self.last, self.distances.count() + self.before_gaps.len());
        (kept <= MOST_KEPT).then(|| {
            let short = |before: &BeforeGap| {
                let BeforeGap { reading, until_next, usual } = before;
                (reading.stamp, reading.value, *until_next, *usual)
            };
            let before_gaps = self.before_gaps.iter().map(short).collect();
            course::SoFar::Held(SoFar { last, distances: self.distances.clone(), before_gaps })
        })
    }

    fn finish(mut self, work: &mut Work<'_>) -> Result<MeterHours> {
        self.close();
        if let Some(reading) = self.last {
            self.note_gap(reading, None, work)?;
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
