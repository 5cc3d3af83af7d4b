//! Electricity by source and path from everything that tells it, each kilowatt-hour once.
//!
//! Meters come first. Where no meter has a source on a path, contracts tell it, then bills of months that no contract
//! settles, then what is declared for the whole period. What is told by the month counts in proportion to the covered
//! part of that month, so that a gap in the total does not swell a share.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::certificates::{Days, counted, month_label};
use super::record::{Evidence, SupplyLine};
use super::shares;
use crate::facility::BoundaryHours;
use crate::facility::boundary::QuantityHours;
use crate::facility::manifest::SupplyPath;
use crate::indicator::{Coverage, Subject};
use crate::period::Period;
use crate::text::Text;
use crate::units::{Amount, Unit};

/// The facility over the hours in which all that is metered is covered.
pub(super) struct Counted {
    pub coverage: Coverage,
    pub total: Amount,
    pub it: Option<Amount>,
    /// What comes over the grid by the hour: the electricity of the total less metered own generation and direct lines,
    /// at least zero.
    pub over_grid: Amount,
    /// Fuel and bought-in heat or cooling of the total.
    pub not_electric: Amount,
    /// Hour by hour, what the total has beyond the metered supply, and what the supply has beyond the total.
    pub rest: [Amount; 2],
    pub lines: Vec<Line>,
    /// How much of the period counts, by measurement or by estimate.
    pub known: Known,
}

/// Energy of one source on one path, to the microjoule.
pub(super) struct Line {
    pub source: String,
    pub path: SupplyPath,
    pub energy: Amount,
    pub by: Evidence,
    pub from: String,
}

impl From<Line> for SupplyLine {
    fn from(line: Line) -> Self {
        let Line { source, path, energy, by, from } = line;
        Self { source, path, kwh: energy.kwh(), by, from }
    }
}

/// How many nanoseconds of a span count.
#[derive(Clone, Copy)]
pub(super) struct Known {
    nanos: i64,
    of: i64,
}

impl Known {
    fn of(nanos: i128, span: Period) -> Self {
        Self { nanos: i64::try_from(nanos).unwrap_or(i64::MAX), of: span.nanos() }
    }

    /// What of an amount that is told for the whole span falls to what counts of it.
    pub(super) fn part(self, amount: Amount) -> Amount {
        amount.share_until(self.nanos, self.of)
    }
}

/// A month of the period, as far as it lies in it.
struct Month {
    label: String,
    known: Known,
}

impl Counted {
    pub(super) fn of(subject: &Subject<'_>) -> Result<Self, Text> {
        let hours = subject.hours;
        if hours.total.is_none() {
            return Err(Text::new("边界中没有总能耗的计量点", "the boundary names no meter of total energy"));
        }
        let wanted = counted_quantities(hours);
        let lines_at = 1 + usize::from(hours.it.is_some());
        let lines_end = lines_at + hours.supply.len();
        let electric_at = lines_end + 2 * hours.storage.len();
        let is_mixed = !hours.carriers.is_empty();

        let mut sums = vec![Amount::ZERO; wanted.len()];
        let (mut over_grid, mut not_electric, mut rest) = (Amount::ZERO, Amount::ZERO, [Amount::ZERO; 2]);
        let (mut covered, mut known) = (0, 0);
        let is_beside: Vec<bool> = hours.supply.iter().map(|line| is_beside_grid(line.path)).collect();
        let is_told: Vec<bool> =
            hours.supply.iter().map(|line| subject.facility.clean_records.counts(line.path)).collect();
        let sum_up = |picked: &[bool], lines: &mut dyn Iterator<Item = Amount>| -> Amount {
            picked.iter().zip(lines).filter(|(picked, _)| **picked).map(|(_, energy)| energy).sum()
        };
        let mut months = Vec::new();
        for (label, month) in hours.period.months(&subject.facility.clock) {
            let mut known_of_month = 0;
            for hour in hours.paired_in(month, &wanted) {
                sums.iter_mut().zip(hour.amounts(0)).for_each(|(sum, amount)| *sum += amount);
                let of_total = hour.amount(0);
                let of_electric = if is_mixed { hour.amount(electric_at) } else { of_total };
                not_electric += of_total - of_electric;
                let beside = sum_up(&is_beside, &mut hour.amounts(lines_at));
                over_grid += (of_electric - beside).at_least(Amount::ZERO);
                let supplied = sum_up(&is_told, &mut hour.amounts(lines_at));
                let apart = [of_total - supplied, supplied - of_total];
                rest.iter_mut().zip(apart).for_each(|(sum, apart)| *sum += apart.at_least(Amount::ZERO));
                covered += i128::from(hour.covered);
                known_of_month += i128::from(hour.covered + hour.estimated);
            }
            known += known_of_month;
            months.push(Month { label, known: Known::of(known_of_month, month) });
        }
        if known == 0 {
            return Err(Text::new(
                "总能耗、IT 能耗与各计量供电没有同时覆盖的小时",
                "there is no hour in which the total, IT and all metered supply are covered",
            ));
        }
        if sums.first().is_none_or(|total| *total <= Amount::ZERO) {
            return Err(Text::new("总能耗不大于零", "total energy is not above zero"));
        }
        let sum_of = |at: usize| sums.get(at).copied().unwrap_or_default();
        let metered: Vec<Amount> = (lines_at..lines_end).map(sum_of).collect();
        let mut counted = Self {
            coverage: Coverage::of(covered, hours.period.hour_count()),
            total: sum_of(0),
            it: hours.it.as_ref().map(|_| sum_of(1)),
            over_grid,
            not_electric,
            rest,
            lines: Vec::new(),
            known: Known::of(known, hours.period),
        };
        counted.lines = lines(subject, &metered, &months, counted.known);
        Ok(counted)
    }

    /// The energy of the lines that are picked.
    pub(super) fn picked(&self, pick: impl Fn(&Line) -> bool) -> Amount {
        self.lines.iter().filter(|line| pick(line)).map(|line| line.energy).sum()
    }

    /// The residual mix, and what was supplied beyond the load: hour by hour as far as meters tell, and less what is told
    /// by the month.
    pub(super) fn residual_and_beyond(&self) -> [Amount; 2] {
        let by_month = self.picked(|line| line.by != Evidence::Metered && line.path != SupplyPath::Certificates);
        let [residual, beyond] = self.rest;
        [(residual - by_month).at_least(Amount::ZERO), beyond + (by_month - residual).at_least(Amount::ZERO)]
    }

    /// Adds the certificates of the ledger that count on their own, cut at the consumption that no carbon-free supply
    /// covers, and gives what they were before the cut.
    pub(super) fn add_certificates(&mut self, subject: &Subject<'_>, days: Days) -> Amount {
        let Some(ledger) = &subject.facility.clean_records.certificates else { return Amount::ZERO };
        let mut by_technology: BTreeMap<&str, Amount> = BTreeMap::new();
        for row in counted(&ledger.rows, days) {
            *by_technology.entry(&row.technology).or_default() += row.energy();
        }
        by_technology.values_mut().for_each(|energy| *energy = self.known.part(*energy));
        let retired: Amount = by_technology.values().copied().sum();
        let free = |line: &Line| shares::counts(subject, "non_fossil_share", &line.source, line.path) == Some(true);
        // A surplus of one hour covers nothing of another.
        let [_, beyond] = self.residual_and_beyond();
        let covered = (self.picked(free) - beyond).at_least(Amount::ZERO);
        let room = (self.total - covered).at_least(Amount::ZERO);
        let cut = |energy: Amount| if retired > room { energy.in_proportion(room, retired) } else { energy };
        self.lines.extend(by_technology.into_iter().map(|(technology, energy)| Line {
            source: technology.to_owned(),
            path: SupplyPath::Certificates,
            energy: cut(energy),
            by: Evidence::Ledger,
            from: ledger.file.clone(),
        }));
        retired
    }
}

/// All that is metered of the use of clean energy: the total, IT, the lines of supply, storage, and the electricity of a
/// total that is not all electricity.
pub(in crate::indicator) fn counted_quantities(hours: &BoundaryHours) -> Vec<&QuantityHours> {
    let storage = hours.storage.iter().flat_map(|storage| [&storage.charge, &storage.discharge]);
    let electric = hours.electricity().filter(|_| !hours.carriers.is_empty());
    let supply = hours.supply.iter().map(|line| &line.hours);
    hours.total.iter().chain(&hours.it).chain(supply).chain(storage).chain(electric).collect()
}

/// Paths that do not use the public grid's trade at all.
pub(in crate::indicator) fn is_beside_grid(path: SupplyPath) -> bool {
    matches!(path, SupplyPath::SelfGenerated | SupplyPath::DirectLine)
}

fn of_kwh(kwh: f64) -> Amount {
    Amount::from_unit(kwh, Unit::KWh).unwrap_or_default()
}

type Key = (String, SupplyPath);

fn lines(subject: &Subject<'_>, metered: &[Amount], months: &[Month], of_period: Known) -> Vec<Line> {
    let records = &subject.facility.clean_records;
    let mut lines = Vec::new();
    let mut known: BTreeSet<Key> = BTreeSet::new();
    for (line, energy) in subject.hours.supply.iter().zip(metered).filter(|(line, _)| records.counts(line.path)) {
        known.insert((line.source.clone(), line.path));
        let (source, from) = (line.source.clone(), line.hours.formula.clone());
        lines.push(Line { source, path: line.path, energy: *energy, by: Evidence::Metered, from });
    }
    lines.extend(recorded(subject, months, &known));
    known.extend(lines.iter().map(|line| (line.source.clone(), line.path)));
    for line in subject.facility.manifest.declared_supply.iter().filter(|line| records.counts(line.path)) {
        let Some(evidence) = &line.evidence else { continue };
        let source = line.source.get_ref().clone();
        if !known.contains(&(source.clone(), line.path)) {
            let (energy, from) = (of_period.part(of_kwh(line.kwh)), evidence.clone());
            lines.push(Line { source, path: line.path, energy, by: Evidence::Declared, from });
        }
    }
    lines
}

/// What contracts tell, and bills of months that no contract settles, of what no meter has.
fn recorded(subject: &Subject<'_>, months: &[Month], metered: &BTreeSet<Key>) -> Vec<Line> {
    let records = &subject.facility.clean_records;
    let (mut contracts, mut bills) = (Sums::default(), Sums::default());
    let mut settled: BTreeSet<(Key, String)> = BTreeSet::new();
    for row in records.contracts.iter().flat_map(|table| &table.rows) {
        let key = (row.source.clone(), row.path);
        if row.document.is_some() && !metered.contains(&key) {
            settled.insert((key.clone(), month_label(row.month)));
            contracts.add(key, part_of_month(months, row.month, row.kwh), &row.contract);
        }
    }
    for row in records.bills.iter().flat_map(|table| &table.rows) {
        let key = (row.source.clone(), row.path);
        let is_told = metered.contains(&key) || settled.contains(&(key.clone(), month_label(row.month)));
        if let Some(document) = row.document.as_deref().filter(|_| !is_told) {
            bills.add(key, part_of_month(months, row.month, row.kwh), document);
        }
    }
    let contracts = contracts.lines(Evidence::Contracts, records.contracts.as_ref().map(|table| &table.file));
    let bills = bills.lines(Evidence::Bills, records.bills.as_ref().map(|table| &table.file));
    contracts.into_iter().chain(bills).collect()
}

/// What of the kWh of a month falls to what counts of it; `None` of a month outside the period.
fn part_of_month(months: &[Month], month: Date, kwh: f64) -> Option<Amount> {
    let month = months.iter().find(|known| known.label == month_label(month))?;
    Some(month.known.part(of_kwh(kwh)))
}

/// Amounts by source and path, with the documents that tell them.
#[derive(Default)]
struct Sums<'r>(BTreeMap<Key, (Amount, BTreeSet<&'r str>)>);

impl<'r> Sums<'r> {
    fn add(&mut self, key: Key, energy: Option<Amount>, document: &'r str) {
        // Nothing is told, too, by a bill of nothing.
        if let Some(energy) = energy {
            let (sum, documents) = self.0.entry(key).or_default();
            *sum += energy;
            documents.insert(document);
        }
    }

    fn lines(self, by: Evidence, file: Option<&String>) -> Vec<Line> {
        let line = |((source, path), (energy, documents)): (Key, (Amount, BTreeSet<&str>))| {
            let documents = documents.into_iter().collect::<Vec<_>>().join(", ");
            let from = format!("{}: {documents}", file.map_or("", String::as_str));
            Line { source, path, energy, by, from }
        };
        self.0.into_iter().map(line).collect()
    }
}
