//! Parquet files: one plain column each for stamps, values and names.
//!
//! The columns are read in step, some thousand rows at a time, so that memory does not grow with the size of the file.

mod batch;
mod decimal;
mod filter;
pub(in crate::telemetry) mod footer;
mod long;
mod look;
mod number;
pub(in crate::telemetry) mod pages;
pub(super) mod problems;
mod shape;
mod shared;
mod stamps;
mod text;
mod time;
mod value;
mod wide;

use parquet::basic::Repetition;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::SchemaDescriptor;

use self::filter::Filter;
use self::long::Long;
use self::pages::Checked;
use self::problems::{broken, nested};
use self::shared::Shared;
use self::wide::Wide;
use super::columns::Values;
use super::fault::{Fault, Place};
use super::input::Input;
use super::intake::{Intake, empty_file};

/// Most rows that are read at a time.
const ROWS: usize = 8192;

/// Reads a Parquet file to its end.
pub(super) fn read(mut input: Input, intake: &mut Intake<'_>) -> Result<(), Fault> {
    if input.length().is_ok_and(|length| length == 0) {
        return Err(empty_file());
    }
    footer::check(&mut input).map_err(broken)?;
    let input = Shared::new(input).map_err(|error| Fault::io(&error))?;
    let file = SerializedFileReader::new(input).map_err(broken)?;
    let schema = file.metadata().file_metadata().schema_descr();
    let names: Vec<String> = schema.root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    let columns = intake.columns(&names).map_err(|problem| Fault::new(Place::File, problem))?;
    if let Some(peek) = &mut intake.peek {
        look::look(&file, peek)?;
        intake.rows = u64::try_from(peek.rows.len()).unwrap_or_default();
        return intake.refuse_no_rows();
    }
    let columns = columns.try_map(|root| leaf(schema, root))?;
    for at in 0..file.num_row_groups() {
        if intake.has_enough() {
            break;
        }
        let group = file.get_row_group(at).map_err(broken)?;
        let group = Checked(&*group);
        let mut filter = Filter::open(&group, &columns.only)?;
        match &columns.values {
            Values::Wide(channels) => {
                Wide::open(&group, columns.time, channels)?.read(&group, &mut filter, intake)?;
            }
            Values::Long { meter, value } => {
                Long::open(&group, columns.time, meter, *value)?.read(&group, &mut filter, intake)?;
            }
        }
    }
    intake.refuse_no_rows()
}

/// The position among the stored columns of a column of the schema, which must hold one value a row.
fn leaf(schema: &SchemaDescriptor, root: usize) -> Result<usize, Fault> {
    let field = schema.root_schema().get_fields().get(root);
    let plain = field.is_some_and(|field| {
        let info = field.get_basic_info();
        field.is_primitive() && !(info.has_repetition() && info.repetition() == Repetition::REPEATED)
    });
    (0..schema.num_columns())
        .find(|leaf| plain && schema.get_column_root_idx(*leaf) == root)
        .ok_or_else(|| nested(field.map_or("", |field| field.name())))
}

/// How many rows the next batches have, until the row group ends; no more than have as many readings as a block.
fn batches(group: &dyn RowGroupReader, intake: &Intake<'_>) -> impl Iterator<Item = usize> + use<> {
    let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
    let most = intake.rows_of_a_block().min(ROWS);
    std::iter::from_fn(move || {
        let batch = left.min(most);
        left -= batch;
        (batch > 0).then_some(batch)
    })
}
