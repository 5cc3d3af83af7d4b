//! The catalogue of words, entry by entry: that none is missing in a language the compiler holds, what each says in which
//! this does.

use std::path::{Path, PathBuf};

/// An entry: its Chinese and its English words.
struct Entry {
    file: PathBuf,
    zh: String,
    en: String,
}

/// The names of files are the same in every language.
const FILES: [&str; 1] = ["rating.json"];

fn entries() -> Vec<Entry> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/words");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut entries = Vec::new();
    for file in files {
        let code = std::fs::read_to_string(&file).unwrap();
        let code = code.split("#[cfg(test)]").next().unwrap();
        for after in code.split("Words::new(").skip(1).filter(|after| after.trim_start().starts_with('"')) {
            let (zh, rest) = literal(after).unwrap();
            let (en, _) = literal(rest.trim_start().strip_prefix(',').unwrap()).unwrap();
            entries.push(Entry { file: file.clone(), zh, en });
        }
    }
    entries
}

/// The text literal that begins here, and what is behind it; `None` where it has no end.
fn literal(code: &str) -> Option<(String, &str)> {
    let code = code.trim_start().strip_prefix('"')?;
    let mut text = String::new();
    let mut signs = code.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '"' => return Some((text, &code[at + 1..])),
            '\\' => match signs.next()?.1 {
                // A line that goes on below, behind its spaces.
                '\n' => {
                    let rest = signs.as_str().trim_start_matches(' ');
                    while signs.as_str().len() > rest.len() {
                        signs.next();
                    }
                }
                'n' => text.push('\n'),
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
    None
}

fn is_chinese(sign: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&sign)
}

/// Signs that Chinese text alone has: `（`, `，`, `、`.
fn is_full_width(sign: char) -> bool {
    matches!(sign, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether a text is signs, units and abbreviations, which are not translated.
fn is_no_language(text: &str) -> bool {
    FILES.contains(&text) || !text.split(|sign: char| !sign.is_ascii_lowercase()).any(|word| word.len() > 2)
}

#[test]
fn every_entry_says_the_same_in_chinese_and_in_english() {
    let entries = entries();
    assert!(entries.len() > 900, "{} entries are read", entries.len());
    for Entry { file, zh, en } in entries {
        let which = format!("{}: {zh:?} {en:?}", file.display());
        assert!(!zh.is_empty() && !en.is_empty(), "an empty text in {which}");
        assert!(zh.chars().any(is_chinese) || is_no_language(&zh), "no Chinese in {which}");
        assert!(!en.chars().any(|sign| is_chinese(sign) || is_full_width(sign)), "Chinese signs in {which}");
        let places = |text: &str| text.matches("{}").count();
        assert_eq!(places(&zh), places(&en), "other places to fill in {which}");
    }
}

#[test]
fn a_text_is_read_as_the_compiler_reads_it() {
    let (text, rest) = literal("  \"a \\\"b\\\" \\\n     c\\n\", \"d\")").unwrap();
    assert_eq!((text.as_str(), rest), ("a \"b\" c\n", ", \"d\")"));
    assert!(is_no_language("PUE（kWh/kWh）") && !is_no_language("power") && is_no_language("rating.json"));
}
