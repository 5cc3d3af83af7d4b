//! Rating the facilities of a batch, on as many threads as asked for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::certificates;
use super::in_turn::in_turn;
use super::loaded::loaded;
use super::rated::{Made, Run};
use super::reports::Reports;
use super::resume::Basis;
use super::roll_up::AHEAD;
use super::{Earlier, Formats, KeptRollup, Output, Past};
use crate::facility::Facility;
use crate::problem::{Problem, Result};
use crate::rating::portfolio::{AtBoth, Changes, Entry, GradeConfidence, Portfolio, Site, Together, Told};
use crate::rating::{Rating, Request};
use crate::report::chart::{Lettering, RankingRow};
use crate::report::letterhead::Letterhead;
use crate::report::terminal::PortfolioRow;
use crate::report::typeset::Template;
use crate::report::workbook::PortfolioLine;
use crate::telemetry::rollup_file::RollupFile;
use crate::text::Lang;

/// How a batch is to be run.
#[derive(Debug)]
pub struct Options<'a> {
    /// What is asked for of each facility.
    pub request: Request<'a>,
    /// What stands around reports.
    pub letterhead: Option<Letterhead>,
    /// How typeset reports look.
    pub template: Template,
    /// The language of reports and charts.
    pub lang: Lang,
    /// Where reports and charts go; `None` writes none.
    pub output: Option<&'a Output>,
    /// The forms of reports and charts.
    pub formats: Formats,
    /// How charts are lettered; it notes the characters that nothing has a glyph for.
    pub lettering: &'a Lettering,
    /// How many threads; `None` takes one for each processor.
    pub jobs: Option<usize>,
    /// A rollup file that stands in for the facilities' telemetry.
    pub rollup: Option<Arc<RollupFile>>,
    /// An earlier run that this one is held against.
    pub earlier: Option<&'a Earlier>,
    /// The output folder of an earlier run, of which the folders of facilities that would come out the same are taken over.
    pub resume: Option<&'a Path>,
}

impl Options<'_> {
    pub(super) fn reports(&self) -> Option<Reports<'_>> {
        Some(Reports {
            output: self.output?,
            formats: &self.formats,
            letterhead: self.letterhead.as_ref(),
            template: &self.template,
            lang: self.lang,
            lettering: self.lettering,
        })
    }
}

/// What became of one facility.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// Its line in the table.
    pub row: PortfolioRow,
    /// Its line in `portfolio.json`.
    pub entry: Entry,
    /// Its bar in the ranking; `None` where it could not be read.
    pub(super) ranking: Option<RankingRow>,
    /// Its row in the workbook; `None` where it could not be read.
    pub(super) line: Option<PortfolioLine>,
    /// What it gives to the portfolio; `None` where that is nothing.
    pub(super) site: Option<Site>,
    /// What the earlier run tells of it; `None` where that is nothing.
    pub past: Option<Past>,
    /// Whether it was taken over from the run that this one resumes.
    pub unchanged: bool,
}

/// What became of a batch, in the order of its folders.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// Each facility.
    pub done: Vec<Done>,
    /// The same in short.
    pub portfolio: Portfolio,
    /// The rating, where the batch was of one facility that could be read.
    pub single: Option<Rating>,
}

impl Batch {
    /// Rates the facilities of the given folders, and adds the cells of all telemetry that could be read to `keep`;
    /// `finished` is told each time one is done, in any order.
    ///
    /// # Errors
    /// Only what concerns the whole batch: a standard that there is not, threads that can not be had, an output folder
    /// that does not take the portfolio's own files, a disk that does not take the cells. What goes wrong with one facility
    /// stays with it.
    pub fn run(
        folders: &[PathBuf],
        options: &Options<'_>,
        mut keep: Option<&mut KeptRollup>,
        finished: &(dyn Fn() + Sync),
    ) -> Result<Self> {
        for standard in options.request.standards {
            options.request.library.newest(standard)?;
        }
        let results = threads(options.jobs)?.install(|| {
            let load = |folder: &Path| {
                let facility = Facility::load(folder)?;
                Ok(match &options.rollup {
                    Some(rollup) => facility.fed_by(Arc::clone(rollup)),
                    None => facility,
                })
            };
            // The program itself is hashed for the basis, which takes a while.
            let (basis, facilities) =
                rayon::join(|| options.output.and_then(|_| Basis::of(options)), || loaded(folders, load));
            let run = Run {
                options,
                basis,
                keeps: keep.is_some(),
                alone: folders.len() == 1,
                clashes: certificates::clashes(&facilities),
            };
            let mut sites: Vec<_> = folders.iter().zip(facilities).enumerate().collect();
            // A rollup is written in this order.
            sites.sort_by(|(_, (_, a)), (_, (_, b))| id_of(a).cmp(&id_of(b)));
            let work = |turn: usize| {
                let (place, (folder, facility)) = sites.get(turn)?;
                let made = run.facility(*place, folder, facility);
                finished();
                Some((*place, made))
            };
            // Nobody has to wait for their turn where no cells are waiting.
            let ahead = if run.keeps { rayon::current_num_threads() + AHEAD } else { sites.len() };
            let mut results: BTreeMap<usize, (Done, Option<Rating>)> = BTreeMap::new();
            in_turn(sites.len(), ahead, work, |made| {
                let Some((place, Made { done, rating, cells })) = made else { return Ok(()) };
                results.insert(place, (done, rating));
                keep.as_mut().zip(cells).map_or(Ok(()), |(keep, cells)| keep.add(cells))
            })?;
            Ok(results)
        });
        let batch = Self::of(results?.into_values().collect(), options.earlier);
        if let Some(reports) = options.reports() {
            reports.portfolio(&batch)?;
        }
        Ok(batch)
    }

    /// How many facilities were taken over from the run that this one resumes.
    pub fn unchanged(&self) -> usize {
        self.done.iter().filter(|done| done.unchanged).count()
    }

    fn of(results: Vec<(Done, Option<Rating>)>, earlier: Option<&Earlier>) -> Self {
        let (done, mut ratings): (Vec<Done>, Vec<Option<Rating>>) = results.into_iter().unzip();
        let sites: Vec<&Site> = done.iter().filter_map(|done| done.site.as_ref()).collect();
        let together = Together { changes: earlier.map(|earlier| changes(&done, earlier)), ..Together::of(&sites) };
        let portfolio = Portfolio::new(done.iter().map(|done| done.entry.clone()).collect(), together);
        Self { done, portfolio, single: ratings.pop().flatten() }
    }
}

/// What changed since the earlier run.
fn changes(done: &[Done], earlier: &Earlier) -> Changes {
    let facilities: Vec<AtBoth<'_>> = done.iter().map(Done::at_both).collect();
    Changes::of(&facilities, earlier.gone(&done.iter().map(|done| done.row.id()).collect()))
}

impl Done {
    pub(super) fn of(folder: &Path, result: &Result<Rating>, earlier: Option<&Earlier>) -> Self {
        match result {
            Ok(rating) => Self {
                row: PortfolioRow::of(rating),
                entry: Entry::Assessed {
                    id: rating.facility.id.clone(),
                    period: rating.period.label.clone(),
                    outcome: rating.outcome.clone(),
                    confidence: GradeConfidence::of(rating),
                },
                ranking: Some(RankingRow::of(rating)),
                line: Some(PortfolioLine::of(rating)),
                site: Site::of(rating),
                past: earlier.and_then(|earlier| earlier.of(&rating.facility.id)),
                unchanged: false,
            },
            Err(problem) => {
                let name =
                    folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.display().to_string());
                Self {
                    row: PortfolioRow::failed(&name, problem),
                    entry: Entry::Failed { folder: folder.display().to_string(), problem: problem.clone() },
                    ranking: None,
                    line: None,
                    site: None,
                    past: earlier.and_then(|earlier| earlier.of(&name)),
                    unchanged: false,
                }
            }
        }
    }

    fn at_both(&self) -> AtBoth<'_> {
        AtBoth { id: self.row.id(), before: self.past.as_ref().map(Past::told), now: self.told() }
    }

    fn told(&self) -> Told<'_> {
        match (&self.site, &self.entry) {
            (Some(site), _) => Told::Assessed(site),
            (None, Entry::Assessed { .. }) => Told::Refused,
            (None, Entry::Failed { .. }) => Told::Unreadable,
        }
    }
}

/// The id of a facility that could be loaded.
fn id_of(facility: &Result<Facility>) -> Option<&str> {
    facility.as_ref().ok().map(Facility::id)
}

/// Threads of its own; `None` takes one for each processor.
pub(super) fn threads(jobs: Option<usize>) -> Result<ThreadPool> {
    ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .build()
        .map_err(|error| Problem::new(format!("cannot start the threads: {error}")).hint("ask for fewer with `--jobs`"))
}
