//! Rules over the facility's tables: items of a checklist, the maturity of capabilities, the levels of tested systems.

use super::assessment::{CriterionTrace, FigureUsed, ItemTrace, Setting};
use super::compare::Ledger;
use super::exact::Exact;
use super::model::{ChecklistItem, Domain, Figure, LevelPoints, SystemClass};
use super::observed::{Observations, Standing, SystemTest};
use super::points::miss;
use crate::text::Text;

impl ItemTrace {
    fn blank(id: &str, title: Text) -> Self {
        Self {
            id: id.to_owned(),
            title,
            value: None,
            counted: None,
            level: None,
            weight: 1.0,
            points: None,
            evidence: None,
            why: None,
            benchmark: None,
            compared: Vec::new(),
        }
    }
}

/// The points of each item that is met and proven.
pub(super) fn checklist(
    items: &[ChecklistItem],
    observed: &Observations,
    ledger: &mut Ledger,
    trace: &mut CriterionTrace,
) -> Option<Exact> {
    let Some(answers) = &observed.items else {
        return miss(trace, "没有检查项表", "there is no table of items");
    };
    let mut sum = Exact::zero();
    for asked in items {
        let mut item = ItemTrace::blank(asked.id.get_ref(), asked.title.clone());
        let answer = answers.get(asked.id.get_ref());
        item.value = answer.map(|answer| f64::from(u8::from(answer.met)));
        item.evidence = answer.and_then(|answer| answer.evidence.clone());
        item.why = match answer {
            None => Some(Text::new("未申报，不得分", "not declared: no points")),
            Some(answer) if answer.met && answer.evidence.is_none() => {
                Some(Text::new("已申报但无佐证材料，不得分", "declared without evidence: no points"))
            }
            Some(_) => None,
        };
        let counts = answer.is_some_and(|answer| answer.met && answer.evidence.is_some());
        item.counted = Some(f64::from(u8::from(counts)));
        let mut compared = ledger.compare_figure(&item.id, item.counted, "is", &asked.points, Some(counts));
        let points = compared.points.insert(compared.figure.clone()).value;
        item.points = Some(if counts { points } else { 0.0 });
        item.compared.push(compared);
        if counts {
            sum = sum + Exact::of(points)?;
        }
        trace.items.push(item);
    }
    trace.standing = Some(Standing::Declared);
    Some(sum)
}

/// `most · Σ maturity ÷ (domains · scale)`; without evidence a maturity counts only up to the pack's cap.
pub(super) fn maturity(
    most: &Exact,
    scale: &Figure,
    cap: &Figure,
    domains: &[Domain],
    observed: &Observations,
    ledger: &mut Ledger,
    trace: &mut CriterionTrace,
) -> Option<Exact> {
    let Some(capabilities) = &observed.capabilities else {
        return miss(trace, "没有能力成熟度表", "there is no table of capabilities");
    };
    let scale = set(trace, "scale", ledger.used(scale));
    let cap = set(trace, "without_evidence_at_most", ledger.used(cap));
    let each = most.over(&(Exact::count(domains.len()) * Exact::of(scale)?))?;
    let mut sum = Exact::zero();
    let mut standing = Standing::Declared;
    for domain in domains {
        let mut item = ItemTrace::blank(domain.id.get_ref(), domain.title.clone());
        match capabilities.get(domain.id.get_ref()) {
            None => item.why = Some(Text::new("未申报，不得分", "not declared: no points")),
            Some(capability) => {
                let limit = if capability.evidence.is_some() { scale } else { cap };
                let counted = capability.maturity.min(limit);
                let points = each.clone() * Exact::of(counted)?;
                item.value = Some(capability.maturity);
                item.counted = Some(counted);
                item.points = Some(points.to_f64());
                item.evidence.clone_from(&capability.evidence);
                sum = sum + points;
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
    Some(sum)
}

/// How the levels of tested systems become points.
pub(super) struct Levels<'a> {
    pub rows: &'a [LevelPoints],
    pub none: &'a Figure,
    pub max_age_months: &'a Figure,
    pub needs_power_trace: &'a Figure<bool>,
}

/// `Σ points(level) · annual kWh ÷ Σ annual kWh` over the tests that count.
pub(super) fn weighted_levels(
    classes: &[SystemClass],
    levels: &Levels<'_>,
    observed: &Observations,
    ledger: &mut Ledger,
    trace: &mut CriterionTrace,
) -> Option<Exact> {
    let Some(systems) = &observed.systems else {
        return miss(trace, "没有信息系统测试表", "there is no table of tested IT systems");
    };
    let max_age = set(trace, "max_age_months", ledger.used(levels.max_age_months));
    let needs_trace = set(trace, "needs_power_trace", ledger.used_flag(levels.needs_power_trace)) > 0.5;
    let (mut weighted, mut energy) = (Exact::zero(), Exact::zero());
    for system in systems {
        let class = classes.iter().find(|class| class.id.get_ref() == &system.class);
        let mut item = system_item(system, class, ledger);
        item.why = not_counted(system, class, max_age, needs_trace).or(item.why);
        if item.why.is_none() {
            let points = level_points(levels, &mut item, ledger, trace);
            item.points = Some(points);
            let weight = Exact::of(item.weight)?;
            weighted = weighted + Exact::of(points)? * weight.clone();
            energy = energy + weight;
        }
        trace.items.push(item);
    }
    let Some(points) = weighted.over(&energy) else {
        return miss(trace, "没有可计入的信息系统测试", "there is no test of an IT system that counts");
    };
    trace.standing = Some(Standing::Declared);
    Some(points)
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
pub(super) fn set(trace: &mut CriterionTrace, id: &str, figure: FigureUsed) -> f64 {
    let value = figure.value;
    if !trace.settings.iter().any(|setting| setting.id == id) {
        trace.settings.push(Setting { id: id.to_owned(), figure });
    }
    value
}

/// A system's result against its class's bands.
fn system_item(system: &SystemTest, class: Option<&SystemClass>, ledger: &mut Ledger) -> ItemTrace {
    let title = class.map_or_else(|| Text::new(&system.class, &system.class), |class| class.title.clone());
    let mut item = ItemTrace {
        value: system.result,
        weight: system.annual_kwh,
        evidence: system.evidence.clone(),
        ..ItemTrace::blank(&system.id, title)
    };
    let Some(class) = class else { return item };
    let Some(result) = system.result.and_then(Exact::of) else { return item };
    let counted = match (class.benchmarks.is_empty(), &system.kind) {
        (true, _) => Some(result),
        (false, kind) => match kind.as_ref().and_then(|kind| class.benchmarks.get(kind)) {
            Some(benchmark) => Exact::of(item.benchmark.insert(ledger.used(benchmark)).value)
                .and_then(|benchmark| result.over(&benchmark)),
            None => {
                let known: Vec<&str> = class.benchmarks.keys().map(String::as_str).collect();
                let known = known.join(", ");
                item.why = Some(Text::new(
                    format!("类型无基准值，可用类型：{known}"),
                    format!("its type has no benchmark; the types are {known}"),
                ));
                None
            }
        },
    };
    let Some(counted) = counted else { return item };
    item.counted = Some(counted.to_f64());
    for row in &class.rows {
        let reached = Exact::of(row.at_least.value).is_some_and(|least| counted >= least);
        let compared = ledger.compare_figure(&system.class, item.counted, "at_least", &row.at_least, Some(reached));
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
        Some(_) if system.void.is_some() => system.void.clone(),
        Some(_) if system.result.is_none() => {
            Some(Text::new("没有测试结果，不计入", "the test has no result: not counted"))
        }
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
