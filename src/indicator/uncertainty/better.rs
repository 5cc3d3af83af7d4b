//! Which better class each meter and transformer could have, and what that would do to its errors.

use std::collections::BTreeMap;

use super::causes::{CLASS, PHASE, RATIO};
use super::record::{ErrorSource, SourceKind, Uncertainty};
use crate::telemetry::meter::class_percent;
use crate::telemetry::{Quantity, TransformerClass};

/// Classes of meters of electricity, the coarsest first.
const ELECTRICITY: [&str; 4] = ["2", "1", "0.5S", "0.2S"];
/// Classes of meters of water (OIML R 49) and of heat (EN 1434), the coarsest first.
const OTHER: [&str; 2] = ["2", "1"];

/// A meter or transformer with a better class than it has.
#[derive(Debug, Clone, PartialEq)]
pub struct BetterClass {
    /// The meter or transformer that is replaced.
    pub replaces: String,
    /// The class of the new one.
    pub class: String,
    /// By which factor, below 1 or as it was, the errors of each source become smaller.
    pub scales: BTreeMap<String, f64>,
}

/// The better classes of each meter and transformer, in the order of the sources, from the nearest class to the best. No
/// class is told that would change nothing at the transformer's load.
pub fn better_classes(uncertainty: &Uncertainty) -> Vec<BetterClass> {
    let sources = &uncertainty.sources;
    let of_source = |source: &ErrorSource| match source.kind {
        SourceKind::MeterClass => of_meter(source),
        SourceKind::TransformerRatio => of_transformer(source, sources),
        // A transformer is told at its ratio, and what is not measured has no class.
        SourceKind::TransformerPhase | SourceKind::Gap => Vec::new(),
    };
    sources.iter().flat_map(of_source).collect()
}

fn of_meter(source: &ErrorSource) -> Vec<BetterClass> {
    let known = source.id.strip_suffix(CLASS).zip(source.class.as_deref().and_then(class_percent));
    let Some((meter, present)) = known else { return Vec::new() };
    let classes =
        if source.quantity == Some(Quantity::Electricity) { ELECTRICITY.as_slice() } else { OTHER.as_slice() };
    let better = classes.iter().filter_map(|class| Some((class, class_percent(class)? / present)));
    better
        .filter(|(_, scale)| *scale < 1.0)
        .map(|(class, scale)| BetterClass {
            replaces: meter.to_owned(),
            class: (*class).to_owned(),
            scales: BTreeMap::from([(source.id.clone(), scale)]),
        })
        .collect()
}

fn of_transformer(source: &ErrorSource, sources: &[ErrorSource]) -> Vec<BetterClass> {
    let known = source.id.strip_suffix(RATIO).zip(source.class.as_deref().and_then(TransformerClass::of));
    let Some((transformer, present)) = known else { return Vec::new() };
    let limits = present.limits(source.load);
    let phase = format!("{transformer}{PHASE}");
    let phase = sources.iter().find(|other| other.id == phase);
    let better = TransformerClass::ALL.into_iter().skip_while(|class| *class != present).skip(1).map(|class| {
        let new = class.limits(source.load);
        let mut scales = BTreeMap::from([(source.id.clone(), new.ratio_percent / limits.ratio_percent)]);
        scales.extend(phase.map(|phase| (phase.id.clone(), new.phase_minutes / limits.phase_minutes)));
        BetterClass { replaces: transformer.to_owned(), class: class.word().to_owned(), scales }
    });
    better.filter(|better| better.scales.values().any(|scale| *scale < 1.0)).collect()
}
