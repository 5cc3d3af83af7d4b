//! The seeds of the fuzzer (`fuzz/`), and small changes of each that are the same every time, through what the fuzzer tries.
//!
//! `GREENGRADE_FUZZ` says how many changes of each seed are tried.
#![cfg(test)]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what is tried is a test in all its parts"
)]

#[path = "../fuzz/bodies/mod.rs"]
mod bodies;

use std::path::Path;

use bodies::chance::Chance;
use rayon::prelude::*;

/// How many changes of each seed are tried where nobody says otherwise.
const FEW: u64 = 12;

/// The seeds of a target, in order of their names.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let files = std::fs::read_dir(&folder).expect("the seeds of the target");
    let mut seeds: Vec<_> = files
        .map(|file| file.expect("a seed").path())
        .map(|path| (path.display().to_string(), std::fs::read(&path).expect("a seed")))
        .collect();
    seeds.sort();
    seeds
}

fn place(chance: &mut Chance, length: usize) -> usize {
    let last = i64::try_from(length).expect("a short seed");
    usize::try_from(chance.within(0, last)).expect("a place")
}

/// Bytes that programs trip over.
const ODD: [&[u8]; 12] = [
    b"\0",
    b"\xff",
    b"\"",
    b"\n",
    b"-",
    b",",
    b"99999999999999999999",
    b"1e308",
    b"NaN",
    b"\xe9\x9d",
    b"\x80\x80\x80\x80\x10",
    b"[[[[",
];

/// A change of a seed: a byte, a piece taken out, doubled or cut off, something odd put in.
fn changed(seed: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..chance.within(1, 3) {
        let (from, length) = (place(chance, bytes.len()), place(chance, 16));
        let to = (from + length).min(bytes.len());
        match chance.within(0, 5) {
            0 => bytes.truncate(from),
            1 => drop(bytes.drain(from..to)),
            2 => {
                let piece = bytes[from..to].to_vec();
                drop(bytes.splice(from..from, piece));
            }
            3 => {
                let odd = ODD[place(chance, ODD.len() - 1)];
                drop(bytes.splice(from..to, odd.iter().copied()));
            }
            _ => {
                if let Some(byte) = bytes.get_mut(from) {
                    *byte ^= 1 << place(chance, 7);
                }
            }
        }
    }
    bytes
}

/// Tries every seed of a target, and changes of it, and leaves what fails where it can be tried again.
fn try_all(target: &str, body: fn(&[u8])) {
    let count = std::env::var("GREENGRADE_FUZZ").map_or(FEW, |count| count.parse().expect("a number"));
    let seeds = seeds(target);
    assert!(!seeds.is_empty(), "no seeds of {target}");
    seeds.par_iter().for_each(|(name, seed)| {
        body(seed);
        for number in 0..count {
            let bytes = changed(seed, &mut Chance::of(number));
            if std::panic::catch_unwind(|| body(&bytes)).is_err() {
                let kept = std::env::temp_dir().join(format!("greengrade-{target}-{number}"));
                std::fs::write(&kept, &bytes).expect("a place for what failed");
                panic!("change {number} of {name} fails; it is kept as {}", kept.display());
            }
        }
    });
}

#[test]
fn text_is_read_or_refused() {
    try_all("text", bodies::text);
}

#[test]
fn parquet_is_read_or_refused() {
    try_all("parquet", bodies::parquet);
}

#[test]
fn workbooks_are_read_or_refused() {
    try_all("workbook", bodies::workbook);
}

#[test]
fn manifests_are_rated_or_refused() {
    try_all("manifest", bodies::manifest);
}

#[test]
fn packs_are_read_or_refused() {
    try_all("pack", bodies::pack);
}

#[test]
fn ratings_are_reported_or_refused() {
    try_all("rating", bodies::rating);
}

#[test]
fn rollups_are_read_or_refused() {
    try_all("rollup", bodies::rollup);
}

#[test]
fn observations_are_judged() {
    try_all("evaluator", bodies::evaluator);
}
