//! What changed since an earlier run, as blocks of a page: how grades moved, the figures of the same facilities, each
//! pair, and what was not compared.

use super::compared::{Say, arrow};
use super::numbers;
use super::page::Block;
use super::phrase::{indicator_name, joined};
use super::words::{Words, compare as c, efficiency as e, reports as r, year_on_year as w};
use crate::indicator::{PortfolioFigure, PortfolioFigures};
use crate::rating::portfolio::{AtTime, Change, Changes, GradeStep};
use crate::text::Lang;

/// The chapter; nothing where no earlier run was named.
pub(in crate::report) fn blocks(changes: Option<&Changes>, lang: Lang) -> Vec<Block> {
    let Some(changes) = changes else { return Vec::new() };
    let line = |words: Words| Block::Line(words.get(lang).to_owned());
    let mut blocks = vec![Block::Heading(w::TITLE.get(lang).to_owned())];
    blocks.extend(in_short(changes, lang).into_iter().map(Block::Line));
    blocks.push(line(w::NOTE));
    if let Some(figures) = figures(changes, lang) {
        blocks.extend([line(w::LIKE_FOR_LIKE), figures]);
    }
    blocks.extend(pairs(&changes.pairs, lang));
    if let Some(others) = not_compared(changes, lang) {
        blocks.extend([Block::Heading(w::NOT_COMPARED.get(lang).to_owned()), others]);
    }
    blocks
}

/// How grades moved, and how many facilities are not compared: two lines.
pub(in crate::report) fn in_short(changes: &Changes, lang: Lang) -> [String; 2] {
    let steps = &changes.grades;
    let always = [(GradeStep::Rose, steps.rose), (GradeStep::Kept, steps.kept), (GradeStep::Fell, steps.fell)];
    let rare = [(GradeStep::Gained, steps.gained), (GradeStep::Lost, steps.lost)];
    let told = always.into_iter().chain(rare.into_iter().filter(|(_, count)| *count > 0));
    let others = [(w::WITHOUT, steps.without), (w::OTHER_RULES, steps.other_rules)];
    let words = told.map(|(step, count)| (w::step(step), count));
    let words = words.chain(others.into_iter().filter(|(_, count)| *count > 0));
    let counted = words.map(|(words, count)| format!("{} {count}", words.get(lang)));
    let grades = joined(std::iter::once(w::pairs(changes.pairs.len(), lang)).chain(counted), " · ");
    [grades, w::others([changes.added.len(), changes.gone.len(), changes.incomparable.len()], lang)]
}

/// A figure of the same facilities before and now.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct TwoFigures<'a> {
    pub before: (&'a PortfolioFigures, &'a PortfolioFigure),
    pub now: (&'a PortfolioFigures, &'a PortfolioFigure),
}

/// The figures that both periods have.
pub(in crate::report) fn two_figures(changes: &Changes) -> Vec<TwoFigures<'_>> {
    let periods = changes.before.iter().zip(&changes.now);
    let figures = periods.flat_map(|(before, now)| {
        now.figures.iter().filter_map(move |figure| {
            let earlier = before.figures.iter().find(|earlier| earlier.indicator == figure.indicator)?;
            Some(TwoFigures { before: (before, earlier), now: (now, figure) })
        })
    });
    figures.collect()
}

fn figures(changes: &Changes, lang: Lang) -> Option<Block> {
    let say = Say { lang };
    let rows = two_figures(changes).into_iter().map(|TwoFigures { before, now }| {
        let id = now.1.indicator.as_str();
        let [ratios, means] = [ratio, mean].map(|of| (of(before.1), of(now.1)));
        let few = || e::too_few(now.0.least_sites_for_means, lang);
        let means = if means == (None, None) { few() } else { say.values(id, means.0, means.1) };
        let period = arrow(&before.0.period, &now.0.period);
        let ratio = say.values(id, ratios.0, ratios.1);
        vec![indicator_name(id, lang), period, now.1.sites.to_string(), ratio, change(id, ratios, lang), means]
    });
    let head = [e::INDICATOR, r::PERIOD, e::SITES, e::RATIO_OF_SUMS, c::CHANGE, e::WEIGHTED_MEAN];
    Block::table(&head.map(|words| words.get(lang)), &[2, 3, 4, 5], rows.collect())
}

const fn ratio(figure: &PortfolioFigure) -> Option<f64> {
    figure.ratio_of_sums
}

const fn mean(figure: &PortfolioFigure) -> Option<f64> {
    figure.mean_weighted_by_total_energy
}

fn change(id: &str, (before, now): (Option<f64>, Option<f64>), lang: Lang) -> String {
    let change = before.zip(now).map(|(before, now)| numbers::change(id, now - before, lang));
    change.unwrap_or_else(|| r::NONE_SIGN.get(lang).to_owned())
}

fn pairs(pairs: &[Change], lang: Lang) -> Option<Block> {
    let say = Say { lang };
    let rows = pairs.iter().map(|pair| {
        let (before, now) = (&pair.before, &pair.now);
        let name = pair.name.get(lang).to_owned();
        let grades = arrow(grade(before, lang), grade(now, lang));
        let score = match (before.score, now.score) {
            (None, None) => r::NONE_SIGN.get(lang).to_owned(),
            (before, now) => say.values("score", before, now),
        };
        vec![
            name,
            pair.id.clone(),
            arrow(&before.period, &now.period),
            grades,
            step(pair, lang).to_owned(),
            score,
            say.values("pue", before.pue, now.pue),
            change("pue", (before.pue, now.pue), lang),
            say.values("clean_share", before.clean_share, now.clean_share),
        ]
    });
    let head =
        [r::FACILITY, r::FACILITY_ID, r::PERIOD, r::GRADE, w::GRADE_STEP, r::SCORE, r::PUE, c::CHANGE, r::CLEAN_SHARE];
    Block::table(&head.map(|words| words.get(lang)), &[5, 6, 7, 8], rows.collect())
}

pub(in crate::report) fn grade(at: &AtTime, lang: Lang) -> &str {
    at.grade.as_ref().map_or(r::NONE_SIGN.get(lang), |level| level.title.get(lang))
}

/// What became of the grade of a pair.
pub(in crate::report) fn step(pair: &Change, lang: Lang) -> &'static str {
    let words = match pair.step() {
        Some(step) => w::step(step),
        None if pair.same_rules => w::WITHOUT,
        None => w::OTHER_RULES,
    };
    words.get(lang)
}

/// The facilities that are not compared, each with the reason.
pub(in crate::report) fn apart(changes: &Changes, lang: Lang) -> impl Iterator<Item = (&str, &'static str)> {
    let both = changes.incomparable.iter().map(move |one| (one.id.as_str(), w::why(one.why).get(lang)));
    let new = changes.added.iter().map(move |id| (id.as_str(), w::NEW.get(lang)));
    let gone = changes.gone.iter().map(move |id| (id.as_str(), w::GONE.get(lang)));
    both.chain(new).chain(gone)
}

fn not_compared(changes: &Changes, lang: Lang) -> Option<Block> {
    let rows = apart(changes, lang).map(|(id, why)| vec![id.to_owned(), why.to_owned()]);
    let head = [r::FACILITY_ID, r::REASONS].map(|words| words.get(lang));
    Block::table(&head, &[], rows.collect())
}
