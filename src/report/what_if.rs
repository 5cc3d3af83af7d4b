//! A hypothesis for people: both sides on one page, marked as what it is in its first and its last line.

use super::compared::{Say, arrow, level, prerequisite};
use super::numbers;
use super::page::{self, Block};
use super::phrase::indicator_name;
use super::words::{charts, compare, reports, standards, what_if as w};
use crate::rating::Hypothetical;
use crate::rating::scenario::{ChangeMade, IndicatorMoved, SideBySide};
use crate::standard::vocabulary::{IndicatorKind, Vocabulary};
use crate::text::Lang;

/// The hypothesis for a terminal, whose width is asked where it is left out.
pub fn terminal(hypothetical: &Hypothetical, lang: Lang, colour: bool, width: Option<u16>) -> String {
    page::terminal(blocks(hypothetical, lang), colour, width)
}

/// The hypothesis in Markdown.
pub fn markdown(hypothetical: &Hypothetical, lang: Lang) -> String {
    page::markdown(blocks(hypothetical, lang))
}

fn blocks(hypothetical: &Hypothetical, lang: Lang) -> Vec<Block> {
    let say = Say { lang };
    let name = format!("{} {}", hypothetical.facility.name.get(lang), hypothetical.period.label);
    let mut blocks = vec![Block::Title(say.labelled(w::TITLE.get(lang), &name))];
    if hypothetical.facility.synthetic {
        blocks.push(Block::Line(charts::SYNTHETIC.get(lang).to_owned()));
    }
    blocks.push(Block::Heading(w::CHANGES.get(lang).to_owned()));
    let head = [w::KEY, w::IN_THE_RATING, w::SUPPOSED].map(|word| word.get(lang));
    let rows = hypothetical.changes.iter().map(|change| changed(change, say)).collect();
    let none = || Block::Line(w::NO_CHANGE.get(lang).to_owned());
    blocks.push(Block::table(&head, &[1, 2], rows).unwrap_or_else(none));
    blocks.extend(hypothetical.notes.iter().map(|note| Block::Line(note.get(lang).to_owned())));
    if let Some(table) = moved(&hypothetical.indicators, say) {
        blocks.push(Block::Heading(w::INDICATORS.get(lang).to_owned()));
        blocks.push(table);
    }
    blocks.extend(hypothetical.standards.iter().flat_map(|side| by_standard(side, say)));
    blocks.push(Block::Line(w::MARK.get(lang).to_owned()));
    blocks
}

fn changed(change: &ChangeMade, say: Say) -> Vec<String> {
    let is_indicator = Vocabulary::embedded().indicator(&change.key).is_some();
    let value = |value: f64| match (is_indicator, change.unit.as_str()) {
        (true, _) => say.value(&change.key, Some(value), change.before),
        (false, "yes/no") => (if value > 0.5 { reports::YES } else { reports::NO }).get(say.lang).to_owned(),
        (false, unit) => {
            format!("{} {}", numbers::plain(value), reports::of_input(unit, say.lang)).trim_end().to_owned()
        }
    };
    let before = match (change.added, change.before) {
        (true, _) => reports::NONE_SIGN.get(say.lang).to_owned(),
        (false, Some(before)) => value(before),
        (false, None) => reports::MISSING.get(say.lang).to_owned(),
    };
    let supposed = value(change.value);
    let supposed = if change.added { format!("+ {supposed}") } else { supposed };
    vec![change.key.clone(), before, supposed]
}

fn moved(indicators: &[IndicatorMoved], say: Say) -> Option<Block> {
    let lang = say.lang;
    let rows = indicators.iter().map(|one| {
        let id = one.id.as_str();
        vec![
            named(id, say),
            say.value(id, one.before, Some(one.after)),
            say.value(id, Some(one.after), one.before),
            one.before
                .filter(|_| !is_flag(id))
                .map_or_else(String::new, |before| numbers::change(id, one.after - before, lang)),
            one.follows_from.as_ref().map_or(w::SET.get(lang), |formula| formula.get(lang)).to_owned(),
        ]
    });
    let head = [reports::INDICATOR, w::IN_THE_RATING, w::HYPOTHETICAL, compare::CHANGE, w::WHY];
    Block::table(&head.map(|word| word.get(lang)), &[1, 2, 3], rows.collect())
}

/// An indicator with its unit, which stands at none of its values.
fn named(id: &str, say: Say) -> String {
    let (name, unit) = (indicator_name(id, say.lang), numbers::unit(id));
    if unit.is_empty() { name } else { say.aside(&name, unit) }
}

/// Whether an indicator is a yes or a no, of which no size of change can be told.
fn is_flag(id: &str) -> bool {
    Vocabulary::embedded().indicator(id).is_some_and(|indicator| indicator.kind == IndicatorKind::YesNo)
}

fn by_standard(side: &SideBySide, say: Say) -> Vec<Block> {
    let lang = say.lang;
    let standing = if side.official { charts::OFFICIAL } else { charts::REFERENCE };
    let mut blocks = vec![Block::Heading(say.aside(&side.standard, standing.get(lang)))];
    let mut line = |text: String| blocks.push(Block::Line(text));
    let status = |status| standards::status(status).get(lang);
    if side.status_before != side.status_after {
        let (before, after) = (status(side.status_before), status(side.status_after));
        line(say.labelled(standards::STATUS.get(lang), &arrow(before, &w::IF_SO.get(lang).replace("{}", after))));
    }
    if side.score_before.is_some() || side.score_after.is_some() {
        let values = say.values("score", side.score_before, side.score_after);
        line(say.labelled(reports::SCORE.get(lang), &values));
    }
    level(&side.level, say).into_iter().for_each(&mut line);
    side.prerequisites.iter().map(|one| prerequisite(one, say)).for_each(&mut line);
    side.reasons_after.iter().map(|why| say.labelled(reports::REASON.get(lang), why.get(lang))).for_each(&mut line);
    let changed = side.criteria.iter().filter(|one| one.before != one.after);
    let rows = changed.map(|one| {
        let change = one.before.zip(one.after).map(|(before, after)| numbers::change("score", after - before, lang));
        vec![
            one.criterion.title.get(lang).to_owned(),
            say.points(one.before),
            say.points(one.after),
            change.unwrap_or_default(),
        ]
    });
    let head = [reports::CRITERION, w::IN_THE_RATING, w::HYPOTHETICAL, compare::CHANGE].map(|word| word.get(lang));
    let none = || Block::Line(w::NO_CRITERION.get(lang).to_owned());
    let table = Block::table(&head, &[1, 2, 3], rows.collect()).unwrap_or_else(none);
    blocks.push(table);
    blocks
}
