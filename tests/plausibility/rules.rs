//! A damaged copy for each rule, which finds exactly that.

use greengrade::telemetry::Severity::{Error, Note, Warning};

use crate::damage::{COOLING, Copy, DISTRIBUTION, IT, SOLAR, TOTAL, copy, short};

/// The hours of February 2025.
const FEBRUARY: std::ops::Range<usize> = 744..1416;

#[test]
fn more_it_than_total_energy_over_a_month_is_refused() {
    let found = copy().change(IT, FEBRUARY, |_, kw| kw * 1.5).findings();
    let told: Vec<_> = found.iter().map(short).collect();
    assert_eq!(told[0], ("it-above-total", Error, None, 1));
    assert_eq!(found[0].hours[0].start, "2025-02-01T00:00:00+08:00");
    assert_eq!(found[0].hours[0].end, "2025-03-01T00:00:00+08:00");
    assert!(found[0].advice.is_some());
    assert_eq!(told[1], ("it-above-total-in-hours", Warning, None, 672));
}

#[test]
fn parts_above_the_whole_are_refused_only_beyond_the_classes_of_the_meters() {
    // The parts are all of the total but for 48 kW; the classes allow for about 45 kW more.
    let beyond = |kw: f64| copy().change(COOLING, FEBRUARY, move |_, old| old + kw);
    assert_eq!(beyond(80.0).findings(), []);
    let found = beyond(110.0).finding();
    assert_eq!(short(&found), ("parts-above-whole", Error, None, 1));
    assert!(found.text.en.contains("2025-02") && found.text.zh.contains("2025-02"), "{:?}", found.text);
}

#[test]
fn more_it_power_than_the_racks_are_rated_for_is_told_and_power_at_the_rating_is_not() {
    let flat = |kw: f64| {
        let low = copy().edit("rated_kw = 7000.0", "rated_kw = 4800.0").change(IT, 100..102, move |_, _| kw);
        low.change(TOTAL, 100..102, |_, _| 6000.0)
    };
    assert_eq!(short(&flat(4800.1).finding()), ("power-beyond-rating", Warning, None, 2));
    assert_eq!(flat(4800.0).findings(), []);
}

#[test]
fn a_sum_that_subtracts_more_than_it_adds_is_an_error_over_a_month_and_a_warning_in_an_hour() {
    let heat = |change: fn(&[f64]) -> f64| {
        copy()
            .meter("fans", "point = \"plant\"", change)
            .edit("cooling = [\"cooling\"]", "cooling = [\"cooling\", \"-fans\"]")
    };
    assert_eq!(short(&heat(|row| row[COOLING] * 1.01).finding()), ("negative-energy", Error, None, 12));
    let mut one_hour = heat(|row| row[COOLING] * 0.5);
    one_hour.rows[500][7] = Some(900.0);
    let found = one_hour.finding();
    assert_eq!(short(&found), ("negative-energy-in-hours", Warning, None, 1));
    assert_eq!(found.first.as_deref(), Some("2025-01-21T20:00:00+08:00"));
    assert!(found.text.en.contains("cooling − fans"), "{:?}", found.text);
}

#[test]
fn a_value_that_stays_for_half_a_day_is_stuck_and_one_that_stays_for_less_is_not() {
    let stuck = |hours: usize| copy().change(IT, 2000..2000 + hours, |_, _| 3987.6);
    let found = stuck(12).finding();
    assert_eq!(short(&found), ("stuck-values", Warning, Some("it-ups"), 12));
    assert_eq!(found.hours.len(), 1);
    assert_eq!(stuck(11).findings(), []);
}

#[test]
fn a_meter_with_a_coarse_last_digit_is_not_stuck() {
    let coarse = copy().change(DISTRIBUTION, 0..8760, |_, kw| (kw / 50.0).round() * 50.0);
    assert_eq!(coarse.findings(), []);
}

#[test]
fn a_meter_that_always_says_the_same_is_suspicious_and_a_plant_that_stands_still_is_not() {
    let found = copy().change(DISTRIBUTION, 0..8760, |_, _| 200.0).finding();
    assert_eq!(short(&found), ("suspicious-constant", Warning, Some("distribution-loss"), 8760));
    let mut still = copy();
    for row in &mut still.rows {
        row[TOTAL] = row[TOTAL].zip(row[SOLAR]).map(|(grid, solar)| grid + solar);
        row[SOLAR] = Some(0.0);
    }
    assert_eq!(still.findings(), []);
}

#[test]
fn a_spike_is_told_with_its_hour_and_a_doubled_load_is_not_one() {
    let found = copy().change(TOTAL, 3000..3001, |_, _| 25_550.0).finding();
    assert_eq!(short(&found), ("spike", Warning, Some("grid-intake"), 1));
    assert_eq!(found.first.as_deref(), Some("2025-05-06T00:00:00+08:00"));
    assert_eq!(copy().change(TOTAL, 3000..3001, |_, kw| kw * 2.0).findings(), []);
}

#[test]
fn a_reading_that_drops_out_is_a_spike_downwards_and_an_outage_of_half_a_day_is_none() {
    let dropped = |hours: usize| {
        let low = |hour: usize, _| f64::from(u32::try_from(hour % 7).unwrap()) + 50.0;
        copy().change(IT, 3000..3000 + hours, low)
    };
    assert_eq!(short(&dropped(1).finding()), ("spike", Warning, Some("it-ups"), 1));
    assert_eq!(dropped(9).findings(), []);
}

#[test]
fn a_stretch_in_another_unit_is_told_whether_it_is_too_high_or_too_low() {
    let high = copy().change(TOTAL, 4000..4030, |_, kw| kw * 1000.0).finding();
    assert_eq!(short(&high), ("unit-slip", Warning, Some("grid-intake"), 30));
    let low = copy().change(IT, 4000..4030, |_, kw| kw / 1000.0).finding();
    assert_eq!(short(&low), ("unit-slip", Warning, Some("it-ups"), 30));
}

#[test]
fn it_energy_in_another_unit_all_year_is_told_by_its_ratio() {
    let found = copy().change(IT, 0..8760, |_, kw| kw / 1000.0).finding();
    assert_eq!(short(&found), ("unit-slip", Warning, None, 1));
}

fn twin_of_cooling(sum: &str) -> Copy {
    let twin = copy().meter("cooling-b", "point = \"plant\"", |row| row[COOLING]);
    // Small, so that the parts do not exceed the whole.
    let small = twin.change(COOLING, 0..8760, |_, kw| kw * 0.1).change(7, 0..8760, |_, kw| kw * 0.1);
    small.edit("cooling = [\"cooling\"]", sum)
}

#[test]
fn a_meter_that_reads_what_another_of_its_sum_reads_counts_twice() {
    let found = twin_of_cooling("cooling = [\"cooling\", \"cooling-b\"]").finding();
    assert_eq!(short(&found), ("counted-twice", Warning, Some("cooling-b"), 1));
    assert_eq!(twin_of_cooling("cooling = [\"cooling\"]").findings(), []);
}

#[test]
fn one_meter_in_two_sums_that_add_up_counts_twice() {
    let both = copy()
        .change(COOLING, 0..8760, |_, kw| kw * 0.1)
        .edit("distribution = [\"distribution-loss\"]", "distribution = [\"distribution-loss\", \"cooling\"]");
    assert_eq!(short(&both.finding()), ("counted-twice", Warning, Some("cooling"), 1));
}

#[test]
fn it_that_reads_what_the_total_reads_is_not_metered_apart() {
    let mut same = copy().edit("total = [\"grid-intake\", \"solar\", \"wind\"]", "total = [\"grid-intake\"]");
    same = same.edit("cooling = [\"cooling\"]", "").edit("distribution = [\"distribution-loss\"]", "");
    same.rows.iter_mut().for_each(|row| row[IT] = row[TOTAL]);
    let found = same.findings();
    assert!(found.iter().any(|finding| short(finding) == ("counted-twice", Warning, Some("it-ups"), 1)), "{found:#?}");
}

#[test]
fn a_level_that_changes_at_once_is_noted_and_one_that_drifts_is_not() {
    let both = |change: fn(usize, f64) -> f64| copy().change(TOTAL, 0..8760, change);
    let step = both(|hour, kw| if hour < 5000 { kw } else { kw * 1.6 });
    let found = step.finding();
    assert_eq!((short(&found).0, short(&found).1, short(&found).2), ("level-step", Note, Some("grid-intake")));
    assert!(found.text.en.starts_with("from 2025-07-2"), "{:?}", found.text);
    let drift = both(|hour, kw| kw * (1.0 + 0.6 * f64::from(u32::try_from(hour).unwrap()) / 8760.0));
    assert_eq!(drift.findings(), []);
}

#[test]
fn a_check_meter_may_differ_by_both_classes_and_no_more() {
    let check = |factor: f64| {
        let keys = "point = \"ups-output\"\nclass = \"0.5S\"\nchecks = \"it-ups\"";
        copy().meter("it-check", keys, move |row| row[IT] * factor)
    };
    assert_eq!(check(1.0099).findings(), []);
    let found = check(1.0102).finding();
    assert_eq!(short(&found), ("disagreeing-meters", Warning, Some("it-check"), 12));
    assert!(found.text.en.contains("1.02 %") && found.text.en.contains("1.00 %"), "{:?}", found.text);
}

#[test]
fn a_clock_that_is_eight_hours_off_is_told_by_how_many() {
    let all = copy().moved(IT, 8).findings();
    let found = &all[0];
    assert_eq!(short(found), ("clock-shift", Warning, None, 12));
    // What the hours then say against each other is told too.
    assert_eq!(all.iter().skip(1).map(|finding| finding.id.as_str()).collect::<Vec<_>>(), ["it-above-total-in-hours"]);
    assert!(found.text.en.contains("IT changes 8 hours later than the total"), "{:?}", found.text);
    assert!(found.text.zh.contains("晚 8 小时"), "{:?}", found.text);
}

#[test]
fn a_check_meter_on_another_clock_is_told_by_name() {
    let keys = "point = \"ups-output\"\nclass = \"0.5S\"\nchecks = \"it-ups\"";
    let found = copy().meter("it-check", keys, |row| row[IT]).moved(7, -8).finding();
    assert_eq!(short(&found), ("clock-shift", Warning, Some("it-check"), 12));
}

#[test]
fn estimated_total_or_it_is_told() {
    let estimated = copy().edit("id = \"it-ups\"", "id = \"it-ups\"\nestimated = true");
    assert_eq!(short(&estimated.finding()), ("estimated-values", Warning, Some("it-ups"), 1));
}
