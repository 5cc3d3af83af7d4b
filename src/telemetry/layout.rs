//! How the telemetry files of a facility are laid out.

use serde::Deserialize;
use toml::Spanned;

/// One `[[telemetry]]` block of a manifest: some files of one layout.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// A name for meters to refer to; may be left out where there is only one block.
    pub id: Option<Spanned<String>>,
    /// Paths or globs below the facility's folder: `.csv` or `.parquet`.
    pub files: Spanned<Vec<Spanned<String>>>,
    /// One column a meter, or one row a reading.
    pub shape: Shape,
    /// The column of the time stamps.
    pub time: Spanned<String>,
    /// The column that names the meter (long files only).
    pub meter: Option<Spanned<String>>,
    /// The column of the values (long files only).
    pub value: Option<Spanned<String>>,
    /// The column that names the facility, in files that several facilities share (long files only).
    pub facility: Option<Spanned<String>>,
    /// This facility's name in that column; its id where left out.
    pub facility_key: Option<String>,
    /// Words that stand for "no reading", beside the empty cell.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// The two shapes of telemetry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// One column a meter.
    Wide,
    /// One row a reading: time, meter, value.
    Long,
}
