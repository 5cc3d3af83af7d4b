//! The efficiency of a server by SERT, as Annex III of Regulation (EU) 2019/424 puts its worklets together.

use super::checks::Book;
use super::methods::{Methods, Workload};
use super::record::TestValue;
use crate::facility::it_tests::{ItTest, Worklet};
use crate::indicator::IndicatorInput;
use crate::text::Text;

/// `(Π x_i)^(1/n)`; `None` for no values, or one that is not above zero.
pub fn geometric_mean(values: &[f64]) -> Option<f64> {
    let count = u32::try_from(values.len()).ok().filter(|count| *count > 0)?;
    let positive = values.iter().all(|value| *value > 0.0);
    positive.then(|| (values.iter().map(|value| value.ln()).sum::<f64>() / f64::from(count)).exp())
}

/// `exp(Σ w_k · ln Eff_k)` over (weight, efficiency) of each workload; `None` where one is not above zero.
pub fn weighted(parts: &[(f64, f64)]) -> Option<f64> {
    let positive = !parts.is_empty() && parts.iter().all(|(_, efficiency)| *efficiency > 0.0);
    positive.then(|| parts.iter().map(|(weight, efficiency)| weight * efficiency.ln()).sum::<f64>().exp())
}

pub(super) fn result(
    test: &ItTest,
    worklets: &[Worklet],
    class_type: Option<&str>,
    methods: &Methods,
) -> (Vec<TestValue>, Vec<IndicatorInput>) {
    let from = test.record.table.as_ref().map_or("", |table| table.get_ref().as_str());
    let (mut parts, mut inputs) = (Vec::new(), Vec::new());
    for workload in &methods.sert.workloads {
        let own: Vec<f64> = worklets.iter().filter(|worklet| holds(workload, worklet)).map(|w| w.efficiency).collect();
        if let Some(mean) = geometric_mean(&own) {
            inputs.push(IndicatorInput::new(&format!("Eff_{}", workload.id), mean, "1", from));
            parts.push((workload.weight.value, mean));
        }
    }
    let formula = Text::new(
        "exp(Σ w·ln Eff)，Eff 为各类负载项的几何平均",
        "exp(Σ w·ln Eff), Eff the geometric mean of each workload",
    );
    let all = (parts.len() == methods.sert.workloads.len()).then(|| weighted(&parts)).flatten();
    let value = all.map(|value| TestValue { value, unit: "1".to_owned(), formula, over: None, under: None });
    let mut values: Vec<TestValue> = value.into_iter().collect();
    if let Some((idle, limit)) = idle(test, class_type, methods).filter(|_| !values.is_empty()) {
        inputs.push(IndicatorInput::new("P_idle", idle, "W", &test.path));
        inputs.push(IndicatorInput::new("P_idle,max", limit.0, "W", limit.1));
        let formula = Text::new("空闲功率 ÷ 同类上限", "power at idle ÷ the limit of its type");
        values.push(TestValue::ratio(idle / limit.0, "W/W", formula, (idle, limit.0)));
    }
    (values, inputs)
}

/// The power at idle, and the limit of the type with its source.
fn idle<'a>(test: &ItTest, class_type: Option<&str>, methods: &'a Methods) -> Option<(f64, (f64, &'a str))> {
    let idle = *test.record.idle_watts.as_ref()?.get_ref();
    let limit = methods.sert.idle.get(class_type?)?;
    Some((idle, (limit.value, limit.source.get_ref())))
}

fn holds(workload: &Workload, worklet: &Worklet) -> bool {
    workload.worklets.iter().any(|name| plain(name) == plain(&worklet.name))
}

/// A name without what the eye does not tell apart.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Every worklet once and none beside them; no accelerators.
pub(super) fn check(test: &ItTest, worklets: &[Worklet], methods: &Methods, book: &mut Book<'_>) {
    let known: Vec<&String> = methods.sert.workloads.iter().flat_map(|workload| &workload.worklets).collect();
    let count = |name: &str| worklets.iter().filter(|worklet| plain(&worklet.name) == plain(name)).count();
    let missing: Vec<&str> = known.iter().filter(|name| count(name) == 0).map(|name| name.as_str()).collect();
    let twice: Vec<&str> = known.iter().filter(|name| count(name) > 1).map(|name| name.as_str()).collect();
    let other = |worklet: &&Worklet| !known.iter().any(|name| plain(name) == plain(&worklet.name));
    let others: Vec<&str> = worklets.iter().filter(other).map(|worklet| worklet.name.as_str()).collect();
    let found = match (missing.as_slice(), twice.as_slice(), others.as_slice()) {
        ([], [], []) => Text::new(format!("{} 项齐全", known.len()), format!("all {} are there", known.len())),
        ([], [], others) => told("未知", "unknown", others),
        ([], twice, _) => told("重复", "there twice", twice),
        (missing, ..) => told("缺少", "missing", missing),
    };
    let whole = missing.is_empty() && twice.is_empty() && others.is_empty();
    let title = Text::new("负载项齐全且不重复", "every worklet once");
    book.check("worklets", title, Some(whole), found);
    book.check(
        "no-accelerators",
        Text::new("无加速器（SERT 不测加速器）", "no accelerators, which SERT does not measure"),
        Some(!test.record.accelerators),
        if test.record.accelerators {
            Text::new("有加速器", "it has accelerators")
        } else {
            Text::new("无", "none")
        },
    );
}

fn told(zh: &str, en: &str, names: &[&str]) -> Text {
    Text::new(format!("{zh} {}", names.join("、")), format!("{en}: {}", names.join(", ")))
}
