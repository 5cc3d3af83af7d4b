//! XLS, the form before 2007: records in a stream, the stream in sectors of a compound file, of which a table says which follows
//! which.
//!
//! The library for sheets believes that table, what a sheet says of its size, and that a text is told a few times: a damaged
//! file can lead it in a ring, or into all memory there is. So the stream is taken out by a library that refuses rings, its
//! records are looked through ([`records`](super::records)), and what the library for sheets reads is a compound file of that
//! stream alone, written here.

use std::io::{self, Cursor, Read, Seek, Write};

use calamine::{Reader, Xls};
use cfb::{CompoundFile, Version};

use super::{not_xls, records};
use crate::problem::Problem;
use crate::telemetry::read::fault::{Fault, Place};

/// What the records may be together: they are kept in memory.
const MOST: u64 = 1 << 30;

/// Opens a workbook.
pub(super) fn open(file: impl Read + Seek) -> Result<Xls<Cursor<Vec<u8>>>, Fault> {
    let mut stream = Vec::new();
    read_stream(file, &mut stream).map_err(|_| not_xls(None))?;
    if u64::try_from(stream.len()).is_ok_and(|length| length > MOST) {
        let problem =
            Problem::new(format!("the workbook is larger than the {} MiB that are read of an XLS", MOST >> 20));
        return Err(Fault::new(Place::File, problem.hint("save the one sheet as CSV or Parquet")));
    }
    records::check(&mut stream)?;
    let again = packed(&stream).map_err(|error| Fault::io(&error))?;
    Xls::new(Cursor::new(again)).map_err(|error| not_xls(Some(&error)))
}

/// The stream of records, which since 1997 has another name.
fn read_stream(file: impl Read + Seek, stream: &mut Vec<u8>) -> io::Result<()> {
    let mut file = CompoundFile::open(file)?;
    let opened = file.open_stream("Workbook").or_else(|_| file.open_stream("Book"))?;
    opened.take(MOST + 1).read_to_end(stream).map(drop)
}

fn packed(stream: &[u8]) -> io::Result<Vec<u8>> {
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream("Workbook")?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

#[cfg(test)]
mod tests {
    use calamine::Data;

    use super::super::records::tests::{number, one_sheet};
    use super::*;

    fn file() -> Vec<u8> {
        let cells: Vec<_> = (0..500).map(|row| number(row, 0, f64::from(row))).collect();
        packed(&one_sheet(b"", &cells)).expect("a compound file")
    }

    /// The sector of 512 bytes that follows another, in the table that the header names first.
    fn follows(file: &mut [u8], sector: usize) -> &mut [u8] {
        let table = usize::from(file[76]) + usize::from(file[77]) * 256;
        let at = (table + 1) * 512 + sector * 4;
        &mut file[at..at + 4]
    }

    #[test]
    fn cells_come_as_they_were_written() {
        let mut book = open(Cursor::new(file())).expect("a workbook");
        let sheet = book.worksheet_range("S").expect("a sheet");
        assert_eq!((sheet.height(), sheet.get((499, 0))), (500, Some(&Data::Float(499.0))));
    }

    #[test]
    fn rings_of_sectors_are_refused() {
        let sound = file();
        let begins_with_records = |sector: &[u8]| sector.starts_with(&one_sheet(b"", &[])[..4]);
        let first = sound.chunks(512).position(begins_with_records).expect("the stream") - 1;
        for back in [first, first + 1, first + 2] {
            let mut ring = sound.clone();
            follows(&mut ring, first + 2).copy_from_slice(&u32::try_from(back).expect("a sector").to_le_bytes());
            let fault = open(Cursor::new(ring)).map(drop).expect_err("refused");
            assert!(format!("{fault:?}").contains("the workbook is damaged"), "{fault:?}");
        }
    }

    #[test]
    fn a_directory_that_comes_back_to_itself_is_refused() {
        let mut ring = file();
        let directory = usize::from(ring[48]);
        follows(&mut ring, directory).copy_from_slice(&u32::try_from(directory).expect("a sector").to_le_bytes());
        assert!(open(Cursor::new(ring)).is_err());
    }
}
