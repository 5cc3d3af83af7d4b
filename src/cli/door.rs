//! The door of the terminal: names, cells and notes come from others, and could steer it, hide a line or turn another
//! around. What is printed passes here.

use std::borrow::Cow;

use crate::text::steers;

/// A text as it may be printed: each character that steers a terminal as `\u001b`, which JSON reads as the same character.
/// Where the output is coloured, our colours pass.
pub(super) fn plain(text: &str, coloured: bool) -> Cow<'_, str> {
    if !text.chars().any(|c| steers(c) || c == '\r') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match colour(rest).filter(|_| coloured) {
            Some(length) => length,
            None if rest.starts_with("\r\n") => 2,
            None => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        match length == c.len_utf8() && (steers(c) || c == '\r') {
            true => shown.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => shown.push_str(piece),
        }
        rest = after;
    }
    Cow::Owned(shown)
}

/// The length of the colour that a text begins with, if it is one that we use: weights, and colours of letters other than
/// black. What hides letters is none of them.
fn colour(text: &str) -> Option<usize> {
    let codes = text.strip_prefix("\u{1b}[")?;
    let end = codes.find('m')?;
    let codes: Vec<&str> = codes.get(..end)?.split(';').collect();
    let ours = match codes.as_slice() {
        ["38", "5", shade] => shade.parse::<u8>().is_ok_and(|shade| shade != 0 && shade != 16),
        codes => codes.iter().all(|code| matches!(code.parse(), Ok(0_u8..=4 | 22..=24 | 31..=37 | 39 | 90..=97))),
    };
    ours.then_some(end + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown_and_not_done() {
        assert_eq!(
            plain("a\u{1b}]0;b\u{7}c\u{202e}\u{0}\u{9b}1m", false),
            "a\\u001b]0;b\\u0007c\\u202e\\u0000\\u009b1m"
        );
        assert_eq!(plain("good\rbad\r\n\tnext\n", false), "good\\u000dbad\r\n\tnext\n");
        assert!(matches!(plain("青海 £\n", false), Cow::Borrowed("青海 £\n")));
        let json = format!("\"{}\"", plain("\u{202e}", false));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), "\u{202e}");
    }

    #[test]
    fn our_colours_pass_where_there_are_colours_and_what_hides_never() {
        let ours = "\u{1b}[1m\u{1b}[38;5;9ma\u{1b}[36;1;4mb\u{1b}[0m";
        assert_eq!(plain(ours, true), ours);
        assert!(!plain(ours, false).contains('\u{1b}'));
        for hiding in ["\u{1b}[8m", "\u{1b}[30;40m", "\u{1b}[2J", "\u{1b}[38;5;16m", "\u{1b}[1", "\u{1b}[m"] {
            assert!(!plain(hiding, true).contains('\u{1b}'), "{hiding:?}");
        }
    }
}
