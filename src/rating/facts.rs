//! The facts of a facility for reports: what its telemetry tells, and what it declares with evidence.

use std::collections::BTreeMap;

use crate::facility::boundary::QuantityHours;
use crate::facility::efficiency::check::day;
use crate::facility::efficiency::{EuReport, ItPower};
use crate::facility::manifest::Declared;
use crate::indicator::{Coverage, Indicator, Subject};
use crate::standard::facts::Fact;
use crate::standard::observed::Standing;
use crate::telemetry::{Finding, Severity};
use crate::text::Text;
use crate::units::{Amount, Unit};

/// How far a declared amount may be from the metered one, as a share of it, before they contradict each other: more than
/// the rounding of a bill.
const AGREEMENT: f64 = 0.01;

/// The facts of a facility by their ids, and what its declarations and its meters tell otherwise.
pub(super) fn facts(subject: &Subject<'_>, indicators: &[Indicator]) -> (BTreeMap<String, Fact>, Vec<Finding>) {
    let nothing = EuReport::default();
    let report = subject.facility.manifest.eu_report.as_ref().unwrap_or(&nothing);
    let mut work = Work { subject, facts: BTreeMap::new(), findings: Vec::new() };
    work.energies(indicators);
    let hours = subject.hours;
    let cubic_metres = |amount: Amount| amount.in_unit(Unit::M3);
    work.metered("water-total", hours.water.as_ref(), cubic_metres, report.water_m3.as_ref());
    work.metered("reused-heat", hours.heat_reuse.as_ref(), Amount::kwh, report.reused_heat_kwh.as_ref());
    work.metered("backup-generators", hours.backup.as_ref(), Amount::kwh, report.backup_generators_kwh.as_ref());
    for (id, declared) in [
        ("renewable-guarantees", &report.renewable_guarantees_kwh),
        ("renewable-agreements", &report.renewable_agreements_kwh),
        ("renewable-on-site", &report.renewable_on_site_kwh),
        ("floor-area", &report.floor_area_m2),
        ("computer-room-area", &report.computer_room_area_m2),
        ("water-potable", &report.water_potable_m3),
        ("reused-heat-temperature", &report.reused_heat_celsius),
        ("intake-set-point", &report.intake_celsius),
        ("server-capacity", &report.server_capacity),
        ("storage", &report.storage_pb),
        ("traffic", &report.traffic_pb),
    ] {
        work.put(id, declared.as_ref().map(number));
    }
    work.put("refrigerants", report.refrigerants.as_ref().map(names));
    let power = &report.installed_it_power;
    work.put("installed-it-power", (!power.is_empty()).then(|| installed(subject, power)));
    (work.facts, work.findings)
}

struct Work<'a> {
    subject: &'a Subject<'a>,
    facts: BTreeMap<String, Fact>,
    findings: Vec<Finding>,
}

impl Work<'_> {
    fn put(&mut self, id: &str, fact: Option<Fact>) {
        if let Some(fact) = fact {
            self.facts.insert(id.to_owned(), fact);
        }
    }

    /// The energies that PUE is made of, so that the report's own ratio comes out of them.
    fn energies(&mut self, indicators: &[Indicator]) {
        let Some(pue) = indicators.iter().find(|indicator| indicator.id == "pue") else { return };
        for (id, name) in [("total-energy", "E_total"), ("it-energy", "E_IT")] {
            let input = pue.inputs.iter().find(|input| input.name == name);
            let fact = input
                .zip(pue.coverage)
                .map(|(input, coverage)| Fact::number(input.value, Standing::Measured, &within(&input.from, coverage)));
            self.put(id, fact);
        }
    }

    /// An amount by its meters where they cover the whole period, or else as it is declared with proof: the sum over a
    /// part of the period is not its amount. Where both are told and differ, the meters count.
    fn metered(
        &mut self,
        id: &str,
        hours: Option<&QuantityHours>,
        unit: impl Fn(Amount) -> f64,
        declared: Option<&Declared>,
    ) {
        let sums = hours.map(|hours| (hours, self.subject.hours.paired_sums([hours])));
        let Some((hours, sums)) = sums.filter(|(_, sums)| sums.counted() > 0) else {
            return self.put(id, declared.map(number));
        };
        let [amount] = sums.amounts;
        let value = unit(amount);
        let period = &self.subject.hours.period;
        let coverage = Coverage::of(sums.covered, period.hour_count());
        if sums.covered < i128::from(period.end.since(period.start)) {
            let proven = declared.filter(|declared| declared.evidence.is_some());
            return self.put(id, Some(proven.map_or_else(|| partly(&hours.formula, coverage), number)));
        }
        self.put(id, Some(Fact::number(value, Standing::Measured, &within(&hours.formula, coverage))));
        if let Some(declared) = declared.filter(|declared| (declared.value - value).abs() > AGREEMENT * value.abs()) {
            self.findings.push(differs(id, declared.value, value));
        }
    }
}

/// The meters, and over how many hours of the period they are known.
fn within(formula: &str, coverage: Coverage) -> String {
    format!("{formula} ({} / {} h)", coverage.covered_hours, coverage.period_hours)
}

fn partly(formula: &str, coverage: Coverage) -> Fact {
    let within = within(formula, coverage);
    Fact::missing(Text::new(
        format!("计量未覆盖整个评价期：{within}；部分时段之和不是全期总量"),
        format!("the meters do not cover the whole period: {within}; the sum of a part is not its amount"),
    ))
}

fn number(declared: &Declared) -> Fact {
    match &declared.evidence {
        Some(evidence) => Fact::number(declared.value, Standing::Declared, evidence),
        None => unproven(),
    }
}

fn names(declared: &Declared<Vec<String>>) -> Fact {
    match &declared.evidence {
        Some(evidence) => {
            Fact::declared_words(Text::new(declared.value.join("、"), declared.value.join(", ")), evidence)
        }
        None => unproven(),
    }
}

fn unproven() -> Fact {
    Fact::missing(Text::new("已申报但无佐证材料，不采信", "declared without evidence, so not taken"))
}

fn differs(id: &str, declared: f64, metered: f64) -> Finding {
    let text = Text::new(
        format!("{id}：申报值 {declared} 与计量值 {metered} 不一致，以计量值为准"),
        format!("{id}: declared as {declared} and metered as {metered}; the meters count"),
    );
    let advice = Text::new("核对申报值，或删除申报值", "correct the declared value, or leave it out");
    Finding::new("declared-differs", Severity::Warning, text).advised(advice)
}

/// `Σ P_i·t_i ÷ Σ t_i` over the period, P_i the installed power and t_i the time for which it held.
fn installed(subject: &Subject<'_>, changes: &[ItPower]) -> Fact {
    let (period, clock) = (subject.hours.period, &subject.facility.clock);
    let from = |power: &ItPower| day(&power.from).and_then(|day| clock.instant(day.at(0, 0, 0, 0)));
    let (mut weighted, mut time, mut evidence) = (0.0, 0.0, Vec::new());
    for (index, power) in changes.iter().enumerate() {
        let begins = from(power).unwrap_or(period.end).max(period.start);
        let ends = changes.get(index + 1).and_then(from).unwrap_or(period.end).min(period.end);
        if begins >= ends {
            continue;
        }
        let Some(proof) = &power.evidence else { return unproven() };
        let hours = Coverage::of(i128::from(ends.since(begins)), period.hour_count()).covered_hours;
        weighted += power.kw * hours;
        time += hours;
        evidence.push(proof.as_str());
    }
    let whole = Coverage::of(i128::from(period.end.since(period.start)), period.hour_count()).covered_hours;
    if time < whole {
        return Fact::missing(Text::new(
            "未填报自评价期首日起的信息设备装机功率",
            "the installed IT power is not told from the first day of the period on",
        ));
    }
    evidence.dedup();
    Fact::number(weighted / time, Standing::Declared, &evidence.join("; "))
}
