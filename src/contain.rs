//! A bound around work that may end in a panic, as libraries do at some damaged files: one facility never ends a batch.
//!
//! What a panic prints is the business of the program that uses the library; the command prints nothing of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::PROGRAM;
use crate::problem::{Problem, Result};

/// What comes of some work; nothing where it panicked, here or on a thread that it waits for.
pub(crate) fn contain<T>(work: impl FnOnce() -> T) -> Option<T> {
    // What the work had in hand is not looked at again.
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// Does some work on what is at a place, and makes a panic a problem of that place.
///
/// # Errors
/// Those of the work, and its panic.
pub(crate) fn contained<T>(place: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    contain(work).unwrap_or_else(|| Err(fault().at_file(place)))
}

/// The problem of work that panicked.
pub(crate) fn fault() -> Problem {
    Problem::new("a fault in the program broke the work off").hint(format!(
        "please report it with the input and the version, {PROGRAM}; `RUST_BACKTRACE=1` shows where it is"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_problem_of_its_place_and_of_nothing_else() {
        let told = contained::<()>(Path::new("dc/lake"), || panic!("index out of bounds")).unwrap_err();
        assert_eq!(told.to_string(), "a fault in the program broke the work off (dc/lake)");
        assert!(told.hint.unwrap().contains("report it"));
        assert_eq!(contained(Path::new("a"), || Ok(1)), Ok(1));
        let own = Problem::new("no such meter");
        assert_eq!(contained::<()>(Path::new("a"), || Err(own.clone())), Err(own));
    }

    #[test]
    fn a_panic_of_another_thread_that_is_waited_for_is_contained_too() {
        assert!(contain(|| rayon::join(|| 1, || panic!("elsewhere"))).is_none());
        assert!(contain(|| std::thread::scope(|scope| _ = scope.spawn(|| panic!("elsewhere")))).is_none());
    }
}
