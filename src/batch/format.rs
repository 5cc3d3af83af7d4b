//! The forms in which a run writes its reports and charts.

use std::collections::BTreeSet;

/// A form of reports or of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The record, which is written whether it is asked for or not.
    Json,
    /// The report in Markdown.
    Markdown,
    /// Charts as pictures in pixels.
    Png,
    /// Charts as outlines.
    Svg,
    /// Workbooks for Excel.
    Xlsx,
    /// The report, and the page of the portfolio, for a browser.
    Html,
    /// The report as typeset pages.
    Pdf,
    /// What the typesetter makes such pages of.
    Typ,
}

/// The forms that a run writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formats(BTreeSet<Format>);

impl Formats {
    /// These forms and the record, without which nothing can be explained or compared.
    pub fn new(formats: impl IntoIterator<Item = Format>) -> Self {
        Self(formats.into_iter().chain([Format::Json]).collect())
    }

    /// Whether the run writes this form.
    pub fn has(&self, format: Format) -> bool {
        self.0.contains(&format)
    }

    /// Whether any of the forms shows charts.
    pub fn show_charts(&self) -> bool {
        [Format::Png, Format::Svg, Format::Html, Format::Pdf, Format::Typ].iter().any(|format| self.has(*format))
    }

    /// Whether any of the forms is made of typeset pages.
    pub fn are_typeset(&self) -> bool {
        self.has(Format::Pdf) || self.has(Format::Typ)
    }

    /// How the names of the pictures end that a report in Markdown shows; `None` where no charts are written.
    pub fn picture_ending(&self) -> Option<&'static str> {
        let endings = [(Format::Png, "png"), (Format::Svg, "svg")];
        endings.into_iter().find(|(format, _)| self.has(*format)).map(|(_, ending)| ending)
    }
}

impl Default for Formats {
    fn default() -> Self {
        Self::new([Format::Markdown, Format::Png])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_is_always_written_and_a_report_shows_pictures_that_are_there() {
        assert!(Formats::new([]).has(Format::Json) && !Formats::new([]).has(Format::Markdown));
        assert_eq!(Formats::new([Format::Markdown]).picture_ending(), None);
        assert_eq!(Formats::new([Format::Svg]).picture_ending(), Some("svg"));
        assert_eq!(Formats::new([Format::Svg, Format::Png]).picture_ending(), Some("png"));
        assert!(Formats::new([Format::Html]).show_charts() && !Formats::new([Format::Markdown]).show_charts());
        assert_eq!(Formats::default(), Formats::new([Format::Json, Format::Markdown, Format::Png]));
    }
}
