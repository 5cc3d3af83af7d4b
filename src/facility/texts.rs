//! The texts that a manifest is made of: its own file, and the mappings it brings in.

use std::ops::Range;

use toml::Spanned;

use crate::problem::Problem;

/// Texts laid end to end, so that the span of a part tells which of them it is in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Texts {
    texts: Vec<Text>,
}

/// One of the texts.
#[derive(Debug, Clone, PartialEq)]
struct Text {
    /// The file's name as the user knows it.
    name: String,
    text: String,
    /// Where it begins among all texts.
    start: usize,
}

impl Texts {
    /// The manifest's own text.
    pub fn of(name: &str, text: &str) -> Self {
        Self { texts: vec![Text { name: name.to_owned(), text: text.to_owned(), start: 0 }] }
    }

    /// Where the next text will begin.
    pub(super) fn end(&self) -> usize {
        self.texts.last().map_or(0, |last| last.start + last.text.len() + 1)
    }

    /// Adds a text behind the others.
    pub(super) fn push(&mut self, name: &str, text: &str) {
        self.texts.push(Text { name: name.to_owned(), text: text.to_owned(), start: self.end() });
    }

    /// The manifest's own text.
    pub(super) fn manifest(&self) -> &str {
        self.texts.first().map_or("", |first| first.text.as_str())
    }

    /// Points a problem at a span.
    pub(super) fn at(&self, span: Range<usize>, problem: Problem) -> Problem {
        let Some(text) = self.texts.iter().rev().find(|text| text.start <= span.start) else { return problem };
        problem.at_span(&text.name, &text.text, span.start - text.start..span.end.saturating_sub(text.start))
    }

    /// Points a problem at a part.
    pub(super) fn at_part<T>(&self, part: &Spanned<T>, problem: Problem) -> Problem {
        self.at(part.span(), problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_told_in_the_text_that_it_is_in() {
        let mut texts = Texts::of("a.toml", "x = 1\n");
        let start = texts.end();
        texts.push("b.toml", "y = 2\nz = 3\n");
        let line = |span| texts.at(span, Problem::new("wrong")).to_string();
        assert!(line(0..1).contains("a.toml"), "{}", line(0..1));
        // The second line of the second text.
        let second = line(start + 6..start + 7);
        assert!(second.contains("b.toml") && second.contains('2'), "{second}");
    }
}
