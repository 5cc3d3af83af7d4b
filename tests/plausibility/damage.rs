//! Copies of a sound facility with one thing wrong.

use std::path::Path;

use greengrade::facility::{BoundaryHours, Facility};
use greengrade::period::Period;
use greengrade::plausibility::inspect;
use greengrade::telemetry::{Finding, Severity};

use crate::common::fixture;

/// The columns of the sound facility's hours, kW.
pub const TOTAL: usize = 0;
pub const SOLAR: usize = 1;
pub const IT: usize = 4;
pub const COOLING: usize = 5;
pub const DISTRIBUTION: usize = 6;

/// The sound facility: an hour a row for the year 2025, seven meters.
pub struct Copy {
    pub manifest: String,
    heading: String,
    stamps: Vec<String>,
    /// By hour of the year; `None` is an empty cell.
    pub rows: Vec<Vec<Option<f64>>>,
}

/// A copy of the sound facility.
pub fn copy() -> Copy {
    let folder = fixture("portfolio/synthetic-qinghai-lake");
    let text = std::fs::read_to_string(folder.join("telemetry/power-hourly.csv")).unwrap();
    let (heading, rows) = text.split_once('\n').unwrap();
    let rows = rows.lines().map(|row| row.split_once(',').unwrap());
    let (stamps, rows): (Vec<String>, Vec<Vec<Option<f64>>>) =
        rows.map(|(stamp, cells)| (stamp.to_owned(), cells.split(',').map(|cell| cell.parse().ok()).collect())).unzip();
    let manifest = std::fs::read_to_string(folder.join("facility.toml")).unwrap();
    Copy { manifest, heading: heading.to_owned(), stamps, rows }
}

impl Copy {
    /// Changes a column in some hours of the year.
    pub fn change(mut self, column: usize, hours: std::ops::Range<usize>, to: impl Fn(usize, f64) -> f64) -> Self {
        for hour in hours {
            let cell = &mut self.rows[hour][column];
            *cell = cell.map(|value| to(hour, value));
        }
        self
    }

    /// A column that reads another column's value of another hour.
    pub fn moved(mut self, column: usize, by: isize) -> Self {
        let values: Vec<Option<f64>> = self.rows.iter().map(|row| row[column]).collect();
        let count = isize::try_from(values.len()).unwrap();
        for (hour, row) in self.rows.iter_mut().enumerate() {
            let from = (isize::try_from(hour).unwrap() - by).rem_euclid(count);
            row[column] = values[usize::try_from(from).unwrap()];
        }
        self
    }

    /// No readings at all in some hours.
    pub fn dark(mut self, hours: std::ops::Range<usize>) -> Self {
        self.rows[hours].iter_mut().for_each(|row| row.fill(None));
        self
    }

    /// One more meter, whose power is told by the others of the hour.
    pub fn meter(mut self, id: &str, keys: &str, value: impl Fn(&[f64]) -> f64) -> Self {
        self.heading += &format!(",{id}");
        for row in &mut self.rows {
            let known: Vec<f64> = row.iter().map(|cell| cell.unwrap()).collect();
            row.push(Some((value(&known) * 1000.0).round() / 1000.0));
        }
        let meter = format!(
            "[[meter]]\nid = \"{id}\"\ntelemetry = \"power\"\ncolumn = \"{id}\"\nkind = \"power\"\nunit = \"kW\"\n\
             max_gap = \"1h\"\n{keys}\n\n[boundary]"
        );
        self.edit("[boundary]", &meter)
    }

    /// Other words in the manifest.
    pub fn edit(mut self, from: &str, to: &str) -> Self {
        assert!(self.manifest.contains(from), "{from}");
        self.manifest = self.manifest.replacen(from, to, 1);
        self
    }

    /// Writes the copy into a folder.
    pub fn write(&self, folder: &Path) {
        let origin = fixture("portfolio/synthetic-qinghai-lake");
        std::fs::create_dir_all(folder.join("telemetry")).unwrap();
        for file in ["it-systems.csv", "smart-operation.csv", "telemetry/water-heat-daily.csv"] {
            std::fs::copy(origin.join(file), folder.join(file)).unwrap();
        }
        let cell = |cell: &Option<f64>| cell.map_or_else(String::new, |value| value.to_string());
        let rows = self
            .stamps
            .iter()
            .zip(&self.rows)
            .map(|(stamp, row)| format!("{stamp},{}\n", row.iter().map(cell).collect::<Vec<_>>().join(",")));
        let text = format!("{}\n{}", self.heading, rows.collect::<String>());
        std::fs::write(folder.join("telemetry/power-hourly.csv"), text).unwrap();
        std::fs::write(folder.join("facility.toml"), &self.manifest).unwrap();
    }

    /// What is found in the copy.
    pub fn findings(&self) -> Vec<Finding> {
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path());
        findings(folder.path(), "2025")
    }

    /// The one finding in the copy.
    pub fn finding(&self) -> Finding {
        let mut findings = self.findings();
        assert_eq!(findings.len(), 1, "{findings:#?}");
        findings.remove(0)
    }
}

/// What is found in a facility's folder.
pub fn findings(folder: &Path, period: &str) -> Vec<Finding> {
    findings_of(&Facility::load(folder).unwrap(), period)
}

/// What is found in a facility's telemetry, or in the rollup that stands in for it.
pub fn findings_of(facility: &Facility, period: &str) -> Vec<Finding> {
    let telemetry = facility.telemetry().unwrap();
    let period = Period::parse(period, &facility.clock).unwrap();
    let hours = BoundaryHours::of(&facility.manifest, &telemetry.rollup, period);
    inspect(facility, &telemetry.rollup, &hours, telemetry.findings).findings
}

/// The finding's id, severity, meter and count.
pub fn short(finding: &Finding) -> (&str, Severity, Option<&str>, u64) {
    (&finding.id, finding.severity, finding.meter.as_deref(), finding.count)
}
