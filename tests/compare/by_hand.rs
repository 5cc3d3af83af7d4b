//! Changes of a score whose parts were worked out by hand.

use greengrade::rating::compare::{Behind, Kind, TurnedBy, Verdict};
use greengrade::standard::Library;

use crate::made::{GRADE, judged, lake, library, not_applicable, overlay, same, score, step, told};

fn embedded() -> Library {
    Library::embedded().unwrap()
}

#[test]
fn an_indicator_and_a_figure_that_both_differ_have_the_mean_of_both_orders() {
    // 25 points from PUE 1.5 (or 1.6) down to 1.1; PUE 1.3 → 1.2.
    // Before (1.5 − 1.3) ÷ 0.4 · 25 = 12.5, after (1.6 − 1.2) ÷ 0.5 · 25 = 20.
    // The new PUE by the old figure 18.75, the old PUE by the new figure 15.
    // PUE: ½ [(18.75 − 12.5) + (20 − 15)] = 5.625; the figure: ½ [(15 − 12.5) + (20 − 18.75)] = 1.875.
    let packs = overlay(&[("criterion.pue.zero_at", "1.6")]);
    let packs = library(packs.path());
    let (before, after) = (judged(lake(), &[("pue", 1.3)], &embedded()), judged(lake(), &[("pue", 1.2)], &packs));
    let step = step(before, after, &[packs]);
    let score = score(&step);
    let [pue, figure] = &score.parts[..] else { panic!("{:#?}", score.parts) };
    // Nothing but the value differs between the two, so that nothing is known to lie behind it.
    assert_eq!(told(pue), ("pue", "pue".to_owned(), Kind::Data));
    assert_eq!(told(figure), ("pue", "criterion.pue.zero_at 1.5 1.6".to_owned(), Kind::Figures));
    assert!(same(pue.change, 5.625) && same(figure.change, 1.875) && same(score.change, 7.5), "{score:#?}");
    let [only] = &step.figures[..] else { panic!("{:#?}", step.figures) };
    assert_eq!((only.place.as_str(), only.before.as_deref()), ("criterion.pue.zero_at", Some("1.5")));
}

#[test]
fn what_a_score_under_another_pack_does_is_handed_down_to_its_parts() {
    // 50 points of the clean-energy method from a share of 0.05 up to 0.95: 0.50 → 0.59 is 0.09 ÷ 0.9 · 50 = 5 of them;
    // 20 points of the traceable share up to 1: 0.5 → 0.4 is −2. The method's 100 points are 30 of the grade's.
    let before = judged(lake(), &[("clean_share", 0.50), ("traceable_share", 0.5)], &embedded());
    let after = judged(lake(), &[("clean_share", 0.59), ("traceable_share", 0.4)], &embedded());
    let score = score(&step(before, after, &[]));
    let [clean, traceable] = &score.parts[..] else { panic!("{:#?}", score.parts) };
    assert_eq!((clean.standard.as_str(), told(clean).0), ("db63t-clean-energy", "clean-share"));
    assert!(same(clean.change, 1.5) && same(traceable.change, -0.6), "{score:#?}");
}

#[test]
fn what_does_not_apply_any_more_is_scope_and_the_rescaling_is_a_part_of_its_own() {
    // Heat reuse: 3 of 100 points, all given at 0.20 and half at 0.10. With it `gained + 1.5`, without it
    // `gained · 100 ÷ 97`. k̄ = (1 + 100 ÷ 97) ÷ 2, so that the criterion's part is −1.5 · k̄, and the rescaling's is
    // (100 ÷ 97 − 1) · (gained + 0.75).
    let before = judged(lake(), &[("erf", 0.10)], &embedded());
    let gained: f64 = before.standards[0]
        .criteria
        .iter()
        .filter(|one| !one.bonus && one.id != "erf")
        .filter_map(|one| one.points)
        .sum();
    let score = score(&step(before.clone(), not_applicable(before, "erf", &embedded()), &[]));
    let [erf, rescaling] = &score.parts[..] else { panic!("{:#?}", score.parts) };
    assert_eq!(told(erf), ("erf", "erf".to_owned(), Kind::Scope));
    assert_eq!(told(rescaling), ("", "Rescaling".to_owned(), Kind::Scope));
    let k = 100.0 / 97.0;
    assert!(
        same(erf.change, -1.5 * (1.0 + k) / 2.0) && same(rescaling.change, (k - 1.0) * (gained + 0.75)),
        "{score:#?}"
    );
}

#[test]
fn what_the_cap_cuts_from_the_bonus_is_a_part_of_its_own() {
    // 2 points of demand response are there; 3 more come with the share of 0.95, and the cap of 4 leaves 4 of 5.
    let packs = overlay(&[("bonus_cap", "4")]);
    let packs = library(packs.path());
    let before = judged(lake(), &[("carbon_free_hourly", 0.5)], &embedded());
    let after = judged(lake(), &[("carbon_free_hourly", 0.95)], &packs);
    let score = score(&step(before, after, &[packs]));
    let [bonus, cap] = &score.parts[..] else { panic!("{:#?}", score.parts) };
    assert_eq!((told(bonus).0, told(cap).1.as_str(), told(cap).2), ("carbon-free-hours", "BonusCap", Kind::Arithmetic));
    assert!(same(bonus.change, 3.0) && same(cap.change, -1.0) && same(score.change, 2.0), "{score:#?}");
}

#[test]
fn a_rule_of_another_form_is_one_cause() {
    // Heat reuse 0.10 → 0.04, of which a line up to 0.20 gave 3 · 0.10 ÷ 0.20 = 1.5 points, and a step at 0.05 gives none.
    // The line gives 0.6 to the new share, and the step 3 to the old one.
    // The share: ½ [(0.6 − 1.5) + (0 − 3)] = −1.95; the rule: ½ [(3 − 1.5) + (0 − 0.6)] = 0.45.
    let text =
        include_str!("../../standards/db63t-2223-2023.toml").replace("edition = \"reference-1\"", "edition = \"step\"");
    let line = "[criterion.rule.linear]\nzero_at = { value = 0, basis = \"choice\", source = \"project\" }\n\
                full_at = { value = 0.20, basis = \"choice\", source = \"project\" }";
    let step_at = "[[criterion.rule.bands.rows]]\nwhen = { at_least = { value = 0.05, basis = \"choice\", source = \"project\" } }\n\
                   points = { value = 3, basis = \"choice\", source = \"project\" }";
    assert!(text.contains(line));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("step.toml"), text.replacen(line, step_at, 1)).unwrap();
    let packs = library(folder.path());
    let before = judged(lake(), &[("erf", 0.10)], &embedded());
    let mut after = judged(lake(), &[("erf", 0.04)], &embedded());
    after.standards[0] = after.judged_by(&packs, GRADE, Some("step")).unwrap();
    let score = score(&step(before, after, &[packs]));
    let [share, rule] = &score.parts[..] else { panic!("{:#?}", score.parts) };
    assert_eq!((told(share).1.as_str(), told(rule)), ("erf", ("erf", "Rule".to_owned(), Kind::Figures)));
    assert!(same(share.change, -1.95) && same(rule.change, 0.45), "{score:#?}");
}

#[test]
fn two_figures_of_one_rule_are_two_causes() {
    // Two figures of bands: WUE 2.1 gives 3 points at most 2.2, and by the new row 2 points up to 2.05 only.
    let packs = overlay(&[("criterion.wue.row-2.at_most", "2.05"), ("criterion.wue.row-3.points", "1")]);
    let packs = library(packs.path());
    let (before, after) = (judged(lake(), &[("wue", 2.1)], &embedded()), judged(lake(), &[("wue", 2.1)], &packs));
    let score = score(&step(before, after, &[packs]));
    // From 3 points to 1. The bound first 3 → 2 and the points then 2 → 1; the points first change nothing, the bound then
    // takes 2: the bound ½ (1 + 2), the points ½ (1 + 0).
    let parts: Vec<(String, f64)> = score.parts.iter().map(|part| (told(part).1, part.change)).collect();
    let [(bound, by_bound), (points, by_points)] = &parts[..] else { panic!("{parts:?}") };
    assert_eq!(
        (bound.as_str(), points.as_str()),
        ("criterion.wue.row-2.at_most 2.2 2.05", "criterion.wue.row-3.points 2 1")
    );
    assert!(same(*by_bound, -1.5) && same(*by_points, -0.5), "{parts:?}");
}

#[test]
fn the_same_files_and_another_program_are_the_method_and_other_files_may_be_either() {
    let before = judged(lake(), &[("pue", 1.3)], &embedded());
    let mut after = judged(lake(), &[("pue", 1.2)], &embedded());
    after.program = "greengrade 9.9.9".to_owned();
    after.uncertainty = None;
    let method = step(before.clone(), after.clone(), &[]);
    assert_eq!((&method.behind[..], score(&method).parts[0].kind), (&[Behind::Method][..], Kind::Method));
    after.inputs[0].sha256 = "0".repeat(64);
    let either = step(before.clone(), after.clone(), &[]);
    assert_eq!(either.behind, [Behind::Inputs, Behind::Method]);
    assert_eq!(score(&either).parts[0].kind, Kind::DataOrMethod);
    after.program.clone_from(&before.program);
    let data = step(before, after, &[]);
    assert_eq!((&data.behind[..], score(&data).parts[0].kind), (&[Behind::Inputs][..], Kind::Data));
    let pue = data.indicators.iter().find(|one| one.id == "pue").unwrap();
    assert_eq!((pue.behind.as_slice(), pue.sure.unwrap().verdict), (&[Behind::Inputs][..], Verdict::NotKnown));
}

#[test]
fn the_level_tells_which_way_decides_and_whether_value_or_figure_turned_it() {
    // Level 1 asks for PUE of at most 1.2, or by the overlay 1.18; the score stays below 90, so that it decides when the
    // key indicators reach level 1.
    let packs = overlay(&[("level.1.pue.at_most", "1.18")]);
    let packs = library(packs.path());
    let values = |pue: f64| [("pue", pue), ("clean_share", 0.9)];
    let at = |pue: f64, library: &Library| judged(lake(), &values(pue), library);
    let key = |step: &greengrade::rating::compare::Step| {
        step.level.tracks.iter().find(|track| track.id == "key-indicators").unwrap().clone()
    };
    let by_value = step(at(1.21, &embedded()), at(1.2, &embedded()), &[]);
    let track = key(&by_value);
    assert_eq!((track.before.unwrap().id, track.after.unwrap().id), ("2".to_owned(), "1".to_owned()));
    assert_eq!((track.decided_before, track.decides_after), (true, false));
    assert_eq!((track.because[0].by, track.because[0].holds_after), (TurnedBy::Value, Some(true)));
    let by_figure = step(at(1.2, &embedded()), at(1.2, &packs), std::slice::from_ref(&packs));
    assert_eq!(
        (key(&by_figure).because[0].by, key(&by_figure).because[0].holds_after),
        (TurnedBy::Figure, Some(false))
    );
    let by_both = step(at(1.17, &embedded()), at(1.19, &packs), std::slice::from_ref(&packs));
    assert_eq!(key(&by_both).because[0].by, TurnedBy::Both, "neither alone would have done");
    assert!(key(&step(at(1.2, &embedded()), at(1.18, &packs), &[packs])).because.is_empty(), "it holds in both");
}

#[test]
fn pue_changes_by_cooling_by_distribution_and_by_the_rest_and_they_add_up() {
    let before = judged(lake(), &[("pue", 1.40), ("clf", 0.25), ("plf", 0.08)], &embedded());
    let after = judged(lake(), &[("pue", 1.30), ("clf", 0.18), ("plf", 0.09)], &embedded());
    let pue = step(before, after, &[]).pue.unwrap();
    let parts: Vec<(&str, f64)> = pue.parts.iter().map(|part| (part.id.as_str(), part.change)).collect();
    // −0.10 = −0.07 + 0.01 + (0.03 − 0.07).
    let expected = [("clf", -0.07), ("plf", 0.01), ("other", -0.04)];
    for ((id, change), (wanted, by_hand)) in parts.iter().zip(expected) {
        assert!(*id == wanted && same(*change, by_hand), "{parts:?}");
    }
    assert!((pue.change - parts.iter().map(|(_, change)| change).sum::<f64>()).abs() < 1e-12);
}
