//! Packed files: gzip and Zstandard, known by their first bytes whatever their names are.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::digest::BUFFER;
use super::fault::{Fault, Place};
use super::input::Input;
use crate::problem::Problem;

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The bytes of a file as they were before it was packed, if it was.
pub(super) fn open<'r>(mut file: impl Read + Send + 'r) -> Result<Box<dyn Read + Send + 'r>, Fault> {
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic).map_err(|error| Fault::io(&error))?;
    let gzip = magic.starts_with(&GZIP);
    let zstd = magic.starts_with(&ZSTD);
    let whole = Cursor::new(magic).chain(file);
    if gzip {
        let (whole, packed) = counted(whole);
        let inner = MultiGzDecoder::new(BufReader::with_capacity(BUFFER, whole));
        return Ok(Box::new(Unpacked { inner, format: "gzip", packed, length: 0 }));
    }
    if zstd {
        let (whole, packed) = counted(whole);
        let inner = zstd::Decoder::with_buffer(BufReader::with_capacity(BUFFER, whole));
        let inner = inner.map_err(|error| Fault::io(&broken(&error, "Zstandard")))?;
        return Ok(Box::new(Unpacked { inner, format: "Zstandard", packed, length: 0 }));
    }
    Ok(Box::new(whole))
}

/// More than any workbook or Parquet file holds that was packed once more, though each is packed in itself: a few
/// megabytes of a packed file can stand for terabytes.
const MOST_UNPACKED: u64 = 1 << 30;

/// The input itself, or the file that was packed in it: a temporary one, for kinds of file that are read out of order.
pub(super) fn to_input(mut input: Input) -> Result<Input, Fault> {
    let is_packed = is_packed(&mut input).map_err(|error| Fault::io(&error))?;
    if is_packed { unpacked_file(input, MOST_UNPACKED).map(Input::Long) } else { Ok(input) }
}

fn is_packed(input: &mut Input) -> io::Result<bool> {
    let mut magic = Vec::new();
    input.seek(SeekFrom::Start(0))?;
    input.by_ref().take(4).read_to_end(&mut magic)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(magic.starts_with(&GZIP) || magic.starts_with(&ZSTD))
}

fn unpacked_file(packed: impl Read + Send, most: u64) -> Result<File, Fault> {
    let mut packed = open(packed)?;
    let mut file = tempfile::tempfile().map_err(|error| no_room(&error))?;
    let (mut buffer, mut length) = (vec![0; BUFFER], 0);
    loop {
        let count = packed.read(&mut buffer).map_err(|error| Fault::io(&error))?;
        let Some(piece) = buffer.get(..count).filter(|piece| !piece.is_empty()) else { break };
        length += u64::try_from(count).unwrap_or(u64::MAX);
        if length > most {
            return Err(too_long(most));
        }
        file.write_all(piece).map_err(|error| no_room(&error))?;
    }
    file.seek(SeekFrom::Start(0)).map_err(|error| no_room(&error))?;
    Ok(file)
}

fn too_long(most: u64) -> Fault {
    let problem = Problem::new(format!("the packed file holds more than the {} MiB that are unpacked", most >> 20))
        .hint("check where it comes from; if it is sound, unpack it and name the unpacked file");
    Fault::new(Place::File, problem)
}

fn no_room(error: &io::Error) -> Fault {
    let problem = Problem::new(format!("cannot unpack the file into the folder of temporary files: {error}"))
        .hint("make room there, or unpack the file and name the unpacked one");
    Fault::new(Place::File, problem)
}

/// Tells an error of unpacking from one of reading the file, and ends where too much comes of too little.
struct Unpacked<R> {
    inner: R,
    format: &'static str,
    /// How many bytes were read of the packed file.
    packed: Arc<AtomicU64>,
    /// How many came of them.
    length: u64,
}

/// What may come of any packed text, and beyond that how many times its own size: readings are packed to a twentieth, and
/// the same one again and again to a hundredth.
const ALWAYS_UNPACKED: u64 = 256 << 20;
const TIMES: u64 = 250;

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => broken(&error, self.format),
        })?;
        self.length += u64::try_from(count).unwrap_or_default();
        let most = self.packed.load(Ordering::Relaxed).saturating_mul(TIMES).max(ALWAYS_UNPACKED);
        if self.length > most {
            let what = format!("the packed file holds more than {TIMES} times its own size");
            let hint = "check where it comes from; if it is sound, unpack it and name the unpacked file";
            return Err(io::Error::other(Problem::new(what).hint(hint)));
        }
        Ok(count)
    }
}

/// A reader, and the count of what has been read from it.
fn counted<R: Read>(inner: R) -> (Counted<R>, Arc<AtomicU64>) {
    let count = Arc::new(AtomicU64::new(0));
    (Counted { inner, count: Arc::clone(&count) }, count)
}

struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count.fetch_add(u64::try_from(count).unwrap_or_default(), Ordering::Relaxed);
        Ok(count)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn a_text_of_which_too_much_comes_is_not_read_on() {
        // Nine members of 64 MiB of line ends each, which are a text.
        let member = gzip(&vec![b'\n'; 64 << 20]);
        let read = |members: usize| {
            let packed = member.repeat(members);
            io::copy(&mut open(&*packed).unwrap(), &mut io::sink()).map_err(|error| error.to_string())
        };
        assert_eq!(read(4), Ok(256 << 20));
        assert!(read(9).unwrap_err().contains("more than 250 times its own size"));
    }

    #[test]
    fn what_unpacks_to_more_than_the_bound_is_refused() {
        let most = 1 << 20;
        let zeros = |more: usize| vec![0; (1 << 20) + more];
        let length = |packed: Vec<u8>| unpacked_file(&*packed, most).map(|file| file.metadata().unwrap().len());
        assert_eq!(length(gzip(&zeros(0))).unwrap(), most);
        for packed in [gzip(&zeros(1)), zstd::encode_all(&*zeros(1), 1).unwrap()] {
            assert!(packed.len() < 8192, "a bomb is small: {}", packed.len());
            let fault = format!("{:?}", length(packed).unwrap_err());
            assert!(fault.contains("more than the 1 MiB that are unpacked"), "{fault}");
        }
    }
}
