//! The uncertainty of the measured indicators, with the main parts of each budget.

use super::escape::{Side, escape, head, row};
use crate::report::phrase::Phrases;
use crate::report::words::{Words, confidence as c, reports as w};

/// How many parts of a budget are told; `explain` tells all.
const MOST_PARTS: usize = 3;

/// The section; nothing where no uncertainty is known.
pub(in crate::report) fn uncertainty(phrases: &Phrases<'_>) -> String {
    let Some(known) = phrases.rating.uncertainty.as_ref().filter(|known| !known.indicators.is_empty()) else {
        return String::new();
    };
    let trials = phrases.rating.confidence.as_ref();
    let interval = trials.map(|_| (c::TRIALS_INTERVAL, Side::Right));
    let columns: Vec<(Words, Side)> = [(w::INDICATOR, Side::Left), (c::EXPANDED, Side::Right)]
        .into_iter()
        .chain(interval)
        .chain([(c::MAIN_PARTS, Side::Left)])
        .collect();
    let columns: Vec<(&str, Side)> = columns.into_iter().map(|(words, side)| (phrases.say(words), side)).collect();
    let title = phrases.say(c::UNCERTAINTY);
    let mut text = format!("\n## {title}\n\n{}\n\n{}", phrases.say(c::EXPANDED_NOTE), head(&columns));
    for one in known.indicators.iter().filter(|one| one.expanded > 0.0) {
        let interval = trials.map(|confidence| {
            let simulated = confidence.indicators.iter().find(|simulated| simulated.id == one.id);
            simulated.map_or(phrases.say(w::NONE_SIGN).to_owned(), |simulated| phrases.interval_of(simulated))
        });
        let name = phrases.with_aside(&phrases.indicator_name(&one.id), &one.id);
        let cells = [name, phrases.measure_as_sure(&one.id, one.value)].into_iter();
        let cells = cells.chain(interval).chain([phrases.main_parts(&one.parts, MOST_PARTS)]);
        text.push_str(&row(cells.map(|cell| escape(&cell))));
    }
    if !known.assumptions.is_empty() {
        text.push_str(&format!("\n{}{}\n\n", phrases.say(c::ASSUMPTIONS), phrases.say(w::COLON).trim_end()));
    }
    for assumption in &known.assumptions {
        text.push_str(&format!("- {}\n", escape(phrases.text(assumption))));
    }
    text
}
