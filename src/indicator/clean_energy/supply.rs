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
    pub lines: Vec<SupplyLine>,
    /// The share of the period that counts, by measurement or by estimate.
    pub share: f64,
}

/// A part of the year and the share of it that counts.
struct Part {
    label: String,
    share: f64,
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
        let is_told: Vec<bool> = told_lines(subject).collect();
        let sum_up = |picked: &[bool], lines: &mut dyn Iterator<Item = Amount>| -> Amount {
            picked.iter().zip(lines).filter(|(picked, _)| **picked).map(|(_, energy)| energy).sum()
        };
        let mut parts = Vec::new();
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
            parts.push(Part { label, share: Coverage::of(known_of_month, month.hour_count()).share() });
        }
        if known == 0 {
            return Err(Text::new(
                "总能耗、IT 能耗与各计量供电没有同时覆盖的小时",
                "there is no hour in which the total, IT and all metered supply are covered",
            ));
        }
        let period_hours = hours.period.hour_count();
        let sum_of = |at: usize| sums.get(at).copied().unwrap_or_default();
        let metered: Vec<Amount> = (lines_at..lines_end).map(sum_of).collect();
        let mut counted = Self {
            coverage: Coverage::of(covered, period_hours),
            total: sum_of(0),
            it: hours.it.as_ref().map(|_| sum_of(1)),
            over_grid,
            not_electric,
            rest,
            lines: Vec::new(),
            share: Coverage::of(known, period_hours).share(),
        };
        counted.lines = lines(subject, &metered, &parts, counted.share);
        Ok(counted)
    }

    /// The energy of the lines that are picked.
    pub(super) fn picked(&self, pick: impl Fn(&SupplyLine) -> bool) -> Amount {
        self.lines.iter().filter(|line| pick(line)).map(amount).sum()
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
        let mut by_technology: BTreeMap<&str, f64> = BTreeMap::new();
        for row in counted(&ledger.rows, days) {
            *by_technology.entry(&row.technology).or_default() += row.kwh() * self.share;
        }
        let retired: f64 = by_technology.values().sum();
        let free =
            |line: &SupplyLine| shares::counts(subject, "non_fossil_share", &line.source, line.path) == Some(true);
        // A surplus of one hour covers nothing of another.
        let [_, beyond] = self.residual_and_beyond();
        let covered = (self.picked(free) - beyond).at_least(Amount::ZERO);
        let room = (self.total - covered).at_least(Amount::ZERO).kwh();
        let part = if retired > room { room / retired } else { 1.0 };
        self.lines.extend(by_technology.into_iter().map(|(technology, kwh)| SupplyLine {
            source: technology.to_owned(),
            path: SupplyPath::Certificates,
            kwh: kwh * part,
            by: Evidence::Ledger,
            from: ledger.file.clone(),
        }));
        Amount::from_unit(retired, Unit::KWh).unwrap_or_default()
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

pub(super) fn amount(line: &SupplyLine) -> Amount {
    Amount::from_unit(line.kwh, Unit::KWh).unwrap_or_default()
}

type Key = (String, SupplyPath);

/// For each metered line whether it is supply of its own: with a ledger, only the ledger tells certificates.
fn told_lines(subject: &Subject<'_>) -> impl Iterator<Item = bool> {
    let has_ledger = subject.facility.clean_records.certificates.is_some();
    subject.hours.supply.iter().map(move |line| !(has_ledger && line.path == SupplyPath::Certificates))
}

fn lines(subject: &Subject<'_>, metered: &[Amount], parts: &[Part], share: f64) -> Vec<SupplyLine> {
    let records = &subject.facility.clean_records;
    let is_told = |path: SupplyPath| records.certificates.is_none() || path != SupplyPath::Certificates;
    let mut lines = Vec::new();
    let mut known: BTreeSet<Key> = BTreeSet::new();
    let metered = subject.hours.supply.iter().zip(metered).zip(told_lines(subject));
    for ((line, energy), _) in metered.filter(|(_, told)| *told) {
        known.insert((line.source.clone(), line.path));
        let from = line.hours.formula.clone();
        lines.push(SupplyLine {
            source: line.source.clone(),
            path: line.path,
            kwh: energy.kwh(),
            by: Evidence::Metered,
            from,
        });
    }
    lines.extend(recorded(subject, parts, &known));
    known.extend(lines.iter().map(|line| (line.source.clone(), line.path)));
    for line in subject.facility.manifest.declared_supply.iter().filter(|line| is_told(line.path)) {
        let Some(evidence) = &line.evidence else { continue };
        let source = line.source.get_ref().clone();
        if !known.contains(&(source.clone(), line.path)) {
            let (kwh, from) = (line.kwh * share, evidence.clone());
            lines.push(SupplyLine { source, path: line.path, kwh, by: Evidence::Declared, from });
        }
    }
    lines
}

/// What contracts tell, and bills of months that no contract settles, of what no meter has.
fn recorded(subject: &Subject<'_>, parts: &[Part], metered: &BTreeSet<Key>) -> Vec<SupplyLine> {
    let records = &subject.facility.clean_records;
    let (mut contracts, mut bills) = (Sums::default(), Sums::default());
    let mut settled: BTreeSet<(Key, String)> = BTreeSet::new();
    for row in records.contracts.iter().flat_map(|table| &table.rows) {
        let key = (row.source.clone(), row.path);
        if row.document.is_some() && !metered.contains(&key) {
            settled.insert((key.clone(), month_label(row.month)));
            contracts.add(key, row.kwh * share_of(parts, row.month), &row.contract);
        }
    }
    for row in records.bills.iter().flat_map(|table| &table.rows) {
        let key = (row.source.clone(), row.path);
        let is_told = metered.contains(&key) || settled.contains(&(key.clone(), month_label(row.month)));
        if let Some(document) = row.document.as_deref().filter(|_| !is_told) {
            bills.add(key, row.kwh * share_of(parts, row.month), document);
        }
    }
    let contracts = contracts.lines(Evidence::Contracts, records.contracts.as_ref().map(|table| &table.file));
    let bills = bills.lines(Evidence::Bills, records.bills.as_ref().map(|table| &table.file));
    contracts.into_iter().chain(bills).collect()
}

/// The share of a month that counts; nothing of a month outside the period.
fn share_of(parts: &[Part], month: Date) -> f64 {
    parts.iter().find(|part| part.label == month_label(month)).map_or(0.0, |part| part.share)
}

/// Amounts by source and path, with the documents that tell them.
#[derive(Default)]
struct Sums<'r>(BTreeMap<Key, (Amount, BTreeSet<&'r str>)>);

impl<'r> Sums<'r> {
    fn add(&mut self, key: Key, kwh: f64, document: &'r str) {
        if kwh > 0.0 {
            let (sum, documents) = self.0.entry(key).or_default();
            *sum += Amount::from_unit(kwh, Unit::KWh).unwrap_or_default();
            documents.insert(document);
        }
    }

    fn lines(self, by: Evidence, file: Option<&String>) -> Vec<SupplyLine> {
        let line = |((source, path), (energy, documents)): (Key, (Amount, BTreeSet<&str>))| {
            let documents = documents.into_iter().collect::<Vec<_>>().join(", ");
            let from = format!("{}: {documents}", file.map_or("", String::as_str));
            SupplyLine { source, path, kwh: energy.kwh(), by, from }
        };
        self.0.into_iter().map(line).collect()
    }
}
