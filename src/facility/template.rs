//! The commented manifest that `greengrade init` writes.

/// The manifest to start from. A test reads it, so that it is never out of step with what a manifest may hold.
pub const MANIFEST_TEMPLATE: &str = include_str!("template.toml");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facility::operation_logs::Mode;
    use crate::facility::{Facility, MANIFEST};

    #[test]
    fn the_manifest_to_start_from_is_a_good_one() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(MANIFEST), MANIFEST_TEMPLATE).unwrap();
        let facility = Facility::load(folder.path()).unwrap();
        assert_eq!(facility.id(), "my-facility");
        assert_eq!(facility.manifest.meters.len(), 7);
    }

    #[test]
    fn the_lines_that_are_commented_out_are_good_too() {
        let uncommented: String = MANIFEST_TEMPLATE
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                // An example is a comment that reads as `key = value` or as a table's heading.
                Some(example) if is_setting(example) => format!("{example}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        assert_ne!(uncommented, MANIFEST_TEMPLATE);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(MANIFEST), uncommented).unwrap();
        std::fs::write(
            folder.path().join("it-systems.csv"),
            "id,class,type,result,annual_kwh,tested_on,power_trace,evidence\n",
        )
        .unwrap();
        std::fs::write(folder.path().join("smart-operation.csv"), "kind,item,value,evidence\n").unwrap();
        let records = [
            ("certificates.csv", "first,last,technology,province,month,mwh,bought,retired,expiry,bound_to\n"),
            ("bills.csv", "month,source,path,kwh,document\n"),
            ("contracts.csv", "contract,month,source,kwh,document,path\n"),
        ];
        for (name, heading) in records {
            std::fs::write(folder.path().join(name), heading).unwrap();
        }
        std::fs::create_dir(folder.path().join("tests")).unwrap();
        let record = "kind = \"iteesv\"\noperations = \"ssj_ops\"\ntable = \"servers.csv\"\n";
        std::fs::write(folder.path().join("tests/node-a.test.toml"), record).unwrap();
        std::fs::write(folder.path().join("servers.csv"), "server,units,performance,watts\n").unwrap();
        std::fs::create_dir(folder.path().join("logs")).unwrap();
        let faults = "发生时间,恢复时间,处置方式\n2025-03-01 08:00,2025-03-01 09:00,值班员\n";
        std::fs::write(folder.path().join("logs/incidents.csv"), faults).unwrap();
        std::fs::write(folder.path().join("logs/capabilities.csv"), "domain,maturity\n").unwrap();
        std::fs::write(folder.path().join("weather-2025.csv"), "time,outdoor_celsius\n2025-01-01,-9\n").unwrap();
        let facility = Facility::load(folder.path()).unwrap();
        assert!(facility.weather.is_some());
        let report = facility.manifest.eu_report.as_ref().unwrap();
        assert!(report.numbers().iter().all(|(_, declared)| declared.is_some()), "each key is shown");
        assert_eq!(report.installed_it_power.len(), 1);
        assert!(facility.clean_records.certificates.is_some() && facility.clean_records.contracts.is_some());
        assert!(facility.clean_records.bills.is_some() && facility.manifest.boundary.storage.len() == 1);
        assert_eq!(facility.systems, Some(Vec::new()));
        assert_eq!(facility.it_tests.len(), 1);
        assert!(facility.manifest.attribution.is_some());
        assert!(facility.manifest.meters.iter().any(|meter| meter.multiplier.is_some()));
        assert!(facility.manifest.meters.iter().any(|meter| meter.rollover.is_some() && meter.replaced.len() == 1));
        let faults = facility.operation_logs.and_then(|logs| logs.incidents).unwrap().rows;
        assert_eq!(faults[0].healed, Some(Mode::Manual), "a word of the template");
        assert_eq!(facility.manifest.working_points.unwrap().points.get_ref().len(), 2);
    }

    fn is_setting(comment: &str) -> bool {
        comment.starts_with(['[', ']'])
            || comment.starts_with("  {")
            || comment
                .split_once(" = ")
                .is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
    }
}
