//! `greengrade improve`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::page_format::{Page, PageArguments};
use super::{Verdict, rating_file};
use crate::files::read_text;
use crate::problem::Result;
use crate::rating::{ImproveRequest, improve};
use crate::report::improve as report;
use crate::text::Lang;

/// Look for the way to the next better level: the least change of each lever alone, and the cheapest combination.
///
/// The cheapest combination needs a table of costs; this program knows none. All of it is hypothetical.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  greengrade improve out/lake\n  greengrade improve out/lake --level 1 --costs costs.toml -o way.md\n\n\
        A table of costs:\n  currency = \"CNY\"\n  [lever.\"overhead.saved-kwh\"]\n  per_unit = 1.2   # or `fixed`, or both\n  \
        unit = \"kWh\"\n  at_most = 2000000\n  source = \"offer of …\""
)]
pub(super) struct Arguments {
    /// A rating.json that `greengrade rate --out` wrote, or the folder it is in.
    rating: PathBuf,
    /// A table of what moving each lever costs.
    #[arg(long, value_name = "FILE")]
    costs: Option<PathBuf>,
    /// The level to reach, by its id [default: the next better one].
    #[arg(long, value_name = "ID")]
    level: Option<String>,
    #[command(flatten)]
    page: PageArguments,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let rating = rating_file::read(&arguments.rating)?;
    let libraries = arguments.page.libraries()?;
    let costs = arguments.costs.as_deref().map(|file| Ok((read_text(file)?.0, file.display().to_string())));
    let costs: Option<(String, String)> = costs.transpose()?;
    let request = ImproveRequest {
        libraries: &libraries,
        level: arguments.level.as_deref(),
        costs: costs.as_ref().map(|(text, name)| (text.as_str(), name.as_str())),
    };
    let improvement = improve(&rating, &request)?;
    let command = what_if(&arguments.rating, &arguments.page.packs);
    arguments.page.write(&improvement, |page| match page {
        Page::Terminal { colour } => report::terminal(&improvement, &command, lang, colour, None),
        Page::Markdown => report::markdown(&improvement, &command, lang),
    })?;
    Ok(Verdict::Good)
}

/// How `what-if` is called for the same rating, as a shell reads it.
fn what_if(rating: &Path, packs: &[PathBuf]) -> String {
    let packs: String = packs.iter().map(|folder| format!(" --packs {}", quoted(folder))).collect();
    format!("greengrade what-if {}{packs}", quoted(rating))
}

fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if !path.is_empty() && path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
