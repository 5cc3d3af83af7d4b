//! The shapes of rules: how a value becomes points.

use super::assessment::{Comparison, CriterionState, CriterionTrace, FigureUsed, ItemTrace, Setting};
use super::compare::Ledger;
use super::model::{Band, Criterion, Domain, Figure, LevelPoints, Pack, Rule, SystemClass};
use super::observed::{Observations, Observed, Standing, SystemTest};
use crate::text::Text;

impl Rule {
    /// The word that packs and traces use for the shape.
    pub fn shape(&self) -> &'static str {
        match self {
            Self::Linear { .. } => "linear",
            Self::Bands { .. } => "bands",
            Self::Maturity { .. } => "maturity",
            Self::WeightedLevels { .. } => "weighted-levels",
        }
    }
}

/// Scores one criterion into its trace: state, value, points, and every figure the value was held against.
pub(super) fn score_criterion(
    pack: &Pack,
    criterion: &Criterion,
    observed: &Observations,
    ledger: &mut Ledger,
    trace: &mut CriterionTrace,
) {
    match &criterion.rule {
        Rule::Maturity { scale, without_evidence_at_most, domains } => {
            maturity(scale, without_evidence_at_most, domains, observed, ledger, trace);
        }
        Rule::WeightedLevels { rows, none, max_age_months, needs_power_trace } => {
            let levels = Levels { rows, none, max_age_months, needs_power_trace };
            weighted_levels(&pack.system_classes, &levels, observed, ledger, trace);
        }
        Rule::Linear { zero_at, full_at } => {
            let Some(value) = take_value(criterion, observed, trace) else { return };
            linear(value, zero_at, full_at, ledger, trace);
        }
        Rule::Bands { rows } => {
            let Some(value) = take_value(criterion, observed, trace) else { return };
            bands(value, rows, ledger, trace);
        }
    }
}

/// The criterion's value, or its absence told in the trace.
fn take_value(criterion: &Criterion, observed: &Observations, trace: &mut CriterionTrace) -> Option<f64> {
    let id = criterion.indicator.as_ref()?;
    match observed.get(id.get_ref()) {
        Observed::Value { value, standing } => {
            trace.value = Some(value);
            trace.standing = Some(standing);
            Some(value)
        }
        Observed::Missing(why) => {
            trace.state = CriterionState::Missing;
            trace.why = Some(why);
            None
        }
        Observed::NotApplicable(why) => {
            trace.state = CriterionState::NotApplicable;
            trace.why = Some(why);
            None
        }
    }
}

/// `points · (value − zero_at) ÷ (full_at − zero_at)`, kept between nothing and all; the ends may fall as well as rise.
fn linear(value: f64, zero_at: &Figure, full_at: &Figure, ledger: &mut Ledger, trace: &mut CriterionTrace) {
    let rising = full_at.value >= zero_at.value;
    let indicator = trace.indicator.clone().unwrap_or_default();
    let reaches = |value: f64, end: f64| if rising { value >= end } else { value <= end };
    trace.compared = vec![
        ledger.compare_figure(&indicator, Some(value), "zero_at", zero_at, reaches),
        ledger.compare_figure(&indicator, Some(value), "full_at", full_at, reaches),
    ];
    let share = (value - zero_at.value) / (full_at.value - zero_at.value);
    trace.points = Some(trace.possible.value * share.clamp(0.0, 1.0));
}

fn bands(value: f64, rows: &[Band], ledger: &mut Ledger, trace: &mut CriterionTrace) {
    let indicator = trace.indicator.clone().unwrap_or_default();
    for row in rows {
        let mut compared = ledger.compare(&indicator, Some(value), &row.when);
        compared.points = Some(ledger.used(&row.points));
        trace.compared.push(compared);
    }
    trace.fired = trace.compared.iter().position(|row| row.holds == Some(true));
    let points = trace.fired.and_then(|at| trace.compared.get(at)).and_then(|row| row.points.as_ref());
    trace.points = Some(points.map_or(0.0, |points| points.value));
}

/// `points · Σ maturity ÷ (domains · scale)`; without evidence a maturity counts only up to the pack's cap.
fn maturity(
    scale: &Figure,
    cap: &Figure,
    domains: &[Domain],
    observed: &Observations,
    ledger: &mut Ledger,
    trace: &mut CriterionTrace,
) {
    let Some(capabilities) = &observed.capabilities else {
        return miss(trace, Text::new("没有能力成熟度表", "there is no table of capabilities"));
    };
    let scale = set(trace, "scale", ledger.used(scale));
    let cap = set(trace, "without_evidence_at_most", ledger.used(cap));
    let each = trace.possible.value / count(domains.len());
    let mut standing = Standing::Declared;
    for domain in domains {
        let mut item = ItemTrace {
            id: domain.id.get_ref().clone(),
            title: domain.title.clone(),
            value: None,
            counted: None,
            benchmark: None,
            level: None,
            weight: 1.0,
            points: None,
            evidence: None,
            why: None,
            compared: Vec::new(),
        };
        match capabilities.get(domain.id.get_ref()) {
            None => item.why = Some(Text::new("未申报，不得分", "not declared: no points")),
            Some(capability) => {
                let limit = if capability.evidence.is_some() { scale } else { cap };
                let counted = capability.maturity.min(limit);
                item.value = Some(capability.maturity);
                item.counted = Some(counted);
                item.points = Some(each * counted / scale);
                item.evidence.clone_from(&capability.evidence);
                if capability.evidence.is_none() {
                    standing = Standing::Unproven;
                    if counted < capability.maturity {
                        let zh = format!("无佐证材料，最高按 {cap} 级计");
                        item.why = Some(Text::new(zh, format!("no evidence: counts as {cap} at most")));
                    }
                }
            }
        }
        trace.items.push(item);
    }
    trace.standing = Some(standing);
    trace.points = Some(trace.items.iter().filter_map(|item| item.points).sum());
}

struct Levels<'a> {
    rows: &'a [LevelPoints],
    none: &'a Figure,
    max_age_months: &'a Figure,
    needs_power_trace: &'a Figure<bool>,
}

/// `Σ points(level) · annual kWh ÷ Σ annual kWh` over the tests that count.
fn weighted_levels(
    classes: &[SystemClass],
    levels: &Levels<'_>,
    observed: &Observations,
    ledger: &mut Ledger,
    trace: &mut CriterionTrace,
) {
    let Some(systems) = &observed.systems else {
        return miss(trace, Text::new("没有信息系统测试表", "there is no table of tested IT systems"));
    };
    let max_age = set(trace, "max_age_months", ledger.used(levels.max_age_months));
    let needs_trace = set(trace, "needs_power_trace", ledger.used_flag(levels.needs_power_trace)) > 0.5;
    for system in systems {
        let class = classes.iter().find(|class| class.id.get_ref() == &system.class);
        let mut item = system_item(system, class, ledger);
        item.why = not_counted(system, class, max_age, needs_trace).or(item.why);
        if item.why.is_none() {
            item.points = Some(level_points(levels, &mut item, ledger, trace));
        }
        trace.items.push(item);
    }
    let counted = || trace.items.iter().filter_map(|item| Some((item.points?, item.weight)));
    let energy: f64 = counted().map(|(_, weight)| weight).sum();
    if energy <= 0.0 {
        return miss(trace, Text::new("没有可计入的信息系统测试", "there is no test of an IT system that counts"));
    }
    let points = counted().map(|(points, weight)| points * weight).sum::<f64>() / energy;
    trace.standing = Some(Standing::Declared);
    trace.points = Some(points);
}

/// The points of a system's level, told in the row that gave the level, or as a setting where none did.
fn level_points(levels: &Levels<'_>, item: &mut ItemTrace, ledger: &mut Ledger, trace: &mut CriterionTrace) -> f64 {
    let row = levels.rows.iter().find(|row| Some(row.level) == item.level);
    match (row, item.compared.last_mut()) {
        (Some(row), Some(compared)) => compared.points.insert(ledger.used(&row.points)).value,
        _ => set(trace, "none", ledger.used(levels.none)),
    }
}

/// Tells a figure of the rule in the trace, once, and gives its value.
fn set(trace: &mut CriterionTrace, id: &str, figure: FigureUsed) -> f64 {
    let value = figure.value;
    if !trace.settings.iter().any(|setting| setting.id == id) {
        trace.settings.push(Setting { id: id.to_owned(), figure });
    }
    value
}

/// A system's result against its class's bands.
fn system_item(system: &SystemTest, class: Option<&SystemClass>, ledger: &mut Ledger) -> ItemTrace {
    let mut item = ItemTrace {
        id: system.id.clone(),
        title: class.map_or_else(|| Text::new(&system.class, &system.class), |class| class.title.clone()),
        value: Some(system.result),
        counted: None,
        benchmark: None,
        level: None,
        weight: system.annual_kwh,
        points: None,
        evidence: system.evidence.clone(),
        why: None,
        compared: Vec::new(),
    };
    let Some(class) = class else { return item };
    let counted = match (class.benchmarks.is_empty(), &system.kind) {
        (true, _) => system.result,
        (false, kind) => match kind.as_ref().and_then(|kind| class.benchmarks.get(kind)) {
            Some(benchmark) => system.result / item.benchmark.insert(ledger.used(benchmark)).value,
            None => {
                let known: Vec<&str> = class.benchmarks.keys().map(String::as_str).collect();
                let known = known.join(", ");
                item.why = Some(Text::new(
                    format!("类型无基准值，可用类型：{known}"),
                    format!("its type has no benchmark; the types are {known}"),
                ));
                return item;
            }
        },
    };
    item.counted = Some(counted);
    for row in &class.rows {
        let compared: Comparison =
            ledger
                .compare_figure(&system.class, Some(counted), "at_least", &row.at_least, |value, least| value >= least);
        let reached = compared.holds == Some(true);
        item.compared.push(compared);
        if reached {
            item.level = Some(row.level);
            break;
        }
    }
    item
}

/// Why a test is reported and not counted.
fn not_counted(system: &SystemTest, class: Option<&SystemClass>, max_age: f64, needs_trace: bool) -> Option<Text> {
    match class {
        None => Some(Text::new("标准中没有这一系统类别，不计入", "the standard has no such class: not counted")),
        Some(class) if class.rows.is_empty() => {
            Some(Text::new("该类别只报告、不定级", "this class is reported without a level"))
        }
        Some(_) if system.age_months > max_age => Some(Text::new(
            format!("测试已超过 {max_age} 个月，不计入"),
            format!("the test is older than {max_age} months: not counted"),
        )),
        Some(_) if needs_trace && !system.power_trace => {
            Some(Text::new("没有功率记录，不计入", "the test has no power trace: not counted"))
        }
        Some(_) if system.evidence.is_none() => {
            Some(Text::new("没有测试报告作佐证，不计入", "the test has no report as its evidence: not counted"))
        }
        Some(_) => None,
    }
}

fn miss(trace: &mut CriterionTrace, why: Text) {
    trace.state = CriterionState::Missing;
    trace.why = Some(why);
}

fn count(items: usize) -> f64 {
    u32::try_from(items.max(1)).map_or(f64::INFINITY, f64::from)
}
