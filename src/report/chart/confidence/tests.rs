//! The chart of trials, with limits near and far.

use super::super::samples::{Picture, look, rating_of, refused, with_confidence};
use super::*;

#[test]
fn a_grade_at_the_boundary_and_one_that_is_settled_are_drawn_in_both_languages() {
    for (pue, standard, name) in [(1.21, 0.0125, "boundary"), (1.25, 0.005, "settled"), (1.1, 1e-6, "sure")] {
        let rating = with_confidence(rating_of(pue), standard, 6);
        for lang in [Lang::Zh, Lang::En] {
            let png = draw(&rating, lang).unwrap().png().unwrap();
            look(&png, &format!("confidence-{name}-{lang:?}"));
            let picture = Picture::of(&png);
            picture.assert_chart(1600, picture.height);
        }
    }
}

#[test]
fn the_levels_of_the_score_have_the_chances_that_were_counted() {
    let rating = with_confidence(rating_of(1.21), 0.0125, 6);
    let confidence = rating.confidence.as_ref().unwrap();
    let panels = Panel::all(&rating, confidence, Lang::En);
    let ids: Vec<&str> = panels.iter().map(|panel| panel.id).collect();
    assert_eq!(ids, ["score", "pue", "clean_share"]);
    let shares: Vec<&String> = panels[0].areas.iter().filter_map(|area| area.share.as_ref()).collect();
    let by_score = &confidence.tracks[0].levels;
    let counted = by_score.iter().filter(|level| level.probability > 0.0).rev();
    assert_eq!(
        shares,
        counted.map(|level| numbers::chance(level.probability)).collect::<Vec<_>>().iter().collect::<Vec<_>>()
    );
    // Of the quantiles of a normal distribution below a limit 0.8 standard uncertainties under its mean: 21 %.
    assert_eq!(panels[1].areas[0].share.as_deref(), Some("≈ 21 %"));
}

#[test]
fn nothing_that_is_not_certain_is_said_to_be() {
    let said = [0.0, 0.001, 0.5, 0.999, 1.0].map(|chance| about(chance, Lang::En).unwrap_or_default());
    assert_eq!(said, ["", "< 1 %", "≈ 50 %", "> 99 %", "100 %"]);
}

#[test]
fn without_trials_there_is_no_chart() {
    assert_eq!(draw(&rating_of(1.21), Lang::Zh), None);
    assert_eq!(draw(&refused(0.8), Lang::Zh), None);
    let mut still = with_confidence(rating_of(1.21), 0.0125, 1);
    let confidence = still.confidence.as_mut().unwrap();
    let all = confidence.score.iter_mut().chain(&mut confidence.indicators);
    all.for_each(|simulated| simulated.histogram.step = 0.0);
    assert_eq!(draw(&still, Lang::Zh), None);
}
