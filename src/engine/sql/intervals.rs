//! Amounts of intervals.

use super::dialect::{Cell, Column};
use super::{HOUR, Query};
use crate::engine::plan::{Length, Rule};

impl Query<'_> {
    /// The hours of interval meters; the name of the step.
    pub(super) fn intervals(&mut self) -> &'static str {
        let months = self.interval_meters();
        let other = self.other_end(&months);
        self.step(
            "interval_ends",
            format!(
                "SELECT r.channel AS meter, r.stamp AS stamp, r.reading AS reading, m.scale AS scale, m.scale_digits AS scale_digits, \
                 m.per_hour AS per_hour, m.valid AS valid,\n    {other} AS other\n  FROM readings r JOIN interval_meters m ON r.channel = \
                 m.number"
            ),
        );
        self.amounts("interval", "interval_ends", "stamp, other, per_hour, valid");
        self.step("interval_spans", self.spans_of_intervals());
        self.shares("interval");
        self.step("intervals", self.added_up("interval_pieces"));
        "intervals"
    }

    /// The table of interval meters, and the lengths in months that there are, negative ones before the stamp.
    fn interval_meters(&mut self) -> Vec<i64> {
        let (mut rows, mut lengths) = (Vec::new(), Vec::new());
        for (meter, number) in self.plan.meters.iter().zip(0..) {
            let Rule::Interval { length, offset, end, valid } = meter.rule else { continue };
            let sign = if end { -1 } else { 1 };
            let (nanos, months) = match length {
                Length::Nanos(nanos) => (nanos * sign, 0),
                Length::Months(months) => (0, months * sign),
            };
            if months != 0 && !lengths.contains(&months) {
                lengths.push(months);
            }
            let valid = valid.and_then(|channel| i64::try_from(channel).ok()).unwrap_or(-1);
            rows.push(vec![
                Cell::Int(number),
                Cell::Double(meter.scale),
                Cell::Text(format!("{:.0}", meter.scale)),
                Cell::Double(meter.per_hour),
                Cell::Int(nanos),
                Cell::Int(months),
                Cell::Int(offset),
                Cell::Int(valid),
            ]);
        }
        let columns = [
            Column::Int("number"),
            Column::Double("scale"),
            Column::Text("scale_digits"),
            Column::Double("per_hour"),
            Column::Int("nanos"),
            Column::Int("months"),
            Column::Int("clock"),
            Column::Int("valid"),
        ];
        self.table("interval_meters", &columns, &rows);
        lengths
    }

    /// The other end of the interval that a stamp marks.
    fn other_end(&self, months: &[i64]) -> String {
        let civil = "(r.stamp + m.clock)";
        let micros = self.sql.quotient(civil, "1000");
        let cases = months.iter().map(|months| {
            let later = self.sql.months_after(&micros, *months);
            format!("WHEN m.months = {months} THEN {later} * 1000 + {civil} - {micros} * 1000 - m.clock")
        });
        let cases: Vec<String> = cases.collect();
        match cases.as_slice() {
            [] => "r.stamp + m.nanos".to_owned(),
            cases => format!("CASE {} ELSE r.stamp + m.nanos END", cases.join(" ")),
        }
    }

    /// Spans with how long of each was measured, by the hours of validity where a column tells them.
    fn spans_of_intervals(&self) -> String {
        let tells = |rule: &Rule| matches!(rule, Rule::Interval { valid: Some(_), .. });
        let ends = "least(a.stamp, a.other) AS start, greatest(a.stamp, a.other) AS finish";
        let span = "(greatest(a.stamp, a.other) - least(a.stamp, a.other))";
        if !self.has(tells) {
            return format!(
                "SELECT a.meter AS meter, {ends}, a.amount AS amount, a.per_hour AS per_hour, {span} AS measured, 1 AS samples\n  FROM \
                 interval_amounts a"
            );
        }
        let nanos = format!("(coalesce(v.reading, 0e0) * {HOUR}e0)");
        let most = self.sql.double(span);
        let told = self.whole(&format!("least({nanos}, {most})"));
        format!(
            "SELECT a.meter AS meter, {ends}, a.amount AS amount, a.per_hour AS per_hour,\n    CASE WHEN a.valid < 0 THEN {span} ELSE \
             {told} END AS measured, 1 AS samples\n  FROM interval_amounts a LEFT JOIN readings v ON a.valid = v.channel AND a.stamp = \
             v.stamp"
        )
    }
}
