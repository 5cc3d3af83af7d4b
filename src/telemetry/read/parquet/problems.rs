//! What can be wrong with a Parquet file, in the user's words.

use parquet::basic::{ConvertedType, LogicalType};
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescPtr;

use crate::problem::Problem;
use crate::telemetry::read::fault::{Fault, Place};

const DAMAGED: &str = "the file may be cut short or damaged, or be packed by something else than gzip, lz4, snappy or \
                       zstd; write it again";

/// The file can not be understood.
pub(in crate::telemetry::read) fn broken(error: ParquetError) -> Fault {
    let text = error.to_string();
    let text = text.trim_start_matches("Parquet error: ").trim_end_matches('.');
    Fault::new(Place::File, Problem::new(format!("cannot read the file as Parquet: {text}")).hint(DAMAGED))
}

/// A column has fewer rows than the file says.
pub(super) fn cut_short() -> Fault {
    Fault::new(Place::File, Problem::new("a column of the Parquet file has fewer rows than the others").hint(DAMAGED))
}

/// The column holds lists or structures.
pub(super) fn nested(name: &str) -> Fault {
    let problem = Problem::new(format!("the column `{name}` is nested or a list"))
        .hint("write one plain column with one value in each row");
    Fault::new(Place::File, problem)
}

/// The column's type is not one that can hold what is wanted (`a number`, `a time stamp`).
pub(super) fn wrong_type(column: &ColumnDescPtr, wanted: &str, hint: &str) -> Fault {
    let stored = match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Decimal(_)), _) | (_, ConvertedType::DECIMAL) => "DECIMAL".to_owned(),
        (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => "DATE".to_owned(),
        (Some(LogicalType::Timestamp(_)), _)
        | (_, ConvertedType::TIMESTAMP_MILLIS | ConvertedType::TIMESTAMP_MICROS) => "TIMESTAMP".to_owned(),
        (Some(LogicalType::Time(_)), _) | (_, ConvertedType::TIME_MILLIS | ConvertedType::TIME_MICROS) => {
            "TIME".to_owned()
        }
        _ => column.physical_type().to_string(),
    };
    let what = format!("the column `{}` is of the type `{stored}`, which is not {wanted}", column.name());
    Fault::new(Place::File, Problem::new(what).hint(hint))
}
