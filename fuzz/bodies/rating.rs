//! `rating.json`: read as it is, and with a digest that fits it, as one that wants to deceive would write it.

use greengrade::report::chart::{Kind, rating_chart};
use greengrade::report::{explain, html, json, markdown, workbook};
use greengrade::text::Lang;
use sha2::{Digest, Sha256};

use super::taken;

/// The text with the digest of its other lines as its second.
fn sealed(text: &str) -> String {
    let told = |line: &&str| !line.trim_start().starts_with("\"digest\":");
    let lines: Vec<&str> = text.split_inclusive('\n').filter(told).collect();
    let digest = Sha256::digest(lines.concat().as_bytes());
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let (first, rest) = lines.split_first().map_or(("", [].as_slice()), |(first, rest)| (*first, rest));
    format!("{first}  \"digest\": \"sha256:{digest}\",\n{}", rest.concat())
}

/// A rating, and every report that it gives.
pub fn rating(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    taken(json::from_json(text, "rating.json"));
    let Some(rating) = taken(json::from_json(&sealed(text), "rating.json")) else { return };
    let written = json::to_json(&rating).expect("what was read can be written");
    let again = json::from_json(&String::from_utf8(written).expect("UTF-8"), "rating.json");
    assert_eq!(again.as_ref(), Ok(&rating), "written and read again, it is another rating");
    for lang in [Lang::Zh, Lang::En] {
        assert!(!markdown::report(&rating, &[], lang).is_empty());
        taken(explain::explain(&rating, None, lang));
        let charts = Kind::ALL.iter().filter_map(|kind| rating_chart(*kind, &rating, lang)).collect::<Vec<_>>();
        taken(html::report(&rating, &charts, None, lang));
    }
    taken(workbook::facility(&rating, None, Lang::Zh));
}
