//! Reports: a rating becomes JSON, terminal text, Markdown, HTML, typeset pages and charts, in Chinese or in English; report fields and packs for people.

pub mod chart;
pub mod check;
pub mod compared;
pub mod dates;
pub mod digest;
pub mod explain;
pub mod fields;
pub mod html;
pub mod improve;
pub mod json;
pub mod ledger;
pub mod letterhead;
mod mapping;
pub mod markdown;
pub mod numbers;
mod outliers;
pub mod pack;
mod page;
mod phrase;
pub mod portfolio;
pub mod resume;
pub mod signature;
pub mod terminal;
pub mod typeset;
pub mod verify;
pub mod what_if;
pub mod words;
pub mod workbook;
mod year_on_year;

pub use mapping::mapping_table;
