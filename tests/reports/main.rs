//! Text reports: terminal, Markdown, explanations and JSON, of facilities that are rated, not rated and refused.

#![expect(clippy::unwrap_used, reason = "a test that can not set itself up has failed")]

mod catalogue;
mod clean_energy;
mod explained;
mod golden;
mod json;
mod layout;
mod made;
mod told;
mod workbook;
