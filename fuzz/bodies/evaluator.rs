//! The evaluator, by packs that chance makes: the first bytes are the chance, the rest are what is observed.

use greengrade::standard::assessment::Status;
use greengrade::standard::{Assessment, Observations, Observed, Standing, judge, load};
use greengrade::text::Text;

use super::{chance::Chance, packs};

/// What a byte and eight more make of an indicator whose figures are known.
fn observed(how: u8, bits: [u8; 8], figures: &[&str]) -> Option<Observed> {
    let figure = figures.get(usize::from(how >> 4) % figures.len().max(1)).and_then(|text| text.parse::<f64>().ok());
    let figure = figure.unwrap_or_default();
    let value = match how % 8 {
        0 => return None,
        1 => return Some(Observed::Missing(Text::new("无", "none"))),
        2 => return Some(Observed::NotApplicable(Text::new("不适用", "does not apply"))),
        3 => figure,
        4 => figure.next_up(),
        5 => figure.next_down(),
        6 => f64::from(u16::from_le_bytes([bits[0], bits[1]])) / 1000.0,
        _ => f64::from_le_bytes(bits),
    };
    let standing = [Standing::Measured, Standing::Mixed, Standing::Declared, Standing::Unproven];
    // What is not finite never gets as far as here.
    value.is_finite().then(|| Observed::Value { value, standing: standing[usize::from(bits[7]) % standing.len()] })
}

/// Judges what is observed by a pack.
pub fn evaluator(bytes: &[u8]) {
    let Some((seed, rest)) = bytes.split_first_chunk::<8>() else { return };
    let chance = &mut Chance::of(u64::from_le_bytes(*seed));
    let gaps = packs::gaps(chance);
    let text = packs::pack(chance, "made-up", &gaps, None);
    let pack = load::read(&text, "made-up.toml").unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    let mut observations = Observations { categories: ["general".to_owned()].into(), ..Observations::default() };
    for ((indicator, figures), told) in packs::FIGURES.iter().zip(rest.chunks_exact(9)) {
        let bits = told[1..].try_into().expect("eight bytes");
        if let Some(observed) = observed(told[0], bits, figures) {
            observations.indicators.insert((*indicator).to_owned(), observed);
        }
    }
    let judged = judge(&pack, &observations);
    assert_eq!(judged, judge(&pack, &observations), "judged twice, it comes out otherwise");
    let assessment = judged.assessment;
    assert_eq!(assessment.level.is_some(), assessment.status == Status::Rated && !assessment.tracks.is_empty());
    if let Some(score) = assessment.score {
        // A pack may round the score, to whole points at the most.
        let most = assessment.score_possible + assessment.bonus + 0.5;
        assert!(score.is_finite() && (0.0..=most + 1e-9).contains(&score), "{score} of {most}\n{text}");
    }
    let json = serde_json::to_string(&assessment).expect("JSON");
    let again: Assessment = serde_json::from_str(&json).expect("what was written");
    assert_eq!(again, assessment, "written and read again, it is another assessment");
}
