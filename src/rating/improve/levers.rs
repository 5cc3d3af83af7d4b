//! What an operator can move, and how far.

use crate::rating::scenario::{
    Baseline, Change, Key, certificates_at_most, direct_at_most, racks_at_most, saved_at_most,
};
use crate::standard::Assessment;
use crate::standard::assessment::ItemTrace;
use crate::standard::exact::Exact;
use crate::standard::model::{Rule, SystemClass};
use crate::standard::observed::SystemTest;
use crate::text::Text;

/// Something that can be moved towards the better side.
#[derive(Debug, Clone)]
pub(super) struct Lever {
    pub key: Key,
    pub title: Text,
    /// The unit of its amounts, and of costs per unit.
    pub unit: &'static str,
    /// The value that changes nothing.
    pub now: f64,
    pub values: Values,
    /// Whether its first steps can lower the score: a test of a system that none counts of may lower the mean of all.
    pub may_lower: bool,
}

/// The values that a lever can have beside that of now.
#[derive(Debug, Clone)]
pub(super) enum Values {
    /// Every value up to this one.
    UpTo(f64),
    /// These, each better than the one before it.
    Steps(Vec<f64>),
}

impl Lever {
    /// One of which every step is better than the one before it.
    fn better(key: Key, title: Text, now: f64, values: Values) -> Self {
        Self { unit: unit(&key), key, title, now, values, may_lower: false }
    }

    /// The farthest value; `None` where there is none beyond that of now.
    pub fn most(&self) -> Option<f64> {
        match &self.values {
            Values::UpTo(most) => Some(*most).filter(|most| *most > self.now),
            Values::Steps(steps) => steps.last().copied(),
        }
    }

    /// By how much a value moves it, in its unit: levels of a system, percentage points of a share.
    pub fn amount(&self, value: f64) -> f64 {
        match &self.values {
            Values::Steps(steps) => {
                let taken = steps.iter().filter(|step| **step <= value).count();
                u32::try_from(taken).map_or(f64::INFINITY, f64::from)
            }
            Values::UpTo(_) => (value - self.now) * self.scale(),
        }
    }

    /// The farthest value that is moved by no more than an amount.
    pub fn within(&self, amount: f64) -> Option<f64> {
        match &self.values {
            Values::Steps(steps) => steps.iter().rev().copied().find(|step| self.amount(*step) <= amount),
            Values::UpTo(most) => Some((self.now + amount / self.scale()).min(*most)).filter(|most| *most > self.now),
        }
    }

    fn scale(&self) -> f64 {
        if matches!(self.key, Key::Indicator(_)) { 100.0 } else { 1.0 }
    }

    pub fn change(&self, value: f64) -> Change {
        Change { key: self.key.clone(), value }
    }
}

/// A lever that a facility does not have, and why.
pub(super) type Unavailable = (Key, Text, Text);

/// The indicator of IT load use.
const IT_LOAD_USE: &str = "it_load_use";

/// The unit that amounts of a lever and costs per unit are told in.
pub(super) fn unit(key: &Key) -> &'static str {
    match key {
        Key::SavedOverhead => "kWh",
        Key::DirectSupply | Key::Certificates => "MWh",
        Key::Indicator(_) => "percentage point",
        Key::RacksInUse => "rack",
        Key::System(_) | Key::Capability(_) => "level",
        Key::Item(_) => "item",
    }
}

/// The keys of all levers that a facility could have.
pub(super) fn keys(baseline: &Baseline<'_>) -> Vec<Key> {
    let fixed = [Key::SavedOverhead, Key::DirectSupply, Key::Certificates, load_use(), Key::RacksInUse];
    let systems = baseline.rating.given.systems.iter().flatten().map(|system| Key::System(system.id.clone()));
    let domains = baseline.domains().map(|(id, ..)| Key::Capability(id.to_owned()));
    let items = baseline.items().map(|(id, _)| Key::Item(id.to_owned()));
    fixed.into_iter().chain(systems).chain(domains).chain(items).collect()
}

fn load_use() -> Key {
    Key::Indicator(IT_LOAD_USE.to_owned())
}

/// The levers of a facility, and those that it does not have.
pub(super) fn levers(baseline: &Baseline<'_>) -> (Vec<Lever>, Vec<Unavailable>) {
    let rating = baseline.rating;
    let value = |id: &str| rating.indicator(id).and_then(|indicator| indicator.value);
    let load_use_now = value(IT_LOAD_USE)
        .map(|now| (now, 1.0))
        .ok_or_else(|| Text::new("评定结果没有 IT 负荷使用率", "the rating tells no IT load use"));
    let racks = racks_at_most(rating).and_then(|installed| {
        let share = value("rack_occupancy").ok_or_else(|| Text::new("没有上架率", "there is no occupancy"))?;
        let known = rating.indicator("rack_occupancy").and_then(|one| one.inputs.first()).map(|input| input.value);
        Ok((known.unwrap_or(share * installed), installed))
    });
    let from_none = |most: Result<f64, Text>| most.map(|most| (0.0, most));
    let all = [
        (Key::SavedOverhead, Text::new("节省的非 IT 能耗", "saved overhead"), from_none(saved_at_most(rating))),
        (
            Key::DirectSupply,
            Text::new("新增自发自用或直连供电", "more direct supply"),
            from_none(direct_at_most(rating, 0.0)),
        ),
        (
            Key::Certificates,
            Text::new("新增绿证", "more certificates"),
            from_none(certificates_at_most(rating, 0.0, 0.0)),
        ),
        (load_use(), Text::new("IT 负荷使用率", "IT load use"), load_use_now),
        (Key::RacksInUse, Text::new("在用机柜数", "racks in use"), racks),
    ];
    let (mut levers, mut unavailable) = (Vec::new(), Vec::new());
    for (key, title, range) in all {
        match range {
            Ok((now, most)) => levers.push(Lever::better(key, title, now, Values::UpTo(most))),
            Err(why) => unavailable.push((key, title, why)),
        }
    }
    let judged = baseline.judged(&[]);
    levers.extend(systems(baseline, &judged));
    levers.extend(capabilities(baseline, &judged));
    levers.extend(items(baseline, &judged));
    (levers, unavailable)
}

/// How a part of a table counted.
fn counted<'a>(judged: &'a [Assessment], rule: &str, id: &str) -> Option<&'a ItemTrace> {
    let criteria = judged.iter().flat_map(|assessment| &assessment.criteria).filter(|criterion| criterion.rule == rule);
    criteria.flat_map(|criterion| &criterion.items).find(|item| item.id == id)
}

/// Every system of a class with levels: a new test with the result that the next level begins with, and the one after it.
fn systems(baseline: &Baseline<'_>, judged: &[Assessment]) -> Vec<Lever> {
    let classes = baseline
        .packs()
        .iter()
        .filter(|pack| pack.criteria.iter().any(|criterion| matches!(criterion.rule, Rule::WeightedLevels { .. })));
    let classes: Vec<&SystemClass> = classes.flat_map(|pack| &pack.system_classes).collect();
    let systems = baseline.rating.given.systems.iter().flatten();
    let levers = systems.filter_map(|system| {
        let class = classes.iter().find(|class| *class.id.get_ref() == system.class)?;
        let item = counted(judged, "weighted-levels", &system.id).filter(|item| item.points.is_some());
        let key = Key::System(system.id.clone());
        let title =
            Text::new(format!("{}：{}", system.id, class.title.zh), format!("{}: {}", system.id, class.title.en));
        let steps = results(class, system, item.and_then(|item| item.level))?;
        // Without a result that counts, any that is worth a level is better.
        let now = item.and(system.result).unwrap_or_default();
        Some(Lever { may_lower: item.is_none(), ..Lever::better(key, title, now, Values::Steps(steps)) })
    });
    levers.collect()
}

/// The least results of the levels better than one, the next level first.
fn results(class: &SystemClass, system: &SystemTest, level: Option<u8>) -> Option<Vec<f64>> {
    let benchmark = match (class.benchmarks.is_empty(), &system.kind) {
        (true, _) => 1.0,
        (false, kind) => class.benchmarks.get(kind.as_ref()?)?.value,
    };
    let better = class.rows.iter().rev().filter(|row| level.is_none_or(|level| row.level < level));
    better.map(|row| least_result(row.at_least.value, benchmark)).collect()
}

/// The least double that is no less than a bound times a benchmark, both taken as the decimals they are written as.
fn least_result(bound: f64, benchmark: f64) -> Option<f64> {
    let least = Exact::of(bound)? * Exact::of(benchmark)?;
    let result = least.to_f64();
    Some(if Exact::of(result)? < least { result.next_up() } else { result })
}

/// Every capability from the maturity that counts now to the end of the scale.
fn capabilities(baseline: &Baseline<'_>, judged: &[Assessment]) -> Vec<Lever> {
    let levers = baseline.domains().map(|(id, title, scale)| {
        let key = Key::Capability(id.to_owned());
        let now = counted(judged, "maturity", id).and_then(|item| item.counted).unwrap_or_default();
        Lever::better(key, title.clone(), now, Values::UpTo(scale))
    });
    levers.collect()
}

/// Every item of a checklist that does not count yet.
fn items(baseline: &Baseline<'_>, judged: &[Assessment]) -> Vec<Lever> {
    let open = baseline.items().filter(|(id, _)| {
        counted(judged, "checklist", id).and_then(|item| item.counted).is_none_or(|counted| counted < 0.5)
    });
    let levers = open.map(|(id, title)| {
        let key = Key::Item(id.to_owned());
        Lever::better(key, title.clone(), 0.0, Values::Steps(vec![1.0]))
    });
    levers.collect()
}
