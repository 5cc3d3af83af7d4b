//! One open file for several readers at once.
//!
//! Copies of a file handle have one place in the file between them: where one reader seeks, all of them are. So each
//! keeps its own place, and holds the file while it seeks and reads.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};

use super::footer::head_fits;
use crate::telemetry::read::input::Input;

/// The end of the file, which tells how long its footer is.
const END: u64 = 8;
/// Nearly every head of a page is shorter than the first, and with long texts as its least and greatest value than the second;
/// none is longer than the last.
const HEADS: [u64; 3] = [512, 32 << 10, 16 << 20];

/// A file that several threads read.
pub(super) struct Shared {
    file: Arc<Mutex<Input>>,
    length: u64,
}

/// A place in the file, from which it is read on.
pub(super) struct Place {
    file: Arc<Mutex<Input>>,
    at: u64,
}

impl Shared {
    pub(super) fn new(file: Input) -> io::Result<Self> {
        let length = file.length()?;
        Ok(Self { file: Arc::new(Mutex::new(file)), length })
    }

    fn place(&self, at: u64) -> Place {
        Place { file: Arc::clone(&self.file), at }
    }

    /// Holds that the head of a page at `start` says nothing that can not be: the library reads nothing else so, but the
    /// end of the file.
    fn check_head(&self, start: u64) -> Result<()> {
        let left = self.length.saturating_sub(start);
        for length in HEADS.map(|most| left.min(most)) {
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            if left <= END || head_fits(&self.get_bytes(start, length)?) {
                return Ok(());
            }
        }
        Err(ParquetError::General(
            "the head of a page tells of what can not be, or of more than there is room for in it".to_owned(),
        ))
    }
}

impl Read for Place {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().map_err(|_| io::Error::other("another thread broke off"))?;
        file.seek(SeekFrom::Start(self.at))?;
        let count = file.read(buffer)?;
        if count == 0 && !buffer.is_empty() {
            // The library passes over what a header tells of without asking whether it is there: two thousand million
            // entries of a list that begins with the file's last byte.
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends within a page"));
        }
        self.at += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }
}

impl Length for Shared {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Shared {
    type T = BufReader<Place>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        self.check_head(start)?;
        Ok(BufReader::new(self.place(start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        // What a damaged file says of a page must not decide how much memory is asked for.
        let left = self.length.saturating_sub(start);
        if u64::try_from(length).map_or(true, |length| length > left) {
            return Err(ParquetError::EOF(format!("the file ends within {length} bytes of a page")));
        }
        let mut bytes = vec![0; length];
        self.place(start).read_exact(&mut bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => ParquetError::EOF(format!("the file ends within {length} bytes of a page")),
            _ => error.into(),
        })?;
        Ok(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn readers_do_not_move_each_other() {
        let mut file = tempfile::tempfile().unwrap();
        let bytes: Vec<u8> = (0..60_000_u32).flat_map(u32::to_le_bytes).collect();
        file.write_all(&bytes).unwrap();
        let shared = Shared::new(Input::Long(file)).unwrap();
        let (mut one, mut other) = (shared.get_read(0).unwrap(), shared.get_read(100_000).unwrap());
        let mut buffer = [0; 10_000];
        for round in 0..10 {
            one.read_exact(&mut buffer).unwrap();
            assert!(buffer == bytes[round * 10_000..][..10_000], "{round}");
            assert_eq!(shared.get_bytes(7, 9).unwrap(), &bytes[7..16]);
            other.read_exact(&mut buffer).unwrap();
            assert!(buffer == bytes[100_000 + round * 10_000..][..10_000], "{round}");
        }
        assert!(shared.get_bytes(239_999, 2).is_err());
        let mut last = shared.get_read(239_999).unwrap();
        assert_eq!(last.read(&mut buffer).unwrap(), 1);
        assert_eq!(
            last.read(&mut buffer).unwrap_err().kind(),
            io::ErrorKind::UnexpectedEof,
            "and not nothing, forever"
        );
        assert!(shared.get_bytes(0, usize::MAX / 4).is_err(), "and no memory is asked for");
    }
}
