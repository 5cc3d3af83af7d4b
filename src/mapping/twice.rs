//! Meters that would count twice: one that reads what others of its sum read together, or the same as one of them.

use super::proposal::{ProposedMeter, Target};
use crate::units::Unit;

/// Readings this close to each other, in proportion, are the same: two meters of class 1 differ by no more than this.
const SAME: f64 = 0.02;
/// So many rows are compared at least.
const ROWS: usize = 3;

/// Lets a sum count what it has twice only once.
pub(super) fn count_once(meters: &mut [ProposedMeter]) {
    let mut sums: Vec<Target> = Vec::new();
    for meter in meters.iter().filter(|meter| matches!(meter.counts, Target::Boundary(_))) {
        if !sums.contains(&meter.counts) {
            sums.push(meter.counts.clone());
        }
    }
    for sum in sums {
        let members: Vec<usize> =
            meters.iter().enumerate().filter(|(_, meter)| meter.counts == sum).map(|(at, _)| at).collect();
        for at in counted_already(meters, &members) {
            if let Some(meter) = meters.get_mut(at) {
                meter.counts = Target::Counted;
            }
        }
    }
}

/// The members of a sum that must not count beside the others.
fn counted_already(meters: &[ProposedMeter], members: &[usize]) -> Vec<usize> {
    let read = |at: &usize| meters.get(*at).and_then(powers);
    for whole in members {
        let parts: Vec<usize> = members.iter().copied().filter(|member| member != whole).collect();
        let Some(wholes) = read(whole).filter(|_| !parts.is_empty()) else { continue };
        let Some(parts_read) = parts.iter().map(read).collect::<Option<Vec<_>>>() else { continue };
        let together = |row: usize| parts_read.iter().map(|part| part.get(row).copied()).sum::<Option<f64>>();
        let same =
            |(row, whole): (usize, &f64)| together(row).is_some_and(|sum| (sum - whole).abs() <= SAME * whole.abs());
        if wholes.len() >= ROWS && wholes.iter().enumerate().all(same) {
            return parts;
        }
    }
    Vec::new()
}

/// The readings in one unit, as far as they can be compared row by row; those of a counter by what it counts.
fn powers(meter: &ProposedMeter) -> Option<Vec<f64>> {
    let unit = meter.unit.map(Unit::in_base)?;
    let values = match meter.kind {
        crate::telemetry::Kind::Counter => meter
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
    fn a_total_beside_its_parts_counts_alone() {
        let rows = "时间,市电1(kW),市电2(kW),总功率(kW)\n2025-01-01 00:00,400,100,500\n2025-01-01 01:00,410,90,501\n\
                    2025-01-01 02:00,420,95,516\n";
        assert_eq!(counting(rows), [false, false, true]);
        // 3 % more than the parts: another branch that neither of them has.
        let rows = rows.replace("501", "515");
        assert_eq!(counting(&rows), [true, true, true]);
    }

    #[test]
    fn of_two_that_read_the_same_one_counts() {
        let rows = "time,ups_a_kw,ups_b_kw\n2025-01-01 00:00,400,400\n2025-01-01 01:00,410,410\n2025-01-01 02:00,5,5\n";
        assert_eq!(counting(rows), [true, false]);
    }
}
