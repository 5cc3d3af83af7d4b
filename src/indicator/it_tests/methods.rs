//! The figures of the methods, each with its source, as `assets/it-test-methods.toml` has them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facility::it_tests::{Precision, TestKind};
use crate::standard::model::{Basis, Figure, Source};
use crate::text::Text;

/// The shipped figures, as their file writes them.
const FILE: &str = include_str!("../../../assets/it-test-methods.toml");

static EMBEDDED: LazyLock<Option<Methods>> = LazyLock::new(|| {
    // A shipped file: a test reads it, so that what fails here never leaves the house.
    toml::from_str(FILE).ok()
});

/// All figures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Methods {
    sources: BTreeMap<String, Source>,
    pub(super) checks: Checks,
    /// By the word of the kind.
    kinds: BTreeMap<String, Kind>,
    pub(super) load_line: LoadLine,
    pub(super) sert: Sert,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Checks {
    pub(super) meter_class: Figure,
    pub(super) uneven: Figure,
    pub(super) metered_share: Figure,
    pub(super) level_seconds: Figure,
    pub(super) declared_within: Figure,
}

/// What a kind of test asks of its trace, and what it is a test of.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kind {
    #[serde(default)]
    pub(super) classes: Vec<String>,
    /// The unit that these classes are judged in.
    pub(super) unit: Option<String>,
    /// The precision that these classes are judged in, where it matters.
    pub(super) precision: Option<Precision>,
    pub(super) shortest: Option<Figure>,
    pub(super) farthest: Option<Figure>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LoadLine {
    pub(super) highest: Figure,
    pub(super) step: Figure,
    pub(super) lowest: Figure,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sert {
    #[serde(rename = "workload")]
    pub(super) workloads: Vec<Workload>,
    pub(super) idle: BTreeMap<String, Figure>,
}

/// Worklets of one sort and the weight of their geometric mean.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Workload {
    pub(super) id: String,
    pub(super) weight: Figure,
    pub(super) worklets: Vec<String>,
}

/// A figure of the method as it was used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MethodFigure {
    /// The figure.
    pub value: f64,
    /// What it rests on.
    pub basis: Basis,
    /// Its source.
    pub source: Text,
}

impl Methods {
    /// The shipped figures; `None` only where the shipped file is broken, which a test rules out.
    pub(super) fn embedded() -> Option<&'static Self> {
        EMBEDDED.as_ref()
    }

    pub(super) fn kind(&self, kind: TestKind) -> Option<&Kind> {
        self.kinds.get(kind.word())
    }

    /// A figure with its source.
    pub(super) fn used(&self, figure: &Figure) -> MethodFigure {
        let source = self.sources.get(figure.source.get_ref()).map(|source| source.citation.clone());
        let source = source.unwrap_or_else(|| Text::new(figure.source.get_ref(), figure.source.get_ref()));
        MethodFigure { value: figure.value, basis: figure.basis, source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_figures_are_read_and_each_names_a_source_that_there_is() {
        let methods: Methods = toml::from_str(FILE).unwrap();
        let checks = &methods.checks;
        let mut figures = vec![&checks.meter_class, &checks.uneven, &checks.metered_share, &checks.level_seconds];
        figures.extend([&checks.declared_within, &methods.load_line.highest, &methods.load_line.step]);
        figures.push(&methods.load_line.lowest);
        figures.extend(methods.kinds.values().flat_map(|kind| kind.shortest.iter().chain(&kind.farthest)));
        figures.extend(methods.sert.workloads.iter().map(|workload| &workload.weight));
        figures.extend(methods.sert.idle.values());
        assert!(figures.iter().all(|figure| methods.sources.contains_key(figure.source.get_ref())));
        // 0.65 + 0.30 + 0.05 = 1
        let sum: f64 = methods.sert.workloads.iter().map(|workload| workload.weight.value).sum();
        assert!((sum - 1.0).abs() < 1e-12);
        assert_eq!(methods.sert.idle.len(), 8);
    }

    #[test]
    fn the_classes_of_every_kind_are_those_of_the_pack() {
        let pack = crate::standard::Library::embedded().unwrap();
        let pack = pack.newest("db63t-it-efficiency").unwrap();
        let unit_of = |id: &String| {
            let class = pack.system_classes.iter().find(|class| class.id.get_ref() == id).unwrap();
            Some(class.unit.clone())
        };
        let methods = Methods::embedded().unwrap();
        for kind in methods.kinds.values() {
            assert!(kind.classes.iter().all(|class| unit_of(class) == kind.unit), "{kind:?}");
        }
    }

    #[test]
    fn the_kinds_that_judge_a_system_are_those_with_a_class() {
        use TestKind::{Hpl, Inference, Iteesv, Iteusv, LoadLine, Sert, Storage, Training};
        let methods = Methods::embedded().unwrap();
        for kind in [LoadLine, Sert, Hpl, Training, Inference, Storage, Iteesv, Iteusv] {
            assert_eq!(!methods.kind(kind).unwrap().classes.is_empty(), kind.judges_a_system(), "{kind:?}");
        }
    }
}
