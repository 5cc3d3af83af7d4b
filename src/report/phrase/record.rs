//! Parts of the record that several reports list in the same order.

use super::Phrases;
use crate::standard::model::Source;
use crate::standard::vocabulary::{SupplySource, Vocabulary};

/// A source with the standards that name it.
pub(in crate::report) struct NamedSource<'r> {
    /// Its key in their packs.
    pub key: &'r str,
    pub source: &'r Source,
    /// The ids of the standards.
    pub standards: Vec<&'r str>,
}

impl<'r> Phrases<'r> {
    /// The sources that the figures of all standards name. Packs choose the keys of their sources on their own, so that
    /// one key may stand for two.
    pub fn sources(&self) -> Vec<NamedSource<'r>> {
        let mut named: Vec<NamedSource<'r>> = Vec::new();
        for assessment in &self.rating.standards {
            let standard = assessment.standard.id.as_str();
            for (key, source) in &assessment.sources {
                match named.iter_mut().find(|known| known.key == key && known.source == source) {
                    Some(known) => known.standards.push(standard),
                    None => named.push(NamedSource { key, source, standards: vec![standard] }),
                }
            }
        }
        named
    }

    /// The sources of metered supply of any month, in the order of the vocabulary.
    pub fn supply_sources(&self) -> Vec<&'static SupplySource> {
        let metered = |id: &str| self.rating.months.iter().any(|month| month.supply_kwh.contains_key(id));
        Vocabulary::embedded().supply_sources.iter().filter(|source| metered(&source.id)).collect()
    }
}
