//! The fingerprint of a file, by which a report says what it was made from.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::problem::{Problem, Result};

/// How much is read at a time.
pub(super) const BUFFER: usize = 1 << 18;

/// Passes a file on to its reader and takes the SHA-256 of what passes.
pub(super) struct Hashing<R> {
    inner: R,
    sha256: Sha256,
    bytes: u64,
}

impl<R> Hashing<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, sha256: Sha256::new(), bytes: 0 }
    }
}

impl<R: Read> Hashing<R> {
    /// The hexadecimal hash and the number of all bytes; those that nobody read, such as what follows an archive, are
    /// read now.
    pub(super) fn finish(mut self) -> io::Result<(String, u64)> {
        let mut buffer = vec![0; BUFFER / 8];
        while self.read(&mut buffer)? > 0 {}
        let hex = crate::files::hex(&self.sha256.finalize());
        Ok((hex, self.bytes))
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if let Some(read) = buffer.get(..count) {
            self.sha256.update(read);
        }
        self.bytes += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }
}

/// The hash and size of a file whose format is read out of order; the file is left at its start.
pub(in crate::telemetry) fn of_file(mut file: &File) -> io::Result<(String, u64)> {
    let digest = Hashing::new(file).finish()?;
    file.seek(SeekFrom::Start(0))?;
    Ok(digest)
}

/// The hash and size of the file at a place.
pub(crate) fn of_file_at(place: &Path) -> Result<(String, u64)> {
    let digest = File::open(place).and_then(|file| of_file(&file));
    digest.map_err(|error| Problem::io("read", place, &error))
}
