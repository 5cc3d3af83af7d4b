//! Running counters: differences, rollovers, resets and replacements.

use serde::{Deserialize, Serialize};

use super::course::{self, MOST_KEPT, millionths};
use super::interval::spread;
use super::tell::Occurrences;
use super::{Way, Work};
use crate::period::{Clock, Stamp};
use crate::problem::{Problem, Result};
use crate::telemetry::finding::Severity;
use crate::telemetry::rollup::MeterHours;
use crate::telemetry::{Meter, Reading, Replacement, StampReader};
use crate::text::Text;
use crate::units::{Amount, Scale};

/// How many times faster than anywhere else a counter may have run across a rollover.
const RUNS_FASTER: f64 = 2.0;

/// The difference of two neighbouring readings is spread evenly between them.
pub(super) struct Differences {
    scale: Scale,
    /// The amount at which the counter begins again from zero, where its manifest says that it does.
    modulus: Option<Amount>,
    /// The replacements to come, each with its instant; the next one last.
    replacements: Vec<(Stamp, Replacement)>,
    /// The last reading of the present counter.
    last: Option<At>,
    /// The fastest rate between any two readings that do not go back.
    fastest: Option<f64>,
    /// Steps back, of which only the end tells whether they are rollovers.
    back: Vec<(At, At)>,
    hours: MeterHours,
    told: Vec<Replaced>,
}

/// What is known of the readings so far beyond their cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct SoFar {
    last: Option<At>,
    fastest: Option<f64>,
    back: Vec<(At, At)>,
    /// Of each replacement that is behind: whether it is bridged, and whether contradicted.
    replaced: Vec<(bool, bool)>,
}

/// A reading of a counter as an amount.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct At {
    stamp: Stamp,
    #[serde(with = "millionths")]
    amount: Amount,
}

/// What is to be told of a replacement.
struct Replaced {
    replacement: Replacement,
    at: Stamp,
    /// Whether both sides of it are covered.
    bridged: bool,
    /// Whether a reading at its instant says something else than the manifest.
    contradicted: bool,
}

impl Differences {
    pub(super) fn new(meter: &Meter, clock: &Clock, work: &Work<'_>) -> Result<Self> {
        let scale = Scale::of(meter.reading_unit(), meter.times());
        let beyond = |value| work.beyond(&Reading { stamp: Stamp(0), value });
        let modulus = meter.rollover.as_ref().map(|modulus| *modulus.get_ref());
        let modulus = modulus.map(|modulus| scale.amount(modulus).ok_or_else(|| beyond(modulus))).transpose()?;
        let mut stamps = StampReader::new(clock.clone());
        // The manifest's check has read the stamps before.
        let mut at = |one: &Replacement| Some((stamps.parse(one.at.get_ref().as_bytes()).ok()?, one.clone()));
        let replacements = meter.replaced.iter().rev().filter_map(&mut at).collect();
        Ok(Self {
            scale,
            modulus,
            replacements,
            last: None,
            fastest: None,
            back: Vec::new(),
            hours: MeterHours::default(),
            told: Vec::new(),
        })
    }

    /// Goes on from readings whose cells are among the hours already.
    pub(super) fn go_on(&mut self, so_far: SoFar) {
        let SoFar { last, fastest, back, replaced } = so_far;
        (self.last, self.fastest, self.back) = (last, fastest, back);
        for (bridged, contradicted) in replaced {
            let behind = self.replacements.pop();
            let told = behind.map(|(at, replacement)| Replaced { replacement, at, bridged, contradicted });
            self.told.extend(told);
        }
    }

    fn at(&self, stamp: Stamp, value: f64) -> std::result::Result<At, Reading> {
        let reading = Reading { stamp, value };
        self.scale.amount(value).map(|amount| At { stamp, amount }).ok_or(reading)
    }

    /// The old counter ends and the new one begins, where the next replacement is not after `next`, the first reading
    /// that is not read any more before it.
    fn replace(&mut self, next: Option<Reading>, work: &Work<'_>) -> Result<()> {
        let beyond = |reading: Reading| -> Problem { work.beyond(&reading) };
        while let Some((at, replacement)) =
            self.replacements.pop_if(|(at, _)| next.is_none_or(|reading| *at <= reading.stamp))
        {
            let known = |value: Option<f64>| value.map(|value| self.at(at, value)).transpose().map_err(beyond);
            let (old_final, new_start) = (known(replacement.old_final)?, known(replacement.new_start)?);
            let at_once = known(next.filter(|reading| reading.stamp == at).map(|reading| reading.value))?;
            if let Some(old_final) = old_final {
                self.step_to(old_final, work);
            }
            let bridged = old_final.is_some() && new_start.or(at_once).is_some();
            let contradicted = at_once.zip(new_start).is_some_and(|(read, told)| read.amount != told.amount);
            self.told.push(Replaced { replacement, at, bridged, contradicted });
            self.last = new_start.filter(|_| at_once.is_none());
        }
        Ok(())
    }

    /// Lays what flowed since the reading before.
    fn step_to(&mut self, end: At, work: &Work<'_>) {
        let Some(start) = self.last.replace(end) else { return };
        if end.amount < start.amount {
            self.back.push((start, end));
            return;
        }
        let amount = end.amount - start.amount;
        let rate = self.lay(start.stamp, end.stamp, amount, work);
        if self.modulus.is_some() {
            self.fastest = Some(self.fastest.map_or(rate, |fastest| fastest.max(rate)));
        }
    }

    fn lay(&mut self, start: Stamp, end: Stamp, amount: Amount, work: &Work<'_>) -> f64 {
        let span = end.since(start);
        let rate = work.rate(amount, span);
        if span > 0 {
            spread(&mut self.hours, (start, end), amount, span, rate);
        }
        rate
    }

    /// What flowed across one rollover, if one rollover explains the step back: both readings lie below the modulus,
    /// what flowed is no more than half of it, and it flowed no more than twice as fast as anywhere else.
    fn across(&self, before: At, after: At, work: &Work<'_>) -> Option<Amount> {
        let modulus = self.modulus?;
        let amount = after.amount + modulus - before.amount;
        let rate = work.rate(amount, after.stamp.since(before.stamp));
        let believed = before.amount < modulus
            && amount + amount <= modulus
            && self.fastest.is_none_or(|fastest| rate <= fastest * RUNS_FASTER);
        believed.then_some(amount)
    }
}

impl Way for Differences {
    fn take(&mut self, reading: Reading, work: &Work<'_>) -> Result<()> {
        if !self.replacements.is_empty() {
            self.replace(Some(reading), work)?;
        }
        let at = self.at(reading.stamp, reading.value).map_err(|reading| work.beyond(&reading))?;
        self.hours.count_sample(reading.stamp);
        self.step_to(at, work);
        Ok(())
    }

    fn hours(&mut self) -> &mut MeterHours {
        &mut self.hours
    }

    fn so_far(&self) -> Option<course::SoFar> {
        let (last, fastest) = (self.last, self.fastest);
        (self.back.len() <= MOST_KEPT).then(|| {
            let replaced = self.told.iter().map(|replaced| (replaced.bridged, replaced.contradicted)).collect();
            course::SoFar::Differences(SoFar { last, fastest, back: self.back.clone(), replaced })
        })
    }

    fn finish(mut self, work: &mut Work<'_>) -> Result<MeterHours> {
        self.replace(None, work)?;
        for replaced in std::mem::take(&mut self.told) {
            work.tell_replacement(&replaced);
        }
        let (mut resets, mut rollovers) = (Occurrences::default(), Occurrences::default());
        for (before, after) in std::mem::take(&mut self.back) {
            let (start, end) = (before.stamp, after.stamp);
            match self.across(before, after, work) {
                Some(amount) => {
                    rollovers.add_over(end, start, end);
                    self.lay(start, end, amount, work);
                }
                None => resets.add_over(end, start, end),
            }
        }
        work.tell_steps_back(resets, rollovers);
        Ok(self.hours)
    }
}

impl Work<'_> {
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

    fn tell_replacement(&mut self, replaced: &Replaced) {
        let Replaced { replacement, at, bridged, contradicted } = replaced;
        let mut found = Occurrences::default();
        found.add(*at);
        if *contradicted {
            let text = Text::new(
                "换表当时的读数与清单所填的新表起始读数（new_start）不符：以读数为准",
                "the reading at the replacement is not the `new_start` of the manifest: the reading is taken",
            );
            self.tell(found, "replacement-contradicted", Severity::Warning, text);
            return;
        }
        let serial = |serial: &Option<String>| serial.clone().unwrap_or_else(|| "?".to_owned());
        let (old, new) = (serial(&replacement.old_serial), serial(&replacement.new_serial));
        let text = if *bridged {
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
