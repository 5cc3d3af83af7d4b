//! A problem as a user sees it: what, where, the line of the file if it is one that people write, and a hint.

use std::fmt::Write;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource};

use crate::problem::{Problem, Snippet};

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// It can not go on with it.
    Error,
    /// Somebody should look.
    Warning,
}

/// The text of a problem, ending with a line end.
pub(super) fn problem(problem: &Problem, weight: Weight, colour: bool) -> String {
    let (word, tone) = match weight {
        Weight::Error => ("error", "\u{1b}[31m"),
        Weight::Warning => ("warning", "\u{1b}[33m"),
    };
    let (tone, cyan, plain) = if colour { (tone, "\u{1b}[36m", "\u{1b}[0m") } else { ("", "", "") };
    let mut text = format!("{tone}{word}:{plain} {}\n", problem.what);
    // Writing to a string can not fail.
    if let Some(place) = &problem.place {
        let _ = writeln!(text, "   at: {place}");
    }
    if let Some(snippet) = &problem.snippet {
        text.push_str(&excerpt(snippet, colour));
    }
    if let Some(hint) = &problem.hint {
        let _ = writeln!(text, " {cyan}hint:{plain} {hint}");
    }
    text
}

/// Longer lines than these fill a terminal and show nothing.
const LONGEST_LINE: usize = 500;

/// The lines around the part that a problem points at, unless they are long.
fn excerpt(snippet: &Snippet, colour: bool) -> String {
    if lines_around(snippet).any(|line| line.len() > LONGEST_LINE) {
        return String::new();
    }
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let span = snippet.span.start..snippet.span.end.min(snippet.text.len());
    let label = LabeledSpan::underline((span.start, span.len().max(1).min(snippet.text.len() - span.start)));
    let report = miette::Report::new(MietteDiagnostic::new("").with_label(label))
        .with_source_code(NamedSource::new(&snippet.name, snippet.text.clone()));
    let mut drawn = String::new();
    let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(1).with_links(false);
    if handler.render_report(&mut drawn, report.as_ref()).is_err() {
        return String::new();
    }
    // The first lines are the (empty) message, which stands above in our own form.
    let from = drawn
        .find("╭─")
        .map_or(0, |at| drawn.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1));
    format!("{}\n", drawn.get(from..).unwrap_or_default().trim_end())
}

/// The lines of the part, and one on either side.
fn lines_around(snippet: &Snippet) -> impl Iterator<Item = &str> {
    let start = snippet.text.get(..snippet.span.start).map_or(0, |before| before.matches('\n').count());
    let length = snippet.text.get(snippet.span.clone()).map_or(1, |part| part.lines().count().max(1));
    snippet.text.lines().skip(start.saturating_sub(1)).take(length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_in_a_manifest_shows_its_line() {
        let text = "id = \"a\"\nunti = \"kW\"\nkind = \"power\"\n";
        let wrong =
            Problem::new("unknown key `unti`").at_span("facility.toml", text, 9..13).hint("did you mean `unit`?");
        let shown = problem(&wrong, Weight::Error, false);
        assert!(shown.starts_with("error: unknown key `unti`\n   at: facility.toml, line 2\n"), "{shown}");
        assert!(shown.contains("unti = \"kW\""), "{shown}");
        assert!(shown.ends_with(" hint: did you mean `unit`?\n"), "{shown}");
        assert!(!shown.contains('\u{1b}'), "{shown}");
    }

    #[test]
    fn a_line_that_would_fill_the_terminal_is_not_shown() {
        let text = format!("a = 1\nid = {}\nb = 2\nc = 3\nd = 4\n", "[".repeat(LONGEST_LINE));
        let shown = |span| problem(&Problem::new("x").at_span("f", &text, span), Weight::Error, false);
        for near in [0..1, 6..8, text.len() - 17..text.len() - 16] {
            assert!(shown(near.clone()).len() < 40, "{near:?}");
        }
        assert!(shown(text.len() - 6..text.len() - 5).contains("d = 4"));
    }

    #[test]
    fn a_span_at_the_end_of_the_text_is_no_trouble() {
        for span in [0..0, 3..3, 2..99, 4..4] {
            let wrong = Problem::new("x").at_span("f", "a=1\n", span);
            assert!(problem(&wrong, Weight::Warning, true).contains("warning:"));
        }
    }
}
