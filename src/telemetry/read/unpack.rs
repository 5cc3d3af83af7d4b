//! Packed files: gzip and Zstandard, known by their first bytes whatever their names are.

use std::io::{self, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

use super::digest::BUFFER;
use super::fault::Fault;
use crate::problem::Problem;

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The bytes of a file as they were before it was packed, if it was.
pub(super) fn open<'r>(mut file: impl Read + 'r) -> Result<Box<dyn Read + 'r>, Fault> {
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic).map_err(|error| Fault::io(&error))?;
    let gzip = magic.starts_with(&GZIP);
    let zstd = magic.starts_with(&ZSTD);
    let whole = Cursor::new(magic).chain(file);
    if gzip {
        let inner = MultiGzDecoder::new(BufReader::with_capacity(BUFFER, whole));
        return Ok(Box::new(Unpacked { inner, format: "gzip" }));
    }
    if zstd {
        let inner = zstd::Decoder::with_buffer(BufReader::with_capacity(BUFFER, whole));
        let inner = inner.map_err(|error| Fault::io(&broken(&error, "Zstandard")))?;
        return Ok(Box::new(Unpacked { inner, format: "Zstandard" }));
    }
    Ok(Box::new(whole))
}

/// Tells an error of unpacking from one of reading the file.
struct Unpacked<R> {
    inner: R,
    format: &'static str,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => broken(&error, self.format),
        })
    }
}

fn broken(error: &io::Error, format: &str) -> io::Error {
    // What the operating system reports has a number; what the unpacker reports has none.
    if error.raw_os_error().is_some() && error.get_ref().is_none() {
        return io::Error::from(error.kind());
    }
    let cut = error.kind() == io::ErrorKind::UnexpectedEof;
    let what = match cut {
        true => format!("the file is packed with {format} and ends too early"),
        false => format!("the file is packed with {format} and is damaged"),
    };
    io::Error::other(Problem::new(what).hint("copy it again from where it was made, or pack it again"))
}
