//! Numbers: finite, in the unit of what they are compared with, and points that add up.

use toml::Spanned;

use super::Faults;
use crate::standard::exact::Exact;
use crate::standard::figures::FigureValue;
use crate::standard::model::{Bound, Criterion, Figure, Pack, Policy, Rule};
use crate::standard::vocabulary::{IndicatorKind, Vocabulary};

pub(super) fn check(pack: &Pack, found: &mut Faults) {
    for figure in pack.figures() {
        if matches!(figure.value, FigureValue::Number(number) if !number.is_finite()) {
            found.grave(
                &figure.source,
                format!("the figure `{}` is not a finite number", figure.place),
                "write a plain decimal",
            );
        }
    }
    decimals(pack, found);
    formal_confidence(pack, found);
    gaps(pack, found);
    units(pack, found);
    pack.criteria.iter().for_each(|criterion| points(criterion, found));
    totals(pack, found);
}

/// Values are rounded to some whole number of decimals.
fn decimals(pack: &Pack, found: &mut Faults) {
    let rounding = &pack.rounding;
    let all = rounding.points.iter().chain(&rounding.score).chain(rounding.indicators.values());
    for figure in all.filter(|figure| decimals_of(figure).is_none()) {
        let what = format!("`{}` is not a number of decimals", figure.value);
        found.grave(&figure.source, what, "write a whole number from 0 to 9");
    }
}

/// A probability that can be reached, and that is more than a toss of a coin.
fn formal_confidence(pack: &Pack, found: &mut Faults) {
    let Some(figure) = &pack.formal_confidence else { return };
    if !(figure.value > 0.5 && figure.value < 1.0) {
        let what = format!("`{}` is not a probability that a formal grade can need", figure.value);
        found.grave(&figure.source, what, "write a number above 0.5 and below 1, such as 0.95");
    }
    if pack.levels.is_empty() {
        let what = "a formal grade needs a probability, and the pack has no levels";
        found.grave(&figure.source, what, "state `formal_confidence` only in a pack with `[[level]]`");
    }
}

/// Readings hold on for some whole number of minutes.
fn gaps(pack: &Pack, found: &mut Faults) {
    let Some(gaps) = &pack.gaps else { return };
    match (&gaps.hold_minutes, gaps.policy.value) {
        (Some(figure), _) if gaps.whole_minutes().is_none() => {
            let what = format!("`{}` is not a number of minutes", figure.value);
            found.grave(&figure.source, what, "write a whole number of minutes, such as 60");
        }
        (None, Policy::Hold) => {
            let what = "the policy for gaps is to hold, and the pack does not say for how long";
            found.grave(&gaps.policy.source, what, "state `hold_minutes` in `[gaps]`, with its source");
        }
        _ => {}
    }
}

/// A figure as a number of decimals.
#[expect(clippy::as_conversions, reason = "a whole number from 0 to 9")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 0 to 9")]
pub(in crate::standard) fn decimals_of(figure: &Figure) -> Option<u32> {
    ((0.0..=9.0).contains(&figure.value) && figure.value.fract() == 0.0).then_some(figure.value as u32)
}

/// Figures are in the unit of their indicator: shares from 0 to 1, yes or no for what is yes or no.
fn units(pack: &Pack, found: &mut Faults) {
    let prerequisites = pack.prerequisites.iter().map(|one| (&one.indicator, &one.must));
    let conditions = pack.criteria.iter().flat_map(|criterion| &criterion.only_if);
    let conditions = conditions.chain(pack.levels.iter().flat_map(|level| &level.require));
    for (indicator, bound) in prerequisites.chain(conditions.map(|one| (&one.indicator, &one.must))) {
        unit(indicator, bound, found);
    }
    for criterion in &pack.criteria {
        let Some(indicator) = &criterion.indicator else { continue };
        match &criterion.rule {
            Rule::Bands { rows } => {
                rows.iter()
                    .flat_map(|row| std::iter::once(&row.when).chain(&row.and))
                    .for_each(|bound| unit(indicator, bound, found));
            }
            Rule::Linear { zero_at, full_at } => {
                share(indicator, zero_at, found);
                share(indicator, full_at, found);
                if zero_at.value.to_bits() == full_at.value.to_bits() {
                    let what = format!("the line of the criterion `{}` begins where it ends", criterion.id.get_ref());
                    found.grave(
                        &full_at.source,
                        what,
                        "`zero_at` and `full_at` must differ; for a single step use `bands`",
                    );
                }
            }
            _ => {}
        }
    }
}

fn unit(indicator: &Spanned<String>, bound: &Bound, found: &mut Faults) {
    let yes_no = kind(indicator) == Some(IndicatorKind::YesNo);
    match bound {
        Bound::Is(figure) if !yes_no => {
            let what = format!("the indicator `{}` is a number, and is held against yes or no", indicator.get_ref());
            found.grave(&figure.source, what, "use `at_most`, `below`, `at_least` or `above`");
        }
        Bound::Is(_) => {}
        Bound::AtMost(figure) | Bound::Below(figure) | Bound::AtLeast(figure) | Bound::Above(figure) => {
            if yes_no {
                let what =
                    format!("the indicator `{}` is yes or no, and is held against a number", indicator.get_ref());
                found.grave(&figure.source, what, "use `is`, as in `must = { is = { value = true, … } }`");
            }
            share(indicator, figure, found);
        }
    }
}

fn share(indicator: &Spanned<String>, figure: &Figure, found: &mut Faults) {
    if kind(indicator) == Some(IndicatorKind::Share) && !(0.0..=1.0).contains(&figure.value) {
        let what = format!(
            "the indicator `{}` is a share from 0 to 1, and is held against {}",
            indicator.get_ref(),
            figure.value
        );
        found.grave(&figure.source, what, format!("for {} % write {}", figure.value, figure.value / 100.0));
    }
}

fn kind(indicator: &Spanned<String>) -> Option<IndicatorKind> {
    Vocabulary::embedded().indicator(indicator.get_ref()).map(|name| name.kind)
}

/// No row gives more than the criterion's points, and some way gives all of them.
fn points(criterion: &Criterion, found: &mut Faults) {
    let most = criterion.points.value;
    let rows: Vec<&Figure> = match &criterion.rule {
        Rule::Bands { rows } => rows.iter().map(|row| &row.points).collect(),
        Rule::ByCategory { rows, otherwise } => rows.iter().map(|row| &row.points).chain([otherwise]).collect(),
        Rule::WeightedLevels { rows, none, .. } => rows.iter().map(|row| &row.points).chain([none]).collect(),
        Rule::Checklist { items } => return checklist(criterion, items.iter().map(|item| &item.points), found),
        Rule::Linear { .. } | Rule::Maturity { .. } => return,
    };
    for row in &rows {
        if row.value > most || row.value < 0.0 {
            let what =
                format!("a row of the criterion `{}` gives {} of {most} points", criterion.id.get_ref(), row.value);
            found.grave(&row.source, what, "give the row fewer points, or the criterion more");
        }
    }
    if rows.iter().all(|row| row.value < most) {
        let what = format!("no row of the criterion `{}` gives all of its {most} points", criterion.id.get_ref());
        found.doubtful(&criterion.points.source, what, "check the rows and the criterion's points");
    }
}

fn checklist<'a>(criterion: &Criterion, items: impl Iterator<Item = &'a Figure>, found: &mut Faults) {
    let sum = sum_of(items);
    if sum != Exact::of(criterion.points.value) {
        let sum = sum.map_or(f64::NAN, |sum| sum.to_f64());
        let what = format!(
            "the items of the criterion `{}` add up to {sum} of {} points",
            criterion.id.get_ref(),
            criterion.points.value
        );
        found.grave(&criterion.points.source, what, "make the items' points add up to the criterion's");
    }
}

fn sum_of<'a>(figures: impl Iterator<Item = &'a Figure>) -> Option<Exact> {
    figures.map(|figure| Exact::of(figure.value)).sum()
}

/// The weights add up: criteria to their area's points, and all but the bonus to the full score.
fn totals(pack: &Pack, found: &mut Faults) {
    // Criteria of some facilities only have no one sum.
    if pack.criteria.iter().any(|criterion| !criterion.categories.is_empty()) {
        return;
    }
    let scored = pack.criteria.iter().filter(|criterion| !criterion.bonus).map(|criterion| &criterion.points);
    let scored = sum_of(scored);
    if let Some(full) = pack.full_score.as_ref().filter(|full| Exact::of(full.value) != scored) {
        let sum = scored.map_or(f64::NAN, |sum| sum.to_f64());
        let what = format!("the criteria add up to {sum} points and the full score is {}", full.value);
        found.grave(&full.source, what, "check the points of each criterion, bonus left out");
    }
    for area in &pack.areas {
        let Some(points) = &area.points else { continue };
        let criteria = pack.criteria.iter().filter(|criterion| criterion.area.get_ref() == area.id.get_ref());
        let sum = sum_of(criteria.map(|criterion| &criterion.points));
        if sum != Exact::of(points.value) {
            let sum = sum.map_or(f64::NAN, |sum| sum.to_f64());
            let what =
                format!("the criteria of the area `{}` add up to {sum} of {} points", area.id.get_ref(), points.value);
            found.grave(&points.source, what, "check the points of each criterion of the area");
        }
    }
}
