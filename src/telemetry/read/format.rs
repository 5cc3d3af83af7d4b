//! What kind of file a file is, by its first bytes, or by those of what is packed in it; its name counts only where they
//! tell nothing.

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::fault::{Fault, Place};
use super::intake::empty_file;
use super::text::Text;
use super::unpack;
use crate::problem::Problem;

/// The kinds of file, packed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Text.
    Text,
    /// XLSX, XLSB or ODS: an archive of XML.
    Archive,
    /// XLS.
    Xls,
    /// Parquet.
    Parquet,
}

impl Format {
    /// Looks at the beginning of a file and leaves it there.
    pub(super) fn of(file: &mut (impl Read + Seek + Send), path: &Path) -> Result<Self, Fault> {
        let magic = magic(file)?;
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let extension = extension.to_ascii_lowercase();
        match magic.as_slice() {
            [] => Err(empty_file()),
            [b'P', b'A', b'R', b'1', ..] => Ok(Self::Parquet),
            [b'P', b'K', 3 | 5, ..] => Ok(Self::Archive),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Ok(Self::Xls),
            [b'%', b'P', b'D', b'F', ..] => Err(Fault::new(Place::File, no_table("a PDF document"))),
            _ if extension == "parquet" => Ok(Self::Parquet),
            _ if ["xlsx", "xlsm", "xlsb", "ods"].contains(&extension.as_str()) => {
                let problem = Problem::new("the file is not a workbook, though its name says so")
                    .hint("open it in a spreadsheet and save it as XLSX, or give it the ending of what it is");
                Err(Fault::new(Place::File, problem))
            }
            _ => Ok(Self::Text),
        }
    }
}

fn magic(file: &mut (impl Read + Seek + Send)) -> Result<Vec<u8>, Fault> {
    let mut magic = Vec::new();
    unpack::open(&mut *file)?.take(8).read_to_end(&mut magic).map_err(|error| Fault::io(&error))?;
    file.seek(SeekFrom::Start(0)).map_err(|error| Fault::io(&error))?;
    Ok(magic)
}

/// Text that is no table of its own kind.
pub(super) fn refuse_markup(text: &Text<'_>) -> Result<(), Fault> {
    match text.head.trim_ascii_start() {
        [] if text.whole => Err(empty_file()),
        head if is_markup(head) => Err(Fault::new(Place::File, no_table("a web page or XML"))),
        [b'[', rest @ ..] if rest.trim_ascii_start().starts_with(b"{") => Err(Fault::new(
            Place::File,
            Problem::new("the file is one JSON list").hint("write one object a line, without the brackets around them"),
        )),
        _ => Ok(()),
    }
}

/// Whether a text is a web page or XML, which some programs save with the ending `.xls`.
fn is_markup(head: &[u8]) -> bool {
    let begins = |tag: &&[u8]| head.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    [&b"<!doctype"[..], b"<?xml", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<!--"].iter().any(begins)
}

fn no_table(what: &str) -> Problem {
    Problem::new(format!("the file is {what}, not a table"))
        .hint("open it in a spreadsheet and save it as XLSX or CSV, or ask for an export of the readings")
}
