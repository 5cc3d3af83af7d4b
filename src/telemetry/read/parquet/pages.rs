//! Pages of Parquet columns, each looked at before it is decoded: what it says there is of anything must fit into it.
//!
//! The library makes room for as many values as a page tells of before it reads the first of them: a page of some bytes
//! could ask for all memory.

use parquet::basic::{Encoding, Type};
use parquet::bloom_filter::Sbbf;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::RowGroupReader;
use parquet::record::reader::RowIter;
use parquet::schema::types::{ColumnDescPtr, Type as SchemaType};

use super::footer::number;

/// A page tells of no more lengths of texts than this. Writers end a page after some ten thousand.
const MOST_LENGTHS: u64 = 1 << 24;

/// A row group whose pages are looked at.
pub(in crate::telemetry) struct Checked<'g>(pub(in crate::telemetry) &'g dyn RowGroupReader);

impl RowGroupReader for Checked<'_> {
    fn metadata(&self) -> &RowGroupMetaData {
        self.0.metadata()
    }

    fn num_columns(&self) -> usize {
        self.0.num_columns()
    }

    fn get_column_page_reader(&self, column: usize) -> Result<Box<dyn PageReader>> {
        let pages = self.0.get_column_page_reader(column)?;
        Ok(Box::new(CheckedPages { pages, column: self.metadata().column(column).column_descr_ptr() }))
    }

    fn get_column_bloom_filter(&self, column: usize) -> Option<&Sbbf> {
        self.0.get_column_bloom_filter(column)
    }

    fn get_row_iter(&self, projection: Option<SchemaType>) -> Result<RowIter<'_>> {
        RowIter::from_row_group(projection, self)
    }
}

/// The pages of a column.
struct CheckedPages {
    pages: Box<dyn PageReader>,
    column: ColumnDescPtr,
}

impl PageReader for CheckedPages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.pages.get_next_page()?;
        match &page {
            Some(page) if !fits(page, &self.column) => {
                Err(ParquetError::General("a page tells of more values than there is room for in it".to_owned()))
            }
            _ => Ok(page),
        }
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
}

impl Iterator for CheckedPages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

fn fits(page: &Page, column: &ColumnDescPtr) -> bool {
    match page {
        Page::DictionaryPage { buf, num_values, .. } => {
            let width = match column.physical_type() {
                Type::BOOLEAN => 1,
                Type::INT32 | Type::FLOAT | Type::BYTE_ARRAY => 4,
                Type::INT64 | Type::DOUBLE => 8,
                Type::INT96 => 12,
                Type::FIXED_LEN_BYTE_ARRAY => usize::try_from(column.type_length()).unwrap_or_default().max(1),
            };
            usize::try_from(*num_values).is_ok_and(|count| count <= buf.len() / width)
        }
        Page::DataPage { buf, num_values, encoding, def_level_encoding, rep_level_encoding, .. } => {
            let mut values = Some(&**buf);
            for (most, encoding) in
                [(column.max_rep_level(), rep_level_encoding), (column.max_def_level(), def_level_encoding)]
            {
                values = values.and_then(|rest| behind_levels(rest, most, *encoding, *num_values));
            }
            values.is_none_or(|values| lengths_fit(values, *encoding))
        }
        Page::DataPageV2 { buf, encoding, def_levels_byte_len, rep_levels_byte_len, .. } => {
            let levels = usize::try_from(u64::from(*def_levels_byte_len) + u64::from(*rep_levels_byte_len));
            let values = levels.ok().and_then(|levels| buf.get(levels..));
            values.is_none_or(|values| lengths_fit(values, *encoding))
        }
    }
}

/// What follows the levels of a page; `None` where they do not fit into it, which the library tells.
fn behind_levels(bytes: &[u8], most: i16, encoding: Encoding, values: u32) -> Option<&[u8]> {
    if most == 0 {
        return Some(bytes);
    }
    if encoding == Encoding::RLE {
        let (length, rest) = bytes.split_first_chunk()?;
        return rest.get(usize::try_from(u32::from_le_bytes(*length)).ok()?..);
    }
    let bits = u64::from(16 - most.unsigned_abs().leading_zeros()) * u64::from(values);
    bytes.get(usize::try_from(bits.div_ceil(8)).ok()?..)
}

/// Whether the lengths that come before texts are no more than a page has.
fn lengths_fit(values: &[u8], encoding: Encoding) -> bool {
    match encoding {
        Encoding::DELTA_LENGTH_BYTE_ARRAY => Lengths(values).fit(),
        // The lengths of what texts have in common with the one before, and those of what they have not.
        Encoding::DELTA_BYTE_ARRAY => {
            let mut prefixes = Lengths(values);
            prefixes.fit() && prefixes.pass().is_none_or(|()| prefixes.fit())
        }
        _ => true,
    }
}

/// Lengths as differences in blocks of bits.
#[derive(Clone, Copy)]
struct Lengths<'b>(&'b [u8]);

impl Lengths<'_> {
    /// The head: how many lengths are in a block, and in how many parts; how many there are; and the first of them.
    fn head(&mut self) -> Option<[u64; 4]> {
        Some([number(&mut self.0)?, number(&mut self.0)?, number(&mut self.0)?, number(&mut self.0)?])
    }

    fn fit(mut self) -> bool {
        self.head().is_none_or(|[_, _, count, _]| count <= MOST_LENGTHS)
    }

    /// Goes behind the lengths; `None` where they end before, which the library tells.
    fn pass(&mut self) -> Option<()> {
        let [block, parts, count, _] = self.head()?;
        let of_part = block.checked_div(parts)?;
        let mut left = count.saturating_sub(1);
        while left > 0 {
            number(&mut self.0)?;
            let (widths, rest) = self.0.split_at_checked(usize::try_from(parts).ok()?)?;
            self.0 = rest;
            for width in widths {
                if left > 0 {
                    let bytes = u64::from(*width).checked_mul(of_part)? / 8;
                    self.0 = self.0.get(usize::try_from(bytes).ok()?..)?;
                    left = left.saturating_sub(of_part);
                }
            }
            // A block of nothing would have no end.
            (of_part > 0).then_some(())?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bytes::Bytes;
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::properties::{WriterProperties, WriterVersion};
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    /// A file with 300 names in one column.
    fn names(encoding: Encoding, version: WriterVersion) -> SerializedFileReader<Bytes> {
        let schema = parse_message_type("message m { optional binary name (UTF8); }").unwrap();
        let properties = WriterProperties::builder()
            .set_dictionary_enabled(encoding == Encoding::PLAIN_DICTIONARY)
            .set_writer_version(version);
        let properties = match encoding {
            Encoding::PLAIN_DICTIONARY => properties,
            other => properties.set_encoding(other),
        };
        let mut bytes = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties.build())).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let names: Vec<ByteArray> = (0..300).map(|at| format!("meter-{}", at * at).as_str().into()).collect();
        column.typed::<ByteArrayType>().write_batch(&names, Some(&[1; 300]), None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
        SerializedFileReader::new(Bytes::from(bytes)).unwrap()
    }

    #[test]
    fn sound_pages_pass_in_every_form() {
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            for encoding in [
                Encoding::PLAIN,
                Encoding::PLAIN_DICTIONARY,
                Encoding::DELTA_LENGTH_BYTE_ARRAY,
                Encoding::DELTA_BYTE_ARRAY,
            ] {
                let file = names(encoding, version);
                let group = file.get_row_group(0).unwrap();
                let rows: Vec<_> = Checked(&*group).get_row_iter(None).unwrap().map(Result::unwrap).collect();
                assert_eq!(
                    (rows.len(), rows[299].to_string()),
                    (300, "{name: \"meter-89401\"}".to_owned()),
                    "{encoding}"
                );
            }
        }
    }

    #[test]
    fn a_dictionary_has_no_more_values_than_it_has_room_for() {
        let file = names(Encoding::PLAIN, WriterVersion::PARQUET_1_0);
        let column = file.get_row_group(0).unwrap().metadata().column(0).column_descr_ptr();
        let of = |num_values| Page::DictionaryPage {
            buf: Bytes::from_static(&[0; 40]),
            num_values,
            encoding: Encoding::PLAIN,
            is_sorted: false,
        };
        assert!(fits(&of(0), &column) && fits(&of(10), &column));
        assert!(!fits(&of(11), &column) && !fits(&of(u32::MAX), &column));
    }

    #[test]
    fn lengths_are_no_more_than_a_page_has() {
        let head = |count: u64| {
            let mut bytes = vec![0x80, 1, 4];
            let mut left = count;
            while left > 0x7f {
                bytes.push(u8::try_from(left & 0x7f).unwrap() | 0x80);
                left >>= 7;
            }
            bytes.extend([u8::try_from(left).unwrap(), 0]);
            bytes
        };
        for encoding in [Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY] {
            assert!(lengths_fit(&head(MOST_LENGTHS), encoding));
            assert!(!lengths_fit(&head(MOST_LENGTHS + 1), encoding), "{encoding}");
        }
        assert!(lengths_fit(&head(u64::MAX), Encoding::PLAIN));
        // Behind the lengths in common come those of the rest: behind one, and behind two blocks of no bits.
        let two_blocks = [head(200), vec![0, 0, 0, 0, 0], vec![0, 0, 0, 0, 0]].concat();
        for prefixes in [head(1), two_blocks] {
            for (count, sound) in [(MOST_LENGTHS, true), (MOST_LENGTHS + 1, false)] {
                let both = [prefixes.clone(), head(count)].concat();
                assert_eq!(lengths_fit(&both, Encoding::DELTA_BYTE_ARRAY), sound, "{count}");
            }
        }
    }

    #[test]
    fn levels_come_before_the_values() {
        let values = [9, 9, 9];
        let by_runs = [vec![2, 0, 0, 0, 7, 7], values.to_vec()].concat();
        assert_eq!(behind_levels(&by_runs, 1, Encoding::RLE, 300), Some(&values[..]));
        // Nine levels of one bit, or of two.
        let by_bits = [vec![0, 0], values.to_vec()].concat();
        #[expect(deprecated, reason = "old files have levels so")]
        let packed = Encoding::BIT_PACKED;
        assert_eq!(behind_levels(&by_bits, 1, packed, 9), Some(&values[..]));
        assert_eq!(behind_levels(&by_bits, 2, packed, 9), Some(&values[1..]));
        assert_eq!(behind_levels(&by_bits, 0, packed, 9), Some(&by_bits[..]));
        assert_eq!(behind_levels(&by_bits, 1, Encoding::RLE, 9), None);
    }
}
