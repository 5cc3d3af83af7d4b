//! The first rows of a Parquet file, as text.

use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::record::Field;

use super::pages::Checked;
use super::problems::broken;
use super::shared::Shared;
use crate::telemetry::read::fault::Fault;
use crate::telemetry::read::peek::{Peek, civil};

/// Takes rows in until there are enough.
pub(super) fn look(file: &SerializedFileReader<Shared>, peek: &mut Peek) -> Result<(), Fault> {
    for at in 0..file.num_row_groups() {
        let group = file.get_row_group(at).map_err(broken)?;
        for row in Checked(&*group).get_row_iter(None).map_err(broken)? {
            if peek.has_enough() {
                peek.cut = true;
                return Ok(());
            }
            let row = row.map_err(broken)?;
            peek.rows.push(row.get_column_iter().map(|(_, field)| written(field)).collect());
        }
    }
    Ok(())
}

fn written(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::TimestampMillis(count) => civil(count.saturating_mul(1_000_000)),
        Field::TimestampMicros(count) => civil(count.saturating_mul(1000)),
        Field::Double(number) => number.to_string(),
        Field::Float(number) => number.to_string(),
        other => other.to_string(),
    }
}
