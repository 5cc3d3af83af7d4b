//! One compiled pack.

use std::collections::BTreeMap;

use super::criterion::{Given, Scored};
use super::tracks::Track;
use super::value::{Rounded, Scene, Test, near};
use crate::standard::assessment::Status;
use crate::standard::compare::Ledger;
use crate::standard::evaluate::status_of_failure;
use crate::standard::model::{OnFail, Pack, Prerequisite};
use crate::standard::observed::Observations;
use crate::standard::rounding;

/// A pack over the observations that do not move.
#[derive(Debug, Clone)]
pub struct Program {
    score_place: usize,
    gates: Vec<Gate>,
    criteria: Vec<Scored>,
    tracks: Vec<Track>,
    /// Whether the pack adds points up at all, and must.
    adds_up: bool,
    must_add_up: bool,
    /// The full score over the part of it that applies.
    rescale: f64,
    bonus_cap: Option<f64>,
    rounding: Option<Rounded>,
}

/// What came out of one trial by one standard.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Whether there is a grade.
    pub status: Status,
    /// The score.
    pub score: Option<f64>,
    /// The rank of the level, 1 for the best; what it is worth is for the status to say.
    pub rank: Option<usize>,
    /// Whether each prerequisite holds.
    pub prerequisites: Vec<bool>,
    /// The rank by each way to a level; `None` where there is none.
    pub tracks: Vec<Option<usize>>,
    /// What each criterion that applies gave.
    pub criteria: Vec<Given>,
}

/// What a criterion may give.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionShape<'c> {
    /// Its name.
    pub id: &'c str,
    /// Whether what it gives moves.
    pub moves: bool,
    /// The rows of its rule where it moves by rows.
    pub rows: Vec<Given>,
}

impl CriterionShape<'_> {
    /// Whether its points move without rows.
    pub fn is_line(&self) -> bool {
        self.moves && self.rows.is_empty()
    }
}

/// A prerequisite.
#[derive(Debug, Clone)]
struct Gate {
    id: String,
    test: Test,
    exempt: bool,
    on_fail: OnFail,
}

impl Verdict {
    /// The score as an indicator for the packs that build on it: not a number where it has none.
    pub(super) fn score_for_others(&self) -> f64 {
        self.score.filter(|_| self.status == Status::Rated).unwrap_or(f64::NAN)
    }
}

impl Program {
    pub(super) fn of(
        pack: &Pack,
        observed: &Observations,
        places: &BTreeMap<String, usize>,
        score_place: usize,
    ) -> Self {
        let observed = rounding::round_indicators(pack, observed, &mut Ledger::default(), &mut Vec::new());
        let scene = Scene { pack, observed: observed.as_ref(), places };
        let criteria: Vec<Scored> =
            pack.criteria.iter().filter_map(|criterion| Scored::of(criterion, &scene)).collect();
        let all = pack.criteria.iter().filter(|criterion| !criterion.bonus);
        let possible: f64 = all.map(|criterion| criterion.points.value).sum();
        let applicable: f64 = criteria.iter().filter(|one| !one.bonus).map(|one| one.possible).sum();
        let whole = pack.missing_rows.is_empty();
        Self {
            score_place,
            gates: pack.prerequisites.iter().map(|prerequisite| Gate::of(prerequisite, &scene)).collect(),
            tracks: Track::all(&scene),
            adds_up: whole && near(applicable) != 0.0,
            must_add_up: whole && pack.criteria.iter().any(|criterion| !criterion.bonus),
            rescale: possible / applicable,
            bonus_cap: pack.bonus_cap.as_ref().map(|cap| cap.value),
            rounding: pack.rounding.score.as_ref().and_then(Rounded::to),
            criteria,
        }
    }

    pub(super) const fn score_place(&self) -> usize {
        self.score_place
    }

    /// Whether anything that moves has to do with what comes out.
    pub(super) fn moves(&self) -> bool {
        self.gates.iter().any(|gate| gate.test.moves())
            || self.criteria.iter().any(Scored::moves)
            || self.tracks.iter().any(Track::moves)
    }

    /// The prerequisites' names.
    pub fn prerequisites(&self) -> impl Iterator<Item = &str> {
        self.gates.iter().map(|gate| gate.id.as_str())
    }

    /// The names of the ways to a level.
    pub fn tracks(&self) -> impl Iterator<Item = &str> {
        self.tracks.iter().map(|track| track.id.as_str())
    }

    /// The criteria that apply.
    pub fn criteria(&self) -> impl Iterator<Item = CriterionShape<'_>> {
        self.criteria.iter().map(|one| CriterionShape { id: &one.id, moves: one.moves(), rows: one.rows().collect() })
    }

    /// The best status that any values of what moves could bring.
    pub fn best_status(&self) -> Status {
        let gates = self.gates.iter().filter(|gate| !gate.test.moves() && !gate.passes(&[]));
        let failed = gates.map(|gate| gate.status_of_failure(&[]));
        let missing = self.criteria.iter().filter(|one| !one.moves() && one.give(&[]).points.is_none());
        let lost = missing.map(|one| one.when_missing);
        let no_score = (self.must_add_up && !self.adds_up).then_some(Status::NotRated);
        let no_track = self.tracks.iter().filter(|track| !track.moves() && !track.is_by_score());
        let no_track = no_track.filter(|track| track.rank(None, &[]).is_none()).map(|_| Status::NotRated);
        failed.chain(lost).chain(no_score).chain(no_track).max().unwrap_or(Status::Rated)
    }

    pub(super) fn blank(&self) -> Verdict {
        Verdict {
            status: Status::Rated,
            score: None,
            rank: None,
            prerequisites: vec![false; self.gates.len()],
            tracks: vec![None; self.tracks.len()],
            criteria: vec![Given::default(); self.criteria.len()],
        }
    }

    pub(super) fn judge(&self, values: &[f64], verdict: &mut Verdict) {
        let mut status = Status::Rated;
        for (gate, passed) in self.gates.iter().zip(&mut verdict.prerequisites) {
            *passed = gate.passes(values);
            if !*passed {
                status = status.max(gate.status_of_failure(values));
            }
        }
        let (mut gained, mut bonus, mut all_there) = (0.0, 0.0, self.adds_up);
        for (criterion, given) in self.criteria.iter().zip(&mut verdict.criteria) {
            *given = criterion.give(values);
            match given.points {
                Some(points) if criterion.bonus => bonus += points,
                Some(points) => gained += points,
                None => {
                    status = status.max(criterion.when_missing);
                    all_there &= criterion.bonus;
                }
            }
        }
        verdict.score = all_there.then(|| self.total(gained, bonus));
        if self.must_add_up && verdict.score.is_none() {
            status = status.max(Status::NotRated);
        }
        verdict.rank = None;
        let mut any_track = false;
        for (track, rank) in self.tracks.iter().zip(&mut verdict.tracks) {
            *rank = None;
            if verdict.score.is_none() && track.is_by_score() {
                continue;
            }
            any_track = true;
            *rank = track.rank(verdict.score, values);
            match *rank {
                Some(_) => verdict.rank = verdict.rank.max(*rank),
                None => status = status.max(Status::NotRated),
            }
        }
        if status == Status::Rated && !any_track && verdict.score.is_none() {
            status = Status::Reported;
        }
        verdict.status = status;
    }

    fn total(&self, gained: f64, bonus: f64) -> f64 {
        let bonus = self.bonus_cap.map_or(bonus, |cap| bonus.min(cap));
        let total = near(gained * self.rescale + bonus);
        self.rounding.map_or(total, |rounding| rounding.round(total))
    }
}

impl Gate {
    fn of(prerequisite: &Prerequisite, scene: &Scene<'_>) -> Self {
        let theirs = |category: &toml::Spanned<String>| scene.observed.categories.contains(category.get_ref());
        Self {
            id: prerequisite.id.get_ref().clone(),
            test: scene.test(prerequisite.indicator.get_ref(), &prerequisite.must),
            exempt: prerequisite.exempt.iter().any(theirs),
            on_fail: prerequisite.on_fail,
        }
    }

    fn passes(&self, values: &[f64]) -> bool {
        self.exempt || self.test.holds(values) == Some(true)
    }

    fn status_of_failure(&self, values: &[f64]) -> Status {
        status_of_failure(self.on_fail, self.test.holds(values).is_some())
    }
}
