//! Makes the pictures of `docs/charts.md`, one of each kind of chart; another folder may be named.
//!
//! ```sh
//! cargo run --release --example make_pictures
//! ```

mod pictures;

use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let folder = std::env::args_os().nth(1).map_or_else(usual, PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    for chart in pictures::charts()? {
        std::fs::write(folder.join(format!("{}.png", chart.name)), chart.png_at(pictures::DPI)?)?;
    }
    Ok(())
}
