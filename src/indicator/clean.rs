//! Clean energy: the shares of consumption that must not be mixed up, and hourly matching. Which sources are clean is
//! the standard's to say; which are renewable or non-fossil is the vocabulary's.
//!
//! Metered supply counts over the hours in which it and the total are both covered. Supply that is declared for the
//! whole period counts in proportion to the covered part of it, so that a gap in the total does not swell the share.
//! A share can not exceed the whole: what is more than the consumption is cut, and the rating says so.

use super::{Coverage, IndicatorInput, Known, Subject, Value, no_ratio, unproven};
use crate::facility::boundary::SupplyHours;
use crate::facility::manifest::{DeclaredSupply, SupplyPath};
use crate::standard::observed::Standing;
use crate::standard::vocabulary::Vocabulary;
use crate::text::Text;
use crate::units::{Amount, Unit, ratio};

/// Paths on which the origin of each kilowatt-hour can be followed.
pub(super) const TRACEABLE: [SupplyPath; 3] =
    [SupplyPath::SelfGenerated, SupplyPath::DirectLine, SupplyPath::GreenTrade];
/// Paths that do not use the public grid's trade at all.
pub(super) const DIRECT: [SupplyPath; 2] = [SupplyPath::SelfGenerated, SupplyPath::DirectLine];

pub(super) fn compute(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    let clean = |source: &str| subject.clean_sources.is_some_and(|clean| clean.contains(source));
    let known = |source: &str| Vocabulary::embedded().supply_source(source);
    let renewable = |source: &str| known(source).is_some_and(|source| source.renewable);
    let carbon_free = |source: &str| known(source).is_some_and(|source| source.carbon_free);
    let any = |_: SupplyPath| true;
    let if_defined = |value: fn(&Subject<'_>, Pick<'_>) -> Value, paths: &dyn Fn(SupplyPath) -> bool| {
        if subject.clean_sources.is_none() {
            return Err(Text::new("所用标准未规定清洁能源种类", "no standard in use says which sources are clean"));
        }
        value(subject, Pick { source: &clean, path: paths })
    };
    vec![
        ("clean_share", if_defined(share, &any)),
        ("renewable_share", share(subject, Pick { source: &renewable, path: &any })),
        ("non_fossil_share", share(subject, Pick { source: &carbon_free, path: &any })),
        ("traceable_share", if_defined(share, &|path| TRACEABLE.contains(&path))),
        ("direct_share", if_defined(share, &|path| DIRECT.contains(&path))),
        ("certificate_share", if_defined(share, &|path| path == SupplyPath::Certificates)),
        ("matched_share", if_defined(matched, &any)),
        ("carbon_free_hourly", matched(subject, Pick { source: &carbon_free, path: &any })),
    ]
}

/// Which supply is meant.
#[derive(Clone, Copy)]
struct Pick<'a> {
    source: &'a dyn Fn(&str) -> bool,
    path: &'a dyn Fn(SupplyPath) -> bool,
}

impl Pick<'_> {
    fn metered<'s>(self, subject: &Subject<'s>) -> Vec<&'s SupplyHours> {
        let wanted = |line: &&SupplyHours| (self.source)(&line.source) && (self.path)(line.path);
        subject.hours.supply.iter().filter(wanted).collect()
    }

    /// Declared supply with its evidence; without evidence it does not count, nor beside a meter of its source and path.
    fn declared<'s>(self, subject: &Subject<'s>) -> Vec<(&'s DeclaredSupply, &'s str)> {
        let lines = subject.facility.manifest.declared_supply.iter();
        lines
            .filter(|line| (self.source)(line.source.get_ref()) && (self.path)(line.path))
            .filter(|line| !subject.hours.meters_supply(line.source.get_ref(), line.path))
            .filter_map(|line| Some((line, line.evidence.as_deref()?)))
            .collect()
    }
}

/// `Σ E_picked ÷ Σ E_total`, at most 1.
fn share(subject: &Subject<'_>, pick: Pick<'_>) -> Value {
    let manifest = &subject.facility.manifest;
    let is_proven = manifest.declared_supply.iter().any(|line| line.evidence.is_some());
    if manifest.boundary.supply.is_empty() && !is_proven {
        return Err(match manifest.declared_supply.is_empty() {
            true => Text::new("清单中没有任何供电来源", "the manifest names no source of electricity"),
            false => unproven(),
        });
    }
    let sums = Sums::of(subject, &pick.metered(subject), false)?;
    let declared = pick.declared(subject);
    let mut inputs = vec![IndicatorInput::new("E_total", sums.total.kwh(), "kWh", sums.total_from)];
    inputs.extend(sums.lines.iter().map(|(name, energy, from)| IndicatorInput::new(name, energy.kwh(), "kWh", from)));
    let mut picked: Amount = sums.lines.iter().map(|(_, energy, _)| *energy).sum();
    for (line, evidence) in &declared {
        let all = Amount::from_unit(line.kwh, Unit::KWh).unwrap_or_default();
        let counted = all.share_until(sums.counted, subject.hours.period.nanos());
        picked += counted;
        inputs.push(IndicatorInput::new(&line_name(line.source.get_ref(), line.path), counted.kwh(), "kWh", evidence));
    }
    let value = of_total(picked.at_most(sums.total), sums.total)?;
    let standing = match (sums.lines.is_empty(), declared.is_empty()) {
        (_, true) => Standing::Measured,
        (true, false) => Standing::Declared,
        (false, false) => Standing::Mixed,
    };
    Ok(Known { value, standing, inputs, coverage: Some(sums.coverage) })
}

/// `Σ_h min(E_picked,h, E_total,h) ÷ Σ_h E_total,h`, over hours whose own energies are known.
fn matched(subject: &Subject<'_>, pick: Pick<'_>) -> Value {
    let lines = pick.metered(subject);
    if lines.is_empty() {
        return Err(Text::new("没有按小时计量的相应供电", "no such supply is metered by the hour"));
    }
    let sums = Sums::of(subject, &lines, true)?;
    let value = of_total(sums.matched, sums.total)?;
    let from: Vec<&str> = sums.lines.iter().map(|(_, _, from)| *from).collect();
    let inputs = vec![
        IndicatorInput::new("Σ min(E_h, E_total,h)", sums.matched.kwh(), "kWh", &from.join("; ")),
        IndicatorInput::new("E_total", sums.total.kwh(), "kWh", sums.total_from),
    ];
    Ok(Known::measured(value, inputs, sums.coverage))
}

/// `part ÷ total`. Of a total below zero there is no share: cut at it, any supply would be all of it.
fn of_total(part: Amount, total: Amount) -> Result<f64, Text> {
    if total < Amount::ZERO {
        return Err(Text::new("总能耗为负", "total energy is below zero"));
    }
    ratio(part, total).ok_or_else(|| no_ratio(&Text::new("总能耗", "total energy")))
}

/// Lines of supply and the total over the hours that cover all of them.
struct Sums<'a> {
    total: Amount,
    total_from: &'a str,
    /// Only where the hours are matched one by one.
    matched: Amount,
    lines: Vec<(String, Amount, &'a str)>,
    /// Over how much of the period all was measured.
    coverage: Coverage,
    /// For how many nanoseconds all is known, by measurement or by estimate.
    counted: i64,
}

impl<'a> Sums<'a> {
    fn of(subject: &Subject<'a>, lines: &[&'a SupplyHours], hourly: bool) -> Result<Self, Text> {
        let total = subject.hours.total.as_ref();
        let total = total
            .ok_or_else(|| Text::new("边界中没有总能耗的计量点", "the boundary names no meter of total energy"))?;
        let mut wanted = vec![total];
        wanted.extend(lines.iter().map(|line| &line.hours));
        let mut amounts = vec![Amount::ZERO; wanted.len()];
        let (mut covered, mut estimated, mut matched) = (0, 0, Amount::ZERO);
        if hourly {
            for hour in subject.hours.paired(&wanted).filter(|hour| !hour.shared) {
                matched += hour.amounts(1).sum::<Amount>().at_most(hour.amount(0));
                amounts.iter_mut().zip(hour.amounts(0)).for_each(|(sum, energy)| *sum += energy);
                covered += i128::from(hour.covered);
                estimated += i128::from(hour.estimated);
            }
        } else {
            (covered, estimated) = subject.hours.add_up(&wanted, &mut amounts);
        }
        if covered + estimated > 0 {
            let hours = subject.hours.period.hour_count();
            let line = |(line, energy): (&&'a SupplyHours, &Amount)| {
                (line_name(&line.source, line.path), *energy, line.hours.formula.as_str())
            };
            return Ok(Self {
                total: amounts.first().copied().unwrap_or_default(),
                total_from: &total.formula,
                matched,
                lines: lines.iter().zip(amounts.iter().skip(1)).map(line).collect(),
                coverage: Coverage::of(covered, hours),
                counted: i64::try_from(covered + estimated).unwrap_or(i64::MAX),
            });
        }
        Err(match hourly {
            true => Text::new("供电与总能耗没有同时按小时计量", "supply and total are not both metered by the hour"),
            false => Text::new(
                "供电与总能耗没有同时覆盖的小时",
                "there is no hour in which the supply and the total are both covered",
            ),
        })
    }
}

pub(super) fn line_name(source: &str, path: SupplyPath) -> String {
    format!("E_{source} ({})", path.word())
}
