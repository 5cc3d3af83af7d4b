//! Blocks of readings at once, and the same readings one by one.

use proptest::prelude::*;

use super::*;
use crate::period::Stamp;

fn meter(kind: &str) -> Meter {
    let unit = if kind == "power" { "unit = \"kW\"" } else { "" };
    toml::from_str(&format!("id = \"m\"\nkind = \"{kind}\"\n{unit}\npoint = \"utility\"\ncolumn = \"m\"")).unwrap()
}

/// What becomes of readings that come in blocks of a size.
fn in_blocks(readings: &[Reading], size: usize, meter: &Meter) -> Integrated {
    let clock = Clock::parse("+08:00").unwrap();
    let mut stream = Stream::new(meter, &[], &clock, 3 * HOUR_NANOS).unwrap();
    for block in readings.chunks(size) {
        assert!(stream.push(block).unwrap().is_continue(), "they are in order");
    }
    stream.finish().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn readings_that_are_taken_at_once_come_to_the_same_as_one_by_one(
        kind in prop::sample::select(vec!["power", "state"]),
        start in -5000_i64..5000,
        // Steps in milliseconds, none for a reading that is there twice, and how many of each.
        runs in prop::collection::vec(
            (prop::sample::select(vec![0, 1, 60_000, 300_000, 299_500, 900_000, 900_001, 7_200_000]), 1_usize..40), 1..10,
        ),
        values in prop::collection::vec(prop::sample::select(vec![0.0, 1.0, 0.0625, 1234.567, 3e9]), 1..7),
        size in 2_usize..300,
    ) {
        let meter = meter(kind);
        let steps = runs.into_iter().flat_map(|(step, count)| std::iter::repeat_n(step, count));
        let mut at = start * 1_000_000_000;
        let stamps = steps.map(|step: i64| { at += step * 1_000_000; Stamp(at) });
        let readings: Vec<Reading> =
            stamps.zip(values.iter().cycle()).map(|(stamp, value)| Reading { stamp, value: *value }).collect();
        prop_assert_eq!(in_blocks(&readings, size, &meter), in_blocks(&readings, 1, &meter));
    }
}
