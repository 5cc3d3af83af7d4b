//! Meters that would count twice: further up or down the same path, another register of the same meter, or parts beside
//! their whole.

use super::proposal::{ProposedMeter, Target};
use crate::telemetry::Kind;
use crate::units::Unit;

/// Readings this close to each other, in proportion, are the same: two meters of class 1 differ by no more than this.
const SAME: f64 = 0.02;
/// So many rows are compared at least.
const ROWS: usize = 3;

/// Lets a sum count what it has twice only once. What is left out is told beside the meter, so that a person decides.
pub(super) fn count_once(meters: &mut [ProposedMeter]) {
    let mut sums: Vec<Target> = Vec::new();
    for meter in meters.iter().filter(|meter| matches!(meter.counts, Target::Boundary(_))) {
        if !sums.contains(&meter.counts) {
            sums.push(meter.counts.clone());
        }
    }
    for sum in sums {
        for doubles in [further_stages, powers_beside_energies, parts_of_a_whole] {
            let of_sum: Vec<usize> =
                meters.iter().enumerate().filter(|(_, meter)| meter.counts == sum).map(|(at, _)| at).collect();
            for at in doubles(meters, &of_sum) {
                if let Some(meter) = meters.get_mut(at) {
                    meter.counts = Target::Counted;
                }
            }
        }
    }
}

/// Meters further up or down the path of the same energy: PDUs behind the UPSs that count.
fn further_stages(meters: &[ProposedMeter], members: &[usize]) -> Vec<usize> {
    let stage = |at: &usize| meters.get(*at).map_or(0, |meter| meter.stage);
    let first = members.iter().map(stage).min();
    members.iter().copied().filter(|at| Some(stage(at)) != first).collect()
}

/// A power beside a meter of energy of the same sum is mostly another register of the same meter.
fn powers_beside_energies(meters: &[ProposedMeter], members: &[usize]) -> Vec<usize> {
    let is_power = |at: &usize| meters.get(*at).is_some_and(|meter| meter.kind == Kind::Power);
    match members.iter().all(is_power) {
        true => Vec::new(),
        false => members.iter().copied().filter(is_power).collect(),
    }
}

/// The others, where one meter reads what all others read together. Two meters that read the same are no such case: they
/// may share a load evenly.
fn parts_of_a_whole(meters: &[ProposedMeter], members: &[usize]) -> Vec<usize> {
    let read = |at: &usize| meters.get(*at).and_then(powers);
    for whole in members {
        let parts: Vec<usize> = members.iter().copied().filter(|member| member != whole).collect();
        let Some(wholes) = read(whole).filter(|wholes| wholes.len() >= ROWS && parts.len() > 1) else { continue };
        let Some(parts_read) = parts.iter().map(read).collect::<Option<Vec<_>>>() else { continue };
        let together = |row: usize| parts_read.iter().map(|part| part.get(row).copied()).sum::<Option<f64>>();
        let same = |(row, whole): (usize, &f64)| {
            together(row).is_some_and(|sum| sum > 0.0 && (sum - whole).abs() <= SAME * whole.abs())
        };
        if wholes.iter().enumerate().all(same) {
            return parts;
        }
    }
    Vec::new()
}

/// The readings in one unit, as far as they can be compared row by row; those of a counter by what it counts.
fn powers(meter: &ProposedMeter) -> Option<Vec<f64>> {
    let unit = meter.unit.map(Unit::in_base)?;
    let values = match meter.kind {
        Kind::Counter => meter
            .numbers
            .windows(2)
            .map(|pair| pair.iter().rev().copied().reduce(|a, b| a - b))
            .collect::<Option<_>>()?,
        _ => meter.numbers.clone(),
    };
    Some(values.into_iter().map(|value| value * unit).collect())
}

#[cfg(test)]
mod tests {
    use crate::mapping::{Proposal, Target};
    use crate::period::Clock;
    use crate::telemetry::Peek;

    fn counting(text: &str) -> Vec<bool> {
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let peek = Peek { names: lines.next().unwrap(), rows: lines.collect(), cut: false };
        let proposal = Proposal::of(&peek, &Clock::parse("+08:00").unwrap());
        proposal.meters.iter().map(|meter| meter.counts != Target::Counted).collect()
    }

    #[test]
    fn a_total_beside_its_intakes_counts_alone_whatever_else_there_is() {
        let rows = "时间,市电1(kW),市电2(kW),总功率(kW)\n2025-01-01 00:00,400,100,515\n2025-01-01 01:00,410,90,520\n";
        assert_eq!(counting(rows), [false, false, true]);
    }

    #[test]
    fn of_the_stages_of_a_path_the_first_counts() {
        let rows = "time,ups_a_kw,ups_b_kw,pdu_a_kw,ups_a_input_kw\n2025-01-01 00:00,400,300,395,420\n2025-01-01 01:00,410,310,400,430\n";
        assert_eq!(counting(rows), [true, true, false, true], "the input of a UPS counts towards nothing of IT anyway");
    }

    #[test]
    fn energies_count_before_powers() {
        let rows = "时间,总用电量(kWh),总功率(kW)\n2025-01-01 00:00,9000000,500\n2025-01-01 01:00,9000500,500\n\
                    2025-01-01 02:00,9001000,500\n";
        assert_eq!(counting(rows), [true, false]);
    }

    #[test]
    fn a_whole_among_meters_of_one_kind_counts_alone_to_two_percent() {
        let rows = "time,it_a_kw,it_b_kw,it_kw\n2025-01-01 00:00,400,100,500\n2025-01-01 01:00,410,90,501\n\
                    2025-01-01 02:00,420,95,516\n";
        assert_eq!(counting(rows), [false, false, true]);
        // 3 % more than the parts: another branch that neither of them has.
        assert_eq!(counting(&rows.replace("501", "515")), [true, true, true]);
        // An empty cell, and no row can be compared with that of another.
        assert_eq!(counting(&rows.replace("410", "")), [true, true, true]);
    }

    #[test]
    fn two_that_read_the_same_may_share_a_load_and_both_count() {
        let rows = "time,ups_a_kw,ups_b_kw\n2025-01-01 00:00,400,400\n2025-01-01 01:00,410,410\n2025-01-01 02:00,5,5\n";
        assert_eq!(counting(rows), [true, true]);
    }
}
