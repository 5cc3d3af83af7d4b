//! Ways to a better level for people, marked as hypothetical in the first and the last line.

use super::compared::{Say, arrow};
use super::numbers;
use super::page::{self, Block};
use super::phrase::{indicator_name, sign};
use super::words::{charts, improve as w, reports, standards, what_if};
use crate::rating::Improvement;
use crate::rating::improve::{Cannot, Combination, Costed, LeverWay, Obstacle};
use crate::standard::assessment::Status;
use crate::text::Lang;

/// The ways for a terminal, whose width is asked where it is left out; `command` is how `what-if` is called for the
/// rating, without its `--set`.
pub fn terminal(improvement: &Improvement, command: &str, lang: Lang, colour: bool, width: Option<u16>) -> String {
    page::terminal(blocks(improvement, command, lang), colour, width)
}

/// The ways in Markdown.
pub fn markdown(improvement: &Improvement, command: &str, lang: Lang) -> String {
    page::markdown(blocks(improvement, command, lang))
}

fn blocks(improvement: &Improvement, command: &str, lang: Lang) -> Vec<Block> {
    let say = Say { lang };
    let line = |label: super::words::Words, text: &str| Block::Line(say.labelled(label.get(lang), text));
    let name = format!("{} {}", improvement.facility.name.get(lang), improvement.period.label);
    let standing = if improvement.official { charts::OFFICIAL } else { charts::REFERENCE };
    let mut blocks = vec![Block::Title(say.labelled(w::TITLE.get(lang), &name))];
    if improvement.facility.synthetic {
        blocks.push(Block::Line(charts::SYNTHETIC.get(lang).to_owned()));
    }
    blocks.push(line(reports::STANDARD, &say.aside(&improvement.standard, standing.get(lang))));
    let status = standards::status(improvement.status).get(lang);
    let level = match (&improvement.level, improvement.status) {
        (Some(level), Status::Rated) => level.title.get(lang).to_owned(),
        (Some(level), _) => say.aside(level.title.get(lang), status),
        (None, _) => status.to_owned(),
    };
    let score = improvement.score.map(|score| say.labelled(reports::SCORE.get(lang), &numbers::fixed(score, 2)));
    blocks.push(line(
        reports::LEVEL,
        &std::iter::once(level).chain(score).collect::<Vec<_>>().join(reports::SEMICOLON.get(lang)),
    ));
    blocks.extend(improvement.target.as_ref().map(|target| line(w::TARGET, target.title.get(lang))));
    blocks.extend(improvement.none.as_ref().map(|why| line(w::NONE, why.get(lang))));
    blocks.extend(alone(&improvement.ways, command, say));
    if improvement.ways.iter().any(|way| way.least.is_some()) {
        blocks.push(Block::Line(w::ON_THE_LIMIT.get(lang).to_owned()));
    }
    if let Some(combination) = &improvement.combination {
        blocks.extend(together(combination, command, say));
    }
    if let Some(why) = &improvement.no_combination {
        blocks.push(Block::Heading(w::TOGETHER.get(lang).to_owned()));
        blocks.push(Block::Line(why.get(lang).to_owned()));
    }
    blocks.push(Block::Line(what_if::MARK.get(lang).to_owned()));
    blocks
}

/// The levers that reach the level alone, with a line to try each, and those that do not.
fn alone(ways: &[LeverWay], command: &str, say: Say) -> Vec<Block> {
    let lang = say.lang;
    let found = || ways.iter().filter_map(|way| Some((way, way.least.as_ref()?)));
    let priced = found().any(|(_, least)| least.cost.or(least.table_allows).is_some());
    let rows = found().map(|(way, least)| {
        let score = least.score.map_or_else(String::new, |score| numbers::fixed(score, 2));
        let mut row = vec![way.title.get(lang).to_owned(), least_change(way, least.value, least.amount, lang), score];
        if priced {
            let allows = |most: f64| w::table_allows(&numbers::amount(most), w::unit(&way.unit, lang), lang);
            row.push(match (least.cost, least.table_allows) {
                (Some(cost), _) => numbers::grouped(cost),
                (None, most) => most.map(allows).unwrap_or_default(),
            });
        }
        row
    });
    let head: &[_] = if priced { &[w::LEVER, w::LEAST, w::THEN, w::COST] } else { &[w::LEVER, w::LEAST, w::THEN] };
    let head: Vec<&str> = head.iter().map(|word| word.get(lang)).collect();
    let mut blocks = Vec::new();
    if let Some(table) = Block::table(&head, &[1, 2, 3], rows.collect()) {
        blocks.extend([Block::Heading(w::ALONE.get(lang).to_owned()), table]);
        blocks.extend(found().map(|(_, least)| attempt(command, std::iter::once(least.set.as_str()), say)));
    }
    let rows = ways
        .iter()
        .filter_map(|way| Some(vec![way.title.get(lang).to_owned(), cannot(way, way.cannot.as_ref()?, say)]));
    if let Some(table) = Block::table(&[w::LEVER, w::WHY].map(|word| word.get(lang)), &[], rows.collect()) {
        blocks.extend([Block::Heading(w::CANNOT.get(lang).to_owned()), table]);
    }
    blocks
}

/// `Try: greengrade what-if … --set …`.
fn attempt<'s>(command: &str, sets: impl Iterator<Item = &'s str>, say: Say) -> Block {
    let sets: String = sets.map(|set| format!(" --set {set}")).collect();
    Block::Line(say.labelled(w::TRY.get(say.lang), &format!("{command}{sets}")))
}

/// `+ 1 200 000 kWh`, or `4.3 → 4.71`; what is shown is never less than what is needed.
fn least_change(way: &LeverWay, value: f64, amount: f64, lang: Lang) -> String {
    let up = |value: f64, decimals: i32| {
        let scale = 10.0_f64.powi(decimals);
        (value * scale).ceil() / scale
    };
    let told = |value: f64| match way.unit.as_str() {
        "percentage point" => numbers::indicator(&way.key, value, lang),
        _ => numbers::plain(value),
    };
    match (way.unit.as_str(), way.now) {
        ("item", _) => arrow(reports::NO.get(lang), reports::YES.get(lang)),
        ("percentage point", Some(now)) => arrow(&told(now), &told(up(value, 4))),
        ("rack", Some(now)) => arrow(&told(now), &told(up(value, 1))),
        // A result of a test is the very figure of its level.
        ("level", Some(now)) if way.key.starts_with("system.") => arrow(&told(now), &told(value)),
        (_, Some(now)) => arrow(&numbers::plain(now), &told(up(value, 3))),
        ("kWh", None) => format!("+ {} kWh", numbers::grouped(up(amount, 0))),
        (unit, None) => format!("+ {} {unit}", numbers::plain(up(amount, 1))),
    }
}

fn cannot(way: &LeverWay, cannot: &Cannot, say: Say) -> String {
    let lang = say.lang;
    if let Some(why) = &cannot.why {
        return why.get(lang).to_owned();
    }
    let mut parts: Vec<String> = cannot.obstacles.iter().map(|obstacle| told(obstacle, say)).collect();
    match way.key.as_str() {
        _ if cannot.at.is_none() => parts.push(w::NOTHING_LEFT.get(lang).to_owned()),
        "clean-energy.direct-mwh" => parts.push(w::DIRECT_END.get(lang).to_owned()),
        "clean-energy.certificates-mwh" => parts.push(w::CERTIFICATES_END.get(lang).to_owned()),
        _ => {}
    }
    say.list(&parts)
}

fn told(obstacle: &Obstacle, say: Say) -> String {
    let lang = say.lang;
    match obstacle {
        Obstacle::Prerequisite { title, .. } => w::prerequisite(title.get(lang), lang),
        Obstacle::Bound { indicator, best, bound, figure } => {
            let value = say.value(indicator, *best, Some(*figure));
            let asked = numbers::figure(indicator, *figure, lang);
            if indicator == "score" {
                return w::points_at_best(&value, &asked, lang);
            }
            w::at_best(&indicator_name(indicator, lang), &value, &format!("{} {asked}", sign(bound)), lang)
        }
        Obstacle::NoGrade { why } => why.get(lang).to_owned(),
    }
}

fn together(combination: &Combination, command: &str, say: Say) -> Vec<Block> {
    let lang = say.lang;
    let amount = |part: &Costed| match part.unit.as_str() {
        "kWh" => format!("{} kWh", numbers::grouped(part.amount)),
        unit => format!("{} {}", numbers::amount(part.amount), w::unit(unit, lang)),
    };
    let mut rows: Vec<Vec<String>> = combination
        .parts
        .iter()
        .map(|part| {
            vec![part.title.get(lang).to_owned(), amount(part), numbers::grouped(part.cost), part.source.clone()]
        })
        .collect();
    rows.push(vec![w::WHOLE.get(lang).to_owned(), String::new(), numbers::grouped(combination.cost), String::new()]);
    let cost = say.aside(w::COST.get(lang), &combination.currency);
    let head = [w::LEVER.get(lang), w::LEAST.get(lang), &cost, w::SOURCE.get(lang)];
    let mut blocks = vec![Block::Heading(w::TOGETHER.get(lang).to_owned())];
    blocks.extend(Block::table(&head, &[1, 2], rows));
    let score = combination.score.map_or_else(String::new, |score| numbers::fixed(score, 2));
    blocks.push(Block::Line(say.labelled(w::THEN.get(lang), &score)));
    blocks.push(Block::Line(match &combination.why_not_least {
        None => w::IS_LEAST.get(lang).to_owned(),
        Some(why) => say.labelled(w::NOT_PROVEN.get(lang), why.get(lang)),
    }));
    blocks.push(attempt(command, combination.parts.iter().map(|part| part.set.as_str()), say));
    blocks
}
