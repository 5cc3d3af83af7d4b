//! What the values of a report rest on: what proves declared values, and the files that were read with their hashes.

use super::blocks::blocks;
use super::criteria::column;
use super::document::{Block, Inline};
use crate::report::markdown;
use crate::report::phrase::Phrases;
use crate::report::words::{reports as w, typeset as t, workbook as b};
use crate::standard::Standing;
use crate::standard::assessment::{CriterionTrace, ItemTrace};

pub(super) fn evidence(phrases: &Phrases<'_>) -> Vec<Block> {
    let declared = phrases.rating.indicators.iter().filter(|one| one.standing != Some(Standing::Measured));
    let declared = declared.flat_map(|indicator| {
        indicator.inputs.iter().map(|input| {
            [
                phrases.text(&indicator.title),
                w::of_input(&input.name, phrases.lang),
                w::of_input(&input.from, phrases.lang),
            ]
        })
    });
    let criteria = phrases.rating.standards.iter().flat_map(|assessment| &assessment.criteria);
    let items = criteria.flat_map(|criterion| criterion.items.iter().map(move |item| (criterion, item)));
    let mut rows: Vec<Vec<String>> = declared.map(|cells| cells.map(str::to_owned).to_vec()).collect();
    rows.extend(items.map(|(criterion, item)| of_item(phrases, criterion, item)));
    let mut told = Vec::new();
    if !rows.is_empty() {
        told.push(Block::Heading { depth: 1, text: phrases.say(t::DECLARED_EVIDENCE).to_owned() });
        let columns = [b::OF_WHAT, b::PART, w::COMES_FROM].map(|words| column(phrases, words, false)).to_vec();
        let rows = rows.into_iter().map(|cells| cells.into_iter().map(|cell| vec![Inline::plain(cell)]).collect());
        told.push(Block::Table { columns, rows: rows.collect() });
    }
    told.extend(blocks(&markdown::inputs(phrases)));
    told
}

fn of_item(phrases: &Phrases<'_>, criterion: &CriterionTrace, item: &ItemTrace) -> Vec<String> {
    let proof = item.evidence.as_deref().unwrap_or(phrases.say(w::NO_EVIDENCE));
    vec![phrases.text(&criterion.title).to_owned(), phrases.item_name(item), proof.to_owned()]
}
