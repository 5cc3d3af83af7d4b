//! The readings of telemetry files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use crate::exact::{Decimal, Told};
use crate::manifest::Block;
use crate::time::instant;

/// Readings by channel (a column of a wide file, a key of a long one), each with its instant, as the files have them.
pub type Readings = BTreeMap<String, Vec<(i128, Decimal)>>;

/// The readings of a block of telemetry.
pub fn readings(folder: &Path, block: &Block, zone: &TimeZone) -> Told<Readings> {
    let beyond = [
        block.facility.is_some(),
        block.only.is_some(),
        block.comment.is_some(),
        block.skip_rows.is_some(),
        block.decimal.is_some(),
        block.dates.is_some(),
    ];
    if beyond.contains(&true) {
        return Err("a form of text that the oracle does not read".to_owned());
    }
    let mut readings = Readings::new();
    for file in files(folder, block)? {
        let (heading, rows) = match file.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => csv(&file)?,
            Some("parquet") => parquet(&file)?,
            _ => return Err(format!("{} is no file that the oracle reads", file.display())),
        };
        let wide = block.shape == "wide";
        let time = block.time.as_str().ok_or("times in two columns are not read by the oracle")?;
        let place = |name: &str| heading.iter().position(|column| column == name).ok_or(format!("no column `{name}`"));
        let at = place(time)?;
        let key_and_value = match (&block.meter, &block.value) {
            (Some(meter), Some(value)) if !wide => Some((
                place(meter.as_str().ok_or("keys of several columns are not read by the oracle")?)?,
                place(value)?,
            )),
            _ => None,
        };
        for row in &rows {
            let cell = |place: usize| row.get(place).map_or("", |cell| cell.trim());
            let stamp = instant(cell(at), zone)?;
            let mut take = |channel: &str, cell: &str| -> Told<()> {
                if !cell.is_empty() && !block.missing.iter().any(|word| word == cell) {
                    readings.entry(channel.to_owned()).or_default().push((stamp, Decimal::written(cell)?));
                }
                Ok(())
            };
            match key_and_value {
                Some((key, value)) => take(cell(key), cell(value))?,
                None => {
                    for (place, column) in heading.iter().enumerate().filter(|(place, _)| *place != at) {
                        // A column of words is of no meter, or its meter has no reading then.
                        let _ = take(column, cell(place));
                    }
                }
            }
        }
    }
    Ok(readings)
}

fn files(folder: &Path, block: &Block) -> Told<Vec<PathBuf>> {
    let mut files = Vec::new();
    for pattern in &block.files {
        let pattern = folder.join(pattern).display().to_string();
        for path in glob::glob(&pattern).map_err(|error| error.to_string())? {
            files.push(path.map_err(|error| error.to_string())?);
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

type Table = (Vec<String>, Vec<Vec<String>>);

/// A table of comma-separated text in UTF-8, with its heading.
pub fn csv(file: &Path) -> Told<Table> {
    let mut reader = csv::Reader::from_path(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let heading = reader.headers().map_err(|error| error.to_string())?.iter().map(str::to_owned).collect();
    let mut rows = Vec::new();
    for row in reader.records() {
        rows.push(row.map_err(|error| error.to_string())?.iter().map(str::to_owned).collect());
    }
    Ok((heading, rows))
}

/// The same of a Parquet file, its cells as text.
fn parquet(file: &Path) -> Told<Table> {
    let told = |error: parquet::errors::ParquetError| format!("{}: {error}", file.display());
    let opened = std::fs::File::open(file).map_err(|error| error.to_string())?;
    let reader = SerializedFileReader::new(opened).map_err(told)?;
    let fields = reader.metadata().file_metadata().schema().get_fields();
    let heading = fields.iter().map(|field| field.name().to_owned()).collect();
    let mut rows = Vec::new();
    for row in reader.get_row_iter(None).map_err(told)? {
        let row = row.map_err(told)?;
        let mut cells = Vec::new();
        for (_, field) in row.get_column_iter() {
            cells.push(text(field)?);
        }
        rows.push(cells);
    }
    Ok((heading, rows))
}

fn text(field: &Field) -> Told<String> {
    let stamp =
        |instant: Result<jiff::Timestamp, jiff::Error>| Ok(instant.map_err(|error| error.to_string())?.to_string());
    match field {
        Field::Null => Ok(String::new()),
        Field::Str(text) => Ok(text.clone()),
        Field::Double(value) => Ok(format!("{value}")),
        Field::Float(value) => Ok(format!("{value}")),
        Field::Int(value) => Ok(value.to_string()),
        Field::Long(value) => Ok(value.to_string()),
        Field::TimestampMillis(millis) => stamp(jiff::Timestamp::from_millisecond(*millis)),
        Field::TimestampMicros(micros) => stamp(jiff::Timestamp::from_microsecond(*micros)),
        other => Err(format!("a cell of Parquet that the oracle does not read: {other}")),
    }
}
