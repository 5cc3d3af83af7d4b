//! Ratings: indicators and packs become a rating that carries its proof.

pub mod record;

pub use record::Rating;
