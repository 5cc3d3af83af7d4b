//! The use of clean energy in words.

use super::Phrases;
use crate::indicator::clean_energy::record::{CleanEnergy, Share};
use crate::report::numbers;
use crate::report::words::{clean_energy as w, reports};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Lang;

/// More rows than these are told by the first of them.
const MOST_ROWS: usize = 12;

/// The name of a source of electricity.
pub(in crate::report) fn source(id: &str, lang: Lang) -> &str {
    Vocabulary::embedded().supply_source(id).map_or(id, |known| known.title.get(lang))
}

/// What a share means.
pub(in crate::report) fn share_title(phrases: &Phrases<'_>, id: &str) -> String {
    match Vocabulary::embedded().indicator(id) {
        // Beside the share of all that certificates back, its own title would not tell them apart.
        Some(_) if id == "certificate_share" => phrases.with_aside(phrases.say(w::CERTIFICATES_ALONE), id),
        Some(known) => phrases.with_aside(phrases.text(&known.title), id),
        None => phrases.with_aside(phrases.say(w::CERTIFICATE_BACKED), id),
    }
}

/// A share as its indicator is written.
pub(in crate::report) fn share_value(phrases: &Phrases<'_>, share: &Share) -> String {
    match Vocabulary::embedded().indicator(&share.id) {
        Some(_) => phrases.value(&share.id, share.share),
        None => numbers::percent(share.share),
    }
}

/// What comes out hour by hour, in lines.
pub(in crate::report) fn hours(phrases: &Phrases<'_>, told: &CleanEnergy) -> Vec<String> {
    let Some(hourly) = &told.hourly else { return Vec::new() };
    let kwh = |amount: f64| format!("{} kWh", numbers::amount(amount));
    let count = |hours: u32| numbers::amount(f64::from(hours));
    let matched = phrases.with_aside(
        &numbers::percent(hourly.matched_share),
        &format!("{} ÷ {}", kwh(hourly.matched_kwh), kwh(hourly.load_kwh)),
    );
    vec![
        phrases.labelled(w::MATCHED, &matched),
        phrases.labelled(w::SURPLUS, &kwh(hourly.surplus_kwh)),
        phrases
            .labelled(w::FULL_HOURS, &reports::hours_of(&count(hourly.full_hours), &count(hourly.hours), phrases.lang)),
    ]
}

/// Numbers of rows, the first of them where they are many.
pub(in crate::report) fn row_numbers(rows: &[u64]) -> String {
    let shown: Vec<String> = rows.iter().take(MOST_ROWS).map(u64::to_string).collect();
    let more = if rows.len() > MOST_ROWS { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
