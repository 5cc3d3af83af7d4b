//! Amounts that are spread evenly over spans: of intervals, and between the readings of counters.

use super::{HOUR, Query, double};

impl Query<'_> {
    /// Adds steps that lay spans over hours: a step `{name}_spans` has `meter`, `start`, `finish`, `amount`, `per_hour`,
    /// `measured` (for how long of it was measured) and `samples`; the result is `{name}_pieces`, one row an hour of each.
    pub(super) fn shares(&mut self, name: &str) {
        let sql = self.sql;
        let wide_span = sql.wide("(finish - start)");
        let each = sql.wide_quotient("amount", &wide_span);
        let hours = format!("({} / {})", sql.double("(finish - start)"), double(3.6e12));
        let rate = format!("{} / per_hour / {hours}", self.nearest_double("amount"));
        let hour = |x: &str| sql.quotient(x, &HOUR.to_string());
        self.step(
            &format!("{name}_rated"),
            format!(
                "SELECT meter, start, finish, finish - start AS span, {each} AS each_nano, amount - {each} * {wide_span} AS rest,\n    \
                 {rate} AS rate, measured, samples,\n    CASE WHEN finish - start > {HOUR} OR finish > ({} + 1) * {HOUR} THEN 1 ELSE 0 END \
                 AS shared\n  FROM {name}_spans",
                hour("start")
            ),
        );
        let rows = sql.each(&hour("start"), &hour("(finish - 1)"));
        self.step(
            &format!("{name}_hours"),
            format!("SELECT meter, start, finish, span, each_nano, rest, rate, measured, samples, shared, {rows} AS hour FROM {name}_rated"),
        );
        self.step(
            &format!("{name}_bounds"),
            format!(
                "SELECT meter, hour, start, span, each_nano, rest, rate, measured, samples, shared, greatest(start, hour * {HOUR}) - start \
                 AS a,\n    least(finish, (hour + 1) * {HOUR}) - start AS b FROM {name}_hours"
            ),
        );
        let until = |part: &str| {
            let rounded = sql.wide_quotient(
                &format!("(rest * {} + {})", sql.wide(part), sql.wide(&sql.quotient("span", "2"))),
                &sql.wide("span"),
            );
            format!("(each_nano * {} + {rounded})", sql.wide(part))
        };
        let covered = |part: &str| {
            let product = format!("({} * {})", sql.wide("measured"), sql.wide(part));
            sql.int(&sql.wide_quotient(&product, &sql.wide("span")))
        };
        self.step(
            &format!("{name}_pieces"),
            format!(
                "SELECT meter, hour, {} - {} AS amount,\n    CASE WHEN measured = span THEN b - a ELSE {} - {} END AS covered, rate,\n    \
                 CASE WHEN a = 0 THEN samples ELSE 0 END AS taken, shared FROM {name}_bounds",
                until("b"),
                until("a"),
                covered("b"),
                covered("a")
            ),
        );
    }

    /// The select that adds pieces up to hours.
    pub(super) fn added_up(&self, from: &str) -> String {
        let sql = self.sql;
        format!(
            "SELECT meter, hour, sum(amount) AS amount, {} AS covered, {} AS held_amount, {} AS held, min(rate) AS lowest, max(rate) AS \
             highest, {} AS samples, {} AS shared\n  FROM {from} GROUP BY meter, hour",
            sql.int("sum(covered)"),
            sql.wide("0"),
            sql.int("0"),
            sql.int("sum(taken)"),
            sql.int("max(shared)"),
        )
    }
}
