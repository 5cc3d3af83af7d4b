//! What the data is worth, in words: these need no rating, so that `check` says them like the reports.

use super::figure::sign;
use super::joined;
use crate::rating::proof::Rows;
use crate::rating::record::Sufficiency;
use crate::report::words::{Words, quality as q, reports as w};
use crate::report::{dates, numbers};
use crate::telemetry::{Finding, Severity};
use crate::text::Lang;

/// The word for a severity.
pub(in crate::report) const fn severity(severity: Severity) -> Words {
    match severity {
        Severity::Error => w::ERROR,
        Severity::Warning => w::WARNING,
        Severity::Note => w::NOTE,
    }
}

/// How many findings there are of each severity: `error 0 · warning 2 · note 1`.
pub(in crate::report) fn counts(findings: &[Finding], lang: Lang) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|wanted| {
        let count = findings.iter().filter(|finding| finding.severity == wanted).count();
        format!("{} {count}", severity(wanted).get(lang))
    });
    joined(counts, " · ")
}

/// What was found, on which meter, how often, and when first.
pub(in crate::report) fn finding_line(finding: &Finding, lang: Lang) -> String {
    let meter = finding.meter.as_ref().map(|meter| format!("{meter}{}", w::COLON.get(lang)));
    let times = (finding.count > 1).then(|| format!("× {}", finding.count));
    let first = finding.first.as_ref().map(|first| format!("{} {first}", w::FIRST.get(lang)));
    let aside = joined(times.into_iter().chain(first), w::COMMA.get(lang));
    let text = format!("{}{}", meter.unwrap_or_default(), finding.text.get(lang));
    if aside.is_empty() { text } else { format!("{text}{}{aside}{}", w::OPEN.get(lang), w::CLOSE.get(lang)) }
}

/// Rows of a file: `12`, or `12–48`.
pub(in crate::report) fn rows(rows: &Rows) -> String {
    match rows.first == rows.last {
        true => rows.first.to_string(),
        false => format!("{}–{}", rows.first, rows.last),
    }
}

/// `≥ 95 %`.
pub(in crate::report) fn required(one: &Sufficiency, lang: Lang) -> String {
    let Some(required) = &one.required else { return w::NONE_SIGN.get(lang).to_owned() };
    let figure = numbers::figure(&required.indicator, required.figure.value, lang);
    match required.bound.as_str() {
        "is" => figure,
        bound => format!("{} {figure}", sign(bound)),
    }
}

/// `90.4 %`, or why it can not be told.
pub(in crate::report) fn found(one: &Sufficiency, lang: Lang) -> String {
    let Some(value) = one.found else {
        let why = one.why.as_ref().map_or(w::NO_REASON.get(lang), |why| why.get(lang));
        return format!("{}{}{why}", w::MISSING.get(lang), w::COLON.get(lang));
    };
    match (&one.required, one.criterion.as_str()) {
        (Some(required), _) => numbers::beside(&required.indicator, value, required.figure.value, lang),
        (None, "paired-coverage") => numbers::beside("hour_coverage", value, 1.0, lang),
        (None, _) => numbers::plain(value),
    }
}

/// Met, not met, or only told.
pub(in crate::report) fn verdict(one: &Sufficiency, lang: Lang) -> &'static str {
    let words = match (one.passed, one.found) {
        (Some(true), _) => w::MET,
        (Some(false), Some(_)) => w::NOT_MET,
        (Some(false), None) => w::UNVERIFIED,
        (None, _) => q::FOR_THE_RECORD,
    };
    words.get(lang)
}

/// What becomes of a facility whose data does not suffice.
pub(in crate::report) fn consequence(one: &Sufficiency, lang: Lang) -> &'static str {
    let words = match one.on_fail.as_deref() {
        Some("out-of-scope") => q::THEN_OUT_OF_SCOPE,
        Some("indicative-only") => q::THEN_INDICATIVE,
        Some(_) => q::THEN_NOT_RATED,
        None => w::NONE_SIGN,
    };
    words.get(lang)
}

/// What is missing: months, then the largest gaps; the same for every criterion of one facility.
pub(in crate::report) fn missing_hours(one: &Sufficiency, lang: Lang) -> Vec<(Words, String)> {
    let none = || q::NONE.get(lang).to_owned();
    let months = match one.months_without_data.is_empty() {
        true => none(),
        false => joined(one.months_without_data.iter().map(|month| dates::month(month, lang)), w::LIST.get(lang)),
    };
    let gaps = one.largest_gaps.iter().map(|gap| q::gap(&gap.start, &gap.end, gap.hours, lang));
    let gaps = match one.largest_gaps.is_empty() {
        true => none(),
        false => joined(gaps, w::SEMICOLON.get(lang)),
    };
    let hours = w::hours_of(&numbers::amount(one.hours.covered_hours), &numbers::amount(one.hours.period_hours), lang);
    vec![(q::COVERED_HOURS, hours), (q::MONTHS_WITHOUT_DATA, months), (q::LARGEST_GAPS, gaps)]
}
