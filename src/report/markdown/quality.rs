//! What the data is worth: sufficiency and findings.

use super::escape::{Side, escape, head, row};
use crate::report::phrase::{Phrases, quality};
use crate::report::words::{quality as q, reports as w};

/// Whether the data suffices, criterion by criterion, and the hours that prove it.
pub(in crate::report) fn sufficiency(phrases: &Phrases<'_>) -> String {
    let (told, lang) = (&phrases.rating.sufficiency, phrases.lang);
    let Some(first) = told.first() else { return String::new() };
    let columns = [w::CRITERION, w::REQUIRED, q::FOUND, w::VERDICT, q::CONSEQUENCE];
    let columns = columns.map(|words| (phrases.say(words), Side::Left));
    let mut text = format!("\n## {}\n\n{}", phrases.say(q::SUFFICIENCY), head(&columns));
    for one in told {
        let cells = [
            phrases.text(&one.title).to_owned(),
            quality::required(one, lang),
            quality::found(one, lang),
            quality::verdict(one, lang).to_owned(),
            quality::consequence(one, lang).to_owned(),
        ];
        text.push_str(&row(cells.iter().map(|cell| escape(cell))));
    }
    text.push('\n');
    for (label, value) in quality::missing_hours(first, lang) {
        text.push_str(&format!("- {}\n", escape(&phrases.labelled(label, &value))));
    }
    text
}

/// What was found in the data, and what to do about it.
pub(in crate::report) fn findings(phrases: &Phrases<'_>) -> String {
    let findings = &phrases.rating.findings;
    if findings.is_empty() {
        return format!("\n## {}\n\n{}\n", phrases.say(w::FINDINGS), phrases.say(w::NO_FINDINGS));
    }
    let columns = [
        (w::SEVERITY, Side::Left),
        (w::METER, Side::Left),
        (w::FINDING, Side::Left),
        (w::COUNT, Side::Right),
        (w::FIRST, Side::Left),
        (q::WHAT_TO_DO, Side::Left),
    ];
    let columns = columns.map(|(words, side)| (phrases.say(words), side));
    let mut text = format!("\n## {}\n\n{}", phrases.say(w::FINDINGS), head(&columns));
    for finding in findings {
        let none = phrases.say(w::NONE_SIGN);
        let count = finding.count.to_string();
        let cells = [
            phrases.say(quality::severity(finding.severity)),
            finding.meter.as_deref().unwrap_or(none),
            phrases.text(&finding.text),
            &count,
            finding.first.as_deref().unwrap_or(none),
            finding.advice.as_ref().map_or(none, |advice| phrases.text(advice)),
        ];
        text.push_str(&row(cells.map(escape)));
    }
    text
}
