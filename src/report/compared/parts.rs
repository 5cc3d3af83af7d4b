//! The score in its parts, and the indicators and figures that changed.

use std::collections::BTreeMap;

use super::names::arrow;
use super::values::Say;
use crate::rating::Comparison;
use crate::rating::compare::{IndicatorStep, Kind, PueStep, ScoreStep, Step};
use crate::report::numbers;
use crate::report::page::Block;
use crate::report::phrase::indicator_name;
use crate::report::words::{compare as w, reports};

/// The score's change: in one line, its parts, and what each kind of cause comes to.
pub(super) fn score(comparison: &Comparison, step: &Step, say: Say) -> Vec<Block> {
    let lang = say.lang;
    let Some(score) = &step.score else {
        let rows = step.criteria.iter().filter(|one| one.before != one.after).map(|one| {
            let title = one.criterion.title.get(lang).to_owned();
            vec![title, say.points(one.before), say.points(one.after)]
        });
        let head = [reports::CRITERION, w::BEFORE, w::AFTER].map(|word| word.get(lang));
        let table = Block::table(&head, &[1, 2], rows.collect());
        return std::iter::once(Block::Line(w::NO_SCORE.get(lang).to_owned())).chain(table).collect();
    };
    let sure = if score.change == 0.0 { String::new() } else { say.sureness("score", score.sure) };
    let change = numbers::change("score", score.change, lang);
    let aside = if sure.is_empty() { change } else { say.list(&[change, sure]) };
    let line = say.aside(&say.values("score", Some(score.before), Some(score.after)), &aside);
    let mut blocks = vec![Block::Line(say.labelled(reports::SCORE.get(lang), &line))];
    let mut rows: Vec<Vec<String>> = score
        .parts
        .iter()
        .map(|part| {
            vec![
                say.criterion(part, &comparison.standard),
                say.cause(&part.cause),
                w::kind(part.kind).get(lang).to_owned(),
                numbers::change("score", part.change, lang),
            ]
        })
        .collect();
    if !rows.is_empty() {
        let whole = w::WHOLE.get(lang).to_owned();
        rows.push(vec![whole, String::new(), String::new(), numbers::change("score", score.change, lang)]);
        blocks.push(Block::Line(say.labelled(w::BY_KIND.get(lang), &by_kind(score, say))));
    }
    let head = [reports::CRITERION, w::CAUSE, w::KIND, w::POINTS].map(|word| word.get(lang));
    blocks.extend(Block::table(&head, &[3], rows));
    blocks
}

fn by_kind(score: &ScoreStep, say: Say) -> String {
    let mut sums: BTreeMap<Kind, f64> = BTreeMap::new();
    for part in &score.parts {
        *sums.entry(part.kind).or_default() += part.change;
    }
    let told = sums
        .into_iter()
        .map(|(kind, sum)| format!("{} {}", w::kind(kind).get(say.lang), numbers::change("score", sum, say.lang)));
    say.list(&told.collect::<Vec<_>>())
}

/// The indicators that changed, and PUE by what the energy beside IT is used for.
pub(super) fn indicators(step: &Step, say: Say) -> Vec<Block> {
    let lang = say.lang;
    let rows = step.indicators.iter().filter(|one| one.change != Some(0.0)).map(|one| {
        let id = one.id.as_str();
        vec![
            indicator_name(id, lang),
            say.value(id, one.before, one.after),
            say.value(id, one.after, one.before),
            one.change
                .map_or_else(|| reports::NONE_SIGN.get(lang).to_owned(), |change| numbers::change(id, change, lang)),
            one.sure.map(|sure| say.sureness(id, sure)).unwrap_or_default(),
            amounts(one, say),
        ]
    });
    let head = [reports::INDICATOR, w::BEFORE, w::AFTER, w::CHANGE, w::SURE, w::BY_AMOUNTS].map(|word| word.get(lang));
    let table = Block::table(&head, &[1, 2, 3], rows.collect());
    let pue = step.pue.as_ref().filter(|pue| pue.change != 0.0).map(|pue| Block::Line(pue_line(pue, say)));
    table.into_iter().chain(pue).collect()
}

/// `E_total 130 → 150 kWh: +0.0183`, for each of the two amounts that changed.
fn amounts(one: &IndicatorStep, say: Say) -> String {
    let told = one.by.iter().filter(|amount| amount.change != 0.0).map(|amount| {
        let values = arrow(&numbers::amount(amount.before), &numbers::amount(amount.after));
        let label = format!("{} {values} {}", amount.name, amount.unit);
        say.labelled(&label, &numbers::change(&one.id, amount.change, say.lang))
    });
    say.list(&told.collect::<Vec<_>>())
}

fn pue_line(pue: &PueStep, say: Say) -> String {
    let parts = pue.parts.iter().map(|part| {
        let name = if part.id == "other" {
            w::OTHER_LOSSES.get(say.lang).to_owned()
        } else {
            indicator_name(&part.id, say.lang)
        };
        format!("{name} {}", numbers::change("pue", part.change, say.lang))
    });
    let whole = say.labelled(w::PUE_PARTS.get(say.lang), &numbers::change("pue", pue.change, say.lang));
    format!("{whole} = {}", say.list(&parts.collect::<Vec<_>>()))
}

/// The figures in which the packs differ.
pub(super) fn figures(step: &Step, say: Say) -> Option<Block> {
    let lang = say.lang;
    let none = || w::ABSENT.get(lang).to_owned();
    let rows = step.figures.iter().map(|one| {
        let place = say.aside(&one.place, &one.standard);
        vec![place, one.before.clone().unwrap_or_else(none), one.after.clone().unwrap_or_else(none)]
    });
    Block::table(&[w::FIGURE, w::BEFORE, w::AFTER].map(|word| word.get(lang)), &[1, 2], rows.collect())
}

/// Whether an uncertainty is told anywhere.
pub(super) fn any_uncertainty(comparison: &Comparison) -> bool {
    let of_indicators = comparison.steps.iter().flat_map(|step| &step.indicators).filter_map(|one| one.sure);
    let of_scores = comparison.steps.iter().filter_map(|step| step.score.as_ref()).map(|score| score.sure);
    of_indicators.chain(of_scores).any(|sure| sure.expanded.is_some())
}
