//! The pictures of `docs/charts.md` are what the program draws now, one of each kind of chart.
#![cfg(test)]

mod common;
#[path = "../examples/make_pictures/pictures.rs"]
mod pictures;

use std::path::Path;

use common::files;
use greengrade::report::chart::Kind;

/// More than all pictures together may take.
const TOO_MANY_BYTES: usize = 1_500_000;

fn docs() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/docs"))
}

/// Width and pixels: the bytes may change with the library that compresses them.
fn picture(png: &[u8]) -> (u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    (reader.info().width, pixels)
}

#[test]
fn every_picture_is_what_is_drawn_now() {
    let there = files(&docs().join("pictures"));
    assert!(there.values().map(Vec::len).sum::<usize>() < TOO_MANY_BYTES);
    let drawn = pictures::charts().unwrap();
    let mut names: Vec<&str> = drawn.iter().map(|chart| chart.name).collect();
    let mut kinds = Kind::ALL.map(Kind::name);
    names.sort_unstable();
    kinds.sort_unstable();
    assert_eq!(names, kinds, "one of each");
    assert_eq!(there.len(), kinds.len(), "and no other file");
    for chart in drawn {
        let file = &there[Path::new(&format!("{}.png", chart.name))];
        let same = picture(file) == picture(&chart.png_at(pictures::DPI).unwrap());
        assert!(same, "{}: cargo run --release --example make_pictures", chart.name);
    }
}

#[test]
fn the_page_shows_every_kind_with_its_picture_in_order() {
    let page = std::fs::read_to_string(docs().join("charts.md")).unwrap();
    let mut rest = page.as_str();
    for kind in Kind::ALL {
        let name = kind.name();
        for part in [format!("### `{name}`\n"), format!("](pictures/{name}.png)\n")] {
            let (_, after) = rest.split_once(&part).unwrap_or_else(|| panic!("{part} is not in its place"));
            rest = after;
        }
    }
    assert_eq!(page.matches("](pictures/").count(), Kind::ALL.len());
}
