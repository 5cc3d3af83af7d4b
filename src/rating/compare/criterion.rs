//! The points of one criterion: what each thing does to them that differs between two ratings.

use std::collections::{BTreeMap, BTreeSet};

use super::record::Table;
use super::shapley::shapley;
use crate::standard::figures::{AnyFigure, FigureValue};
use crate::standard::model::{Criterion, Pack, Rule};
use crate::standard::{Observations, Observed, evaluate};

/// More things than these have too many orders: the figures among them then count as one.
const MOST: usize = 8;

/// What a criterion's points come from in one of two ratings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a> {
    pub pack: &'a Pack,
    /// `None` where the pack has no such criterion.
    pub criterion: Option<&'a Criterion>,
    pub observed: &'a Observations,
}

/// Something that differs between two ratings.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Differing {
    /// An indicator, or the score under another pack.
    Indicator(String),
    /// A table of the facility.
    Table(Table),
    /// Its category or sector.
    Categories,
    /// A figure, with what it was and what it is.
    Figure(String, FigureValue, FigureValue),
    /// Figures by their places.
    Figures(Vec<String>),
    /// The form of the rule.
    Rule,
}

/// What each thing that differs does to the points of a criterion; together it is all of their change, where points that
/// there are not count as none.
pub(super) fn shares(before: Side<'_>, after: Side<'_>) -> Vec<(Differing, f64)> {
    let differing = differing(before, after);
    let (old, new) = (before.alone(), after.alone());
    let points = |set: usize| {
        let chosen: Vec<&Differing> =
            differing.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0).map(|(_, one)| one).collect();
        let observed = mixed_observations(before.observed, after.observed, &chosen);
        let pack = match chosen.contains(&&Differing::Rule) {
            true => new.clone(),
            false => old.clone().map(|pack| with_figures(pack, new.as_ref(), &chosen)),
        };
        let assessment = pack.map(|pack| evaluate(&pack, &observed));
        assessment.and_then(|assessment| assessment.criteria.first()?.points).unwrap_or_default()
    };
    let shares = shapley(differing.len(), points);
    differing.into_iter().zip(shares).collect()
}

impl Side<'_> {
    /// The pack with this criterion alone.
    fn alone(&self) -> Option<Pack> {
        let criteria = vec![self.criterion?.clone()];
        let (prerequisites, levels, fields) = (Vec::new(), Vec::new(), Vec::new());
        Some(Pack { criteria, prerequisites, levels, fields, ..self.pack.clone() })
    }

    /// The indicators that the criterion reads.
    fn indicators(&self) -> impl Iterator<Item = &str> {
        self.criterion.into_iter().flat_map(|criterion| {
            let own = criterion.indicator.iter().map(|id| id.get_ref().as_str());
            own.chain(criterion.only_if.iter().map(|condition| condition.indicator.get_ref().as_str()))
        })
    }

    fn reads(&self, table: Table) -> bool {
        self.criterion.is_some_and(|criterion| {
            matches!(
                (&criterion.rule, table),
                (Rule::WeightedLevels { .. }, Table::Systems)
                    | (Rule::Maturity { .. }, Table::Capabilities)
                    | (Rule::Checklist { .. }, Table::Items)
            )
        })
    }

    fn reads_categories(&self) -> bool {
        self.criterion.is_some_and(|criterion| {
            !criterion.categories.is_empty() || matches!(criterion.rule, Rule::ByCategory { .. })
        })
    }

    /// The figures that the criterion's points hang on, by their places.
    fn figures(&self) -> BTreeMap<String, FigureValue> {
        let classes = self.reads(Table::Systems);
        let of = |place: &str| {
            place.starts_with("criterion.")
                || place == "rounding.points"
                || place.strip_prefix("rounding.indicators.").is_some_and(|id| self.indicators().any(|own| own == id))
                || (classes && place.starts_with("system_class."))
        };
        let figures = self.alone().map(|pack| pack.figures()).unwrap_or_default();
        figures.into_iter().filter(|figure| of(&figure.place)).map(|figure| (figure.place, figure.value)).collect()
    }

    /// What of a rule is no figure.
    fn form(&self) -> Option<Form<'_>> {
        let criterion = self.criterion?;
        let domains = match &criterion.rule {
            Rule::Maturity { domains, .. } => domains.iter().map(|domain| domain.id.get_ref().as_str()).collect(),
            _ => Vec::new(),
        };
        let categories = criterion.categories.iter().map(|category| category.get_ref().as_str()).collect();
        let indicator = criterion.indicator.as_ref().map(|id| id.get_ref().as_str());
        Some(Form { shape: criterion.rule.shape(), indicator, domains, categories })
    }
}

/// The form of a rule; what else it has are figures, whose places tell their rows and bounds.
#[derive(PartialEq)]
struct Form<'a> {
    shape: &'a str,
    indicator: Option<&'a str>,
    domains: Vec<&'a str>,
    categories: Vec<&'a str>,
}

fn differing(before: Side<'_>, after: Side<'_>) -> Vec<Differing> {
    let (old, new) = (before.observed, after.observed);
    let mut all = Vec::new();
    let indicators: BTreeSet<&str> = before.indicators().chain(after.indicators()).collect();
    let differs = |id: &&str| state(&old.get(id)) != state(&new.get(id));
    all.extend(indicators.into_iter().filter(differs).map(|id| Differing::Indicator(id.to_owned())));
    let tables = [
        (Table::Systems, old.systems != new.systems),
        (Table::Capabilities, old.capabilities != new.capabilities),
        (Table::Items, old.items != new.items),
    ];
    let read = |table| before.reads(table) || after.reads(table);
    all.extend(
        tables.into_iter().filter(|(table, differ)| *differ && read(*table)).map(|(table, _)| Differing::Table(table)),
    );
    if (before.reads_categories() || after.reads_categories()) && old.categories != new.categories {
        all.push(Differing::Categories);
    }
    all.extend(differing_figures(before, after, MOST.saturating_sub(all.len())));
    all
}

/// The figures in which two packs differ, one by one where there are no more than `most`; the rule as a whole, where it
/// has not the same form in both.
fn differing_figures(before: Side<'_>, after: Side<'_>, most: usize) -> Vec<Differing> {
    let (old, new) = (before.figures(), after.figures());
    if before.form() != after.form() || !old.keys().eq(new.keys()) {
        return vec![Differing::Rule];
    }
    let pairs = old.into_iter().zip(new.into_values());
    let differing: Vec<_> = pairs.filter(|((_, old), new)| old != new).collect();
    if differing.len() > most {
        return vec![Differing::Figures(differing.into_iter().map(|((place, _), _)| place).collect())];
    }
    differing.into_iter().map(|((place, old), new)| Differing::Figure(place, old, new)).collect()
}

/// What of an observation points can hang on: why it is missing does not matter.
fn state(observed: &Observed) -> (u8, Option<u64>) {
    match observed {
        Observed::Value { value, .. } => (0, Some(value.to_bits())),
        Observed::Missing(_) => (1, None),
        Observed::NotApplicable(_) => (2, None),
    }
}

/// The observations of before with what is chosen from those of after.
fn mixed_observations(before: &Observations, after: &Observations, chosen: &[&Differing]) -> Observations {
    let mut mixed = before.clone();
    for one in chosen {
        match one {
            Differing::Indicator(id) => {
                mixed.indicators.insert(id.clone(), after.get(id));
                mixed.exact_scores.remove(id);
                mixed.exact_scores.extend(after.exact_scores.get(id).map(|exact| (id.clone(), exact.clone())));
            }
            Differing::Table(Table::Systems) => mixed.systems.clone_from(&after.systems),
            Differing::Table(Table::Capabilities) => mixed.capabilities.clone_from(&after.capabilities),
            Differing::Table(Table::Items) => mixed.items.clone_from(&after.items),
            Differing::Categories => mixed.categories.clone_from(&after.categories),
            Differing::Figure(..) | Differing::Figures(_) | Differing::Rule => {}
        }
    }
    mixed
}

/// A pack with the chosen figures of another.
fn with_figures(mut pack: Pack, other: Option<&Pack>, chosen: &[&Differing]) -> Pack {
    let wanted: BTreeSet<&str> = chosen
        .iter()
        .flat_map(|one| match one {
            Differing::Figure(place, ..) => vec![place.as_str()],
            Differing::Figures(places) => places.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        })
        .collect();
    let figures = other.map(Pack::figures).unwrap_or_default();
    let values: BTreeMap<String, FigureValue> = figures
        .into_iter()
        .filter(|figure| wanted.contains(figure.place.as_str()))
        .map(|figure| (figure.place, figure.value))
        .collect();
    pack.each_figure(&mut |place, figure| match (figure, values.get(place)) {
        (AnyFigure::Number(figure), Some(FigureValue::Number(number))) => figure.value = *number,
        (AnyFigure::Flag(figure), Some(FigureValue::Flag(flag))) => figure.value = *flag,
        (AnyFigure::WhenMissing(figure), Some(FigureValue::WhenMissing(word))) => figure.value = *word,
        _ => {}
    });
    pack
}
