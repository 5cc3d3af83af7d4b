//! What a pack must satisfy beyond its form, each fault told with its line. A pack that fails does not load.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;

use super::figures::FigureValue;
use super::model::{Criterion, Pack, Rule, SystemClass};
use super::vocabulary::Vocabulary;
use crate::problem::{Problem, Result, nearest};

/// How a pack refers to the score under another one: `score.PACK`.
pub const SCORE: &str = "score.";

/// Checks a pack; `text` and `name` are its file's, for the error's line.
///
/// # Errors
/// The first fault found.
pub fn check(pack: &Pack, text: &str, name: &str) -> Result<()> {
    let faults = [figures, names, indicators, rules];
    let found = faults.into_iter().try_for_each(|check| check(pack));
    found.map_err(|(span, problem)| problem.at_span(name, text, span))
}

/// A fault and the part of the pack it is about.
type Fault = (Range<usize>, Problem);

fn fault<T>(at: &Spanned<T>, what: impl Into<String>, hint: impl Into<String>) -> Fault {
    (at.span(), Problem::new(what).hint(hint))
}

/// Each figure is a number and names a source that the pack has.
fn figures(pack: &Pack) -> std::result::Result<(), Fault> {
    for figure in pack.figures() {
        let key = figure.source.get_ref();
        if !pack.sources.contains_key(key) {
            let hint = match nearest(key, pack.sources.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("describe it in a table `[sources.{key}]`"),
            };
            return Err(fault(
                figure.source,
                format!("the figure `{}` names a source `{key}` that there is not", figure.place),
                hint,
            ));
        }
        if matches!(figure.value, FigureValue::Number(number) if !number.is_finite()) {
            let what = format!("the figure `{}` is not a finite number", figure.place);
            return Err(fault(figure.source, what, "write a plain decimal number"));
        }
    }
    Ok(())
}

/// Ids are unique among their kind, and areas that criteria name are there.
fn names(pack: &Pack) -> std::result::Result<(), Fault> {
    unique(pack.prerequisites.iter().map(|one| &one.id), "prerequisites")?;
    unique(pack.areas.iter().map(|one| &one.id), "areas")?;
    unique(pack.criteria.iter().map(|one| &one.id), "criteria")?;
    unique(pack.levels.iter().map(|one| &one.id), "levels")?;
    unique(pack.system_classes.iter().map(|one| &one.id), "system classes")?;
    let areas: Vec<&str> = pack.areas.iter().map(|area| area.id.get_ref().as_str()).collect();
    for criterion in &pack.criteria {
        let area = criterion.area.get_ref();
        if !areas.contains(&area.as_str()) {
            return Err(fault(
                &criterion.area,
                format!("there is no area `{area}`"),
                format!("the areas are {}", areas.join(", ")),
            ));
        }
    }
    Ok(())
}

fn unique<'a>(ids: impl Iterator<Item = &'a Spanned<String>>, kind: &str) -> std::result::Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id.get_ref()) {
            return Err(fault(id, format!("two {kind} have the id `{}`", id.get_ref()), "give each an id of its own"));
        }
    }
    Ok(())
}

/// Every indicator is of the vocabulary, or the score under another pack; every clean source is of the vocabulary.
fn indicators(pack: &Pack) -> std::result::Result<(), Fault> {
    let vocabulary = Vocabulary::embedded();
    for indicator in pack.indicators() {
        let id = indicator.get_ref();
        if vocabulary.indicator(id).is_none() && !id.starts_with(SCORE) {
            let known = vocabulary.indicators.iter().map(|known| known.id.as_str());
            let hint = match nearest(id, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the id of an indicator, such as `pue`, or `score.PACK`".to_owned(),
            };
            return Err(fault(indicator, format!("unknown indicator `{id}`"), hint));
        }
    }
    for (source, figure) in &pack.clean_sources {
        if vocabulary.supply_source(source).is_none() {
            let known: Vec<&str> = vocabulary.supply_sources.iter().map(|known| known.id.as_str()).collect();
            return Err(fault(
                &figure.source,
                format!("unknown source of electricity `{source}`"),
                format!("the sources are {}", known.join(", ")),
            ));
        }
    }
    Ok(())
}

/// Each rule can give its points.
fn rules(pack: &Pack) -> std::result::Result<(), Fault> {
    pack.criteria.iter().try_for_each(|criterion| rule(criterion, &pack.system_classes))
}

fn rule(criterion: &Criterion, classes: &[SystemClass]) -> std::result::Result<(), Fault> {
    let id = &criterion.id;
    let on_a_value = matches!(criterion.rule, Rule::Linear { .. } | Rule::Bands { .. });
    match (&criterion.rule, &criterion.indicator) {
        (_, None) if on_a_value => {
            let what = format!("the criterion `{}` has a rule on a value and names no indicator", id.get_ref());
            Err(fault(id, what, "add `indicator = \"…\"`"))
        }
        (_, Some(indicator)) if !on_a_value => {
            let what = format!("the criterion `{}` has a rule on a table, which has no indicator", id.get_ref());
            Err(fault(indicator, what, "leave `indicator` out"))
        }
        (Rule::Linear { zero_at, full_at }, _) if zero_at.value.to_bits() == full_at.value.to_bits() => {
            let what = format!("the line of the criterion `{}` begins where it ends", id.get_ref());
            Err(fault(&full_at.source, what, "`zero_at` and `full_at` must differ; for a single step use `bands`"))
        }
        (Rule::Bands { rows }, _) if rows.is_empty() => Err(fault(id, "the rule has no rows", "add a row")),
        (Rule::Maturity { domains, .. }, _) if domains.is_empty() => {
            Err(fault(id, "the rule asks for no capability", "add a domain"))
        }
        (Rule::Maturity { domains, .. }, _) => unique(domains.iter().map(|domain| &domain.id), "domains"),
        (Rule::WeightedLevels { .. }, _) if classes.is_empty() => Err(fault(
            id,
            "the rule weights tested systems, and the pack has no system class",
            "add a [[system_class]]",
        )),
        _ => Ok(()),
    }
}
