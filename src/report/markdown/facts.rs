//! Indicators, months, inputs, sources.

use super::escape::{Side, escape, head, row};
use crate::rating::record::{Indicator, Month, OutcomeStatus};
use crate::report::phrase::{NamedSource, Phrases, joined};
use crate::report::words::{Words, reports as w};
use crate::report::{dates, numbers};
use crate::standard::vocabulary::SupplySource;

/// Every indicator with its value, or why it has none.
pub(in crate::report) fn indicators(phrases: &Phrases<'_>) -> String {
    let columns = [
        (w::INDICATOR, Side::Left),
        (w::VALUE, Side::Right),
        (w::UNIT, Side::Left),
        (w::FORMULA, Side::Left),
        (w::INPUTS_OF, Side::Left),
        (w::STANDING, Side::Left),
        (w::COVERAGE, Side::Right),
    ];
    let mut text = match phrases.rating.outcome.status {
        OutcomeStatus::Refused => {
            let columns = columns.map(|(words, side)| (phrases.say(words), side));
            let warning = phrases.say(w::NOT_RELIABLE);
            format!("\n## {}\n\n{warning}\n\n{}", phrases.say(w::INDICATORS), head(&columns))
        }
        OutcomeStatus::Rated | OutcomeStatus::Reported | OutcomeStatus::IndicativeOnly | OutcomeStatus::NotRated => {
            section(phrases, w::INDICATORS, &columns)
        }
    };
    for indicator in &phrases.rating.indicators {
        text.push_str(&row(indicator_cells(phrases, indicator).iter().map(|cell| escape(cell))));
    }
    text
}

fn section(phrases: &Phrases<'_>, title: Words, columns: &[(Words, Side)]) -> String {
    let columns: Vec<(&str, Side)> = columns.iter().map(|(words, side)| (phrases.say(*words), *side)).collect();
    format!("\n## {}\n\n{}", phrases.say(title), head(&columns))
}

fn indicator_cells(phrases: &Phrases<'_>, indicator: &Indicator) -> [String; 7] {
    let none = || phrases.say(w::NONE_SIGN).to_owned();
    let value = match indicator.value {
        Some(value) => phrases.value_as_sure(&indicator.id, value),
        None => phrases.missing(indicator.why.as_ref()),
    };
    let unit = match numbers::unit(&indicator.id) {
        "" => none(),
        unit => w::of_input(unit, phrases.lang).to_owned(),
    };
    [
        phrases.with_aside(phrases.text(&indicator.title), &indicator.id),
        value,
        unit,
        phrases.text(&indicator.formula).to_owned(),
        phrases.numbers_put_in(indicator).unwrap_or_else(none),
        indicator.standing.map_or_else(none, |standing| phrases.standing(standing).to_owned()),
        indicator.coverage.map_or_else(none, |coverage| phrases.coverage(coverage)),
    ]
}

/// The months, with a column for each source of metered supply.
pub(in crate::report) fn months(phrases: &Phrases<'_>) -> String {
    let months = &phrases.rating.months;
    if months.is_empty() {
        return String::new();
    }
    let sources = phrases.supply_sources();
    let names: Vec<String> =
        sources.iter().map(|source| escape(&format!("{} kWh", phrases.text(&source.title)))).collect();
    let mut columns = vec![(phrases.say(w::MONTH), Side::Left)];
    let fixed = [w::TOTAL_KWH, w::IT_KWH, w::PUE, w::COVERAGE, w::CLEAN_SHARE];
    columns.extend(fixed.map(|words| (phrases.say(words), Side::Right)));
    columns.extend(names.iter().map(|name| (name.as_str(), Side::Right)));
    columns.push((phrases.say(w::UNATTRIBUTED), Side::Right));
    let mut text = format!("\n## {}\n\n{}", phrases.say(w::MONTHS), head(&columns));
    for month in months {
        text.push_str(&row(month_cells(phrases, month, &sources).iter().map(|cell| escape(cell))));
    }
    text
}

fn month_cells(phrases: &Phrases<'_>, month: &Month, sources: &[&SupplySource]) -> Vec<String> {
    let or_missing = |value: Option<String>| value.unwrap_or_else(|| phrases.say(w::MISSING).to_owned());
    let mut cells = vec![
        dates::month(&month.label, phrases.lang),
        or_missing(month.total_kwh.map(numbers::grouped)),
        or_missing(month.it_kwh.map(numbers::grouped)),
        or_missing(month.pue.map(|value| phrases.value("pue", value))),
        phrases.coverage(month.coverage),
        or_missing(month.clean_share.map(|value| phrases.value("clean_share", value))),
    ];
    cells.extend(
        sources.iter().map(|source| or_missing(month.supply_kwh.get(&source.id).copied().map(numbers::grouped))),
    );
    cells.push(or_missing(month.unattributed_kwh.map(numbers::grouped)));
    cells
}

/// The files that were read, with their hashes.
pub(in crate::report) fn inputs(phrases: &Phrases<'_>) -> String {
    let columns = [(w::FILE, Side::Left), (w::ROWS, Side::Right), (w::BYTES, Side::Right), (w::SHA256, Side::Left)];
    let columns = columns.map(|(words, side)| (phrases.say(words), side));
    let mut text = format!("\n## {}\n\n{}\n\n{}", phrases.say(w::INPUTS), phrases.say(w::INPUTS_NOTE), head(&columns));
    for input in &phrases.rating.inputs {
        let rows = input.rows.map_or_else(|| phrases.say(w::NONE_SIGN).to_owned(), |rows| rows.to_string());
        let path = match &input.rolled_up_in {
            Some(rollup) => phrases.with_aside(&input.path, &w::rolled_up_in(rollup, phrases.lang)),
            None => input.path.clone(),
        };
        let cells = [escape(&path), rows, input.bytes.to_string(), format!("`{}`", escape(&input.sha256))];
        text.push_str(&row(cells));
    }
    text
}

/// The sources that the figures of all standards name, each with the standards that name it.
pub(in crate::report) fn sources(phrases: &Phrases<'_>) -> String {
    let named = phrases.sources();
    if named.is_empty() {
        return String::new();
    }
    let columns = [w::KEY, w::CITATION, w::READ, w::STANDARDS].map(|words| (words, Side::Left));
    let mut text = section(phrases, w::SOURCES, &columns);
    for NamedSource { key, source, standards } in named {
        let standards = joined(standards, phrases.say(w::LIST));
        text.push_str(
            &row([key, phrases.text(&source.citation), phrases.reading(source.read), &standards].map(escape)),
        );
    }
    text
}

/// Whom the data comes from, and what made the report.
pub(in crate::report) fn about(phrases: &Phrases<'_>) -> String {
    let rating = phrases.rating;
    let mut text = format!("\n## {}\n\n", phrases.say(w::ABOUT));
    if let Some(attribution) = &rating.facility.attribution {
        text.push_str(&format!("- {}\n", escape(&phrases.labelled(w::ATTRIBUTION, attribution))));
    }
    if rating.facility.synthetic {
        text.push_str(&format!("- {}\n", phrases.say(w::SYNTHETIC_NOTE)));
    }
    text.push_str(&format!("- {}\n", escape(&phrases.labelled(w::CLOCK, &rating.period.clock))));
    text.push_str(&format!("- {}\n", escape(&phrases.labelled(w::PROGRAM, &rating.program))));
    text
}
