//! Budgets that can be done by hand.

use approx::assert_relative_eq;
use greengrade::indicator::uncertainty::better_classes;
use greengrade::rating::Rating;

use crate::made::{at_the_intake, meter, of_a_feeder, percent, pue, rating, separate, told, transformer};

#[test]
fn separate_meters_of_total_and_it_are_independent() {
    let rating = separate();
    let pue = pue(&rating);
    assert_relative_eq!(percent(&pue.over), 0.4406, epsilon = 5e-5);
    assert_relative_eq!(percent(&pue.under), 0.7632, epsilon = 5e-5);
    assert_relative_eq!(pue.value, 1.3, epsilon = 1e-12);
    assert_relative_eq!(
        pue.standard,
        1.3 * (0.440_56_f64.powi(2) + 0.763_24_f64.powi(2)).sqrt() / 100.0,
        epsilon = 1e-7
    );
    assert_relative_eq!(pue.expanded, 0.0229, epsilon = 5e-5);
    // The largest part is the class 1 meter of IT: 1² of 1 + 0.5625 + 0.1851 + 0.25 + 0.25 + 0.0823.
    assert_eq!(pue.parts[0].source, "it.class");
    assert_relative_eq!(pue.parts[0].share, 1.0 / 2.3299, epsilon = 1e-4);
    assert!(pue.parts[0].moves < 0.0, "more of IT is a lower PUE");
}

#[test]
fn forty_feeders_take_most_of_their_errors_out() {
    let mut meters = vec![meter("total", 1300.0, &at_the_intake())];
    let names: Vec<String> = (1..=40).map(|feeder| format!("it-{feeder}")).collect();
    meters.extend(names.iter().map(|name| meter(name, 25.0, &of_a_feeder(name))));
    let it: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let rating = rating(&meters, &format!("total = [\"total\"]\nit = [{}]", it.join(", ")));
    assert_relative_eq!(pue(&rating).expanded, 0.0119, epsilon = 5e-5);
}

#[test]
fn what_is_in_the_total_and_in_it_takes_itself_out() {
    let meters = [meter("it", 1000.0, &of_a_feeder("it")), meter("overhead", 300.0, &of_a_feeder("overhead"))];
    let rating = rating(&meters, "total = [\"it\", \"overhead\"]\nit = [\"it\"]");
    // (O ÷ I) · √(u² + u²) = 0.3 · √2 · 0.7632 %.
    assert_relative_eq!(pue(&rating).expanded, 0.0065, epsilon = 5e-5);
}

#[test]
fn a_transformer_that_two_meters_share_is_one_cause() {
    let shared = format!("class = \"1\"\n{}", transformer("ct", "0.5", 0.2));
    let meters = [meter("total", 1300.0, &shared), meter("it", 1000.0, &shared)];
    let rating = rating(&meters, "total = [\"total\"]\nit = [\"it\"]");
    let pue = pue(&rating);
    // The transformer moves both alike: only the classes are left.
    assert_relative_eq!(pue.standard, 1.3 * 2.0_f64.sqrt() * 0.01 / 3.0_f64.sqrt(), epsilon = 1e-12);
    assert_eq!(pue.parts.len(), 2);
    let ratio = told(&rating).sources.iter().find(|source| source.id == "ct.ratio").unwrap();
    assert_eq!(ratio.meters, ["it", "total"]);
}

#[test]
fn what_is_not_told_is_assumed_and_said() {
    let transformer = "current_transformer = { id = \"ct\", class = \"0.5\" }";
    let meters = [meter("total", 1300.0, transformer), meter("it", 1000.0, "class = \"0.5S\"")];
    let rating = rating(&meters, "total = [\"total\"]\nit = [\"it\"]");
    let assumptions: Vec<&str> = told(&rating).assumptions.iter().map(|text| text.en.as_str()).collect();
    assert_eq!(assumptions.len(), 4, "{assumptions:#?}");
    for (assumption, begins) in
        assumptions.iter().zip(["total: no class", "it: no current", "total: no power", "ct: no load"])
    {
        assert!(assumption.starts_with(begins), "{assumption}");
    }
    // Class 2, 1.5 % and 90' at a power factor of 0.9; class 0.5.
    let tan = (1.0_f64 - 0.81).sqrt() / 0.9;
    let phase = 100.0 * (1.5_f64).to_radians() * tan;
    let squares = 4.0 + 2.25 + phase.powi(2) + 0.25;
    assert_relative_eq!(pue(&rating).standard, 1.3 * (squares / 3.0).sqrt() / 100.0, epsilon = 1e-12);
}

#[test]
fn a_load_is_told_by_the_rated_power_too() {
    let by_power = "class = \"1\"\npower_factor = 0.95\ncurrent_transformer = { id = \"ct-it\", class = \"0.5\", rated_kw = 5000.0 }";
    let meters = [meter("total", 1300.0, &at_the_intake()), meter("it", 1000.0, by_power)];
    let rating = rating(&meters, "total = [\"total\"]\nit = [\"it\"]");
    assert_relative_eq!(pue(&rating).standard, pue(&separate()).standard, epsilon = 1e-12);
}

#[test]
fn better_classes_go_from_the_nearest_to_the_best_and_make_each_error_smaller() {
    let rating = separate();
    let better = better_classes(told(&rating));
    let classes = |replaced: &str| -> Vec<&str> {
        better.iter().filter(|one| one.replaces == replaced).map(|one| one.class.as_str()).collect()
    };
    assert_eq!(classes("it"), ["0.5S", "0.2S"]);
    assert_eq!(classes("total"), ["0.2S"]);
    assert_eq!(classes("ct-it"), ["0.5S", "0.2", "0.2S"]);
    assert_eq!(classes("ct-total"), ["0.2", "0.2S"]);
    // At 20 % load: from 0.75 % and 45' to 0.35 % and 15'.
    let one = better.iter().find(|one| one.replaces == "ct-it" && one.class == "0.2").unwrap();
    assert_relative_eq!(one.scales["ct-it.ratio"], 0.35 / 0.75, epsilon = 1e-12);
    assert_relative_eq!(one.scales["ct-it.phase"], 1.0 / 3.0, epsilon = 1e-12);
}

#[test]
fn a_rating_of_its_own_file_tells_the_same_better_classes() {
    let rating = separate();
    let text = serde_json::to_string(&rating).unwrap();
    let read: Rating = serde_json::from_str(&text).unwrap();
    assert_eq!(better_classes(told(&read)), better_classes(told(&rating)));
}

#[test]
fn what_is_refused_has_no_uncertainty() {
    let meters = [meter("total", 900.0, ""), meter("it", 1000.0, "")];
    let rating = rating(&meters, "total = [\"total\"]\nit = [\"it\"]");
    assert!(rating.standards.is_empty() && rating.uncertainty.is_none());
}
