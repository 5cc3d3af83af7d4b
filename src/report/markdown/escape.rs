//! Words of users made harmless in Markdown: they can not break a table, make a link or a picture, or bring HTML.

/// Text for a paragraph or a table's cell.
pub(in crate::report) fn escape(text: &str) -> String {
    let text = crate::report::phrase::harmless(text);
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        // Within a word, as in `E_total`, it emphasises nothing.
        let in_word = before.is_alphanumeric() && rest.peek().is_some_and(|after| after.is_alphanumeric());
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '_' if in_word => escaped.push(c),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
        before = c;
    }
    escaped
}

/// A row of a table; the cells are escaped already.
pub(in crate::report) fn row<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push(' ');
        line.push_str(cell.as_ref());
        line.push_str(" |");
    }
    line.push('\n');
    line
}

/// How a column stands.
#[derive(Clone, Copy)]
pub(in crate::report) enum Side {
    Left,
    Right,
}

/// The head of a table.
pub(in crate::report) fn head(columns: &[(&str, Side)]) -> String {
    let sides = columns.iter().map(|(_, side)| match side {
        Side::Left => ":--",
        Side::Right => "--:",
    });
    format!("{}{}", row(columns.iter().map(|(name, _)| *name)), row(sides))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_not_break_a_table_or_bring_html() {
        assert_eq!(escape("a|b\nc"), "a\\|b c");
        assert_eq!(escape("<script>&"), "&lt;script&gt;&amp;");
        assert_eq!(escape("`x` [y](z) ![w]"), "\\`x\\` \\[y\\](z) !\\[w\\]");
        assert_eq!(escape("E_total _e_ Σ_h"), "E_total \\_e\\_ Σ_h");
        assert_eq!(escape("a\\|b"), "a\\\\\\|b");
        assert_eq!(escape("青海湖（合成） 1.2 ≤ 1.5"), "青海湖（合成） 1.2 ≤ 1.5");
    }
}
