//! What the standards' folder says beside the packs: sources of electricity and factors of carbon dioxide.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::cells::number;
use crate::exact::{Exact, Told};
use crate::methods::Methods;

/// The folder of the standards.
pub fn standards() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("standards")
}

/// A file of the standards' folder.
fn file<T: serde::de::DeserializeOwned>(name: &str) -> Told<T> {
    let text = std::fs::read_to_string(standards().join(name)).map_err(|error| error.to_string())?;
    toml::from_str(&text).map_err(|error| error.to_string())
}

#[derive(Deserialize)]
struct Vocabulary {
    supply_source: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    id: String,
    title: Title,
    renewable: bool,
    carbon_free: bool,
}

#[derive(Deserialize)]
struct Title {
    zh: String,
    en: String,
}

#[derive(Deserialize)]
struct GridFactors {
    #[serde(rename = "province")]
    provinces: Vec<Province>,
    national: Vec<National>,
}

#[derive(Deserialize)]
struct Province {
    zh: String,
    en: String,
    factors: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct National {
    id: String,
    factors: BTreeMap<String, toml::Value>,
}

/// The sources of electricity by their meanings, and the factors of carbon dioxide by province.
pub struct Words {
    pub renewable: Vec<String>,
    pub carbon_free: Vec<String>,
    sources: Vec<Source>,
    factors: GridFactors,
    /// The figures of tests of IT systems.
    pub methods: Methods,
}

impl Words {
    /// Reads them.
    pub fn read() -> Told<Self> {
        let vocabulary: Vocabulary = file("indicators.toml")?;
        let those = |which: fn(&Source) -> bool| {
            vocabulary.supply_source.iter().filter(|source| which(source)).map(|source| source.id.clone()).collect()
        };
        Ok(Self {
            renewable: those(|source| source.renewable),
            carbon_free: those(|source| source.carbon_free),
            sources: vocabulary.supply_source,
            factors: file("grid-factors.toml")?,
            methods: Methods::read()?,
        })
    }

    /// The id of a source by its name in either language; the word itself where it is none.
    pub fn source(&self, word: &str) -> String {
        let named = self.sources.iter().find(|source| source.title.zh == word || source.title.en == word);
        named.map_or(word, |source| &source.id).to_owned()
    }

    /// A province's factor of a year, or of the last year before it that has one.
    pub fn factor(&self, province: &str, year: i16) -> Told<Option<Exact>> {
        let province = self.factors.provinces.iter().find(|known| known.zh == province || known.en == province);
        province.map_or(Ok(None), |province| newest(&province.factors, year))
    }

    /// The national factor of fossil power.
    pub fn fossil(&self, year: i16) -> Told<Option<Exact>> {
        self.national("fossil", year)
    }

    /// A national factor of a year, or of the last year before it that has one.
    pub fn national(&self, id: &str, year: i16) -> Told<Option<Exact>> {
        let named = self.factors.national.iter().find(|factor| factor.id == id);
        named.map_or(Ok(None), |named| newest(&named.factors, year))
    }
}

fn newest(factors: &BTreeMap<String, toml::Value>, year: i16) -> Told<Option<Exact>> {
    let year = year.to_string();
    let newest = factors.iter().filter(|(of, _)| **of <= year).map(|(_, factor)| factor).next_back();
    newest.map(|factor| Ok(number(factor)?.exact())).transpose()
}
