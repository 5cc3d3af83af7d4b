//! Makes the telemetry on which `benches/peers/run` compares this program with others: synthetic facilities with a year of
//! 5-minute powers, as wide CSV (`w`), as one long CSV (`l`), and the wide ones once more as Parquet (`p`).
//!
//! ```sh
//! cargo run --release --example peers_data -- DIR --scale 1.0
//! ```
//!
//! The same scale gives the same bytes. Folders of readings are named `facility=…`, which other programs read as a column.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use jiff::tz::offset;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::data_type::{DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// At scale 1: 200 facilities of 105 120 rows, and one facility of 476 meters, which makes 50 million rows.
const FACILITIES: f64 = 200.0;
const RACK_ROWS: f64 = 400.0;
const CHILLERS: f64 = 73.0;

const STEPS: u32 = 365 * DAY;
const DAY: u32 = 24 * 12;

/// The columns of a wide file, each with its meter's id and point.
const WIDE: [(&str, &str, &str); 5] = [
    ("grid_intake", "grid-intake", "utility"),
    ("solar", "solar", "generation"),
    ("hydro_trade", "hydro-trade", "generation"),
    ("it_ups", "it-ups", "ups-output"),
    ("cooling", "cooling", "plant"),
];

fn main() -> Result<()> {
    let (folder, scale) = arguments()?;
    let stamps = Stamps::of_a_year()?;
    let facilities = scaled(FACILITIES, scale, 2)?;
    (1..=facilities).into_par_iter().try_for_each(|number| wide(&folder, number, &stamps))?;
    long(&folder, scaled(RACK_ROWS, scale, 3)?, scaled(CHILLERS, scale, 1)?, &stamps)
}

fn arguments() -> Result<(PathBuf, f64)> {
    let usage = "usage: peers_data DIR [--scale 1.0]";
    let given: Vec<String> = std::env::args().skip(1).collect();
    let (folder, scale) = match given.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [folder] => (PathBuf::from(folder), 1.0),
        [folder, "--scale", scale] => (PathBuf::from(folder), scale.parse()?),
        _ => return Err(usage.into()),
    };
    if scale > 0.0 && scale <= 10.0 {
        Ok((folder, scale))
    } else {
        Err("the scale is more than 0 and at most 10".into())
    }
}

fn scaled(full: f64, scale: f64, least: u32) -> Result<u32> {
    let count: u32 = format!("{:.0}", full * scale).parse()?;
    Ok(count.max(least))
}

/// The stamps of the year 2025 at +08:00, as text and in milliseconds.
struct Stamps {
    texts: Vec<String>,
    millis: Vec<i64>,
}

impl Stamps {
    fn of_a_year() -> Result<Self> {
        let start = offset(8).to_timestamp(date(2025, 1, 1).at(0, 0, 0, 0))?.as_second();
        let seconds = (0..STEPS).map(|step| start + 300 * i64::from(step));
        let millis: Vec<i64> = seconds.map(|second| second * 1000).collect();
        let text = |millis: &i64| -> Result<String> {
            let civil = offset(8).to_datetime(jiff::Timestamp::from_millisecond(*millis)?);
            Ok(civil.strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string())
        };
        Ok(Self { texts: millis.iter().map(text).collect::<Result<_>>()?, millis })
    }
}

/// Watts, in whole numbers, so that every machine makes the same.
struct Model {
    random: Xoshiro256PlusPlus,
}

impl Model {
    fn new(seed: u64) -> Self {
        Self { random: Xoshiro256PlusPlus::seed_from_u64(seed) }
    }

    fn up_to(&mut self, watts: u32) -> u32 {
        self.random.random_range(0..=watts)
    }

    /// A load around `base`, higher by day.
    fn load(&mut self, base: u32, step: u32) -> u32 {
        let from_noon = (step % DAY).abs_diff(DAY / 2);
        base + base / 1500 * (DAY / 2 - from_noon) + self.up_to(base / 40)
    }

    /// Solar power of at most `peak`, from 6 to 18 o'clock.
    fn solar(&mut self, peak: u32, step: u32) -> u32 {
        let reach = DAY / 4;
        let from_noon = (step % DAY).abs_diff(DAY / 2).min(reach);
        let height = reach * reach - from_noon * from_noon;
        peak / 2 / (reach * reach) * height + if height > 0 { self.up_to(peak / 2) } else { 0 }
    }
}

/// One facility, as CSV and as Parquet.
fn wide(folder: &Path, number: u32, stamps: &Stamps) -> Result<()> {
    let id = format!("synthetic-{number:03}");
    let mut model = Model::new(u64::from(number));
    let base = 600_000 + model.up_to(300_000);
    let mut columns: [Vec<u32>; WIDE.len()] = Default::default();
    for step in 0..STEPS {
        let it = model.load(base, step);
        let cooling = it / 6 + model.up_to(20_000);
        let total = it + cooling + 9_000 + model.up_to(2_000);
        let solar = model.solar(base / 4, step);
        let hydro = total / 2 + model.up_to(30_000);
        for (column, watts) in columns.iter_mut().zip([total - solar, solar, hydro, it, cooling]) {
            column.push(watts);
        }
    }
    let csv = begin(folder, "w", &id, &wide_manifest(&id, "power.csv"))?.join("power.csv");
    wide_csv(&csv, &columns, stamps)?;
    let parquet = begin(folder, "p", &id, &wide_manifest(&id, "power.parquet"))?.join("power.parquet");
    wide_parquet(&parquet, &columns, stamps)
}

/// Writes a facility's manifest, and gives the folder for its readings: apart, so that nothing else lies beside them.
fn begin(folder: &Path, form: &str, id: &str, manifest: &str) -> Result<PathBuf> {
    let (site, readings) = (folder.join(form).join("sites").join(id), folder.join(form).join("readings"));
    let readings = readings.join(format!("facility={id}"));
    fs::create_dir_all(&site)?;
    fs::create_dir_all(&readings)?;
    // Manifests may name files beside their folders only where that is said.
    fs::write(folder.join(form).join("greengrade-shared"), "")?;
    fs::write(site.join("facility.toml"), manifest)?;
    Ok(readings)
}

fn wide_csv(path: &Path, columns: &[Vec<u32>], stamps: &Stamps) -> Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let names: Vec<&str> = WIDE.iter().map(|(column, ..)| *column).collect();
    writeln!(file, "time,{}", names.join(","))?;
    let mut columns: Vec<_> = columns.iter().map(|column| column.iter()).collect();
    for stamp in &stamps.texts {
        file.write_all(stamp.as_bytes())?;
        for watts in columns.iter_mut().filter_map(Iterator::next) {
            write!(file, ",{}.{:03}", watts / 1000, watts % 1000)?;
        }
        file.write_all(b"\n")?;
    }
    Ok(file.flush()?)
}

fn wide_parquet(path: &Path, columns: &[Vec<u32>], stamps: &Stamps) -> Result<()> {
    let fields: String = WIDE.iter().map(|(column, ..)| format!("required double {column};")).collect();
    let schema = format!("message power {{ required int64 time (TIMESTAMP(MILLIS,true)); {fields} }}");
    let properties = WriterProperties::builder()
        .set_column_dictionary_enabled("time".into(), false)
        .set_column_encoding("time".into(), Encoding::DELTA_BINARY_PACKED)
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .build();
    let schema = Arc::new(parse_message_type(&schema)?);
    let mut writer = SerializedFileWriter::new(File::create(path)?, schema, Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    let mut column = group.next_column()?.ok_or("the schema has a column of stamps")?;
    column.typed::<Int64Type>().write_batch(&stamps.millis, None, None)?;
    column.close()?;
    for watts in columns {
        // The nearest double, as the three decimals of the CSV file give.
        let values: Vec<f64> = watts.iter().map(|watts| f64::from(*watts) / 1000.0).collect();
        let mut column = group.next_column()?.ok_or("the schema has a column for each meter")?;
        column.typed::<DoubleType>().write_batch(&values, None, None)?;
        column.close()?;
    }
    group.close()?;
    writer.close()?;
    Ok(())
}

/// One facility with a meter for each row of racks and each chiller, in one file in order of time.
fn long(folder: &Path, rack_rows: u32, chillers: u32, stamps: &Stamps) -> Result<()> {
    let id = "synthetic-long";
    let mut model = Model::new(0);
    let of = |count: u32, kind: &str| (1..=count).map(|at| format!("{kind}-{at:03}")).collect::<Vec<_>>();
    let (it, cooling) = (of(rack_rows, "it"), of(chillers, "chiller"));
    let mut load_of = |names: &[String], base: u32| -> Vec<(String, u32)> {
        names.iter().map(|name| (format!(",{name},"), base + model.up_to(base))).collect()
    };
    let racks = load_of(&it, 24_000);
    let plant = load_of(&cooling, 20_000);
    let rated: u32 = racks.iter().map(|(_, base)| base).sum();
    let folder = begin(folder, "l", id, &long_manifest(id, &it, &cooling))?;
    let mut file = BufWriter::with_capacity(1 << 20, File::create(folder.join("power.csv"))?);
    writeln!(file, "time,meter,kw")?;
    for (step, stamp) in (0..).zip(&stamps.texts) {
        let mut row = |name: &str, watts: u32| writeln!(file, "{stamp}{name}{}.{:03}", watts / 1000, watts % 1000);
        let mut total = rated / 50;
        for (name, base) in racks.iter().chain(&plant) {
            let watts = model.load(*base, step);
            total += watts;
            row(name, watts)?;
        }
        let solar = model.solar(rated / 4, step);
        row(",grid-intake,", total - solar)?;
        row(",solar,", solar)?;
        row(",hydro-trade,", total / 2 + model.up_to(total / 30))?;
    }
    Ok(file.flush()?)
}

fn wide_manifest(id: &str, file: &str) -> String {
    let telemetry = "shape = \"wide\"\ntime = \"time\"\n";
    let meters: String = WIDE.iter().map(|(column, meter, point)| meter_block(meter, column, point)).collect();
    manifest(id, file, telemetry, &meters, &["it-ups".to_owned()], &["cooling".to_owned()])
}

fn long_manifest(id: &str, it: &[String], cooling: &[String]) -> String {
    let telemetry = "shape = \"long\"\ntime = \"time\"\nmeter = \"meter\"\nvalue = \"kw\"\n";
    let block = |point: &'static str| move |name: &String| meter_block(name, name, point);
    let supply = [("grid-intake", "utility"), ("solar", "generation"), ("hydro-trade", "generation")];
    let meters = supply.iter().map(|(name, point)| meter_block(name, name, point));
    let meters = meters.chain(it.iter().map(block("pdu-output"))).chain(cooling.iter().map(block("plant")));
    manifest(id, "power.csv", telemetry, &meters.collect::<String>(), it, cooling)
}

fn meter_block(id: &str, column: &str, point: &str) -> String {
    format!(
        "[[meter]]\nid = \"{id}\"\ncolumn = \"{column}\"\nkind = \"power\"\nunit = \"kW\"\npoint = \"{point}\"\nclass = \"0.5S\"\n\n"
    )
}

fn manifest(id: &str, file: &str, telemetry: &str, meters: &str, it: &[String], cooling: &[String]) -> String {
    format!(
        "# A made-up facility, written by `cargo run --example peers_data`.
id = \"{id}\"
name = {{ zh = \"{id}（合成）\", en = \"{id} (synthetic)\" }}
province = \"青海\"
category = \"general\"
start_of_operation = 2022-06-01
clock = \"+08:00\"
period = \"2025\"
synthetic = true

[[telemetry]]
files = [\"../../readings/facility={id}/{file}\"]
{telemetry}
{meters}[boundary]
total = [\"grid-intake\", \"solar\"]
it = {it:?}
cooling = {cooling:?}

[[boundary.supply]]
source = \"solar\"
path = \"direct-line\"
meters = [\"solar\"]

[[boundary.supply]]
source = \"hydro\"
path = \"green-trade\"
meters = [\"hydro-trade\"]
"
    )
}
