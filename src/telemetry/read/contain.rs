//! A bound around the libraries that read Parquet and workbooks: both panic at some damaged files.

use super::fault::{Fault, Place};
use crate::problem::Problem;

/// Reads, and makes a panic the message that the file is damaged.
pub(super) fn contain<T>(read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    crate::contain::contain(read).unwrap_or_else(|| Err(damaged()))
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
