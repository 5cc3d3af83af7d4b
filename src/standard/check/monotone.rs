//! Monotony: where something better could bring fewer points or a worse level.
//!
//! "Better" is what the vocabulary says of an indicator; a score is better the higher it is; a system's level the lower
//! its number. What is told is a property of one rule or of the levels: not told are effects of several at once that every
//! standard of this form has, such as a mean over systems that falls when a poor one is added, or a score that is rescaled
//! when a criterion does not apply. Indicators without a better side are not looked at. An official standard may well be
//! as it is; it is told so that nobody relies on what does not hold.

use toml::Spanned;

use super::{Faults, SCORE, bands};
use crate::standard::model::{Band, Bound, Condition, Criterion, Figure, Level, LevelPoints, Pack, Rule};
use crate::standard::vocabulary::{Direction, IndicatorKind, Vocabulary};

const HINT: &str = "check the figure and its side; where the standard is so, know that better values may lose by it";

pub(super) fn check(pack: &Pack, found: &mut Faults) {
    for one in &pack.prerequisites {
        side(&one.indicator, &one.must, &format!("the prerequisite `{}`", one.id.get_ref()), found);
    }
    pack.criteria.iter().for_each(|criterion| of_criterion(criterion, found));
    for (index, better) in pack.levels.iter().enumerate() {
        conditions(&better.require, &format!("the level `{}`", better.id.get_ref()), found);
        for (distance, worse) in pack.levels.iter().skip(index + 1).enumerate() {
            levels(better, worse, distance == 0, found);
        }
    }
}

/// The better side of an indicator; `None` where it has none.
fn direction(indicator: &str) -> Option<Direction> {
    if indicator.starts_with(SCORE) {
        return Some(Direction::Higher);
    }
    Vocabulary::embedded().indicator(indicator)?.better
}

fn of_criterion(criterion: &Criterion, found: &mut Faults) {
    let id = criterion.id.get_ref();
    conditions(&criterion.only_if, &format!("the criterion `{id}`"), found);
    if criterion.points.value < 0.0 {
        let what = format!("the criterion `{id}` takes points away");
        found.doubtful(&criterion.points.source, what, HINT);
    }
    let better = criterion.indicator.as_ref().and_then(|indicator| direction(indicator.get_ref()));
    match (&criterion.rule, better) {
        (Rule::Linear { zero_at, full_at }, Some(better)) if rises(zero_at, full_at) != better => {
            let what = format!(
                "the line of the criterion `{id}` gives all points on the worse side: {} is better",
                better.word()
            );
            found.doubtful(&full_at.source, what, HINT);
        }
        (Rule::Bands { rows }, Some(better)) => of_bands(criterion, rows, better, found),
        (Rule::Checklist { items }, _) => {
            for item in items.iter().filter(|item| item.points.value < 0.0) {
                let what = format!("the item `{}` of the criterion `{id}` takes points away", item.id.get_ref());
                found.doubtful(&item.points.source, what, HINT);
            }
        }
        (Rule::Maturity { scale, without_evidence_at_most, .. }, _) if without_evidence_at_most.value > scale.value => {
            let what =
                format!("in the criterion `{id}` a maturity without evidence may count for more than one with it");
            found.doubtful(&without_evidence_at_most.source, what, HINT);
        }
        (Rule::WeightedLevels { rows, none, .. }, _) => of_levels(id, rows, none, found),
        _ => {}
    }
}

fn rises(zero_at: &Figure, full_at: &Figure) -> Direction {
    if full_at.value > zero_at.value { Direction::Higher } else { Direction::Lower }
}

/// A better level of a system gives no fewer points than a worse one, and than none.
fn of_levels(id: &str, rows: &[LevelPoints], none: &Figure, found: &mut Faults) {
    let mut sorted: Vec<&LevelPoints> = rows.iter().collect();
    sorted.sort_by_key(|row| row.level);
    for pair in sorted.windows(2) {
        let [better, worse] = pair else { continue };
        if worse.points.value > better.points.value {
            let (worse_level, better_level) = (worse.level, better.level);
            let what = format!(
                "the criterion `{id}` gives a system of level {worse_level} more than one of level {better_level}"
            );
            found.doubtful(&worse.points.source, what, HINT);
        }
    }
    if let Some(row) = sorted.iter().find(|row| row.points.value < none.value) {
        let what = format!("the criterion `{id}` gives a system of no level more than one of level {}", row.level);
        found.doubtful(&none.source, what, HINT);
    }
}

/// Over the values from the worst to the best, the points never fall.
fn of_bands(criterion: &Criterion, rows: &[Band], better: Direction, found: &mut Faults) {
    let Some(indicator) = &criterion.indicator else { return };
    let mut values = values(indicator.get_ref(), rows);
    if better == Direction::Lower {
        values.reverse();
    }
    let fires = |value: f64| {
        let holds = |row: &&Band| row.when.holds(value) && row.and.as_ref().is_none_or(|and| and.holds(value));
        rows.iter().find(holds)
    };
    let points = |value: f64| fires(value).map_or(0.0, |row| row.points.value);
    for pair in values.windows(2) {
        let [worse, better_value] = *pair else { continue };
        let (few, more) = (points(better_value), points(worse));
        if few < more {
            let Some(row) = fires(better_value).or_else(|| fires(worse)) else { continue };
            let what = format!(
                "the criterion `{}` gives {few} points at {better_value} and {more} at {worse}, and {} is better",
                criterion.id.get_ref(),
                better.word()
            );
            found.doubtful(bands::source(&row.when), what, HINT);
            return;
        }
    }
}

/// The ends of all rows and a value between any two of them and beyond them, as far as the indicator can be so, rising.
fn values(indicator: &str, rows: &[Band]) -> Vec<f64> {
    let bounds = rows.iter().flat_map(|row| std::iter::once(&row.when).chain(&row.and));
    let mut ends: Vec<f64> = bounds.filter_map(number).collect();
    let name = Vocabulary::embedded().indicator(indicator);
    let (least, most) = match name.map(|name| name.kind) {
        Some(IndicatorKind::YesNo) => return vec![0.0, 1.0],
        Some(IndicatorKind::Share) => (0.0, 1.0),
        // Total over IT energy is no less than 1.
        _ if OVER_IT.contains(&indicator) => (1.0, f64::INFINITY),
        _ => (0.0, f64::INFINITY),
    };
    ends.push(least);
    ends.push(if most.is_finite() { most } else { ends.iter().copied().fold(least, f64::max) + 1.0 });
    ends.retain(|end| (least..=most).contains(end));
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    let between = ends.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(f64::midpoint(*a, *b)),
        _ => None,
    });
    let mut values: Vec<f64> = between.collect();
    values.extend(&ends);
    values.sort_by(f64::total_cmp);
    values
}

/// The ratios of total or partial energy over that of IT.
const OVER_IT: [&str; 3] = ["pue", "working_point_ratio", "ppue_cooling"];

fn number(bound: &Bound) -> Option<f64> {
    match bound {
        Bound::AtMost(figure) | Bound::Below(figure) | Bound::AtLeast(figure) | Bound::Above(figure) => {
            Some(figure.value)
        }
        Bound::Is(_) => None,
    }
}

fn conditions(conditions: &[Condition], whose: &str, found: &mut Faults) {
    conditions.iter().for_each(|condition| side(&condition.indicator, &condition.must, whose, found));
}

/// A condition does not ask for the worse side.
fn side(indicator: &Spanned<String>, bound: &Bound, whose: &str, found: &mut Faults) {
    let asked = match bound {
        Bound::AtMost(_) | Bound::Below(_) => Direction::Lower,
        Bound::AtLeast(_) | Bound::Above(_) => Direction::Higher,
        Bound::Is(figure) if figure.value => Direction::Higher,
        Bound::Is(_) => Direction::Lower,
    };
    if let Some(better) = direction(indicator.get_ref()).filter(|better| *better != asked) {
        let what = format!("{whose} asks for the worse side of `{}`: {} is better", indicator.get_ref(), better.word());
        found.doubtful(bands::source(bound), what, HINT);
    }
}

/// A better level asks for no less than a worse one. What is wrong between neighbours by the same bound is a grave fault
/// and told as such.
fn levels(better: &Level, worse: &Level, neighbours: bool, found: &mut Faults) {
    if let (Some(high), Some(low)) = (&better.score, &worse.score)
        && !neighbours
        && low.value > high.value
    {
        looser(better, worse, "the score", &low.source, found);
    }
    for condition in &worse.require {
        let id = condition.indicator.get_ref();
        let same_track = |other: &&Condition| other.indicator.get_ref() == id && other.track == condition.track;
        for other in better.require.iter().filter(same_track) {
            let told = neighbours && other.must.word() == condition.must.word();
            if !told && tighter(&condition.must, &other.must) {
                looser(better, worse, &format!("`{id}`"), bands::source(&condition.must), found);
            }
        }
    }
}

fn looser(better: &Level, worse: &Level, what: &str, at: &Spanned<String>, found: &mut Faults) {
    let (better, worse) = (better.id.get_ref(), worse.id.get_ref());
    found.doubtful(at, format!("the level `{worse}` asks for more of {what} than the better level `{better}`"), HINT);
}

/// Whether every value that holds against one bound holds against another on the same side, and not the other way round.
fn tighter(one: &Bound, other: &Bound) -> bool {
    match (one, other) {
        (Bound::AtMost(a) | Bound::Below(a), Bound::AtMost(b) | Bound::Below(b)) => {
            a.value < b.value || (a.value <= b.value && one.word() == "below" && other.word() == "at_most")
        }
        (Bound::AtLeast(a) | Bound::Above(a), Bound::AtLeast(b) | Bound::Above(b)) => {
            a.value > b.value || (a.value >= b.value && one.word() == "above" && other.word() == "at_least")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::standard::Library;
    use crate::standard::check::not_monotone;
    use crate::standard::load::read;

    const SAMPLE: &str = include_str!("../../../fixtures/bad/packs/line-on-the-worse-side.toml");

    /// What is found in the sample, sound but for what is put in the place of something.
    fn found(from: &str, to: &str) -> Vec<String> {
        let sound = SAMPLE.replace("zero_at = { value = 1.1", "zero_at = { value = 1.5");
        let sound = sound.replace("full_at = { value = 1.5", "full_at = { value = 1.1");
        assert!(sound.contains(from), "{from}");
        let pack = read(&sound.replacen(from, to, 1), "sample.toml").unwrap();
        not_monotone(&pack).into_iter().map(|fault| fault.problem.what).collect()
    }

    #[test]
    fn every_built_in_pack_is_monotone() {
        for pack in Library::embedded().unwrap().packs() {
            assert_eq!(not_monotone(pack), [], "{}", pack.id);
            assert!(pack.is_monotone(), "{}", pack.id);
        }
    }

    #[test]
    fn bands_may_rest_and_rise_and_never_fall_towards_the_better_side() {
        let points = "points = { value = 20,";
        assert!(found(points, "points = { value = 40,").is_empty(), "as many as for the better row");
        let fall = found(points, "points = { value = 40.5,");
        assert_eq!(fall, ["the criterion `wue` gives 40 points at 1 and 40.5 at 1.75, and lower is better"]);
        // Below 0.5 no row fires any more: a value that could not be better gets nothing.
        let hole = found("when = { at_most = { value = 1.0,", "when = { at_least = { value = 0.5,");
        assert_eq!(hole, ["the criterion `wue` gives 0 points at 0.25 and 40 at 0.5, and lower is better"]);
    }

    #[test]
    fn levels_far_apart_and_bounds_of_another_word_are_looked_at_too() {
        let bound = "must = { at_least = { value = 0.5,";
        assert!(found(bound, "must = { above = { value = 0.5,").is_empty());
        let told = ["the level `2` asks for more of `clean_share` than the better level `1`"];
        assert_eq!(found(bound, "must = { above = { value = 0.8,"), told, "above 0.8 is more than at least 0.8");
        assert!(found(bound, "must = { above = { value = 0.79,").is_empty());
    }

    #[test]
    fn a_condition_on_the_worse_side_is_told_and_one_on_what_has_no_better_side_is_not() {
        let must = "must = { is = { value = true,";
        let told = ["the prerequisite `metering` asks for the worse side of `separately_metered`: higher is better"];
        assert_eq!(found(must, "must = { is = { value = false,"), told);
        let racks = "indicator = \"racks_installed\"\nmust = { at_most = { value = 5,";
        assert!(found(&format!("indicator = \"separately_metered\"\n{must}"), racks).is_empty());
    }
}
