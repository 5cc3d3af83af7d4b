//! What was found in the data, and the sources of the figures.

use rust_xlsxwriter::Worksheet;

use super::cell::Cell;
use super::page::{BAD, Column, DOUBTFUL, GOOD, Page, Written};
use crate::report::phrase::{NamedSource, Phrases, joined, quality};
use crate::report::words::{quality as q, reports as w, workbook as b};
use crate::telemetry::{Finding, Severity};

pub(super) fn findings(phrases: &Phrases<'_>, sheet: &mut Worksheet, standing: &str) -> Written {
    let lang = phrases.lang;
    let mut page = Page::begin(sheet, phrases.say(b::FINDINGS), standing, lang)?;
    let clock = &phrases.rating.period.clock;
    let on_clock = |words| b::on_clock(phrases.say(words), clock, lang);
    let columns = [
        Column::new(phrases.say(w::SEVERITY), 10),
        Column::new(phrases.say(q::ID), 26),
        Column::new(phrases.say(w::METER), 22),
        Column::new(phrases.say(w::FINDING), 64),
        Column::new(phrases.say(w::COUNT), 10),
        Column::new(on_clock(q::FROM_TIME), 18),
        Column::new(on_clock(q::TO_TIME), 18),
        Column::new(phrases.say(q::WHAT_TO_DO), 50),
    ];
    let findings = &phrases.rating.findings;
    let rows = page.table(&columns, findings.iter().map(|finding| cells(phrases, finding)), 1)?;
    if findings.is_empty() {
        page.heading(phrases.say(w::NO_FINDINGS))?;
    }
    for (severity, colour) in [(Severity::Error, BAD), (Severity::Warning, DOUBTFUL), (Severity::Note, GOOD)] {
        page.colour(rows, 0, phrases.say(quality::severity(severity)), colour)?;
    }
    page.finish()
}

/// The first instant that the finding is about and, where it tells hours, the last.
fn cells(phrases: &Phrases<'_>, finding: &Finding) -> Vec<Cell> {
    let first = finding.first.as_ref().or_else(|| finding.hours.first().map(|span| &span.start));
    let last = finding.hours.last().map(|span| &span.end);
    let instant = |at: Option<&String>| at.map_or(Cell::Blank, |at| Cell::instant(at));
    vec![
        Cell::text(phrases.say(quality::severity(finding.severity))),
        Cell::text(&finding.id),
        Cell::text(finding.meter.as_deref().unwrap_or_default()),
        Cell::text(phrases.text(&finding.text)),
        Cell::count(finding.count),
        instant(first),
        instant(last),
        Cell::text(finding.advice.as_ref().map_or("", |advice| phrases.text(advice))),
    ]
}

pub(super) fn sources(phrases: &Phrases<'_>, sheet: &mut Worksheet, standing: &str) -> Written {
    let mut page = Page::begin(sheet, phrases.say(b::SOURCES), standing, phrases.lang)?;
    let columns = [(w::KEY, 30), (w::CITATION, 90), (w::READ, 24), (w::STANDARDS, 40)];
    let columns = columns.map(|(words, widest)| Column::new(phrases.say(words), widest));
    let rows = phrases.sources().into_iter().map(|NamedSource { key, source, standards }| {
        vec![
            Cell::text(key),
            Cell::text(phrases.text(&source.citation)),
            Cell::text(phrases.reading(source.read)),
            Cell::text(joined(standards, phrases.say(w::LIST))),
        ]
    });
    page.table(&columns, rows, 1)?;
    page.finish()
}
