//! Reports: a rating becomes text, Markdown and charts, in Chinese or in English.

pub mod words;
