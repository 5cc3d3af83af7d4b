//! Running counters: differences, rollovers and resets.

use super::Query;
use super::dialect::{Cell, Column};
use crate::engine::plan::Rule;
use crate::units::Amount;

impl Query<'_> {
    /// The hours of counters; the name of the step.
    pub(super) fn counters(&mut self) -> &'static str {
        self.counter_meters();
        self.step(
            "counter_readings",
            "SELECT r.channel AS meter, r.stamp AS stamp, r.reading AS reading, m.scale AS scale, m.scale_digits AS scale_digits, \
             m.per_hour AS per_hour, m.modulus AS modulus\n  FROM readings r JOIN counter_meters m ON r.channel = m.number"
                .to_owned(),
        );
        self.amounts("counter", "counter_readings", "stamp, per_hour, modulus");
        let over = "OVER (PARTITION BY meter ORDER BY stamp)";
        let (none, nothing) = (self.sql.int("-1"), self.sql.wide("-1"));
        self.step(
            "counter_lined",
            format!(
                "SELECT meter, stamp, per_hour, {} AS modulus, amount, lag(stamp, 1, {none}) {over} AS before, lag(amount, 1, {nothing}) \
                 {over} AS amount_before FROM counter_amounts",
                self.sql.wide("modulus")
            ),
        );
        self.step(
            "counter_steps",
            "SELECT meter, before AS start, stamp AS finish, per_hour, modulus, amount_before,\n    CASE WHEN amount >= amount_before \
                 THEN amount - amount_before ELSE amount - amount_before + modulus END AS flowed,\n    CASE WHEN amount >= amount_before \
                 THEN 1 ELSE 0 END AS forward FROM counter_lined WHERE before >= 0"
                .to_owned(),
        );
        self.step("counter_spans", self.believed());
        self.shares("counter");
        let hour = self.sql.quotient("stamp", &super::HOUR.to_string());
        let (zero, none) = (self.sql.wide("0"), self.sql.int("0"));
        self.step(
            "counter_rows",
            format!(
                "SELECT meter, hour, amount, covered, rate, taken, shared FROM counter_pieces\n  UNION ALL SELECT meter, {hour} AS hour, \
                 {zero} AS amount, {none} AS covered, NULL AS rate, 1 AS taken, 0 AS shared FROM counter_amounts"
            ),
        );
        self.step("counters", self.added_up("counter_rows"));
        "counters"
    }

    fn counter_meters(&mut self) {
        let meters = self.plan.meters.iter().zip(0..).filter_map(|(meter, number)| {
            let Rule::Counter { rollover } = meter.rule else { return None };
            Some(vec![
                Cell::Int(number),
                Cell::Double(meter.scale),
                Cell::Text(format!("{:.0}", meter.scale)),
                Cell::Double(meter.per_hour),
                Cell::Text(rollover.map_or(-1, Amount::millionths).to_string()),
            ])
        });
        let meters: Vec<Vec<Cell>> = meters.collect();
        let columns = [
            Column::Int("number"),
            Column::Double("scale"),
            Column::Text("scale_digits"),
            Column::Double("per_hour"),
            Column::Text("modulus"),
        ];
        self.table("counter_meters", &columns, &meters);
    }

    /// The steps that are believed: forward ones, and those across one rollover that is no faster than twice the fastest.
    fn believed(&self) -> String {
        let rolls_over = |rule: &Rule| matches!(rule, Rule::Counter { rollover: Some(_) });
        let columns = "meter, start, finish, flowed AS amount, per_hour, finish - start AS measured, 0 AS samples";
        if !self.has(rolls_over) {
            return format!("SELECT {columns}\n  FROM counter_steps WHERE forward = 1");
        }
        let hours = format!("({} / {})", self.sql.double("(finish - start)"), super::double(3.6e12));
        // A negative step is no step across a rollover, and has no rate.
        let nothing = self.sql.wide("0");
        let rate = format!("{} / per_hour / {hours}", self.nearest_double(&format!("greatest(flowed, {nothing})")));
        format!(
            "SELECT {columns}\n  FROM (\n    SELECT meter, start, finish, flowed, per_hour, modulus, amount_before, forward, rate,\n      \
             max(CASE WHEN forward = 1 THEN rate ELSE -1e0 END) OVER (PARTITION BY meter) AS fastest\n    FROM (SELECT meter, start, finish, \
             flowed, per_hour, modulus, amount_before, forward, {rate} AS rate FROM counter_steps) rated\n  ) steps\n  WHERE forward = 1 OR \
             (modulus >= {nothing} AND amount_before < modulus AND flowed + flowed <= modulus AND (fastest < 0e0 OR rate <= fastest * 2e0))"
        )
    }
}
