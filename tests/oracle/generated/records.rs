//! Records of clean energy made up by chance: on the first and last days that count and beside them, with documents and
//! without, of what is metered too and of what is not.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::Date;

use super::chance::Chance;
use super::facilities::Part;
use crate::time::Period;

const SOURCES: [&str; 6] = ["solar", "hydro", "wind", "nuclear", "coal", "gas"];
const TECHNOLOGIES: [&str; 4] = ["solar", "hydro", "wind", "光伏"];

/// Adds the tables of a facility.
pub fn tables(chance: &mut Chance, id: &str, period: &Period, part: &mut Part) {
    let days = (period.start_day, period.end_day);
    let mut add = |name: &str, rows: String| {
        let _ = writeln!(part.tables, "{name} = \"{name}.csv\"");
        part.files.push((format!("{name}.csv"), rows));
    };
    let (has_contracts, has_bills) = (chance.once_in(2), chance.once_in(2));
    let contracts: Vec<&str> = if has_contracts { chance.some(&["C-1", "C-2"]) } else { Vec::new() };
    if has_contracts {
        add("contracts", settled(chance, &contracts, days));
    }
    if has_bills {
        add("bills", bills(chance, days));
    }
    if !has_contracts && !has_bills || chance.once_in(2) {
        add("certificates", ledger(chance, id, &contracts, days));
    }
}

/// Months of the period, the one before it, and the one after.
fn month(chance: &mut Chance, (first, _): (Date, Date)) -> Date {
    first.saturating_add(chance.within(-1, 2).months())
}

fn document(chance: &mut Chance) -> &'static str {
    chance.pick(&["D-1", "D-2", "D-3", ""])
}

fn kwh(chance: &mut Chance) -> String {
    match chance.within(0, 3) {
        0 => chance.pick(&["0", "0.000001", "7200", "36000.5"]).to_owned(),
        _ => format!("{}.{:03}", chance.within(0, 200_000), chance.within(0, 999)),
    }
}

/// A month of a contract and source stands once in the table.
fn settled(chance: &mut Chance, contracts: &[&str], period: (Date, Date)) -> String {
    let mut rows = "contract,month,source,kwh,document,path\n".to_owned();
    for contract in contracts {
        for source in chance.some(&SOURCES) {
            let path = chance.pick(&["", "green-trade", "direct-line", "绿电直连"]);
            let month = month(chance, period).strftime("%Y-%m");
            let _ = writeln!(rows, "{contract},{month},{source},{},{},{path}", kwh(chance), document(chance));
        }
    }
    rows
}

fn bills(chance: &mut Chance, period: (Date, Date)) -> String {
    let mut rows = "月份,电源,供电路径,电量,凭证\n".to_owned();
    for number in 0..chance.within(1, 8) {
        let month = month(chance, period).strftime("%Y-%m");
        let (source, path) =
            (chance.pick(&SOURCES), chance.pick(&["grid", "green-trade", "direct-line", "self-generated", "自发自用"]));
        // Two without a document may be the same bill twice.
        let document = if number == 0 && chance.once_in(2) { String::new() } else { format!("B-{number}") };
        let _ = writeln!(rows, "{month},{source},{path},{},{document}", kwh(chance));
    }
    rows
}

fn ledger(chance: &mut Chance, id: &str, contracts: &[&str], (first, end): (Date, Date)) -> String {
    let mut rows = "first,last,technology,province,month,mwh,bought,retired,expiry,bound_to\n".to_owned();
    for number in 0..chance.within(0, 6) {
        let (least, count) = (1000 * number, chance.within(1, 400));
        let generated = first.saturating_sub(chance.within(0, 26).months());
        // On the last day that counts, on the day after, and on any other.
        let places =
            [first, first.saturating_sub(1.day()), end, end.saturating_sub(1.day()), first.saturating_add(9.days())];
        let day = |chance: &mut Chance| {
            usize::try_from(chance.within(0, 4)).ok().and_then(|place| places.get(place)).copied().unwrap_or(first)
        };
        let retired = day(chance).max(generated);
        let latest = generated.saturating_add(24.months()).last_of_month();
        let expiry = day(chance).min(latest);
        let retired = if chance.once_in(6) { String::new() } else { retired.to_string() };
        let expiry = if chance.once_in(2) { String::new() } else { expiry.to_string() };
        let mut bindings = vec!["", "", "", "self-generated", "绿电交易"];
        bindings.extend(contracts);
        let _ = writeln!(
            rows,
            "{id}-{least:05},{id}-{:05},{},青海,{},{count},,{retired},{expiry},{}",
            least + count - 1,
            chance.pick(&TECHNOLOGIES),
            generated.strftime("%Y-%m"),
            chance.pick(&bindings),
        );
    }
    rows
}
