//! Quotation marks around plain cells, which some programs put around each of them.

use memchr::memchr;

use super::Form;

/// Writes lines without the quotation marks around their cells; not so where a mark can mean anything else, or there is
/// in its cell what would mean something without: a mark, a delimiter, a line end, the sign of a comment.
pub(super) fn take_off(lines: &[u8], form: &Form, bare: &mut Vec<u8>) -> bool {
    bare.clear();
    let mut rest = lines;
    while let Some(open) = memchr(b'"', rest) {
        let Some((before, [_, marked @ ..])) = rest.split_at_checked(open) else { return false };
        let begins = before.last().is_none_or(|last| form.cells.end(*last));
        let Some((cell, [_, after @ ..])) = memchr(b'"', marked).and_then(|close| marked.split_at_checked(close))
        else {
            return false;
        };
        let ends = after.first().is_some_and(|end| form.cells.end(*end));
        let is_comment = form.comment.is_some() && form.comment == cell.first().copied();
        if !begins || !ends || is_comment || cell.iter().any(|byte| form.cells.end(*byte)) {
            return false;
        }
        bare.extend_from_slice(before);
        bare.extend_from_slice(cell);
        rest = after;
    }
    bare.extend_from_slice(rest);
    true
}
