//! Small made-up facilities in a folder of their own, rated by the library as a user would.

use std::fmt::Write;
use std::path::Path;

use greengrade::facility::Facility;
use greengrade::rating::{Rating, Request, Trials, rate};
use greengrade::standard::Library;

/// A made-up facility with daily energies, and what is remarkable about it.
pub struct Made {
    pub zh: &'static str,
    pub en: &'static str,
    /// kWh each day.
    pub total: f64,
    pub it: f64,
    pub hydro: f64,
    /// Days with readings, from the first of January.
    pub days: i64,
    /// The lines of `[declared]`.
    pub declared: &'static str,
    /// Racks installed of 1000 designed; 800 are in use.
    pub installed: u32,
    /// Whether it hands in its tables of systems and of operation.
    pub tables: bool,
    /// The table of operation.
    pub operation: &'static str,
    /// A line end and the line of its sector, where it has one.
    pub sector: &'static str,
}

/// A sound one, from which the others differ.
pub const SOUND: Made = Made {
    zh: "湟水数据中心",
    en: "Huangshui data centre",
    total: 61_700.0,
    it: 50_000.0,
    hydro: 55_000.0,
    days: 365,
    declared: r#"
        design_pue = { value = 1.25, evidence = "approval.pdf" }
        no_violation = { value = true, evidence = "letter.pdf" }"#,
    installed: 900,
    tables: true,
    operation: OPERATION,
    sector: "",
};

pub fn rated() -> Rating {
    SOUND.rate()
}

/// Half a year without tables, and the absence of violations is not declared.
pub fn not_rated() -> Rating {
    Made { days: 181, declared: "demand_response = { value = 0.06 }", tables: false, ..SOUND }.rate()
}

/// More IT energy than total energy.
pub fn refused() -> Rating {
    Made { it: 70_000.0, ..SOUND }.rate()
}

const FINANCE: &str = "\nsector = \"finance\"";

/// By the sample pack of every shape of rule: exempt as a financial institution, rounded, with items of a checklist.
pub fn by_every_rule() -> Rating {
    let library = Library::with_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/packs")).unwrap();
    Made { total: 65_255.0, operation: ITEMS, sector: FINANCE, ..SOUND }.rate_from(&library, &["every-rule"])
}

/// The same over 346 of 365 days: 94.8 % of the hours, and with fewer than 95 % the outcome is indicative only.
pub fn indicative() -> Rating {
    let library = Library::with_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/packs")).unwrap();
    let made = Made { total: 65_255.0, operation: ITEMS, sector: FINANCE, days: 346, ..SOUND };
    made.rate_from(&library, &["every-rule"])
}

/// By a pack that has only some rows of its standard, beside one that has floors alone.
pub fn by_a_part() -> Rating {
    Made { sector: FINANCE, ..SOUND }.rate_by(&["national-green-dc-2025", "procurement-2023"])
}

/// By standards that ask for fields of a report and give no grade.
pub fn by_fields() -> Rating {
    SOUND.rate_by(&["eu-2024-1364", "iso-30134"])
}

impl Made {
    pub fn rate(&self) -> Rating {
        self.rate_by(&["db63t-2223-2023", "gb40879-2021"])
    }

    pub fn rate_by(&self, standards: &[&str]) -> Rating {
        self.rate_from(&Library::embedded().unwrap(), standards)
    }

    pub fn rate_from(&self, library: &Library, standards: &[&str]) -> Rating {
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path());
        let facility = Facility::load(folder.path()).unwrap();
        let standards: Vec<String> = standards.iter().map(|id| (*id).to_owned()).collect();
        let request =
            Request { library, standards: &standards, edition: None, period: Some("2025"), trials: Trials::NONE };
        let mut rating = rate(&facility, &request).unwrap().rating;
        // The snapshots are to outlive a release.
        rating.program = "greengrade (test)".to_owned();
        rating
    }

    fn write(&self, folder: &Path) {
        std::fs::write(folder.join("facility.toml"), self.manifest()).unwrap();
        std::fs::write(folder.join("energy.csv"), self.energies()).unwrap();
        if self.tables {
            std::fs::write(folder.join("systems.csv"), SYSTEMS).unwrap();
            std::fs::write(folder.join("operation.csv"), self.operation).unwrap();
        }
    }

    fn energies(&self) -> String {
        let mut csv = String::from("day,total,it,hydro\n");
        let first = jiff::civil::date(2025, 1, 1);
        for day in 0..self.days {
            let date = first.checked_add(jiff::Span::new().days(day)).unwrap();
            writeln!(csv, "{date},{},{},{}", self.total, self.it, self.hydro).unwrap();
        }
        csv
    }

    fn manifest(&self) -> String {
        let meter = |id: &str| {
            format!(
                "[[meter]]\nid = \"{id}\"\ncolumn = \"{id}\"\nkind = \"interval\"\ninterval = \"1d\"\nunit = \"kWh\"\n\
                 point = \"utility\"\n"
            )
        };
        let meters = ["total", "it", "hydro"].map(meter).concat();
        let tables = if self.tables {
            "[tables]\nit_systems = \"systems.csv\"\nsmart_operation = \"operation.csv\"\n"
        } else {
            ""
        };
        let [name_zh, name_en] = [self.zh, self.en].map(|name| toml::Value::from(name).to_string());
        format!(
            r#"id = "huangshui"
name = {{ zh = {name_zh}, en = {name_en} }}
province = "青海"
category = "general"{sector}
start_of_operation = 2020-01-01
clock = "+08:00"
synthetic = true
attribution = "a test | of reports"

[racks]
designed = 1000
installed = {installed}
in_use = {in_use}
rated_kw = 4000.0
evidence = "racks.pdf"

[[telemetry]]
files = ["energy.csv"]
shape = "wide"
time = "day"

{meters}
[boundary]
total = ["total"]
it = ["it"]

[[boundary.supply]]
source = "hydro"
path = "green-trade"
meters = ["hydro"]

[declared]
{declared}

[not_applicable]
erf = "no heat network within reach"

{tables}"#,
            installed = self.installed,
            in_use = self.installed.min(800),
            declared = self.declared,
            sector = self.sector,
        )
    }
}

/// One test that counts, one without a power trace, one of a class that no standard knows.
const SYSTEMS: &str = "id,class,type,result,annual_kwh,tested_on,power_trace,evidence
node-a,server-sert,2-socket-rack-high,44.1,350000,2025-03-11,yes,reports/node-a.pdf
node-b,server-sert,2-socket-rack-high,20,150000,2025-03-11,yes,
node-c,server-sert,2-socket-rack-high,44.1,350000,2025-03-11,no,
odd|one,teapot,,7,1000,2025-03-11,yes,
";

/// An item that is met and proven, and one that nothing proves.
const ITEMS: &str = "kind,item,value,evidence
item,audit,yes,reports/audit.pdf
item,plan,yes,
";

/// Two capabilities of nine, one of them without evidence, and two quantities.
const OPERATION: &str = "kind,item,value,evidence
capability,monitoring,4,docs/monitoring.pdf
capability,alarms,5,
quantity,automation_rate,0.71,logs/2025.csv
quantity,mttr,1.25,logs/2025.csv
";
