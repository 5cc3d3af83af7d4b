//! Which pack is meant: by id, by id and edition, or by file.

use std::path::Path;

use crate::cli::packs::library;
use crate::files::read_text;
use crate::problem::{Problem, Result};
use crate::standard::load::{CASES, embedded_cases};
use crate::standard::{Library, Pack};

/// A pack that a user named, in a library that holds it.
#[derive(Debug)]
pub(super) struct Named {
    /// The packs there are, the named one among them.
    pub library: Library,
    /// The pack.
    pub pack: Pack,
    /// Its golden cases: their file's name and its text.
    pub cases: Option<(String, String)>,
}

impl Named {
    /// Finds a pack.
    ///
    /// # Errors
    /// A pack that there is not, or that does not load.
    pub fn find(name: &str, packs: Option<&Path>) -> Result<Self> {
        let mut library = library(packs)?;
        let file = Path::new(name);
        if file.extension().is_some_and(|extension| extension == "toml") || file.is_file() {
            let (text, _) = read_text(file)?;
            let pack = library.read(&text, name)?;
            return Ok(Self { library, pack, cases: cases_beside(file)? });
        }
        let pack = match name.split_once('@') {
            Some((id, edition)) => library.edition(id, edition)?,
            None => library.newest(name)?,
        };
        let pack = pack.clone();
        let cases = match packs.map(|folder| folder.join(format!("{}{CASES}", pack.id))).filter(|file| file.is_file()) {
            Some(file) => Some((file.display().to_string(), read_text(&file)?.0)),
            None => embedded_cases(&pack.id).map(|(file, text)| (format!("<builtin>/{file}"), text.to_owned())),
        };
        Ok(Self { library, pack, cases })
    }

    /// Its golden cases.
    ///
    /// # Errors
    /// A pack without cases.
    pub fn cases(&self) -> Result<(&str, &str)> {
        let cases = self.cases.as_ref().map(|(name, text)| (name.as_str(), text.as_str()));
        cases.ok_or_else(|| {
            Problem::new(format!("the pack `{}` has no golden cases", self.pack.id))
                .hint(format!("write them in a file beside it that ends with `{CASES}`"))
        })
    }
}

fn cases_beside(file: &Path) -> Result<Option<(String, String)>> {
    let Some(stem) = file.file_stem() else { return Ok(None) };
    let cases = file.with_file_name(format!("{}{CASES}", stem.display()));
    if !cases.is_file() {
        return Ok(None);
    }
    Ok(Some((cases.display().to_string(), read_text(&cases)?.0)))
}
