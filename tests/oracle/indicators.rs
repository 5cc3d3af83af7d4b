//! The indicators of a facility over a period, as exact fractions.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::Zero;

use crate::boundary::{Hour, Sum, Sums, paired, sum, sums};
use crate::cells::number;
use crate::exact::{Decimal, Exact, Told, double, of_double, ratio, whole};
use crate::facility::{Facility, Meters};
use crate::logs::{self, Record};
use crate::shares;
use crate::telemetry::csv;
use crate::time::{HOUR, Period};
use crate::vocabulary::Words;
use crate::weather::cooling_degree_days;

/// Microjoules in a kilowatt-hour.
pub const KWH: i128 = 3_600_000_000_000;
/// Microlitres in a litre.
const LITRE: i128 = 1_000_000;

/// What is known of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Is(Exact),
    Missing,
    NotApplicable,
}

impl From<Option<Exact>> for Value {
    fn from(exact: Option<Exact>) -> Self {
        exact.map_or(Self::Missing, Self::Is)
    }
}

/// Indicators by their ids.
pub type Values = BTreeMap<String, Value>;

/// What all indicators are computed from.
pub struct Scene<'a> {
    pub facility: &'a Facility,
    /// Its meters, with gaps filled in by the policy in effect.
    pub filled: &'a Meters,
    pub period: &'a Period,
    pub words: &'a Words,
    /// The sources that the standard calls clean; `None` where none says.
    pub clean: Option<&'a [String]>,
    pub total: Sum<'a>,
    pub it: Sum<'a>,
    /// What logs of operation tell.
    pub logged: Record,
}

impl<'a> Scene<'a> {
    /// All that is measured of a facility over a period.
    pub fn of(
        (facility, filled): (&'a Facility, &'a Meters),
        period: &'a Period,
        words: &'a Words,
        clean: Option<&'a [String]>,
    ) -> Told<Self> {
        let boundary = &facility.manifest.boundary;
        let total = sum(&boundary.total, filled)?;
        let it = sum(&boundary.it, filled)?;
        let logged = logs::record(facility, period)?;
        Ok(Self { facility, filled, period, words, clean, total, it, logged })
    }

    /// The sums of quantities over the hours that count for all; `None` where one has no meters or there is no such hour.
    pub fn sums(&self, quantities: &[&Sum]) -> Option<Sums> {
        sums(&self.hours(quantities))
    }

    /// Those hours.
    pub fn hours(&self, quantities: &[&Sum]) -> Vec<Hour> {
        if quantities.iter().any(|quantity| quantity.is_empty()) {
            return Vec::new();
        }
        paired(quantities, self.period)
    }

    /// Whether IT takes more than the total in a month, which can not be.
    pub fn it_above_total(&self) -> bool {
        let hours = self.hours(&[&self.it, &self.total]);
        let mut months = self.period.months.iter().zip(self.period.months.iter().skip(1));
        months.any(|(first, end)| {
            let of_month = hours.iter().filter(|hour| (*first..*end).contains(&hour.hour));
            let above = of_month.filter_map(|hour| Some(hour.amounts.first()? - hour.amounts.get(1)?));
            above.sum::<i128>() > 0
        })
    }

    /// The ratio of two quantities over the hours that count for both.
    pub fn ratio(&self, over: &Sum, under: &Sum) -> Option<Exact> {
        let sums = self.sums(&[over, under])?;
        let [over, under] = sums.amounts.as_slice() else { return None };
        ratio(over, under)
    }

    /// A declared value that has evidence.
    fn declared(&self, id: &str) -> Told<Option<Exact>> {
        let declared = self.facility.manifest.declared.get(id).filter(|declared| proven(declared.evidence.as_deref()));
        match declared.map(|declared| &declared.value) {
            None => Ok(None),
            Some(toml::Value::Boolean(yes)) => Ok(Some(whole(i128::from(*yes)))),
            Some(value) => Ok(Some(number(value)?.exact())),
        }
    }

    /// A metered ratio where there are meters, else as it is declared.
    fn metered_or_declared(&self, id: &str, meters: &Sum, metered: Option<Exact>) -> Told<Option<Exact>> {
        if meters.is_empty() { self.declared(id) } else { Ok(metered) }
    }
}

/// Whether evidence is told.
pub fn proven(evidence: Option<&str>) -> bool {
    evidence.is_some_and(|evidence| !evidence.trim().is_empty())
}

/// Every indicator that the oracle follows.
pub fn indicators(scene: &Scene) -> Told<Values> {
    let mut values = Values::new();
    efficiency(scene, &mut values)?;
    racks_and_peak(scene, &mut values)?;
    sufficiency(scene, &mut values);
    operation(scene, &mut values)?;
    shares::shares(scene, &mut values)?;
    // What is measured or declared counts, whatever the manifest says of it.
    for id in scene.facility.manifest.not_applicable.keys() {
        if values.get(id).is_none_or(|value| *value == Value::Missing) {
            values.insert(id.clone(), Value::NotApplicable);
        }
    }
    Ok(values)
}

fn efficiency(scene: &Scene, values: &mut Values) -> Told<()> {
    let (boundary, meters) = (&scene.facility.manifest.boundary, scene.filled);
    let (total, it) = (&scene.total, &scene.it);
    let cooling = sum(&boundary.cooling, meters)?;
    let distribution = sum(&boundary.distribution, meters)?;
    let mut tell = |id: &str, value: Option<Exact>| values.insert(id.to_owned(), value.into());
    let pue = scene.ratio(total, it);
    tell("pue", pue.clone());
    tell("dcie", scene.ratio(it, total));
    let clf = scene.ratio(&cooling, it);
    tell("ppue_cooling", clf.as_ref().map(|clf| clf + whole(1)));
    tell("clf", clf);
    tell("plf", scene.ratio(&distribution, it));
    tell("cer", scene.ratio(&sum(&boundary.heat_removed, meters)?, &cooling));
    let water = sum(&boundary.water, meters)?;
    // µL ÷ µJ, in litres for each kilowatt-hour.
    let wue = scene.ratio(&water, it).map(|ratio| ratio * whole(KWH) / whole(LITRE));
    tell("wue", scene.metered_or_declared("wue", &water, wue)?);
    let reuse = sum(&boundary.heat_reuse, meters)?;
    tell("erf", scene.metered_or_declared("erf", &reuse, scene.ratio(&reuse, total))?);
    let design = scene.declared("design_pue")?;
    // Of PUE as it is told.
    let told = pue.map(|pue| of_double(double(&pue)?)).transpose()?;
    tell("pue_over_design", told.zip(design.clone()).and_then(|(pue, design)| ratio(&pue, &design)));
    tell("design_pue", design);
    tell("no_violation", scene.declared("no_violation")?);
    tell("working_point_ratio", working_points(scene)?);
    tell("cooling_degree_days", cooling_degree_days(scene.facility, scene.period)?);
    Ok(())
}

/// `Σ T_x·P_x ÷ Σ T_x·P_x,IT`.
fn working_points(scene: &Scene) -> Told<Option<Exact>> {
    let told = scene.facility.manifest.working_points.as_ref();
    let Some(told) = told.filter(|points| proven(points.evidence.as_deref())) else { return Ok(None) };
    let (mut over, mut under) = (Exact::zero(), Exact::zero());
    for point in &told.points {
        let share = number(&point.share)?.exact();
        over += &share * number(&point.total_kw)?.exact();
        under += share * number(&point.it_kw)?.exact();
    }
    Ok(ratio(&over, &under))
}

fn racks_and_peak(scene: &Scene, values: &mut Values) -> Told<()> {
    let racks = scene.facility.manifest.racks.as_ref().filter(|racks| proven(racks.evidence.as_deref()));
    let told = |value: Option<&toml::Value>| -> Told<Option<Exact>> {
        value.map(|value| Ok(number(value)?.exact())).transpose()
    };
    let installed = told(racks.and_then(|racks| racks.installed.as_ref()))?;
    let designed = told(racks.and_then(|racks| racks.designed.as_ref()))?;
    let in_use = told(racks.and_then(|racks| racks.in_use.as_ref()))?;
    let rated = told(racks.and_then(|racks| racks.rated_kw.as_ref()))?;
    let over = |a: &Option<Exact>, b: &Option<Exact>| ratio(a.as_ref()?, b.as_ref()?);
    let mut tell = |id: &str, value: Option<Exact>| values.insert(id.to_owned(), value.into());
    tell("rack_occupancy", over(&in_use, &installed));
    tell("rack_installed_share", over(&installed, &designed));
    // Mean power of IT over the covered hours, against the rated power.
    let mean = scene.sums(&[&scene.it]).and_then(|sums| ratio(sums.amounts.first()?, &kwh_by_nanos(sums.counted)));
    tell("it_load_use", over(&mean, &rated));
    tell("racks_installed", installed);
    let share = scene.declared("demand_response")?;
    // By its power where there is a peak; nobody gives way with more than that.
    let response = match scene.declared("demand_response_kw")?.zip(peak(scene)) {
        Some((power, peak)) => ratio(&power, &peak).filter(|share| *share <= whole(1)),
        None => share,
    };
    tell("demand_response", response);
    Ok(())
}

/// The energy in µJ of one kilowatt over so many nanoseconds.
fn kwh_by_nanos(nanos: i128) -> Exact {
    whole(nanos) * whole(KWH) / whole(HOUR)
}

/// The highest hourly power of the total, in kW.
fn peak(scene: &Scene) -> Option<Exact> {
    let hours = scene.hours(&[&scene.total]);
    let own = hours.iter().filter(|hour| !hour.shared && hour.estimated == 0);
    own.filter_map(|hour| ratio(&whole(*hour.amounts.first()?), &kwh_by_nanos(hour.covered))).max()
}

fn sufficiency(scene: &Scene, values: &mut Values) {
    let manifest = &scene.facility.manifest;
    let (total, it) = (&manifest.boundary.total, &manifest.boundary.it);
    let both = !total.is_empty() && !it.is_empty();
    let hours = scene.hours(&[&scene.total, &scene.it]);
    let (mut longest, mut run) = (0, 0);
    for (first, end) in scene.period.months.iter().zip(scene.period.months.iter().skip(1)) {
        let any = hours.iter().any(|hour| hour.covered > 0 && (*first..*end).contains(&hour.hour));
        run = if any { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let covered: i128 = hours.iter().map(|hour| hour.covered).sum();
    let mut tell = |id: &str, value: Option<Exact>| values.insert(id.to_owned(), value.into());
    tell("consecutive_months", both.then(|| whole(longest)));
    tell("hour_coverage", both.then(|| whole(covered) / whole(scene.period.nanos())));
    let named =
        |names: &[String]| names.iter().map(|name| name.trim_start_matches('-').to_owned()).collect::<BTreeSet<_>>();
    let estimated = |names: &[String]| {
        let named = named(names);
        manifest.meters.iter().any(|meter| meter.estimated && named.contains(&meter.id))
    };
    let apart = named(total) != named(it) && !estimated(total) && !estimated(it);
    tell("separately_metered", Some(whole(i128::from(both && apart))));
}

/// Quantities of operation: from logs where they tell them, else from the table; automatic cooling from its signals.
fn operation(scene: &Scene, values: &mut Values) -> Told<()> {
    let manifest = &scene.facility.manifest;
    let quantities = logs::INDICATORS.map(|(id, _)| id).into_iter().chain(["auto_cooling"]);
    values.extend(quantities.map(|id| (id.to_owned(), Value::Missing)));
    if let Some(table) = manifest.tables.get("smart_operation") {
        for row in csv(&scene.facility.folder.join(table))?.1 {
            if let [kind, item, value, evidence] = row.as_slice()
                && kind == "quantity"
                && proven(Some(evidence))
            {
                values.insert(item.clone(), Value::Is(Decimal::written(value)?.exact()));
            }
        }
    }
    for (id, place) in logs::INDICATORS {
        if let Some(value) = scene.logged.get(place) {
            values.insert(id.to_owned(), value.clone().into());
        }
    }
    // Of the mean only a lower bound is known.
    if scene.logged.get("/faults/to_repair/mean_is_lower_bound") == Some(&Some(whole(1))) {
        values.insert("mttr".to_owned(), Value::Missing);
    }
    let signals = &manifest.boundary.auto_cooling;
    if !signals.is_empty() {
        let sums = scene.sums(&[&sum(signals, scene.filled)?]);
        let count = whole(i128::try_from(signals.len()).map_err(|error| error.to_string())?);
        // Microseconds on, over nanoseconds covered by each of the signals.
        let share = sums.and_then(|sums| ratio(&(sums.amounts.first()? * whole(1000)), &(whole(sums.covered) * count)));
        values.insert("auto_cooling".to_owned(), share.into());
    }
    Ok(())
}
