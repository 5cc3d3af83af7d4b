//! `greengrade standard diff`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::named::Named;
use crate::cli::{Verdict, print};
use crate::files::read_text;
use crate::problem::Result;
use crate::rating::Rating;
use crate::report::json;
use crate::report::pack::difference::{effect, figures};
use crate::standard::Assessment;
use crate::text::Lang;

/// Compare two packs figure by figure, and tell what the second would change in a rating.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  greengrade standard diff db63t-2223-2023 packs/official.toml --rating out/lake/rating.json"
)]
pub(super) struct Arguments {
    /// The first pack: an id, an id with its edition, or a file.
    a: String,
    /// The second pack.
    b: String,
    /// A rating.json to judge by both.
    #[arg(long, value_name = "FILE")]
    rating: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, packs: Option<&Path>, lang: Lang) -> Result<Verdict> {
    let (a, b) = (Named::find(&arguments.a, packs)?, Named::find(&arguments.b, packs)?);
    let mut text = figures(&a.pack, &b.pack, lang);
    if let Some(file) = &arguments.rating {
        let (written, _) = read_text(file)?;
        let rating = json::from_json(&written, &file.display().to_string())?;
        text += &effect(&judged(&a, &rating)?, &judged(&b, &rating)?, lang);
    }
    print(&text)?;
    Ok(Verdict::Good)
}

/// The facility of a rating, judged by a pack.
fn judged(named: &Named, rating: &Rating) -> Result<Assessment> {
    rating.judged_by(&named.library, &named.pack.id, Some(&named.pack.edition))
}
