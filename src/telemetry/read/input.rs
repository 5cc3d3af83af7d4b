//! A file that is read out of order, and more than once: to hash it, and to find its parts.
//!
//! A short one is taken into memory first, so that what was hashed is what is read, whatever becomes of the file. A long
//! one must be the same at the end as it was before.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use bytes::Bytes;

use super::digest::{Hashing, State, changed};
use super::fault::{Fault, Place};

/// Files of up to so many bytes are taken into memory.
const SHORT: u64 = 1 << 23;

/// The bytes of a file, to be read from anywhere.
pub(super) enum Input {
    /// Those of a short file, as they were once.
    Short(Cursor<Bytes>),
    /// A file on the disk.
    Long(File),
}

impl Input {
    /// The bytes of a file that is at its start, and what it is to be still when they have been read.
    pub(super) fn of(file: File) -> io::Result<(Self, Unchanged)> {
        Self::of_at_most(file, SHORT)
    }

    fn of_at_most(mut file: File, short: u64) -> io::Result<(Self, Unchanged)> {
        let before = State::of(&file)?;
        if before.bytes <= short {
            let mut bytes = Vec::new();
            (&file).take(short + 1).read_to_end(&mut bytes)?;
            // It may have grown meanwhile.
            if u64::try_from(bytes.len()).is_ok_and(|length| length <= short) {
                return Ok((Self::Short(Cursor::new(bytes.into())), Unchanged(None)));
            }
            file.seek(SeekFrom::Start(0))?;
        }
        let known = file.try_clone()?;
        Ok((Self::Long(file), Unchanged(Some((known, before)))))
    }

    /// The bytes from their start, for a reader that follows those before it.
    pub(super) fn again(&self) -> io::Result<Self> {
        match self {
            Self::Short(bytes) => Ok(Self::Short(Cursor::new(bytes.get_ref().clone()))),
            Self::Long(file) => {
                let mut again = file.try_clone()?;
                again.seek(SeekFrom::Start(0))?;
                Ok(Self::Long(again))
            }
        }
    }

    /// How many there are.
    pub(super) fn length(&self) -> io::Result<u64> {
        match self {
            Self::Short(bytes) => Ok(u64::try_from(bytes.get_ref().len()).unwrap_or(u64::MAX)),
            Self::Long(file) => Ok(file.metadata()?.len()),
        }
    }

    /// Their hash and their number.
    pub(super) fn digest(&self) -> io::Result<(String, u64)> {
        Hashing::new(self.again()?).finish()
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Short(bytes) => bytes.read(buffer),
            Self::Long(file) => file.read(buffer),
        }
    }
}

impl Seek for Input {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Short(bytes) => bytes.seek(to),
            Self::Long(file) => file.seek(to),
        }
    }
}

/// What a file was before it was read; nothing where it is not read any more.
pub(super) struct Unchanged(Option<(File, State)>);

impl Unchanged {
    /// Holds that the file still is what it was.
    pub(super) fn check(&self) -> Result<(), Fault> {
        let Some((file, before)) = &self.0 else { return Ok(()) };
        match State::of(file).map_err(|error| Fault::io(&error))? == *before {
            true => Ok(()),
            false => Err(Fault::new(Place::File, changed())),
        }
    }
}

/// Holds that the file at a place, which is looked at once more, is the one that was read; `before` is what that was, where
/// it is looked at by its place.
pub(super) fn refuse_another(file: &Path, before: Option<State>) -> Result<(), Fault> {
    let now = || State::of(&crate::files::open(file).ok()?).ok();
    if before.is_some() && now() != before { Err(Fault::new(Place::File, changed())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::files::sha256_hex;

    #[test]
    fn a_short_file_is_read_as_it_was_and_a_long_one_must_not_change() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        let open = |short| {
            std::fs::write(&place, "before").unwrap();
            Input::of_at_most(File::open(&place).unwrap(), short).unwrap()
        };
        let changes: [fn(&Path); 4] = [
            |place| std::fs::write(place, "bef").unwrap(),
            |place| std::fs::write(place, "before and after").unwrap(),
            // Another time, since the clock of a file may be slow.
            |place| {
                let mut file = File::options().write(true).open(place).unwrap();
                file.write_all(b"afters").unwrap();
                file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
            },
            |place| File::create(place).unwrap().set_len(0).unwrap(),
        ];
        for change in changes {
            let (mut short, unchanged) = open(6);
            change(&place);
            let mut text = String::new();
            short.read_to_string(&mut text).unwrap();
            assert_eq!((text.as_str(), short.digest().unwrap().0), ("before", sha256_hex(b"before")));
            assert!(unchanged.check().is_ok());
            let (long, unchanged) = open(5);
            assert!(matches!(long, Input::Long(_)) && unchanged.check().is_ok());
            change(&place);
            assert!(unchanged.check().is_err());
        }
        // What stands at its place later is another file.
        let (mut long, unchanged) = open(5);
        std::fs::remove_file(&place).unwrap();
        std::fs::write(&place, "another").unwrap();
        let mut text = String::new();
        long.read_to_string(&mut text).unwrap();
        assert!(text == "before" && unchanged.check().is_ok());
    }
}
