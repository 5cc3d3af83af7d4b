//! The register of IT systems.
//!
//! ```text
//! id,class,type,result,annual_kwh,tested_on,power_trace,evidence
//! node-a,server-sert,2-socket-rack-high,44.1,350000,2025-03-11,yes,reports/node-a.pdf
//! ```
//!
//! Columns `units`, `it_share` and `test` may be there beside these.

use std::path::Path;

use jiff::civil::Date;

use crate::facility::table_file::{TableRow, read_rows};
use crate::problem::{Problem, Result};

/// A row of the register.
#[derive(Debug, Clone, PartialEq)]
pub struct SystemRow {
    /// Its name.
    pub id: String,
    /// Its class, as the pack names it.
    pub class: String,
    /// Its type, where its class has benchmarks by type.
    pub kind: Option<String>,
    /// How many units of it there are; `None` where the register does not tell.
    pub units: Option<f64>,
    /// The test's declared result, in the class's unit; may be left out where a test record gives it.
    pub result: Option<f64>,
    /// Its energy in a year.
    pub energy: SystemEnergy,
    /// The day of the test.
    pub tested_on: Date,
    /// Whether the test's power trace is kept.
    pub power_trace: bool,
    /// The test report.
    pub evidence: Option<String>,
    /// The path of its test record.
    pub test: Option<String>,
    /// Its row in the file.
    row: u64,
}

/// How the register tells a system's energy in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SystemEnergy {
    /// So many kWh.
    Annual(f64),
    /// This share, from 0 to 1, of the energy of all IT.
    Share(f64),
}

impl SystemRow {
    /// How old a test of that day is on another, in months; the days beyond whole months count as a part of one.
    pub fn age_months(tested_on: Date, on: Date) -> f64 {
        let span = (jiff::Unit::Month, on);
        tested_on
            .until(span)
            .map_or(f64::INFINITY, |age| f64::from(age.get_months()) + f64::from(age.get_days()) / LONGEST_MONTH_DAYS)
    }
}

/// The first system without a result that no test gives one either.
pub(super) fn without_result(file: &Path, systems: &[SystemRow], tested: impl Fn(&str) -> bool) -> Option<Problem> {
    let row = systems.iter().find(|row| row.result.is_none() && !tested(&row.id))?;
    let problem = Problem::new("the cell is empty where a number of zero or more belongs");
    Some(problem.at_cell(file, row.row, Some("result")).hint("write the result, or name a test record of the system"))
}

/// Days of the longest month, so that a part of a month never counts as a whole one.
const LONGEST_MONTH_DAYS: f64 = 31.0;

const COLUMNS: [&str; 8] = ["id", "class", "type", "result", "annual_kwh", "tested_on", "power_trace", "evidence"];
const OPTIONAL: [&str; 3] = ["units", "it_share", "test"];

/// Reads the register.
///
/// # Errors
/// A missing column, a cell that can not be read, with its row and column, or an id that is there twice.
pub fn systems(file: &Path, bytes: &[u8]) -> Result<Vec<SystemRow>> {
    let rows = read_rows(file, bytes, &COLUMNS, &OPTIONAL)?;
    let mut systems: Vec<SystemRow> = Vec::new();
    for row in &rows {
        let system = system(row)?;
        if systems.iter().any(|known| known.id == system.id) {
            return Err(row
                .cell("id")
                .wrong("a name that no other row has", "write each system once: its `id` ties tests to it"));
        }
        systems.push(system);
    }
    Ok(systems)
}

fn system(row: &TableRow) -> Result<SystemRow> {
    Ok(SystemRow {
        id: row.cell("id").required()?,
        class: row.cell("class").required()?,
        kind: row.text("type").map(str::to_owned),
        units: row.text("units").map(|_| row.cell("units").not_negative()).transpose()?,
        result: row.text("result").map(|_| row.cell("result").not_negative()).transpose()?,
        energy: energy(row)?,
        tested_on: date(row, "tested_on")?,
        power_trace: yes(row, "power_trace")?,
        evidence: row.text("evidence").map(str::to_owned),
        test: row.text("test").map(str::to_owned),
        row: row.row,
    })
}

fn energy(row: &TableRow) -> Result<SystemEnergy> {
    match (row.text("annual_kwh"), row.text("it_share")) {
        (None, Some(_)) => {
            let share = row.cell("it_share").not_negative()?;
            if share > 1.0 {
                return Err(row.cell("it_share").wrong("a share from 0 to 1", "write 0.25 for 25 %"));
            }
            Ok(SystemEnergy::Share(share))
        }
        _ => Ok(SystemEnergy::Annual(row.cell("annual_kwh").not_negative()?)),
    }
}

fn date(row: &TableRow, column: &str) -> Result<Date> {
    row.text(column)
        .unwrap_or_default()
        .parse()
        .map_err(|_| row.cell(column).wrong("a date", "write it as `2025-03-11`"))
}

fn yes(row: &TableRow, column: &str) -> std::result::Result<bool, Problem> {
    match row.text(column).unwrap_or_default() {
        "yes" | "是" => Ok(true),
        "no" | "否" => Ok(false),
        _ => Err(row.cell(column).wrong("yes or no", "write `yes` or `no` (`是` or `否`)")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "id,class,type,result,annual_kwh,tested_on,power_trace,evidence";

    fn read(text: &str) -> Result<Vec<SystemRow>> {
        systems(Path::new("s.csv"), text.as_bytes())
    }

    #[test]
    fn a_system_is_read() {
        let rows = read(&format!("{HEADING}\na,hpc-cpu,,5.1,1000,2025-03-11,yes,a.pdf\n")).unwrap();
        assert_eq!((rows[0].kind.as_ref(), rows[0].result, rows[0].power_trace), (None, Some(5.1), true));
        assert_eq!((rows[0].energy, rows[0].units, &rows[0].test), (SystemEnergy::Annual(1000.0), None, &None));
    }

    #[test]
    fn a_test_stands_in_for_a_result_and_a_share_for_an_energy() {
        let heading = format!("{HEADING},units,it_share,test");
        let rows = read(&format!("{heading}\na,hpc-cpu,,,,2025-03-11,yes,,64,0.25,a.test.toml\n")).unwrap();
        assert_eq!((rows[0].result, rows[0].energy, rows[0].units), (None, SystemEnergy::Share(0.25), Some(64.0)));
        let told = |cells: &str| read(&format!("{heading}\n{cells}\n")).unwrap_err().to_string();
        let problem = without_result(Path::new("s.csv"), &rows, |_| false).unwrap();
        assert_eq!(
            problem.to_string(),
            "the cell is empty where a number of zero or more belongs (s.csv, row 2, column `result`)"
        );
        assert_eq!(without_result(Path::new("s.csv"), &rows, |id| id == "a"), None);
        assert_eq!(
            told("a,hpc-cpu,,5,,2025-03-11,yes,,,25,"),
            "`25` is not a share from 0 to 1 (s.csv, row 2, column `it_share`)"
        );
        let row = "a,hpc-cpu,,,1,2025-03-11,yes,,,,a.test.toml";
        assert!(told(&format!("{row}\n{row}")).starts_with("`a` is not a name that no other row has"));
        let plain = "a,hpc-cpu,,5,1,2025-03-11,yes,,,,";
        assert!(told(&format!("{row}\n{plain}")).starts_with("`a` is not a name that no other row has"));
        assert!(told(&format!("{plain}\n{plain}")).starts_with("`a` is not a name that no other row has"));
        assert_eq!(read(&format!("{heading}\n{plain}\n{}\n", plain.replace("a,", "b,"))).unwrap().len(), 2);
    }

    #[test]
    fn a_test_is_older_than_three_years_from_the_day_after() {
        let day = jiff::civil::date(2023, 1, 1);
        let age = |year, month, day_of| SystemRow::age_months(day, jiff::civil::date(year, month, day_of));
        assert_eq!(age(2026, 1, 1).to_bits(), 36.0_f64.to_bits());
        assert!(age(2025, 12, 31) < 36.0);
        assert!(age(2026, 1, 2) > 36.0);
    }

    #[test]
    fn a_wrong_cell_is_named_by_row_and_column() {
        let problem = read(&format!("{HEADING}\na,hpc-cpu,,fast,1000,2025-03-11,yes,a.pdf\n")).unwrap_err();
        assert_eq!(problem.to_string(), "`fast` is not a number of zero or more (s.csv, row 2, column `result`)");
        let problem = read(&format!("{HEADING}\na,hpc-cpu,,5,1000,11.3.2025,yes,a.pdf\n")).unwrap_err();
        assert!(problem.what.contains("not a date"));
    }
}
