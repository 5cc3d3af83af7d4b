//! What if: a rating judged again, from its own record, with some of its values changed.
//!
//! A [`Baseline`] is a rating with the packs that give just what it says. Changed values are judged by the same packs, and
//! what follows from a change by formula follows: saved overhead lowers PUE and every share of the total has less to be
//! divided by; more direct supply raises each clean share; racks in use raise the occupancy. What can not follow from sums
//! is held, and the result says so. Evidence for what is changed is taken as given. Nothing here is a rating.

mod change;
mod effects;
mod limits;
mod notes;
mod parse;
mod record;

use std::collections::BTreeMap;

pub use change::{Change, Key};
pub(super) use effects::cue_without_grid;
pub(super) use limits::{certificates_at_most, direct_at_most, racks_at_most, saved_at_most};
pub(super) use record::suppose;
pub use record::{ChangeMade, Hypothetical, IndicatorMoved, SCHEMA, SideBySide};

use super::compare::{level, score};
use super::judge::judge;
use super::judged::{Judged, told};
use super::record::{OutcomeStatus, Rating};
use crate::PROGRAM;
use crate::problem::{Problem, Result};
use crate::standard::in_force::Days;
use crate::standard::model::{Pack, Rule};
use crate::standard::observed::{Capability, Item};
use crate::standard::vocabulary::Vocabulary;
use crate::standard::{Assessment, Library, Observations, Observed, Standing};
use crate::text::Text;

/// What proves a value that is only supposed.
const SUPPOSED: &str = "supposed";

/// A rating with the packs that give what it says, ready to be judged with changes.
#[derive(Debug)]
pub struct Baseline<'a> {
    /// The rating.
    pub(super) rating: &'a Rating,
    /// Each after the one that needs its score.
    packs: Vec<Pack>,
    days: Days,
    observed: Observations,
}

impl<'a> Baseline<'a> {
    /// Finds the packs of a rating among libraries, the first place first.
    ///
    /// # Errors
    /// A facility whose data was refused; packs that are not at hand, or do not give what the rating says.
    pub fn of(rating: &'a Rating, libraries: &[Library]) -> Result<Self> {
        if rating.outcome.status == OutcomeStatus::Refused {
            let what = format!("the data of {} was refused as contradictory: there is nothing to change", told(rating));
            return Err(Problem::new(what).hint("correct its data and rate it again"));
        }
        let packs = Judged::of_all(rating, libraries)?.into_packs();
        let observed = rating.given.observations(&rating.indicators);
        Ok(Self { rating, packs, days: rating.period.days()?, observed })
    }

    /// The same with the packs alone that the deciding standard needs.
    pub(super) fn deciding(mut self) -> Self {
        let mut needed: Vec<String> = self.packs.iter().take(1).map(|pack| pack.id.clone()).collect();
        let mut at = 0;
        while let Some(pack) = needed.get(at).and_then(|id| self.packs.iter().find(|pack| pack.id == *id)) {
            needed.extend(pack.scores().into_iter().map(str::to_owned));
            at += 1;
        }
        self.packs.retain(|pack| needed.contains(&pack.id));
        self
    }

    /// The packs, each after the one that needs its score; the deciding one is the first.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// Reads a change as a user writes it: `pue=1.18`, `clean_share=95%`, `overhead.saved-kwh=120000`, `item.plan=yes`.
    ///
    /// # Errors
    /// A key that there is not, or a value that can not be.
    pub fn change(&self, written: &str) -> Result<Change> {
        parse::change(self, written)
    }

    /// Whether changes can be made together.
    ///
    /// # Errors
    /// One thing changed twice, or an amount beyond what there is.
    pub fn check(&self, changes: &[Change]) -> Result<()> {
        limits::check(self.rating, changes)
    }

    /// Judges the facility with changes, which [`Baseline::check`] lets pass; without any it gives the rating's own
    /// assessments but for this: no probability is demanded of a grade, with or without changes. How sure values are that
    /// nobody measured is not known, and what changes nothing is to show no change.
    pub fn judged(&self, changes: &[Change]) -> Vec<Assessment> {
        judge(&self.packs, self.observed(changes), self.days)
    }

    /// How the rating itself stands by a standard, held to the probability that this demands.
    pub(super) fn standing(&self, standard: &str) -> Option<&Assessment> {
        self.rating.standards.iter().find(|assessment| assessment.standard.id == standard)
    }

    /// What is judged with changes.
    pub(super) fn observed(&self, changes: &[Change]) -> Observations {
        let mut observed = self.observed.clone();
        for (id, value) in effects::moved(self.rating, changes) {
            observed.indicators.insert(id, Observed::Value { value, standing: Standing::Declared });
        }
        for Change { key, value } in changes {
            let evidence = Some(SUPPOSED.to_owned());
            match key {
                Key::System(id) => {
                    let systems = observed.systems.iter_mut().flatten();
                    for system in systems.filter(|system| system.id == *id) {
                        (system.result, system.evidence, system.void) = (Some(*value), evidence.clone(), None);
                        (system.age_months, system.power_trace) = (0.0, true);
                    }
                }
                Key::Capability(id) => {
                    let capability = Capability { maturity: *value, evidence };
                    observed.capabilities.get_or_insert_default().insert(id.clone(), capability);
                }
                Key::Item(id) => {
                    observed.items.get_or_insert_default().insert(id.clone(), Item { met: *value > 0.5, evidence });
                }
                Key::Indicator(_) | Key::SavedOverhead | Key::DirectSupply | Key::Certificates | Key::RacksInUse => {}
            }
        }
        observed
    }

    /// Judges the facility with changes, and puts both sides beside each other.
    ///
    /// # Errors
    /// As [`Baseline::check`].
    pub fn what_if(&self, changes: &[Change]) -> Result<Hypothetical> {
        self.check(changes)?;
        let (before, after) = (self.judged(&[]), self.judged(changes));
        let sides = before.iter().filter_map(|before| {
            let after = after.iter().find(|after| after.standard.id == before.standard.id)?;
            let official = self.standing(&before.standard.id).unwrap_or(before).standard.official;
            Some(SideBySide { official, ..side_by_side(before, after) })
        });
        Ok(Hypothetical {
            schema: SCHEMA.to_owned(),
            hypothetical: true,
            program: PROGRAM.to_owned(),
            facility: self.rating.facility.clone(),
            period: self.rating.period.clone(),
            changes: changes.iter().map(|change| self.made(change)).collect(),
            notes: notes::notes(self.rating, changes).into_iter().chain(self.without_demand()).collect(),
            indicators: self.indicators(changes),
            standards: sides.collect(),
        })
    }

    /// That neither side is held to the probability that a pack demands of a grade, and how the rating itself stands.
    fn without_demand(&self) -> impl Iterator<Item = Text> {
        let demanding = self.packs.iter().filter(|pack| pack.formal_confidence.is_some());
        demanding.filter_map(|pack| self.standing(&pack.id)).map(notes::without_demand)
    }

    fn made(&self, change: &Change) -> ChangeMade {
        ChangeMade {
            key: change.key.to_string(),
            value: change.value,
            before: self.before(&change.key),
            unit: change.key.unit().to_owned(),
            added: change.key.is_added(),
        }
    }

    /// The value in the rating of what a key names; `None` where it has none.
    fn before(&self, key: &Key) -> Option<f64> {
        let given = &self.rating.given;
        match key {
            Key::SavedOverhead | Key::DirectSupply | Key::Certificates => Some(0.0),
            Key::RacksInUse => effects::input(self.rating, "rack_occupancy", effects::RACKS_IN_USE),
            Key::Indicator(id) => self.rating.indicator(id)?.value,
            Key::System(id) => given.systems.iter().flatten().find(|system| system.id == *id)?.result,
            Key::Capability(id) => given.capabilities.as_ref()?.get(id).map(|one| one.maturity),
            Key::Item(id) => given.items.as_ref()?.get(id).map(|item| f64::from(u8::from(item.met))),
        }
    }

    fn indicators(&self, changes: &[Change]) -> Vec<IndicatorMoved> {
        let moved: BTreeMap<String, f64> = effects::moved(self.rating, changes);
        let set = |id: &str| changes.iter().any(|change| matches!(&change.key, Key::Indicator(own) if own == id));
        let names = Vocabulary::embedded().indicators.iter();
        let moved = names.filter_map(|name| Some((name, *moved.get(&name.id)?)));
        let moved = moved.map(|(name, after)| IndicatorMoved {
            id: name.id.clone(),
            title: name.title.clone(),
            unit: name.unit.clone(),
            before: self.rating.indicator(&name.id).and_then(|indicator| indicator.value),
            after,
            follows_from: (!set(&name.id)).then(|| name.formula.clone()),
        });
        moved.filter(|one| one.before != Some(one.after) || one.follows_from.is_none()).collect()
    }

    /// The capabilities that a pack asks for, with the highest maturity.
    pub(super) fn domains(&self) -> impl Iterator<Item = (&str, &Text, f64)> {
        self.packs.iter().flat_map(|pack| &pack.criteria).flat_map(|criterion| {
            let (domains, scale) = match &criterion.rule {
                Rule::Maturity { domains, scale, .. } => (domains.as_slice(), scale.value),
                _ => (&[][..], 0.0),
            };
            domains.iter().map(move |domain| (domain.id.get_ref().as_str(), &domain.title, scale))
        })
    }

    /// The items of the packs' checklists.
    pub(super) fn items(&self) -> impl Iterator<Item = (&str, &Text)> {
        self.packs.iter().flat_map(|pack| &pack.criteria).flat_map(|criterion| {
            let items = match &criterion.rule {
                Rule::Checklist { items } => items.as_slice(),
                _ => &[],
            };
            items.iter().map(|item| (item.id.get_ref().as_str(), &item.title))
        })
    }
}

fn side_by_side(before: &Assessment, after: &Assessment) -> SideBySide {
    let mut levels = level::level(before, after);
    let after_levels = levels.tracks.iter_mut().filter_map(|track| track.after.as_mut());
    after_levels.chain(levels.after.as_mut()).for_each(record::suppose);
    SideBySide {
        standard: before.standard.id.clone(),
        title: before.standard.title.clone(),
        edition: before.standard.edition.clone(),
        official: before.standard.official,
        status_before: before.status,
        status_after: after.status,
        score_before: before.score,
        score_after: after.score,
        level: levels,
        prerequisites: level::prerequisites(before, after),
        criteria: score::criteria(before, after),
        reasons_after: after.reasons.clone(),
    }
}
