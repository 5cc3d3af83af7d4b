//! Past one machine: the rollup as a query that engines run where the telemetry is.
//!
//! ```text
//! manifests ──plan──▶ what to read, in plain numbers ──sql──▶ a query in the dialect of an engine
//! ```
//!
//! The rows of the query are those of the rollup here, cell for cell. What a query can not express is refused before it
//! runs, with the facility and the meter or the file; a cell that is not as the first rows of its file let expect stops
//! the engine, so that nothing is read in two ways.

mod plan;
mod refuse;
mod sql;
mod stamps;

use crate::facility::Facility;
use crate::problem::Result;
use plan::Plan;
pub use sql::Dialect;

/// The query that rolls facilities up, with the statements that go before it.
///
/// # Errors
/// What no query can express, with its facility and its meter or file.
pub fn emit_sql(facilities: &[Facility], dialect: Dialect) -> Result<String> {
    let plan = Plan::of(facilities)?;
    plan.check(dialect)?;
    Ok(sql::script(&plan, dialect).text())
}
