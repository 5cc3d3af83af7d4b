//! Reports as typeset pages: what a report says as `report.json`, the template that sets it as `report.typ`, and its
//! charts.
//!
//! `--format typ` writes these files for whoever has the typesetter; the feature `pdf` has it within the program.

mod blocks;
mod chapters;
mod criteria;
mod document;
mod evidence;
#[cfg(feature = "pdf")]
mod pdf;
mod portfolio;
mod summary;

use std::path::{Path, PathBuf};

pub use document::{
    Block, Chapter, Column, Document, Form, Inline, Issued, Item, Line, SCHEMA, Signature, TemplateWords,
};
#[cfg(feature = "pdf")]
pub use pdf::pdf;

use serde_json::Value;

use crate::files::{json_bytes, read_text};
use crate::problem::{Problem, Result};
use crate::rating::Rating;
use crate::report::chart::{Chart, Lettering, Typeface, shown};
use crate::report::letterhead::Letterhead;
use crate::report::phrase::Phrases;
use crate::report::portfolio::PortfolioReport;
use crate::report::words::{Words, reports as w, typeset as t};
use crate::text::Lang;

/// That this build makes PDFs.
///
/// # Errors
/// It was built without the feature `pdf`.
pub fn can_be_pdf() -> Result<()> {
    if cfg!(feature = "pdf") {
        return Ok(());
    }
    Err(Problem::new("this build of greengrade makes no PDF").hint(
        "build it with `cargo build --release --features pdf`, which takes some minutes more; or ask for `--format typ` \
         and set its report.typ with typst",
    ))
}

/// The report as a PDF, which this build does not make.
///
/// # Errors
/// Always the one of [`can_be_pdf`].
#[cfg(not(feature = "pdf"))]
pub fn pdf(_typeset: &Typeset, _ident: &str) -> Result<Vec<u8>> {
    can_be_pdf().map(|()| Vec::new())
}

/// The name of the template among the files of a report.
pub const TEMPLATE: &str = "report.typ";
/// The name of what a report says.
pub const CONTENT: &str = "report.json";
/// What messages call the report of a portfolio.
const PORTFOLIO: &str = "portfolio";

const BUILT_IN: &str = include_str!("../../../assets/typeset/report.typ");

/// How reports are set: a template in the language of typst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// What problems call it.
    name: String,
    source: String,
    /// The folder that it stands in, whose other files it may use; `None` for the one of the program.
    folder: Option<PathBuf>,
}

impl Default for Template {
    /// The one that is part of the program.
    fn default() -> Self {
        Self { name: TEMPLATE.to_owned(), source: BUILT_IN.to_owned(), folder: None }
    }
}

impl Template {
    /// Whether it stands in a folder whose other files it may use.
    pub fn has_folder(&self) -> bool {
        self.folder.is_some()
    }

    /// A template of the user's.
    ///
    /// # Errors
    /// A file that can not be read, or is not text.
    pub fn read(file: &Path) -> Result<Self> {
        let (source, _) = read_text(file)?;
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(Self { name: file.display().to_string(), source, folder: Some(folder.to_owned()) })
    }
}

/// How reports are set.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// What stands around them.
    pub letterhead: Option<&'a Letterhead>,
    /// How they look.
    pub template: &'a Template,
    /// What their letters are.
    pub lettering: &'a Lettering,
    /// Their language.
    pub lang: Lang,
}

/// The files of a typeset report, each with its path beside the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Typeset {
    template: Template,
    /// What stands beside the template.
    beside: Vec<(String, Vec<u8>)>,
    /// The font of the user's, which only the program's own typesetter has.
    typeface: Typeface,
}

impl Typeset {
    /// The report of a facility.
    ///
    /// # Errors
    /// A typeface that cannot be read, which is a fault of the program.
    pub fn facility(rating: &Rating, charts: &[Chart], setting: &Setting<'_>) -> Result<Self> {
        let phrases = Phrases::of(rating, setting.lang);
        Self::of(&document(&phrases, charts, setting.letterhead), charts, &rating.facility.id, setting)
    }

    /// The report of a portfolio, whose `portfolio.json` has this hash.
    ///
    /// # Errors
    /// As [`Typeset::facility`].
    pub fn portfolio(
        report: &PortfolioReport<'_>,
        charts: &[Chart],
        sha256: &str,
        setting: &Setting<'_>,
    ) -> Result<Self> {
        let document = portfolio::document(report, charts, setting.letterhead, sha256, setting.lang);
        Self::of(&document, charts, PORTFOLIO, setting)
    }

    fn of(document: &Document, charts: &[Chart], place: &str, setting: &Setting<'_>) -> Result<Self> {
        let Setting { letterhead, template, lettering, .. } = *setting;
        let mut beside = vec![(CONTENT.to_owned(), content(document, lettering, place)?)];
        let logo = letterhead.and_then(Letterhead::logo);
        beside.extend(logo.map(|logo| (logo.file_name().to_owned(), logo.bytes().to_vec())));
        for chart in charts {
            beside.push((chapters::path(chart), chart.svg_for_typesetting()?.into_bytes()));
        }
        Ok(Self { template: template.clone(), beside, typeface: lettering.typeface().clone() })
    }

    /// Every file: its path and its bytes.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let template = std::iter::once((TEMPLATE, self.template.source.as_bytes()));
        template.chain(self.beside.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())))
    }
}

/// What a report says as JSON, with no sign that would be set as an empty box.
fn content(document: &Document, lettering: &Lettering, place: &str) -> Result<Vec<u8>> {
    let mut content = serde_json::to_value(document)
        .map_err(|error| Problem::new(format!("cannot write the report as JSON: {error}")))?;
    can_be_shown(&mut content, lettering, place);
    json_bytes(&content)
}

fn can_be_shown(value: &mut Value, lettering: &Lettering, place: &str) {
    match value {
        Value::String(text) => {
            lettering.look_at(text, place);
            *text = shown(text, lettering.typeface()).collect();
        }
        Value::Array(values) => values.iter_mut().for_each(|value| can_be_shown(value, lettering, place)),
        Value::Object(fields) => fields.values_mut().for_each(|value| can_be_shown(value, lettering, place)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What the report of a facility says.
fn document(phrases: &Phrases<'_>, charts: &[Chart], letterhead: Option<&Letterhead>) -> Document {
    let rating = phrases.rating;
    let making = chapters::Making { phrases, charts };
    let (lang, region) = language(phrases.lang);
    Document {
        schema: SCHEMA.to_owned(),
        lang: lang.to_owned(),
        region: region.to_owned(),
        words: template_words(phrases.lang),
        title: phrases.say(w::TITLE).to_owned(),
        subject: phrases.text(&rating.facility.name).to_owned(),
        issued: letterhead.map(|letterhead| issued(letterhead, phrases.lang)),
        standing: standing(phrases),
        outcome: phrases.outcome(),
        cover: cover(phrases),
        summary: summary::summary(phrases),
        chapters: making.chapters(),
        signatures: signatures(letterhead, phrases.lang),
        annexes: making.annexes(),
    }
}

/// The language, and the country whose form of it is meant.
const fn language(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Zh => ("zh", "cn"),
        Lang::En => ("en", ""),
    }
}

fn issued(letterhead: &Letterhead, lang: Lang) -> Issued {
    Issued {
        by: letterhead.issuer(lang),
        number: letterhead.number().unwrap_or_default(),
        logo: letterhead.logo().map_or_else(String::new, |logo| logo.file_name().to_owned()),
        notes: letterhead.notes(lang),
    }
}

/// Who signs by the letterhead, or by custom.
fn signatures(letterhead: Option<&Letterhead>, lang: Lang) -> Vec<Signature> {
    let named = letterhead.map(|one| one.signatures(lang)).unwrap_or_default();
    if named.is_empty() {
        let signature = |role: Words| Signature { role: role.get(lang).to_owned(), name: String::new() };
        return [t::PREPARED, t::REVIEWED, t::APPROVED].map(signature).to_vec();
    }
    named.into_iter().map(|(role, name)| Signature { role, name: name.unwrap_or_default() }).collect()
}

/// That the figures are not official, where they are not, and that the data is synthetic, where it is.
fn standing(phrases: &Phrases<'_>) -> Vec<String> {
    let deciding = phrases.rating.standards.first();
    let figures = deciding.map(|one| phrases.official_or_not(one.standard.official).to_owned());
    let synthetic = phrases.rating.facility.synthetic.then(|| phrases.say(w::SYNTHETIC).to_owned());
    figures.into_iter().chain(synthetic).collect()
}

fn cover(phrases: &Phrases<'_>) -> Vec<Line> {
    let rating = phrases.rating;
    let line = |label: Words, value: String| Line { label: phrases.say(label).to_owned(), value };
    let mut lines = vec![
        line(w::FACILITY, phrases.text(&rating.facility.name).to_owned()),
        line(w::FACILITY_ID, rating.facility.id.clone()),
    ];
    if let Some(deciding) = rating.standards.first() {
        lines.push(line(w::STANDARD, phrases.standard_in_full(&deciding.standard)));
        lines.push(line(w::EDITION, phrases.edition(&deciding.standard)));
        lines.push(line(w::PERIOD, phrases.period_in_days()));
        lines.push(line(w::FIGURES, phrases.figures_standing(deciding)));
    } else {
        lines.push(line(w::PERIOD, phrases.period_in_days()));
    }
    lines
}

fn template_words(lang: Lang) -> TemplateWords {
    let say = |words: Words| words.get(lang).to_owned();
    TemplateWords {
        contents: say(t::CONTENTS),
        summary: say(t::SUMMARY),
        signatures: say(t::SIGNATURES),
        date: say(t::DATE),
        seal: say(t::SEAL),
        annex: say(t::ANNEX),
        figure: say(t::FIGURE),
        notes: say(t::NOTES),
    }
}
