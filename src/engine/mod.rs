//! Past one machine: the rollup as a query that engines run where the telemetry is.
//!
//! ```text
//! manifests ──plan──▶ what to read, in plain numbers ──sql──▶ a query in the dialect of an engine
//!                                                                  │ engine
//!                     rollup file ◀── cells and what they tell ◀── rows
//! ```
//!
//! The rows of the query are those of the rollup here, cell for cell. What a query can not express is refused before it
//! runs, with the facility and the meter or the file; a cell that is not as the first rows of its file let expect stops
//! the engine, so that nothing is read in two ways.

mod plan;
mod refuse;
mod spark;
mod sql;
mod stamps;

use std::path::{Path, PathBuf};

use crate::facility::Facility;
use crate::problem::{Problem, Result};
use crate::telemetry::rollup_file::{FacilityHead, Parts};
use crate::telemetry::{Finding, Rollup, Severity};
use crate::text::Text;
use plan::Plan;
pub use spark::Spark;
pub use sql::{Dialect, Order, Script};

/// An engine that runs queries.
pub trait Engine: Sync {
    /// Its name.
    fn name(&self) -> &'static str;

    /// The dialect that it speaks.
    fn dialect(&self) -> Dialect;

    /// The order in which its rows are to come.
    fn order(&self) -> Order;

    /// Runs a query and writes its rows below a folder; the files of rows.
    ///
    /// # Errors
    /// An engine that can not be started, or that gives up.
    fn run(&self, script: &Script, folder: &Path) -> Result<Vec<PathBuf>>;
}

/// The query that rolls facilities up, with the statements that go before it.
///
/// # Errors
/// What no query can express, with its facility and its meter or file.
pub fn emit_sql(facilities: &[Facility], dialect: Dialect) -> Result<String> {
    let plan = Plan::of(facilities.iter())?;
    plan.check(dialect)?;
    Ok(sql::script(&plan, dialect, Order::Whole).text())
}

/// Refuses a facility that the dialect of an engine can not express.
///
/// # Errors
/// The reason, with its meter or file.
pub fn check(facility: &Facility, dialect: Dialect) -> Result<()> {
    Plan::of([facility])?.check(dialect)
}

/// Runs the query of some facilities; its files of rows below a folder.
///
/// # Errors
/// What no query can express; an engine that can not be started, or that gives up.
pub fn rows(engine: &dyn Engine, facilities: &[Facility], folder: &Path) -> Result<Vec<PathBuf>> {
    let script = sql::script(&Plan::of(facilities)?, engine.dialect(), engine.order());
    engine.run(&script, folder)
}

/// What a rollup file is to say about a facility before its cells are known; `made_by` names the engine.
///
/// # Errors
/// Telemetry that can not be read to take its hash.
pub fn head(facility: &Facility, made_by: &str) -> Result<FacilityHead> {
    let mut head = facility.head_made_elsewhere()?;
    head.findings.push(findings_not_looked_for(made_by));
    Ok(head)
}

/// The cells of the next facility among an engine's rows, and its head with what they tell. Facilities are to be asked for
/// in the order of their ids.
///
/// # Errors
/// Rows that a rollup can not have.
pub fn cells(facility: &Facility, mut head: FacilityHead, parts: &mut Parts<'_>) -> Result<(FacilityHead, Rollup)> {
    let rollup = parts.facility(&head)?;
    head.findings.extend(facility.told_by_cells(&rollup));
    Ok((head, rollup))
}

/// What only this program looks for, because it sees each reading.
fn findings_not_looked_for(made_by: &str) -> Finding {
    let text = Text::new(
        format!(
            "由 {made_by} 汇总：未查找只有逐个读数才能显示的问题（间断、重复或矛盾的读数、过疏的读数、空单元格、累计表复位与翻转、清单未列的列与表）"
        ),
        format!(
            "rolled up by {made_by}: what only single readings show was not looked for (gaps, repeats, contradictions, sparse readings, \
             empty cells, resets and rollovers of counters, columns and meters that the manifest does not name)"
        ),
    );
    Finding::new("engine-rollup", Severity::Note, text)
}

/// The name of what made rows that were handed in.
pub const AN_ENGINE: &str = "SQL";

/// The files of rows that a query gave elsewhere: one file, or those of a folder.
///
/// # Errors
/// A folder that can not be read, or without a Parquet file in it.
pub fn rows_made_elsewhere(place: &Path) -> Result<Vec<PathBuf>> {
    if !place.is_dir() {
        return Ok(vec![place.to_owned()]);
    }
    let parts = spark::parts(place)?;
    match parts.is_empty() {
        true => {
            Err(Problem::new("the folder holds no Parquet file").at_file(place).hint("name the folder of the rows"))
        }
        false => Ok(parts),
    }
}
