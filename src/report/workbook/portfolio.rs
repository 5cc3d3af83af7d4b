//! A portfolio as a workbook: its facilities by rank, their figures together, how many have which level, and what could
//! not be read.

use rust_xlsxwriter::{Worksheet, row_col_to_cell};

use super::cell::{Cell, Form, WHOLE};
use super::page::{BAD, Column, DOUBTFUL, GOOD, Page, Rows, Written, level, saved, span};
use super::portfolio_line::{PortfolioLine, Shown};
use super::{begin, charts, unmade, year_on_year};
use crate::indicator::{PortfolioFigure, PortfolioFigures};
use crate::problem::{Problem, Result};
use crate::rating::OutcomeStatus;
use crate::rating::portfolio::{Group, Spread, Together};
use crate::report::letterhead::Letterhead;
use crate::report::outliers::record;
use crate::report::phrase::{indicator_name, joined};
use crate::report::portfolio::{fences, group_name, trait_name};
use crate::report::words::{Words, efficiency as e, portfolio as s, reports as w, workbook as b};
use crate::text::Lang;

/// Columns that formulas and charts name.
const NAME: u16 = 1;
const PUE: u16 = 10;
const GRADE: u16 = 7;
const STATUS: u16 = 14;

/// The portfolio as a workbook. `failed` are the folders that could not be read, each with its problem.
///
/// # Errors
/// A workbook that can not be made.
pub fn portfolio(
    lines: &[PortfolioLine],
    together: &Together,
    failed: &[(&str, &Problem)],
    letterhead: Option<&Letterhead>,
    lang: Lang,
) -> Result<Vec<u8>> {
    let mut ranked: Vec<&PortfolioLine> = lines.iter().collect();
    ranked.sort_by(|a, b| a.ranking.order(&b.ranking));
    let sheets = Sheets { standing: standing(&ranked, lang), ranked, letterhead, lang };
    sheets.fill(together, failed).map_err(|error| unmade(&error))
}

struct Sheets<'a> {
    ranked: Vec<&'a PortfolioLine>,
    /// What the grades rest on, each standard once, and that data is synthetic.
    standing: Vec<&'a str>,
    letterhead: Option<&'a Letterhead>,
    lang: Lang,
}

/// What the grades of a portfolio rest on.
fn standing<'a>(ranked: &[&'a PortfolioLine], lang: Lang) -> Vec<&'a str> {
    let mut lines: Vec<&str> = Vec::new();
    for line in ranked.iter().filter_map(|line| line.graded_by.as_ref()).map(|line| line.get(lang)) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if ranked.iter().any(|line| line.ranking.synthetic) {
        lines.push(w::SYNTHETIC.get(lang));
    }
    lines
}

impl Sheets<'_> {
    fn fill(&self, together: &Together, failed: &[(&str, &Problem)]) -> Written<Vec<u8>> {
        let end = self.ranked.iter().map(|line| line.period_end.as_str()).max();
        let mut workbook = begin(self.say(b::PORTFOLIO), end)?;
        let rows = self.ranking(workbook.add_worksheet())?;
        self.together(workbook.add_worksheet(), &together.figures)?;
        self.levels(workbook.add_worksheet(), rows, failed.len())?;
        if let Some(changes) = &together.changes {
            year_on_year::sheets(&mut workbook, changes, &joined(&self.standing, " · "), self.lang)?;
        }
        self.groups(workbook.add_worksheet(), &together.groups)?;
        self.spreads(workbook.add_worksheet(), &together.spreads)?;
        self.outliers(workbook.add_worksheet(), &together.spreads)?;
        self.errors(workbook.add_worksheet(), failed)?;
        saved(workbook)
    }

    fn say(&self, words: Words) -> &'static str {
        words.get(self.lang)
    }

    fn page<'w>(&self, sheet: &'w mut Worksheet, name: Words) -> Written<Page<'w>> {
        Page::begin(sheet, self.say(name), &joined(&self.standing, " · "), self.lang)
    }

    fn columns<const N: usize>(&self, columns: [(Words, usize); N]) -> [Column; N] {
        columns.map(|(words, widest)| Column::new(self.say(words), widest))
    }

    fn ranking(&self, sheet: &mut Worksheet) -> Written<Rows> {
        let mut page = self.page(sheet, b::RANKING)?;
        if let Some(letterhead) = self.letterhead {
            page.heading(&letterhead.heading(self.lang))?;
        }
        page.title(self.say(b::PORTFOLIO))?;
        for line in &self.standing {
            page.notice(line)?;
        }
        let columns = self.columns([
            (b::RANK, 8),
            (b::FACILITY_NAME, 28),
            (w::FACILITY_ID, 26),
            (b::PROVINCE, 12),
            (b::CITY, 12),
            (b::CATEGORY, 16),
            (w::PERIOD, 10),
            (w::GRADE, 26),
            (b::PROBABILITY, 14),
            (w::SCORE, 10),
            (w::PUE, 10),
            (b::U95, 10),
            (w::CLEAN_SHARE, 12),
            (w::COVERAGE, 10),
            (b::STATUS, 14),
            (w::REASONS, 48),
            (w::STANDARD, 36),
            (b::ORIGIN, 14),
        ]);
        let cells = (1..).zip(&self.ranked).map(|(place, line)| self.line(place, line));
        let rows = page.table(&columns, cells, 2)?;
        self.colours(&mut page, rows)?;
        if (2..=charts::MOST_BARS).contains(&self.ranked.len()) && self.ranked.iter().any(|line| line.pue.is_some()) {
            page.chart(&charts::pue_by_facility((NAME, PUE), rows, &self.standing.join(" · "), self.lang))?;
        }
        page.finish()?;
        Ok(rows)
    }

    fn line(&self, place: u64, line: &PortfolioLine) -> Vec<Cell> {
        let ranking = &line.ranking;
        let shown = |shown: Option<Shown>| shown.map_or(Cell::Blank, |(value, form)| Cell::number(Some(value), form));
        let ranked = ranking.status == OutcomeStatus::Rated;
        let reasons = joined(line.reasons.iter().map(|reason| reason.get(self.lang)), self.say(w::SEMICOLON));
        vec![
            if ranked { Cell::count(place) } else { Cell::Blank },
            Cell::text(ranking.name.get(self.lang)),
            Cell::text(&ranking.id),
            Cell::text(&line.province),
            Cell::text(&line.city),
            Cell::text(line.category.get(self.lang)),
            Cell::text(&ranking.period),
            Cell::text(line.grade.get(self.lang)),
            shown(line.probability),
            shown(line.score),
            shown(line.pue),
            shown(line.pue_expanded),
            shown(line.clean_share),
            shown(line.coverage),
            Cell::text(self.say(line.status())),
            Cell::text(reasons),
            Cell::text(line.graded_by.as_ref().map_or("", |by| by.get(self.lang))),
            Cell::text(if ranking.synthetic { self.say(w::SYNTHETIC) } else { "" }),
        ]
    }

    fn colours(&self, page: &mut Page<'_>, rows: Rows) -> Written {
        let by_status = [
            (w::RATED, GOOD),
            (w::REPORTED_COUNT, GOOD),
            (w::INDICATIVE_ONLY, DOUBTFUL),
            (w::NOT_RATED, DOUBTFUL),
            (w::REFUSED, BAD),
        ];
        for (words, colour) in by_status {
            page.colour(rows, STATUS, self.say(words), colour)?;
        }
        for (rank, title) in self.levels_reached() {
            page.colour(rows, GRADE, title, level(rank))?;
        }
        Ok(())
    }

    /// The levels that were reached, the best first.
    fn levels_reached(&self) -> Vec<(usize, &str)> {
        let reached = self.ranked.iter().filter_map(|line| line.ranking.level.as_ref());
        let mut levels: Vec<(usize, &str)> = reached.map(|level| (level.rank, level.title.get(self.lang))).collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    fn together(&self, sheet: &mut Worksheet, all: &[PortfolioFigures]) -> Written {
        let mut page = self.page(sheet, b::TOGETHER)?;
        let columns = self.columns([
            (w::PERIOD, 12),
            (b::FIGURE, 30),
            (w::FACILITY_ID, 20),
            (e::SITES, 10),
            (b::SUM_OVER, 20),
            (b::SUM_UNDER, 20),
            (e::RATIO_OF_SUMS, 16),
            (e::WEIGHTED_MEAN, 20),
        ]);
        let rows = all.iter().flat_map(|figures| figures.figures.iter().map(move |figure| (figures, figure)));
        let heading = page.at;
        let cells = (heading + 1..).zip(rows).map(|(at, (figures, figure))| self.figure(at, figures, figure));
        page.table(&columns, cells, 2)?;
        if all.is_empty() {
            page.heading(self.say(w::NO_FINDINGS))?;
        }
        page.finish()
    }

    /// The groups with their figures; a group without any is in no row.
    fn groups(&self, sheet: &mut Worksheet, groups: &[Group]) -> Written {
        let mut page = self.page(sheet, b::GROUPS)?;
        let columns = self.columns([
            (s::BY, 16),
            (s::GROUP, 20),
            (w::PERIOD, 12),
            (s::FACILITIES, 10),
            (s::WITH_GRADE, 10),
            (b::FIGURE, 30),
            (e::SITES, 10),
            (e::RATIO_OF_SUMS, 16),
            (e::WEIGHTED_MEAN, 20),
        ]);
        let number = |id: &str, value: Option<f64>| Cell::indicator(id, value, self.lang);
        let rows = groups.iter().flat_map(|group| {
            let figures = group.figures.iter().flat_map(|of| of.figures.iter().map(move |figure| (of, figure)));
            figures.map(move |(of, figure)| {
                let id = figure.indicator.as_str();
                vec![
                    Cell::text(self.say(trait_name(group.by))),
                    Cell::text(group_name(group, self.lang)),
                    Cell::text(&of.period),
                    Cell::sites(group.sites),
                    Cell::sites(group.rated),
                    Cell::text(indicator_name(id, self.lang)),
                    Cell::sites(figure.sites),
                    number(id, figure.ratio_of_sums),
                    number(id, figure.mean_weighted_by_total_energy),
                ]
            })
        });
        page.table(&columns, rows.collect::<Vec<_>>(), 1)?;
        page.finish()
    }

    fn spreads(&self, sheet: &mut Worksheet, spreads: &[Spread]) -> Written {
        let mut page = self.page(sheet, s::SPREADS)?;
        page.heading(self.say(s::SPREADS_NOTE))?;
        let columns = self.columns([
            (w::INDICATOR, 24),
            (w::PERIOD, 12),
            (s::KNOWN, 10),
            (w::MISSING, 10),
            (s::LEAST, 12),
            (s::LOWER_QUARTILE, 12),
            (s::MEDIAN, 12),
            (s::UPPER_QUARTILE, 12),
            (s::MOST, 12),
        ]);
        let rows = spreads.iter().map(|spread| {
            let id = spread.indicator.as_str();
            let counts = [spread.sites, spread.missing].map(Cell::sites);
            let values = [spread.least, spread.lower_quartile, spread.median, spread.upper_quartile, spread.most];
            let who = [Cell::text(indicator_name(id, self.lang)), Cell::text(&spread.period)];
            who.into_iter()
                .chain(counts)
                .chain(values.map(|value| Cell::indicator(id, Some(value), self.lang)))
                .collect()
        });
        page.table(&columns, rows.collect::<Vec<_>>(), 1)?;
        page.finish()
    }

    fn outliers(&self, sheet: &mut Worksheet, spreads: &[Spread]) -> Written {
        let mut page = self.page(sheet, s::OUTLIERS)?;
        page.heading(self.say(s::OUTLIERS_NOTE))?;
        let columns = self.columns([
            (w::FACILITY_ID, 26),
            (w::INDICATOR, 24),
            (w::PERIOD, 12),
            (w::VALUE, 12),
            (s::FENCES, 20),
            (s::RECORD_SAYS, 48),
        ]);
        let rows = spreads.iter().flat_map(|spread| {
            let id = spread.indicator.as_str();
            spread.outliers.iter().map(move |one| {
                vec![
                    Cell::text(&one.id),
                    Cell::text(indicator_name(id, self.lang)),
                    Cell::text(&spread.period),
                    Cell::indicator(id, Some(one.value), self.lang),
                    Cell::text(fences(spread, self.lang)),
                    Cell::text(record(one, self.lang)),
                ]
            })
        });
        page.table(&columns, rows.collect::<Vec<_>>(), 1)?;
        page.finish()
    }

    fn figure(&self, at: u32, figures: &PortfolioFigures, figure: &PortfolioFigure) -> Vec<Cell> {
        let id = figure.indicator.as_str();
        let [over, under] = [4, 5].map(|column| row_col_to_cell(at, column));
        let few = || Cell::text(e::too_few(figures.least_sites_for_means, self.lang));
        vec![
            Cell::text(&figures.period),
            Cell::text(indicator_name(id, self.lang)),
            Cell::text(id),
            Cell::sites(figure.sites),
            Cell::number(Some(figure.sum_over), WHOLE),
            Cell::number(Some(figure.sum_under), WHOLE),
            figure.ratio_of_sums.map_or(Cell::Blank, |ratio| {
                Cell::Formula(format!("={over}/{under}"), ratio, Form::of_value(id, ratio, self.lang))
            }),
            figure.mean_weighted_by_total_energy.map_or_else(few, |mean| Cell::indicator(id, Some(mean), self.lang)),
        ]
    }

    /// How many facilities have which level, counted from the ranking; below them those that have none.
    fn levels(&self, sheet: &mut Worksheet, ranking: Rows, failed: usize) -> Written {
        let mut page = self.page(sheet, b::LEVELS)?;
        let columns = self.columns([(b::LEVEL, 34), (b::FACILITIES, 14)]);
        let first = page.at + 1;
        let mut cells = Vec::new();
        for (_, title) in self.levels_reached() {
            let count = self.ranked.iter().filter(|line| line.grade.get(self.lang) == title).count();
            let at = first + u32::try_from(cells.len()).unwrap_or(u32::MAX);
            cells.push(self.counted(at, title, GRADE, ranking, count));
        }
        for status in [w::REPORTED_COUNT, w::INDICATIVE_ONLY, w::NOT_RATED, w::REFUSED] {
            let count = self.ranked.iter().filter(|line| line.status() == status).count();
            let at = first + u32::try_from(cells.len()).unwrap_or(u32::MAX);
            cells.push(self.counted(at, self.say(status), STATUS, ranking, count));
        }
        cells.push(vec![Cell::text(self.say(w::UNREADABLE)), Cell::sites(failed)]);
        let rows = page.table(&columns, cells, 1)?;
        let all = u32::try_from(self.ranked.len() + failed).unwrap_or(u32::MAX);
        page.labelled(self.say(b::ALL), &[Cell::Formula(format!("=SUM({})", span(1, rows)), f64::from(all), WHOLE)])?;
        page.chart(&charts::facilities_by_level(self.say(b::LEVELS), rows, &self.standing.join(" · "), self.lang))?;
        page.finish()
    }

    fn counted(&self, at: u32, title: &str, column: u16, ranking: Rows, count: usize) -> Vec<Cell> {
        let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let number = match self.ranked.is_empty() {
            true => Cell::Number(count, WHOLE),
            false => {
                let (sheet, range, word) = (self.say(b::RANKING), span(column, ranking), row_col_to_cell(at, 0));
                Cell::Formula(format!("=COUNTIF('{sheet}'!{range},{word})"), count, WHOLE)
            }
        };
        vec![Cell::text(title), number]
    }

    fn errors(&self, sheet: &mut Worksheet, failed: &[(&str, &Problem)]) -> Written {
        let mut page = self.page(sheet, b::ERRORS)?;
        let columns = self.columns([(b::FOLDER, 40), (b::PROBLEM, 70), (b::WHERE, 50), (b::HINT, 60)]);
        let cells = failed.iter().map(|(folder, problem)| {
            let or_nothing = |text: &Option<String>| Cell::text(text.as_deref().unwrap_or_default());
            vec![Cell::text(*folder), Cell::text(&problem.what), or_nothing(&problem.place), or_nothing(&problem.hint)]
        });
        page.table(&columns, cells, 1)?;
        if failed.is_empty() {
            page.heading(self.say(w::NO_FINDINGS))?;
        }
        page.finish()
    }
}
