//! How a file looks to another program that is to read it: where its columns are and what is stored in them.
//!
//! Nothing of the readings is taken in. What other programs read otherwise than this one, or not at all, is refused.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::UTF_8;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::ColumnDescriptor;

use super::columns::{Columns, Values};
use super::fault::{Fault, Place};
use super::format::{Format, refuse_markup};
use super::heading::Heading;
use super::parquet::footer;
use super::parquet::problems::broken;
use super::sniff::dialect;
use super::text::Text;
use super::{Channel, json, unpack};
use crate::files;
use crate::problem::{Problem, Result};
use crate::telemetry::Layout;

/// How many stamps tell in which form they are written.
const STAMPS: usize = 64;
/// How much of a text is looked at.
const HEAD: u64 = 1 << 16;

/// How a file looks to another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// What kind of file it is.
    pub form: Form,
    /// Its columns in their order.
    pub columns: Vec<Column>,
    /// The column of the stamps, or of their dates.
    pub time: usize,
    /// The column of the times of the day, where dates have their own.
    pub of_day: Option<usize>,
    /// Columns, and the words of which a row must have one to be read.
    pub only: Vec<(usize, Vec<String>)>,
    /// Where the values are.
    pub values: ValueColumns,
    /// The first stamps as they are written, where they are text.
    pub stamps: Vec<String>,
    /// How many rows it has, where it says so.
    pub rows: Option<u64>,
}

/// The kinds of file that other programs read too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Text in UTF-8 with one line of names, packed or not.
    Text {
        /// What parts its columns.
        delimiter: u8,
    },
    /// Parquet.
    Parquet,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What is stored in it.
    pub stored: Stored,
}

/// What is stored in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// Text.
    Text,
    /// The words `true` and `false`.
    Truth,
    /// Numbers of any type.
    Number,
    /// Instants: counts from 1970 in UTC, each of so many nanoseconds.
    Instant(i64),
    /// Civil times: counts from 1970 by the facility's clock, each of so many nanoseconds.
    Civil(i64),
    /// Civil days.
    Day,
    /// Anything else.
    Other,
}

/// Where the values are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueColumns {
    /// A column for each channel.
    Wide(Vec<usize>),
    /// The columns that name the meter, and the one of the value.
    Long {
        /// The columns that name the meter.
        meter: Vec<usize>,
        /// The column of the values.
        value: usize,
    },
}

/// Looks at one file of a layout.
///
/// # Errors
/// A file that can not be read or lacks a column; one that other programs read otherwise: a workbook, JSON lines, another
/// encoding than UTF-8, lines before the heading, comments, lines of sums at the end, a packing that its name does not
/// tell.
pub fn outline(file: &Path, layout: &Layout, facility_id: &str, channels: &[Channel]) -> Result<Outline> {
    let look = Look { file, layout, facility: layout.facility_key.as_deref().unwrap_or(facility_id).trim(), channels };
    look.outline().map_err(|fault| fault.placed(file, layout))
}

struct Look<'a> {
    file: &'a Path,
    layout: &'a Layout,
    facility: &'a str,
    channels: &'a [Channel],
}

impl Look<'_> {
    fn outline(&self) -> std::result::Result<Outline, Fault> {
        let mut file = files::open(self.file).map_err(|error| Fault::io(&error))?;
        let format = Format::of(&mut file, self.file)?;
        let packed = packing(&mut file).map_err(|error| Fault::io(&error))?;
        match format {
            Format::Text => {
                self.refuse_packing(packed)?;
                self.text(file)
            }
            Format::Parquet if packed.is_none() => self.parquet(file),
            Format::Parquet => Err(alone("a packed Parquet file", "unpack it")),
            _ => Err(alone("a workbook", "save it as CSV or Parquet")),
        }
    }

    /// Other programs know a packed file by its ending alone.
    fn refuse_packing(&self, packed: Option<&str>) -> std::result::Result<(), Fault> {
        let ending = self.file.extension().and_then(|ending| ending.to_str());
        match packed {
            Some(wanted) if ending != Some(wanted) => {
                Err(alone(&format!("packed, and does not end in `.{wanted}`"), "rename it"))
            }
            _ => Ok(()),
        }
    }

    fn text(&self, mut file: File) -> std::result::Result<Outline, Fault> {
        refuse_encoding(&mut file, self.layout)?;
        let text = Text::open(file, self.layout)?;
        refuse_markup(&text)?;
        if json::is_json(&text) {
            return Err(alone("JSON lines", "save it as CSV or Parquet"));
        }
        let (delimiter, skipped) = dialect(&text, self.layout);
        self.refuse_lines(skipped)?;
        let mut rows = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.head.as_slice());
        let mut record = ByteRecord::new();
        let mut next = |record: &mut ByteRecord| rows.read_byte_record(record).unwrap_or_default();
        if !next(&mut record) {
            return Err(super::intake::empty_file());
        }
        let names: Vec<String> = record.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let columns = names.into_iter().map(|name| Column { name, stored: Stored::Text }).collect();
        let mut outline = self.found(Form::Text { delimiter }, columns)?;
        while outline.stamps.len() < STAMPS && next(&mut record) {
            outline.take_stamp(|column| record.get(column).map(|cell| String::from_utf8_lossy(cell).trim().to_owned()));
        }
        // The last row may be cut short where the head ends.
        if !text.whole && outline.stamps.len() < STAMPS {
            outline.stamps.pop();
        }
        Ok(outline)
    }

    fn refuse_lines(&self, skipped: u64) -> std::result::Result<(), Fault> {
        let told = self.layout;
        let found = [
            (skipped > 0, "lines before its heading"),
            (told.footer_rows.as_ref().is_some_and(|rows| *rows.get_ref() > 0), "rows at its end that are no data"),
            (told.comment.is_some(), "comments"),
        ];
        match found.into_iter().find(|(there, _)| *there) {
            Some((_, what)) => Err(alone(&format!("text with {what}"), "save it without them")),
            None => Ok(()),
        }
    }

    fn parquet(&self, file: File) -> std::result::Result<Outline, Fault> {
        footer::check(&file).map_err(broken)?;
        let reader = SerializedFileReader::new(file).map_err(broken)?;
        let described = reader.metadata().file_metadata();
        let schema = described.schema_descr();
        let fields = schema.root_schema().get_fields().iter().enumerate();
        let columns = fields.map(|(root, field)| Column {
            name: field.name().to_owned(),
            stored: match field.is_primitive() {
                true => (0..schema.num_columns())
                    .find(|leaf| schema.get_column_root_idx(*leaf) == root)
                    .map_or(Stored::Other, |leaf| stored(&schema.column(leaf))),
                false => Stored::Other,
            },
        });
        let mut outline = self.found(Form::Parquet, columns.collect())?;
        outline.rows = u64::try_from(described.num_rows()).ok();
        if outline.columns.get(outline.time).is_some_and(|column| column.stored == Stored::Text) {
            for row in reader.get_row_iter(None).map_err(broken)?.take(STAMPS) {
                let row = row.map_err(broken)?;
                outline.take_stamp(|column| match row.get_column_iter().nth(column) {
                    Some((_, Field::Str(text))) => Some(text.trim().to_owned()),
                    _ => None,
                });
            }
        }
        Ok(outline)
    }

    fn found(&self, form: Form, columns: Vec<Column>) -> std::result::Result<Outline, Fault> {
        let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let found = Columns::find(self.layout, self.facility, self.channels, &Heading::new(&names));
        let found = found.map_err(|problem| Fault::new(Place::File, problem))?;
        let values = match found.values {
            Values::Wide(columns) => ValueColumns::Wide(columns),
            Values::Long { meter, value } => ValueColumns::Long { meter, value },
        };
        Ok(Outline {
            form,
            columns,
            time: found.time.date,
            of_day: found.time.of_day,
            only: found.only.into_iter().map(|only| (only.column, only.words)).collect(),
            values,
            stamps: Vec::new(),
            rows: None,
        })
    }
}

impl Outline {
    /// Notes the stamp of a row, if it has one.
    fn take_stamp(&mut self, cell: impl Fn(usize) -> Option<String>) {
        let Some(date) = cell(self.time).filter(|date| !date.is_empty()) else { return };
        match self.of_day {
            Some(of_day) => self.stamps.push(format!("{date} {}", cell(of_day).unwrap_or_default())),
            None => self.stamps.push(date),
        }
    }
}

/// The ending that a packed file should have; the file is left at its start.
fn packing(file: &mut File) -> std::io::Result<Option<&'static str>> {
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(match magic.as_slice() {
        [0x1f, 0x8b, ..] => Some("gz"),
        [0x28, 0xb5, 0x2f, 0xfd] => Some("zst"),
        _ => None,
    })
}

/// Other programs take text for UTF-8; the file is left at its start.
fn refuse_encoding(file: &mut File, layout: &Layout) -> std::result::Result<(), Fault> {
    let other = || alone("text in another encoding than UTF-8", "save it as UTF-8");
    if layout.told_encoding().is_some_and(|told| told != UTF_8) {
        return Err(other());
    }
    let mut head = Vec::new();
    unpack::open(&mut *file)?.take(HEAD).read_to_end(&mut head).map_err(|error| Fault::io(&error))?;
    file.seek(SeekFrom::Start(0)).map_err(|error| Fault::io(&error))?;
    let end = head.iter().rposition(|byte| *byte == b'\n').unwrap_or(head.len());
    let lines = head.get(..end).unwrap_or(&head);
    match std::str::from_utf8(lines) {
        Ok(text) if !text.contains('\0') => Ok(()),
        _ => Err(other()),
    }
}

fn stored(column: &ColumnDescriptor) -> Stored {
    let logical = column.logical_type_ref();
    match (column.physical_type(), logical, column.converted_type()) {
        _ if column.max_rep_level() > 0 => Stored::Other,
        (Type::INT64, Some(LogicalType::Timestamp(stamp)), _) => {
            let tick = match stamp.unit {
                TimeUnit::MILLIS => 1_000_000,
                TimeUnit::MICROS => 1000,
                TimeUnit::NANOS => 1,
            };
            if stamp.is_adjusted_to_u_t_c { Stored::Instant(tick) } else { Stored::Civil(tick) }
        }
        (Type::INT64, None, ConvertedType::TIMESTAMP_MILLIS) => Stored::Instant(1_000_000),
        (Type::INT64, None, ConvertedType::TIMESTAMP_MICROS) => Stored::Instant(1000),
        (Type::INT96, ..) => Stored::Instant(1),
        (Type::INT32, Some(LogicalType::Date), _) | (Type::INT32, None, ConvertedType::DATE) => Stored::Day,
        (Type::BOOLEAN, ..) => Stored::Truth,
        (_, Some(LogicalType::Decimal(_)), _) | (_, None, ConvertedType::DECIMAL) => Stored::Number,
        (Type::BYTE_ARRAY, Some(LogicalType::String | LogicalType::Enum), _) => Stored::Text,
        (Type::BYTE_ARRAY, None, ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::NONE) => Stored::Text,
        (Type::DOUBLE | Type::FLOAT, ..) | (Type::INT32 | Type::INT64, Some(LogicalType::Integer(_)) | None, _) => {
            Stored::Number
        }
        _ => Stored::Other,
    }
}

/// A file that only this program reads.
fn alone(what: &str, instead: &str) -> Fault {
    let problem = Problem::new(format!("the file is {what}, which no query can read as it is meant"));
    Fault::new(Place::File, problem.hint(format!("{instead}, or roll the facility up here, without an engine")))
}
