//! Overlays: a user's file that puts official figures in the place of a pack's, one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::check;
use super::figures::{AnyFigure, FigureValue};
use super::load::tell_places;
use super::model::{Basis, Figure, InForce, Pack, Policy, Source, WhenMissing};
use crate::files::sha256_hex;
use crate::problem::{Problem, Result, nearest};
use crate::text::Text;
use crate::toml_text;

/// The source that an overlay's figures come from where they name no other.
const OFFICIAL: &str = "official";
/// The place of the figure that an overlay may add to a pack without it.
const FORMAL_CONFIDENCE: &str = "formal_confidence";

/// An overlay, as its TOML file writes it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// The pack that it lays its figures over.
    #[schemars(with = "String")]
    pub extends: Spanned<String>,
    /// The id of the outcome; the pack's own, whose place it then takes, where left out.
    pub id: Option<String>,
    /// The edition of the outcome.
    pub edition: String,
    /// The standard's number, where the pack has none or another.
    pub number: Option<String>,
    /// The standard's title, where the pack has another.
    pub title: Option<Text>,
    /// The days on which the edition is in force.
    pub in_force: Option<InForce>,
    /// What the figures are and are not, in words for reports.
    pub note: Option<Text>,
    /// The sources of the figures.
    #[serde(default)]
    pub sources: BTreeMap<String, Source>,
    /// The figures.
    #[serde(default, rename = "figure")]
    pub figures: Vec<OverlayFigure>,
}

/// A figure that takes the place of another.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverlayFigure {
    /// Which: its place in the pack, such as `criterion.pue.zero_at`.
    #[schemars(with = "String")]
    pub place: Spanned<String>,
    /// What it is, for the reader; not looked at.
    pub about: Option<String>,
    /// The pack's own value, to notice when the pack has changed since; not looked at where left out.
    #[schemars(with = "Option<Written>")]
    pub present: Option<Spanned<Written>>,
    /// The figure of the official text; the pack's own stays where this is left out or blank.
    #[schemars(with = "Option<Written>")]
    pub official: Option<Spanned<Written>>,
    /// The clause of the official text that it stands in.
    pub clause: Option<String>,
    /// The key of its source in `[sources]`; `official` where left out.
    #[schemars(with = "Option<String>")]
    pub source: Option<Spanned<String>>,
}

/// A figure as an analyst writes it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Written {
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A word such as `no-points`; blank for nothing.
    Word(String),
}

impl Written {
    /// Whether nothing is written.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Word(word) if word.trim().is_empty())
    }

    /// As a TOML value.
    pub fn toml(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Word(word) => toml::Value::String(word.clone()).to_string(),
        }
    }
}

impl From<FigureValue> for Written {
    fn from(value: FigureValue) -> Self {
        match value {
            FigureValue::Number(number) => Self::Number(number),
            FigureValue::Flag(flag) => Self::Flag(flag),
            FigureValue::WhenMissing(_) | FigureValue::Policy(_) => Self::Word(value.written()),
        }
    }
}

/// Whether a text is an overlay rather than a pack.
pub fn is_overlay(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        extends: Option<toml::Value>,
    }
    toml::from_str::<Probe>(text).is_ok_and(|probe| probe.extends.is_some())
}

/// Reads an overlay; `name` is its file's name as the user knows it.
///
/// # Errors
/// What has not the form of an overlay, with its line.
pub fn parse(text: &str, name: &str) -> Result<Overlay> {
    toml_text::parse_as(
        text,
        name,
        "an overlay has `extends`, `edition`, `[sources.…]` and a `[[figure]]` for each figure",
    )
}

impl Overlay {
    /// The pack with the overlay's figures in it; `text` and `name` are the overlay's file's, for the error's line.
    ///
    /// # Errors
    /// A place that the pack does not have, a figure that is not of the place's kind or has no clause, a pack that has
    /// changed since the overlay was begun, or an outcome that is no sound pack.
    pub fn over(&self, base: &Pack, text: &str, name: &str) -> Result<Pack> {
        let base = &self.opened(base);
        let mut pack = base.clone();
        pack.id = self.id.clone().unwrap_or(pack.id);
        pack.edition.clone_from(&self.edition);
        pack.number = self.number.clone().or(pack.number);
        pack.title = self.title.clone().unwrap_or(pack.title);
        pack.in_force = self.in_force.unwrap_or(pack.in_force);
        pack.sources.extend(self.sources.clone());
        pack.sha256.push(sha256_hex(text.as_bytes()));
        let mut placed = BTreeSet::new();
        for figure in &self.figures {
            if !placed.insert(figure.place.get_ref()) {
                let what = format!("the figure `{}` is here twice", figure.place.get_ref());
                let problem = Problem::new(what).hint("keep one of the two");
                return Err(problem.at_span(name, text, figure.place.span()));
            }
            self.replace(figure, &mut pack, base).map_err(|(span, problem)| problem.at_span(name, text, span))?;
        }
        tell_places(&mut pack);
        pack.note = self.note.clone().unwrap_or_else(|| note_of(&pack));
        match check::faults(&pack).into_iter().find(|fault| fault.grave) {
            None => Ok(pack),
            Some(fault) => {
                let what = format!("with this overlay the pack is not sound: {}", fault.problem.what);
                let problem = Problem { what, place: Some(name.to_owned()), ..fault.problem.clone() };
                Err(match self.cause(&fault.problem, base) {
                    Some(span) => problem.at_span(name, text, span),
                    None => problem,
                })
            }
        }
    }

    /// The pack with a place for the one figure that an overlay may add, where it does: whether a formal grade needs a
    /// probability is for the bureau to say, and no pack of this program says it.
    fn opened(&self, base: &Pack) -> Pack {
        let mut pack = base.clone();
        let written =
            |figure: &OverlayFigure| figure.official.as_ref().is_some_and(|written| !written.get_ref().is_blank());
        let mut figures = self.figures.iter();
        let added = figures.find(|figure| figure.place.get_ref() == FORMAL_CONFIDENCE && written(figure));
        if let (None, Some(added)) = (&base.formal_confidence, added) {
            pack.formal_confidence = Some(Figure {
                value: f64::NAN,
                basis: Basis::Choice,
                source: Spanned::new(added.place.span(), OFFICIAL.to_owned()),
                clause: None,
                from: None,
                changes: Vec::new(),
                place: FORMAL_CONFIDENCE.to_owned(),
            });
        }
        pack
    }

    /// The first of the overlay's figures with which the pack has the fault.
    fn cause(&self, fault: &Problem, base: &Pack) -> Option<Range<usize>> {
        let mut pack = base.clone();
        pack.sources.extend(self.sources.clone());
        self.figures.iter().find_map(|figure| {
            self.replace(figure, &mut pack, base).ok()?;
            tell_places(&mut pack);
            let has_it = check::faults(&pack).iter().any(|found| found.grave && found.problem == *fault);
            figure.official.as_ref().filter(|_| has_it).map(Spanned::span)
        })
    }

    fn replace(&self, figure: &OverlayFigure, pack: &mut Pack, base: &Pack) -> std::result::Result<(), check::Placed> {
        let place = figure.place.get_ref();
        let at_place = |what: String, hint: String| (figure.place.span(), Problem::new(what).hint(hint));
        let known = base.figures();
        let Some(present) = known.iter().find(|known| &known.place == place) else {
            let near = nearest(place, known.iter().map(|known| known.place.as_str()));
            let hint = near.map_or("list the places with `greengrade standard show`".to_owned(), |near| {
                format!("did you mean `{near}`?")
            });
            return Err(at_place(format!("`{}` has no figure `{place}`", base.id), hint));
        };
        if let Some(written) = figure.present.as_ref().filter(|written| written.get_ref() != &present.value.into()) {
            let what = format!("the figure `{place}` of `{}` is {} now", base.id, present.value.written());
            let hint = "the pack has changed since this overlay was begun: look at the figure again, and write its present value";
            return Err((written.span(), Problem::new(what).hint(hint)));
        }
        let Some(official) = figure.official.as_ref().filter(|written| !written.get_ref().is_blank()) else {
            return Ok(());
        };
        let clause = figure.clause.clone().filter(|clause| !clause.trim().is_empty()).ok_or_else(|| {
            let hint = "write the clause of the official text that the figure stands in";
            at_place(format!("the official figure `{place}` names no clause"), hint.to_owned())
        })?;
        let source = figure.source.clone().unwrap_or_else(|| Spanned::new(official.span(), OFFICIAL.to_owned()));
        let key = source.get_ref();
        if !pack.sources.contains_key(key) {
            let what = format!("the figure `{place}` names a source `{key}` that there is not");
            let hint = match nearest(key, pack.sources.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("describe the official text in a table `[sources.{key}]`"),
            };
            return Err((source.span(), Problem::new(what).hint(hint)));
        }
        let origin = Origin { clause, source };
        let mut fits = true;
        pack.each_figure(&mut |at, old| {
            if at == place {
                fits = origin.put(official.get_ref(), old);
            }
        });
        if fits {
            return Ok(());
        }
        let (expected, hint) = match present.value {
            FigureValue::Number(_) => ("a number", "write a plain decimal, without quotation marks"),
            FigureValue::Flag(_) => ("`true` or `false`", "write one of the two words, without quotation marks"),
            FigureValue::WhenMissing(_) => ("`not-rated` or `no-points`", "write one of the two, in quotation marks"),
            FigureValue::Policy(_) => ("`exclude`, `hold` or `bridge`", "write one of the three, in quotation marks"),
        };
        let what = format!("the figure `{place}` is {expected}, and `{}` is not", official.get_ref().toml());
        Err((official.span(), Problem::new(what).hint(hint)))
    }
}

/// What the figures are once the overlay is laid on, where it does not say so itself: what the pack below says of its
/// figures holds as long as one of them is left.
fn note_of(pack: &Pack) -> Text {
    match pack.figures().iter().all(|figure| figure.basis == Basis::Official) {
        true => Text::new("全部数值取自官方文本。", "Every figure is from the official text."),
        false => pack.note.clone(),
    }
}

/// Where an official figure comes from.
struct Origin {
    clause: String,
    source: Spanned<String>,
}

impl Origin {
    /// Puts a figure in the place of another; whether it is of the kind.
    fn put(&self, written: &Written, old: AnyFigure<'_>) -> bool {
        match (old, written) {
            (AnyFigure::Number(old), Written::Number(number)) => self.set(old, *number),
            (AnyFigure::Flag(old), Written::Flag(flag)) => self.set(old, *flag),
            (AnyFigure::WhenMissing(old), Written::Word(word)) => match word.trim() {
                "not-rated" => self.set(old, WhenMissing::NotRated),
                "no-points" => self.set(old, WhenMissing::NoPoints),
                _ => false,
            },
            (AnyFigure::Policy(old), Written::Word(word)) => {
                Policy::of_word(word.trim()).is_some_and(|policy| self.set(old, policy))
            }
            _ => false,
        }
    }

    fn set<T>(&self, old: &mut Figure<T>, value: T) -> bool {
        *old = Figure {
            value,
            basis: Basis::Official,
            source: self.source.clone(),
            clause: Some(self.clause.clone()),
            from: None,
            changes: Vec::new(),
            place: String::new(),
        };
        true
    }
}
