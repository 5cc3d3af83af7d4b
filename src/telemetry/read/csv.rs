//! Text tables: a heading, columns parted by a delimiter, any line ends.

use std::collections::VecDeque;
use std::io::{self, Read};

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};

use super::columns::Columns;
use super::digest::BUFFER;
use super::fault::{Fault, Place};
use super::footer::Footer;
use super::intake::{Intake, empty_file};
use super::lane::length;
use super::rounds::{self, End, Sizes};
use super::row::{self, Cell, Row};
use super::scan::Form;
use super::sniff::dialect;
use super::source::Source;
use super::text::Text;
use crate::problem::Problem;

/// Reads a text table to its end.
pub(super) fn read(text: Text<'_>, intake: &mut Intake<'_>) -> Result<(), Fault> {
    read_in_chunks(text, Some(Sizes::usual()), intake)
}

/// The heading is left to the parser of CSV; then scanners and that parser take turns, for whatever chunk either can
/// read. Without sizes of chunks the parser reads it all.
pub(super) fn read_in_chunks(text: Text<'_>, mut sizes: Option<Sizes>, intake: &mut Intake<'_>) -> Result<(), Fault> {
    let (delimiter, skipped) = dialect(&text, intake.layout);
    let mut source = Source::new(text.into_reader());
    source.skip_lines(skipped).map_err(|error| Fault::io(&error))?;
    let mut table = Table::open(&mut source, delimiter, intake)?;
    let form = Form::of(table.width, &table.columns, delimiter, intake);
    loop {
        let end = match (&form, sizes) {
            (Some(form), Some(sizes)) => rounds::scan(&mut source, form, sizes, &mut table.footer, intake)?,
            _ => End::Chunk(u64::MAX),
        };
        match end {
            End::Chunk(length) if !table.read(&mut source, length, intake)? => {}
            _ => return table.finish(intake),
        }
        // The beginning is behind.
        sizes.iter_mut().for_each(|sizes| sizes.alone = 0);
    }
}

/// What is known of a table below its heading.
struct Table {
    delimiter: u8,
    width: usize,
    columns: Columns,
    footer: Footer,
    /// The last rows, which are the footer if none follows.
    told: VecDeque<ByteRecord>,
}

impl Table {
    /// Reads the heading, and leaves the source behind it.
    fn open(source: &mut Source<'_>, delimiter: u8, intake: &mut Intake<'_>) -> Result<Self, Fault> {
        let mut rows = Rows::of(source, delimiter, intake.layout.comment_prefix(), b"");
        let mut record = ByteRecord::new();
        let names = rows.heading(&mut record)?;
        let columns = intake.columns(&names).map_err(|problem| Fault::new(rows.line(&record).place(), problem))?;
        let footer = Footer::after(rows.skipped + rows.reader.position().byte());
        rows.give_back();
        Ok(Self { delimiter, width: names.len(), columns, footer, told: VecDeque::new() })
    }

    /// Reads the rows that begin in the next bytes of the source, and tells whether the text ended there.
    fn read(&mut self, source: &mut Source<'_>, bytes: u64, intake: &mut Intake<'_>) -> Result<bool, Fault> {
        // After a line end, so that nothing is taken for the beginning of the text.
        let mut rows = Rows::of(source, self.delimiter, intake.layout.comment_prefix(), b"\n");
        let mut record = ByteRecord::new();
        let footer_rows = intake.layout.footer();
        while !intake.has_enough() && rows.next(&mut record)? {
            let kept = match footer_rows {
                0 => None,
                rows => {
                    self.told.push_back(record.clone());
                    if self.told.len() <= rows {
                        continue;
                    }
                    self.told.pop_front()
                }
            };
            let line = rows.line(kept.as_ref().unwrap_or(&record));
            match line.take(self.width, &self.columns, intake) {
                Ok(()) => {
                    intake.end_row();
                    self.footer.refuse()?;
                }
                Err(_) if line.is_blank() => {}
                Err(fault) => {
                    let fields = (line.record.len(), self.width);
                    self.footer.consider(&line, fields, (line.byte(), self.columns.time.date), fault, intake)?;
                }
            }
            if rows.reader.position().byte() > bytes {
                rows.give_back();
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The text has ended, or no more of it is wanted.
    fn finish(self, intake: &mut Intake<'_>) -> Result<(), Fault> {
        if intake.is_closed() {
            return Ok(());
        }
        intake.footer = u64::try_from(self.told.len()).unwrap_or_default() + self.footer.accept(intake)?;
        intake.refuse_no_rows()
    }
}

/// The rows of a source, by the parser of CSV.
struct Rows<'s, 't, 'a> {
    reader: Reader<Told<'s, 't>>,
    /// What comments begin with, where it is more than the one sign that the parser knows.
    long_comment: Option<&'a [u8]>,
    /// The bytes of the text before those of the parser.
    skipped: u64,
}

/// Passes a source on, and remembers what it told last: the parser of CSV reads ahead.
struct Told<'s, 't> {
    source: &'s mut Source<'t>,
    /// What comes before the source.
    before: &'static [u8],
    last: Vec<u8>,
    bytes: u64,
}

impl Read for Told<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match self.before {
            [] => self.source.read(buffer)?,
            _ => self.before.read(buffer)?,
        };
        self.last.clear();
        self.last.extend_from_slice(buffer.get(..count).unwrap_or_default());
        self.bytes += length(&self.last);
        Ok(count)
    }
}

impl<'s, 't, 'a> Rows<'s, 't, 'a> {
    fn of(source: &'s mut Source<'t>, delimiter: u8, comment: Option<&'a [u8]>, before: &'static [u8]) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(delimiter).has_headers(false).flexible(true).buffer_capacity(BUFFER);
        if let Some([byte]) = comment {
            builder.comment(Some(*byte));
        }
        let skipped = source.byte.saturating_sub(length(before));
        let reader = builder.from_reader(Told { source, before, last: Vec::new(), bytes: 0 });
        Self { reader, long_comment: comment.filter(|prefix| prefix.len() > 1), skipped }
    }

    /// Leaves the source behind the record that was read last.
    fn give_back(self) {
        let taken = self.reader.position().byte();
        let told = self.reader.into_inner();
        // The parser asks for more only when it has gone through all that it was told.
        let left = usize::try_from(told.bytes - taken).unwrap_or(usize::MAX);
        let from = told.last.len().saturating_sub(left);
        told.source.unread(told.last.get(from..).unwrap_or_default());
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
            if !self.reader.read_byte_record(record).map_err(broken)? {
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
