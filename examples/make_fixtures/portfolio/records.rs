//! Records of clean energy: what was settled under the contract of hydro power, and the certificates that came with it.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::Result;
use super::model::Step;
use super::sites::Site;

/// The contract of every site that keeps records.
const CONTRACT: &str = "QH-HYDRO-2025-07";

/// The hydro power of each month, kWh to a tenth, with its first day.
fn months(site: &Site, steps: &[Step]) -> Result<Vec<(Date, f64)>> {
    let hours = f64::from(site.minutes) / 60.0;
    let mut months: Vec<(Date, f64)> = Vec::new();
    for step in steps {
        let month = Offset::constant(8).to_datetime(Timestamp::from_second(step.at)?).date().first_of_month();
        let energy = step.hydro * hours;
        match months.last_mut() {
            Some((known, sum)) if *known == month => *sum += energy,
            _ => months.push((month, energy)),
        }
    }
    Ok(months.into_iter().map(|(month, sum)| (month, (sum * 10.0).round() / 10.0)).collect())
}

/// A settlement and a range of certificates for each month. Certificates are for whole MWh, the rest is carried on; they
/// are retired on the last day of the month after, those of December not within the year.
pub fn write(site: &Site, steps: &[Step], folder: &Path) -> Result<()> {
    let mut contracts = csv::Writer::from_path(folder.join("contracts.csv"))?;
    let mut ledger = csv::Writer::from_path(folder.join("certificates.csv"))?;
    contracts.write_record(["contract", "month", "source", "kwh", "document"])?;
    ledger.write_record([
        "first",
        "last",
        "technology",
        "province",
        "month",
        "mwh",
        "bought",
        "retired",
        "expiry",
        "bound_to",
    ])?;
    let (mut settled, mut issued) = (0.0, 0_u32);
    for (month, kwh) in months(site, steps)? {
        let name = month.strftime("%Y-%m").to_string();
        contracts.write_record([CONTRACT, &name, "hydro", &format!("{kwh:.1}"), &format!("settlement-{name}")])?;
        settled += kwh;
        let mut due = issued;
        while f64::from(due + 1) * 1000.0 <= settled {
            due += 1;
        }
        let retired = month.last_of_month().tomorrow()?.last_of_month();
        let retired = if retired.year() == month.year() { retired.to_string() } else { String::new() };
        ledger.write_record([
            &format!("SYN-QH-2025-{:07}", issued + 1),
            &format!("SYN-QH-2025-{due:07}"),
            "hydro",
            "青海",
            &name,
            &(due - issued).to_string(),
            "",
            &retired,
            "",
            CONTRACT,
        ])?;
        issued = due;
    }
    contracts.flush()?;
    Ok(ledger.flush()?)
}
