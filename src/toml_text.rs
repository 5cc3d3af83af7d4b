//! Reading TOML that people write by hand, with errors that point at the line.

use serde::de::DeserializeOwned;

use crate::problem::{Problem, Result, nearest};

/// Reads a TOML text; `name` is the file's name as the user knows it.
///
/// # Errors
/// Anything that does not fit `T`, with the line, the text around it, and a hint.
pub fn parse<T: DeserializeOwned>(text: &str, name: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| {
        let (what, hint) = reword(error.message());
        let problem = Problem::new(what).at_span(name, text, error.span().unwrap_or(0..0));
        match hint {
            Some(hint) => problem.hint(hint),
            None => problem.hint("compare with the commented manifest that `greengrade init` writes"),
        }
    })
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
    match message.trim_end().split_once('\n') {
        Some((what, hint)) if !hint.trim().is_empty() => (what.to_owned(), Some(hint.trim().to_owned())),
        _ => (message.trim_end().to_lowercase(), None),
    }
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
