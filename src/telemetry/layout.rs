//! How the telemetry files of a facility are laid out.

use std::collections::BTreeMap;
use std::fmt;

use encoding_rs::Encoding;
use schemars::JsonSchema;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use toml::Spanned;

use super::numeral::{Decimal, Numerals};
use super::stamp::DateOrder;

/// One `[[telemetry]]` block of a manifest: some files of one layout.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// A name for meters to refer to; may be left out where there is only one block.
    #[schemars(with = "Option<String>")]
    pub id: Option<Spanned<String>>,
    /// Paths or globs below the facility's folder. What kind of file each is, its content tells.
    #[schemars(with = "Vec<String>")]
    pub files: Spanned<Vec<Spanned<String>>>,
    /// One column a meter, or one row a reading.
    pub shape: Shape,
    /// The column of the time stamps, or two whose words make one: that of the dates and that of the times of the day.
    #[schemars(with = "Names")]
    pub time: Spanned<Names>,
    /// The column that names the meter, or several whose words, joined with `/`, name it (long files only).
    #[schemars(with = "Option<Names>")]
    pub meter: Option<Spanned<Names>>,
    /// The column of the values (long files only).
    #[schemars(with = "Option<String>")]
    pub value: Option<Spanned<String>>,
    /// The column that names the facility, in files that several facilities share (long files only).
    #[schemars(with = "Option<String>")]
    pub facility: Option<Spanned<String>>,
    /// This facility's name in that column; its id where left out.
    pub facility_key: Option<String>,
    /// Read only the rows that have one of these words in each of these columns.
    #[schemars(with = "Option<BTreeMap<String, Names>>")]
    pub only: Option<Spanned<BTreeMap<String, Names>>>,
    /// Columns (wide files) or meters (long files) that are known and not wanted; `*` stands for any letters.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Words that stand for "no reading", beside the empty cell.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Which date `01/02/2025` is; years that come first need no order.
    pub dates: Option<DateOrder>,
    /// The decimal mark.
    #[serde(default)]
    pub decimal: Decimal,
    /// Whether thousands are parted, so that `1,234` is 1234; `1,234,567.8` is read without.
    #[serde(default)]
    pub thousands: bool,
    /// What parts the columns of a text file; found from the heading where left out.
    #[schemars(with = "Option<String>")]
    pub delimiter: Option<Spanned<String>>,
    /// The encoding of a text file, such as `gbk`; found from the file where left out.
    #[schemars(with = "Option<String>")]
    pub encoding: Option<Spanned<String>>,
    /// What comment lines begin with.
    #[schemars(with = "Option<String>")]
    pub comment: Option<Spanned<String>>,
    /// How many lines come before the heading.
    #[schemars(with = "Option<u64>")]
    pub skip_rows: Option<Spanned<u64>>,
    /// How many rows at the end of the file are no data.
    #[schemars(with = "Option<usize>")]
    pub footer_rows: Option<Spanned<usize>>,
    /// The sheet of a workbook; may be left out where only one has cells.
    #[schemars(with = "Option<String>")]
    pub sheet: Option<Spanned<String>>,
}

/// The two shapes of telemetry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// One column a meter.
    Wide,
    /// One row a reading: time, meter, value.
    Long,
}

/// One name or several: `"node"` or `["node", "sensor"]`.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(with = "OneOrSeveral")]
pub struct Names(pub Vec<String>);

/// The form of [`Names`] in a manifest, for its schema.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is looked at")]
enum OneOrSeveral {
    /// One name.
    One(String),
    /// Several names.
    Several(Vec<String>),
}

/// The names by which manifests call the usual delimiters.
const DELIMITERS: [(&str, u8); 4] = [("comma", b','), ("semicolon", b';'), ("tab", b'\t'), ("pipe", b'|')];

impl Layout {
    /// The columns of the time stamps: one, or the dates' and then the one of the times of the day.
    pub fn time_columns(&self) -> (&str, Option<&str>) {
        let mut names = self.time.get_ref().0.iter().map(|name| name.trim());
        (names.next().unwrap_or_default(), names.next())
    }

    /// The layout of one wide table with a column of time stamps, everything else as its file tells.
    pub fn of_table(file: &Spanned<String>, time: &Spanned<String>, missing: Vec<String>) -> Self {
        Self {
            id: None,
            files: Spanned::new(file.span(), vec![file.clone()]),
            shape: Shape::Wide,
            time: Spanned::new(time.span(), Names(vec![time.get_ref().clone()])),
            meter: None,
            value: None,
            facility: None,
            facility_key: None,
            only: None,
            ignore: Vec::new(),
            missing,
            dates: None,
            decimal: Decimal::default(),
            thousands: false,
            delimiter: None,
            encoding: None,
            comment: None,
            skip_rows: None,
            footer_rows: None,
            sheet: None,
        }
    }

    /// How numbers are written.
    pub fn numerals(&self) -> Numerals {
        Numerals { decimal: self.decimal, thousands: self.thousands }
    }

    /// The delimiter that the manifest tells; `None` where it tells none, or what can not be one.
    pub fn told_delimiter(&self) -> Option<u8> {
        let told = self.delimiter.as_ref()?.get_ref().as_str();
        if let Some((_, byte)) = DELIMITERS.iter().find(|(name, _)| *name == told) {
            return Some(*byte);
        }
        match told.as_bytes() {
            [b'\t'] => Some(b'\t'),
            [byte] if byte.is_ascii_punctuation() && !b"\"'+-.".contains(byte) => Some(*byte),
            _ => None,
        }
    }

    /// The encoding that the manifest tells, if it is one.
    pub fn told_encoding(&self) -> Option<&'static Encoding> {
        Encoding::for_label(self.encoding.as_ref()?.get_ref().as_bytes())
    }

    /// Whether a column, or the meter of a long file, is known and not wanted.
    pub fn ignores(&self, name: &str) -> bool {
        self.ignore.iter().any(|pattern| match pattern.contains(['*', '?']) {
            true => glob::Pattern::new(pattern).is_ok_and(|pattern| pattern.matches(name)),
            false => pattern == name,
        })
    }

    /// How many lines come before the heading.
    pub fn skipped(&self) -> u64 {
        self.skip_rows.as_ref().map_or(0, |rows| *rows.get_ref())
    }

    /// How many rows at the end are no data.
    pub fn footer(&self) -> usize {
        self.footer_rows.as_ref().map_or(0, |rows| *rows.get_ref())
    }

    /// What comment lines begin with.
    pub fn comment_prefix(&self) -> Option<&[u8]> {
        self.comment.as_ref().map(|comment| comment.get_ref().as_bytes())
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E>(self, name: &str) -> Result<Names, E> {
                Ok(Names(vec![name.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = list.next_element()? {
                    names.push(name);
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}
