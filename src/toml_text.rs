//! Reading TOML that people write by hand, with errors that point at the line.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Problem, Result, nearest};
use crate::text::steers;

/// Reads a TOML text; `name` is the file's name as the user knows it.
///
/// # Errors
/// Anything that does not fit `T`, with the line, the text around it, and a hint.
pub fn parse<T: DeserializeOwned>(text: &str, name: &str) -> Result<T> {
    parse_as(text, name, "compare with the commented manifest that `greengrade init` writes")
}

/// Reads a TOML text as [`parse`] does; `otherwise` is the hint where there is no better one.
///
/// # Errors
/// As [`parse`].
pub fn parse_as<T: DeserializeOwned>(text: &str, name: &str, otherwise: &str) -> Result<T> {
    if text.len() > MOST_BYTES {
        let what =
            format!("the text is longer than {} MiB, the most that is read of one written by hand", MOST_BYTES >> 20);
        return Err(Problem::new(what).at_file(name.as_ref()).hint("check that it is the file that is meant"));
    }
    refuse_steering(text, name)?;
    toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        let pointed = text.get(span.clone()).filter(|pointed| !pointed.is_empty() && !pointed.contains('\n'));
        let (what, hint) = syntax(error.message(), pointed).unwrap_or_else(|| reword(error.message()));
        let problem = Problem::new(what).at_span(name, text, span);
        match hint {
            Some(hint) => problem.hint(hint),
            None => problem.hint(otherwise),
        }
    })
}

/// Far more than anybody writes by hand: a text takes some forty times its own size while it is read.
const MOST_BYTES: usize = 16 << 20;

/// Refuses names and notes with characters that steer a terminal or turn the order of letters: on the way to a report
/// they make one thing look like another.
fn refuse_steering(text: &str, name: &str) -> Result<()> {
    // TOML allows most of them only by an escape.
    if !text.contains('\\') && !text.chars().any(steers) {
        return Ok(());
    }
    let Ok(table) = DeTable::parse(text) else { return Ok(()) };
    let Some((c, span)) = steering_in(table.get_ref()) else { return Ok(()) };
    let what = format!("the text holds the character U+{:04X}, which steers a terminal", u32::from(c));
    Err(Problem::new(what).at_span(name, text, span).hint("take the character out"))
}

/// The first of such characters in the keys and values of a table, and where its text is. The parser bounds the depth.
fn steering_in(table: &DeTable<'_>) -> Option<(char, Range<usize>)> {
    table.iter().find_map(|(key, value)| {
        steering(key.get_ref(), key.span()).or_else(|| steering_in_value(value.get_ref(), value.span()))
    })
}

fn steering_in_value(value: &DeValue<'_>, span: Range<usize>) -> Option<(char, Range<usize>)> {
    match value {
        DeValue::Table(table) => steering_in(table),
        DeValue::Array(list) => list.iter().find_map(|value| steering_in_value(value.get_ref(), value.span())),
        DeValue::String(found) => steering(found, span),
        _ => None,
    }
}

fn steering(found: &str, span: Range<usize>) -> Option<(char, Range<usize>)> {
    found.chars().find(|c| steers(*c)).map(|c| (c, span))
}

/// Where a text has the value that a path of keys, and of numbers for the members of lists, leads to.
pub fn span_of(text: &str, path: &[&str]) -> Option<Range<usize>> {
    let table = DeTable::parse(text).ok()?;
    let (first, rest) = path.split_first()?;
    let mut value = table.get_ref().get(*first)?;
    for step in rest {
        value = match value.get_ref() {
            DeValue::Table(table) => table.get(*step)?,
            DeValue::Array(list) => list.get(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(value.span())
}

/// What is no TOML at all, by the parser's words: what to say of it, and what to do.
const SYNTAX: [(&str, &str, &str); 11] = [
    ("invalid basic string", "the text has no closing quotation mark", "end it with `\"` on the same line"),
    (
        "string values must be quoted",
        "is no value",
        "put a text in quotation marks; a number stands alone, without its unit",
    ),
    ("invalid datetime", "is neither a number nor a day", "put a text in quotation marks, as in `\"+08:00\"`"),
    ("key with no value", "the key has no value", "write `key = value`"),
    ("unclosed array", "the list is not closed", "end it with `]`"),
    ("unclosed inline table", "the table is not closed", "end it with `}`"),
    ("unclosed table", "the heading of the table is not closed", "end it with `]`"),
    (
        "unexpected key or value",
        "there is more on the line than one value",
        "write one `key = value` a line, decimals with a point",
    ),
    ("recursion limit", TOO_DEEP.0, TOO_DEEP.1),
    ("cannot recurse further", TOO_DEEP.0, TOO_DEEP.1),
    ("duplicate key", "is here twice", "keep one of the two, with all that belongs there"),
];

/// The parser tells lists and keys apart here.
const TOO_DEEP: (&str, &str) =
    ("tables or lists lie too deep within each other", "write them as the commented manifest has them");

/// A fault of syntax in our words; `pointed` is the text that the parser points at.
fn syntax(message: &str, pointed: Option<&str>) -> Option<(String, Option<String>)> {
    let (_, what, hint) = SYNTAX.into_iter().find(|(start, ..)| message.starts_with(start))?;
    let what = match (what.strip_prefix("is "), pointed) {
        (None, _) => what.to_owned(),
        (Some(_), Some(pointed)) => format!("`{pointed}` {what}"),
        (Some(_), None) => format!("what stands here {what}"),
    };
    Some((what, Some(hint.to_owned())))
}

/// Serde's words into ours: message and hint.
fn reword(message: &str) -> (String, Option<String>) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let (true, Some((unknown, known))) = (message.starts_with("unknown field"), quoted.split_first()) {
        let hint = match nearest(unknown, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys here are {}", known.join(", ")),
        };
        return (format!("unknown key `{unknown}`"), Some(hint));
    }
    if let (true, Some((unknown, known))) = (message.starts_with("unknown variant"), quoted.split_first()) {
        let near = nearest(unknown, known.iter().copied()).map(|near| format!("did you mean `{near}`? "));
        let hint = format!("{}the words here are {}", near.unwrap_or_default(), known.join(", "));
        return (format!("unknown word `{unknown}`"), Some(hint));
    }
    if let (true, Some(field)) = (message.starts_with("missing field"), quoted.first()) {
        return (format!("the key `{field}` is missing"), Some(format!("add `{field} = …` to this table")));
    }
    if let Some((found, expected)) =
        message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        return misplaced(found, expected.trim_end());
    }
    match message.trim_end().split_once('\n') {
        Some((what, hint)) if !hint.trim().is_empty() => (what.to_owned(), Some(hint.trim().to_owned())),
        _ => (message.trim_end().to_lowercase(), None),
    }
}

/// A value of one sort where another belongs, in serde's words.
fn misplaced(found: &str, expected: &str) -> (String, Option<String>) {
    let written = match found.split_once(' ') {
        Some(("string", text)) => format!("`{text}`"),
        Some((_, rest)) if rest.ends_with('`') => format!("`{}`", rest.split('`').rev().nth(1).unwrap_or(rest)),
        _ if found == "map" => "a table".to_owned(),
        _ if found == "sequence" => "a list".to_owned(),
        _ => found.to_lowercase(),
    };
    let (belongs, hint) = match expected {
        "struct Figure" => {
            ("a figure with its source", "write it as `{ value = 1.5, basis = \"official\", source = \"…\" }`")
        }
        "struct Declared" => ("a value with its evidence", "write it as `{ value = …, evidence = \"…\" }`"),
        "struct CurrentTransformer" => {
            ("a transformer", "write it as `{ id = \"ct-1\", class = \"0.5S\", load = 0.6 }`")
        }
        "string or table" => ("a word", "put it in quotation marks"),
        "struct Text" => ("words in both languages", "write them as `{ zh = \"…\", en = \"…\" }`"),
        "f64" | "u8" | "u32" => ("a number", "numbers stand without quotation marks"),
        "a boolean" => ("`true` or `false`", "these two words stand without quotation marks"),
        "a string" => ("a text", "put it in quotation marks"),
        "a sequence" => ("a list", "put it in brackets: `[…]`"),
        "a TOML datetime" => ("a day", "write it as 2025-01-01, without quotation marks"),
        other => {
            return (
                format!("{written} stands where {} belongs", other.trim_start_matches("struct ").to_lowercase()),
                None,
            );
        }
    };
    (format!("{written} stands where {belongs} belongs"), Some(hint.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Unit;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its errors are looked at")]
    struct Sample {
        province: String,
        unit: Option<Unit>,
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_line_and_the_right_one() {
        let problem = parse::<Sample>("province = \"青海\"\nunti = \"kW\"\n", "facility.toml").unwrap_err();
        assert_eq!(problem.to_string(), "unknown key `unti` (facility.toml, line 2)");
        assert_eq!(problem.hint.as_deref(), Some("did you mean `unit`?"));
    }

    #[test]
    fn what_is_no_toml_is_told_in_plain_words() {
        let told = |text: &str| parse::<Sample>(text, "facility.toml").unwrap_err().what;
        assert_eq!(told("province = \"青海"), "the text has no closing quotation mark");
        assert_eq!(told("province = 青海"), "`青海` is no value");
        assert_eq!(told("province =\n"), "what stands here is no value");
        assert_eq!(told("province = +08:00"), "`+08:00` is neither a number nor a day");
        assert_eq!(told("province"), "the key has no value");
        assert_eq!(told("province = [1, 2"), "the list is not closed");
        assert_eq!(told("province = 1,5"), "there is more on the line than one value");
        assert_eq!(told("unit = \"kW\"\nunit = \"W\""), "`unit` is here twice");
        for deep in ["[".repeat(100_000), "{ a = ".repeat(100_000)] {
            assert_eq!(told(&format!("a = {deep}")), TOO_DEEP.0);
        }
        assert_eq!(told(&format!("[{}]", vec!["a"; 100_000].join("."))), TOO_DEEP.0);
        assert_eq!(told("province = 5"), "`5` stands where a text belongs");
    }

    #[test]
    fn what_steers_a_terminal_is_no_part_of_a_name() {
        let told = |text: &str| parse::<Sample>(text, "facility.toml").unwrap_err();
        let problem = told("unit = \"kW\"\nprovince = \"a\\u001b[31m\"\n");
        let what = "the text holds the character U+001B, which steers a terminal (facility.toml, line 2)";
        assert_eq!(problem.to_string(), what);
        assert!(told("province = \"a\u{202e}b\"").what.contains("U+202E"));
        assert!(told("\"a\u{2066}\" = 1").what.contains("U+2066"));
        assert!(told("list = [{ a = \"\\u0000\" }]").what.contains("U+0000"));
        assert!(parse::<Sample>("province = \"a\\tb\\nc \\\\ d\"\n# \u{202e}", "a").is_ok());
    }

    #[test]
    fn a_text_that_nobody_wrote_by_hand_is_not_read() {
        let text = format!("province = \"青海\"\n#{}", "x".repeat(MOST_BYTES));
        assert!(parse::<Sample>(&text, "facility.toml").unwrap_err().what.contains("longer than 16 MiB"));
    }

    #[test]
    fn a_value_is_found_by_its_path() {
        let text = "[racks]\nin_use = 5\n[[supply]]\nkwh = 1\n[[supply]]\nkwh = -2\n";
        let at = |path: &[&str]| span_of(text, path).map(|span| &text[span]);
        assert_eq!(at(&["racks", "in_use"]), Some("5"));
        assert_eq!(at(&["supply", "1", "kwh"]), Some("-2"));
        assert_eq!(at(&["supply", "2", "kwh"]), None);
        assert_eq!(at(&["racks", "in_use", "value"]), None);
    }

    #[test]
    fn a_missing_key_is_named() {
        let problem = parse::<Sample>("unit = \"kW\"\n", "facility.toml").unwrap_err();
        assert_eq!(problem.what, "the key `province` is missing");
    }

    #[test]
    fn an_unknown_unit_keeps_its_hint() {
        let problem = parse::<Sample>("province = \"青海\"\nunit = \"kw\"\n", "facility.toml").unwrap_err();
        assert_eq!(problem.to_string(), "unknown unit `kw` (facility.toml, line 2)");
        assert!(problem.hint.unwrap().contains("did you mean `kW`?"));
    }
}
