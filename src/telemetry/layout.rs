//! How the telemetry files of a facility are laid out.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// One `[[telemetry]]` block of a manifest: some files of one layout.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// A name for meters to refer to; may be left out where there is only one block.
    #[schemars(with = "Option<String>")]
    pub id: Option<Spanned<String>>,
    /// Paths or globs below the facility's folder: `.csv` or `.parquet`.
    #[schemars(with = "Vec<String>")]
    pub files: Spanned<Vec<Spanned<String>>>,
    /// One column a meter, or one row a reading.
    pub shape: Shape,
    /// The column of the time stamps.
    #[schemars(with = "String")]
    pub time: Spanned<String>,
    /// The column that names the meter (long files only).
    #[schemars(with = "Option<String>")]
    pub meter: Option<Spanned<String>>,
    /// The column of the values (long files only).
    #[schemars(with = "Option<String>")]
    pub value: Option<Spanned<String>>,
    /// The column that names the facility, in files that several facilities share (long files only).
    #[schemars(with = "Option<String>")]
    pub facility: Option<Spanned<String>>,
    /// This facility's name in that column; its id where left out.
    pub facility_key: Option<String>,
    /// Words that stand for "no reading", beside the empty cell.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// The two shapes of telemetry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// One column a meter.
    Wide,
    /// One row a reading: time, meter, value.
    Long,
}
