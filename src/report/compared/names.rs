//! What ratings are called beside each other.

use crate::rating::Comparison;
use crate::rating::compare::Compared;
use crate::report::words::{compare as w, reports};
use crate::text::Lang;

/// A name for each rating, that tells it from the others: the period where all are of one facility, the facility where all
/// are of one period, else both; and the edition where that is not enough.
pub(in crate::report) fn labels(comparison: &Comparison, lang: Lang) -> Vec<String> {
    let ratings = &comparison.ratings;
    let alike = |of: fn(&Compared) -> &str| {
        let mut values = ratings.iter().map(of);
        let first = values.next();
        values.all(|value| Some(value) == first)
    };
    let (one_facility, one_period) = (alike(|one| &one.facility.id), alike(|one| &one.period.label));
    let name = |one: &Compared| match (one_facility, one_period) {
        (true, _) => one.period.label.clone(),
        (false, true) => one.facility.name.get(lang).to_owned(),
        (false, false) => format!("{} {}", one.facility.name.get(lang), one.period.label),
    };
    let names: Vec<String> = ratings.iter().map(name).collect();
    let twice = names.iter().enumerate().any(|(at, name)| names.iter().skip(at + 1).any(|other| other == name));
    if !twice {
        return names;
    }
    let with_edition = names
        .iter()
        .zip(ratings)
        .map(|(name, one)| format!("{name}{}{}{}", reports::OPEN.get(lang), one.edition, reports::CLOSE.get(lang)));
    with_edition.collect()
}

/// `before → after`.
pub(super) fn arrow(before: &str, after: &str) -> String {
    format!("{before}{}{after}", w::ARROW)
}
