//! Two packs, figure by figure, and what the second would change in a rating.

use super::about::about;
use super::document::table;
use crate::report::numbers::points;
use crate::report::words::standards as words;
use crate::standard::assessment::{LevelReached, Status};
use crate::standard::figures::{PlacedFigure, side_by_side};
use crate::standard::{Assessment, Pack};
use crate::text::Lang;

/// The figures in which two packs differ, by value or by what they rest on, and the prerequisites with another
/// consequence.
pub fn figures(a: &Pack, b: &Pack, lang: Lang) -> String {
    let differing: Vec<_> = side_by_side(a, b).into_iter().filter(|(a, b)| !same(a.as_ref(), b.as_ref())).collect();
    let consequences = consequences(a, b, lang);
    let count = differing.len() + consequences.len();
    if count == 0 {
        return format!("{}\n", words::SAME.get(lang));
    }
    let mut text = format!("{} → {}: {count} {}\n\n", named(a), named(b), words::CHANGED.get(lang));
    let rows = differing.into_iter().map(|(left, right)| {
        let place = left.as_ref().or(right.as_ref()).map(|figure| figure.place.clone()).unwrap_or_default();
        let about = about(if left.is_some() { a } else { b }, &place);
        vec![place, about.get(lang).to_owned(), told(left.as_ref(), lang), told(right.as_ref(), lang)]
    });
    let rows: Vec<Vec<String>> = rows.chain(consequences).collect();
    text += &table(&[words::PLACE, words::ABOUT, words::BEFORE, words::AFTER], rows, lang);
    text
}

/// The prerequisites of both packs that have another consequence in the second.
fn consequences(a: &Pack, b: &Pack, lang: Lang) -> Vec<Vec<String>> {
    let both = a.prerequisites.iter().filter_map(|before| {
        let after = b.prerequisites.iter().find(|after| after.id.get_ref() == before.id.get_ref())?;
        let place = format!("prerequisite.{}.on_fail", before.id.get_ref());
        let about = format!("{} {}", before.title.get(lang), words::ON_FAIL.get(lang));
        let row = || vec![place, about, before.on_fail.word().to_owned(), after.on_fail.word().to_owned()];
        (before.on_fail != after.on_fail).then(row)
    });
    both.collect()
}

fn named(pack: &Pack) -> String {
    format!("{} {}", pack.id, pack.edition)
}

fn same(a: Option<&PlacedFigure>, b: Option<&PlacedFigure>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.value == b.value && a.basis == b.basis && a.from == b.from && a.changes == b.changes,
        _ => false,
    }
}

fn told(figure: Option<&PlacedFigure>, lang: Lang) -> String {
    figure.map_or_else(
        || "—".to_owned(),
        |figure| format!("{} ({})", figure.value.written(), words::basis(figure.basis).get(lang)),
    )
}

/// What differs between two assessments of one facility: status, level, score, and the points of each criterion.
pub fn effect(a: &Assessment, b: &Assessment, lang: Lang) -> String {
    let mut rows = Vec::new();
    let mut row = |what: &str, before: String, after: String| {
        if before != after {
            rows.push(vec![what.to_owned(), before, after]);
        }
    };
    let number = |value: Option<f64>| value.map_or_else(|| "—".to_owned(), points);
    let level = |of: &Assessment| {
        let indicative = |title: &str| format!("{title} ({})", words::status(Status::IndicativeOnly).get(lang));
        let title = |level: &LevelReached| level.title.get(lang).to_owned();
        let indicative = of.indicative_level.as_ref().map(title).map(|title| indicative(&title));
        of.level.as_ref().map(title).or(indicative).unwrap_or_else(|| "—".to_owned())
    };
    row(
        words::STATUS.get(lang),
        words::status(a.status).get(lang).to_owned(),
        words::status(b.status).get(lang).to_owned(),
    );
    row(words::LEVEL.get(lang), level(a), level(b));
    row(words::SCORE.get(lang), number(a.score), number(b.score));
    for before in &a.criteria {
        let after = b.criteria.iter().find(|after| after.id == before.id);
        row(
            before.title.get(lang),
            number(before.points),
            after.map_or_else(|| "—".to_owned(), |after| number(after.points)),
        );
    }
    for after in b.criteria.iter().filter(|after| !a.criteria.iter().any(|before| before.id == after.id)) {
        row(after.title.get(lang), "—".to_owned(), number(after.points));
    }
    for prerequisite in &b.prerequisites {
        let before = a.prerequisites.iter().find(|before| before.id == prerequisite.id);
        let told = |passed: bool| words::passed(passed).get(lang).to_owned();
        row(
            prerequisite.title.get(lang),
            before.map_or_else(|| "—".to_owned(), |before| told(before.passed)),
            told(prerequisite.passed),
        );
    }
    match rows.is_empty() {
        true => format!("\n{}\n", words::NO_CHANGE.get(lang)),
        false => {
            let table = table(&[words::ABOUT, words::BEFORE, words::AFTER], rows, lang);
            format!("\n## {}\n\n{table}", words::EFFECT.get(lang))
        }
    }
}
