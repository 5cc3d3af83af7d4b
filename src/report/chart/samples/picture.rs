//! Pictures that were drawn, as the tests look at them.

use plotters::style::RGBColor;

use super::super::Typeface;

#[path = "../../../../tests/common/tiny_font.rs"]
mod tiny_font;

/// A font that has these characters alone, as squares so many thousandths wide.
pub(in super::super) fn typeface(characters: &str, advance: u16) -> Typeface {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), tiny_font::tiny_font(characters, advance)).unwrap();
    Typeface::read(file.path()).unwrap()
}

/// Keeps a picture for a person to look at, where the folder `LOOK` is set.
pub(in super::super) fn look(png: &[u8], name: &str) {
    if let Ok(folder) = std::env::var("LOOK") {
        std::fs::write(format!("{folder}/{name}.png"), png).unwrap();
    }
}

/// A PNG that was read back.
#[derive(Debug, PartialEq)]
pub(in super::super) struct Picture {
    pub(in super::super) width: u32,
    pub(in super::super) height: u32,
    pub(in super::super) dots_per_inch: u32,
    /// How many pixels are not white.
    pub(in super::super) inked: usize,
    pixels: Vec<u8>,
}

impl Picture {
    pub(in super::super) fn of(png: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((frame.color_type, frame.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
        let per_metre = reader.info().pixel_dims.unwrap().xppu;
        let inked = pixels.chunks(3).filter(|pixel| *pixel != [255, 255, 255]).count();
        let dots_per_inch = (per_metre * 254 + 5000) / 10_000;
        Self { width: frame.width, height: frame.height, dots_per_inch, inked, pixels }
    }

    /// How many pixels have this colour.
    pub(in super::super) fn count_of(&self, colour: RGBColor) -> usize {
        self.pixels.chunks(3).filter(|pixel| *pixel == [colour.0, colour.1, colour.2]).count()
    }

    /// Of the stated size, with much drawn on it, and with nothing at its edges that could be cut off.
    pub(in super::super) fn assert_chart(&self, width: u32, height: u32) {
        assert_eq!((self.width, self.height, self.dots_per_inch), (width, height, 200));
        assert!(self.inked > 5000, "{} pixels are not white", self.inked);
        let row = usize::try_from(self.width).unwrap() * 3;
        let at_edges = self.pixels.chunks(row).enumerate().filter(|(index, line)| {
            let edge_row = *index < 16 || *index + 16 >= self.pixels.len() / row;
            let ends = line[..48].iter().chain(&line[row - 48..]);
            ends.chain(line.iter().filter(|_| edge_row)).any(|channel| *channel != 255)
        });
        assert_eq!(at_edges.count(), 0, "something reaches the edge of the picture");
    }
}
