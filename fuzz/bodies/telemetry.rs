//! Telemetry files of every form, by the manifests of a few operators: read, checked and rolled up.

use greengrade::facility::Facility;
use greengrade::mapping::Proposal;
use greengrade::period::Clock;
use greengrade::telemetry::{Rollup, peek};

use super::place::Place;
use super::taken;

/// The layouts that the first byte of an input chooses from.
const LAYOUTS: [&str; 6] = [
    "shape = \"wide\"\ntime = \"time\"",
    "shape = \"long\"\ntime = \"time\"\nmeter = \"meter\"\nvalue = \"value\"",
    "shape = \"wide\"\ntime = [\"date\", \"time\"]\ndates = \"day-first\"\ndelimiter = \"semicolon\"\ndecimal = \"comma\"\nthousands = true",
    "shape = \"long\"\ntime = \"时间\"\nmeter = \"点位\"\nvalue = \"值\"\nfacility = \"机房\"\nmissing = [\"--\"]\nencoding = \"gbk\"",
    "shape = \"wide\"\ntime = \"time\"\ncomment = \"#\"\nfooter_rows = 1\nmissing = [\"-\"]",
    "shape = \"long\"\ntime = \"time\"\nmeter = [\"node\", \"sensor\"]\nvalue = \"value\"\nonly = { kind = [\"power\"] }",
];

/// The meters, by what their layout calls them: a power, a counter that turns over, the energy of intervals.
const METERS: &str = "
[[meter]]
id = \"total\"
column = \"total\"
kind = \"power\"
unit = \"kW\"
point = \"utility\"
[[meter]]
id = \"it\"
column = \"it\"
kind = \"counter\"
unit = \"kWh\"
point = \"ups-output\"
[[meter]]
id = \"cooling\"
column = \"cooling\"
kind = \"interval\"
interval = \"15min\"
unit = \"kWh\"
point = \"plant\"
[boundary]
total = [\"total\"]
it = [\"it\"]
cooling = [\"cooling\"]
";

fn manifest(layout: &str, file: &str) -> String {
    format!(
        "id = \"fuzzed\"\nname = {{ zh = \"模糊（合成）\", en = \"Fuzzed (synthetic)\" }}\nprovince = \"青海\"\ncategory = \"general\"\n\
         clock = \"Asia/Shanghai\"\nsynthetic = true\n[[telemetry]]\nfiles = [\"{file}\"]\n{layout}\n{METERS}"
    )
}

/// A file read and rolled up by a layout; nothing where it is refused.
fn rolled_up(layout: &str, file: &str, bytes: &[u8]) -> Option<Rollup> {
    let place = Place::new();
    place.put(file, bytes);
    place.put("facility.toml", manifest(layout, file).as_bytes());
    let facility = taken(Facility::load(place.folder()))?;
    taken(facility.rolled_up()).map(|(_, cells)| cells)
}

/// A text that has nothing to be quoted for, with all its fields quoted; nothing for any other.
fn quoted(text: &str, delimiter: char) -> Option<String> {
    let plain = !text.contains(['"', '\r', '#']) && text.chars().all(|sign| sign == '\n' || !sign.is_control());
    plain.then(|| {
        let line = |line: &str| {
            let fields = line.split(delimiter).map(|field| format!("\"{field}\""));
            let blank = line.trim().is_empty();
            if blank { line.to_owned() } else { fields.collect::<Vec<_>>().join(&delimiter.to_string()) }
        };
        text.split('\n').map(line).collect::<Vec<_>>().join("\n")
    })
}

/// What is tried with every file: a look at it, a proposal of its meters, and reading it by a layout.
fn file(bytes: &[u8], name: &str) {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let layout = LAYOUTS[usize::from(choice) % LAYOUTS.len()];
    let place = Place::new();
    let path = place.put(name, bytes);
    let clock = Clock::parse("Asia/Shanghai").expect("a clock");
    let looked_at = toml_layout();
    if let Some(peek) = taken(peek(&path, &looked_at)) {
        let _ = Proposal::of(&peek, &clock);
    }
    let cells = rolled_up(layout, name, bytes);
    // The scanner of plain lines and the parser of CSV say the same.
    if let (Some(cells), Ok(text)) = (&cells, std::str::from_utf8(bytes))
        && layout.contains("semicolon") == text.lines().next().is_some_and(|heading| heading.contains(';'))
        && !text.trim_start().starts_with(['{', '['])
    {
        let delimiter = if layout.contains("semicolon") { ';' } else { ',' };
        if text.lines().next().is_some_and(|heading| heading.contains(delimiter))
            && let Some(quoted) = quoted(text, delimiter)
        {
            let by_parser = rolled_up(layout, name, quoted.as_bytes());
            assert_eq!(by_parser.as_ref(), Some(cells), "quoted, the table has other cells");
        }
    }
}

/// A layout of which only counts that it tells nothing.
fn toml_layout() -> greengrade::telemetry::Layout {
    greengrade::toml_text::parse("files = []\nshape = \"wide\"\ntime = \"\"\n", "layout").expect("a layout")
}

/// Tables of text, in any encoding and dialect, and JSON lines.
pub fn text(bytes: &[u8]) {
    file(bytes, "telemetry.csv");
}

/// Parquet files.
pub fn parquet(bytes: &[u8]) {
    file(bytes, "telemetry.parquet");
}

/// Workbooks: XLSX, XLS, ODS.
pub fn workbook(bytes: &[u8]) {
    file(bytes, "telemetry.xlsx");
}
