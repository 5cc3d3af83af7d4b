//! Reports: a rating becomes JSON, terminal text, Markdown and charts, in Chinese or in English.

pub mod chart;
pub mod explain;
pub mod json;
pub mod markdown;
pub mod numbers;
mod phrase;
pub mod terminal;
pub mod words;
