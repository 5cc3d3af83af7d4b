//! What ratings are called beside each other.

use crate::rating::Comparison;
use crate::rating::compare::Compared;
use crate::report::phrase::with_aside;
use crate::report::words::compare as w;
use crate::text::Lang;

/// A name for each rating, that tells it from the others: the period where all are of one facility, the facility where all
/// are of one period, else both; and the edition where that is not enough.
pub(in crate::report) fn labels(comparison: &Comparison, lang: Lang) -> Vec<String> {
    let ratings = &comparison.ratings;
    let mut periods = ratings.iter().map(|one| &one.period.label);
    let first = periods.next();
    let one_period = periods.all(|period| Some(period) == first);
    let name = |one: &Compared| match (comparison.of_one_facility(), one_period) {
        (true, _) => one.period.label.clone(),
        (false, true) => one.facility.name.get(lang).to_owned(),
        (false, false) => format!("{} {}", one.facility.name.get(lang), one.period.label),
    };
    let names: Vec<String> = ratings.iter().map(name).collect();
    let twice = names.iter().enumerate().any(|(at, name)| names.iter().skip(at + 1).any(|other| other == name));
    if !twice {
        return names;
    }
    names.iter().zip(ratings).map(|(name, one)| with_aside(name, &one.edition, lang)).collect()
}

/// `before → after`.
pub(in crate::report) fn arrow(before: &str, after: &str) -> String {
    format!("{before}{}{after}", w::ARROW)
}
