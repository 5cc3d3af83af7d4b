//! What the tests share: folders of facilities, and their ratings.
#![allow(dead_code, reason = "each test uses its part of it")]

pub mod command;
pub mod gapped;
pub mod hourly;
pub mod one_meter;
pub mod steady;
pub mod tiny_font;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use greengrade::facility::Facility;
use greengrade::indicator::Indicator;
use greengrade::rating::{Rating, Request, Trials, rate};
use greengrade::standard::{Assessment, Library};
use tempfile::TempDir;

/// The standards that the tests rate by; the first decides.
pub const STANDARDS: [&str; 2] = ["db63t-2223-2023", "gb40879-2021"];

/// A folder of the project's fixtures.
pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

/// Every file below a folder, by its path below it.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => _ = found.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap()),
            }
        }
    }
    found
}

/// A folder with a facility's files in it, gone at the end of the test.
pub fn facility_folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// The rating of the facility in a folder.
pub fn rated(folder: &Path, standards: &[&str], period: Option<&str>) -> Rating {
    let library = Library::embedded().unwrap();
    let standards: Vec<String> = standards.iter().map(|id| (*id).to_owned()).collect();
    let request = Request { library: &library, standards: &standards, edition: None, period, trials: Trials::NONE };
    rate(&Facility::load(folder).unwrap(), &request).unwrap().rating
}

/// An indicator of a rating.
pub fn indicator<'a>(rating: &'a Rating, id: &str) -> &'a Indicator {
    rating.indicators.iter().find(|indicator| indicator.id == id).unwrap()
}

/// An indicator's value.
pub fn value(rating: &Rating, id: &str) -> f64 {
    indicator(rating, id).value.unwrap()
}

/// How a rating stands under one of its standards.
pub fn under<'a>(rating: &'a Rating, standard: &str) -> &'a Assessment {
    rating.standards.iter().find(|assessment| assessment.standard.id == standard).unwrap()
}

/// The level under one of a rating's standards.
pub fn level<'a>(rating: &'a Rating, standard: &str) -> &'a str {
    &under(rating, standard).level.as_ref().unwrap().id
}

/// A row of numbers in no order that one could guess, the same in every run.
pub struct Scatter(pub u64);

impl Scatter {
    /// From `low` up to, not including, `high`.
    pub fn pick(&mut self, low: u64, high: u64) -> u64 {
        // Knuth's MMIX generator; the high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (self.0 >> 33) % (high - low)
    }

    /// Puts a list out of order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.pick(0, u64::try_from(last + 1).unwrap());
            list.swap(last, usize::try_from(other).unwrap());
        }
    }
}
