//! Makes the pictures of `docs/charts.md` and `docs/zh/charts.md`, one of each kind of chart; a folder to put both in, in
//! place of the project's, may be named.
//!
//! ```sh
//! cargo run --release --example make_pictures
//! ```

mod pictures;

use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
    let root = std::env::args_os().nth(1).map_or_else(usual, PathBuf::from);
    for (lang, chart) in pictures::charts()? {
        let place = pictures::PLACES.iter().find(|(of, _)| *of == lang).map_or("", |(_, place)| *place);
        let folder = root.join(place);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(format!("{}.png", chart.name)), chart.png_at(pictures::DPI)?)?;
    }
    Ok(())
}
