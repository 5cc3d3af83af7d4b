//! Where readings leave the reader: in blocks, so that no more of a file is in memory than some blocks.

use super::lane::{Lane, length};
use super::{Block, Take};

/// About how many readings a block has.
pub(super) const BLOCK: usize = 1 << 16;
/// Room for so many readings is kept however few there are.
const KEPT: usize = 64;

/// Who takes the readings.
#[derive(Default)]
pub(super) struct Outlet<'a> {
    take: Option<&'a mut Take<'a>>,
    blocks: Vec<Block>,
    /// Whether nothing more is wanted.
    pub(super) closed: bool,
}

impl<'a> Outlet<'a> {
    pub(super) fn new(take: &'a mut Take<'a>) -> Self {
        Self { take: Some(take), ..Self::default() }
    }

    /// Hands over what the channels of some parts of a file have taken in, a block for each part, and leaves them empty.
    pub(super) fn hand_over<'l, 'c: 'l>(&mut self, parts: &mut [&'l mut [Lane<'c>]]) {
        let Some(take) = self.take.as_mut().filter(|_| !self.closed) else {
            parts.iter_mut().flat_map(|lanes| lanes.iter_mut()).for_each(|lane| lane.into.clear());
            return;
        };
        while self.blocks.len() < parts.len() {
            self.blocks.push(Block::new());
        }
        let blocks = self.blocks.get_mut(..parts.len()).unwrap_or_default();
        swap(blocks, parts);
        if blocks.iter().flatten().any(|readings| !readings.is_empty()) {
            self.closed = take(blocks).is_break();
        }
        blocks.iter_mut().flatten().for_each(empty);
        // The lanes get their room back, so that there is no second one.
        swap(blocks, parts);
    }
}

fn swap(blocks: &mut [Block], parts: &mut [&mut [Lane<'_>]]) {
    for (block, lanes) in blocks.iter_mut().zip(parts) {
        block.resize_with(lanes.len(), Vec::new);
        block.iter_mut().zip(lanes.iter_mut()).for_each(|(readings, lane)| std::mem::swap(readings, &mut lane.into));
    }
}

/// Empties a list, and gives back room that it did not need this time: where one meter follows the other, each list is
/// long once.
fn empty<T>(list: &mut Vec<T>) {
    if list.capacity() > KEPT + 4 * list.len() {
        *list = Vec::new();
    }
    list.clear();
}

/// Counts the readings that some lanes are about to hand over.
pub(super) fn count(lanes: &mut [Lane<'_>]) {
    lanes.iter_mut().for_each(|lane| lane.readings += length(&lane.into));
}
