//! What an SVG holds of what was drawn.

use super::super::canvas::Align;
use super::*;

const INK: RGBColor = RGBColor(10, 20, 30);

fn drawn(draw: impl Fn(&mut Canvas)) -> String {
    let mut canvas = Canvas::new(60, 40, "a <title> & more");
    draw(&mut canvas);
    svg(&canvas, Letters::Outlines).unwrap()
}

#[test]
fn shapes_are_where_their_pixels_are() {
    let svg = drawn(|canvas| {
        canvas.fill(Rect::new(10, 12, 20, 15), INK);
        canvas.dot((30, 20), 8, INK);
        canvas.line(&[(1, 2), (3, 4)], INK, 3);
    });
    for part in [
        "width=\"60\" height=\"40\" viewBox=\"0 0 60 40\"",
        "<title id=\"title\">a &lt;title&gt; &amp; more</title>",
        "<rect width=\"60\" height=\"40\" fill=\"#ffffff\"/>",
        "<rect x=\"10\" y=\"12\" width=\"10\" height=\"3\" fill=\"#0a141e\"/>",
        "<circle cx=\"30.5\" cy=\"20.5\" r=\"8.5\" fill=\"#0a141e\"/>",
        "<polyline points=\"1.5,2.5 3.5,4.5\"",
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
    assert!(!drawn(|canvas| canvas.fill(Rect::new(20, 12, 10, 15), INK)).contains("x=\"20\""));
}

#[test]
fn letters_are_outlines_that_are_told_once_and_the_text_can_be_found() {
    let svg = drawn(|canvas| {
        canvas.text("评评 <1", (5, 20), Face::bold(20.0), INK, Align::Left);
        canvas.text("评", (5, 30), Face::regular(20.0), INK, Align::Left);
    });
    // 评, < and 1 in bold and 评 in regular have outlines; a space has none.
    assert_eq!((svg.matches("<path id=\"b").count(), svg.matches("<path id=\"r").count()), (3, 1), "{svg}");
    assert_eq!(svg.matches("<use ").count(), 5);
    assert!(svg.contains("fill-opacity=\"0\">评评 &lt;1</text>"), "{svg}");
    assert!(!svg.contains("font-family"), "{svg}");
}

#[test]
fn a_hatching_is_a_pattern_of_its_colour() {
    let svg = drawn(|canvas| canvas.marks.push(Mark::Hatch(Rect::new(0, 0, 20, 20), INK)));
    assert!(svg.contains("<pattern id=\"hatch-0a141e\"") && svg.contains("fill=\"url(#hatch-0a141e)\""), "{svg}");
}

#[test]
fn a_reading_is_an_area_that_is_not_seen_with_its_words_over_all_marks() {
    let svg = drawn(|canvas| {
        canvas.reading(Rect::new(10, 12, 20, 15), &["2025-03", "<1"]);
        canvas.fill(Rect::new(10, 12, 20, 15), INK);
    });
    let reading = "<rect class=\"reading\" x=\"10\" y=\"12\" width=\"10\" height=\"3\" fill-opacity=\"0\">\
                   <title>2025-03 · &lt;1</title></rect>\n</svg>\n";
    assert!(svg.ends_with(reading), "{svg}");
}

#[test]
fn pictures_of_one_page_share_their_letters_and_have_titles_of_their_own() {
    let mut canvas = Canvas::new(60, 40, "评");
    canvas.text("评", (5, 20), Face::bold(20.0), INK, Align::Left);
    canvas.marks.push(Mark::Hatch(Rect::new(0, 0, 20, 20), INK));
    let page = in_page([("one", &canvas), ("two", &canvas)]).unwrap();
    assert_eq!((page.definitions.matches("<path id=\"b").count(), page.pictures.len()), (1, 2));
    assert_eq!(page.definitions.matches("<pattern ").count(), 1);
    for (name, picture) in ["one", "two"].iter().zip(&page.pictures) {
        assert!(picture.contains(&format!("<title id=\"title-{name}\">评</title>")), "{picture}");
        assert!(!picture.contains("<defs>") && !picture.contains("xmlns"), "{picture}");
    }
}

#[test]
fn a_text_that_xml_can_not_hold_is_a_space() {
    assert_eq!(escaped("a\u{0}\u{1b}b\"&\u{ffff}"), "a  b&quot;&amp; ");
}
