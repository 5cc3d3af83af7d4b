//! The values that were rounded before they were judged.

use super::escape::{Side, escape, head, row};
use crate::report::numbers;
use crate::report::phrase::Phrases;
use crate::report::words::reports as w;
use crate::standard::assessment::Assessment;

/// Each value before and after, and what asks for it; nothing where none was rounded.
pub(super) fn rounded(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    if assessment.rounded.is_empty() {
        return String::new();
    }
    let columns = [
        (w::ROUNDED_WHAT, Side::Left),
        (w::BEFORE, Side::Right),
        (w::AFTER, Side::Right),
        (w::DECIMALS, Side::Right),
        (w::BASIS, Side::Left),
    ];
    let mut text = head(&columns.map(|(words, side)| (phrases.say(words), side)));
    for rounded in &assessment.rounded {
        let [from, to] = phrases.rounded_ends(rounded);
        let cells = [
            phrases.rounded_name(assessment, rounded),
            from,
            to,
            numbers::plain(rounded.decimals.value),
            phrases.short_basis(&rounded.decimals),
        ];
        text.push_str(&row(cells.map(|cell| escape(&cell))));
    }
    text
}
