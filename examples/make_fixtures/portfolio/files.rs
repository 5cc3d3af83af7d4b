//! Telemetry files in the forms that operators hand in.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::Offset;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::Result;
use super::model::{Step, YEAR_START};
use super::sites::{Form, Site};

/// A meter of every site: its name, its value in a step (kW or L/h), and its counter's reading at the year's start.
pub type MeterOf = (&'static str, fn(&Step) -> f64, f64);

/// Every site has the same meters; heat and water are left out of the files of powers.
pub const METERS: [MeterOf; 7] = [
    ("grid-intake", |step| step.total - step.solar - step.wind, 48_211_730.0),
    ("solar", |step| step.solar, 3_120_400.0),
    ("wind", |step| step.wind, 1_871_022.0),
    ("hydro-trade", |step| step.hydro, 21_004_118.0),
    ("it-ups", |step| step.it, 8_388_000.0),
    ("cooling", |step| step.cooling, 6_210_553.0),
    ("distribution-loss", |step| step.distribution, 904_771.0),
];

pub fn write_telemetry(site: &Site, steps: &[Step], folder: &Path) -> Result<()> {
    match site.form {
        Form::ParquetWide => parquet_wide(site, steps, &folder.join("power-5min.parquet"))?,
        Form::ParquetLong => {
            for (quarter, steps) in quarters(steps) {
                parquet_long(site, steps, &folder.join(format!("power-2025q{quarter}.parquet")))?;
            }
        }
        Form::CsvWide => csv_wide(site, steps, &folder.join("power-hourly.csv"))?,
        Form::CsvCounters => csv_counters(site, steps, folder)?,
        Form::CsvIntervals => csv_intervals(site, steps, &folder.join("energy-15min.csv"))?,
    }
    water_and_heat(steps, site, &folder.join("water-heat-daily.csv"))
}

fn value(site: &Site, meter: &MeterOf, step: &Step) -> f64 {
    let (name, of, _) = meter;
    let scale = if site.it_misread && *name == "it-ups" { 1.4 } else { 1.0 };
    (of(step) * scale * 10.0).round() / 10.0
}

/// The steps of each quarter of the year.
fn quarters(steps: &[Step]) -> Vec<(usize, &[Step])> {
    let starts = [0, 90, 181, 273].map(|day| YEAR_START + day * 86_400);
    steps
        .chunk_by(|a, b| {
            starts.partition_point(|start| *start <= a.at) == starts.partition_point(|start| *start <= b.at)
        })
        .enumerate()
        .map(|(index, steps)| (index + 1, steps))
        .collect()
}

fn naive(at: i64) -> Result<String> {
    let civil = Offset::constant(8).to_datetime(Timestamp::from_second(at)?);
    Ok(civil.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

fn csv_wide(site: &Site, steps: &[Step], file: &Path) -> Result<()> {
    let mut csv = csv::Writer::from_path(file)?;
    csv.write_record(std::iter::once("time").chain(METERS.map(|(name, ..)| name)))?;
    for step in steps {
        let stamp = format!("{}+08:00", naive(step.at)?.replace(' ', "T"));
        csv.write_record(
            std::iter::once(stamp).chain(METERS.iter().map(|meter| value(site, meter, step).to_string())),
        )?;
    }
    Ok(csv.flush()?)
}

/// Running counters in kWh, read at each step's start; the IT counter is replaced by a new one in September.
fn csv_counters(site: &Site, steps: &[Step], folder: &Path) -> Result<()> {
    let hours = f64::from(site.minutes) / 60.0;
    let mut counters = METERS.map(|(.., start)| start);
    let replaced = YEAR_START + 251 * 86_400 + 10 * 3600;
    for (quarter, steps) in quarters(steps) {
        let mut csv = csv::Writer::from_path(folder.join(format!("counters-2025q{quarter}.csv")))?;
        csv.write_record(["采集时间", "表号", "示数"])?;
        for step in steps {
            let stamp = naive(step.at)?;
            for (meter, counter) in METERS.iter().zip(&mut counters) {
                if meter.0 == "it-ups" && step.at == replaced {
                    *counter = 0.0;
                }
                csv.write_record([&stamp, meter.0, &format!("{counter:.1}")])?;
                *counter += value(site, meter, step) * hours;
            }
        }
        if quarter == 4 {
            let end = naive(YEAR_START + 365 * 86_400)?;
            for (meter, counter) in METERS.iter().zip(&counters) {
                csv.write_record([&end, meter.0, &format!("{counter:.1}")])?;
            }
        }
        csv.flush()?;
    }
    Ok(())
}

fn csv_intervals(site: &Site, steps: &[Step], file: &Path) -> Result<()> {
    let hours = f64::from(site.minutes) / 60.0;
    let mut csv = csv::Writer::from_path(file)?;
    csv.write_record(std::iter::once("interval_end").chain(METERS.map(|(name, ..)| name)))?;
    for step in steps {
        let stamp = naive(step.at + i64::from(site.minutes) * 60)?;
        let energies = METERS.iter().map(|meter| format!("{:.1}", value(site, meter, step) * hours));
        csv.write_record(std::iter::once(stamp).chain(energies))?;
    }
    Ok(csv.flush()?)
}

/// Water in m³ and heat in GJ by day, as bills have them.
fn water_and_heat(steps: &[Step], site: &Site, file: &Path) -> Result<()> {
    let hours = f64::from(site.minutes) / 60.0;
    let mut csv = csv::Writer::from_path(file)?;
    csv.write_record(["day", "water_m3", "heat_gj"])?;
    for day in steps.chunk_by(|a, b| (a.at - YEAR_START) / 86_400 == (b.at - YEAR_START) / 86_400) {
        let Some(first) = day.first() else { continue };
        let water: f64 = day.iter().map(|step| step.water * hours / 1000.0).sum();
        let heat: f64 = day.iter().map(|step| step.heat * hours * 0.0036).sum();
        let date = naive(first.at)?;
        csv.write_record([date.split(' ').next().unwrap_or_default(), &format!("{water:.2}"), &format!("{heat:.3}")])?;
    }
    Ok(csv.flush()?)
}

/// `stamps` is the column of the time stamps: evenly spaced, so that differences take hardly any room.
fn properties(stamps: &str) -> Result<Arc<WriterProperties>> {
    let level = ZstdLevel::try_new(15)?;
    Ok(Arc::new(
        WriterProperties::builder()
            .set_column_dictionary_enabled(stamps.into(), false)
            .set_column_encoding(stamps.into(), Encoding::DELTA_BINARY_PACKED)
            .set_compression(Compression::ZSTD(level))
            .set_created_by("greengrade".to_owned())
            .build(),
    ))
}

fn parquet_wide(site: &Site, steps: &[Step], file: &Path) -> Result<()> {
    let columns: String =
        METERS.iter().map(|(name, ..)| format!("required double {};", name.replace('-', "_"))).collect();
    let schema = format!("message power {{ required int64 time (TIMESTAMP(MILLIS,true)); {columns} }}");
    let schema = Arc::new(parse_message_type(&schema)?);
    let mut writer = SerializedFileWriter::new(File::create(file)?, schema, properties("time")?)?;
    let mut group = writer.next_row_group()?;
    let stamps: Vec<i64> = steps.iter().map(|step| step.at * 1000).collect();
    let mut column = group.next_column()?.ok_or("the schema has a column of stamps")?;
    column.typed::<Int64Type>().write_batch(&stamps, None, None)?;
    column.close()?;
    for meter in &METERS {
        // Whole kilowatts: so many megawatts are not read finer.
        let values: Vec<f64> = steps.iter().map(|step| value(site, meter, step).round()).collect();
        let mut column = group.next_column()?.ok_or("the schema has a column for each meter")?;
        column.typed::<DoubleType>().write_batch(&values, None, None)?;
        column.close()?;
    }
    group.close()?;
    writer.close()?;
    Ok(())
}

fn parquet_long(site: &Site, steps: &[Step], file: &Path) -> Result<()> {
    let schema = "message power { required int64 timestamp (TIMESTAMP(MICROS,true)); required binary meter (STRING); \
                  required double kw; }";
    let mut writer = SerializedFileWriter::new(
        File::create(file)?,
        Arc::new(parse_message_type(schema)?),
        properties("timestamp")?,
    )?;
    let mut group = writer.next_row_group()?;
    let rows = || METERS.iter().flat_map(|meter| steps.iter().map(move |step| (meter, step)));
    let stamps: Vec<i64> = rows().map(|(_, step)| step.at * 1_000_000).collect();
    let names: Vec<ByteArray> = rows().map(|((name, ..), _)| ByteArray::from(*name)).collect();
    let values: Vec<f64> = rows().map(|(meter, step)| value(site, meter, step).round()).collect();
    let mut column = group.next_column()?.ok_or("the schema has a column of stamps")?;
    column.typed::<Int64Type>().write_batch(&stamps, None, None)?;
    column.close()?;
    let mut column = group.next_column()?.ok_or("the schema has a column of meters")?;
    column.typed::<ByteArrayType>().write_batch(&names, None, None)?;
    column.close()?;
    let mut column = group.next_column()?.ok_or("the schema has a column of values")?;
    column.typed::<DoubleType>().write_batch(&values, None, None)?;
    column.close()?;
    group.close()?;
    writer.close()?;
    Ok(())
}
