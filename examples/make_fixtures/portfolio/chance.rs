//! Chance from a seed, and waves from arithmetic: the same numbers on every machine.

use std::f64::consts::TAU;

/// A generator of the SplitMix64 family (Steele, Lea, Flood 2014).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From −1 up to 1.
    pub fn swing(&mut self) -> f64 {
        let [a, b, c, d, ..] = self.next().to_le_bytes();
        f64::from(u32::from_le_bytes([a, b, c, d])) / f64::from(u32::MAX) * 2.0 - 1.0
    }
}

/// A value that wanders and comes back: each step keeps most of the one before.
pub struct Wander {
    value: f64,
    keep: f64,
}

impl Wander {
    /// A value that keeps `keep` of itself over five minutes, in steps of `minutes`.
    pub fn new(keep: f64, minutes: u32) -> Self {
        // Multiplied out, because a library's power function may differ in its last bit from machine to machine.
        Self { value: 0.0, keep: (0..minutes / 5).map(|_| keep).product() }
    }

    pub fn step(&mut self, chance: &mut Chance) -> f64 {
        self.value = self.keep * self.value + (1.0 - self.keep * self.keep).sqrt() * chance.swing();
        self.value
    }
}

/// The sine of an angle in turns, by its series, because a library's sine may differ in its last bit from machine to
/// machine. Right to nine decimals.
pub fn sine(turns: f64) -> f64 {
    let turn = turns - turns.round();
    let quarter = if turn.abs() > 0.25 { turn.signum() * 0.5 - turn } else { turn };
    let x = TAU * quarter;
    let (mut term, mut sum) = (x, x);
    for n in [2.0, 4.0, 6.0, 8.0, 10.0, 12.0] {
        term *= -x * x / (n * (n + 1.0));
        sum += term;
    }
    sum
}
