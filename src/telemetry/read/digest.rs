//! The fingerprint of a file, by which a report says what it was made from.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::files;
use crate::problem::{Problem, Result};

/// How much is read at a time.
pub(super) const BUFFER: usize = 1 << 18;

/// What comes after so many bytes of a file is hashed on a thread of its own, so that nobody waits for the hash to have
/// something to scan. Of smaller files there are many as a rule, and other threads have others of them.
const MANY: u64 = 1 << 24;
/// So many pieces wait to be hashed at most.
const WAITING: usize = 16;

/// Passes a file on to its reader and takes the SHA-256 of what passes.
pub(super) struct Hashing<R> {
    inner: R,
    sha256: Sha256,
    beside: Option<Beside>,
    bytes: u64,
}

/// The thread that hashes what passes.
struct Beside {
    pieces: SyncSender<Vec<u8>>,
    /// The pieces that are hashed, to be filled again.
    done: Receiver<Vec<u8>>,
    thread: JoinHandle<Sha256>,
}

impl Beside {
    /// Goes on with a hash.
    fn begin(mut sha256: Sha256) -> io::Result<Self> {
        let (pieces, next) = sync_channel::<Vec<u8>>(WAITING);
        let (back, done) = channel();
        let thread = std::thread::Builder::new().spawn(move || {
            for piece in next {
                sha256.update(&piece);
                // At the end nobody fills it again.
                let _unwanted = back.send(piece);
            }
            sha256
        })?;
        Ok(Self { pieces, done, thread })
    }

    fn update(&self, bytes: &[u8]) -> io::Result<()> {
        let mut piece = self.done.try_recv().unwrap_or_default();
        piece.clear();
        piece.extend_from_slice(bytes);
        self.pieces.send(piece).map_err(|_| broken_off())
    }

    fn finish(self) -> io::Result<Sha256> {
        drop(self.pieces);
        self.thread.join().map_err(|_| broken_off())
    }
}

fn broken_off() -> io::Error {
    io::Error::other("the thread that hashes the file broke off")
}

impl<R> Hashing<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, sha256: Sha256::new(), beside: None, bytes: 0 }
    }

    fn update(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.beside.is_none() && self.bytes > MANY && rayon::current_num_threads() > 1 {
            self.beside = Some(Beside::begin(std::mem::take(&mut self.sha256))?);
        }
        match &self.beside {
            Some(beside) => beside.update(bytes)?,
            None => self.sha256.update(bytes),
        }
        self.bytes += u64::try_from(bytes.len()).unwrap_or_default();
        Ok(())
    }
}

impl<R: Read> Hashing<R> {
    /// The hexadecimal hash and the number of all bytes; those that nobody read, such as what follows an archive, are
    /// read now.
    pub(super) fn finish(mut self) -> io::Result<(String, u64)> {
        let mut buffer = vec![0; BUFFER / 8];
        while self.read(&mut buffer)? > 0 {}
        let sha256 = self.beside.map_or(Ok(self.sha256), Beside::finish)?;
        let hex = crate::files::hex(&sha256.finalize());
        Ok((hex, self.bytes))
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.update(buffer.get(..count).unwrap_or_default())?;
        Ok(count)
    }
}

/// The hash and size of a file whose format is read out of order; the file is left at its start.
pub(in crate::telemetry) fn of_file(mut file: &File) -> io::Result<(String, u64)> {
    let digest = Hashing::new(file).finish()?;
    file.seek(SeekFrom::Start(0))?;
    Ok(digest)
}

/// What tells one state of a file from another without reading it: its size, when it was written last, and, where the
/// system numbers its files, which one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::telemetry) struct State {
    pub(super) bytes: u64,
    written: Option<SystemTime>,
    number: Option<(u64, u64)>,
}

impl State {
    pub(in crate::telemetry) fn of(file: &File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        #[cfg(unix)]
        let number =
            Some((std::os::unix::fs::MetadataExt::dev(&metadata), std::os::unix::fs::MetadataExt::ino(&metadata)));
        #[cfg(not(unix))]
        let number = None;
        Ok(Self { bytes: metadata.len(), written: metadata.modified().ok(), number })
    }
}

/// The file is not what it was when reading began.
pub(crate) fn changed() -> Problem {
    Problem::new("the file changed while it was read").hint("run again when nothing writes to it, or on a copy")
}

/// The hash and size of the file at a place.
pub(crate) fn of_file_at(place: &Path) -> Result<(String, u64)> {
    let digest = files::open(place).and_then(|file| of_file(&file));
    digest.map_err(|error| Problem::io("read", place, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_has_the_hash_of_its_bytes_on_however_many_threads() {
        let bytes: Vec<u8> = (0_u32..).flat_map(u32::to_le_bytes).take(3 << 23).collect();
        let expected = crate::files::sha256_hex(&bytes);
        for threads in [1, 4] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let (hash, length) = pool.install(|| Hashing::new(&*bytes).finish()).unwrap();
            assert_eq!((hash, length), (expected.clone(), 3 << 23), "{threads}");
        }
    }
}
