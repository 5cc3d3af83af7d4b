//! Packs: read, told, and judging nothing, which no pack may take for a grade.

use greengrade::report::pack::{document, form};
use greengrade::standard::assessment::Status;
use greengrade::standard::{Observations, evaluate, load};
use greengrade::text::Lang;

use super::taken;

/// A pack.
pub fn pack(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(pack) = taken(load::read(text, "pack.toml")) else { return };
    for lang in [Lang::Zh, Lang::En] {
        assert!(!document::document(&pack, lang).is_empty());
    }
    let _ = form::rows(&pack);
    let nothing = evaluate(&pack, &Observations::default());
    // A pack may give what is missing no points; then nothing is below the lowest level.
    let below = nothing.level.is_none_or(|level| level.is_below());
    assert!(nothing.status != Status::Rated || below, "a grade for nothing");
}
