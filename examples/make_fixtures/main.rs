//! Makes the synthetic facilities of `fixtures/portfolio` (the real one, ESIF, is a copy of published data).
//!
//! ```sh
//! cargo run --release --example make_fixtures -- fixtures/portfolio
//! ```

mod portfolio;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or("name the folder to write to")?.into();
    portfolio::write(&folder)
}
