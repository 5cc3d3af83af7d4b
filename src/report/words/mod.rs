//! The one catalogue of words that reports and charts are made of, in both languages.
//!
//! It is code and no file of messages that is looked up while the program runs: an entry that lacks a language does not
//! compile, and a sentence names what it is filled with by types. A test goes over every entry and holds both languages to
//! the same places to fill.

pub(crate) mod chart_kinds;
pub mod charts;
pub mod clean_energy;
pub(crate) mod compare;
pub(crate) mod confidence;
pub(crate) mod dates;
pub(crate) mod efficiency;
pub(crate) mod html;
pub(crate) mod improve;
pub(crate) mod it_tests;
pub(crate) mod ledger;
pub mod mapping;
pub mod operation_logs;
pub(crate) mod portfolio;
pub(crate) mod portfolio_charts;
pub(crate) mod progress;
pub mod quality;
pub mod reports;
mod sentences;
pub mod standards;
pub(crate) mod typeset;
pub(crate) mod verify;
pub(crate) mod what_if;
pub(crate) mod workbook;
pub(crate) mod year_on_year;

use crate::text::Lang;

/// Fixed words in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    zh: &'static str,
    en: &'static str,
}

impl Words {
    /// The same words in Chinese and in English.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The words in one language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}
