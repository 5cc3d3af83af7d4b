//! Loading packs: the built-in ones, and those of a user's folder beside them or in their place.

use std::collections::BTreeMap;
use std::path::Path;

use super::check;
pub use super::embedded::{CASES, EMBEDDED, EMBEDDED_CASES, embedded_cases};
use super::figures::AnyFigure;
use super::in_force::Days;
use super::model::{InForce, Pack};
use super::overlay::{self, Overlay};
use super::scores;
use crate::files::{read_text, sha256_hex};
use crate::problem::{Problem, Result, nearest};
use crate::toml_text;

/// The packs there are, by their ids; of each the editions, the oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Library {
    packs: BTreeMap<String, Vec<Pack>>,
}

impl Library {
    /// The built-in packs.
    ///
    /// # Errors
    /// A built-in pack that does not load, which a test keeps from leaving the house.
    pub fn embedded() -> Result<Self> {
        let mut library = Self { packs: BTreeMap::new() };
        for (file, text) in EMBEDDED {
            library.add(parse(text, &format!("<builtin>/{file}"))?);
        }
        scores::check(&library).map_err(|fault| fault.problem)?;
        Ok(library)
    }

    /// The built-in packs with those of a folder (`*.toml`, but not the cases `*.cases.toml`) beside them. A pack with
    /// the id and edition of another takes its place, and so does an overlay without an id of its own.
    ///
    /// # Errors
    /// A folder without packs, or a pack that does not load.
    pub fn with_folder(folder: &Path) -> Result<Self> {
        let unreadable = |error| Problem::io("look into the folder of packs", folder, &error);
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            let file = entry.map_err(unreadable)?.path();
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if name.ends_with(".toml") && !name.ends_with(CASES) {
                files.push(file);
            }
        }
        if files.is_empty() {
            return Err(Problem::new("there is no pack in the folder").at_file(folder).hint("packs are `.toml` files"));
        }
        files.sort();
        let mut library = Self::embedded()?;
        let (mut overlays, mut packs) = (Vec::new(), Vec::new());
        for file in files {
            let (text, _) = read_text(&file)?;
            let name = file.display().to_string();
            if overlay::is_overlay(&text) {
                overlays.push((overlay::parse(&text, &name)?, text, name));
            } else {
                let pack = parse(&text, &name)?;
                packs.push(((pack.id.clone(), pack.edition.clone()), text, name));
                library.add(pack);
            }
        }
        // Before any overlay is laid on, each pack of the folder is as its own file writes it.
        scores::check(&library).map_err(|fault| fault.placed(&packs))?;
        for (overlay, text, name) in overlays {
            library.lay_over(&overlay, &text, &name)?;
        }
        scores::check(&library).map_err(|fault| fault.problem)?;
        Ok(library)
    }

    /// Lays an overlay over its pack; the outcome takes the pack's place, or stands beside it under its own id.
    ///
    /// # Errors
    /// A pack that there is not, or an overlay that does not fit it.
    pub fn lay_over(&mut self, overlay: &Overlay, text: &str, name: &str) -> Result<Pack> {
        let base = self.newest(overlay.extends.get_ref());
        let base = base.map_err(|problem| problem.at_span(name, text, overlay.extends.span()))?;
        let (base_id, base_edition) = (base.id.clone(), base.edition.clone());
        let pack = overlay.over(base, text, name)?;
        if pack.id == base_id {
            let editions = self.packs.entry(base_id).or_default();
            editions.retain(|known| known.edition != base_edition);
        }
        self.add(pack.clone());
        Ok(pack)
    }

    /// Reads a pack or an overlay and takes it in; `name` is its file's name as the user knows it.
    ///
    /// # Errors
    /// What is no sound pack, with its line.
    pub fn read(&mut self, text: &str, name: &str) -> Result<Pack> {
        let pack = if overlay::is_overlay(text) {
            self.lay_over(&overlay::parse(text, name)?, text, name)?
        } else {
            let pack = parse(text, name)?;
            self.add(pack.clone());
            pack
        };
        let own = [((pack.id.clone(), pack.edition.clone()), text.to_owned(), name.to_owned())];
        scores::check(self).map_err(|fault| fault.placed(&own))?;
        Ok(pack)
    }

    /// Adds a pack, in the place of one with the same id and edition.
    fn add(&mut self, pack: Pack) {
        let editions = self.packs.entry(pack.id.clone()).or_default();
        editions.retain(|known| known.edition != pack.edition);
        editions.push(pack);
        editions.sort_by_key(|pack| pack.in_force.from);
    }

    /// The editions of a pack, the oldest first; there is one at least.
    ///
    /// # Errors
    /// An id that there is not.
    pub(super) fn editions(&self, id: &str) -> Result<&[Pack]> {
        self.packs.get(id).map(Vec::as_slice).filter(|editions| !editions.is_empty()).ok_or_else(|| {
            let hint = match nearest(id, self.packs.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the standards are {}", self.packs.keys().cloned().collect::<Vec<_>>().join(", ")),
            };
            Problem::new(format!("there is no standard `{id}`")).hint(hint)
        })
    }

    /// The newest edition of a pack.
    ///
    /// # Errors
    /// An id that there is not.
    pub fn newest(&self, id: &str) -> Result<&Pack> {
        self.editions(id)?.last().ok_or_else(|| Problem::new(format!("there is no standard `{id}`")))
    }

    /// A pack by its id and its edition.
    ///
    /// # Errors
    /// An id or an edition that there is not.
    pub fn edition(&self, id: &str, edition: &str) -> Result<&Pack> {
        let editions = self.editions(id)?;
        editions.iter().find(|pack| pack.edition == edition).ok_or_else(|| {
            let known: Vec<&str> = editions.iter().map(|pack| pack.edition.as_str()).collect();
            Problem::new(format!("the standard `{id}` has no edition `{edition}`"))
                .hint(format!("its editions are {}", known.join(", ")))
        })
    }

    /// The edition of a pack that is in force over some days. Where there is only one it is that one, in force or not.
    ///
    /// # Errors
    /// An id that there is not; days that no edition, or more than one, is in force on throughout.
    pub fn in_force(&self, id: &str, days: Days) -> Result<&Pack> {
        let editions = self.editions(id)?;
        if let [only] = editions {
            return Ok(only);
        }
        let throughout: Vec<&Pack> = editions.iter().filter(|pack| pack.in_force.covers(days)).collect();
        match throughout.as_slice() {
            [one] => Ok(one),
            found => {
                let count = if found.is_empty() { "no" } else { "more than one" };
                let known: Vec<String> =
                    editions.iter().map(|pack| format!("{} ({})", pack.edition, pack.in_force)).collect();
                Err(Problem::new(format!(
                    "{count} edition of `{id}` is in force from {} up to {} throughout",
                    days.first, days.end
                ))
                .hint(format!("rate another `--period`, or name one with `--edition`: {}", known.join(", "))))
            }
        }
    }

    /// Every pack, in the order of the ids and, of each, of the editions.
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        self.packs.values().flatten()
    }

    /// The packs to judge by over some days, with the figures that hold then: the standards asked for, in their order,
    /// each followed by those whose scores it needs. `edition` names that of the first one.
    ///
    /// # Errors
    /// A standard that there is not, or one that changes within the days.
    pub fn choose(&self, standards: &[String], edition: Option<&str>, days: Days) -> Result<Vec<Pack>> {
        let mut chosen: Vec<Pack> = Vec::new();
        for (index, id) in standards.iter().enumerate() {
            let pack = match edition.filter(|_| index == 0) {
                Some(edition) => self.edition(id, edition)?,
                None => self.in_force(id, days)?,
            };
            self.choose_one(pack, days, &mut chosen)?;
        }
        Ok(chosen)
    }

    fn choose_one(&self, pack: &Pack, days: Days, chosen: &mut Vec<Pack>) -> Result<()> {
        // One that is needed again moves behind the one that needs it now.
        chosen.retain(|known| known.id != pack.id);
        chosen.push(pack.over(days)?);
        for needed in pack.scores() {
            self.choose_one(self.in_force(needed, days)?, days, chosen)?;
        }
        Ok(())
    }
}

impl InForce {
    /// Whether in force on every one of some days.
    pub fn covers(&self, days: Days) -> bool {
        self.from.is_none_or(|from| from.0 <= days.first) && self.to.is_none_or(|to| days.end <= to.0)
    }
}

impl std::fmt::Display for InForce {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let day = |day: Option<super::model::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        write!(f, "{}..{}", day(self.from), day(self.to))
    }
}

/// What a pack whose form is wrong is to be compared with.
pub(super) const FORM: &str = "compare with a built-in pack, which `greengrade standard show` gives";

/// Reads and checks a pack; `name` is its file's name as the user knows it.
///
/// # Errors
/// Anything that is not a sound pack, with its line.
pub fn parse(text: &str, name: &str) -> Result<Pack> {
    let pack = read(text, name)?;
    check::check(&pack, text, name)?;
    Ok(pack)
}

/// Reads a pack without checking more than its form.
///
/// # Errors
/// What has not the form of a pack, with its line.
pub fn read(text: &str, name: &str) -> Result<Pack> {
    let mut pack: Pack = toml_text::parse_as(text, name, FORM)?;
    tell_places(&mut pack);
    pack.sha256 = vec![sha256_hex(text.as_bytes())];
    Ok(pack)
}

/// Tells every figure its place.
pub(super) fn tell_places(pack: &mut Pack) {
    pack.each_figure(&mut |place, figure| match figure {
        AnyFigure::Number(figure) => place.clone_into(&mut figure.place),
        AnyFigure::Flag(figure) => place.clone_into(&mut figure.place),
        AnyFigure::WhenMissing(figure) => place.clone_into(&mut figure.place),
        AnyFigure::Policy(figure) => place.clone_into(&mut figure.place),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_pack_loads_and_knows_whose_scores_it_needs() {
        let library = Library::embedded().unwrap();
        let year = Days { first: jiff::civil::date(2025, 1, 1), end: jiff::civil::date(2026, 1, 1) };
        let ids = ["gb40879-2021".to_owned(), "db63t-2223-2023".to_owned()];
        let chosen = library.choose(&ids, None, year).unwrap();
        let chosen: Vec<&str> = chosen.iter().map(|pack| pack.id.as_str()).collect();
        assert_eq!(chosen[..2], ["gb40879-2021", "db63t-2223-2023"]);
        assert_eq!(chosen.len(), 5);
        assert!(chosen[2..].iter().all(|id| id.starts_with("db63t-")));
        assert_eq!(library.newest("gb40879-2022").unwrap_err().hint.unwrap(), "did you mean `gb40879-2021`?");
    }

    #[test]
    fn no_built_in_figure_of_the_local_standards_claims_to_be_official() {
        for pack in Library::embedded().unwrap().packs() {
            for figure in pack.figures() {
                assert_ne!(figure.basis, crate::standard::model::Basis::Official, "{} {}", pack.id, figure.place);
            }
        }
    }
}
