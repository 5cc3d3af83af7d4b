//! What the tests of a kind give together, where they can be put together at all.

use super::record::{Aggregate, TestResult};
use crate::facility::it_tests::TestKind;
use crate::text::Text;

/// The kinds whose results add up: work over power or energy.
const ADDING: [TestKind; 4] = [TestKind::Hpl, TestKind::Training, TestKind::Inference, TestKind::Storage];

/// `Σ over ÷ Σ under` over the valid tests of each kind that has several. Tests of different precisions, phases or units
/// are never put together.
pub(super) fn all(tests: &[TestResult]) -> Vec<Aggregate> {
    ADDING.into_iter().filter_map(|kind| one(kind, tests)).collect()
}

fn one(kind: TestKind, tests: &[TestResult]) -> Option<Aggregate> {
    let valid: Vec<&TestResult> = tests.iter().filter(|test| test.kind == kind && test.value().is_some()).collect();
    let records: Vec<String> = valid.iter().map(|test| test.record.clone()).collect();
    if records.len() < 2 {
        return None;
    }
    let refused =
        |why: Text| Aggregate { kind, value: None, unit: String::new(), why: Some(why), records: records.clone() };
    if let Some(why) = mixed(&valid) {
        return Some(refused(why));
    }
    let parts = valid.iter().filter_map(|test| test.value()?.over.zip(test.value()?.under));
    let (over, under) = parts.fold((0.0, 0.0), |sums, part| (sums.0 + part.0, sums.1 + part.1));
    let unit = valid.first().and_then(|test| test.value()).map(|value| value.unit.clone()).unwrap_or_default();
    Some(Aggregate { kind, value: (under > 0.0).then(|| over / under), unit, why: None, records })
}

/// Why tests can not be put together.
fn mixed(tests: &[&TestResult]) -> Option<Text> {
    let words = |of: fn(&TestResult) -> Option<String>| {
        let mut words: Vec<String> = tests.iter().map(|test| of(test).unwrap_or_else(|| "—".to_owned())).collect();
        words.sort();
        words.dedup();
        (words.len() > 1).then_some(words)
    };
    let refused = |zh: &str, en: &str, words: Vec<String>| {
        Text::new(
            format!("{zh}不同（{}），不合并计算", words.join("、")),
            format!("the {en} differ ({}): not put together", words.join(", ")),
        )
    };
    words(|test| test.precision.map(|precision| precision.word().to_owned()))
        .map(|words| refused("精度", "precisions", words))
        .or_else(|| {
            words(|test| Some(test.performance.word().to_owned()))
                .map(|words| refused("性能口径", "kinds of performance", words))
        })
        .or_else(|| {
            words(|test| test.phase.map(|phase| phase.word().to_owned())).map(|words| refused("阶段", "phases", words))
        })
        .or_else(|| {
            words(|test| test.value().map(|value| value.unit.clone())).map(|words| refused("单位", "units", words))
        })
}
