//! What a `[[telemetry]]` block must satisfy beyond its form.

use std::path::Path;

use toml::Spanned;

use super::check::{Fault, fault};
use crate::problem::nearest;
use crate::telemetry::{Layout, Shape};

/// More lines before a heading, or after the data, than anybody writes by hand.
const MOST_LINES: u64 = 10_000;
/// The encodings that exports in China and elsewhere come in, for hints.
const USUAL_ENCODINGS: [&str; 7] = ["utf-8", "gbk", "gb18030", "big5", "utf-16le", "utf-16be", "windows-1252"];
/// The endings of files that are not text.
const NO_TEXT: [&str; 6] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "parquet"];

/// The endings that packing puts behind the others.
const PACKED: [&str; 3] = [".gz", ".zst", ".zstd"];

/// Checks a block that stands alone.
///
/// # Errors
/// The first fault found.
pub fn check_layout(layout: &Layout) -> crate::problem::Result<()> {
    fault_of(layout).map_err(|(_, problem)| problem)
}

/// Checks a block of a manifest.
///
/// # Errors
/// The first fault found.
pub(super) fn fault_of(layout: &Layout) -> Result<(), Fault> {
    check_shape(layout)?;
    check_time(layout)?;
    check_words(layout)?;
    check_lines(layout)?;
    check_text(layout)
}

fn check_shape(layout: &Layout) -> Result<(), Fault> {
    match layout.shape {
        Shape::Long if layout.meter.is_none() || layout.value.is_none() => Err(fault(
            &layout.files,
            "a long file needs the columns of the meter and of the value".to_owned(),
            "add `meter = \"…\"` and `value = \"…\"` to this [[telemetry]] block",
        )),
        Shape::Long => Ok(()),
        Shape::Wide => {
            let wide = |what: &str| format!("a wide file has no column {what}to tell meters apart");
            let hint = "a wide file has one column a meter; for one row a reading write `shape = \"long\"`";
            if let Some(meter) = &layout.meter {
                return Err(fault(meter, wide(&format!("`{}` ", meter.get_ref().0.join("`, `"))), hint));
            }
            match layout.value.iter().chain(&layout.facility).next() {
                Some(column) => Err(fault(column, wide(&format!("`{}` ", column.get_ref())), hint)),
                None => Ok(()),
            }
        }
    }
}

fn check_time(layout: &Layout) -> Result<(), Fault> {
    let hint = "name the column of the time stamps, or two: that of the dates and then that of the times of the day";
    let what = match layout.time.get_ref().0.as_slice() {
        [date, of_day] if date.trim() == of_day.trim() => format!("`time` names the column `{date}` twice"),
        [_] | [_, _] => return Ok(()),
        [] => "`time` names no column".to_owned(),
        several => format!("`time` names {} columns", several.len()),
    };
    Err(fault(&layout.time, what, hint))
}

/// Lists of words that must not be empty, and columns that must not be named twice.
fn check_words(layout: &Layout) -> Result<(), Fault> {
    if let Some(meter) = &layout.meter {
        let names = &meter.get_ref().0;
        let twice = names.iter().enumerate().find(|(at, name)| names.iter().take(*at).any(|earlier| earlier == *name));
        if names.is_empty() {
            return Err(fault(meter, "`meter` names no column".to_owned(), "name the column, or leave the key out"));
        }
        if let Some((_, name)) = twice {
            return Err(fault(meter, format!("`meter` names the column `{name}` twice"), "name each column once"));
        }
    }
    if let Some(only) = &layout.only
        && let Some((column, _)) = only.get_ref().iter().find(|(_, words)| words.0.is_empty())
    {
        let hint = "write the word that its rows have, or a list of words";
        return Err(fault(only, format!("`only` keeps no row: the column `{column}` has no word"), hint));
    }
    Ok(())
}

fn check_lines(layout: &Layout) -> Result<(), Fault> {
    let too_many = |key: &str, count: u64| format!("`{key} = {count}` cannot be");
    let hint = "write how many lines there are, a few";
    if let Some(rows) = layout.skip_rows.as_ref().filter(|rows| *rows.get_ref() > MOST_LINES) {
        return Err(fault(rows, too_many("skip_rows", *rows.get_ref()), hint));
    }
    let most = usize::try_from(MOST_LINES).unwrap_or(usize::MAX);
    if let Some(rows) = layout.footer_rows.as_ref().filter(|rows| *rows.get_ref() > most) {
        return Err(fault(rows, too_many("footer_rows", u64::try_from(*rows.get_ref()).unwrap_or(u64::MAX)), hint));
    }
    match &layout.comment {
        Some(comment) if !may_begin_a_comment(comment.get_ref()) => {
            let what = format!("`{}` cannot begin the lines of comments", comment.get_ref());
            Err(fault(
                comment,
                what,
                "write what they begin with, such as `#` or `//`, which no row of data begins with",
            ))
        }
        _ => Ok(()),
    }
}

fn may_begin_a_comment(prefix: &str) -> bool {
    let first = prefix.chars().next();
    first.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace() && !"\"+-.".contains(c)) || prefix == "--"
}

/// What tells how text is to be read must be right, and belongs to text.
fn check_text(layout: &Layout) -> Result<(), Fault> {
    if let Some(delimiter) = &layout.delimiter
        && layout.told_delimiter().is_none()
    {
        let what = format!("`{}` cannot part columns", delimiter.get_ref());
        return Err(fault(delimiter, what, "write `comma`, `semicolon`, `tab` or `pipe`, or another single sign"));
    }
    if let Some(encoding) = &layout.encoding
        && layout.told_encoding().is_none()
    {
        let known = USUAL_ENCODINGS.join(", ");
        let hint = match nearest(&encoding.get_ref().to_lowercase(), USUAL_ENCODINGS) {
            Some(near) => format!("did you mean `{near}`? usual ones are {known}"),
            None => format!("usual ones are {known}; left out, it is found from the file"),
        };
        return Err(fault(encoding, format!("unknown encoding `{}`", encoding.get_ref()), hint));
    }
    let of_text = [("delimiter", &layout.delimiter), ("encoding", &layout.encoding)];
    if layout.sheet.is_some()
        && let Some((key, told)) = of_text.iter().find_map(|(key, told)| Some((key, told.as_ref()?)))
    {
        let what = format!("`{key}` belongs to text files and `sheet` to workbooks");
        return Err(fault(told, what, "leave one of them out, or write a [[telemetry]] block for each kind of file"));
    }
    let text_keys = || of_text.into_iter().find_map(|(key, told)| Some((key, told.as_ref()?)));
    match (no_text(layout), text_keys()) {
        (true, Some((key, told))) => {
            let what = format!("`{key}` belongs to text files, and these are none");
            Err(fault(told, what, "leave the key out"))
        }
        _ => Ok(()),
    }
}

/// Whether no file of the block is text, by their names.
fn no_text(layout: &Layout) -> bool {
    let files = layout.files.get_ref();
    let ending = |file: &Spanned<String>| {
        let name = file.get_ref().to_ascii_lowercase();
        let unpacked = PACKED.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
        let extension = Path::new(unpacked).extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| NO_TEXT.contains(&extension))
    };
    !files.is_empty() && files.iter().all(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_that_a_hint_names_is_known() {
        for name in USUAL_ENCODINGS {
            assert!(encoding_rs::Encoding::for_label(name.as_bytes()).is_some(), "{name}");
        }
    }
    #[test]
    fn a_packed_workbook_is_no_text_and_a_packed_table_is() {
        let layout = |file: &str| {
            toml::from_str::<Layout>(&format!("files = [\"{file}\"]\nshape = \"wide\"\ntime = \"t\"")).unwrap()
        };
        for file in ["a.xlsx", "a.XLSX.gz", "*.parquet.zst", "a.ods.zstd"] {
            assert!(no_text(&layout(file)), "{file}");
        }
        for file in ["a.csv", "a.csv.gz", "a.gz", "a", "a.xlsx.bak"] {
            assert!(!no_text(&layout(file)), "{file}");
        }
    }
}
