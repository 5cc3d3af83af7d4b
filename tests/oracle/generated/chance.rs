//! Chance that is the same on every computer: `SplitMix64`.

/// A source of chance.
pub struct Chance(u64);

impl Chance {
    /// The chance of a seed.
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `least` to `most`, both included.
    pub fn within(&mut self, least: i64, most: i64) -> i64 {
        let count = u64::try_from(most - least + 1).unwrap_or(1);
        least + i64::try_from(self.next() % count).unwrap_or(0)
    }

    /// True once in `count` times.
    pub fn once_in(&mut self, count: i64) -> bool {
        self.within(1, count) == 1
    }

    /// One of some.
    pub fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let last = i64::try_from(of.len()).unwrap_or(1) - 1;
        usize::try_from(self.within(0, last)).ok().and_then(|place| of.get(place)).copied().unwrap_or_default()
    }

    /// Some of them, at least one, in their order.
    pub fn some<'a>(&mut self, of: &[&'a str]) -> Vec<&'a str> {
        let picked: Vec<&str> = of.iter().filter(|_| self.once_in(2)).copied().collect();
        if picked.is_empty() { vec![self.pick(of)] } else { picked }
    }
}
