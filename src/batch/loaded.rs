//! The facilities of a batch, read before anything is made of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::contain::contained;
use crate::facility::Facility;
use crate::problem::{Problem, Result};

/// What `load` gives of each folder, in their order, on all threads of the pool.
pub(super) fn loaded(folders: &[PathBuf], load: impl Fn(&Path) -> Result<Facility> + Sync) -> Vec<Result<Facility>> {
    let loaded = folders.par_iter().map(|folder| contained(folder, || load(folder)));
    let mut facilities: Vec<_> = loaded.collect();
    refuse_doubles(&mut facilities);
    facilities
}

/// Two facilities of one id would write into one folder: the first keeps it.
fn refuse_doubles(facilities: &mut [Result<Facility>]) {
    let mut seen: BTreeMap<String, PathBuf> = BTreeMap::new();
    for facility in facilities {
        let Ok(known) = facility else { continue };
        // Some disks do not tell capitals from small letters.
        let id = known.id().to_lowercase();
        if let Some(first) = seen.get(&id) {
            *facility = Err(Problem::new(format!("another facility has the id `{}` too", known.id()))
                .at_file(&known.folder)
                .hint(format!("give one of them another `id`; the other is in {}", first.display())));
        } else {
            seen.insert(id, known.folder.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_over_one_facility_leaves_the_others() {
        let portfolio = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/portfolio");
        let folders = ["esif", "synthetic-qaidam"].map(|name| portfolio.join(name));
        let load = |folder: &Path| match folder.ends_with("esif") {
            true => panic!("as a library does"),
            false => Facility::load(folder),
        };
        let facilities = loaded(&folders, load);
        let told = facilities[0].as_ref().unwrap_err();
        assert!(told.what.contains("a fault in the program"), "{told}");
        assert!(told.place.as_ref().unwrap().ends_with("esif"), "{told}");
        assert_eq!(facilities[1].as_ref().unwrap().id(), "synthetic-qaidam");
    }
}
