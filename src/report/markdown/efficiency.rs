//! Energy efficiency in detail: the category of PUE, the total by kind, back-up apart, two methods, and PUE by conditions.

use super::escape::{Side, escape, head, row};
use crate::indicator::efficiency_detail::{ConditionBin, Efficiency};
use crate::rating::OutcomeStatus;
use crate::report::numbers;
use crate::report::phrase::{Phrases, efficiency as phrase};
use crate::report::words::{Words, efficiency as e, reports as w};

/// The section; nothing where there is nothing to tell.
pub(in crate::report) fn efficiency(phrases: &Phrases<'_>) -> String {
    let methods = methods(phrases);
    let Some(told) = phrases.rating.efficiency.as_ref() else { return headed(phrases, methods) };
    let mut text = String::new();
    if let Some(category) = phrases.pue_category() {
        text.push_str(&format!("- {}\n", escape(&phrases.labelled(e::CATEGORY, &category))));
    }
    if let Some(backup) = &told.backup {
        text.push_str(&format!("- {}\n", escape(&phrases.labelled(e::BACKUP, &phrases.backup(backup)))));
    }
    text.push_str(&carriers(phrases, told));
    text.push_str(&methods);
    text.push_str(&by_temperature(phrases, told));
    text.push_str(&by_load(phrases, told));
    headed(phrases, text)
}

fn headed(phrases: &Phrases<'_>, text: String) -> String {
    if text.is_empty() {
        return text;
    }
    let refused = phrases.rating.outcome.status == OutcomeStatus::Refused;
    let warning = if refused { format!("{}\n\n", phrases.say(w::NOT_RELIABLE)) } else { String::new() };
    format!("\n## {}\n\n{warning}{text}", phrases.say(e::EFFICIENCY))
}

fn carriers(phrases: &Phrases<'_>, told: &Efficiency) -> String {
    let mut text = String::new();
    if !told.carriers.is_empty() {
        text.push_str(&format!("- {}\n", escape(phrases.say(e::CARRIERS))));
    }
    for part in &told.carriers {
        let energy = format!("{} kWh", numbers::grouped(part.kwh));
        let energy = phrases.list([phrases.with_aside(&energy, &part.from), phrases.coverage(part.coverage)]);
        let line = format!("{}{}{energy}", phrases.carrier(part.carrier), phrases.say(w::COLON));
        text.push_str(&format!("  - {}\n", escape(&line)));
    }
    text
}

/// RM1 and RM2 side by side, where the facility tells working points.
fn methods(phrases: &Phrases<'_>) -> String {
    let value = |id: &str| phrases.indicator(id).and_then(|indicator| indicator.value);
    let Some((by_points, by_year)) = value("working_point_ratio").zip(value("pue")) else { return String::new() };
    let lines = [
        (e::RM1, phrases.value("working_point_ratio", by_points)),
        (e::RM2, phrases.value("pue", by_year)),
        (e::RM_DIFFERENCE, signed(by_points - by_year)),
    ];
    let lines = lines.map(|(label, value)| format!("  - {}\n", escape(&phrases.labelled(label, &value))));
    format!("- {}\n{}", escape(phrases.say(e::METHODS)), lines.concat())
}

/// A difference with its sign.
fn signed(value: f64) -> String {
    let text = numbers::fixed(value.abs(), 3);
    if value < 0.0 { format!("−{text}") } else { format!("+{text}") }
}

fn by_temperature(phrases: &Phrases<'_>, told: &Efficiency) -> String {
    let Some(by) = &told.by_temperature else { return String::new() };
    let mut text = bins(phrases, e::BY_TEMPERATURE, e::TEMPERATURE, &by.bins, phrase::celsius);
    if by.hours_without_temperature > 0.0 {
        let hours = numbers::amount(by.hours_without_temperature);
        text.push_str(&format!("\n{}\n", escape(&e::without_temperature(&hours, phrases.lang))));
    }
    text
}

fn by_load(phrases: &Phrases<'_>, told: &Efficiency) -> String {
    let Some(by) = &told.by_load else { return String::new() };
    let text = bins(phrases, e::BY_LOAD, e::LOAD, &by.bins, phrase::percents);
    format!("{text}\n{}\n", escape(&phrases.load_base(by)))
}

fn bins(
    phrases: &Phrases<'_>,
    title: Words,
    condition: Words,
    bins: &[ConditionBin],
    name: fn(&ConditionBin) -> String,
) -> String {
    let columns = [
        (condition, Side::Right),
        (w::PUE, Side::Right),
        (e::HOURS, Side::Right),
        (w::TOTAL_KWH, Side::Right),
        (w::IT_KWH, Side::Right),
    ];
    let columns = columns.map(|(words, side)| (phrases.say(words), side));
    let mut text = format!("\n### {}\n\n{}", phrases.say(title), head(&columns));
    for bin in bins {
        let pue = bin.pue.map_or_else(|| phrases.say(w::NONE_SIGN).to_owned(), |pue| phrases.value("pue", pue));
        let cells =
            [name(bin), pue, numbers::amount(bin.hours), numbers::grouped(bin.total_kwh), numbers::grouped(bin.it_kwh)];
        text.push_str(&row(cells.iter().map(|cell| escape(cell))));
    }
    text
}
