//! Some hours of a period: those that an indicator is computed from.

use std::ops::Range;

/// Hours by their places in the period, in order. They come in long runs, and most indicators have the same ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Hours {
    /// None begins where the one before it ends.
    runs: Vec<Range<usize>>,
}

impl Hours {
    /// Hours that follow each other.
    pub(super) fn runs(&self) -> impl Iterator<Item = Range<usize>> {
        self.runs.iter().cloned()
    }

    /// The place of each.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.runs().flatten()
    }

    /// How many.
    pub(super) fn count(&self) -> usize {
        self.runs.iter().map(ExactSizeIterator::len).sum()
    }
}

impl FromIterator<Range<usize>> for Hours {
    fn from_iter<I: IntoIterator<Item = Range<usize>>>(parts: I) -> Self {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for part in parts {
            match runs.last_mut().filter(|run| run.end == part.start) {
                Some(run) => run.end = part.end,
                None => runs.push(part),
            }
        }
        Self { runs }
    }
}

impl FromIterator<usize> for Hours {
    fn from_iter<I: IntoIterator<Item = usize>>(places: I) -> Self {
        places.into_iter().map(|place| place..place + 1).collect()
    }
}
