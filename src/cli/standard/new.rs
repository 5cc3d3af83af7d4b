//! `greengrade standard new`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::named::Named;
use crate::cli::{Verdict, print, tell};
use crate::files::write_new;
use crate::problem::{Problem, Result};
use crate::report::pack::{form, workbook};
use crate::text::Lang;

/// Begin an overlay: every figure of a pack with its present value, and a blank for the official one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade standard new --extends db63t-2223-2023 -o packs/form.xlsx --xlsx\n  \
        greengrade standard new --extends db63t-2223-2023 -o packs/form.toml")]
pub(super) struct Arguments {
    /// The pack whose figures are to be replaced: an id, an id with its edition, or a file.
    #[arg(long, value_name = "PACK")]
    extends: String,
    /// The file to write, `.toml` or `.xlsx`; without it the TOML goes to stdout.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write an Excel workbook, to be read back by `greengrade standard import`.
    #[arg(long, requires = "output")]
    xlsx: bool,
}

pub(super) fn run(arguments: &Arguments, packs: Option<&Path>, lang: Lang) -> Result<Verdict> {
    let pack = Named::find(&arguments.extends, packs)?.pack;
    let Some(file) = &arguments.output else {
        print(&form::toml(&pack, &|_| None))?;
        return Ok(Verdict::Good);
    };
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let bytes = match (arguments.xlsx || extension == "xlsx", extension) {
        (true, "xlsx") => workbook::write(&pack, lang)?,
        (false, "toml") => form::toml(&pack, &|_| None).into_bytes(),
        (workbook, _) => {
            let wanted = if workbook { ".xlsx" } else { ".toml" };
            return Err(Problem::new(format!("the file is to end with `{wanted}`"))
                .at_file(file)
                .hint("an overlay is a `.toml` file, or with `--xlsx` an Excel workbook"));
        }
    };
    write_new(file, &bytes)?;
    tell(&format!("wrote {}\n", file.display()));
    Ok(Verdict::Good)
}
