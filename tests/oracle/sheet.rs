//! Tables of a facility whose columns are asked for by name.

use std::path::Path;

use crate::exact::Told;
use crate::telemetry::csv;

/// A table: the names of its columns, and its rows.
pub struct Sheet {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A row of a table.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    sheet: &'a Sheet,
    cells: &'a [String],
}

impl Sheet {
    /// Reads a table; `name` tells by what name a column of its heading is asked for.
    pub fn read(file: &Path, name: impl Fn(&str) -> String) -> Told<Self> {
        let (heading, rows) = csv(file)?;
        Ok(Self { columns: heading.iter().map(|title| name(title)).collect(), rows })
    }

    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known == column)
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { sheet: self, cells })
    }
}

impl<'a> Row<'a> {
    /// What a cell says; `None` where it is empty or there is no such column.
    pub fn text(self, column: &str) -> Option<&'a str> {
        let place = self.sheet.columns.iter().position(|known| known == column)?;
        self.cells.get(place).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// What a cell says that must not be empty.
    pub fn needed(self, column: &str) -> Told<&'a str> {
        self.text(column).ok_or_else(|| format!("a row without `{column}`"))
    }
}

/// The name of a column that may have a title in Chinese.
pub fn named(title: &str, chinese: &[(&str, &str)]) -> String {
    chinese.iter().find(|(own, _)| *own == title).map_or(title, |(_, name)| name).to_owned()
}
