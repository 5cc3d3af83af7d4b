//! The logo of whoever issues reports.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rust_xlsxwriter::Image;

use crate::problem::{Problem, Result};

/// A larger picture would stand in every report of a portfolio.
const MOST_BYTES: u64 = 1 << 20;

/// A picture that is known by its first bytes, whatever its file is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    kind: Kind,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Png,
    Jpeg,
}

impl Logo {
    /// Reads a logo.
    ///
    /// # Errors
    /// A file that can not be read, is too large, or is neither a PNG nor a JPEG.
    pub fn read(file: &Path) -> Result<Self> {
        let failed = |error: std::io::Error| Problem::io("read the logo", file, &error);
        let size = std::fs::metadata(file).map_err(failed)?.len();
        if size > MOST_BYTES {
            return Err(Problem::new(format!("the logo has {size} bytes, and {MOST_BYTES} at most are taken"))
                .at_file(file)
                .hint("save it with fewer pixels"));
        }
        let bytes = std::fs::read(file).map_err(failed)?;
        let kind = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', ..] => Kind::Png,
            [0xff, 0xd8, 0xff, ..] => Kind::Jpeg,
            _ => {
                return Err(Problem::new("the logo is neither a PNG nor a JPEG")
                    .at_file(file)
                    .hint("save it as PNG; drawings such as SVG are not taken, because they can bring scripts"));
            }
        };
        // Its size is what every form of report needs of it.
        Image::new_from_buffer(&bytes).map_err(|_| {
            Problem::new("the logo cannot be read as a picture").at_file(file).hint("save it once more as PNG")
        })?;
        Ok(Self { kind, bytes })
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What its file is called beside a report.
    pub const fn file_name(&self) -> &'static str {
        match self.kind {
            Kind::Png => "logo.png",
            Kind::Jpeg => "logo.jpg",
        }
    }

    /// The picture within a page of HTML.
    pub(in crate::report) fn data_uri(&self) -> String {
        let kind = match self.kind {
            Kind::Png => "png",
            Kind::Jpeg => "jpeg",
        };
        format!("data:image/{kind};base64,{}", STANDARD.encode(&self.bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning of a PNG of one pixel.
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde";

    #[test]
    fn a_logo_is_known_by_its_bytes_and_not_taken_where_it_is_too_large() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("logo.png");
        let logo = Logo { kind: Kind::Jpeg, bytes: vec![0xff, 0xd8, 0xff, 0xe0] };
        assert_eq!((logo.file_name(), logo.data_uri().as_str()), ("logo.jpg", "data:image/jpeg;base64,/9j/4A=="));
        let large = usize::try_from(MOST_BYTES).unwrap();
        for (size, taken) in [(large, true), (large + 1, false)] {
            let mut bytes = PNG.to_vec();
            bytes.resize(size, 0);
            std::fs::write(&file, bytes).unwrap();
            let too_large = Logo::read(&file).is_err_and(|problem| problem.what.contains("bytes"));
            assert_eq!(too_large, !taken, "{size}");
        }
        for (bytes, what) in [(&b"<svg onload='x'/>"[..], "neither"), (&b"\x89PNG"[..], "cannot be read as a picture")]
        {
            std::fs::write(&file, bytes).unwrap();
            assert!(Logo::read(&file).unwrap_err().what.contains(what));
        }
    }
}
