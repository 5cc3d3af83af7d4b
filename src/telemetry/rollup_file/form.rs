//! The form in which this program writes a rollup file.

use std::sync::Arc;

use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::SortingColumn;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::TypePtr;

use crate::PROGRAM;
use crate::problem::Problem;

const MESSAGE: &str = "message rollup {
    required binary facility (STRING);
    required binary meter (STRING);
    required int64 hour (TIMESTAMP(MILLIS,true));
    required fixed_len_byte_array(16) amount (DECIMAL(38,0));
    required int64 covered_nanos;
    required fixed_len_byte_array(16) held_amount (DECIMAL(38,0));
    required int64 held_nanos;
    optional double min;
    optional double max;
    required int32 samples (INTEGER(32,false));
    required boolean shared;
}";
pub(super) const HOUR_MILLIS: i64 = 3_600_000;

pub(super) fn schema() -> Result<TypePtr, ParquetError> {
    parse_message_type(MESSAGE).map(Arc::new)
}

/// How columns are stored that the `parquet` crate encodes. Hours lie at even steps. Rates are as good as random in most
/// of their bytes, so that to pack them takes longer than to write them out, and to look each up in a dictionary too.
pub(super) fn properties() -> Result<WriterPropertiesPtr, ParquetError> {
    // Facility, meter, hour.
    let order = (0..3).map(|column_idx| SortingColumn { column_idx, descending: false, nulls_first: false });
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_column_statistics_enabled("hour".into(), EnabledStatistics::Chunk)
        .set_column_dictionary_enabled("hour".into(), false)
        .set_column_encoding("hour".into(), Encoding::DELTA_BINARY_PACKED)
        .set_sorting_columns(Some(order.collect()))
        .set_created_by(PROGRAM.to_owned());
    for rates in ["min", "max"] {
        properties = properties
            .set_column_dictionary_enabled(rates.into(), false)
            .set_column_compression(rates.into(), Compression::UNCOMPRESSED);
    }
    Ok(Arc::new(properties.build()))
}

pub(super) fn unwritten(error: ParquetError) -> Problem {
    Problem::new(format!("cannot write the rollup: {}", error.to_string().to_lowercase()))
        .hint("check that there is room on the disk")
}
