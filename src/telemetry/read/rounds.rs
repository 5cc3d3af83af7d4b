//! Chunks of a text are scanned several at once, while the next ones are read and hashed.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};

use super::fault::Fault;
use super::footer::Footer;
use super::intake::Intake;
use super::scan::{Form, Scanner};
use super::source::{Chunk, Source};

/// How much of a text is in the works at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    /// About how many bytes a chunk has.
    pub(super) chunk: usize,
    /// Most chunks of a round.
    pub(super) round: usize,
    /// How many chunks come first, each in a round of its own: other threads have other files to read, and hardly gain
    /// by a part of a small one.
    pub(super) alone: usize,
}

impl Sizes {
    /// Small enough for the caches of a processor, and two chunks for each of them, so that none waits for the other.
    pub(super) fn usual() -> Self {
        Self { chunk: 1 << 18, round: (2 * rayon::current_num_threads()).min(16), alone: 32 }
    }
}

/// Why no more chunks are scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// There are none, or no more are wanted.
    Text,
    /// The next so many bytes of the source have something that a scanner leaves to the parser of CSV.
    Chunk(u64),
}

/// Some chunks that follow each other.
#[derive(Default)]
struct Round {
    chunks: Vec<Chunk>,
    full: usize,
}

impl Round {
    /// Takes the next chunks of a source, after so many that were read.
    fn fill(&mut self, source: &mut Source<'_>, sizes: Sizes, read: usize) {
        self.chunks.resize_with(if read < sizes.alone { 1 } else { sizes.round }, Chunk::default);
        self.full = 0;
        for chunk in &mut self.chunks {
            if !source.fill(chunk, sizes.chunk) {
                break;
            }
            self.full += 1;
        }
    }

    fn full(&self) -> &[Chunk] {
        self.chunks.get(..self.full).unwrap_or_default()
    }

    /// Gives the chunks from one of them on back.
    fn give_back(&self, source: &mut Source<'_>, first: usize) {
        self.full().iter().skip(first).rev().for_each(|chunk| source.unread(chunk.text()));
    }
}

/// Scans a text from where its source is, until it ends or a chunk is no matter for a scanner: nothing of that chunk is
/// taken in, and the source is at its beginning.
pub(super) fn scan(
    source: &mut Source<'_>,
    form: &Form,
    sizes: Sizes,
    footer: &mut Footer,
    intake: &mut Intake<'_>,
) -> Result<End, Fault> {
    intake.hand_over();
    let mut scanners: Vec<Scanner<'_, '_>> = Vec::new();
    let (mut now, mut next) = (Round::default(), Round::default());
    now.fill(source, sizes, 0);
    let mut read = 1;
    while now.full > 0 && !intake.has_enough() {
        while scanners.len() < now.full {
            scanners.push(Scanner::new(form, intake.part()));
        }
        let chunks = now.full();
        // One chunk is not worth a second thread.
        if now.full == 1 {
            scanners.iter_mut().zip(chunks).for_each(|(scanner, chunk)| scanner.scan(chunk.lines()));
            next.fill(source, sizes, read);
        } else {
            let work = || scanners.par_iter_mut().zip(chunks).for_each(|(scanner, chunk)| scanner.scan(chunk.lines()));
            rayon::join(|| next.fill(source, sizes, read), work);
        }
        let joined = join(scanners.iter_mut().take(now.full), footer, intake)?;
        intake.hand_over_parts(scanners.iter_mut().take(joined).map(|scanner| &mut scanner.intake));
        if let Some(chunk) = now.full().get(joined) {
            let length = u64::try_from(chunk.text().len()).unwrap_or(u64::MAX);
            next.give_back(source, 0);
            now.give_back(source, joined);
            return Ok(End::Chunk(length));
        }
        read += next.full;
        std::mem::swap(&mut now, &mut next);
    }
    source.failure().map_err(|error| Fault::io(&error))?;
    Ok(End::Text)
}

/// Counts what scanners have taken in, up to the first whose chunk is no matter for it, and tells how many that are.
fn join<'p, 'f: 'p, 'a: 'p>(
    scanners: impl Iterator<Item = &'p mut Scanner<'f, 'a>>,
    footer: &mut Footer,
    intake: &mut Intake<'a>,
) -> Result<usize, Fault> {
    let mut joined = 0;
    for scanner in scanners {
        let rows = intake.rows;
        if !scanner.fits || !intake.join(&mut scanner.intake) {
            break;
        }
        if intake.rows > rows {
            footer.refuse()?;
        }
        joined += 1;
    }
    Ok(joined)
}
