//! The packs there are, a line each.

use super::document::by_basis;
use crate::report::terminal::paint::{Paint, Tone, drawn};
use crate::report::words::Words;
use crate::report::words::standards as words;
use crate::standard::Pack;
use crate::standard::model::Basis;
use crate::text::Lang;

/// What sort of pack it is, as a reader must know before trusting its grades.
pub fn standing(pack: &Pack) -> Words {
    let figures = pack.figures();
    let official = figures.iter().all(|figure| figure.basis == Basis::Official);
    match (pack.missing_rows.is_empty(), pack.levels.is_empty() && pack.criteria.is_empty(), official) {
        (false, ..) => words::STANDING_PARTIAL,
        (true, true, _) => words::STANDING_REPORT,
        (true, false, true) => words::STANDING_OFFICIAL,
        (true, false, false) => words::STANDING_REFERENCE,
    }
}

/// The packs as a table for a terminal of so many columns.
pub fn listing<'p>(packs: impl Iterator<Item = &'p Pack>, lang: Lang, width: Option<u16>) -> String {
    let paint = Paint { colour: false, width };
    let head = [words::ID, words::TITLE, words::EDITION, words::STANDING, words::FIGURES_BY_BASIS];
    let mut table = paint.table(&head.map(|word| word.get(lang)));
    for pack in packs {
        let title = match &pack.number {
            Some(number) => format!("{number} {}", pack.title.get(lang)),
            None => pack.title.get(lang).to_owned(),
        };
        let standing = standing(pack).get(lang);
        table.add_row(
            [&pack.id, &title, &pack.edition, standing, &by_basis(pack)].map(|text| paint.cell(text, Tone::Plain)),
        );
    }
    drawn(&mut table, &[], 0)
}
