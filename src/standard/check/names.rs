//! Names: unique where they must be, and known where they refer to something.

use std::collections::BTreeSet;

use toml::Spanned;

use super::{Faults, SCORE};
use crate::problem::nearest;
use crate::standard::facts::FACTS;
use crate::standard::model::{Criterion, Pack, Rule};
use crate::standard::vocabulary::Vocabulary;

pub(super) fn check(pack: &Pack, found: &mut Faults) {
    unique(pack.prerequisites.iter().map(|one| &one.id), "prerequisites", found);
    unique(pack.areas.iter().map(|one| &one.id), "areas", found);
    unique(pack.criteria.iter().map(|one| &one.id), "criteria", found);
    unique(pack.levels.iter().map(|one| &one.id), "levels", found);
    unique(pack.system_classes.iter().map(|one| &one.id), "system classes", found);
    unique(pack.fields.iter().map(|one| &one.id), "fields", found);
    places(pack, found);
    sources(pack, found);
    indicators(pack, found);
    facts(pack, found);
    categories(pack, found);
    clauses(pack, found);
    for criterion in &pack.criteria {
        area(criterion, pack, found);
        shape(criterion, pack, found);
    }
}

fn unique<'a>(ids: impl Iterator<Item = &'a Spanned<String>>, kind: &str, found: &mut Faults) {
    let mut seen = BTreeSet::new();
    for id in ids.filter(|id| !seen.insert(id.get_ref())).collect::<Vec<_>>() {
        found.grave(id, format!("two {kind} have the id `{}`", id.get_ref()), "give each an id of its own");
    }
}

/// Each figure has a place of its own, so that it can be told from the others and replaced.
fn places(pack: &Pack, found: &mut Faults) {
    let mut seen = BTreeSet::new();
    for figure in pack.figures() {
        if !seen.insert(figure.place.clone()) {
            let what = format!("two figures have the place `{}`", figure.place);
            found.grave(&figure.source, what, "hold each indicator once against one kind of bound");
        }
    }
}

/// Figures and fields name a source that the pack has, and each source is named.
fn sources(pack: &Pack, found: &mut Faults) {
    let figures = pack.figures();
    let named = figures.iter().map(|figure| (format!("the figure `{}`", figure.place), &figure.source));
    let fields = pack.fields.iter().map(|field| (format!("the field `{}`", field.id.get_ref()), &field.source));
    for (what, source) in named.chain(fields) {
        let key = source.get_ref();
        if !pack.sources.contains_key(key) {
            let hint = match nearest(key, pack.sources.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("describe it in a table `[sources.{key}]`"),
            };
            found.grave(source, format!("{what} names a source `{key}` that there is not"), hint);
        }
    }
}

/// Every fact is one that facilities can tell, and only a field without an indicator has one.
fn facts(pack: &Pack, found: &mut Faults) {
    for (field, fact) in pack.fields.iter().filter_map(|field| Some((field, field.fact.as_ref()?))) {
        let id = fact.get_ref();
        if !FACTS.contains(&id.as_str()) {
            let hint = match nearest(id, FACTS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the facts are {}", FACTS.join(", ")),
            };
            found.grave(fact, format!("unknown fact `{id}`"), hint);
        }
        if field.indicator.is_some() {
            let what = format!("the field `{}` has both an indicator and a fact", field.id.get_ref());
            found.grave(fact, what, "leave one of them out");
        }
    }
    for field in pack.fields.iter().filter(|field| !field.bands.is_empty()) {
        let ends = field.bands.iter().map(|band| (band.from, band.below.unwrap_or(f64::INFINITY)));
        let ends: Vec<(f64, f64)> = ends.collect();
        let meets = ends.iter().zip(ends.iter().skip(1)).all(|((_, end), (from, _))| end.to_bits() == from.to_bits());
        if field.fact.is_none() || !meets || !ends.iter().all(|(from, end)| from < end) {
            let what =
                format!("the bands of the field `{}` do not follow each other, or have no fact", field.id.get_ref());
            found.grave(&field.id, what, "write `fact`, and let each band begin where the one before ends");
        }
    }
}

/// Every indicator is of the vocabulary, or the score under another pack; every clean source is of the vocabulary.
fn indicators(pack: &Pack, found: &mut Faults) {
    let vocabulary = Vocabulary::embedded();
    for indicator in pack.indicators() {
        let id = indicator.get_ref();
        if id.strip_prefix(SCORE) == Some(&pack.id) {
            let what = format!("the pack `{}` needs its own score", pack.id);
            found.grave(indicator, what, "name the score of another pack, or an indicator");
        }
        if vocabulary.indicator(id).is_none() && !id.starts_with(SCORE) {
            let known = vocabulary.indicators.iter().map(|known| known.id.as_str());
            let hint = match nearest(id, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the id of an indicator, such as `pue`, or `score.PACK`".to_owned(),
            };
            found.grave(indicator, format!("unknown indicator `{id}`"), hint);
        }
    }
    for (source, figure) in &pack.clean_sources {
        if vocabulary.supply_source(source).is_none() {
            let known: Vec<&str> = vocabulary.supply_sources.iter().map(|known| known.id.as_str()).collect();
            let hint = format!("the sources are {}", known.join(", "));
            found.grave(&figure.source, format!("unknown source of electricity `{source}`"), hint);
        }
    }
}

/// Every category and sector is of the vocabulary.
fn categories(pack: &Pack, found: &mut Faults) {
    let exempt = pack.prerequisites.iter().flat_map(|prerequisite| &prerequisite.exempt);
    let of_criteria = pack.criteria.iter().flat_map(|criterion| &criterion.categories);
    let of_rules = pack.criteria.iter().flat_map(|criterion| match &criterion.rule {
        Rule::ByCategory { rows, .. } => rows.iter().map(|row| &row.category).collect(),
        _ => Vec::new(),
    });
    let known: Vec<&str> = Vocabulary::embedded().categories.iter().map(|known| known.id.as_str()).collect();
    for category in exempt.chain(of_criteria).chain(of_rules) {
        if !known.contains(&category.get_ref().as_str()) {
            let what = format!("unknown category or sector `{}`", category.get_ref());
            found.grave(category, what, format!("the categories and sectors are {}", known.join(", ")));
        }
    }
}

/// A clause asks for one thing.
fn clauses(pack: &Pack, found: &mut Faults) {
    let of_prerequisites = pack.prerequisites.iter().filter_map(|prerequisite| prerequisite.clause.as_ref());
    let of_criteria = pack.criteria.iter().filter_map(|criterion| criterion.clause.as_ref());
    let mut seen = BTreeSet::new();
    for clause in of_prerequisites.chain(of_criteria) {
        if !seen.insert(clause.get_ref()) {
            let what = format!("the clause `{}` is used twice", clause.get_ref());
            found.doubtful(clause, what, "check the clauses, or tell its parts apart, as in `5.2 a)`");
        }
    }
}

fn area(criterion: &Criterion, pack: &Pack, found: &mut Faults) {
    let area = criterion.area.get_ref();
    if !pack.areas.iter().any(|known| known.id.get_ref() == area) {
        let areas: Vec<&str> = pack.areas.iter().map(|area| area.id.get_ref().as_str()).collect();
        found.grave(
            &criterion.area,
            format!("there is no area `{area}`"),
            format!("the areas are {}", areas.join(", ")),
        );
    }
}

/// A rule has what it needs to give points.
fn shape(criterion: &Criterion, pack: &Pack, found: &mut Faults) {
    let id = &criterion.id;
    let on_a_value = matches!(criterion.rule, Rule::Linear { .. } | Rule::Bands { .. });
    match &criterion.indicator {
        None if on_a_value => {
            let what = format!("the criterion `{}` has a rule on a value and names no indicator", id.get_ref());
            found.grave(id, what, "add `indicator = \"…\"`");
        }
        Some(indicator) if !on_a_value => {
            let what = format!("the criterion `{}` has a rule on a table, which has no indicator", id.get_ref());
            found.grave(indicator, what, "leave `indicator` out");
        }
        _ => {}
    }
    let empty = match &criterion.rule {
        Rule::Bands { rows } => rows.is_empty(),
        Rule::ByCategory { rows, .. } => rows.is_empty(),
        Rule::Checklist { items } => items.is_empty(),
        Rule::Maturity { domains, .. } => domains.is_empty(),
        Rule::WeightedLevels { rows, .. } => rows.is_empty(),
        Rule::Linear { .. } => false,
    };
    if empty {
        found.grave(id, format!("the rule of the criterion `{}` has no rows", id.get_ref()), "add one");
    }
    match &criterion.rule {
        Rule::Maturity { domains, .. } => unique(domains.iter().map(|domain| &domain.id), "domains", found),
        Rule::Checklist { items } => unique(items.iter().map(|item| &item.id), "items", found),
        Rule::WeightedLevels { .. } if pack.system_classes.is_empty() => {
            found.grave(
                id,
                "the rule weights tested systems, and the pack has no system class",
                "add a [[system_class]]",
            );
        }
        _ => {}
    }
}
