//! A text in chunks that end at line ends, in which what was read ahead can be given back.

use std::io::{self, ErrorKind, Read};

use memchr::{memchr, memrchr};

use super::digest::BUFFER;

/// A text on its way to those who read tables from it.
pub(super) struct Source<'t> {
    inner: Box<dyn Read + Send + 't>,
    /// What was given back, of which the last part is still to come.
    ahead: Vec<u8>,
    /// How much of it came again.
    taken: usize,
    /// The byte of the text that comes next.
    pub(super) byte: u64,
    /// Whether nothing comes after what was given back.
    ended: bool,
    /// Why the text could not be read on, where lines before that are still to be looked at.
    failed: Option<io::Error>,
}

/// Some lines of a text.
#[derive(Default)]
pub(super) struct Chunk {
    buffer: Vec<u8>,
    length: usize,
    /// Whether the text ends without a line end, which the buffer has all the same.
    closed: bool,
}

impl Chunk {
    /// The lines as they stand in the text.
    pub(super) fn text(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }

    /// The lines, each with an end.
    pub(super) fn lines(&self) -> &[u8] {
        self.buffer.get(..self.length + usize::from(self.closed)).unwrap_or_default()
    }
}

impl<'t> Source<'t> {
    pub(super) fn new(inner: impl Read + Send + 't) -> Self {
        Self { inner: Box::new(inner), ahead: Vec::new(), taken: 0, byte: 0, ended: false, failed: None }
    }

    /// Gives back what was read last, so that it comes again.
    pub(super) fn unread(&mut self, bytes: &[u8]) {
        self.byte -= u64::try_from(bytes.len()).unwrap_or_default();
        let from = self.taken.checked_sub(bytes.len());
        match from.and_then(|from| self.ahead.get_mut(from..self.taken)) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.taken -= bytes.len();
            }
            None => {
                let left = self.ahead.get(self.taken..).unwrap_or_default();
                self.ahead = [bytes, left].concat();
                self.taken = 0;
            }
        }
    }

    /// Leaves lines out.
    pub(super) fn skip_lines(&mut self, lines: u64) -> io::Result<()> {
        let (mut buffer, mut left) = (vec![0; BUFFER], lines);
        while left > 0 {
            let count = self.read_on(&mut buffer)?;
            let mut rest = buffer.get(..count).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
            while left > 0 && !rest.is_empty() {
                let end = memchr(b'\n', rest);
                left -= u64::from(end.is_some());
                rest = end.and_then(|end| rest.get(end + 1..)).unwrap_or_default();
            }
            self.unread(rest);
        }
        Ok(())
    }

    /// Fills a chunk with the next lines, about `size` bytes of them; there are none where the text ends, or can not be
    /// read on, which [`Self::failure`] tells.
    pub(super) fn fill(&mut self, chunk: &mut Chunk, size: usize) -> bool {
        chunk.length = 0;
        chunk.closed = false;
        if self.ended && self.taken == self.ahead.len() {
            return false;
        }
        let mut filled = 0;
        loop {
            // One byte more than is read, for a line end.
            if chunk.buffer.len() < filled + size + 1 {
                chunk.buffer.resize(filled + size + 1, 0);
            }
            let room = chunk.buffer.get_mut(filled..filled + size).unwrap_or_default();
            let (count, ended) = self.read_full(room);
            filled += count;
            let line_end = memrchr(b'\n', chunk.buffer.get(..filled).unwrap_or_default());
            chunk.length = match (line_end, ended && self.failed.is_none()) {
                (_, true) => filled,
                (Some(end), false) => end + 1,
                // A line that is not whole is of no use.
                (None, false) if ended => 0,
                (None, false) => continue,
            };
            break;
        }
        let rest = chunk.buffer.get(chunk.length..filled).unwrap_or_default();
        self.unread(rest);
        chunk.closed = !chunk.text().is_empty() && !chunk.text().ends_with(b"\n");
        if let Some(end) = chunk.buffer.get_mut(chunk.length).filter(|_| chunk.closed) {
            *end = b'\n';
        }
        chunk.length > 0
    }

    /// Why the text could not be read to its end, if so.
    pub(super) fn failure(&mut self) -> io::Result<()> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// Fills as much of a buffer as there is, and tells whether the text ends there.
    fn read_full(&mut self, buffer: &mut [u8]) -> (usize, bool) {
        let mut filled = 0;
        while let Some(room) = buffer.get_mut(filled..).filter(|room| !room.is_empty()) {
            match self.read_on(room) {
                Ok(0) => return (filled, true),
                Ok(count) => filled += count,
                Err(error) => {
                    self.failed = Some(error);
                    return (filled, true);
                }
            }
        }
        (filled, false)
    }

    fn read_on(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.read(buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut ahead = self.ahead.get(self.taken..).unwrap_or_default();
        let count = match ahead {
            [] => {
                self.failure()?;
                let count = self.inner.read(buffer)?;
                self.ended = count == 0 && !buffer.is_empty();
                count
            }
            _ => {
                let count = ahead.read(buffer)?;
                self.taken += count;
                count
            }
        };
        self.byte += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chunks(source: &mut Source<'_>, size: usize) -> Vec<Vec<u8>> {
        let mut chunk = Chunk::default();
        std::iter::from_fn(|| source.fill(&mut chunk, size).then(|| chunk.text().to_vec())).collect()
    }

    /// A text that can not be read beyond some bytes.
    struct Broken<'t>(&'t [u8]);

    impl Read for Broken<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() { Err(io::Error::other("broken")) } else { self.0.read(buffer) }
        }
    }

    #[test]
    fn lines_before_a_failure_come_before_it() {
        let mut source = Source::new(Broken(b"a\nbb\nccc"));
        assert_eq!(chunks(&mut source, 4), [&b"a\n"[..], b"bb\n"]);
        assert_eq!(source.failure().unwrap_err().to_string(), "broken");
    }

    #[test]
    fn lines_are_left_out() {
        for (lines, rest) in [(0, "a\nb\n\nc"), (1, "b\n\nc"), (3, "c"), (4, ""), (9, "")] {
            let mut source = Source::new(&b"a\nb\n\nc"[..]);
            source.skip_lines(lines).unwrap();
            assert_eq!(source.byte, 6 - u64::try_from(rest.len()).unwrap(), "{lines}");
            let mut left = String::new();
            source.read_to_string(&mut left).unwrap();
            assert_eq!(left, rest, "{lines}");
        }
    }

    proptest! {
        #[test]
        fn chunks_are_the_text_and_end_at_line_ends(text in "[a\\n]{0,60}", size in 1..20_usize, again in 0..60_usize) {
            let mut source = Source::new(text.as_bytes());
            let first = chunks(&mut source, size);
            prop_assert_eq!(first.concat(), text.as_bytes());
            prop_assert_eq!(source.byte, u64::try_from(text.len()).unwrap());
            for chunk in first.iter().rev().skip(1) {
                prop_assert!(chunk.ends_with(b"\n"));
            }
            let back = text.as_bytes().get(again..).unwrap_or_default();
            source.unread(back);
            prop_assert_eq!(chunks(&mut source, size).concat(), back);
            prop_assert_eq!(source.byte, u64::try_from(text.len()).unwrap());
        }
    }
}
