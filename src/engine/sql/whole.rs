//! From readings to whole amounts: the decimal that was written times the size of its unit, as `Amount` does it.

use super::dialect::{Cell, Column};
use super::{Query, double};

/// Below this (2⁵¹) the product of two doubles rounds to the right whole number.
const ROUNDS_RIGHT: f64 = 2_251_799_813_685_248.0;
/// From here (2⁵²) on every double is whole; some engines have no `floor` of those beyond 64 bits.
const ALL_WHOLE: f64 = 4_503_599_627_370_496.0;
/// The powers of ten that a double holds exactly.
const LAST_POWER: i32 = 22;
/// Rounded, these are the digits of a decimal of at most fifteen.
const MOST_DIGITS: &str = "9.999999999999995e14";
/// The place of an amount that is the rounded product of two doubles.
const NO_DECIMAL: i64 = -1;
/// 2³².
const HALF_WORD: &str = "4294967296";

impl Query<'_> {
    /// Rounds a double that is not negative to a whole number, halves up, and gives a double.
    fn rounded(x: &str) -> String {
        let most = double(ALL_WHOLE);
        format!(
            "(CASE WHEN {x} >= {most} THEN {x} WHEN {x} - floor({x}) >= 5e-1 THEN floor({x}) + 1e0 ELSE floor({x}) END)"
        )
    }

    /// The same as a 64-bit whole number.
    pub(super) fn whole(&self, x: &str) -> String {
        format!("({} + CASE WHEN {x} - floor({x}) >= 5e-1 THEN 1 ELSE 0 END)", self.sql.int(&format!("floor({x})")))
    }

    /// The whole number that a double is, also beyond 64 bits.
    fn whole_double(&self, x: &str) -> String {
        let high = self.sql.int(&format!("floor({x} / {HALF_WORD}e0)"));
        let low = self.sql.int(&format!("{x} - floor({x} / {HALF_WORD}e0) * {HALF_WORD}e0"));
        let (wide, word) = (|x: &str| self.sql.wide(x), self.sql.wide(HALF_WORD));
        format!("({} * {word} + {})", wide(&high), wide(&low))
    }

    /// The double nearest to a wide whole number that is not negative.
    pub(super) fn nearest_double(&self, x: &str) -> String {
        let word = self.sql.wide(HALF_WORD);
        let high = self.sql.wide_quotient(x, &word);
        let part = |x: &str| self.sql.double(&self.sql.int(x));
        // Both products are exact, so that the sum is rounded once.
        format!("({} * {HALF_WORD}e0 + {})", part(&high), part(&format!("({x} - {high} * {word})")))
    }

    /// The powers of ten, for amounts.
    pub(super) fn powers(&mut self) {
        let one = vec![Cell::Int(NO_DECIMAL), Cell::Double(1.0), Cell::Text("1".to_owned())];
        let powers = (0..=LAST_POWER).map(|place| {
            vec![
                Cell::Int(i64::from(place)),
                Cell::Double(10_f64.powi(place)),
                Cell::Text(format!("1{}", "0".repeat(zeros(place)))),
            ]
        });
        let rows: Vec<Vec<Cell>> = std::iter::once(one).chain(powers).collect();
        self.table("powers", &[Column::Int("place"), Column::Double("power"), Column::Text("digits")], &rows);
    }

    /// Adds steps that make amounts of the readings in a step: it has the columns `meter`, `reading`, `scale` and
    /// `scale_digits`, and `carried` ones; the result has `amount` and the carried ones, in a step `{name}_amounts`.
    pub(super) fn amounts(&mut self, name: &str, from: &str, carried: &str) {
        let scales = self.plan.meters.iter().map(|meter| meter.scale).fold(1.0, f64::max);
        let last = (1e15 / (ROUNDS_RIGHT / scales)).log10().floor().clamp(0.0, f64::from(LAST_POWER));
        let places = (0..=LAST_POWER).take_while(|place| f64::from(*place) <= last);
        let cases = places.map(|place| {
            let power = double(10_f64.powi(place));
            let shifted = format!("reading * {power}");
            let rounded = Self::rounded(&format!("({shifted})"));
            format!("WHEN {shifted} < {MOST_DIGITS} AND {rounded} / {power} = reading THEN {place}")
        });
        let cases: Vec<String> = cases.collect();
        self.step(
            &format!("{name}_places"),
            format!(
                "SELECT {carried}, meter, reading, reading * scale AS product, scale_digits,\n    CASE WHEN reading * scale < {} THEN \
                 {NO_DECIMAL}\n      {}\n      ELSE {NO_DECIMAL} END AS place_of_reading\n  FROM {from}",
                double(ROUNDS_RIGHT),
                cases.join("\n      ")
            ),
        );
        let sql = self.sql;
        let product = self.whole_double(&Self::rounded("product"));
        let digits = sql.wide(&sql.int(&Self::rounded("(reading * p.power)")));
        let (scale, power) = (sql.wide("scale_digits"), sql.wide("p.digits"));
        let half = sql.wide_quotient(&power, &sql.wide("2"));
        let decimal = sql.wide_quotient(&format!("({digits} * {scale} + {half})"), &power);
        let sent: Vec<String> = carried.split(", ").map(|column| format!("r.{column} AS {column}")).collect();
        self.step(
            &format!("{name}_amounts"),
            format!(
                "SELECT {}, r.meter AS meter,\n    CASE WHEN p.place < 0 THEN {product}\n      ELSE {decimal} END AS amount\n  FROM \
                 {name}_places r JOIN powers p ON r.place_of_reading = p.place",
                sent.join(", ")
            ),
        );
    }
}

fn zeros(place: i32) -> usize {
    usize::try_from(place).unwrap_or_default()
}
