//! Shares of supply, hourly matching, carbon, water, and time without measurement, by hand.

use approx::assert_relative_eq;
use greengrade::indicator::uncertainty::IndicatorUncertainty;
use greengrade::rating::Rating;

use crate::common::value;
use crate::made::{by_the_hour, told};

const METERS: [(&str, &str); 3] = [("total", "class = \"0.5\""), ("it", "class = \"0.2\""), ("hydro", "class = \"1\"")];
const HYDRO: &str = "total = [\"total\"]\nit = [\"it\"]\n[[boundary.supply]]\nsource = \"hydro\"\npath = \"direct-line\"\nmeters = [\"hydro\"]";

/// The standard uncertainty of a class, as a part of the reading.
fn of_class(percent: f64) -> f64 {
    percent / 100.0 / 3.0_f64.sqrt()
}

fn budget<'a>(rating: &'a Rating, id: &str) -> &'a IndicatorUncertainty {
    let budget = told(rating).of(id).unwrap();
    let formula = (budget.over.value / budget.under.value).min(budget.at_most.unwrap_or(f64::INFINITY));
    assert_relative_eq!(formula, value(rating, id), max_relative = 1e-12);
    budget
}

/// Of each two hours one has 150 of hydro for a load of 100, the other 40.
fn uneven() -> Rating {
    let hours: Vec<&[f64]> = [[100.0, 80.0, 150.0].as_slice(), &[100.0, 80.0, 40.0]].repeat(24);
    by_the_hour(&METERS, HYDRO, &hours)
}

#[test]
fn a_share_follows_the_supply_and_the_total() {
    let hours: Vec<&[f64]> = vec![&[100.0, 80.0, 40.0]; 48];
    let rating = by_the_hour(&METERS, HYDRO, &hours);
    let expected = 0.4 * of_class(1.0).hypot(of_class(0.5));
    for id in ["clean_share", "renewable_share", "direct_share", "matched_share", "carbon_free_hourly"] {
        assert_relative_eq!(budget(&rating, id).standard, expected, epsilon = 1e-12);
    }
}

#[test]
fn supply_that_is_a_part_of_the_total_by_the_same_meter_takes_itself_out_in_part() {
    let boundary = HYDRO.replace("[\"total\"]", "[\"total\", \"hydro\"]");
    let hours: Vec<&[f64]> = vec![&[60.0, 80.0, 40.0]; 48];
    let rating = by_the_hour(&METERS, &boundary, &hours);
    // s = H ÷ (G + H): a part of H moves it by s·(1 − s), of G by the same the other way.
    let expected = 0.4 * 0.6 * of_class(1.0).hypot(of_class(0.5));
    assert_relative_eq!(budget(&rating, "clean_share").standard, expected, epsilon = 1e-12);
}

#[test]
fn an_hour_follows_its_smaller_side() {
    let rating = uneven();
    let matched = budget(&rating, "matched_share");
    assert_relative_eq!(matched.value, 0.7);
    // The total moves the matched energy by a half of itself and the load by all: (0.5 − 0.7); hydro by 40 of 200.
    assert_relative_eq!(matched.standard, 0.2 * of_class(1.0).hypot(of_class(0.5)), epsilon = 1e-12);
    assert_eq!(matched.parts[0].source, "hydro.class");
    assert_relative_eq!(matched.parts[0].share, 0.8, epsilon = 1e-12);
}

#[test]
fn a_share_beyond_the_whole_does_not_move() {
    let hours: Vec<&[f64]> = vec![&[100.0, 80.0, 130.0]; 48];
    let rating = by_the_hour(&METERS, HYDRO, &hours);
    for id in ["clean_share", "matched_share"] {
        let budget = budget(&rating, id);
        assert_eq!((budget.value, budget.standard, budget.parts.len()), (1.0, 0.0, 0), "{id}");
    }
}

#[test]
fn carbon_follows_what_comes_over_the_grid() {
    let hours: Vec<&[f64]> = vec![&[100.0, 80.0, 30.0]; 48];
    let rating = by_the_hour(&METERS, HYDRO, &hours);
    let cue = budget(&rating, "cue");
    // (100 − 30) f ÷ 80.
    let parts = [100.0 * of_class(0.5), 30.0 * of_class(1.0), 70.0 * of_class(0.2)];
    let relative = parts.iter().map(|part| part * part).sum::<f64>().sqrt() / 70.0;
    assert_relative_eq!(cue.standard, cue.value * relative, epsilon = 1e-12);
    // With a surplus in every other hour, only the others are over the grid: 60 of 100.
    let rating = uneven();
    let cue = budget(&rating, "cue");
    let parts = [100.0 * of_class(0.5), 40.0 * of_class(1.0), 60.0 * of_class(0.2)];
    let relative = parts.iter().map(|part| part * part).sum::<f64>().sqrt() / 60.0;
    assert_relative_eq!(cue.standard, cue.value * relative, epsilon = 1e-12);
}

#[test]
fn own_fossil_power_moves_carbon_by_both_factors() {
    let coal = HYDRO.replace("source = \"hydro\"", "source = \"coal\"");
    let hours: Vec<&[f64]> = vec![&[100.0, 80.0, 30.0]; 48];
    let rating = by_the_hour(&METERS, &coal, &hours);
    let cue = budget(&rating, "cue");
    let factor = |name: &str| {
        let cue = rating.indicators.iter().find(|indicator| indicator.id == "cue").unwrap();
        cue.inputs.iter().find(|input| input.name == name).unwrap().value
    };
    let coal = cue.over.terms.iter().find(|term| term.source == "hydro.class").unwrap();
    let expected = (factor("f_fossil") - factor("f_province")) * 30.0 * 48.0 * of_class(1.0);
    assert_relative_eq!(coal.moves, expected, max_relative = 1e-12);
}

#[test]
fn storage_moves_the_load_and_what_it_carries_is_taken_as_it_is() {
    let meters = [METERS[0], METERS[1], METERS[2], ("in", "class = \"1\""), ("out", "class = \"1\"")];
    let boundary = format!("{HYDRO}\n[[boundary.storage]]\ncharge = [\"in\"]\ndischarge = [\"out\"]");
    let hours: Vec<&[f64]> = [[140.0, 80.0, 150.0, 40.0, 0.0].as_slice(), &[70.0, 80.0, 30.0, 0.0, 30.0]].repeat(24);
    let rating = by_the_hour(&meters, &boundary, &hours);
    let matched = budget(&rating, "matched_share");
    assert!(matched.parts.iter().any(|part| part.source == "in.class"));
    let assumptions = &told(&rating).assumptions;
    assert!(assumptions.iter().any(|text| text.en.contains("storage moves")), "{assumptions:#?}");
}

#[test]
fn water_has_the_class_of_its_meter() {
    let meters = [METERS[0], METERS[1], ("water", "quantity = \"water\"")];
    let hours: Vec<&[f64]> = vec![&[100.0, 80.0, 160.0]; 48];
    let rating = by_the_hour(&meters, "total = [\"total\"]\nit = [\"it\"]\nwater = [\"water\"]", &hours);
    let wue = budget(&rating, "wue");
    assert_relative_eq!(wue.value, 2.0);
    assert_relative_eq!(wue.standard, 2.0 * of_class(2.0).hypot(of_class(0.2)), epsilon = 1e-12);
}

#[test]
fn days_that_were_not_measured_differ_as_days_do() {
    // PUE is 1.2 on the first day and 1.4 on the second, and the other 29 days are not measured.
    let hours: Vec<&[f64]> =
        [[120.0, 100.0, 0.0].as_slice(); 24].into_iter().chain([[140.0, 100.0, 0.0].as_slice(); 24]).collect();
    let rating = by_the_hour(&METERS, "total = [\"total\"]\nit = [\"it\"]", &hours);
    let pue = budget(&rating, "pue");
    let spread = 0.02_f64.sqrt();
    assert_eq!(pue.added.len(), 1);
    assert_relative_eq!(pue.added[0].moves, (1.0 - 48.0 / 744.0) * spread, epsilon = 1e-12);
    // The same cause makes DCIE smaller.
    let dcie = budget(&rating, "dcie");
    assert_eq!(dcie.added[0].source, "pue.gap");
    assert!(dcie.added[0].moves < 0.0);
}

#[test]
fn one_day_tells_nothing_of_the_others_and_it_is_said() {
    let hours: Vec<&[f64]> = vec![&[120.0, 100.0, 0.0]; 24];
    let rating = by_the_hour(&METERS, "total = [\"total\"]\nit = [\"it\"]", &hours);
    assert!(budget(&rating, "pue").added.is_empty());
    assert!(told(&rating).assumptions.iter().any(|text| text.en.contains("fewer than two days")));
}
