//! How texts are measured, cut and broken, and what is drawn of them.

use super::super::samples::typeface;
use super::*;

const FACE: Face = Face::regular(24.0);

fn ink(text: &str) -> f32 {
    ink_by(text, &Typeface::default())
}

fn ink_by(text: &str, other: &Typeface) -> f32 {
    let mut ink = 0.0;
    assert!(FACE.draw(text, (0.0, 50.0), other, |_, _, cover| ink += cover));
    ink
}

#[test]
fn chinese_and_latin_letters_have_ink() {
    for text in ["评", "定", "绿色算力", "A", "grade", "%", "≤", "·"] {
        assert!(ink(text) > 1.0, "{text}");
    }
    assert!(ink(" ") == 0.0);
}

#[test]
fn every_character_of_gb_2312_that_reports_use_has_a_glyph() {
    assert!("评定项能效等级清洁能源，。（）：；、“”《》…—·≤≥<>%/≈".chars().all(Face::has));
}

#[test]
fn a_character_that_nothing_has_is_a_question_mark_in_its_room() {
    use Shown::{Other, Own};
    assert!(!Face::has('龘'));
    let all: Vec<Shown> = Shown::all("A龘\u{2009}B\u{200b}\n").collect();
    assert_eq!(all, [Own('A'), Other('龘'), Own(' '), Own('B'), Own(' ')]);
    assert!((ink("龘") - ink("?")).abs() < 0.5 && ink("龘") > 1.0);
    assert_eq!((FACE.width("龘龘"), FACE.width("𠮷"), FACE.width("\u{200b}")), (48, 24, 0));
}

#[test]
fn a_character_outside_is_drawn_from_the_font_that_is_named_within_its_room() {
    for (advance, text) in [(1000, "龘"), (1000, "ắ"), (250, "ắ")] {
        let other = typeface(text, advance);
        for face in [FACE, Face::bold(24.0)] {
            let (mut columns, mut ink) = ((i32::MAX, i32::MIN), 0.0);
            let drawn = face.draw(text, (0.0, 50.0), &other, |x, _, cover| {
                ink += cover;
                columns = if cover > 0.1 { (columns.0.min(x), columns.1.max(x)) } else { columns };
            });
            assert!(drawn && ink > 10.0, "{text}: {ink}");
            assert!(columns.0 >= 0 && columns.1 < face.width(text), "{text}: {columns:?}");
        }
        // Its own characters stay as they are.
        assert!(ink_by("评定?", &other) == ink("评定?"));
    }
    assert!((ink_by("㙍", &typeface("龘", 1000)) - ink("?")).abs() < 0.5, "the font lacks it too");
}

#[test]
fn a_full_width_bracket_keeps_the_space_before_its_ink() {
    let mut first = i32::MAX;
    FACE.draw("（", (0.0, 50.0), &Typeface::default(), |x, _, cover| {
        first = if cover > 0.2 { first.min(x) } else { first }
    });
    assert!(first >= 12, "{first}");
}

#[test]
fn a_text_that_is_too_wide_ends_in_an_ellipsis_within_its_room() {
    let short = FACE.shorten("三江源国家级绿色智算中心", 150);
    assert!(short.ends_with('…') && FACE.width(&short) <= 150, "{short}");
    assert_eq!(FACE.shorten("评定", 150), "评定");
    assert_eq!(FACE.shorten("评定", 5), "");
}

#[test]
fn lines_break_between_words_and_never_before_a_closing_sign() {
    let lines = FACE.wrap("power usage effectiveness by month", 200, 4);
    assert_eq!(lines, ["power usage", "effectiveness by", "month"]);
    let lines = FACE.wrap("绿色算力基础（设施）等级", 24 * 6, 4);
    assert_eq!(lines, ["绿色算力基础", "（设施）等级"]);
    let lines = FACE.wrap("绿色算力基础设施等级评定规范", 24 * 4, 2);
    assert_eq!(lines, ["绿色算力", "基础设…"]);
    assert!(FACE.wrap("a-name-without-any-place-to-break-it", 100, 2).iter().all(|line| FACE.width(line) <= 100));
}
