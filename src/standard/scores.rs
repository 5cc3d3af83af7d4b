//! Scores under other packs: each one needed is that of a pack there is, and no pack needs its own by any way round.

use std::ops::Range;

use super::check::SCORE;
use super::load::Library;
use super::model::Pack;
use crate::problem::Problem;

impl Pack {
    /// The ids of the packs whose scores this one judges.
    pub fn scores(&self) -> Vec<&str> {
        self.scores_where().into_iter().map(|(id, _)| id).collect()
    }

    /// The same, each with the part of the pack's text that names it.
    fn scores_where(&self) -> Vec<(&str, Range<usize>)> {
        let indicators = self.indicators().into_iter();
        indicators.filter_map(|id| Some((id.get_ref().strip_prefix(SCORE)?, id.span()))).collect()
    }
}

/// A score that a pack needs and can not have.
pub(super) struct ScoreFault {
    /// The id and the edition of the pack that needs it.
    pack: PackName,
    /// Where its text names the score.
    span: Range<usize>,
    /// What is wrong.
    pub problem: Problem,
}

/// The id and the edition of a pack.
pub(super) type PackName = (String, String);

impl ScoreFault {
    /// With its line, where the pack is one of `files`: name of the pack, text and name of its file.
    pub fn placed(self, files: &[(PackName, String, String)]) -> Problem {
        match files.iter().rfind(|(pack, ..)| *pack == self.pack) {
            Some((_, text, name)) => self.problem.at_span(name, text, self.span),
            None => self.problem,
        }
    }
}

/// Checks the scores that every pack needs.
///
/// # Errors
/// The first that there is not, or that goes round in a circle.
pub(super) fn check(library: &Library) -> Result<(), Box<ScoreFault>> {
    library.packs().try_for_each(|pack| check_one(library, pack, &mut vec![&pack.id]))
}

/// `way` holds the packs on the way here, from the one that was asked for.
fn check_one<'a>(library: &'a Library, pack: &'a Pack, way: &mut Vec<&'a str>) -> Result<(), Box<ScoreFault>> {
    for (id, span) in pack.scores_where() {
        let fault = |problem| Box::new(ScoreFault { pack: (pack.id.clone(), pack.edition.clone()), span, problem });
        if way.contains(&id) {
            let circle: Vec<String> = way.iter().chain([&id]).map(|id| format!("`{id}`")).collect();
            let what = format!("packs need each other's scores in a circle: {}", circle.join(" → "));
            return Err(fault(Problem::new(what).hint("let one of them do without the score of the other")));
        }
        way.push(id);
        library.editions(id).map_err(fault)?.iter().try_for_each(|needed| check_one(library, needed, way))?;
        way.pop();
    }
    Ok(())
}
