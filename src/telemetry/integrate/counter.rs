//! Running counters: differences, rollovers, resets and replacements.

use super::{Occurrences, Work};
use crate::period::Stamp;
use crate::problem::Result;
use crate::telemetry::finding::Severity;
use crate::telemetry::rollup::{Laid, MeterHours, reaches_over_hours};
use crate::telemetry::series::Series;
use crate::telemetry::{Reading, Replacement, StampReader};
use crate::text::Text;
use crate::units::Amount;

/// How many times faster than anywhere else a counter may have run across a rollover.
const RUNS_FASTER: f64 = 2.0;

/// The readings of one counter between two replacements.
type Run = Vec<(Stamp, Amount)>;

impl Work<'_> {
    /// The difference of two neighbouring readings is spread evenly between them.
    pub(super) fn counter(&mut self, series: &Series) -> Result<MeterHours> {
        let runs = self.runs(series)?;
        let first = runs.iter().flatten().next().map_or(Stamp(0), |(stamp, _)| *stamp);
        let mut hours = MeterHours::starting(first.hour());
        series.readings.iter().for_each(|reading| hours.count_sample(reading.stamp));
        let rollover = self.rollover(&runs)?;
        let (mut resets, mut rollovers) = (Occurrences::default(), Occurrences::default());
        for pair in runs.iter().flat_map(|run| run.windows(2)) {
            let [(start, before), (end, after)] = *pair else { continue };
            let span = end.since(start);
            let amount = if after < before {
                let Some(amount) = rollover.as_ref().and_then(|rollover| self.across(rollover, before, after, span))
                else {
                    resets.add_over(end, start, end);
                    continue;
                };
                rollovers.add_over(end, start, end);
                amount
            } else {
                after - before
            };
            hours.lay(&Laid {
                start,
                end,
                amount: &|a, b| amount.share_until(b, span) - amount.share_until(a, span),
                covered: &|a, b| b - a,
                rate: self.rate(amount, span),
                shared: reaches_over_hours(start, end),
            });
        }
        self.tell_steps_back(resets, rollovers);
        Ok(hours)
    }

    /// The readings as amounts, parted where the counter was replaced.
    fn runs(&mut self, series: &Series) -> Result<Vec<Run>> {
        let (meter, mut readings) = (self.meter, series.readings.as_slice());
        let (mut runs, mut run) = (Vec::new(), Run::new());
        for replacement in &meter.replaced {
            let at = StampReader::new(self.clock.clone()).parse(replacement.at.get_ref().as_bytes());
            // The manifest's check has read the stamp before.
            let Ok(at) = at else { continue };
            let known = |value: Option<f64>| value.map(|value| self.amount(&Reading { stamp: at, value })).transpose();
            let (old_final, new_start) = (known(replacement.old_final)?, known(replacement.new_start)?);
            let (before, after) = readings.split_at(readings.partition_point(|reading| reading.stamp < at));
            readings = after;
            self.extend(&mut run, before)?;
            run.extend(old_final.map(|amount| (at, amount)));
            runs.push(std::mem::take(&mut run));
            let at_once = after.first().filter(|reading| reading.stamp == at);
            let at_once = at_once.map(|reading| self.amount(reading)).transpose()?;
            let bridged = old_final.is_some() && new_start.or(at_once).is_some();
            let contradicted = at_once.zip(new_start).is_some_and(|(read, told)| read != told);
            self.tell_replacement(replacement, at, bridged, contradicted);
            run.extend(new_start.filter(|_| at_once.is_none()).map(|amount| (at, amount)));
        }
        self.extend(&mut run, readings)?;
        runs.push(run);
        Ok(runs)
    }

    fn extend(&self, run: &mut Run, readings: &[Reading]) -> Result<()> {
        for reading in readings {
            run.push((reading.stamp, self.amount(reading)?));
        }
        Ok(())
    }

    /// How the counter rolls over, where its manifest says that it does.
    fn rollover(&self, runs: &[Run]) -> Result<Option<Rollover>> {
        let Some(modulus) = &self.meter.rollover else { return Ok(None) };
        let modulus = self.amount(&Reading { stamp: Stamp(0), value: *modulus.get_ref() })?;
        let pairs = runs.iter().flat_map(|run| run.windows(2));
        let forward = pairs.filter_map(|pair| match *pair {
            [(start, before), (end, after)] if after >= before => Some(self.rate(after - before, end.since(start))),
            _ => None,
        });
        Ok(Some(Rollover { modulus, fastest: forward.reduce(f64::max) }))
    }

    /// What flowed across one rollover, if one rollover explains the step back: both readings lie below the modulus,
    /// what flowed is no more than half of it, and it flowed no more than twice as fast as anywhere else.
    fn across(&self, rollover: &Rollover, before: Amount, after: Amount, span: i64) -> Option<Amount> {
        let amount = after + rollover.modulus - before;
        let believed = before < rollover.modulus
            && amount + amount <= rollover.modulus
            && rollover.fastest.is_none_or(|fastest| self.rate(amount, span) <= fastest * RUNS_FASTER);
        believed.then_some(amount)
    }

    fn tell_steps_back(&mut self, resets: Occurrences, rollovers: Occurrences) {
        self.tell(
            resets,
            "counter-reset",
            Severity::Warning,
            Text::new(
                "累计表读数回退（复位或换表）：其间用量未知，不计入也不计为已覆盖",
                "the counter goes back (reset or replaced): what flowed meanwhile is unknown, neither counted nor covered",
            ),
        );
        self.tell(
            rollovers,
            "counter-rollover",
            Severity::Note,
            Text::new(
                "累计表走满后从零开始：按翻转一次计量，其间计为已覆盖",
                "the counter reached its end and began again from zero: one rollover is counted, and the time across it is covered",
            ),
        );
    }

    fn tell_replacement(&mut self, replacement: &Replacement, at: Stamp, bridged: bool, contradicted: bool) {
        let mut found = Occurrences::default();
        found.add(at);
        if contradicted {
            let text = Text::new(
                "换表当时的读数与清单所填的新表起始读数（new_start）不符：以读数为准",
                "the reading at the replacement is not the `new_start` of the manifest: the reading is taken",
            );
            self.tell(found, "replacement-contradicted", Severity::Warning, text);
            return;
        }
        let serial = |serial: &Option<String>| serial.clone().unwrap_or_else(|| "?".to_owned());
        let (old, new) = (serial(&replacement.old_serial), serial(&replacement.new_serial));
        let text = if bridged {
            Text::new(
                format!("更换计量表（{old} → {new}）：按清单所填的旧表止码与新表起码衔接"),
                format!(
                    "the counter was replaced ({old} → {new}): the old one's final reading and the new one's first bridge the change"
                ),
            )
        } else {
            Text::new(
                format!("更换计量表（{old} → {new}）：清单未填全旧表止码与新表起码，缺者一侧不计为已覆盖"),
                format!(
                    "the counter was replaced ({old} → {new}) and the manifest lacks a reading at the change: that side of it is not covered"
                ),
            )
        };
        self.tell(found, "counter-replaced", Severity::Note, text);
    }
}

/// How a counter rolls over.
struct Rollover {
    /// The amount at which it begins again from zero.
    modulus: Amount,
    /// The fastest rate between any two of its readings that do not go back.
    fastest: Option<f64>,
}
