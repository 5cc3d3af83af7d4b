//! What a pack must satisfy beyond its form, each fault with the part of the file it is about. A pack with a grave fault
//! does not load; the others are told by `greengrade standard check`.

mod bands;
mod dates;
mod levels;
mod monotone;
mod names;
mod numbers;

use std::ops::Range;

use toml::Spanned;

pub(super) use numbers::decimals_of;

use super::model::Pack;
use crate::problem::{Problem, Result};

/// How a pack refers to the score under another one: `score.PACK`.
pub const SCORE: &str = "score.";

/// A fault of a pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The part of the pack's text that it is about.
    pub span: Range<usize>,
    /// What is wrong.
    pub problem: Problem,
    /// Whether the pack can not be used with it.
    pub grave: bool,
}

/// A problem and the part of the file it is about.
pub(super) type Placed = (Range<usize>, Problem);

/// Every fault of a pack, in the order of what is checked.
pub fn faults(pack: &Pack) -> Vec<Fault> {
    let mut found = Faults(Vec::new());
    names::check(pack, &mut found);
    dates::check(pack, &mut found);
    for state in dates::states(pack, &mut found) {
        numbers::check(&state, &mut found);
        bands::check(&state, &mut found);
        levels::check(&state, &mut found);
        monotone::check(&state, &mut found);
    }
    found.told_once()
}

/// Where something better could bring fewer points or a worse level by a rule of the pack alone. The scores of other packs
/// that it takes are looked at there.
pub fn not_monotone(pack: &Pack) -> Vec<Fault> {
    let mut found = Faults(Vec::new());
    for state in dates::states(pack, &mut Faults(Vec::new())) {
        monotone::check(&state, &mut found);
    }
    found.told_once()
}

impl Pack {
    /// Whether nothing better could bring fewer points or a worse level by a rule of this pack: [`not_monotone`] tells
    /// where it could.
    pub fn is_monotone(&self) -> bool {
        not_monotone(self).is_empty()
    }
}

/// Checks a pack; `text` and `name` are its file's, for the error's line.
///
/// # Errors
/// The first grave fault.
pub fn check(pack: &Pack, text: &str, name: &str) -> Result<()> {
    match faults(pack).into_iter().find(|fault| fault.grave) {
        None => Ok(()),
        Some(fault) => Err(fault.problem.at_span(name, text, fault.span)),
    }
}

/// Faults on the way.
struct Faults(Vec<Fault>);

impl Faults {
    /// What is wrong on several days is told once.
    fn told_once(self) -> Vec<Fault> {
        let mut told: Vec<Fault> = Vec::new();
        for fault in self.0 {
            if !told.contains(&fault) {
                told.push(fault);
            }
        }
        told
    }

    /// Tells a fault with which the pack can not be used.
    fn grave<T>(&mut self, at: &Spanned<T>, what: impl Into<String>, hint: impl Into<String>) {
        self.0.push(Fault { span: at.span(), problem: Problem::new(what).hint(hint), grave: true });
    }

    /// Tells a fault that most likely is one, but leaves the pack usable.
    fn doubtful<T>(&mut self, at: &Spanned<T>, what: impl Into<String>, hint: impl Into<String>) {
        self.0.push(Fault { span: at.span(), problem: Problem::new(what).hint(hint), grave: false });
    }
}
