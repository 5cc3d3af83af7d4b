//! The table that goes back to the operator: where, when, what, and what to do.

use super::{CheckReport, Entry};
use crate::problem::{Problem, Result};
use crate::rating::Checked;
use crate::report::phrase::quality;
use crate::report::words::{Words, quality as q, reports as w};
use crate::telemetry::{Finding, Severity};
use crate::text::Lang;

/// The columns with their headings and their widths in a workbook.
pub(super) const COLUMNS: [(Words, f64); 11] = [
    (w::FACILITY, 22.0),
    (w::FILE, 32.0),
    (q::ROW, 8.0),
    (w::METER, 18.0),
    (q::FROM_TIME, 26.0),
    (q::TO_TIME, 26.0),
    (w::SEVERITY, 10.0),
    (q::ID, 24.0),
    (w::COUNT, 8.0),
    (w::FINDING, 60.0),
    (q::WHAT_TO_DO, 60.0),
];

/// Between several files or rows in a cell.
const SEVERAL: &str = "; ";

/// A mark by which spreadsheets know a text in UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The table as CSV, with a byte order mark where it is asked for.
///
/// # Errors
/// A row that can not be written.
pub fn csv(report: &CheckReport, lang: Lang, byte_order_mark: bool) -> Result<Vec<u8>> {
    let failed = |error: &dyn std::fmt::Display| Problem::new(format!("cannot write the table: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS.map(|(words, _)| words.get(lang))).map_err(|error| failed(&error))?;
    for row in rows(report, lang) {
        writer.write_record(&row).map_err(|error| failed(&error))?;
    }
    let text = writer.into_inner().map_err(|error| failed(&error))?;
    let mut bytes = if byte_order_mark { BYTE_ORDER_MARK.as_bytes().to_vec() } else { Vec::new() };
    bytes.extend(text);
    Ok(bytes)
}

/// The rows, one for each span of hours of a finding, guarded.
pub(super) fn rows(report: &CheckReport, lang: Lang) -> Vec<[String; COLUMNS.len()]> {
    let rows = report.facilities.iter().flat_map(|entry| match entry {
        Entry::Checked(checked) => insufficient(checked, lang).into_iter().chain(findings(checked, lang)).collect(),
        Entry::Failed { folder, problem } => vec![unreadable(folder, problem, lang)],
    });
    rows.map(|row| row.cells().map(guarded)).collect()
}

/// One row before it is guarded.
#[derive(Clone, Default)]
struct Row {
    facility: String,
    file: String,
    row: String,
    meter: String,
    from: String,
    to: String,
    severity: &'static str,
    id: String,
    count: String,
    finding: String,
    advice: String,
}

impl Row {
    fn cells(self) -> [String; COLUMNS.len()] {
        let Self { facility, file, row, meter, from, to, severity, id, count, finding, advice } = self;
        [facility, file, row, meter, from, to, severity.to_owned(), id, count, finding, advice]
    }
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe before it; the names of facilities and meters
/// come from others.
fn guarded(cell: String) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell,
    }
}

fn insufficient(checked: &Checked, lang: Lang) -> Vec<Row> {
    let failing = checked.sufficiency.iter().filter(|one| one.fails());
    let rows = failing.flat_map(|one| {
        let row = Row {
            facility: checked.facility.id.clone(),
            severity: q::INSUFFICIENT.get(lang),
            id: format!("insufficient-{}", one.criterion),
            count: "1".to_owned(),
            finding: q::falls_short(
                one.title.get(lang),
                &quality::required(one, lang),
                &quality::found(one, lang),
                lang,
            ),
            advice: q::HAND_IN.get(lang).to_owned(),
            ..Row::default()
        };
        let spans = one.largest_gaps.iter().map(|gap| (gap.start.clone(), gap.end.clone()));
        over_spans(&row, spans.collect(), None)
    });
    rows.collect()
}

fn findings(checked: &Checked, lang: Lang) -> Vec<Row> {
    let rows = checked.findings.iter().flat_map(|finding| {
        let meter = finding.meter.clone().unwrap_or_default();
        let row = Row {
            facility: checked.facility.id.clone(),
            file: checked.meter_files.get(&meter).cloned().unwrap_or_default(),
            meter,
            severity: quality::severity(finding.severity).get(lang),
            id: finding.id.clone(),
            count: finding.count.to_string(),
            finding: finding.text.get(lang).to_owned(),
            advice: finding.advice.as_ref().map_or_else(String::new, |advice| advice.get(lang).to_owned()),
            ..Row::default()
        };
        let spans = finding.hours.iter().map(|span| (span.start.clone(), span.end.clone()));
        let rows = over_spans(&row, spans.collect(), finding.first.clone()).into_iter();
        rows.map(|row| at_rows(row, finding, checked)).collect::<Vec<_>>()
    });
    rows.collect()
}

/// The same with the files and rows that prove it, where they are known.
fn at_rows(row: Row, finding: &Finding, checked: &Checked) -> Row {
    let rows = checked.rows_of(finding, &row.from);
    if rows.is_empty() {
        return row;
    }
    let mut files: Vec<&str> = rows.iter().map(|rows| rows.file.as_str()).collect();
    files.dedup();
    Row { file: files.join(SEVERAL), row: rows.iter().map(quality::rows).collect::<Vec<_>>().join(SEVERAL), ..row }
}

/// A row for each span; without any, one row with the first instant, where that is known.
fn over_spans(row: &Row, spans: Vec<(String, String)>, first: Option<String>) -> Vec<Row> {
    match spans.is_empty() {
        true => vec![Row { from: first.unwrap_or_default(), ..row.clone() }],
        false => spans.into_iter().map(|(from, to)| Row { from, to, ..row.clone() }).collect(),
    }
}

fn unreadable(folder: &str, problem: &Problem, lang: Lang) -> Row {
    let place = problem.place.as_deref().unwrap_or_default();
    let (file, rest) = place.split_once(", ").unwrap_or((place, ""));
    let row = rest.split(", ").find_map(|part| part.strip_prefix("row ").or(part.strip_prefix("line ")));
    Row {
        facility: folder.to_owned(),
        file: file.to_owned(),
        row: row.unwrap_or_default().to_owned(),
        severity: quality::severity(Severity::Error).get(lang),
        id: "unreadable".to_owned(),
        count: "1".to_owned(),
        finding: problem.what.clone(),
        advice: problem.hint.clone().unwrap_or_default(),
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_guarded() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert_eq!(guarded(cell.to_owned()), format!("'{cell}"));
        }
        for cell in ["", "it-ups", "1-2", "'=1"] {
            assert_eq!(guarded(cell.to_owned()), cell);
        }
    }

    #[test]
    fn what_could_not_be_read_is_a_row_with_its_file_and_row() {
        let problem = Problem::new("`n/a` is not a number")
            .at_cell("p/bad/power.csv".as_ref(), 2, Some("total_kw"))
            .hint("leave the cell empty");
        let report = CheckReport::new(vec![Entry::Failed { folder: "p/bad".to_owned(), problem }]);
        let text = String::from_utf8(csv(&report, Lang::En, true).unwrap()).unwrap();
        let (head, row) = text.split_once('\n').unwrap();
        assert!(head.starts_with("\u{feff}Facility,File,Row,Meter,From,Up to,Severity,Code,Count,Finding,"), "{head}");
        assert_eq!(row, "p/bad,p/bad/power.csv,2,,,,error,unreadable,1,`n/a` is not a number,leave the cell empty\n");
        assert!(
            csv(&report, Lang::Zh, false).unwrap().starts_with("设施,文件,行,计量点,起,止（不含）,级别".as_bytes())
        );
    }
}
