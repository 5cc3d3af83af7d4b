//! A bound on what a workbook unpacks to. XLSX, XLSB and ODS are archives, of which a few megabytes can stand for terabytes,
//! and the memory that a refused request ends is that of the whole batch.

use std::io::{Read, Seek};

use zip::ZipArchive;

use crate::problem::Problem;
use crate::telemetry::read::fault::{Fault, Place};

/// What the parts of a workbook may be together, whatever the file's own size.
const ALWAYS: u64 = 256 << 20;
/// And how many times the file's own size: XML of numbers is packed to a tenth, of the same number to a hundredth.
const TIMES: u64 = 100;
/// What they may never be: a sheet ends at 1 048 576 rows.
const NEVER: u64 = 4 << 30;
/// What the texts may be together, which are kept in memory.
const TEXTS: u64 = 256 << 20;
/// More parts than any workbook has.
const MOST_PARTS: usize = 10_000;
/// The shortest text there is, `<si/>`.
const SHORTEST_TEXT: u64 = 5;

/// Refuses a workbook that unpacks to more than is read; `length` is that of its file. What is no archive passes: its
/// reader tells. The sizes are those that the archive declares, beyond which nothing is unpacked.
pub(super) fn check(archive: impl Read + Seek, length: u64) -> Result<(), Fault> {
    let Ok(mut archive) = ZipArchive::new(archive) else { return Ok(()) };
    if archive.len() > MOST_PARTS {
        return Err(too_large(format!("the workbook has {} parts, more than any workbook", archive.len())));
    }
    let mut whole: u64 = 0;
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index_raw(at) else { continue };
        let size = part.size();
        let texts = part.name().is_ok_and(|name| name.to_ascii_lowercase().contains("sharedstrings."));
        drop(part);
        whole = whole.saturating_add(size);
        if texts {
            check_texts(&mut archive, at, size)?;
        }
    }
    let most = length.saturating_mul(TIMES).clamp(ALWAYS, NEVER);
    if whole > most {
        let what =
            format!("the workbook unpacks to {} MiB, more than the {} MiB that are read", whole >> 20, most >> 20);
        return Err(too_large(what));
    }
    Ok(())
}

/// The texts of all sheets: room is made for as many as they say they are, before one is read.
fn check_texts<R: Read + Seek>(archive: &mut ZipArchive<R>, at: usize, size: u64) -> Result<(), Fault> {
    if size > TEXTS {
        let what = format!(
            "the texts of the workbook take {} MiB, more than the {} MiB that are read",
            size >> 20,
            TEXTS >> 20
        );
        return Err(too_large(what));
    }
    let mut xml = Vec::new();
    let read = archive.by_index(at).map_err(drop).and_then(|mut part| part.read_to_end(&mut xml).map_err(drop));
    if read.is_ok() && counts(&xml).any(|count| count > size / SHORTEST_TEXT) {
        return Err(too_large("the workbook says that it has more texts than there is room for in it".to_owned()));
    }
    Ok(())
}

/// Every number of texts that is told anywhere in a part.
fn counts(xml: &[u8]) -> impl Iterator<Item = u64> {
    const KEY: &[u8] = b"uniqueCount";
    memchr::memmem::find_iter(xml, KEY).map(|at| {
        let after = xml.get(at + KEY.len()..).unwrap_or_default().iter();
        let digits = after.skip_while(|byte| !byte.is_ascii_digit()).map_while(|byte| char::from(*byte).to_digit(10));
        digits.fold(0, |count: u64, digit| count.saturating_mul(10).saturating_add(digit.into()))
    })
}

fn too_large(what: String) -> Fault {
    let hint = "check where it comes from; if it is sound, save the one sheet as CSV or Parquet";
    Fault::new(Place::File, Problem::new(what).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_texts_are_found_however_they_are_written() {
        let found = |xml: &str| counts(xml.as_bytes()).collect::<Vec<_>>();
        assert_eq!(found("<sst count=\"9\" uniqueCount=\"7\"><!-- uniqueCount = '12' -->"), [7, 12]);
        assert_eq!(found("<sst uniqueCount=\"99999999999999999999999\">"), [u64::MAX]);
        assert!(found("<sst>").is_empty());
    }
}
