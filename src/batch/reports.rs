//! What a run writes in the forms that are asked for: a facility's folder, and the portfolio's own files.

use std::path::Path;

use super::{Batch, Format, Formats, Output};
use crate::facility::Facility;
use crate::files::{json_bytes, sha256_hex};
use crate::problem::Result;
use crate::rating::Rated;
use crate::rating::portfolio::Entry;
use crate::report::chart::{Chart, Lettering, PortfolioDrawn, RankingRow, facility_charts, portfolio_charts};
use crate::report::html::{self, Failed, PortfolioPage};
use crate::report::letterhead::Letterhead;
use crate::report::portfolio::{self, PortfolioReport};
use crate::report::terminal::PortfolioRow;
use crate::report::typeset::{self, Setting, Template, Typeset};
use crate::report::workbook::{self, PortfolioLine};
use crate::report::{json, markdown};
use crate::text::Lang;

/// Where and how reports are written.
pub(super) struct Reports<'a> {
    pub output: &'a Output,
    pub formats: &'a Formats,
    /// What stands around reports.
    pub letterhead: Option<&'a Letterhead>,
    /// How typeset reports look.
    pub template: &'a Template,
    pub lang: Lang,
    pub lettering: &'a Lettering,
}

impl Reports<'_> {
    /// Writes the folder of one facility.
    pub fn facility(&self, facility: &Facility, rated: &Rated) -> Result<()> {
        let folder = Path::new(facility.id());
        let charts = self.charts(facility, rated);
        charts.iter().try_for_each(|chart| self.chart(&folder.join("charts"), chart))?;
        if self.formats.has(Format::Markdown) {
            let shown = self.pictures("charts/", &charts);
            let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
            let report = markdown::report_under(self.letterhead, &rated.rating, &shown, self.lang);
            self.output.write(&folder.join("report.md"), report.as_bytes())?;
            if let Some(logo) = self.letterhead.and_then(Letterhead::logo) {
                self.output.write(&folder.join(logo.file_name()), logo.bytes())?;
            }
        }
        if self.formats.has(Format::Xlsx) {
            let file = folder.join("report.xlsx");
            let book = workbook::facility(&rated.rating, self.letterhead, self.lang);
            self.output.write(&file, &book.map_err(|problem| problem.at_file(&file))?)?;
        }
        if self.formats.has(Format::Html) {
            let page = html::report(&rated.rating, &charts, self.letterhead, self.lang)?;
            self.output.write(&folder.join("report.html"), page.as_bytes())?;
        }
        let record = json::to_json(&rated.rating)?;
        self.typeset(folder, rated, &charts, &record)?;
        self.output.write(&folder.join(json::RATING), &record)
    }

    /// Writes the typeset report, and what it is made of.
    fn typeset(&self, folder: &Path, rated: &Rated, charts: &[Chart], record: &[u8]) -> Result<()> {
        if !self.formats.are_typeset() {
            return Ok(());
        }
        let typeset = Typeset::facility(&rated.rating, charts, &self.setting())?;
        self.set(&typeset, &folder.join("report.pdf"), &folder.join("typeset"), &sha256_hex(record))
    }

    fn setting(&self) -> Setting<'_> {
        Setting { letterhead: self.letterhead, template: self.template, lettering: self.lettering, lang: self.lang }
    }

    /// Writes a typeset report and the folder of what it is made of, each where it is asked for.
    fn set(&self, typeset: &Typeset, pdf: &Path, folder: &Path, ident: &str) -> Result<()> {
        if self.formats.has(Format::Pdf) {
            self.output.write(pdf, &typeset::pdf(typeset, ident)?)?;
        }
        if self.formats.has(Format::Typ) {
            typeset.files().try_for_each(|(path, bytes)| self.output.write(&folder.join(path), bytes))?;
        }
        Ok(())
    }

    /// The charts of a facility; none where no form shows them.
    fn charts(&self, facility: &Facility, rated: &Rated) -> Vec<Chart> {
        if !self.formats.show_charts() {
            return Vec::new();
        }
        let charts = facility_charts(rated, &facility.clock, self.lang).into_iter();
        charts.map(|chart| self.lettering.letter(chart, facility.id())).collect()
    }

    /// Writes what is of the whole batch: the portfolio in short, the ranking, and the portfolio's own reports.
    pub fn portfolio(&self, batch: &Batch) -> Result<()> {
        let record = json_bytes(&batch.portfolio)?;
        self.output.write(Path::new(super::output::MARK), &record)?;
        let ranked: Vec<RankingRow> = batch.done.iter().filter_map(|done| done.ranking.clone()).collect();
        let together = &batch.portfolio.together;
        let unreadable = batch.done.len() - ranked.len();
        let charts = match self.formats.show_charts() {
            true => portfolio_charts(PortfolioDrawn { rows: &ranked, unreadable, together }, self.lang),
            false => Vec::new(),
        };
        let charts: Vec<Chart> = charts
            .into_iter()
            .map(|chart| {
                let place = chart.name;
                self.lettering.letter(chart, place)
            })
            .collect();
        charts.iter().try_for_each(|chart| self.chart(Path::new(""), chart))?;
        let rows: Vec<PortfolioRow> = batch.done.iter().map(|done| done.row.clone()).collect();
        let report = PortfolioReport {
            rows: &rows,
            together,
            failed: batch.done.iter().filter_map(|done| failed(&done.entry)).collect(),
            program: &batch.portfolio.program,
        };
        if self.formats.has(Format::Html) {
            let page = PortfolioPage { report: &report, charts: &charts, letterhead: self.letterhead };
            self.output.write(Path::new("portfolio.html"), html::portfolio(&page, self.lang)?.as_bytes())?;
        }
        if self.formats.has(Format::Markdown) && batch.done.len() > 1 {
            let page = portfolio::markdown(&report, &self.pictures("", &charts), self.lang);
            self.output.write(Path::new("portfolio.md"), page.as_bytes())?;
        }
        if self.formats.has(Format::Xlsx) {
            self.output.write(Path::new("portfolio.xlsx"), &self.workbook(batch, &report)?)?;
        }
        if self.formats.are_typeset() && batch.done.len() > 1 {
            let sha256 = sha256_hex(&record);
            let typeset = Typeset::portfolio(&report, &charts, &sha256, &self.setting())?;
            self.set(&typeset, Path::new("portfolio.pdf"), Path::new("portfolio-typeset"), &sha256)?;
        }
        Ok(())
    }

    fn workbook(&self, batch: &Batch, report: &PortfolioReport<'_>) -> Result<Vec<u8>> {
        let lines: Vec<PortfolioLine> = batch.done.iter().filter_map(|done| done.line.clone()).collect();
        let failed: Vec<_> = report.failed.iter().map(|failed| (failed.folder, failed.problem)).collect();
        workbook::portfolio(&lines, report.together, &failed, self.letterhead, self.lang)
    }

    /// The files of charts in a folder that reports in Markdown show; none where no picture is written.
    fn pictures(&self, folder: &str, charts: &[Chart]) -> Vec<String> {
        let Some(ending) = self.formats.picture_ending() else { return Vec::new() };
        charts.iter().map(|chart| format!("{folder}{}.{ending}", chart.name)).collect()
    }

    /// Writes a chart in each form that charts are asked for in.
    fn chart(&self, folder: &Path, chart: &Chart) -> Result<()> {
        if self.formats.has(Format::Png) {
            self.output.write(&folder.join(format!("{}.png", chart.name)), &chart.png()?)?;
        }
        if self.formats.has(Format::Svg) {
            self.output.write(&folder.join(format!("{}.svg", chart.name)), chart.svg()?.as_bytes())?;
        }
        Ok(())
    }
}

fn failed(entry: &Entry) -> Option<Failed<'_>> {
    match entry {
        Entry::Failed { folder, problem } => Some(Failed { folder, problem }),
        Entry::Assessed { .. } => None,
    }
}
