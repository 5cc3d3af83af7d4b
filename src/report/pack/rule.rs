//! The rules of a pack in words.

use crate::report::numbers::{figure, plain, unit};
use crate::report::words::standards as words;
use crate::standard::model::{Band, Bound, Criterion, Rule};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Lang;

/// A bound on an indicator, such as `≤ 1.5`.
pub(super) fn bound(indicator: &str, bound: &Bound, lang: Lang) -> String {
    let (sign, value) = match bound {
        Bound::AtMost(limit) => ("≤", limit.value),
        Bound::Below(limit) => ("<", limit.value),
        Bound::AtLeast(limit) => ("≥", limit.value),
        Bound::Above(limit) => (">", limit.value),
        Bound::Is(limit) => ("=", f64::from(u8::from(limit.value))),
    };
    format!("{sign} {} {}", figure(indicator, value, lang), unit(indicator)).trim_end().to_owned()
}

/// How a criterion's value becomes points.
pub(super) fn rule(criterion: &Criterion, lang: Lang) -> String {
    let indicator = criterion.indicator.as_ref().map_or("", |id| id.get_ref());
    match &criterion.rule {
        Rule::Linear { zero_at, full_at } => {
            let (zero, full) = (figure(indicator, zero_at.value, lang), figure(indicator, full_at.value, lang));
            format!("{zero} → 0, {full} → {}", plain(criterion.points.value))
        }
        Rule::Bands { rows } => rows.iter().map(|row| band(indicator, row, lang)).collect::<Vec<_>>().join(", "),
        Rule::ByCategory { rows, otherwise } => {
            let named = |id: &String| {
                let category = Vocabulary::embedded().categories.iter().find(|category| &category.id == id);
                category.map_or_else(|| id.clone(), |category| category.title.get(lang).to_owned())
            };
            let mut each: Vec<String> = rows
                .iter()
                .map(|row| format!("{} → {}", named(row.category.get_ref()), plain(row.points.value)))
                .collect();
            each.push(format!("{} → {}", words::OTHERS.get(lang), plain(otherwise.value)));
            each.join(", ")
        }
        Rule::Checklist { items } => {
            let each = items.iter().map(|item| format!("{} → {}", item.title.get(lang), plain(item.points.value)));
            each.collect::<Vec<_>>().join(", ")
        }
        Rule::Maturity { scale, domains, .. } => words::maturity(domains.len(), &plain(scale.value), lang),
        Rule::WeightedLevels { rows, none, .. } => {
            let mut each: Vec<String> = rows
                .iter()
                .map(|row| {
                    format!("{} → {}", words::level_of_system(&row.level.to_string(), lang), plain(row.points.value))
                })
                .collect();
            each.push(format!("{} → {}", words::OTHERS.get(lang), plain(none.value)));
            each.join(", ")
        }
    }
}

fn band(indicator: &str, row: &Band, lang: Lang) -> String {
    let second = row.and.as_ref().map(|and| format!(" {} {}", words::AND.get(lang), bound(indicator, and, lang)));
    format!("{}{} → {}", bound(indicator, &row.when, lang), second.unwrap_or_default(), plain(row.points.value))
}
