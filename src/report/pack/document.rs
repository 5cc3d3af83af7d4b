//! A pack as a document to read beside the paper standard: Markdown whose tables line up on a terminal too.

use comfy_table::{ContentLineStyle, LineStyle, Table, TableStyle};

use super::about::about;
use super::listing::standing;
use super::rule::{bound, rule};
use crate::report::words::Words;
use crate::report::words::standards as words;
use crate::standard::Pack;
use crate::standard::figures::PlacedFigure;
use crate::standard::model::{Basis, Condition};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Lang;

/// A Markdown table whose columns line up.
const MARKDOWN: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::new('|', '|', '|'))
    .header_separator(LineStyle::new('|', '-', '|', '|'))
    .content_lines(ContentLineStyle::new('|', '|', '|'));

/// The pack as Markdown.
pub fn document(pack: &Pack, lang: Lang) -> String {
    let mut text = format!("# {}\n\n", heading(pack, lang));
    let facts = [
        (words::ID, pack.id.clone()),
        (words::EDITION, pack.edition.clone()),
        (words::IN_FORCE, pack.in_force.to_string()),
        (words::STANDING, standing(pack).get(lang).to_owned()),
        (words::FIGURES_BY_BASIS, by_basis(pack)),
    ];
    for (title, fact) in facts.into_iter().filter(|(_, fact)| fact != "..") {
        text += &format!("- {}: {fact}\n", title.get(lang));
    }
    text += &format!("\n> {}\n", pack.note.get(lang));
    let missing: Vec<String> = pack.missing_rows.iter().map(|row| format!("- {}\n", row.get(lang))).collect();
    section(&mut text, words::MISSING_ROWS, missing.concat(), lang);
    section(&mut text, words::PREREQUISITES, prerequisites(pack, lang), lang);
    section(&mut text, words::CRITERIA, criteria(pack, lang), lang);
    section(&mut text, words::LEVELS, levels(pack, lang), lang);
    section(&mut text, words::SYSTEM_CLASSES, classes(pack, lang), lang);
    section(&mut text, words::FIELDS, fields(pack, lang), lang);
    section(&mut text, words::FIGURES, figures(pack, lang), lang);
    section(&mut text, words::SOURCES, sources(pack, lang), lang);
    text
}

fn heading(pack: &Pack, lang: Lang) -> String {
    let title = pack.title.get(lang);
    pack.number.as_ref().map_or_else(|| title.to_owned(), |number| format!("{number} {title}"))
}

/// How many figures rest on what, as `official / neighbour / choice`.
pub(super) fn by_basis(pack: &Pack) -> String {
    let figures = pack.figures();
    let count = |basis| figures.iter().filter(|figure| figure.basis == basis).count();
    format!("{} / {} / {}", count(Basis::Official), count(Basis::Neighbour), count(Basis::Choice))
}

fn section(text: &mut String, title: Words, body: String, lang: Lang) {
    if !body.is_empty() {
        *text += &format!("\n## {}\n\n{body}", title.get(lang));
    }
}

/// A Markdown table; nothing where there are no rows.
pub(super) fn table(head: &[Words], rows: Vec<Vec<String>>, lang: Lang) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.load_style(MARKDOWN).set_header(head.iter().map(|word| word.get(lang)));
    table
        .add_rows(rows.into_iter().map(|row| row.into_iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>()));
    format!("{table}\n")
}

fn indicator(id: &str, lang: Lang) -> String {
    Vocabulary::embedded().indicator(id).map_or_else(|| id.to_owned(), |name| name.title.get(lang).to_owned())
}

fn prerequisites(pack: &Pack, lang: Lang) -> String {
    let rows = pack.prerequisites.iter().map(|one| {
        vec![
            one.id.get_ref().clone(),
            one.title.get(lang).to_owned(),
            indicator(one.indicator.get_ref(), lang),
            bound(one.indicator.get_ref(), &one.must, lang),
            words::on_fail(one.on_fail).get(lang).to_owned(),
        ]
    });
    let head = [words::ID, words::ABOUT, words::INDICATOR, words::CONDITIONS, words::ON_FAIL];
    table(&head, rows.collect(), lang)
}

fn criteria(pack: &Pack, lang: Lang) -> String {
    let rows = pack.criteria.iter().map(|one| {
        let points = crate::report::numbers::plain(one.points.value);
        vec![
            one.id.get_ref().clone(),
            one.title.get(lang).to_owned(),
            if one.bonus { format!("+{points}") } else { points },
            rule(one, lang),
            conditions(&one.only_if, lang),
        ]
    });
    table(&[words::ID, words::ABOUT, words::MOST_POINTS, words::RULE, words::PRECONDITION], rows.collect(), lang)
}

fn conditions(conditions: &[Condition], lang: Lang) -> String {
    let each = conditions.iter().map(|one| {
        format!("{} {}", indicator(one.indicator.get_ref(), lang), bound(one.indicator.get_ref(), &one.must, lang))
    });
    each.collect::<Vec<_>>().join("; ")
}

fn levels(pack: &Pack, lang: Lang) -> String {
    let rows = pack.levels.iter().map(|level| {
        let score = level.score.as_ref().map(|score| format!("≥ {}", crate::report::numbers::plain(score.value)));
        vec![level.title.get(lang).to_owned(), score.unwrap_or_default(), conditions(&level.require, lang)]
    });
    let mut rows: Vec<Vec<String>> = rows.collect();
    if let (Some(below), false) = (&pack.below, rows.is_empty()) {
        rows.push(vec![below.get(lang).to_owned(), String::new(), String::new()]);
    }
    table(&[words::LEVEL, words::MIN_SCORE, words::CONDITIONS], rows, lang)
}

fn classes(pack: &Pack, lang: Lang) -> String {
    use crate::report::numbers::plain;
    let rows = pack.system_classes.iter().map(|class| {
        let rows = class.rows.iter().map(|row| format!("≥ {} → {}", plain(row.at_least.value), row.level));
        let benchmarks = class.benchmarks.iter().map(|(kind, figure)| format!("{kind} {}", plain(figure.value)));
        vec![
            class.id.get_ref().clone(),
            class.title.get(lang).to_owned(),
            class.unit.clone(),
            rows.collect::<Vec<_>>().join(", "),
            benchmarks.collect::<Vec<_>>().join(", "),
        ]
    });
    table(&[words::ID, words::ABOUT, words::UNIT, words::LEVEL, words::BENCHMARKS], rows.collect(), lang)
}

fn fields(pack: &Pack, lang: Lang) -> String {
    let rows = pack.fields.iter().map(|field| {
        let from = field.indicator.as_ref().map(|id| indicator(id.get_ref(), lang));
        vec![field.id.get_ref().clone(), field.title.get(lang).to_owned(), field.unit.clone(), from.unwrap_or_default()]
    });
    table(&[words::ID, words::ABOUT, words::UNIT, words::INDICATOR], rows.collect(), lang)
}

fn figures(pack: &Pack, lang: Lang) -> String {
    let rows = pack.figures().into_iter().map(|figure| {
        let about = about(pack, &figure.place);
        let value = dated(&figure);
        let PlacedFigure { place, basis, source, clause, .. } = figure;
        let source = source.get_ref().clone() + &clause.map(|clause| format!(", {clause}")).unwrap_or_default();
        vec![place, about.get(lang).to_owned(), value, words::basis(basis).get(lang).to_owned(), source]
    });
    table(&[words::PLACE, words::ABOUT, words::PRESENT, words::BASIS, words::SOURCE], rows.collect(), lang)
}

/// A figure's value, with the days on which it begins and changes.
fn dated(figure: &PlacedFigure) -> String {
    let from = figure.from.map(|day| format!(" ({day}..)")).unwrap_or_default();
    let changes: Vec<String> = figure
        .changes
        .iter()
        .map(|(day, value)| format!("; {day}.. → {}", value.map_or_else(|| "—".to_owned(), |value| value.written())))
        .collect();
    format!("{}{from}{}", figure.value.written(), changes.concat())
}

fn sources(pack: &Pack, lang: Lang) -> String {
    let each = pack.sources.iter().map(|(key, source)| {
        format!("- `{key}`: {} ({})\n", source.citation.get(lang), words::reading(source.read).get(lang))
    });
    each.collect()
}
