//! `greengrade what-if`.

use std::path::PathBuf;

use clap::Args;

use super::page_format::{Page, PageArguments};
use super::{Verdict, rating_file};
use crate::problem::Result;
use crate::rating::Baseline;
use crate::report::what_if;
use crate::text::Lang;

/// Judge a rating again with some of its values changed. What comes out is hypothetical and no rating.
#[derive(Debug, Args)]
#[command(after_help = "Keys (`-` and `_` are alike):\n  \
        pue, clean_share, …                    an indicator by its id; a share as 0.95 or 95%, yes or no as such\n  \
        it-load-use                            the IT load use, an indicator as well\n  \
        overhead.saved-kwh                     ADDED: energy beside IT that is saved, kWh; PUE and all shares follow\n  \
        clean-energy.direct-mwh                ADDED: direct supply, MWh; every clean share follows\n  \
        clean-energy.certificates-mwh          ADDED: green certificates, MWh; not the traceable share\n  \
        racks.in-use                           the number of racks in use; the occupancy follows\n  \
        system.ID.result                       the result of a system's test, in its class's unit\n  \
        capability.ID                          the maturity of a capability\n  \
        item.ID                                an item of a checklist, yes or no\n\n\
        Evidence for what is changed is taken as given. Added amounts are those of the hours that PUE counts.\n\n\
        Examples:\n  greengrade what-if out/lake --set pue=1.18 --set clean_share=95%\n  \
        greengrade what-if out/lake/rating.json --set overhead.saved-kwh=1200000 --set racks.in-use=1100 -o idea.md")]
pub(super) struct Arguments {
    /// A rating.json that `greengrade rate --out` wrote, or the folder it is in.
    rating: PathBuf,
    /// What is changed, and to what; may be given several times.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    #[command(flatten)]
    page: PageArguments,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let rating = rating_file::read(&arguments.rating)?;
    let libraries = arguments.page.libraries()?;
    let baseline = Baseline::of(&rating, &libraries)?;
    let changes = arguments.set.iter().map(|written| baseline.change(written)).collect::<Result<Vec<_>>>()?;
    let hypothetical = baseline.what_if(&changes)?;
    arguments.page.write(&hypothetical, |page| match page {
        Page::Terminal { colour } => what_if::terminal(&hypothetical, lang, colour, None),
        Page::Markdown => what_if::markdown(&hypothetical, lang),
    })?;
    Ok(Verdict::Good)
}
