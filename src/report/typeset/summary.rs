//! The whole report on one page.

use super::blocks::untitled;
use super::criteria::column;
use super::document::{Block, Form, Inline};
use crate::rating::OutcomeStatus;
use crate::report::markdown;
use crate::report::phrase::{Phrases, is_partial};
use crate::report::words::{reports as w, typeset as t, workbook as b};
use crate::standard::assessment::Assessment;

/// The indicators by which a facility is known.
pub(super) const MAIN: [&str; 8] =
    ["pue", "clean_share", "carbon_free_hourly", "wue", "cue", "it_load_use", "rack_occupancy", "hour_coverage"];

pub(super) fn summary(phrases: &Phrases<'_>) -> Vec<Block> {
    let head = markdown::head(phrases);
    let mut blocks: Vec<Block> = untitled(&head).into_iter().skip_while(|block| !is_list(block)).collect();
    if let Some(deciding) = phrases.rating.standards.first() {
        blocks.extend(areas(phrases, deciding));
    }
    blocks.extend(indicators(phrases));
    blocks
}

/// What stands before the list (who, when, the grade) is on the cover, and above the summary.
const fn is_list(block: &Block) -> bool {
    matches!(block, Block::List { .. })
}

fn strong(words: &str) -> Vec<Inline> {
    vec![Inline { form: Form::Strong, text: words.to_owned() }]
}

/// The points of each area; a part of a standard has none.
fn areas(phrases: &Phrases<'_>, deciding: &Assessment) -> Option<Block> {
    if deciding.criteria.is_empty() || is_partial(&deciding.standard) {
        return None;
    }
    let columns = [(b::AREA, false), (w::POINTS, true), (b::POINTS_POSSIBLE, true)];
    let rows = deciding.criteria.chunk_by(|one, other| one.area == other.area).map(|area| {
        let title = area.first().map_or("", |first| phrases.area_title(first));
        let (gained, possible) = phrases.area_points(area);
        let gained = gained.unwrap_or_else(|| phrases.say(w::NOT_SCORED).to_owned());
        vec![strong(title), vec![Inline::plain(gained)], vec![Inline::plain(possible)]]
    });
    let columns = columns.map(|(words, numbers)| column(phrases, words, numbers)).to_vec();
    Some(Block::Table { columns, rows: rows.collect() })
}

/// The main indicators, of those that there are; none where the data contradicts itself.
fn indicators(phrases: &Phrases<'_>) -> Option<Block> {
    if phrases.rating.outcome.status == OutcomeStatus::Refused {
        return None;
    }
    let columns = [(b::KEY_FIGURES, false), (t::VALUE_AND_U95, true), (w::STANDING, false)];
    let columns = columns.map(|(words, numbers)| column(phrases, words, numbers)).to_vec();
    let rows: Vec<_> = MAIN
        .iter()
        .filter_map(|id| phrases.indicator(id))
        .filter_map(|indicator| {
            let value = phrases.measure_as_sure(&indicator.id, indicator.value?);
            let standing = indicator.standing.map_or("", |standing| phrases.standing(standing));
            let name = strong(phrases.text(&indicator.title));
            Some(vec![name, vec![Inline::plain(value)], vec![Inline::plain(standing)]])
        })
        .collect();
    (!rows.is_empty()).then_some(Block::Table { columns, rows })
}
