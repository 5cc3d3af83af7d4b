//! Packs for people: what each figure is, the form to fill official figures in, lists, documents and differences.

pub mod about;
pub mod difference;
pub mod document;
pub mod form;
pub mod listing;
mod rule;
pub mod workbook;
