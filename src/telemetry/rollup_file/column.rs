//! The values of a column, row by row: a batch at a time, so that a row group of any size takes little memory.

use parquet::basic::Encoding;
use parquet::column::page::{Page, PageReader};
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::{AsBytes, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::RowGroupReader;

use super::hybrid::Runs;
use crate::telemetry::read::Checked;

type Read<T> = Result<T, ParquetError>;

/// How many values are read at a time.
const BATCH: usize = 4096;

/// A column by the reader of the `parquet` crate.
pub(super) struct Column<T: DataType> {
    reader: ColumnReaderImpl<T>,
    /// The level of a value that is not null.
    full: i16,
    /// What is left of a batch, the next value last; and its levels, where the column has any.
    values: Vec<T::T>,
    levels: Vec<i16>,
}

impl<T: DataType> Column<T> {
    pub(super) fn new(group: &dyn RowGroupReader, at: usize) -> Read<Self> {
        let reader = T::get_column_reader(Checked(group).get_column_reader(at)?);
        let reader = reader.ok_or_else(|| other("a column changes its type"))?;
        let full = group.metadata().column(at).column_descr().max_def_level();
        Ok(Self { reader, full, values: Vec::new(), levels: Vec::new() })
    }

    /// The value of the next row; `None` for a null.
    pub(super) fn next(&mut self) -> Read<Option<T::T>> {
        if self.values.is_empty() && self.levels.is_empty() {
            let (read, ..) = self.reader.read_records(BATCH, Some(&mut self.levels), None, &mut self.values)?;
            if read == 0 {
                return Err(other("a column has fewer rows than the others"));
            }
            // Where nothing is null, levels tell nothing; a column that can not have nulls has none.
            if self.levels.iter().all(|level| *level == self.full) {
                self.levels.clear();
            }
            self.values.reverse();
            self.levels.reverse();
        }
        match self.levels.pop() {
            Some(level) if level < self.full => Ok(None),
            _ => self.values.pop().map(Some).ok_or_else(|| other("a column has fewer values than rows")),
        }
    }
}

/// A column of texts or decimals, as bytes.
pub(super) struct Bytes<T: DataType> {
    source: Source<T>,
    /// The bytes of the current row, and in how many rows after it they stand too.
    value: Vec<u8>,
    left: usize,
}

enum Source<T: DataType> {
    Pages(Pages),
    Values(Column<T>),
}

impl<T: DataType> Bytes<T>
where
    T::T: AsBytes,
{
    pub(super) fn new(group: &dyn RowGroupReader, at: usize) -> Read<Self> {
        let chunk = group.metadata().column(at);
        let plain = |encoding: Encoding| {
            let known = [Encoding::PLAIN, Encoding::RLE, Encoding::RLE_DICTIONARY, Encoding::PLAIN_DICTIONARY];
            known.contains(&encoding)
        };
        let source = match chunk.column_descr().max_def_level() == 0 && chunk.encodings().all(plain) {
            true => {
                let width = usize::try_from(chunk.column_descr().type_length()).ok().filter(|width| *width > 0);
                Source::Pages(Pages::new(Checked(group).get_column_page_reader(at)?, width))
            }
            false => Source::Values(Column::new(group, at)?),
        };
        Ok(Self { source, value: Vec::new(), left: 0 })
    }

    /// Goes to the next row: `Some` of whether its value may be another than that before it, `None` for a null.
    pub(super) fn step(&mut self) -> Read<Option<bool>> {
        if self.left > 0 {
            self.left -= 1;
            return Ok(Some(false));
        }
        self.value.clear();
        match &mut self.source {
            Source::Pages(pages) => {
                let (value, rows) = pages.next()?;
                self.value.extend(value);
                self.left = rows - 1;
            }
            Source::Values(values) => match values.next()? {
                Some(value) => self.value.extend(value.as_bytes()),
                None => return Ok(None),
            },
        }
        Ok(Some(true))
    }

    /// The bytes of the current row.
    pub(super) fn value(&self) -> &[u8] {
        &self.value
    }
}

/// The values of a column without nulls, as they lie in its pages. Through the reader of the `parquet` crate each of them
/// is counted as shared, which takes longer than all the rest.
struct Pages {
    pages: Box<dyn PageReader>,
    /// The length of each value, where all have the same.
    width: Option<usize>,
    dictionary: Option<Page>,
    /// Where each value of the dictionary lies in its page.
    entries: Vec<std::ops::Range<usize>>,
    page: Option<Page>,
    /// How many values of the page are left, and where.
    left: usize,
    place: Place,
}

enum Place {
    /// Where the next value lies.
    Plain(usize),
    /// Its place in the dictionary.
    Listed(Runs),
}

impl Pages {
    fn new(pages: Box<dyn PageReader>, width: Option<usize>) -> Self {
        let (dictionary, entries, page) = (None, Vec::new(), None);
        Self { pages, width, dictionary, entries, page, left: 0, place: Place::Plain(0) }
    }

    /// The next value, and how many rows have it, at least one.
    fn next(&mut self) -> Read<(&[u8], usize)> {
        while self.left == 0 {
            self.turn()?;
        }
        let damaged = || other("a page is damaged");
        let page = self.page.as_ref().ok_or_else(damaged)?.buffer();
        let (bytes, range, rows) = match &mut self.place {
            Place::Plain(at) => {
                let range = plain(page, *at, self.width).ok_or_else(damaged)?;
                *at = range.end;
                (page, range, 1)
            }
            Place::Listed(runs) => {
                let (entry, rows) = runs.next(page).ok_or_else(damaged)?;
                let entry = usize::try_from(entry).ok().and_then(|entry| self.entries.get(entry));
                let dictionary = self.dictionary.as_ref().ok_or_else(damaged)?.buffer();
                (dictionary, entry.ok_or_else(damaged)?.clone(), rows)
            }
        };
        // A packed group is filled up beyond the last value.
        let rows = rows.min(self.left);
        self.left -= rows;
        Ok((bytes.get(range).ok_or_else(damaged)?, rows))
    }

    /// Goes to the next page of values.
    fn turn(&mut self) -> Read<()> {
        let page = self.pages.get_next_page()?.ok_or_else(|| other("a column has fewer rows than the others"))?;
        let count = usize::try_from(page.num_values()).unwrap_or(usize::MAX);
        if matches!(page, Page::DictionaryPage { .. }) {
            self.entries.clear();
            let mut at = 0;
            for _ in 0..count {
                let entry = plain(page.buffer(), at, self.width).ok_or_else(|| other("the dictionary is damaged"))?;
                at = entry.end;
                self.entries.push(entry);
            }
            self.dictionary = Some(page);
            return Ok(());
        }
        self.place = match page.encoding() {
            Encoding::PLAIN => Place::Plain(0),
            _ => {
                let width = page.buffer().first().copied().filter(|width| *width <= 32);
                Place::Listed(Runs::new(1, width.ok_or_else(|| other("a page is damaged"))?))
            }
        };
        (self.left, self.page) = (count, Some(page));
        Ok(())
    }
}

/// Where the plain value that begins at a place lies: of the length that all have, or behind its own.
fn plain(page: &[u8], at: usize, width: Option<usize>) -> Option<std::ops::Range<usize>> {
    let (start, width) = match width {
        Some(width) => (at, width),
        None => {
            let length = page.get(at..)?.first_chunk::<4>()?;
            (at + 4, usize::try_from(u32::from_le_bytes(*length)).ok()?)
        }
    };
    let range = start..start.checked_add(width)?;
    page.get(range.clone()).map(|_| range)
}

fn other(what: &str) -> ParquetError {
    ParquetError::General(what.to_owned())
}
