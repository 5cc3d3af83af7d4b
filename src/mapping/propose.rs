//! Which column of a file is most likely which meter, from its heading and from what its values do.

use super::behaviour::Behaviour;
use super::proposal::{Ignored, NotAMeter, Proposal, ProposedMeter, Target, UnitFrom};
use super::table::{Series, Table};
use super::words::{Role, meter_role_of, unit_of};
use crate::period::Clock;
use crate::telemetry::{Kind, MeteringPoint, Peek, Quantity};
use crate::units::{Dimension, Unit, WrittenUnit};

/// Numbers from here on are watts rather than kilowatts, where nothing says so: no data centre has a branch of 100 MW.
const SURELY_WATTS: f64 = 1e5;
/// How many cells are shown.
const SHOWN: usize = 3;

impl Proposal {
    /// Proposes what the columns of a file are; stamps without an offset are read by `clock`.
    pub fn of(peek: &Peek, clock: &Clock) -> Self {
        let table = Table::of(peek, clock);
        let mut proposal = Self {
            form: table.form.clone(),
            rows: peek.rows.len(),
            cut: peek.cut,
            meters: Vec::new(),
            ignored: Vec::new(),
        };
        let heading = table.form.value.as_deref().and_then(unit_of);
        for series in &table.series {
            match meter(series, heading) {
                Ok(meter) => proposal.add(meter),
                Err(why) => {
                    let sample = series.cells.iter().find(|cell| !cell.is_empty()).copied().unwrap_or_default();
                    let (column, sample) = (series.name.clone(), sample.to_owned());
                    proposal.ignored.push(Ignored { column, why, sample });
                }
            }
        }
        let others = table.others.iter().map(|column| Ignored {
            column: column.clone(),
            why: NotAMeter::Unknown,
            sample: String::new(),
        });
        proposal.ignored.extend(others);
        proposal.take_the_only_one(&table);
        super::twice::count_once(&mut proposal.meters);
        proposal
    }

    /// Where nothing is known to be a meter and one column alone has numbers, there is nothing else that it could be.
    fn take_the_only_one(&mut self, table: &Table<'_>) {
        let mut unknown = self.ignored.iter().filter(|ignored| ignored.why == NotAMeter::Unknown);
        let (Some(only), None, true) = (unknown.next(), unknown.next(), self.meters.is_empty()) else { return };
        let column = only.column.clone();
        let Some(series) = table.series.iter().find(|series| series.name == column) else { return };
        let behaviour = Behaviour::of(series.cells.iter().copied());
        let unit = guess(Quantity::Electricity, &behaviour);
        let Ok(meter) = meter(series, Some(unit)) else { return };
        self.ignored.retain(|ignored| ignored.column != column);
        self.add(ProposedMeter { unit_from: UnitFrom::Guessed, ..meter });
    }

    fn add(&mut self, mut meter: ProposedMeter) {
        let plain = meter.id.clone();
        let taken = |id: &str| self.meters.iter().any(|known| known.id == id);
        let mut number = 2;
        while taken(&meter.id) {
            meter.id = format!("{plain}-{number}");
            number += 1;
        }
        self.meters.push(meter);
    }
}

/// `heading` is the unit that the heading of a long file's values tells.
fn meter(series: &Series<'_>, heading: Option<Unit>) -> Result<ProposedMeter, NotAMeter> {
    let behaviour = Behaviour::of(series.cells.iter().copied());
    if behaviour.filled == 0 {
        return Err(NotAMeter::Empty);
    }
    let role = meter_role_of(&series.name);
    let counts = role.map_or(Target::Nothing, |(role, _)| target(role));
    if counts == Target::Boundary("auto_cooling".to_owned()) && behaviour.is_signal() {
        return Ok(state(series, &behaviour, role));
    }
    if !behaviour.is_numeric() {
        return Err(NotAMeter::NoNumbers);
    }
    let column = series.unit.and_then(|unit| WrittenUnit::read(unit).ok()).and_then(WrittenUnit::unit);
    let (unit, unit_from) = match (column.or_else(|| unit_of(&series.name)).or(heading), behaviour.unit) {
        (Some(told), _) => (told, UnitFrom::Told),
        (None, Some(carried)) => (carried, UnitFrom::Cells),
        (None, None) => {
            let (role, _) = role.ok_or(NotAMeter::Unknown)?;
            (guess(role.quantity, &behaviour), UnitFrom::Guessed)
        }
    };
    let by_unit = if unit.dimension() == Dimension::Volume { Quantity::Water } else { Quantity::Electricity };
    let quantity = role.map_or(by_unit, |(role, _)| role.quantity);
    let kind = match (unit.dimension(), quantity) {
        (Dimension::Power, Quantity::Electricity | Quantity::Heat | Quantity::Fuel) => Kind::Power,
        (Dimension::Energy, Quantity::Electricity | Quantity::Heat | Quantity::Fuel)
        | (Dimension::Volume, Quantity::Water) => behaviour.kind_of_amount(),
        _ => return Err(NotAMeter::UnitOfSomethingElse),
    };
    Ok(ProposedMeter {
        quantity,
        kind,
        unit: Some(unit),
        unit_from,
        range: Some(behaviour.range()),
        // Rows can be compared with those of other meters only where each has its number.
        numbers: if behaviour.numbers.len() == series.cells.len() { behaviour.numbers } else { Vec::new() },
        ..plain(series, role)
    })
}

fn state(series: &Series<'_>, behaviour: &Behaviour, role: Option<(&'static Role, &'static str)>) -> ProposedMeter {
    ProposedMeter {
        kind: Kind::State,
        unit_from: UnitFrom::Told,
        states: behaviour.words.iter().cloned().collect(),
        ..plain(series, role)
    }
}

/// What the name alone tells.
fn plain(series: &Series<'_>, role: Option<(&'static Role, &'static str)>) -> ProposedMeter {
    let shown = series.cells.iter().filter(|cell| !cell.is_empty()).take(SHOWN);
    ProposedMeter {
        column: series.name.clone(),
        id: role
            .map(|(role, _)| role)
            .filter(|role| target(role) != Target::Nothing)
            .map_or_else(|| id_of(&series.name), |role| role.id.clone()),
        quantity: role.map_or(Quantity::Electricity, |(role, _)| role.quantity),
        kind: Kind::Power,
        unit: None,
        unit_from: UnitFrom::Guessed,
        point: role.and_then(|(role, _)| role.point).unwrap_or(MeteringPoint::Other),
        counts: role.map_or(Target::Nothing, |(role, _)| target(role)),
        word: role.map(|(_, word)| word.to_owned()),
        stage: role.map_or(0, |(role, _)| role.stage),
        states: Vec::new(),
        range: None,
        sample: shown.map(|cell| (*cell).to_owned()).collect(),
        numbers: Vec::new(),
    }
}

fn target(role: &Role) -> Target {
    match (&role.boundary, &role.supply) {
        (Some(sum), _) => Target::Boundary(sum.clone()),
        (None, Some(supply)) => Target::Supply(supply.source.clone(), supply.path.word().to_owned()),
        (None, None) => Target::Nothing,
    }
}

fn guess(quantity: Quantity, behaviour: &Behaviour) -> Unit {
    match quantity {
        Quantity::Water => Unit::M3,
        _ if behaviour.runs_up() => Unit::KWh,
        _ if behaviour.range().1 >= SURELY_WATTS => Unit::W,
        _ => Unit::KW,
    }
}

/// A name for a meter of which nothing but its heading is known.
fn id_of(heading: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c.to_lowercase().next().unwrap_or(c) } else { '-' };
    let id: String = heading.chars().map(plain).collect();
    let words: Vec<&str> = id.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "meter".to_owned() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposal(text: &str) -> Proposal {
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let peek = Peek { names: lines.next().unwrap(), rows: lines.collect(), cut: false };
        Proposal::of(&peek, &Clock::parse("+08:00").unwrap())
    }

    #[test]
    fn columns_are_proposed_by_heading_unit_and_behaviour() {
        let proposal = proposal(
            "采集时间,总用电量(kWh),UPS-A(kW),UPS-B(kW),冷机,智能群控,备注,湿度,water (kWh),空\n\
             2025-01-01 00:00,48211730,400,410,90,自动,ok,40,1,\n\
             2025-01-01 01:00,48212730,402,405,91,手动,ok,41,2,\n\
             2025-01-01 02:00,48213731,401,408,95,自动,ok,40,2,\n\
             2025-01-01 03:00,48214731,399,409,93,自动,ok,40,2,\n",
        );
        assert_eq!(proposal.form.time.as_deref(), Some("采集时间"));
        let meters: Vec<_> =
            proposal.meters.iter().map(|meter| (meter.id.as_str(), meter.kind, meter.unit, meter.unit_from)).collect();
        assert_eq!(
            meters,
            [
                ("total", Kind::Counter, Some(Unit::KWh), UnitFrom::Told),
                ("ups", Kind::Power, Some(Unit::KW), UnitFrom::Told),
                ("ups-2", Kind::Power, Some(Unit::KW), UnitFrom::Told),
                ("cooling", Kind::Power, Some(Unit::KW), UnitFrom::Guessed),
                ("auto-cooling", Kind::State, None, UnitFrom::Told),
            ]
        );
        let ignored: Vec<_> = proposal.ignored.iter().map(|ignored| (ignored.column.as_str(), ignored.why)).collect();
        assert_eq!(
            ignored,
            [
                ("备注", NotAMeter::NoNumbers),
                ("湿度", NotAMeter::Unknown),
                ("water (kWh)", NotAMeter::UnitOfSomethingElse),
                ("空", NotAMeter::Empty)
            ]
        );
    }

    #[test]
    fn a_meter_whose_words_are_unknown_is_proposed_where_its_unit_is_told_and_counts_towards_nothing() {
        let proposal = proposal("time,Branch 7 (kW)\n2025-01-01 00:00,5\n2025-01-01 01:00,6\n");
        let meter = &proposal.meters[0];
        assert_eq!((meter.id.as_str(), &meter.counts), ("branch-7-kw", &Target::Nothing));
    }

    #[test]
    fn the_only_column_of_numbers_is_taken_whatever_its_name() {
        let one = proposal("datetime,sum vals\n2023-04-29 01:10:15,6904654.0\n2023-04-29 01:10:30,6829386.0\n");
        let found = &one.meters[0];
        assert_eq!((found.id.as_str(), found.unit, found.unit_from), ("sum-vals", Some(Unit::W), UnitFrom::Guessed));
        let two = proposal("datetime,a,b\n2023-04-29 01:10:15,1,2\n2023-04-29 01:10:30,3,2\n");
        assert_eq!((two.meters.len(), two.ignored.len()), (0, 2));
    }

    #[test]
    fn a_power_without_a_unit_is_taken_for_kilowatts_below_a_hundred_thousand_and_for_watts_from_there() {
        let unit = |value: &str| {
            proposal(&format!("time,total\n2025-01-01 00:00,5\n2025-01-01 01:00,{value}\n2025-01-01 02:00,4\n")).meters
                [0]
            .unit
        };
        assert_eq!(unit("99999.9"), Some(Unit::KW));
        assert_eq!(unit("100000"), Some(Unit::W));
        assert_eq!(unit("100001"), Some(Unit::W));
    }
}
