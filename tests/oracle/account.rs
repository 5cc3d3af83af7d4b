//! The use of clean energy by a facility that keeps records of it or has storage: each kilowatt-hour once, its shares, and
//! its carbon.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::boundary::{Hour, Sum, sum};
use crate::cells::number;
use crate::exact::{Exact, Told, in_proportion, ratio, whole};
use crate::indicators::{KWH, Scene, Value, Values, proven};
use crate::records::{Certificates, Month, Records};
use crate::shares::{BESIDE_THE_GRID, Line, electricity, is_fossil};
use crate::time::HOUR;

/// What tells a line of supply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Meters,
    Papers,
    Ledger,
}

/// Electricity of one source on one path, in millionths of a joule.
struct Counted {
    source: String,
    path: String,
    energy: i128,
    by: By,
}

/// How much of a span of time counts, in nanoseconds, and how long it is.
#[derive(Clone, Copy)]
struct Known(i128, i128);

impl Known {
    /// The part of an amount of the whole span that falls to what counts of it.
    fn part(self, amount: i128) -> Told<i128> {
        in_proportion(amount, self.0, self.1)
    }
}

/// The account of a facility over the hours that count for all that is metered.
pub struct Account {
    total: i128,
    it: Option<i128>,
    lines: Vec<Counted>,
    /// What the total has beyond all supply, and what supply has beyond the total.
    residual: i128,
    beyond: i128,
    /// What came over the grid.
    from_grid: i128,
    /// What of bound certificates backs energy that is counted, and all that the ledger's rows come to on their own.
    bound: i128,
    retired: i128,
    has_ledger: bool,
}

/// The account; `None` where there is no hour, or the total is not above zero.
pub fn account(scene: &Scene, metered: &[Line], records: &Records) -> Told<Option<Account>> {
    let boundary = &scene.facility.manifest.boundary;
    let electric = electricity(scene)?;
    let storage: Vec<(Sum, Sum)> = storage(scene)?;
    let mut quantities: Vec<&Sum> = vec![&scene.total, &electric];
    quantities.extend(metered.iter().map(|line| &line.meters));
    quantities.extend(storage.iter().flat_map(|(taken, given)| [taken, given]));
    let has_it = !boundary.it.is_empty();
    quantities.extend(has_it.then_some(&scene.it));
    let hours = scene.hours(&quantities);
    let total = hours.iter().filter_map(|hour| hour.amounts.first()).sum();
    if total <= 0 {
        return Ok(None);
    }
    let of_line = |hour: &Hour, place: usize| hour.amounts.get(place + 2).copied().unwrap_or_default();
    let places = |picks: &dyn Fn(&Line) -> bool| -> Vec<usize> {
        metered.iter().enumerate().filter(|(_, line)| picks(line)).map(|(place, _)| place).collect()
    };
    let supply = places(&|line| records.counts(line.path));
    let beside = places(&|line| BESIDE_THE_GRID.contains(&line.path));
    let sum_of = |hour: &Hour, places: &[usize]| -> i128 { places.iter().map(|place| of_line(hour, *place)).sum() };
    let (mut residual, mut beyond, mut from_grid) = (0, 0, 0);
    for hour in &hours {
        let [all, electric, ..] = hour.amounts.as_slice() else { return Err("an hour without its total".to_owned()) };
        let supplied = sum_of(hour, &supply);
        residual += (all - supplied).max(0);
        beyond += (supplied - all).max(0);
        from_grid += (electric - sum_of(hour, &beside)).max(0);
    }
    let mut lines: Vec<Counted> = Vec::new();
    for place in &supply {
        let Some(line) = metered.get(*place) else { continue };
        let energy = hours.iter().map(|hour| of_line(hour, *place)).sum();
        lines.push(Counted { source: line.source.to_owned(), path: line.path.to_owned(), energy, by: By::Meters });
    }
    let counted = |of: &dyn Fn(&Hour) -> bool| -> i128 {
        hours.iter().filter(|hour| of(hour)).map(|hour| hour.covered + hour.estimated).sum()
    };
    papers(scene, records, &mut lines, &counted)?;
    let on_paper = sum_where(&lines, |line| line.by == By::Papers && line.path != "certificates");
    let (room, free_room) = ((on_paper - residual).max(0), (residual - on_paper).max(0));
    let mut account = Account {
        total,
        it: has_it.then(|| hours.iter().filter_map(|hour| hour.amounts.last()).sum()),
        lines,
        residual: free_room,
        beyond: beyond + room,
        from_grid,
        bound: 0,
        retired: 0,
        has_ledger: records.certificates.is_some(),
    };
    let beside_on_paper = |line: &Counted| line.by == By::Papers && BESIDE_THE_GRID.contains(&line.path.as_str());
    account.from_grid = (from_grid - sum_where(&account.lines, beside_on_paper)).max(0);
    if let Some(ledger) = &records.certificates {
        let known = Known(counted(&|_| true), scene.period.nanos());
        account.certificates(scene, ledger, known, records)?;
    }
    Ok(Some(account))
}

/// What storage takes and gives.
pub fn storage<'a>(scene: &Scene<'a>) -> Told<Vec<(Sum<'a>, Sum<'a>)>> {
    let storage = scene.facility.manifest.boundary.storage.iter();
    storage.map(|one| Ok((sum(&one.charge, scene.filled)?, sum(&one.discharge, scene.filled)?))).collect()
}

fn sum_where(lines: &[Counted], picks: impl Fn(&Counted) -> bool) -> i128 {
    lines.iter().filter(|line| picks(line)).map(|line| line.energy).sum()
}

type Key = (String, String);
/// For how long the hours count that are asked for.
type Counting<'c> = &'c dyn Fn(&dyn Fn(&Hour) -> bool) -> i128;

/// What contracts tell of what no meter has, then bills, then declarations.
fn papers(scene: &Scene, records: &Records, lines: &mut Vec<Counted>, counted: Counting) -> Told<()> {
    let period = scene.period;
    let months: Vec<(Date, Known)> = period
        .months
        .iter()
        .zip(period.months.iter().skip(1))
        .zip(0_i64..)
        .map(|((first, end), place)| {
            let known = counted(&|hour: &Hour| (*first..*end).contains(&hour.hour));
            (period.start_day.saturating_add(place.months()), Known(known, (end - first) * HOUR))
        })
        .collect();
    // What is told of a month of the period.
    let part = |told: &Month| -> Told<Option<i128>> {
        let month = months.iter().find(|(month, _)| *month == told.month);
        month.map(|(_, known)| known.part(told.energy)).transpose()
    };
    let key = |told: &Month| -> Key { (told.source.clone(), told.path.clone()) };
    let has_meter: BTreeSet<Key> = lines.iter().map(|line| (line.source.clone(), line.path.clone())).collect();
    let is_told = |told: &&Month| told.proven && !has_meter.contains(&key(told));
    let contracts: Vec<&Month> = records.contracts.iter().flatten().filter(is_told).collect();
    let settled: BTreeSet<(Key, Date)> = contracts.iter().map(|told| (key(told), told.month)).collect();
    let bills = records.bills.iter().flatten().filter(is_told);
    let bills = bills.filter(|bill| !settled.contains(&(key(bill), bill.month)));
    let mut sums: BTreeMap<Key, i128> = BTreeMap::new();
    for told in contracts.iter().copied().chain(bills) {
        if let Some(energy) = part(told)? {
            *sums.entry(key(told)).or_default() += energy;
        }
    }
    let of_period = Known(counted(&|_| true), period.nanos());
    for line in &scene.facility.manifest.declared_supply {
        let key = (line.source.clone(), line.path.clone());
        let is_told = proven(line.evidence.as_deref()) && records.counts(&line.path);
        if is_told && !has_meter.contains(&key) && !sums.contains_key(&key) {
            let energy = of_period.part(number(&line.kwh)?.times(KWH)?)?;
            lines.push(Counted { source: key.0, path: key.1, energy, by: By::Papers });
        }
    }
    lines.extend(sums.into_iter().map(|((source, path), energy)| Counted { source, path, energy, by: By::Papers }));
    Ok(())
}

impl Account {
    /// Adds what certificates cover on their own, and tells what those that belong to other energy back.
    fn certificates(&mut self, scene: &Scene, ledger: &[Certificates], known: Known, records: &Records) -> Told<()> {
        let (first, end) = (scene.period.start_day, scene.period.end_day);
        let valid = |row: &&Certificates| {
            row.retired.is_some_and(|retired| first <= retired && retired < end && retired <= row.until)
        };
        let mut alone: BTreeMap<&str, i128> = BTreeMap::new();
        let mut bound: BTreeMap<(&str, &str), i128> = BTreeMap::new();
        let contracts = || records.contracts.iter().flatten();
        for row in ledger.iter().filter(valid) {
            let energy = row.count * 1000 * KWH;
            match row.bound_to.as_deref() {
                None => *alone.entry(&row.technology).or_default() += energy,
                Some(to) => {
                    let path = contracts().find(|told| told.contract == to).map_or(to, |told| told.path.as_str());
                    *bound.entry((&row.technology, path)).or_default() += energy;
                }
            }
        }
        for energy in alone.values_mut() {
            *energy = known.part(*energy)?;
        }
        self.retired = alone.values().sum();
        let free = sum_where(&self.lines, |line| {
            records.has_origin(&line.path) && scene.words.carbon_free.contains(&line.source)
        });
        let room = (self.total - (free - self.beyond).max(0)).max(0);
        for ((technology, path), energy) in bound {
            let backed = sum_where(&self.lines, |line| line.source == technology && line.path == path);
            self.bound += known.part(energy)?.min(backed);
        }
        for (technology, energy) in alone {
            let energy = if self.retired > room { in_proportion(energy, room, self.retired)? } else { energy };
            let (source, path) = (technology.to_owned(), "certificates".to_owned());
            self.lines.push(Counted { source, path, energy, by: By::Ledger });
        }
        Ok(())
    }

    /// The energy of the ledger that counts on its own.
    fn of_ledger(&self) -> i128 {
        sum_where(&self.lines, |line| line.by == By::Ledger)
    }

    /// A share of the total, at most all of it.
    pub fn share(&self, records: &Records, picks: &dyn Fn(&str, &str) -> bool) -> Option<Exact> {
        let is_picked = |line: &Counted| records.has_origin(&line.path) && picks(&line.source, &line.path);
        let energy = sum_where(&self.lines, is_picked).min(self.total);
        ratio(&whole(energy), &whole(self.total)).filter(|_| self.has_ledger || !self.lines.is_empty())
    }

    /// What is emitted with so much over the grid, in millionths of a joule by kg/kWh.
    fn emitted(&self, from_grid: i128, factor: Exact, fossil: Option<Exact>) -> Exact {
        let beside = |line: &Counted| BESIDE_THE_GRID.contains(&line.path.as_str()) && is_fossil(&line.source);
        let of_fossil = whole(sum_where(&self.lines, beside).min(self.total));
        whole(from_grid) * factor + of_fossil * fossil.unwrap_or_else(|| whole(0))
    }

    /// Tells what the record of clean energy shows beside the indicators, by where it stands there.
    pub fn figures(&self, scene: &Scene) -> Told<Values> {
        let mut figures = Values::new();
        let mut tell = |at: &str, value: Exact| figures.insert(at.to_owned(), Value::Is(value));
        let kwh = |energy: i128| whole(energy) / whole(KWH);
        tell("/residual_kwh", kwh(self.residual));
        tell("/beyond_load_kwh", kwh(self.beyond));
        if self.has_ledger {
            tell("/certificates/counted_kwh", kwh(self.of_ledger()));
            tell("/certificates/beyond_kwh", kwh(self.retired - self.of_ledger()));
            tell("/shares/certificate_backed", kwh((self.of_ledger() + self.bound).min(self.total)));
        }
        let year = scene.period.start_day.year();
        let words = scene.words;
        if let Some(factor) = words.factor(&scene.facility.manifest.province, year)?
            && let Some(residual) = words.national("without-traded-non-fossil", year)?
        {
            let fossil = words.fossil(year)?;
            tell("/carbon/location/kg", self.emitted(self.from_grid, factor, fossil.clone()) / whole(KWH));
            let traded = sum_where(&self.lines, |line| {
                matches!(line.path.as_str(), "green-trade" | "certificates") && words.carbon_free.contains(&line.source)
            });
            let unproven = (self.from_grid - traded).max(0);
            tell("/carbon/market/kg", self.emitted(unproven, residual, fossil) / whole(KWH));
        }
        Ok(figures)
    }

    /// Tells the carbon of each kilowatt-hour of IT.
    pub fn carbon(&self, scene: &Scene, values: &mut Values) -> Told<()> {
        let year = scene.period.start_day.year();
        let factor = scene.words.factor(&scene.facility.manifest.province, year)?;
        let fossil = scene.words.fossil(year)?;
        let it = self.it.filter(|it| *it > 0).map(whole);
        let value = factor.zip(it).and_then(|(factor, it)| ratio(&self.emitted(self.from_grid, factor, fossil), &it));
        values.insert("cue".to_owned(), Value::from(value));
        Ok(())
    }
}
