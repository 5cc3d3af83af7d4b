//! Column chunks made by hand: values that come in long runs, and amounts. Through the writer of the `parquet` crate each
//! value would be an allocation, and each text a look-up in a dictionary.

use std::collections::BTreeMap;
use std::sync::Arc;

use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::statistics::{Statistics, ValueStatistics};
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescriptor;

use super::hybrid::{put_run, width_of};

/// An encoded column of a row group.
pub(super) struct Chunk {
    pub(super) bytes: Vec<u8>,
    pub(super) close: ColumnCloseResult,
}

/// Values in the order of their rows, each with how many rows in a row have it.
pub(super) struct Runs<T> {
    runs: Vec<(T, u32)>,
}

/// A value as Parquet stores it plain.
pub(super) trait Plain: Ord + Copy {
    /// Adds its bytes.
    fn put(self, bytes: &mut Vec<u8>);
    /// The bounds of a column, where readers are to be told them.
    fn bounds(_min: Self, _max: Self) -> Option<Statistics> {
        None
    }
}

impl Plain for i64 {
    fn put(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.to_le_bytes());
    }
}

impl Plain for i32 {
    fn put(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.to_le_bytes());
    }
}

/// A decimal of sixteen bytes, the highest first.
impl Plain for i128 {
    fn put(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.to_be_bytes());
    }
}

impl Plain for &str {
    fn put(self, bytes: &mut Vec<u8>) {
        bytes.extend(u32::try_from(self.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(self.as_bytes());
    }

    fn bounds(min: Self, max: Self) -> Option<Statistics> {
        let [min, max] = [min, max].map(|text| Some(ByteArray::from(text)));
        Some(Statistics::ByteArray(ValueStatistics::new(min, max, None, Some(0), false)))
    }
}

impl<T: Plain> Runs<T> {
    pub(super) const fn new() -> Self {
        Self { runs: Vec::new() }
    }

    /// Adds the value of the next row.
    pub(super) fn push(&mut self, value: T) {
        match self.runs.last_mut() {
            Some((last, count)) if *last == value => *count += 1,
            _ => self.runs.push((value, 1)),
        }
    }

    /// How many runs there are.
    pub(super) fn count(&self) -> usize {
        self.runs.len()
    }

    /// The value of each row.
    pub(super) fn values(&self) -> impl Iterator<Item = T> {
        self.runs.iter().flat_map(|(value, count)| std::iter::repeat_n(*value, usize::try_from(*count).unwrap_or(0)))
    }

    /// The column as a dictionary and runs of places in it.
    pub(super) fn chunk(&self, column: &Arc<ColumnDescriptor>) -> Result<Chunk, ParquetError> {
        let mut places: BTreeMap<T, u32> = BTreeMap::new();
        let mut dictionary = Vec::new();
        for (value, _) in &self.runs {
            let next = u32::try_from(places.len()).unwrap_or(u32::MAX);
            places.entry(*value).or_insert_with(|| {
                value.put(&mut dictionary);
                next
            });
        }
        let width = width_of(places.len());
        let mut list = vec![width];
        let mut rows = 0;
        for (value, count) in &self.runs {
            put_run(&mut list, places.get(value).copied().unwrap_or_default(), *count, width);
            rows += count;
        }
        let mut making = Making::new();
        let entries = u32::try_from(places.len()).unwrap_or(u32::MAX);
        let bytes = dictionary.len();
        let encoding = Encoding::PLAIN;
        making.put(
            Page::DictionaryPage { buf: dictionary.into(), num_values: entries, encoding, is_sorted: false },
            bytes,
        )?;
        let after_dictionary = making.compressed;
        let bytes = list.len();
        making.put(data_page(list, rows, Encoding::RLE_DICTIONARY), bytes)?;
        let bounds = places.keys().next().zip(places.keys().next_back()).and_then(|(min, max)| T::bounds(*min, *max));
        let builder = ColumnChunkMetaData::builder(Arc::clone(column))
            .set_encodings(vec![Encoding::PLAIN, Encoding::RLE, Encoding::RLE_DICTIONARY])
            .set_dictionary_page_offset(Some(0))
            .set_data_page_offset(after_dictionary);
        let builder = match bounds {
            Some(bounds) => builder.set_statistics(bounds),
            None => builder,
        };
        making.finish(builder, rows)
    }
}

/// How many amounts are in a page.
const PAGE: usize = 1 << 16;
/// Amounts are packed for speed: most of their sixteen bytes are zeros, and the others are as good as random.
const AMOUNT_LEVEL: i32 = 1;

/// The amounts of a column, plain and packed.
pub(super) fn amounts(values: &[i128], column: &Arc<ColumnDescriptor>) -> Result<Chunk, ParquetError> {
    let mut making = Making::new();
    let mut packer = zstd::bulk::Compressor::new(AMOUNT_LEVEL)?;
    for values in values.chunks(PAGE) {
        let mut plain = Vec::with_capacity(size_of_val(values));
        values.iter().for_each(|value| value.put(&mut plain));
        let rows = u32::try_from(values.len()).unwrap_or(u32::MAX);
        making.put(data_page(packer.compress(&plain)?, rows, Encoding::PLAIN), plain.len())?;
    }
    let builder = ColumnChunkMetaData::builder(Arc::clone(column))
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_encodings(vec![Encoding::PLAIN, Encoding::RLE])
        .set_data_page_offset(0);
    making.finish(builder, u32::try_from(values.len()).unwrap_or(u32::MAX))
}

/// A page of a column that has no nulls, and so no levels.
fn data_page(values: Vec<u8>, rows: u32, encoding: Encoding) -> Page {
    let levels = Encoding::RLE;
    Page::DataPage {
        buf: values.into(),
        num_values: rows,
        encoding,
        def_level_encoding: levels,
        rep_level_encoding: levels,
        statistics: None,
    }
}

/// A chunk in the making.
struct Making {
    sink: TrackedWrite<Vec<u8>>,
    compressed: i64,
    uncompressed: i64,
}

impl Making {
    fn new() -> Self {
        Self { sink: TrackedWrite::new(Vec::new()), compressed: 0, uncompressed: 0 }
    }

    fn put(&mut self, page: Page, plain_bytes: usize) -> Result<(), ParquetError> {
        let spec = SerializedPageWriter::new(&mut self.sink).write_page(CompressedPage::new(page, plain_bytes))?;
        self.compressed += i64::try_from(spec.compressed_size).unwrap_or(i64::MAX);
        self.uncompressed += i64::try_from(spec.uncompressed_size).unwrap_or(i64::MAX);
        Ok(())
    }

    fn finish(
        self,
        builder: parquet::file::metadata::ColumnChunkMetaDataBuilder,
        rows: u32,
    ) -> Result<Chunk, ParquetError> {
        let builder = builder.set_total_compressed_size(self.compressed).set_total_uncompressed_size(self.uncompressed);
        let metadata = builder.set_num_values(rows.into()).build()?;
        let bytes = self.sink.into_inner()?;
        let close = ColumnCloseResult {
            bytes_written: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            rows_written: rows.into(),
            metadata,
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        Ok(Chunk { bytes, close })
    }
}
