//! Packed files: gzip and Zstandard, known by their first bytes whatever their names are.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom, Write};

use flate2::bufread::MultiGzDecoder;

use super::digest::BUFFER;
use super::fault::{Fault, Place};
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

/// More than any workbook or Parquet file holds that was packed once more, though each is packed in itself: a few
/// megabytes of a packed file can stand for terabytes.
const MOST_UNPACKED: u64 = 1 << 30;

/// The file itself, or the file that was packed in it: a temporary one, for kinds of file that are read out of order.
pub(super) fn to_file(file: File) -> Result<File, Fault> {
    let is_packed = is_packed(&file).map_err(|error| Fault::io(&error))?;
    if is_packed { unpacked_file(file, MOST_UNPACKED) } else { Ok(file) }
}

fn is_packed(mut file: &File) -> io::Result<bool> {
    let mut magic = Vec::new();
    file.take(4).read_to_end(&mut magic)?;
    file.seek(SeekFrom::Start(0))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
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
