//! Where a line of text may break.

/// The parts between which a line may break: words of letters, single Chinese characters with the signs after them.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let joins = before.is_some_and(|before| {
            c.is_whitespace() || closes(c) || opens(before) || (!wide(before) && !wide(c) && !before.is_whitespace())
        });
        match pieces.last_mut().filter(|_| joins) {
            Some(piece) => piece.push(c),
            None => pieces.push(String::from(c)),
        }
        before = Some(c);
    }
    pieces
}

/// Whether a character takes a whole square.
pub(super) fn wide(c: char) -> bool {
    matches!(
        c,
        '\u{2e80}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{1f300}'..='\u{1faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

fn closes(c: char) -> bool {
    "，。、；：）》」』】”’！？…%".contains(c)
}

fn opens(c: char) -> bool {
    "（《「『【“‘".contains(c)
}
