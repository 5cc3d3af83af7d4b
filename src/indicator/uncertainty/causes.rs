//! The causes of error of a facility's meters: classes and current transformers, each with its standard uncertainty.
//!
//! A class is a limit of error in percent of the reading, a current transformer has a limit of its ratio and one of its
//! phase displacement δ, which moves an energy by `100 · δ · tan φ` percent. Of each only the limit is known, so that the
//! error is equally likely within it (JCGM 100, 4.3.7): `u = a ÷ √3`.

use std::collections::{BTreeMap, BTreeSet};

use super::assumptions::Assumed;
use super::record::{ErrorSource, ErrorSum, ErrorTerm, Shape, SourceKind};
use crate::facility::Facility;
use crate::facility::meter_amounts::{MeterAmounts, MeterSum};
use crate::indicator::Coverage;
use crate::period::Period;
use crate::telemetry::meter::class_percent;
use crate::telemetry::{CurrentTransformer, Meter, Quantity};
use crate::text::Text;

/// What the ids of the sources end with.
pub(super) const CLASS: &str = ".class";
pub(super) const RATIO: &str = ".ratio";
pub(super) const PHASE: &str = ".phase";

/// The class of a meter that tells none; this program's choice, the coarsest that is usual for active energy.
const CLASS_IF_NOT_TOLD: &str = "2";
/// The power factor where none is told; this program's choice, which grid codes ask for at least.
const POWER_FACTOR_IF_NOT_TOLD: f64 = 0.9;
/// Minutes of arc in a radian.
const MINUTES: f64 = 10_800.0 / std::f64::consts::PI;

/// The causes of error of all meters of a facility.
#[derive(Debug, Default)]
pub(super) struct Causes {
    sources: Vec<ErrorSource>,
    /// By meter, the sources that move it and by what part of its reading one standard uncertainty does.
    by_meter: BTreeMap<String, Vec<(String, f64)>>,
    pub assumed: Assumed,
}

impl Causes {
    /// The causes of a facility's meters; a transformer that tells its rated power has the load of its first meter (by
    /// name) over the period.
    pub(super) fn of(facility: &Facility, amounts: &MeterAmounts<'_>, period: Period) -> Self {
        let mut causes = Self::default();
        let mut meters: Vec<&Meter> = facility.manifest.meters.iter().collect();
        meters.sort_by_key(|meter| meter.name());
        let mut loads: BTreeMap<&str, Option<f64>> = BTreeMap::new();
        for meter in meters {
            causes.class(meter);
            match meter.current_transformer.as_ref().map(|told| told.get_ref()) {
                Some(transformer) => {
                    let mean = || mean_kw(&amounts.sum(meter.name(), period.hours()));
                    let of_power = || Some(mean()? / transformer.rated_kw?);
                    let load = loads.entry(transformer.id.get_ref());
                    let load = *load.or_insert_with(|| transformer.load.or_else(of_power));
                    causes.transformer(meter, transformer, load);
                }
                None if meter.quantity == Quantity::Electricity => causes.assumed.direct(meter.name()),
                None => {}
            }
        }
        causes
    }

    fn class(&mut self, meter: &Meter) {
        let class = meter.class_word().unwrap_or(CLASS_IF_NOT_TOLD);
        if meter.class.is_none() {
            self.assumed.class(meter.name());
        }
        if meter.estimated {
            self.assumed.estimated(meter.name());
        }
        let from = match meter.class {
            Some(_) => Text::new(format!("{class} 级仪表"), format!("meter of class {class}")),
            None => Text::new(format!("按 {class} 级仪表（假定）"), format!("meter of class {class}, assumed")),
        };
        let limit = class_percent(class).unwrap_or_default();
        let source = ErrorSource {
            id: format!("{}{CLASS}", meter.name()),
            kind: SourceKind::MeterClass,
            shape: Shape::Rectangular,
            meters: Vec::new(),
            limit_percent: None,
            quantity: Some(meter.quantity),
            class: Some(class.to_owned()),
            load: None,
            from,
        };
        self.add(source, meter, limit);
    }

    fn transformer(&mut self, meter: &Meter, transformer: &CurrentTransformer, load: Option<f64>) {
        let (id, class) = (transformer.id.get_ref(), transformer.class);
        let told = load;
        let load = told.filter(|load| *load <= CurrentTransformer::HIGHEST_LOAD);
        match load {
            None if told.is_some() => self.assumed.overload(id),
            None => self.assumed.no_load(id),
            Some(load) if load < class.lowest_load() => self.assumed.low_load(id),
            Some(_) => {}
        }
        let factor = meter.power_factor.as_ref().map(|told| *told.get_ref());
        if factor.is_none() {
            self.assumed.power_factor(meter.name());
        }
        let factor = factor.unwrap_or(POWER_FACTOR_IF_NOT_TOLD);
        let limits = class.limits(load);
        let at = load.unwrap_or(class.lowest_load());
        let at = (at * 1e4).round() / 100.0;
        let word = class.word();
        let ratio = Text::new(
            format!("{word} 级电流互感器的比值误差，负荷 {at} %"),
            format!("ratio of a current transformer of class {word} at a load of {at} %"),
        );
        let phase = Text::new(
            format!("{word} 级电流互感器的相位误差，负荷 {at} %，功率因数 {factor}"),
            format!("phase of a current transformer of class {word} at a load of {at} %, power factor {factor}"),
        );
        let source = |ending: &str, kind, from| ErrorSource {
            id: format!("{id}{ending}"),
            kind,
            shape: Shape::Rectangular,
            meters: Vec::new(),
            limit_percent: None,
            quantity: Some(meter.quantity),
            class: Some(word.to_owned()),
            load,
            from,
        };
        self.add(source(RATIO, SourceKind::TransformerRatio, ratio), meter, limits.ratio_percent);
        let phase_percent = phase_percent(limits.phase_minutes, factor);
        self.add(source(PHASE, SourceKind::TransformerPhase, phase), meter, phase_percent);
    }

    /// A meter follows a source, which may be known from another meter already.
    fn add(&mut self, source: ErrorSource, meter: &Meter, limit_percent: f64) {
        if limit_percent <= 0.0 {
            return;
        }
        let relative = limit_percent / 100.0 / 3.0_f64.sqrt();
        self.by_meter.entry(meter.name().to_owned()).or_default().push((source.id.clone(), relative));
        let name = meter.name().to_owned();
        match self.sources.iter_mut().find(|known| known.id == source.id) {
            Some(known) => {
                known.meters.push(name);
                known.limit_percent = known.limit_percent.filter(|limit| limit.to_bits() == limit_percent.to_bits());
            }
            None => {
                let limit_percent = Some(limit_percent);
                self.sources.push(ErrorSource { meters: vec![name], limit_percent, ..source });
            }
        }
    }

    /// A time without measurement as a cause.
    pub(super) fn add_gap(&mut self, id: &str, coverage: Coverage, spread: f64) {
        if self.sources.iter().any(|known| known.id == id) {
            return;
        }
        let covered = (coverage.share() * 1e4).round() / 100.0;
        self.sources.push(ErrorSource {
            id: id.to_owned(),
            kind: SourceKind::Gap,
            shape: Shape::Normal,
            meters: Vec::new(),
            limit_percent: None,
            quantity: None,
            class: None,
            load: None,
            from: Text::new(
                format!("计量覆盖评价期的 {covered} %，日值标准差 {spread:.4}"),
                format!("{covered} % of the period is covered, and the days have a standard deviation of {spread:.4}"),
            ),
        });
    }

    /// How a sum of meters follows the causes: by each, the part of each meter's amount that it moves.
    pub(super) fn sum(&self, value: f64, meters: &BTreeMap<String, f64>) -> ErrorSum {
        let mut moves: BTreeMap<&str, f64> = BTreeMap::new();
        for (meter, amount) in meters {
            for (source, relative) in self.by_meter.get(meter).into_iter().flatten() {
                *moves.entry(source).or_default() += relative * amount;
            }
        }
        let term = |(source, moves): (&str, f64)| ErrorTerm { source: source.to_owned(), moves };
        ErrorSum { value, terms: moves.into_iter().map(term).filter(|term| term.moves != 0.0).collect() }
    }

    /// The sources that are used, and what was assumed of their meters.
    pub(super) fn used(self, used: &BTreeSet<&str>) -> (Vec<ErrorSource>, Vec<Text>) {
        let sources: Vec<ErrorSource> =
            self.sources.into_iter().filter(|source| used.contains(source.id.as_str())).collect();
        let mut names: BTreeSet<&str> = sources.iter().flat_map(|source| &source.meters).map(String::as_str).collect();
        names.extend(sources.iter().filter_map(|source| source.id.strip_suffix(RATIO)));
        let assumptions = self.assumed.told(&names);
        (sources, assumptions)
    }
}

/// The mean power of a meter over the time that it covers, kW.
fn mean_kw(sum: &MeterSum) -> Option<f64> {
    let hours = Coverage::of(sum.covered, 1).covered_hours;
    (hours > 0.0).then(|| sum.amount.kwh() / hours)
}

/// What a displacement of the phase does to an energy, in percent: `100 · δ · tan φ`.
fn phase_percent(minutes: f64, power_factor: f64) -> f64 {
    100.0 * minutes / MINUTES * (1.0 - power_factor * power_factor).max(0.0).sqrt() / power_factor
}
