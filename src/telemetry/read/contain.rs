//! A bound around the libraries that read Parquet and workbooks: both end the program at some damaged files, and one bad
//! file must not end a batch.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use super::fault::{Fault, Place};
use crate::problem::Problem;

thread_local! {
    /// Whether this thread reads within the bound, so that nothing is printed of what is caught.
    static WITHIN: Cell<bool> = const { Cell::new(false) };
}

/// Reads, and makes a panic the message that the file is damaged.
pub(super) fn contain<T>(read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let told = panic::take_hook();
        panic::set_hook(Box::new(move |what| {
            if !WITHIN.get() {
                told(what);
            }
        }));
    });
    let within = WITHIN.replace(true);
    // What was being read is not looked at again after a fault.
    let outcome = panic::catch_unwind(AssertUnwindSafe(read));
    WITHIN.set(within);
    outcome.unwrap_or_else(|_| Err(damaged()))
}

fn damaged() -> Fault {
    let problem = Problem::new("the file is damaged").hint("copy it again from where it was made, or export it again");
    Fault::new(Place::File, problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_a_reader_is_a_damaged_file() {
        let fault = contain::<()>(|| panic!("as a library does")).unwrap_err();
        assert_eq!(
            fault
                .placed(
                    std::path::Path::new("a"),
                    &toml::from_str("files = []\nshape = \"wide\"\ntime = \"t\"").unwrap()
                )
                .what,
            "the file is damaged"
        );
        assert!(contain(|| Ok(1)).is_ok());
    }
}
