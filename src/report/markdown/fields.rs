//! The fields of a report that a standard asks for.

use super::escape::{Side, escape, head, row};
use crate::report::phrase::{Phrases, joined};
use crate::report::words::{efficiency as e, reports as w};
use crate::standard::assessment::{Assessment, FieldTrace};

/// Each field with its value, or why it has none; nothing where the standard asks for no report.
pub(super) fn fields(phrases: &Phrases<'_>, assessment: &Assessment) -> String {
    if assessment.fields.is_empty() {
        return String::new();
    }
    let columns = [
        (w::FIELD, Side::Left),
        (w::FIELD_VALUE, Side::Right),
        (w::UNIT, Side::Left),
        (e::FROM_OR_WHY, Side::Left),
        (w::ASKED_BY, Side::Left),
    ];
    let mut text = head(&columns.map(|(words, side)| (phrases.say(words), side)));
    for field in &assessment.fields {
        text.push_str(&row(cells(phrases, field).map(|cell| escape(&cell))));
    }
    text.push_str(&format!("\n{}\n", phrases.fields_in_short(assessment)));
    text
}

fn cells(phrases: &Phrases<'_>, field: &FieldTrace) -> [String; 5] {
    let none = || phrases.say(w::NONE_SIGN).to_owned();
    let clause = field.clause.as_ref().map(|clause| format!("{} {clause}", phrases.say(w::CLAUSE)));
    [
        phrases.with_aside(phrases.text(&field.title), &field.id),
        phrases
            .field_number(field)
            .or_else(|| phrases.field_words(field))
            .unwrap_or_else(|| phrases.say(w::MISSING).to_owned()),
        field.unit.clone(),
        told(phrases, field).unwrap_or_else(none),
        joined(std::iter::once(field.source.clone()).chain(clause), phrases.say(w::COMMA)),
    ]
}

/// Where the value comes from, or why there is none.
fn told(phrases: &Phrases<'_>, field: &FieldTrace) -> Option<String> {
    let why = field.why.as_ref().map(|why| phrases.text(why).to_owned());
    why.or_else(|| field.from.clone())
}
