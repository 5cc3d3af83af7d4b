//! The table in a sheet: a heading, rows of data, and perhaps a footer.

use std::collections::VecDeque;

use super::cell::SheetCell;
use crate::telemetry::read::columns::Columns;
use crate::telemetry::read::fault::{Fault, Place};
use crate::telemetry::read::footer::Footer;
use crate::telemetry::read::intake::{Intake, empty_file};
use crate::telemetry::read::row::{self, Cell, Row};

/// What is known of the table so far.
#[derive(Default)]
pub(super) struct Table {
    heading: Option<Heading>,
    /// Rows that are the footer if none follows.
    held: VecDeque<SheetRow>,
}

struct Heading {
    columns: Columns,
    width: usize,
    footer: Footer,
}

/// One row of the sheet.
struct SheetRow {
    cells: Vec<SheetCell>,
    number: u64,
}

impl Row for SheetRow {
    fn cell(&self, column: usize) -> Cell<'_> {
        self.cells.get(column).map_or(Cell::Empty, SheetCell::cell)
    }

    fn place(&self) -> Place {
        Place::Row(self.number)
    }
}

impl Table {
    /// Takes the next row.
    pub(super) fn take(&mut self, number: u64, cells: Vec<SheetCell>, intake: &mut Intake<'_>) -> Result<(), Fault> {
        let row = SheetRow { cells, number };
        let comment = intake.layout.comment_prefix();
        let is_comment = comment.is_some_and(|prefix| row.cell(0).word().starts_with(prefix));
        if is_comment || number <= intake.layout.skipped() || row.cells.iter().all(|cell| cell.cell().is_blank()) {
            return Ok(());
        }
        let Some(heading) = &mut self.heading else {
            let names: Vec<String> = row.cells.iter().map(SheetCell::name).collect();
            let columns = intake.columns(&names).map_err(|problem| Fault::new(row.place(), problem))?;
            self.heading = Some(Heading { columns, width: names.len(), footer: Footer::after(0) });
            return Ok(());
        };
        self.held.push_back(row);
        if self.held.len() > intake.layout.footer()
            && let Some(row) = self.held.pop_front()
        {
            heading.take(&row, intake)?;
        }
        Ok(())
    }

    /// The sheet has ended.
    pub(super) fn finish(self, intake: &mut Intake<'_>) -> Result<(), Fault> {
        let Some(heading) = self.heading else { return Err(empty_file()) };
        let told = u64::try_from(self.held.len()).unwrap_or_default();
        intake.footer = told + heading.footer.accept(intake)?;
        intake.refuse_no_rows()
    }
}

impl Heading {
    fn take(&mut self, row: &SheetRow, intake: &mut Intake<'_>) -> Result<(), Fault> {
        match row::take(row, &self.columns, intake) {
            Ok(()) => {
                intake.end_row();
                self.footer.refuse()
            }
            // A row of a sheet is as wide as the sheet.
            Err(fault) => {
                let width = self.width.max(row.cells.len());
                self.footer.consider(row, (width, self.width), (0, self.columns.time.date), fault, intake)
            }
        }
    }
}
