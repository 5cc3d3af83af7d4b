//! Powers and states: each reading holds until the next, at most `max_gap`.

use super::dialect::{Cell, Column};
use super::{HOUR, Query};
use crate::engine::plan::Rule;

/// So long before every stamp that no reading holds on from there; in nanoseconds.
const LONG_BEFORE: i64 = -2_000_000_000_000_000_000;
/// So long after every stamp; in nanoseconds.
const LONG_AFTER: i64 = 9_000_000_000_000_000_000;
/// Farther than any two stamps are apart; in nanoseconds.
const FAR: i64 = 1_500_000_000_000_000_000;
/// Powers below this (2⁵¹ µW, two gigawatts) are whole microwatts without further ado, and their hours fit 64 bits.
const MOST: f64 = 2_251_799_813_685_248.0;

impl Query<'_> {
    /// The hours of powers and states; the name of the step.
    pub(super) fn held(&mut self) -> &'static str {
        self.momentary_meters();
        self.step("held_lined", self.lined());
        self.step(
            "held_steps",
            "SELECT meter, stamp, next, reading * scale AS product, reading * times * base / 1e3 AS rate, max_gap, hold_on, \
             next - stamp AS ahead, stamp - before1 AS step1, before1 - before2 AS step2, before2 - before3 AS step3\n  FROM held_lined"
                .to_owned(),
        );
        self.usual();
        self.step("held_spans", self.spans());
        let ends = "SELECT meter, stamp, whole, rate, stamp + hold AS finish,\n    CASE WHEN has_next > 0 AND ahead > max_gap THEN stamp + \
                    least(ahead, hold_on) ELSE stamp END AS held_until\n  FROM held_spans";
        self.step("held_ends", ends.to_owned());
        self.step("held_hours", self.hours_of_held());
        self.step("held_pieces", self.pieces());
        let (measured, held) = (self.energy("measured"), self.energy("held_on"));
        self.step(
            "held_energies",
            format!(
                "SELECT meter, hour, {measured} AS energy, measured, {held} AS held_energy, held_on,\n    CASE WHEN measured > 0 THEN rate \
                 END AS seen, begins FROM held_pieces"
            ),
        );
        let sql = self.sql;
        self.step(
            "held",
            format!(
                "SELECT meter, hour, {} AS amount, {} AS covered, {} AS held_amount, {} AS held, min(seen) AS lowest, max(seen) AS \
                 highest, {} AS samples, {} AS shared\n  FROM held_energies GROUP BY meter, hour",
                sql.wide("sum(energy)"),
                sql.int("sum(measured)"),
                sql.wide("sum(held_energy)"),
                sql.int("sum(held_on)"),
                sql.int("sum(begins)"),
                sql.int("0"),
            ),
        );
        "held"
    }

    fn momentary_meters(&mut self) {
        let meters = self.plan.meters.iter().zip(0..).filter_map(|(meter, number)| match meter.rule {
            Rule::Momentary { max_gap, hold_on } => Some(vec![
                Cell::Int(number),
                Cell::Double(meter.scale),
                Cell::Double(meter.times),
                Cell::Double(meter.in_base),
                Cell::Int(max_gap),
                Cell::Int(hold_on),
                Cell::Int(i64::from(meter.state)),
            ]),
            Rule::Interval { .. } | Rule::Counter { .. } => None,
        });
        let meters: Vec<Vec<Cell>> = meters.collect();
        let columns = [
            Column::Int("number"),
            Column::Double("scale"),
            Column::Double("times"),
            Column::Double("base"),
            Column::Int("max_gap"),
            Column::Int("hold_on"),
            Column::Int("state"),
        ];
        self.table("held_meters", &columns, &meters);
    }

    /// Each reading with the stamps before and after it.
    fn lined(&self) -> String {
        let state = "m.state = 0 OR r.reading = 0e0 OR r.reading = 1e0";
        let reading = self.sql.checked("r.reading", state, "a state that is neither on nor off", "r.reading");
        let over = "OVER (PARTITION BY r.channel ORDER BY r.stamp)";
        let (before, after) = (self.sql.int(&LONG_BEFORE.to_string()), self.sql.int(&LONG_AFTER.to_string()));
        format!(
            "SELECT r.channel AS meter, r.stamp AS stamp, m.scale AS scale, m.times AS times, m.base AS base, m.max_gap AS max_gap, \
             m.hold_on AS hold_on,\n    {reading} AS reading,\n    lag(r.stamp, 1, {before}) {over} AS before1, lag(r.stamp, 2, {before}) {over} AS before2,\n    \
             lag(r.stamp, 3, {before}) {over} AS before3, lead(r.stamp, 1, {after}) {over} AS next\n  FROM readings r JOIN held_meters m \
             ON r.channel = m.number"
        )
    }

    /// For each meter the median of its distances (of two the longer), at most its `max_gap`: where there is one reading
    /// alone nothing else tells how long it holds.
    fn usual(&mut self) {
        self.step(
            "held_distances",
            format!("SELECT meter, step1 AS distance, count(*) AS often FROM held_steps WHERE step1 < {FAR} GROUP BY meter, step1"),
        );
        self.step(
            "held_ranks",
            "SELECT meter, distance, sum(often) OVER (PARTITION BY meter ORDER BY distance ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT \
             ROW) AS up_to,\n    sum(often) OVER (PARTITION BY meter) AS of_all FROM held_distances"
                .to_owned(),
        );
        let half = self.sql.quotient(&self.sql.int("of_all"), "2");
        self.step(
            "held_usual",
            format!(
                "SELECT meter, min(distance) AS usual FROM (\n    SELECT meter, distance FROM held_ranks WHERE up_to > {half}\n    UNION \
                 ALL SELECT number AS meter, max_gap AS distance FROM held_meters\n  ) distances GROUP BY meter"
            ),
        );
    }

    /// How long each reading holds. Before a gap that is the median of the last three distances (of two the shorter), of
    /// those that lie between it and a gap before it.
    fn spans(&self) -> String {
        let believed = format!("s.product < {}", super::double(MOST));
        let whole =
            self.sql.checked(&self.whole("s.product"), &believed, "a power of two gigawatts or more", "s.product");
        format!(
            "SELECT s.meter AS meter, s.stamp AS stamp, s.rate AS rate, s.ahead AS ahead, s.max_gap AS max_gap, s.hold_on AS hold_on,\n    \
             CASE WHEN s.next < {LONG_AFTER} THEN 1 ELSE 0 END AS has_next,\n    \
             {whole} AS whole,\n    \
             CASE WHEN s.ahead <= s.max_gap THEN s.ahead WHEN s.step1 > s.max_gap THEN u.usual WHEN s.step2 > s.max_gap THEN s.step1\n      \
             WHEN s.step3 > s.max_gap THEN least(s.step1, s.step2)\n      ELSE greatest(least(s.step1, s.step2), \
             least(greatest(s.step1, s.step2), s.step3)) END AS hold\n  FROM held_steps s JOIN held_usual u ON s.meter = u.meter",
        )
    }

    fn hours_of_held(&self) -> String {
        let hour = |x: &str| self.sql.quotient(x, &HOUR.to_string());
        let each = self.sql.each(&hour("stamp"), &hour("(greatest(finish, held_until) - 1)"));
        format!("SELECT meter, stamp, whole, rate, finish, held_until, {each} AS hour FROM held_ends")
    }

    /// How long each reading holds, and is held on, in each hour.
    fn pieces(&self) -> String {
        let first = self.sql.quotient("stamp", &HOUR.to_string());
        let inside = |from: &str, to: &str| {
            format!("greatest(0, least({to}, (hour + 1) * {HOUR}) - greatest({from}, hour * {HOUR}))")
        };
        format!(
            "SELECT meter, hour, whole, rate, {} AS measured, {} AS held_on, CASE WHEN hour = {first} THEN 1 ELSE 0 END AS begins\n  FROM \
             held_hours",
            inside("stamp", "finish"),
            inside("finish", "held_until")
        )
    }

    /// `whole · nanos ÷ 10⁹`, halves up, without leaving 64 bits.
    fn energy(&self, nanos: &str) -> String {
        let billion = "1000000000";
        let seconds = self.sql.quotient(nanos, billion);
        let rest = format!("({nanos} - {seconds} * {billion})");
        let high = self.sql.quotient("whole", billion);
        let low = format!("(whole - {high} * {billion})");
        let rounded = self.sql.quotient(&format!("({low} * {rest} + 500000000)"), billion);
        format!("whole * {seconds} + {high} * {rest} + {rounded}")
    }
}
