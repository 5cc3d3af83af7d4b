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
    let Some(sound) = taken(load::parse(text, "pack.toml")) else { return };
    let nothing = evaluate(&sound, &Observations::default());
    // A pack may give what is missing no points; then nothing is below the lowest level, or on one that asks for nothing.
    let last = sound.levels.last().map(|level| level.id.get_ref());
    let least = nothing.level.is_none_or(|level| level.is_below() || Some(&level.id) == last);
    assert!(nothing.status != Status::Rated || least, "a grade for nothing");
}
