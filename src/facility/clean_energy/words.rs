//! Words of the records in both languages: sources of electricity and paths.

use crate::facility::manifest::SupplyPath;
use crate::facility::tables::Cell;
use crate::problem::{Result, nearest};
use crate::standard::vocabulary::{SupplySource, Vocabulary};

/// A source of the vocabulary by its id or by its name in either language.
pub(super) fn source(cell: &Cell<'_>) -> Result<&'static SupplySource> {
    let known = &Vocabulary::embedded().supply_sources;
    let is = |source: &&SupplySource| {
        let names = [&source.id, &source.title.zh, &source.title.en];
        names.iter().any(|name| name.eq_ignore_ascii_case(&cell.text))
    };
    known.iter().find(is).ok_or_else(|| {
        let ids: Vec<&str> = known.iter().map(|source| source.id.as_str()).collect();
        let near = nearest(&cell.text, ids.iter().copied()).map(|near| format!("did you mean `{near}`? "));
        let hint = format!("{}the sources are {}", near.unwrap_or_default(), ids.join(", "));
        cell.wrong("a source of electricity", &hint)
    })
}

const PATHS: [(SupplyPath, &str); 5] = [
    (SupplyPath::SelfGenerated, "自发自用"),
    (SupplyPath::DirectLine, "绿电直连"),
    (SupplyPath::GreenTrade, "绿电交易"),
    (SupplyPath::Certificates, "绿证"),
    (SupplyPath::Grid, "电网"),
];

/// A path by its word in either language.
pub(super) fn path_of(text: &str) -> Option<SupplyPath> {
    PATHS.iter().find(|(path, zh)| path.word() == text || *zh == text).map(|(path, _)| *path)
}

/// A path on which electricity itself comes; certificates alone have a ledger of their own.
pub(super) fn path(cell: &Cell<'_>) -> Result<SupplyPath> {
    match path_of(&cell.text) {
        Some(SupplyPath::Certificates) => {
            Err(cell.wrong("a path of electricity", "certificates alone belong in the ledger, `tables.certificates`"))
        }
        Some(path) => Ok(path),
        None => {
            Err(cell.wrong("a path of electricity", "write `self-generated`, `direct-line`, `green-trade` or `grid`"))
        }
    }
}
