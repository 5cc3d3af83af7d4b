//! The criteria of the deciding standard as a formal report tells them: clause, value, uncertainty, points and basis.

use super::document::{Block, Column, Form, Inline};
use crate::report::phrase::Phrases;
use crate::report::words::{Words, reports as w, typeset as t};
use crate::standard::assessment::{Assessment, CriterionState, CriterionTrace};

/// The criteria, area by area, with the area's points where the standard has a total.
pub(super) fn criteria(phrases: &Phrases<'_>, assessment: &Assessment) -> Vec<Block> {
    if assessment.criteria.is_empty() {
        return Vec::new();
    }
    let columns = [
        (w::CLAUSE_COLUMN, false),
        (w::CRITERION, false),
        (t::VALUE_AND_U95, false),
        (w::STANDING, false),
        (w::POINTS, true),
        (w::BASIS, false),
    ];
    let columns = columns.map(|(words, numbers)| column(phrases, words, numbers));
    let mut rows = Vec::new();
    for area in assessment.criteria.chunk_by(|a, b| a.area == b.area) {
        rows.extend(area.first().map(|first| area_row(phrases, first)));
        rows.extend(area.iter().map(|criterion| row(phrases, criterion)));
    }
    vec![
        Block::Heading { depth: 1, text: phrases.say(w::CRITERIA).to_owned() },
        Block::Table { columns: columns.to_vec(), rows },
        Block::Paragraph { text: vec![Inline::plain(phrases.say(t::U95_NOTE))] },
    ]
}

pub(super) fn column(phrases: &Phrases<'_>, words: Words, numbers: bool) -> Column {
    Column { head: vec![Inline::plain(phrases.say(words))], numbers }
}

/// The area as a row of its own, in bold.
fn area_row(phrases: &Phrases<'_>, first: &CriterionTrace) -> Vec<Vec<Inline>> {
    let strong = Inline { form: Form::Strong, text: phrases.area_title(first).to_owned() };
    let mut cells = vec![Vec::new(); 6];
    if let Some(cell) = cells.get_mut(1) {
        cell.push(strong);
    }
    cells
}

fn row(phrases: &Phrases<'_>, criterion: &CriterionTrace) -> Vec<Vec<Inline>> {
    let none = phrases.say(w::NONE_SIGN);
    let value = match (criterion.state, criterion.value, &criterion.indicator) {
        (CriterionState::Scored, Some(value), Some(id)) => phrases.measure_as_sure(id, value),
        _ => phrases.criterion_value(criterion),
    };
    [
        criterion.clause.as_deref().unwrap_or(none).to_owned(),
        phrases.text(&criterion.title).to_owned(),
        value,
        phrases.criterion_standing(criterion).unwrap_or(none).to_owned(),
        phrases.points(criterion),
        phrases.bases(criterion),
    ]
    .map(|cell| vec![Inline::plain(cell)])
    .to_vec()
}
