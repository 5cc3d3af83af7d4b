//! What the data is worth, on the terminal.

use super::{CheckReport, Entry};
use crate::rating::Checked;
use crate::rating::proof::Rows;
use crate::report::phrase::quality;
use crate::report::terminal::paint::{Paint, Tone, drawn};
use crate::report::words::{quality as q, reports as w};
use crate::telemetry::{Finding, Severity};
use crate::text::Lang;

/// The facilities one after another, and their number where there are several. `width` is that of the terminal, which is
/// asked where it is left out.
pub fn text(report: &CheckReport, lang: Lang, colour: bool, width: Option<u16>) -> String {
    let page = Page { lang, paint: Paint { colour, width } };
    let parts: Vec<String> = report.facilities.iter().map(|entry| page.entry(entry)).collect();
    let mut text = parts.join("\n");
    if report.facilities.len() > 1 {
        let good = |entry: &&Entry| matches!(entry, Entry::Checked(checked) if checked.is_good());
        let unread = |entry: &&Entry| matches!(entry, Entry::Failed { .. });
        let all = &report.facilities;
        let (good, unread) = (all.iter().filter(good).count(), all.iter().filter(unread).count());
        text.push_str(&format!("\n{}\n", q::checked(all.len(), good, unread, lang)));
    }
    text
}

struct Page {
    lang: Lang,
    paint: Paint,
}

impl Page {
    fn entry(&self, entry: &Entry) -> String {
        match entry {
            Entry::Checked(checked) => self.facility(checked),
            Entry::Failed { folder, problem } => {
                let verdict = self.paint.toned(w::UNREADABLE.get(self.lang), Tone::Bad);
                let colon = w::COLON.get(self.lang);
                format!(
                    "{}{colon}{verdict}\n  {}\n",
                    self.paint.bold(folder),
                    self.paint.toned(&problem.to_string(), Tone::Plain)
                )
            }
        }
    }

    fn facility(&self, checked: &Checked) -> String {
        let (lang, paint) = (self.lang, self.paint);
        let facility = &checked.facility;
        let (verdict, tone) = match checked.is_good() {
            true => (q::IS_GOOD, Tone::Good),
            false => (q::IS_NOT_GOOD, Tone::Doubtful),
        };
        let name = format!("{} · {} · {}", facility.name.get(lang), facility.id, checked.period.label);
        let mut text = format!("{}{}{}\n", paint.bold(&name), w::COLON.get(lang), paint.toned(verdict.get(lang), tone));
        if let Some(asked) = &checked.standard {
            let line =
                format!("{}{}{} {}", q::REQUIRED_BY.get(lang), w::COLON.get(lang), asked.title.get(lang), asked.id);
            text.push_str(&format!("{}\n", paint.toned(&line, Tone::Plain)));
        }
        text.push_str(&self.sufficiency(checked));
        text.push_str(&self.findings(checked));
        text
    }

    fn sufficiency(&self, checked: &Checked) -> String {
        let (lang, paint) = (self.lang, self.paint);
        let headings = [w::VERDICT, w::CRITERION, w::REQUIRED, q::FOUND].map(|words| words.get(lang));
        let mut table = paint.table(&headings);
        for one in &checked.sufficiency {
            let tone = match one.passed {
                Some(true) => Tone::Good,
                Some(false) => Tone::Bad,
                None => Tone::Plain,
            };
            table.add_row([
                paint.cell(quality::verdict(one, lang), tone),
                paint.cell(one.title.get(lang), Tone::Plain),
                paint.cell(&quality::required(one, lang), Tone::Plain),
                paint.cell(&quality::found(one, lang), Tone::Plain),
            ]);
        }
        let mut text = format!("\n{}\n{}", paint.bold(q::SUFFICIENCY.get(lang)), drawn(&mut table, &[], 2));
        let proof = checked.sufficiency.first().map(|one| quality::missing_hours(one, lang)).unwrap_or_default();
        for (label, value) in proof {
            let line = format!("{}{}{value}", label.get(lang), w::COLON.get(lang));
            text.push_str(&format!("  {}\n", paint.toned(&line, Tone::Plain)));
        }
        text
    }

    fn findings(&self, checked: &Checked) -> String {
        let (lang, paint, findings) = (self.lang, self.paint, &checked.findings);
        let mut table = paint.table(&[]);
        for finding in findings {
            let tone = match finding.severity {
                Severity::Error => Tone::Bad,
                Severity::Warning => Tone::Doubtful,
                Severity::Note => Tone::Plain,
            };
            let mut lines = vec![quality::finding_line(finding, lang)];
            // A single span begins at the first instant, which is told already.
            let listed = finding.hours.iter().take(FEW_SPANS).map(|span| q::span(&span.start, &span.end));
            let listed: Vec<String> = listed.collect();
            if !listed.is_empty() {
                let more = if finding.hours.len() > FEW_SPANS { " …" } else { "" };
                let spans = listed.join(w::SEMICOLON.get(lang));
                lines.push(format!("{}{}{spans}{more}", q::WHEN.get(lang), w::COLON.get(lang)));
            }
            lines.extend(self.rows(finding, checked));
            if let Some(advice) = &finding.advice {
                lines.push(format!("{}{}{}", q::WHAT_TO_DO.get(lang), w::COLON.get(lang), advice.get(lang)));
            }
            table.add_row([
                paint.cell(quality::severity(finding.severity).get(lang), tone),
                paint.cell(&lines.join("\n"), Tone::Plain),
            ]);
        }
        let title = format!("{}{}{}", w::FINDINGS.get(lang), w::COLON.get(lang), quality::counts(findings, lang));
        let body = if table.is_empty() { String::new() } else { drawn(&mut table, &[], 2) };
        format!("\n{}\n{body}", paint.bold(&title))
    }

    /// The first rows that prove a finding, each with its file.
    fn rows(&self, finding: &Finding, checked: &Checked) -> Option<String> {
        let starts = finding.hours.iter().map(|span| &span.start);
        let starts = starts.chain(finding.first.iter().filter(|_| finding.hours.is_empty()));
        let all: Vec<&Rows> = starts.flat_map(|from| checked.rows_of(finding, from)).collect();
        let told: Vec<String> =
            all.iter().take(FEW_ROWS).map(|rows| format!("{} {}", rows.file, quality::rows(rows))).collect();
        let more = if all.len() > FEW_ROWS { " …" } else { "" };
        let (label, colon) = (q::ROW.get(self.lang), w::COLON.get(self.lang));
        (!told.is_empty()).then(|| format!("{label}{colon}{}{more}", told.join(w::SEMICOLON.get(self.lang))))
    }
}

/// How many rows a terminal shows.
const FEW_ROWS: usize = 3;

/// How many spans of hours a terminal shows; the table has more.
const FEW_SPANS: usize = 3;
