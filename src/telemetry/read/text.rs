//! Text files: from bytes in whatever encoding to UTF-8.
//!
//! Text in UTF-8 passes through as it is. Other encodings are known by their byte order mark, by what the manifest
//! tells, or by the first 64 KB, and are decoded as they are read.

use std::io::{self, Cursor, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::fault::{Fault, Place};
use super::unpack;
use crate::problem::Problem;
use crate::telemetry::Layout;

/// How much of a file is looked at to find its encoding and its delimiter.
const HEAD: u64 = 1 << 16;
/// No line is longer than this; without a bound, a file without line ends would fill the memory.
const LONGEST_LINE: usize = 1 << 24;

/// A file's text.
pub(super) struct Text<'r> {
    /// How it begins.
    pub(super) head: Vec<u8>,
    /// Whether that is all of it.
    pub(super) whole: bool,
    /// What follows.
    rest: Box<dyn Read + Send + 'r>,
}

impl<'r> Text<'r> {
    /// Opens a file, packed or not.
    pub(super) fn open(file: impl Read + Send + 'r, layout: &Layout) -> Result<Self, Fault> {
        let mut unpacked = unpack::open(file)?;
        let (mut head, whole) = head_of(&mut unpacked)?;
        let (encoding, mark) = encoding_of(&head, whole, layout.told_encoding())?;
        head.drain(..mark.min(head.len()));
        if encoding == UTF_8 {
            return Self { head, whole, rest: unpacked }.checked();
        }
        let bytes = Cursor::new(head).chain(unpacked);
        let mut decoded: Box<dyn Read + Send + 'r> = Box::new(Decoding::new(bytes, encoding));
        let (head, whole) = head_of(&mut decoded)?;
        Self { head, whole, rest: decoded }.checked()
    }

    /// Text has no more than a few of the characters that steer a terminal.
    fn checked(self) -> Result<Self, Fault> {
        let steering = |byte: u8| byte < b' ' && !(b'\t'..=b'\r').contains(&byte);
        let count: usize = self.head.iter().map(|byte| usize::from(steering(*byte))).sum();
        match count > 0 && (self.head.contains(&0) || count > self.head.len() / 20) {
            true => Err(no_text()),
            false => Ok(self),
        }
    }

    /// All of the text, from its beginning.
    pub(super) fn into_reader(self) -> impl Read + Send + 'r {
        Lines { inner: Cursor::new(self.head).chain(self.rest), run: 0 }
    }
}

fn head_of(bytes: &mut impl Read) -> Result<(Vec<u8>, bool), Fault> {
    let mut head = Vec::with_capacity(usize::try_from(HEAD).unwrap_or_default());
    bytes.by_ref().take(HEAD).read_to_end(&mut head).map_err(|error| Fault::io(&error))?;
    let whole = u64::try_from(head.len()).is_ok_and(|length| length < HEAD);
    Ok((head, whole))
}

/// The encoding of a text, and the length of its byte order mark.
fn encoding_of(head: &[u8], whole: bool, told: Option<&'static Encoding>) -> Result<(&'static Encoding, usize), Fault> {
    if let Some(found) = Encoding::for_bom(head) {
        return Ok(found);
    }
    if let Some(told) = told {
        return Ok((told, 0));
    }
    let head = if whole { head } else { up_to_last_line(head) };
    if head.contains(&0) {
        return wide(head).map(|wide| (wide, 0)).ok_or_else(no_text);
    }
    if std::str::from_utf8(head).is_ok() {
        return Ok((UTF_8, 0));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    // The encodings of China come first where a short text could be in several.
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let guess = if guess == encoding_rs::GBK { GB18030 } else { guess };
    match guess.decode_without_bom_handling(head).1 {
        true => Err(unknown_encoding()),
        false => Ok((guess, 0)),
    }
}

/// A head that ends in the middle of a character would be taken for damaged.
fn up_to_last_line(head: &[u8]) -> &[u8] {
    let end = head.iter().rposition(|byte| *byte == b'\n' || *byte == b'\r').unwrap_or(head.len());
    head.get(..end).unwrap_or(head)
}

/// UTF-16 without a mark: half of the bytes of its digits and delimiters are zero, and always the same half.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 8;
    match (even, odd) {
        (0, odd) if odd > many => Some(UTF_16LE),
        (even, 0) if even > many => Some(UTF_16BE),
        _ => None,
    }
}

fn no_text() -> Fault {
    let problem = Problem::new("the file is neither text, nor a workbook, nor Parquet")
        .hint("save it as CSV, JSON lines, XLSX or Parquet; an archive has to be unpacked first");
    Fault::new(Place::File, problem)
}

fn unknown_encoding() -> Fault {
    let problem = Problem::new("the encoding of the file can not be told")
        .hint("write `encoding = \"gbk\"`, or what it is, in the `[[telemetry]]` block, or save the file in UTF-8");
    Fault::new(Place::File, problem)
}

/// Decodes as it is read.
struct Decoding<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    decoded: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<R: Read> Decoding<R> {
    fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { inner, decoder, raw: Vec::new(), decoded: Vec::new(), taken: 0, ended: false }
    }

    /// Decodes the next piece; what it can not decode becomes the replacement character, which is no digit.
    fn refill(&mut self) -> io::Result<()> {
        self.raw.clear();
        self.ended = self.inner.by_ref().take(HEAD).read_to_end(&mut self.raw)? == 0;
        let room = self.decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(usize::MAX);
        self.decoded.resize(room, 0);
        let (_, _, written, _) = self.decoder.decode_to_utf8(&self.raw, &mut self.decoded, self.ended);
        self.decoded.truncate(written);
        self.taken = 0;
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken >= self.decoded.len() && !self.ended {
            self.refill()?;
        }
        let mut left = self.decoded.get(self.taken..).unwrap_or_default();
        let count = left.read(buffer)?;
        self.taken += count;
        Ok(count)
    }
}

/// Passes text on, unless a line of it does not end.
struct Lines<R> {
    inner: R,
    run: usize,
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        self.run = match read.iter().rposition(|byte| *byte == b'\n' || *byte == b'\r') {
            Some(end) => count - end,
            None => self.run + count,
        };
        if self.run > LONGEST_LINE {
            let what = format!("a line of the file is longer than {} MiB", LONGEST_LINE >> 20);
            return Err(io::Error::other(Problem::new(what).hint("check the export that wrote it")));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "时间,总用电量(kWh),备注\n2025-01-01 00:00,12.5,正常\n2025-01-01 01:00,12.5,检修\n";

    fn found(bytes: &[u8]) -> Result<&'static Encoding, Fault> {
        encoding_of(bytes, true, None).map(|(encoding, _)| encoding)
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn the_encodings_of_exports_are_told_apart_without_a_mark() {
        assert_eq!(found(TABLE.as_bytes()).unwrap(), UTF_8);
        assert_eq!(found(b"time,it\n").unwrap(), UTF_8);
        assert_eq!(found(&encoding_rs::GBK.encode(TABLE).0).unwrap(), GB18030);
        assert_eq!(found(&encoding_rs::GBK.encode("时间,功率\n1,2\n").0).unwrap(), GB18030);
        assert_eq!(found(&utf16(TABLE, u16::to_le_bytes)).unwrap(), UTF_16LE);
        assert_eq!(found(&utf16(TABLE, u16::to_be_bytes)).unwrap(), UTF_16BE);
    }

    #[test]
    fn a_mark_comes_before_what_is_told() {
        let told = Some(encoding_rs::GBK);
        assert_eq!(encoding_of(b"\xef\xbb\xbftime", true, told).unwrap(), (UTF_8, 3));
        assert_eq!(encoding_of(b"\xff\xfet\0", true, told).unwrap(), (UTF_16LE, 2));
        assert_eq!(encoding_of(b"time", true, told).unwrap(), (encoding_rs::GBK, 0));
    }

    #[test]
    fn what_is_decoded_piece_by_piece_is_the_text() {
        let text = TABLE.repeat(5000);
        let bytes = encoding_rs::GBK.encode(&text).0;
        let mut decoded = String::new();
        Decoding::new(&*bytes, GB18030).read_to_string(&mut decoded).unwrap();
        assert!(decoded == text);
    }

    #[test]
    fn a_line_without_end_is_refused_before_it_fills_the_memory() {
        let mut lines = Lines { inner: io::repeat(b'a'), run: 0 };
        let mut buffer = vec![0; 1 << 16];
        let error = (0..1000).find_map(|_| lines.read(&mut buffer).err()).unwrap();
        assert!(error.to_string().contains("longer than 16 MiB"), "{error}");
    }
}
