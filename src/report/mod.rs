//! Reports: a rating becomes JSON, terminal text, Markdown and charts, in Chinese or in English.

pub mod numbers;
pub mod words;
