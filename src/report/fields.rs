//! The fields of a report that a standard asks for, in a file of their own: JSON for programs, CSV for spreadsheets.
//!
//! Values keep their full precision; a share is a number from 0 to 1.

use std::collections::BTreeMap;

use serde::Serialize;

use super::phrase::Phrases;
use super::words::{Words, reports as w};
use crate::files::json_bytes;
use crate::problem::{Problem, Result};
use crate::rating::Rating;
use crate::rating::record::{FacilityName, PeriodName};
use crate::standard::assessment::{Assessment, FieldTrace, StandardName};
use crate::standard::model::Source;
use crate::text::Lang;

/// The name and version of the form of the JSON.
pub const SCHEMA: &str = "greengrade.fields/1";

/// The fields with what they are of.
#[derive(Serialize)]
struct Fields<'a> {
    schema: &'static str,
    program: &'a str,
    facility: &'a FacilityName,
    period: &'a PeriodName,
    standard: &'a StandardName,
    fields: &'a [FieldTrace],
    /// The sources that the fields name, by their keys.
    sources: BTreeMap<&'a str, &'a Source>,
}

/// The fields as JSON, with facility, period, standard and edition.
///
/// # Errors
/// A number that JSON can not hold.
pub fn json(assessment: &Assessment, rating: &Rating) -> Result<Vec<u8>> {
    let named = |key: &&String| assessment.fields.iter().any(|field| field.source == **key);
    let sources = assessment.sources.iter().filter(|(key, _)| named(key));
    json_bytes(&Fields {
        schema: SCHEMA,
        program: &rating.program,
        facility: &rating.facility,
        period: &rating.period,
        standard: &assessment.standard,
        fields: &assessment.fields,
        sources: sources.map(|(key, source)| (key.as_str(), source)).collect(),
    })
}

/// The fields as CSV: a row that names facility, period, standard and edition, the names of the columns, and a row for
/// each field. No cell of text is taken for a formula by a spreadsheet.
///
/// # Errors
/// A table that can not be written, which is a fault of the program.
pub fn csv(assessment: &Assessment, rating: &Rating, lang: Lang) -> Result<String> {
    let phrases = Phrases::of(rating, lang);
    let failed = |error: &dyn std::fmt::Display| Problem::new(format!("cannot write the fields as CSV: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = [about(&phrases, assessment), columns(&phrases)].into_iter();
    for row in rows.chain(assessment.fields.iter().map(|field| cells(&phrases, assessment, field))) {
        writer.write_record(&row).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

/// Whose fields these are and what must be said of the data, in as many cells as a field has.
fn about(phrases: &Phrases<'_>, assessment: &Assessment) -> [String; 8] {
    let (standard, facility) = (&assessment.standard, &phrases.rating.facility);
    let labelled = |label: Words, value: &str| text(&phrases.labelled(label, value));
    [
        labelled(w::FACILITY, &phrases.facility()),
        labelled(w::PERIOD, &phrases.period_in_days()),
        labelled(w::STANDARD, &phrases.standard_in_full(standard)),
        labelled(w::EDITION, &phrases.edition(standard)),
        labelled(w::PROGRAM, &phrases.rating.program),
        text(if facility.synthetic { phrases.say(w::SYNTHETIC_NOTE) } else { "" }),
        facility.attribution.as_deref().map(|whom| labelled(w::ATTRIBUTION, whom)).unwrap_or_default(),
        String::new(),
    ]
}

fn columns(phrases: &Phrases<'_>) -> [String; 8] {
    [w::FIELD_ID, w::FIELD_TITLE, w::FIELD_VALUE, w::UNIT, w::WHY_MISSING, w::SOURCE, w::CLAUSE_COLUMN, w::COMES_FROM]
        .map(|column| text(phrases.say(column)))
}

fn cells(phrases: &Phrases<'_>, assessment: &Assessment, field: &FieldTrace) -> [String; 8] {
    let source = assessment.sources.get(&field.source);
    [
        text(&field.id),
        text(phrases.text(&field.title)),
        // A number is no text, even where it begins with a minus.
        match (field.value, &field.words) {
            (Some(value), _) => value.to_string(),
            (None, words) => text(words.as_ref().map_or("", |words| phrases.text(words))),
        },
        text(&field.unit),
        text(field.why.as_ref().map_or("", |why| phrases.text(why))),
        text(source.map_or(&field.source, |source| phrases.text(&source.citation))),
        text(field.clause.as_deref().unwrap_or_default()),
        text(field.from.as_deref().unwrap_or_default()),
    ]
}

/// A cell of text. One that a spreadsheet would take for a formula gets an apostrophe, which spreadsheets do not show.
fn text(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe_and_no_other_does() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(text(cell), format!("'{cell}"));
        }
        for cell in ["", "—", "pue", "a=b", "'x", " =1", "１"] {
            assert_eq!(text(cell), cell);
        }
    }
}
