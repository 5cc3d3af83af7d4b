//! Loading packs: the built-in ones, and those of a user's folder beside them or in their place.

use std::collections::BTreeMap;
use std::path::Path;

use super::check::{self, SCORE};
use super::model::Pack;
use crate::files::read_text;
use crate::problem::{Problem, Result, nearest};
use crate::toml_text;

/// The built-in packs: the name of each file in `standards/`, and its text.
const EMBEDDED: [(&str, &str); 5] = [
    ("db63t-2223-2023.toml", include_str!("../../standards/db63t-2223-2023.toml")),
    ("db63t-clean-energy.toml", include_str!("../../standards/db63t-clean-energy.toml")),
    ("db63t-it-efficiency.toml", include_str!("../../standards/db63t-it-efficiency.toml")),
    ("db63t-smart-ops.toml", include_str!("../../standards/db63t-smart-ops.toml")),
    ("gb40879-2021.toml", include_str!("../../standards/gb40879-2021.toml")),
];

/// The packs there are, by their ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Library {
    packs: BTreeMap<String, Pack>,
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
        library.check_scores()?;
        Ok(library)
    }

    /// The built-in packs with those of a folder (`*.toml`) beside them, or in their place where the ids are the same.
    ///
    /// # Errors
    /// A folder without packs, or a pack that does not load.
    pub fn with_folder(folder: &Path) -> Result<Self> {
        let mut library = Self::embedded()?;
        let unreadable = |error| Problem::io("look into the folder of packs", folder, &error);
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            let file = entry.map_err(unreadable)?.path();
            if file.extension().is_some_and(|extension| extension == "toml") {
                files.push(file);
            }
        }
        if files.is_empty() {
            return Err(Problem::new("there is no pack in the folder").at_file(folder).hint("packs are `.toml` files"));
        }
        files.sort();
        for file in files {
            let (text, _) = read_text(&file)?;
            library.add(parse(&text, &file.display().to_string())?);
        }
        library.check_scores()?;
        Ok(library)
    }

    fn add(&mut self, pack: Pack) {
        self.packs.insert(pack.id.clone(), pack);
    }

    /// A pack by its id.
    ///
    /// # Errors
    /// An id that there is not.
    pub fn get(&self, id: &str) -> Result<&Pack> {
        self.packs.get(id).ok_or_else(|| {
            let hint = match nearest(id, self.packs.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the standards are {}", self.packs.keys().cloned().collect::<Vec<_>>().join(", ")),
            };
            Problem::new(format!("there is no standard `{id}`")).hint(hint)
        })
    }

    /// Every pack, in the order of the ids.
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        self.packs.values()
    }

    /// The packs whose scores a pack needs, directly or through another; each comes after all that need it.
    ///
    /// # Errors
    /// An id that there is not.
    pub fn needs(&self, id: &str) -> Result<Vec<&Pack>> {
        let mut needed: Vec<&Pack> = Vec::new();
        let mut at = self.get(id)?.scores().into_iter().map(str::to_owned).collect::<Vec<_>>();
        while let Some(next) = at.pop() {
            let pack = self.get(&next)?;
            // One that is needed again moves behind the one that needs it now.
            needed.retain(|known| known.id != pack.id);
            needed.push(pack);
            at.extend(pack.scores().into_iter().map(str::to_owned));
        }
        needed.sort_by_key(|pack| self.depth(pack));
        Ok(needed)
    }

    /// How many packs stand between this one and one that needs no other, so that those needed last come first.
    fn depth(&self, pack: &Pack) -> std::cmp::Reverse<usize> {
        let below = pack.scores().into_iter().filter_map(|id| self.packs.get(id)).map(|pack| self.depth(pack).0 + 1);
        std::cmp::Reverse(below.max().unwrap_or(0))
    }

    /// Every score that a pack needs is that of a pack there is, and no pack needs its own.
    fn check_scores(&self) -> Result<()> {
        for pack in self.packs.values() {
            self.check_scores_of(pack, &mut vec![&pack.id])?;
        }
        Ok(())
    }

    fn check_scores_of<'a>(&'a self, pack: &'a Pack, way: &mut Vec<&'a str>) -> Result<()> {
        for id in pack.scores() {
            if way.contains(&id) {
                let circle = way.join(" → ");
                return Err(Problem::new(format!("packs need each other's scores in a circle: {circle} → {id}"))
                    .hint("let one of them do without the score of the other"));
            }
            way.push(id);
            self.check_scores_of(self.get(id)?, way)?;
            way.pop();
        }
        Ok(())
    }
}

impl Pack {
    /// The ids of the packs whose scores this one judges.
    fn scores(&self) -> Vec<&str> {
        self.indicators().into_iter().filter_map(|indicator| indicator.get_ref().strip_prefix(SCORE)).collect()
    }
}

/// Reads and checks a pack; `name` is its file's name as the user knows it.
///
/// # Errors
/// Anything that is not a sound pack, with its line.
pub fn parse(text: &str, name: &str) -> Result<Pack> {
    let pack: Pack = toml_text::parse(text, name)?;
    check::check(&pack, text, name)?;
    Ok(pack)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_pack_loads_and_knows_whose_scores_it_needs() {
        let library = Library::embedded().unwrap();
        let needs: Vec<&str> = library.needs("db63t-2223-2023").unwrap().iter().map(|pack| pack.id.as_str()).collect();
        assert_eq!(needs.len(), 3);
        assert!(needs.iter().all(|id| id.starts_with("db63t-")));
        assert!(library.needs("gb40879-2021").unwrap().is_empty());
        assert_eq!(library.get("gb40879-2022").unwrap_err().hint.unwrap(), "did you mean `gb40879-2021`?");
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
