//! The pictures of the pages on charts, in both languages, are what the program draws now, one of each kind of chart.
#![cfg(test)]

mod common;
#[path = "../examples/make_pictures/pictures.rs"]
mod pictures;

use std::path::{Path, PathBuf};

use common::files;
use greengrade::report::chart::Kind;

/// More than all pictures of one language may take.
const TOO_MANY_BYTES: usize = 1_500_000;

fn place(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
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
    let drawn = pictures::charts().unwrap();
    for (lang, folder) in pictures::PLACES {
        let there = files(&place(folder));
        assert!(there.values().map(Vec::len).sum::<usize>() < TOO_MANY_BYTES);
        let drawn: Vec<_> = drawn.iter().filter(|(of, _)| *of == lang).map(|(_, chart)| chart).collect();
        let mut names: Vec<&str> = drawn.iter().map(|chart| chart.name).collect();
        let mut kinds = Kind::ALL.map(Kind::name);
        names.sort_unstable();
        kinds.sort_unstable();
        assert_eq!(names, kinds, "one of each");
        assert_eq!(there.len(), kinds.len(), "and no other file");
        for chart in drawn {
            let file = &there[Path::new(&format!("{}.png", chart.name))];
            let same = picture(file) == picture(&chart.png_at(pictures::DPI).unwrap());
            assert!(same, "{folder}/{}: cargo run --release --example make_pictures", chart.name);
        }
    }
}

#[test]
fn the_pages_show_every_kind_with_its_picture_in_order() {
    for page in ["docs/charts.md", "docs/zh/charts.md"] {
        let page = std::fs::read_to_string(place(page)).unwrap();
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
}
