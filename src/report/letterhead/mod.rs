//! A letterhead: what whoever issues reports puts around them: a heading, a number, a logo, notes, and who signs. It changes
//! nothing of what a report says of a facility.
//!
//! ```toml
//! issuer = { zh = "…", en = "A data bureau" }
//! number = "2026-012"
//! logo = "logo.png"
//! notes = [{ zh = "…", en = "For internal use." }]
//!
//! [[signature]]
//! role = { zh = "…", en = "Reviewed by" }
//! name = "…"
//! ```

mod around;
mod logo;

use std::path::Path;

pub use logo::Logo;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

pub(super) use around::{markdown_head, markdown_notes, page_head};

use crate::files::read_text;
use crate::problem::{Problem, Result};
use crate::report::phrase::harmless;
use crate::text::{Lang, Text};
use crate::toml_text;

/// What stands around the reports of whoever issues them.
#[derive(Debug, Clone, PartialEq)]
pub struct Letterhead {
    issuer: Text,
    number: Option<String>,
    logo: Option<Logo>,
    notes: Vec<Text>,
    signatures: Vec<WrittenSignature>,
}

/// A letterhead as its file writes it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenLetterhead {
    /// Who issues the reports.
    #[schemars(with = "Text")]
    issuer: Spanned<Text>,
    /// The number of the report in the issuer's files.
    number: Option<String>,
    /// A picture beside this file, PNG or JPEG, of 1 MiB at most.
    #[schemars(with = "Option<String>")]
    logo: Option<Spanned<String>>,
    /// What the issuer has to say beside the report, paragraph by paragraph.
    #[serde(default)]
    notes: Vec<Text>,
    /// Who signs; prepared, reviewed and approved where left out.
    #[serde(default, rename = "signature")]
    signatures: Vec<WrittenSignature>,
}

/// A place to sign at.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenSignature {
    /// As what one signs.
    role: Text,
    /// Who signs; written by hand where left out.
    name: Option<String>,
}

impl Letterhead {
    /// Reads a letterhead and its logo.
    ///
    /// # Errors
    /// A file that can not be read or has another form, with the line; a logo that is no PNG or JPEG, or too large.
    pub fn read(file: &Path) -> Result<Self> {
        let name = file.display().to_string();
        let (text, _) = read_text(file)?;
        let written: WrittenLetterhead =
            toml_text::parse_as(&text, &name, "compare with the letterhead in docs/letterhead.md")?;
        let issuer = written.issuer.get_ref();
        if [Lang::Zh, Lang::En].iter().any(|lang| issuer.get(*lang).trim().is_empty()) {
            return Err(Problem::new("the issuer has no name in one of the languages")
                .at_span(&name, &text, written.issuer.span())
                .hint("write it as `issuer = { zh = \"…\", en = \"…\" }`"));
        }
        let folder = file.parent().unwrap_or(Path::new("."));
        let logo = written.logo.as_ref().map(|path| {
            Logo::read(&folder.join(path.get_ref())).map_err(|problem| match problem.place {
                // A logo that is there is at fault itself; one that is not is a slip of this file.
                Some(_) if folder.join(path.get_ref()).is_file() => problem,
                _ => problem.at_span(&name, &text, path.span()),
            })
        });
        let logo = logo.transpose()?;
        let WrittenLetterhead { issuer, number, notes, signatures, .. } = written;
        Ok(Self { issuer: issuer.into_inner(), number, logo, notes, signatures })
    }

    /// Who issues the reports.
    pub fn issuer(&self, lang: Lang) -> String {
        harmless(self.issuer.get(lang))
    }

    /// The number of the report in the issuer's files.
    pub fn number(&self) -> Option<String> {
        self.number.as_deref().map(harmless)
    }

    /// The issuer's logo.
    pub fn logo(&self) -> Option<&Logo> {
        self.logo.as_ref()
    }

    /// What the issuer has to say beside the report, paragraph by paragraph.
    pub fn notes(&self, lang: Lang) -> Vec<String> {
        self.notes.iter().map(|note| harmless(note.get(lang))).collect()
    }

    /// Who signs: as what, and their name where it is known. Empty where the letterhead leaves it to the report.
    pub fn signatures(&self, lang: Lang) -> Vec<(String, Option<String>)> {
        let one = |one: &WrittenSignature| (harmless(one.role.get(lang)), one.name.as_deref().map(harmless));
        self.signatures.iter().map(one).collect()
    }

    /// `issuer · number`.
    pub(super) fn heading(&self, lang: Lang) -> String {
        let number = self.number().map(|number| format!(" · {number}")).unwrap_or_default();
        self.issuer(lang) + &number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest PNG that there is: one pixel.
    const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde";

    fn read(text: &str) -> Result<Letterhead> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("logo.png"), PIXEL).unwrap();
        std::fs::write(folder.path().join("logo.gif"), b"GIF89a").unwrap();
        std::fs::write(folder.path().join("head.toml"), text).unwrap();
        Letterhead::read(&folder.path().join("head.toml"))
    }

    const ISSUER: &str = "issuer = { zh = '某局', en = 'A bureau' }\n";

    #[test]
    fn a_letterhead_is_read_with_its_logo_and_its_words_in_both_languages() {
        let text = format!(
            "{ISSUER}number = '12'\nlogo = 'logo.png'\nnotes = [{{ zh = '甲', en = 'a' }}]\n[[signature]]\nrole = {{ zh = '审', en = 'R' }}\n"
        );
        let read = read(&text).unwrap();
        assert_eq!(
            (read.heading(Lang::Zh), read.heading(Lang::En)),
            ("某局 · 12".to_owned(), "A bureau · 12".to_owned())
        );
        assert_eq!(read.notes(Lang::En), ["a"]);
        assert_eq!(read.signatures(Lang::Zh), [("审".to_owned(), None)]);
        assert_eq!(read.logo().unwrap().file_name(), "logo.png");
    }

    #[test]
    fn what_is_wrong_is_told_once_with_its_place() {
        for (text, what, place) in [
            ("number = '1'\n".to_owned(), "the key `issuer` is missing", "line 1"),
            (format!("{ISSUER}motto = 'x'\n"), "unknown key `motto`", "line 2"),
            ("issuer = { zh = '某局', en = ' ' }\n".to_owned(), "has no name in one of the languages", "line 1"),
            (format!("{ISSUER}logo = 'none.png'\n"), "no such file", "line 2"),
            (format!("{ISSUER}logo = 'logo.gif'\n"), "neither a PNG nor a JPEG", "logo.gif"),
            (format!("{ISSUER}notes = ['x']\n"), "", "line 2"),
        ] {
            let problem = read(&text).unwrap_err();
            assert!(problem.what.contains(what), "{problem}");
            assert!(problem.place.as_deref().unwrap_or_default().contains(place), "{problem} {:?}", problem.place);
            assert!(problem.hint.is_some(), "{problem}");
        }
    }
}
