//! How the charts of one run are lettered, and which characters nothing had a glyph for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::face::Shown;
use super::{Chart, Typeface};
use crate::problem::Problem;

/// The user's font, and a list of the characters that neither it nor the embedded typeface has.
#[derive(Debug, Default)]
pub struct Lettering {
    typeface: Typeface,
    /// The places where each character stands.
    lacking: Mutex<BTreeMap<char, BTreeSet<String>>>,
}

/// So many characters, and so many places of each, are named in the warning.
const NAMED: (usize, usize) = (20, 4);

impl Lettering {
    /// Lettered with this font beside the embedded typeface.
    pub fn new(typeface: Typeface) -> Self {
        Self { typeface, lacking: Mutex::default() }
    }

    /// The user's font.
    pub fn typeface(&self) -> &Typeface {
        &self.typeface
    }

    /// The chart lettered with the font; what is lacking in it is noted for a place, such as a facility's id.
    #[must_use]
    pub fn letter(&self, mut chart: Chart, place: &str) -> Chart {
        chart.canvas.typeface = self.typeface.clone();
        chart.canvas.texts().for_each(|text| self.look_at(text, place));
        chart
    }

    /// Notes the characters of a text that nothing has a glyph for.
    pub fn look_at(&self, text: &str, place: &str) {
        let lacking = Shown::all(text).filter_map(|shown| match shown {
            Shown::Other(c) => (!self.typeface.has(c)).then_some(c),
            Shown::Own(_) => None,
        });
        for c in lacking {
            let mut known = self.lacking.lock().unwrap_or_else(PoisonError::into_inner);
            known.entry(c).or_default().insert(place.to_owned());
        }
    }

    /// What is lacking, where, and what to do about it; `None` where nothing is.
    pub fn lacking(&self) -> Option<Problem> {
        let lacking = self.lacking.lock().unwrap_or_else(PoisonError::into_inner);
        if lacking.is_empty() {
            return None;
        }
        let named = lacking.iter().take(NAMED.0).map(|(c, places)| {
            let (shown, rest) = (places.iter().take(NAMED.1), places.len().saturating_sub(NAMED.1));
            let shown = shown.map(String::as_str).collect::<Vec<_>>().join(", ");
            let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
            format!("`{}` (U+{:04X}) of {shown}{rest}", c.escape_debug(), u32::from(*c))
        });
        let mut named = named.collect::<Vec<_>>().join("; ");
        let rest = lacking.len().saturating_sub(NAMED.0);
        if rest > 0 {
            named.push_str(&format!("; and {rest} more characters"));
        }
        let hint = match self.typeface.file() {
            None => "name a font that has them by `--font`".to_owned(),
            Some(file) => format!("{} has no outlines of them: name a font that has by `--font`", file.display()),
        };
        Some(Problem::new(format!("drawn as `?`, for want of a glyph: {named}")).hint(hint))
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::typeface;
    use super::*;

    #[test]
    fn what_no_font_has_is_told_once_with_its_places() {
        let lettering = Lettering::default();
        assert_eq!(lettering.lacking(), None);
        for (text, place) in [("青海龘", "lake"), ("龘龘 A", "lake"), ("㙍龘", "river"), ("评定", "sea")] {
            lettering.look_at(text, place);
        }
        let problem = lettering.lacking().unwrap();
        assert_eq!(
            problem.what,
            "drawn as `?`, for want of a glyph: `㙍` (U+364D) of river; `龘` (U+9F98) of lake, river"
        );
        assert_eq!(problem.hint.unwrap(), "name a font that has them by `--font`");
    }

    #[test]
    fn what_the_named_font_has_is_not_lacking() {
        let lettering = Lettering::new(typeface("龘", 1000));
        lettering.look_at("龘", "lake");
        assert_eq!(lettering.lacking(), None);
        lettering.look_at("㙍", "lake");
        let problem = lettering.lacking().unwrap();
        assert!(problem.what.ends_with("`㙍` (U+364D) of lake") && problem.hint.unwrap().contains("has no outlines"));
    }

    #[test]
    fn a_warning_does_not_grow_without_end() {
        let lettering = Lettering::default();
        let text: String = ('\u{20000}'..'\u{20100}').collect();
        (0..50).for_each(|index| lettering.look_at(&text, &format!("site-{index}")));
        let what = lettering.lacking().unwrap().what;
        assert!(what.len() < 2000 && what.contains(" and 46 more; ") && what.ends_with("and 236 more characters"));
    }
}
