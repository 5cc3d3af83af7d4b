//! What a portfolio says together, as one page: grades, figures of all, groups, how indicators spread, and who stands apart.

use super::chart::Kind;
use super::html::Failed;
use super::numbers;
use super::outliers::record;
use super::page::{Block, markdown as page};
use super::phrase::{category, indicator_name, with_aside};
use super::terminal::PortfolioRow;
use super::terminal::figures::{HEADINGS, figure_rows};
use super::terminal::portfolio::{counts, standings};
use super::words::charts::filled;
use super::words::{
    Words, chart_kinds, efficiency as e, html as h, portfolio as w, portfolio_charts as c, reports as r, workbook as b,
};
use super::year_on_year;
use crate::indicator::{PortfolioFigure, PortfolioFigures};
use crate::rating::portfolio::{Group, Spread, Together, Trait};
use crate::text::Lang;

/// What the page of a portfolio tells.
#[derive(Debug, Clone)]
pub struct PortfolioReport<'a> {
    /// Each facility, in the order in which they were found.
    pub rows: &'a [PortfolioRow],
    /// What they say together.
    pub together: &'a Together,
    /// The facilities that could not be read.
    pub failed: Vec<Failed<'a>>,
    /// The program and its version.
    pub program: &'a str,
}

/// The portfolio in Markdown. `pictures` are the files of its charts beside it, in whichever form charts are written.
pub fn markdown(told: &PortfolioReport<'_>, pictures: &[String], lang: Lang) -> String {
    let mut blocks = vec![Block::Title(h::PORTFOLIO.get(lang).to_owned()), Block::Line(counts(told.rows, lang))];
    blocks.extend(standings(told.rows, lang).into_iter().map(|line| Block::Line(line.to_owned())));
    blocks.extend(synthetic(told.rows, lang).map(Block::Line));
    blocks.extend(facilities(told.rows, lang));
    blocks.extend(unreadable(&told.failed, lang));
    blocks.extend(together(told.together, lang));
    blocks.extend(charts(pictures, lang));
    blocks.extend(statistics(told.rows, told.together, lang));
    blocks.push(Block::Line(format!("{}{}{}", r::PROGRAM.get(lang), r::COLON.get(lang), told.program)));
    page(blocks)
}

/// The pictures of the charts; nothing without any.
fn charts(files: &[String], lang: Lang) -> Vec<Block> {
    let picture = |file: &String| {
        let kind = file.split('.').next().and_then(Kind::named);
        let words = kind.map_or(file.as_str(), |kind| chart_kinds::caption(kind).get(lang)).to_owned();
        Block::Picture { path: file.clone(), words }
    };
    let heading = (!files.is_empty()).then(|| Block::Heading(c::CHARTS.get(lang).to_owned()));
    heading.into_iter().chain(files.iter().map(picture)).collect()
}

/// The grades and how often each is, groups, spreads and those that stand apart.
pub(in crate::report) fn statistics(rows: &[PortfolioRow], together: &Together, lang: Lang) -> Vec<Block> {
    let mut blocks = grades(rows, lang);
    blocks.extend(year_on_year::blocks(together.changes.as_ref(), lang));
    for (by, title) in kinds_of_groups() {
        blocks.extend(chapter(title, &[], groups(together, by, lang), lang));
    }
    blocks.extend(chapter(w::SPREADS, &[w::SPREADS_NOTE], spreads(&together.spreads, lang), lang));
    blocks.extend(chapter(w::OUTLIERS, &[w::OUTLIERS_NOTE], outliers(&together.spreads, lang), lang));
    blocks
}

/// How many facilities are of synthetic data; nothing where none is.
pub(in crate::report) fn synthetic(rows: &[PortfolioRow], lang: Lang) -> Option<String> {
    let count = rows.iter().filter(|row| row.synthetic).count();
    (count > 0).then(|| filled(w::SYNTHETIC_SITES, lang, &[&count.to_string()]))
}

/// A heading with its notes and its table; nothing without rows.
fn chapter(title: Words, notes: &[Words], table: Option<Block>, lang: Lang) -> Vec<Block> {
    let Some(table) = table else { return Vec::new() };
    let notes = notes.iter().map(|note| Block::Line(note.get(lang).to_owned()));
    std::iter::once(Block::Heading(title.get(lang).to_owned())).chain(notes).chain([table]).collect()
}

fn table<const N: usize>(head: [Words; N], numbers: &[usize], rows: Vec<Vec<String>>, lang: Lang) -> Option<Block> {
    Block::table(&head.map(|words| words.get(lang)), numbers, rows)
}

/// What the columns of the table of facilities are, and which of them are numbers.
pub(in crate::report) const FACILITY_HEAD: [Words; 9] =
    [r::FACILITY, r::FACILITY_ID, r::PERIOD, r::GRADE, r::SCORE, r::PUE, r::CLEAN_SHARE, r::COVERAGE, r::REASONS];
pub(in crate::report) const FACILITY_NUMBERS: [usize; 4] = [4, 5, 6, 7];

/// Each facility in one row.
pub(in crate::report) fn facilities(rows: &[PortfolioRow], lang: Lang) -> Vec<Block> {
    let cells = rows.iter().map(|row| {
        let texts = [&row.grade, &row.score, &row.pue, &row.clean_share, &row.coverage].map(|text| text.get(lang));
        let name = row.name.get(lang);
        let name = if row.synthetic { with_aside(name, r::SYNTHETIC.get(lang), lang) } else { name.to_owned() };
        let who = [name, row.id.clone(), row.period.clone()];
        let reason = row.reasons.first().map_or("", |reason| reason.get(lang));
        who.into_iter().chain(texts.map(str::to_owned)).chain([reason.to_owned()]).collect()
    });
    chapter(h::FACILITIES, &[], table(FACILITY_HEAD, &FACILITY_NUMBERS, cells.collect(), lang), lang)
}

pub(in crate::report) fn unreadable(failed: &[Failed<'_>], lang: Lang) -> Vec<Block> {
    let rows = failed.iter().map(|failed| {
        let hint = failed.problem.hint.as_deref().unwrap_or(r::NONE_SIGN.get(lang));
        [failed.folder, &failed.problem.to_string(), hint].map(str::to_owned).to_vec()
    });
    chapter(r::UNREADABLE, &[], table([r::FACILITY, h::WHAT, h::HINT], &[], rows.collect(), lang), lang)
}

/// The ratio of sums and the weighted mean of each period, each by its name.
pub(in crate::report) fn together(told: &Together, lang: Lang) -> Vec<Block> {
    let of_period = told.figures.iter().flat_map(|figures| {
        let rows = figure_rows(figures, lang).map(|cells| cells.to_vec()).collect();
        let title = e::together(&figures.period, figures.sites, lang);
        [Block::Heading(title), Block::Line(h::TWO_FIGURES.get(lang).to_owned())].into_iter().chain(table(
            HEADINGS,
            &[1, 2, 3],
            rows,
            lang,
        ))
    });
    of_period.collect()
}

/// How many facilities have which grade, or none, in the order of the grades.
pub(in crate::report) fn grades(rows: &[PortfolioRow], lang: Lang) -> Vec<Block> {
    let mut counted: Vec<(&PortfolioRow, usize)> = Vec::new();
    let mut ordered: Vec<&PortfolioRow> = rows.iter().collect();
    ordered.sort_by_key(|row| (row.status, row.rank));
    for row in ordered {
        match counted.last_mut().filter(|(last, _)| (last.status, last.rank) == (row.status, row.rank)) {
            Some((_, count)) => *count += 1,
            None => counted.push((row, 1)),
        }
    }
    let name = |row: &PortfolioRow| match row.rank {
        // The probability behind a grade is a facility's own.
        Some(_) if row.at_the_boundary => {
            row.grade.get(lang).split(['（', '(']).next().unwrap_or_default().trim().to_owned()
        }
        _ => row.grade.get(lang).to_owned(),
    };
    let rows = counted.into_iter().map(|(row, count)| vec![name(row), count.to_string()]).collect();
    chapter(w::GRADES, &[], table([r::GRADE, w::FACILITIES], &[1], rows, lang), lang)
}

fn groups(together: &Together, by: Trait, lang: Lang) -> Option<Block> {
    let head =
        [w::GROUP, r::PERIOD, w::FACILITIES, w::WITH_GRADE, w::PUE_RATIO, w::PUE_MEAN, w::CLEAN_RATIO, w::CLEAN_MEAN];
    let of_kind = together.groups.iter().filter(|group| group.by == by);
    table(head, &[2, 3, 4, 5, 6, 7], of_kind.flat_map(|group| group_rows(group, lang)).collect(), lang)
}

/// What facilities are compared by, with the heading of each.
pub(in crate::report) const fn kinds_of_groups() -> [(Trait, Words); 3] {
    [(Trait::Province, w::BY_PROVINCE), (Trait::City, w::BY_CITY), (Trait::Category, w::BY_CATEGORY)]
}

/// What a group is called.
pub(in crate::report) fn group_name(group: &Group, lang: Lang) -> &str {
    match (group.by, &group.name) {
        (Trait::Category, Some(name)) => category(name, lang),
        (Trait::Province | Trait::City, Some(name)) => name,
        (_, None) => w::NOT_NAMED.get(lang),
    }
}

/// What groups have in common.
pub(in crate::report) const fn trait_name(by: Trait) -> Words {
    match by {
        Trait::Province => b::PROVINCE,
        Trait::City => b::CITY,
        Trait::Category => b::CATEGORY,
    }
}

fn group_rows(group: &Group, lang: Lang) -> Vec<Vec<String>> {
    let name = group_name(group, lang);
    let none = || r::NONE_SIGN.get(lang).to_owned();
    let who = |period: &str| vec![name.to_owned(), period.to_owned(), group.sites.to_string(), group.rated.to_string()];
    let rows = group.figures.iter().map(|figures| who(&figures.period).into_iter().chain(main_figures(figures, lang)));
    let rows: Vec<Vec<String>> = rows.map(Iterator::collect).collect();
    if rows.is_empty() {
        return vec![who(&group.period).into_iter().chain([none(), none(), none(), none()]).collect()];
    }
    rows
}

/// PUE and clean share of several facilities: each as the ratio of sums and as the weighted mean.
fn main_figures(figures: &PortfolioFigures, lang: Lang) -> impl Iterator<Item = String> {
    let none = || r::NONE_SIGN.get(lang).to_owned();
    let two = move |id: &str| {
        let shown = |value: Option<f64>| value.map_or_else(none, |value| numbers::indicator(id, value, lang));
        let mean = |figure: &PortfolioFigure| match figure.mean_weighted_by_total_energy {
            None => e::too_few(figures.least_sites_for_means, lang),
            mean => shown(mean),
        };
        let figure = figures.figures.iter().find(|figure| figure.indicator == id);
        [shown(figure.and_then(|figure| figure.ratio_of_sums)), figure.map_or_else(none, mean)]
    };
    two("pue").into_iter().chain(two("clean_share"))
}

/// The same of all facilities, a row for each period.
pub(in crate::report) fn figures_by_period(all: &[PortfolioFigures], lang: Lang) -> Option<Block> {
    let head = [r::PERIOD, w::FACILITIES, w::PUE_RATIO, w::PUE_MEAN, w::CLEAN_RATIO, w::CLEAN_MEAN];
    let row = |figures: &PortfolioFigures| {
        let who = [figures.period.clone(), figures.sites.to_string()];
        who.into_iter().chain(main_figures(figures, lang)).collect()
    };
    table(head, &[1, 2, 3, 4, 5], all.iter().map(row).collect(), lang)
}

fn spreads(spreads: &[Spread], lang: Lang) -> Option<Block> {
    let head = [
        r::INDICATOR,
        r::PERIOD,
        w::KNOWN,
        r::MISSING,
        w::LEAST,
        w::LOWER_QUARTILE,
        w::MEDIAN,
        w::UPPER_QUARTILE,
        w::MOST,
    ];
    let rows = spreads.iter().map(|spread| {
        let id = spread.indicator.as_str();
        let values = [spread.least, spread.lower_quartile, spread.median, spread.upper_quartile, spread.most];
        let who =
            [indicator_name(id, lang), spread.period.clone(), spread.sites.to_string(), spread.missing.to_string()];
        who.into_iter().chain(values.map(|value| numbers::indicator(id, value, lang))).collect()
    });
    table(head, &[2, 3, 4, 5, 6, 7, 8], rows.collect(), lang)
}

fn outliers(spreads: &[Spread], lang: Lang) -> Option<Block> {
    let head = [r::FACILITY_ID, r::INDICATOR, r::PERIOD, r::VALUE, w::FENCES, w::RECORD_SAYS];
    let rows = spreads.iter().flat_map(|spread| {
        let id = spread.indicator.as_str();
        let shown = move |value: f64| numbers::indicator(id, value, lang);
        let fences = fences(spread, lang);
        spread.outliers.iter().map(move |one| {
            let name = indicator_name(id, lang);
            vec![one.id.clone(), name, spread.period.clone(), shown(one.value), fences.clone(), record(one, lang)]
        })
    });
    table(head, &[3], rows.collect(), lang)
}

/// Beyond which values a facility stands apart.
pub(in crate::report) fn fences(spread: &Spread, lang: Lang) -> String {
    let shown = |value| numbers::indicator(&spread.indicator, value, lang);
    spread.fences.map(|fences| fences.map(shown).join(" … ")).unwrap_or_default()
}
