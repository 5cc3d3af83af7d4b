//! The uncertainty of the measured indicators, with the main parts of each budget.

use super::escape::{Side, escape, head, row};
use crate::report::phrase::Phrases;
use crate::report::words::{confidence as c, reports as w};

/// How many parts of a budget are told; `explain` tells all.
const MOST_PARTS: usize = 3;

/// The section; nothing where no uncertainty is known.
pub(super) fn uncertainty(phrases: &Phrases<'_>) -> String {
    let Some(known) = phrases.rating.uncertainty.as_ref().filter(|known| !known.indicators.is_empty()) else {
        return String::new();
    };
    let columns = [
        (w::INDICATOR, Side::Left),
        (c::EXPANDED, Side::Right),
        (c::TRIALS_INTERVAL, Side::Right),
        (c::MAIN_PARTS, Side::Left),
    ];
    let columns = columns.map(|(words, side)| (phrases.say(words), side));
    let mut text =
        format!("\n## {}\n\n{}\n\n{}", phrases.say(c::UNCERTAINTY), phrases.say(c::EXPANDED_NOTE), head(&columns));
    for one in &known.indicators {
        let simulated = phrases.rating.confidence.iter().flat_map(|confidence| &confidence.indicators);
        let simulated = simulated.into_iter().find(|simulated| simulated.id == one.id);
        let cells = [
            phrases.with_aside(&phrases.indicator_name(&one.id), &one.id),
            phrases.measure_as_sure(&one.id, one.value),
            simulated.map_or_else(|| phrases.say(w::NONE_SIGN).to_owned(), |simulated| phrases.interval_of(simulated)),
            phrases.main_parts(&one.parts, MOST_PARTS),
        ];
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
