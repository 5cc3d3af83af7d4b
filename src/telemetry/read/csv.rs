//! Text tables: a heading, columns parted by a delimiter, any line ends.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};

use super::columns::Columns;
use super::digest::BUFFER;
use super::fault::{Fault, Place};
use super::footer::Footer;
use super::intake::{Intake, empty_file};
use super::row::{self, Cell, Row};
use super::sniff::dialect;
use super::text::Text;
use crate::problem::Problem;

/// Reads a text table to its end.
pub(super) fn read(text: Text<'_>, intake: &mut Intake<'_>) -> Result<(), Fault> {
    let (delimiter, skipped) = dialect(&text, intake.layout);
    let (input, skipped) = after_lines(text, skipped)?;
    let comment = intake.layout.comment_prefix();
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true).buffer_capacity(BUFFER);
    if let Some([byte]) = comment {
        builder.comment(Some(*byte));
    }
    let mut table =
        Table { rows: builder.from_reader(input), long_comment: comment.filter(|prefix| prefix.len() > 1), skipped };
    table.read(intake)
}

/// What follows some lines of a text, and how many bytes those have.
fn after_lines(text: Text<'_>, lines: u64) -> Result<(Box<dyn Read + '_>, u64), Fault> {
    if lines == 0 {
        return Ok((Box::new(text.into_reader()), 0));
    }
    let mut input = BufReader::with_capacity(BUFFER, text.into_reader());
    let (mut bytes, mut line) = (0, Vec::new());
    for _ in 0..lines {
        line.clear();
        bytes += input.read_until(b'\n', &mut line).map_err(|error| Fault::io(&error))?;
    }
    Ok((Box::new(input), u64::try_from(bytes).unwrap_or(u64::MAX)))
}

struct Table<'a, R> {
    rows: Reader<R>,
    /// What comments begin with, where it is more than the one sign that the parser of CSV knows.
    long_comment: Option<&'a [u8]>,
    /// The bytes before the heading's first line.
    skipped: u64,
}

impl<R: Read> Table<'_, R> {
    fn read(&mut self, intake: &mut Intake<'_>) -> Result<(), Fault> {
        let mut record = ByteRecord::new();
        let names = self.heading(&mut record)?;
        let columns = intake.columns(&names).map_err(|problem| Fault::new(self.line(&record).place(), problem))?;
        let mut footer = Footer::after(self.skipped + self.rows.position().byte());
        let mut told = VecDeque::new();
        let footer_rows = intake.layout.footer();
        while !intake.has_enough() && self.next(&mut record)? {
            let kept = match footer_rows {
                0 => None,
                rows => {
                    told.push_back(record.clone());
                    if told.len() <= rows {
                        continue;
                    }
                    told.pop_front()
                }
            };
            let line = self.line(kept.as_ref().unwrap_or(&record));
            match line.take(names.len(), &columns, intake) {
                Ok(()) => {
                    intake.rows += 1;
                    footer.refuse()?;
                }
                Err(_) if line.is_blank() => {}
                Err(fault) => {
                    let fields = (line.record.len(), names.len());
                    footer.consider(&line, fields, (line.byte(), columns.time.date), fault, intake)?;
                }
            }
        }
        intake.footer = u64::try_from(told.len()).unwrap_or_default() + footer.accept(intake)?;
        intake.refuse_no_rows()
    }

    fn heading(&mut self, record: &mut ByteRecord) -> Result<Vec<String>, Fault> {
        while self.next(record)? {
            if self.line(record).is_blank() {
                continue;
            }
            let names = record.iter().map(|name| std::str::from_utf8(name).map(str::to_owned));
            return names.collect::<Result<_, _>>().map_err(|_| {
                let problem = Problem::new("the heading is not text in the encoding that the manifest tells")
                    .hint("correct `encoding` in the `[[telemetry]]` block, or leave it out");
                Fault::new(self.line(record).place(), problem)
            });
        }
        Err(empty_file())
    }

    /// Reads the next record that is no comment.
    #[inline]
    fn next(&mut self, record: &mut ByteRecord) -> Result<bool, Fault> {
        loop {
            if !self.rows.read_byte_record(record).map_err(broken)? {
                return Ok(false);
            }
            let comment = self.long_comment.is_some_and(|prefix| record.get(0).unwrap_or_default().starts_with(prefix));
            if !comment {
                return Ok(true);
            }
        }
    }

    fn line<'r>(&self, record: &'r ByteRecord) -> Line<'r> {
        Line { record, skipped: self.skipped }
    }
}

/// One record and where its file's first line is.
struct Line<'r> {
    record: &'r ByteRecord,
    skipped: u64,
}

impl Line<'_> {
    /// The byte of the text at which the record begins; line ends may come before it.
    fn byte(&self) -> u64 {
        self.skipped + self.record.position().map_or(0, csv::Position::byte)
    }

    fn is_blank(&self) -> bool {
        self.record.iter().all(|cell| cell.trim_ascii().is_empty())
    }

    #[inline]
    fn take(&self, width: usize, columns: &Columns, intake: &mut Intake<'_>) -> Result<(), Fault> {
        if self.record.len() != width {
            self.refuse_ragged(width)?;
        }
        row::take(self, columns, intake)
    }

    /// A row has to be as wide as the heading; empty cells beyond it do no harm.
    fn refuse_ragged(&self, width: usize) -> Result<(), Fault> {
        if self.record.len() > width && self.record.iter().skip(width).all(|cell| cell.trim_ascii().is_empty()) {
            return Ok(());
        }
        let fields = match self.record.len() {
            1 => "1 field".to_owned(),
            several => format!("{several} fields"),
        };
        let hint = if self.record.len() < width {
            "check for a line that was cut short, or a quotation mark that is not closed; lines at the end that are no \
             data are left out by `footer_rows`"
        } else {
            "check for a delimiter inside a value; such a value has to stand in quotation marks"
        };
        let problem = Problem::new(format!("the row has {fields} and the heading has {width}")).hint(hint);
        Err(Fault::new(self.place(), problem))
    }
}

impl Row for Line<'_> {
    #[inline]
    fn cell(&self, column: usize) -> Cell<'_> {
        Cell::Text(self.record.get(column).unwrap_or_default())
    }

    fn place(&self) -> Place {
        Place::Byte(self.byte())
    }
}

fn broken(error: csv::Error) -> Fault {
    let text = error.to_string();
    match error.into_kind() {
        ErrorKind::Io(error) => Fault::io(&error),
        _ => {
            Fault::new(Place::File, Problem::new(format!("cannot read the file as CSV: {text}")).hint("save it again"))
        }
    }
}
