//! The overlay to fill in: every figure of a pack with its present value and a blank for the official one.

use std::fmt::Write;

use super::about::about;
use crate::report::words::standards as words;
use crate::standard::Pack;
use crate::standard::figures::PlacedFigure;
use crate::standard::overlay::Written;
use crate::text::Text;

/// One line of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct FormRow {
    /// The figure's place in the pack.
    pub place: String,
    /// What it is.
    pub about: Text,
    /// Its present value.
    pub present: Written,
    /// What that rests on: `official`, `neighbour` or `choice`.
    pub basis: &'static str,
    /// What to look up for it.
    pub source: Text,
}

/// Every figure of a pack as a line of the form.
pub fn rows(pack: &Pack) -> Vec<FormRow> {
    pack.figures().into_iter().map(|figure| row(pack, figure)).collect()
}

fn row(pack: &Pack, figure: PlacedFigure) -> FormRow {
    let source = pack.sources.get(figure.source.get_ref());
    FormRow {
        about: about(pack, &figure.place),
        present: figure.value.into(),
        basis: figure.basis.word(),
        source: source.map_or_else(|| Text::new("", ""), |source| source.citation.clone()),
        place: figure.place,
    }
}

/// An overlay as TOML, with what was filled in so far (nothing, for a new one).
pub fn toml(pack: &Pack, filled: &dyn Fn(&str) -> Option<(Written, String)>) -> String {
    let mut text = String::new();
    // Writing to a string can not fail.
    let _ = write!(
        text,
        "{how_to_fill}
extends = {extends}
edition = \"official\"
{days}
# in_force = {{ from = 2024-01-01 }}

{look_up}
[sources.official]
citation = {{ zh = {zh}, en = {en} }}
read = \"text\"
",
        how_to_fill = words::FORM_HEAD,
        days = words::FORM_DAYS,
        look_up = words::FORM_SOURCE,
        extends = quoted(&pack.id),
        zh = quoted(&citation(pack, &pack.title.zh)),
        en = quoted(&citation(pack, &pack.title.en)),
    );
    for row in rows(pack) {
        let (official, clause) = filled(&row.place).unwrap_or((Written::Word(String::new()), String::new()));
        let _ = write!(
            text,
            "\n# {zh}\n# {en}\n# {basis}: {source_zh} · {source_en}\n[[figure]]\nplace = {place}\npresent = {present}\nofficial = {official}\nclause = {clause}\n",
            zh = one_line(&row.about.zh),
            en = one_line(&row.about.en),
            basis = row.basis,
            source_zh = one_line(&row.source.zh),
            source_en = one_line(&row.source.en),
            place = quoted(&row.place),
            present = row.present.toml(),
            official = official.toml(),
            clause = quoted(&clause),
        );
    }
    text
}

fn citation(pack: &Pack, title: &str) -> String {
    pack.number.as_ref().map_or_else(|| title.to_owned(), |number| format!("{number} {title}"))
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A comment must not end before its line does.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Library;
    use crate::standard::model::Basis;
    use crate::standard::overlay;

    #[test]
    fn a_form_that_nobody_filled_in_changes_no_figure() {
        let mut library = Library::embedded().unwrap();
        let packs: Vec<Pack> = library.packs().cloned().collect();
        for pack in packs {
            let text = toml(&pack, &|_| None);
            let overlay = overlay::parse(&text, "form.toml").unwrap();
            let laid = library.lay_over(&overlay, &text, "form.toml").unwrap();
            assert_eq!(laid.figures(), pack.figures(), "{}", pack.id);
            assert_eq!(laid.edition, "official");
        }
    }

    #[test]
    fn a_form_that_is_all_filled_in_makes_every_figure_official() {
        let mut library = Library::embedded().unwrap();
        let pack = library.newest("db63t-smart-ops").unwrap().clone();
        let values: Vec<FormRow> = rows(&pack);
        let filled = |place: &str| {
            let row = values.iter().find(|row| row.place == place)?;
            Some((row.present.clone(), "5.1".to_owned()))
        };
        let text = toml(&pack, &filled);
        let laid = library.lay_over(&overlay::parse(&text, "form.toml").unwrap(), &text, "form.toml").unwrap();
        assert!(
            laid.figures()
                .iter()
                .all(|figure| figure.basis == Basis::Official && figure.clause.as_deref() == Some("5.1"))
        );
    }
}
