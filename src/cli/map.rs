//! `greengrade map`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Verdict, colour, print, tell};
use crate::contain::contained;
use crate::facility::check_layout;
use crate::files::{json_bytes, write_new};
use crate::mapping::{Proposal, profile};
use crate::period::Clock;
use crate::problem::{Problem, Result};
use crate::report;
use crate::telemetry::{Layout, peek};
use crate::text::Lang;
use crate::toml_text;

/// Propose which column of a telemetry file is which meter, and write a mapping that facilities can share.
///
/// The proposal rests on headings, units, and what the first rows do. A person has to look at it: a mapping counts as
/// unreviewed, which every rating says, until `reviewed = true` is written into it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  greengrade map export.xlsx --sheet 电表\n  greengrade map export.csv -o bms.mapping.toml"
)]
pub(super) struct Arguments {
    /// A telemetry file: text with any usual delimiter, JSON lines, a workbook, or Parquet.
    file: PathBuf,
    /// Write the mapping here; a file that is there already is left as it is.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The form of what is shown.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The civil clock by which stamps without an offset are read.
    #[arg(long, value_name = "CLOCK", default_value = "+08:00")]
    clock: String,
    /// The sheet of a workbook.
    #[arg(long)]
    sheet: Option<String>,
    /// What parts the columns of a text: comma, semicolon, tab, pipe, or another sign.
    #[arg(long)]
    delimiter: Option<String>,
    /// The encoding of a text, such as gbk.
    #[arg(long)]
    encoding: Option<String>,
    /// What comment lines begin with.
    #[arg(long)]
    comment: Option<String>,
    /// How many lines come before the heading.
    #[arg(long, value_name = "LINES")]
    skip_rows: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let layout = layout(arguments)?;
    let clock = Clock::parse(&arguments.clock)?;
    let proposal = contained(&arguments.file, || Ok(Proposal::of(&peek(&arguments.file, &layout)?, &clock)))?;
    match arguments.format {
        Format::Json => print(&String::from_utf8_lossy(&json_bytes(&proposal)?))?,
        Format::Text => print(&report::mapping_table(&proposal, lang, colour(&std::io::stdout()), None))?,
    }
    match &arguments.output {
        None => tell("hint: write it as a mapping with `-o NAME.mapping.toml`\n"),
        Some(output) => {
            write_new(output, profile(&proposal, &file_name(&arguments.file)?, &layout).as_bytes())?;
            tell(&format!(
                "wrote {}\nhint: compare it with the file, then write `reviewed = true`\n",
                output.display()
            ));
        }
    }
    Ok(Verdict::Good)
}

fn file_name(file: &Path) -> Result<String> {
    let name = file.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    name.ok_or_else(|| Problem::new("the name of the file is not text").at_file(file).hint("rename it"))
}

/// How the file is to be read, as far as it is told; what is where in it is not known yet.
fn layout(arguments: &Arguments) -> Result<Layout> {
    let told = [
        ("sheet", &arguments.sheet),
        ("delimiter", &arguments.delimiter),
        ("encoding", &arguments.encoding),
        ("comment", &arguments.comment),
    ];
    let mut text = "files = []\nshape = \"wide\"\ntime = \"\"\n".to_owned();
    for (key, value) in told.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))) {
        text.push_str(&format!("{key} = {}\n", toml::Value::String(value.clone())));
    }
    if let Some(rows) = arguments.skip_rows {
        text.push_str(&format!("skip_rows = {rows}\n"));
    }
    let layout: Layout = toml_text::parse(&text, "arguments")?;
    check_layout(&layout)?;
    Ok(layout)
}
