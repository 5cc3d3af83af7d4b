//! The raw tables of tests: load lines, worklets, servers.

use std::path::Path;

use crate::facility::table_file::{TableRow, read_rows};
use crate::problem::Result;

/// One level of a load line.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadLevel {
    /// The target load in percent; 0 at active idle.
    pub load: f64,
    /// Operations a second; 0 at active idle.
    pub operations: f64,
    /// The mean power, W.
    pub watts: f64,
    /// For how long it was measured, s; `None` where the table does not tell.
    pub seconds: Option<f64>,
}

/// One worklet of SERT.
#[derive(Debug, Clone, PartialEq)]
pub struct Worklet {
    /// Its name as the table writes it.
    pub name: String,
    /// Its efficiency.
    pub efficiency: f64,
    /// Its row in the table.
    pub row: u64,
}

/// Some servers of one model.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// The model or the server.
    pub name: String,
    /// How many there are.
    pub units: f64,
    /// The greatest performance of each.
    pub performance: f64,
    /// The greatest power of each, W.
    pub watts: f64,
    /// The precision of its operations, as the table writes it.
    pub precision: Option<String>,
}

/// The words that stand for active idle.
const IDLE: [&str; 4] = ["idle", "active idle", "空闲", "活动空闲"];

/// Reads a load line.
pub(super) fn load_line(file: &Path, bytes: &[u8]) -> Result<Vec<LoadLevel>> {
    let columns = [
        "load|target_load_percent|目标负载|负载",
        "operations|ssj_ops|操作数|性能",
        "watts|average_watts|平均功率|功率",
    ];
    let rows = read_rows(file, bytes, &columns, &["seconds|时长|秒"])?;
    let level = |row: &TableRow| {
        let load = load_of(row)?;
        let seconds = row.text("seconds").map(|_| row.cell("seconds").not_negative()).transpose()?;
        let operations = match (load > 0.0, row.text("operations")) {
            (false, None) => 0.0,
            _ => row.cell("operations").not_negative()?,
        };
        Ok(LoadLevel { load, operations, watts: row.cell("watts").not_negative()?, seconds })
    };
    rows.iter().map(level).collect()
}

fn load_of(row: &TableRow) -> Result<f64> {
    let word = row.text("load").unwrap_or_default();
    if IDLE.iter().any(|idle| idle.eq_ignore_ascii_case(word)) {
        return Ok(0.0);
    }
    let number = word.strip_suffix('%').unwrap_or(word).trim();
    let load = crate::telemetry::parse_number(number.as_bytes()).ok().filter(|load| (0.0..=100.0).contains(load));
    load.ok_or_else(|| row.cell("load").wrong("a target load", "write percent from 100 down to 10, and `idle`"))
}

/// Reads the worklets of SERT.
pub(super) fn worklets(file: &Path, bytes: &[u8]) -> Result<Vec<Worklet>> {
    let rows = read_rows(file, bytes, &["worklet|负载项|工作负载", "efficiency|能效"], &[])?;
    let worklet = |row: &TableRow| {
        let efficiency = row.cell("efficiency").not_negative()?;
        if efficiency <= 0.0 {
            return Err(row.cell("efficiency").wrong("a number above zero", "a geometric mean has no zeros"));
        }
        Ok(Worklet { name: row.cell("worklet").required()?, efficiency, row: row.row })
    };
    rows.iter().map(worklet).collect()
}

/// Reads a table of servers.
pub(super) fn servers(file: &Path, bytes: &[u8]) -> Result<Vec<Server>> {
    let columns = ["server|服务器|型号", "units|台数|数量", "performance|最大性能", "watts|最大功率"];
    let rows = read_rows(file, bytes, &columns, &["precision|精度"])?;
    let server = |row: &TableRow| {
        Ok(Server {
            name: row.cell("server").required()?,
            units: row.cell("units").not_negative()?,
            performance: row.cell("performance").not_negative()?,
            watts: row.cell("watts").not_negative()?,
            precision: row.text("precision").map(str::to_owned),
        })
    };
    rows.iter().map(server).collect()
}
