//! The use of clean energy: supply, shares, hours, storage, certificates and carbon.

use super::escape::{Side, escape, head, row};
use crate::indicator::clean_energy::record::{Carbon, Certificates, CleanEnergy, Emissions, Factor, StorageUse};
use crate::report::numbers;
use crate::report::phrase::{Phrases, clean_energy as say};
use crate::report::words::{Words, clean_energy as w, reports};

/// Nothing where the facility keeps no records.
pub(in crate::report) fn clean_energy(phrases: &Phrases<'_>) -> String {
    let Some(told) = &phrases.rating.clean_energy else { return String::new() };
    let mut text = format!("\n## {}\n\n{}\n", phrases.say(w::CLEAN_ENERGY), escape(phrases.say(w::OVER_HOURS)));
    text.push_str(&supply(phrases, told));
    text.push_str(&shares(phrases, told));
    text.push_str(&hours(phrases, told));
    text.push_str(&told.certificates.as_ref().map(|ledger| certificates(phrases, ledger)).unwrap_or_default());
    text.push_str(&contracts(phrases, told));
    text.push_str(&told.carbon.as_ref().map(|told| carbon(phrases, told)).unwrap_or_default());
    text
}

fn columns<const N: usize>(phrases: &Phrases<'_>, columns: [(Words, Side); N]) -> String {
    let columns = columns.map(|(words, side)| (phrases.say(words), side));
    format!("\n{}", head(&columns))
}

fn cells<const N: usize>(cells: [&str; N]) -> String {
    row(cells.map(escape))
}

fn supply(phrases: &Phrases<'_>, told: &CleanEnergy) -> String {
    let (left, right) = (Side::Left, Side::Right);
    let mut text =
        columns(phrases, [(w::SOURCE, left), (w::PATH, left), (w::KWH, right), (w::BY, left), (w::FROM, left)]);
    for line in &told.supply {
        text.push_str(&cells([
            say::source(&line.source, phrases.lang),
            phrases.say(w::path(line.path)),
            &numbers::amount(line.kwh),
            phrases.say(w::evidence(line.by)),
            &line.from,
        ]));
    }
    let rest = [(w::RESIDUAL, told.residual_kwh), (w::EXPORTED, told.beyond_load_kwh)];
    let rest = rest.into_iter().filter(|(_, kwh)| *kwh > 0.0);
    for (words, kwh) in rest.chain([(w::TOTAL, told.total_kwh)]) {
        text.push_str(&cells([phrases.say(words), "", &numbers::amount(kwh), "", ""]));
    }
    text
}

fn shares(phrases: &Phrases<'_>, told: &CleanEnergy) -> String {
    let mut text = columns(phrases, [(w::MEANING, Side::Left), (w::KWH, Side::Right), (w::SHARE, Side::Right)]);
    for share in &told.shares {
        let value = say::share_value(phrases, share);
        text.push_str(&cells([&say::share_title(phrases, &share.id), &numbers::amount(share.kwh), &value]));
    }
    text
}

fn hours(phrases: &Phrases<'_>, told: &CleanEnergy) -> String {
    let lines =
        say::hours(phrases, told).into_iter().chain(told.storage.iter().flat_map(|used| storage(phrases, used)));
    let lines: String = lines.map(|line| format!("- {}\n", escape(&line))).collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}

fn storage(phrases: &Phrases<'_>, used: &StorageUse) -> Vec<String> {
    let kwh = |words: Words, kwh: f64| format!("{} {} kWh", phrases.say(words), numbers::amount(kwh));
    let mut flows =
        vec![kwh(w::CHARGED, used.charged_kwh), kwh(w::DISCHARGED, used.discharged_kwh), kwh(w::LOSS, used.loss_kwh)];
    flows.extend(used.round_trip.map(|share| format!("{} {}", phrases.say(w::ROUND_TRIP), numbers::percent(share))));
    let origins = used.origins.iter().map(|origin| {
        let path = phrases.say(w::path(origin.path));
        let source = phrases.with_aside(say::source(&origin.source, phrases.lang), path);
        format!("{source} {} kWh", numbers::amount(origin.kwh))
    });
    let rest = [(w::RESIDUAL_SHORT, used.residual_kwh), (w::UNKNOWN_ORIGIN, used.unknown_kwh)];
    let rest = rest.into_iter().filter(|(_, kwh)| *kwh > 0.0).map(|(words, amount)| kwh(words, amount));
    vec![
        phrases.labelled(w::STORAGE, &phrases.list(flows)),
        phrases.labelled(w::STORAGE_ORIGIN, &phrases.list(origins.chain(rest))),
    ]
}

fn certificates(phrases: &Phrases<'_>, ledger: &Certificates) -> String {
    let mut text = format!("\n### {}\n", escape(&phrases.with_aside(phrases.say(w::CERTIFICATES), &ledger.file)));
    text.push_str(&columns(phrases, [(w::STATE, Side::Left), (w::COUNT, Side::Right), (w::ROWS, Side::Left)]));
    for rows in &ledger.rows {
        let count = numbers::amount(f64::from(u32::try_from(rows.certificates).unwrap_or(u32::MAX)));
        text.push_str(&cells([phrases.say(w::state(rows.state)), &count, &say::row_numbers(&rows.rows)]));
    }
    let kwh = |amount: f64| format!("{} kWh", numbers::amount(amount));
    let mut counted = vec![kwh(ledger.retired_kwh), format!("{} {}", phrases.say(w::COUNTED), kwh(ledger.counted_kwh))];
    if ledger.beyond_kwh > 0.0 {
        counted.push(format!("{} {}", phrases.say(w::BEYOND), kwh(ledger.beyond_kwh)));
    }
    text.push_str(&format!("\n- {}\n", escape(&phrases.labelled(w::RETIRED, &phrases.list(counted)))));
    if !ledger.vintages.is_empty() {
        let months = ledger.vintages.iter().map(|vintage| format!("{} {}", vintage.month, kwh(vintage.kwh)));
        text.push_str(&format!("- {}\n", escape(&phrases.labelled(w::VINTAGES, &phrases.list(months)))));
    }
    text
}

fn contracts(phrases: &Phrases<'_>, told: &CleanEnergy) -> String {
    if told.contracts.is_empty() {
        return String::new();
    }
    let (left, right) = (Side::Left, Side::Right);
    let mut text = columns(
        phrases,
        [
            (w::CONTRACT, left),
            (w::MONTH, left),
            (w::SOURCE, left),
            (w::SETTLED, right),
            (w::CARRIED_IN, right),
            (w::DUE, right),
            (w::CARRIED_OUT, right),
        ],
    );
    for month in &told.contracts {
        text.push_str(&cells([
            &month.contract,
            &month.month,
            say::source(&month.source, phrases.lang),
            &numbers::amount(month.settled_kwh),
            &numbers::amount(month.carried_in_kwh),
            &month.certificates_due.to_string(),
            &numbers::amount(month.carried_out_kwh),
        ]));
    }
    text
}

fn carbon(phrases: &Phrases<'_>, told: &Carbon) -> String {
    let (left, right) = (Side::Left, Side::Right);
    let mut text = format!("\n### {}\n", phrases.say(w::CARBON));
    text.push_str(&columns(
        phrases,
        [(w::WAY, left), (w::KWH, right), (w::WHOSE, left), (w::FACTOR, right), (w::KG, right), (w::CUE, right)],
    ));
    for (way, emissions) in [(w::LOCATION, &told.location), (w::MARKET, &told.market)] {
        text.push_str(&emission_rows(phrases, phrases.say(way), emissions));
    }
    for avoided in &told.avoided {
        let way = format!("{} {}", phrases.say(w::AVOIDED), phrases.text(&avoided.factor.title));
        let (kwh, kg) = (numbers::amount(avoided.kwh), numbers::amount(avoided.kg));
        let factor = numbers::plain(avoided.factor.kg_per_kwh);
        text.push_str(&cells([&way, &kwh, &whose(phrases, &avoided.factor), &factor, &kg, ""]));
    }
    text
}

fn emission_rows(phrases: &Phrases<'_>, way: &str, told: &Emissions) -> String {
    let cue = told
        .cue
        .map_or_else(|| phrases.say(reports::NONE_SIGN).to_owned(), |cue| numbers::indicator("cue", cue, phrases.lang));
    let fossil = told.own_fossil_factor.as_ref().map(|factor| (told.own_fossil_kwh * factor.kg_per_kwh, factor));
    let own = told.kg - fossil.as_ref().map_or(0.0, |(kg, _)| *kg);
    let line = |kwh: f64, factor: &Factor, kg: f64, cue: &str, way: &str| {
        let plain = numbers::plain(factor.kg_per_kwh);
        cells([way, &numbers::amount(kwh), &whose(phrases, factor), &plain, &numbers::amount(kg), cue])
    };
    let mut text = line(told.kwh, &told.factor, own, &cue, way);
    if let Some((kg, factor)) = fossil {
        let way = phrases.with_aside(way, phrases.say(w::OWN_FOSSIL));
        text.push_str(&line(told.own_fossil_kwh, factor, kg, "", &way));
    }
    text
}

fn whose(phrases: &Phrases<'_>, factor: &Factor) -> String {
    phrases.with_aside(phrases.text(&factor.title), &factor.year.to_string())
}
