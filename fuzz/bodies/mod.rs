//! What is tried with each made-up input: the same by the fuzzer and by `cargo test`, which runs the seeds.
//!
//! An input may be refused, by a message of ours. It may not panic, not even inside the bound that keeps a panic to one
//! facility, and what is taken must hold what stands here beside it.

/// The chance that the oracle makes packs by.
#[path = "../../tests/oracle/generated/chance.rs"]
pub mod chance;
mod evaluator;
mod manifest;
mod pack;
#[path = "../../tests/oracle/generated/packs.rs"]
mod packs;
mod place;
mod rating;
mod rollup;
mod telemetry;

pub use evaluator::evaluator;
pub use manifest::manifest;
pub use pack::pack;
pub use rating::rating;
pub use rollup::rollup;
pub use telemetry::{parquet, text, workbook};

use greengrade::problem::{Problem, Result};

/// Lets a panic unwind: that of a library at a damaged file is contained by the program, and any other is seen above.
#[allow(dead_code, reason = "the fuzzer's own hook aborts at once; tests have none")]
pub fn let_panics_be_contained() {
    std::panic::set_hook(Box::new(|panic| {
        if std::env::var_os("GREENGRADE_FUZZ_PANICS").is_some() {
            eprintln!("{panic}");
        }
    }));
}

/// What comes of an input that may be refused.
///
/// # Panics
/// Where a panic of ours was contained on the way, or a message says less than it must.
fn taken<T>(result: Result<T>) -> Option<T> {
    result.map_err(|problem| refused(&problem)).ok()
}

/// A refusal that a user can work with.
fn refused(problem: &Problem) {
    assert!(!problem.what.starts_with("a fault in the program"), "contained: {problem}");
    assert!(!problem.what.trim().is_empty(), "an empty message");
    if std::env::var_os("GREENGRADE_FUZZ_TELL").is_some() {
        eprintln!("refused: {problem}");
    }
}
