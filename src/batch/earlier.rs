//! The output folder of an earlier run, against which a run is held.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::output::{MARK, is_inside};
use crate::files::read_text;
use crate::problem::{Problem, Result};
use crate::rating::Rating;
use crate::rating::portfolio::record::SCHEMA;
use crate::rating::portfolio::{Site, Told};
use crate::report::json;

const WHICH_FOLDER: &str = "name the folder that `greengrade rate --out` wrote for the earlier period";

/// An earlier run, as its output folder tells it. Ratings are read one at a time, when they are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    folder: PathBuf,
    /// The ids of the facilities that were assessed, in their order.
    assessed: Vec<String>,
    /// The names of the folders that could not be read then.
    failed: BTreeSet<String>,
}

/// What an earlier run tells of one facility.
#[derive(Debug, Clone, PartialEq)]
pub enum Past {
    /// It was assessed, and not refused.
    Assessed(Box<Site>),
    /// Its data was refused.
    Refused,
    /// It could not be read then, or its rating can not be read now; the problem is that of the rating.
    Unreadable(Option<Problem>),
}

impl Past {
    /// The same in short.
    pub(super) fn told(&self) -> Told<'_> {
        match self {
            Self::Assessed(site) => Told::Assessed(site),
            Self::Refused => Told::Refused,
            Self::Unreadable(_) => Told::Unreadable,
        }
    }
}

/// What `portfolio.json` must tell before the rest of it is read.
#[derive(Deserialize)]
struct Head {
    schema: Option<String>,
}

/// What is needed of the rest.
#[derive(Deserialize)]
struct Listed {
    facilities: Vec<ListedFacility>,
}

#[derive(Deserialize)]
#[serde(tag = "result", rename_all = "kebab-case")]
enum ListedFacility {
    Assessed { id: String },
    Failed { folder: PathBuf },
}

impl Earlier {
    /// Opens the output folder of an earlier run; `output` is where this one goes, which is not to be the same.
    ///
    /// # Errors
    /// A folder that there is not or that has no `portfolio.json`; one that is not JSON, no portfolio or of another
    /// version; a folder that this run would replace.
    pub fn open(folder: &Path, output: Option<&Path>) -> Result<Self> {
        if !folder.is_dir() {
            return Err(Problem::new("there is no such folder of an earlier run").at_file(folder).hint(WHICH_FOLDER));
        }
        let file = folder.join(MARK);
        if !file.is_file() {
            return Err(Problem::new(format!("there is no `{MARK}` in the folder")).at_file(folder).hint(WHICH_FOLDER));
        }
        if output.is_some_and(|output| is_inside(folder, output)) {
            return Err(Problem::new("the output would replace the earlier run that it is to be held against")
                .at_file(folder)
                .hint("name another folder for `--out`"));
        }
        let (text, _) = read_text(&file)?;
        let not_read = |error: serde_json::Error| {
            Problem::new(format!("the file is no portfolio: {error}")).at_file(&file).hint(WHICH_FOLDER)
        };
        let head: Head = serde_json::from_str(&text).map_err(not_read)?;
        match head.schema {
            Some(schema) if schema == SCHEMA => {}
            Some(schema) => {
                let what = format!("the file has the form `{schema}`, and this version of greengrade reads `{SCHEMA}`");
                return Err(Problem::new(what).at_file(&file).hint("rate the earlier period again with this version"));
            }
            None => {
                let problem = Problem::new("the file is JSON but no portfolio");
                return Err(problem.at_file(&file).hint(WHICH_FOLDER));
            }
        }
        let listed: Listed = serde_json::from_str(&text).map_err(not_read)?;
        let mut earlier = Self { folder: folder.to_owned(), assessed: Vec::new(), failed: BTreeSet::new() };
        for facility in listed.facilities {
            match facility {
                ListedFacility::Assessed { id } => earlier.assessed.push(id),
                ListedFacility::Failed { folder } => {
                    earlier.failed.extend(folder.file_name().map(|name| name.to_string_lossy().into_owned()));
                }
            }
        }
        Ok(earlier)
    }

    /// What it tells of a facility; `None` where it had none of that id. Of a facility that could not be read no id is
    /// known: it is told by the name of its folder.
    pub fn of(&self, id: &str) -> Option<Past> {
        if !self.assessed.iter().any(|known| known == id) {
            return self.failed.contains(id).then_some(Past::Unreadable(None));
        }
        Some(match self.rating(id) {
            Ok(rating) => Site::of(&rating).map_or(Past::Refused, |site| Past::Assessed(Box::new(site))),
            Err(problem) => Past::Unreadable(Some(problem)),
        })
    }

    fn rating(&self, id: &str) -> Result<Rating> {
        let file = self.folder.join(id).join(json::RATING);
        let (text, _) = read_text(&file)?;
        let rating = json::from_json(&text, &file.display().to_string())?;
        if rating.facility.id != id {
            let what = format!("the rating is that of `{}`, not of `{id}`", rating.facility.id);
            return Err(Problem::new(what).at_file(&file).hint("rate the earlier period again"));
        }
        Ok(rating)
    }

    /// The facilities that were assessed and are not among these.
    pub(super) fn gone(&self, here: &BTreeSet<&str>) -> Vec<String> {
        self.assessed.iter().filter(|id| !here.contains(id.as_str())).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder with this `portfolio.json`.
    fn folder(portfolio: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(MARK), portfolio).unwrap();
        folder
    }

    fn listing(facilities: &str) -> String {
        format!("{{\"schema\": \"{SCHEMA}\", \"program\": \"x\", \"facilities\": [{facilities}]}}")
    }

    #[test]
    fn a_folder_that_no_run_wrote_is_told_with_what_to_name_instead() {
        let told = |folder: &Path| {
            let problem = Earlier::open(folder, None).unwrap_err();
            assert!(problem.place.is_some() && problem.hint.is_some(), "{problem:?}");
            problem.what
        };
        let empty = tempfile::tempdir().unwrap();
        assert_eq!(told(&empty.path().join("absent")), "there is no such folder of an earlier run");
        assert_eq!(told(empty.path()), "there is no `portfolio.json` in the folder");
        assert!(told(folder("nonsense").path()).starts_with("the file is no portfolio: expected ident at line 1"));
        assert_eq!(told(folder("{}").path()), "the file is JSON but no portfolio");
        let later = told(folder("{\"schema\": \"greengrade.portfolio/2\"}").path());
        assert!(later.contains("`greengrade.portfolio/2`") && later.contains("`greengrade.portfolio/1`"), "{later}");
        assert!(told(folder(&format!("{{\"schema\": \"{SCHEMA}\"}}")).path()).contains("missing field `facilities`"));
    }

    #[test]
    fn a_run_is_never_held_against_what_it_replaces() {
        let folder = folder(&listing(""));
        assert!(Earlier::open(folder.path(), Some(&folder.path().join("new"))).is_ok());
        for output in [folder.path().to_owned(), folder.path().join("."), folder.path().parent().unwrap().to_owned()] {
            let problem = Earlier::open(folder.path(), Some(&output)).unwrap_err();
            assert!(problem.what.contains("would replace the earlier run"), "{problem}");
        }
    }

    #[test]
    fn a_rating_that_is_missing_or_damaged_concerns_its_facility_alone() {
        let listed = r#"{"result": "assessed", "id": "a"}, {"result": "assessed", "id": "b"},
            {"result": "assessed", "id": "c"}, {"result": "failed", "folder": "dc/d", "problem": {"what": "x"}}"#;
        let folder = folder(&listing(listed));
        fs::create_dir(folder.path().join("b")).unwrap();
        fs::write(folder.path().join("b/rating.json"), "{\"schema\": \"greengrade.rat").unwrap();
        fs::create_dir(folder.path().join("c")).unwrap();
        fs::write(folder.path().join("c/rating.json"), "{\"schema\": \"greengrade.rating/9\"}").unwrap();
        let earlier = Earlier::open(folder.path(), None).unwrap();
        let problem = |id: &str| match earlier.of(id) {
            Some(Past::Unreadable(Some(problem))) => problem.to_string(),
            other => format!("{other:?}"),
        };
        assert!(problem("a").contains("no such file or folder"), "{}", problem("a"));
        assert!(problem("b").starts_with("the JSON ends too early"), "{}", problem("b"));
        assert!(problem("c").contains("`greengrade.rating/9`"), "{}", problem("c"));
        assert_eq!((earlier.of("d"), earlier.of("e")), (Some(Past::Unreadable(None)), None));
        assert_eq!(earlier.gone(&BTreeSet::from(["b", "d"])), ["a", "c"]);
    }
}
