//! Workbooks that the tests can not write: XLS and ODS.

use greengrade::period::Clock;
use greengrade::telemetry::{Channel, FileFacts, Layout, Reading, Sign, read_file};
use greengrade::units::Unit;

fn read(name: &str, unit: Unit) -> Result<(Vec<Vec<Reading>>, FileFacts), String> {
    let layout = "files = []\nshape = \"wide\"\ntime = \"时间\"\nmissing = [\"NC\"]";
    let layout: Layout = toml::from_str(layout).unwrap();
    let channel = |name: &str| {
        let (name, what) = (name.to_owned(), "power".to_owned());
        Channel { name, sign: Sign::NotNegative, what, unit: Some(unit), words: Vec::new() }
    };
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats").join(name);
    let mut into = vec![Vec::new(); 2];
    let clock = Clock::parse("+08:00").unwrap();
    let facts = read_file(&file, &layout, "x", &[channel("总功率"), channel("IT 功率")], &clock, &mut into);
    facts.map(|facts| (into, facts)).map_err(|problem| problem.to_string())
}

#[test]
fn xls_and_ods_are_read_with_their_dates_and_without_their_remark() {
    for name in ["table.xls", "table.ods"] {
        let (readings, facts) = read(name, Unit::KW).unwrap();
        let first = 1_735_660_800_000_000_000_i64;
        let total: Vec<(i64, f64)> = readings[0].iter().map(|one| (one.stamp.0 - first, one.value)).collect();
        let wanted: Vec<(i64, f64)> =
            (0..8_i32).map(|at| (i64::from(at) * 900_000_000_000, 1000.5 + f64::from(at))).collect();
        assert_eq!(total, wanted, "{name}");
        assert_eq!((facts.rows, facts.footer, &facts.empty), (8, 1, &vec![0, 1]), "{name}");
        assert_eq!(facts.readings, [8, 7], "{name}");
    }
}

#[test]
fn the_unit_of_a_heading_counts_in_a_workbook_too() {
    for name in ["table.xls", "table.ods"] {
        let problem = read(name, Unit::MW).unwrap_err();
        assert!(problem.contains("the column `总功率(kW)` is in kW, and its meter is read in MW"), "{name}: {problem}");
        assert!(problem.contains(&format!("{name}, row 1")), "{problem}");
    }
}
