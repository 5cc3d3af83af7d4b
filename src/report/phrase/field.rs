//! The fields of a report in words.

use super::Phrases;
use crate::report::numbers;
use crate::report::words::reports as w;
use crate::standard::assessment::{Assessment, FieldTrace};
use crate::standard::vocabulary::{IndicatorKind, Vocabulary};

/// What packs write where the unit that a report wants is not known.
const NO_UNIT: &str = "—";

impl Phrases<'_> {
    /// The value of a field in the unit of the report, without the unit; `None` where it is missing. A share stays a
    /// number from 0 to 1.
    pub fn field_number(&self, field: &FieldTrace) -> Option<String> {
        let value = field.value?;
        let id = field.indicator.as_deref().unwrap_or_default();
        let kind = Vocabulary::embedded().indicator(id).map(|name| name.kind);
        Some(match kind {
            Some(IndicatorKind::Share) | None => numbers::amount(value),
            Some(_) => self.value(id, value),
        })
    }

    /// What a field says in words in place of a number.
    pub fn field_words(&self, field: &FieldTrace) -> Option<String> {
        field.words.as_ref().map(|words| self.text(words).to_owned())
    }

    /// The value of a field with its unit, or that it is missing and why.
    pub fn field_value(&self, field: &FieldTrace) -> String {
        match self.field_number(field).or_else(|| self.field_words(field)) {
            None => self.missing(field.why.as_ref()),
            Some(words) if field.value.is_none() => words,
            Some(number) => match field.unit.as_str() {
                NO_UNIT => number,
                unit => format!("{number} {unit}"),
            },
        }
    }

    /// How many fields have a value.
    pub fn fields_in_short(&self, assessment: &Assessment) -> String {
        let with_value = assessment.fields.iter().filter(|field| field.is_filled()).count();
        w::fields_with_value(with_value, assessment.fields.len(), self.lang)
    }
}
