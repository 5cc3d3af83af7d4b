//! Ratings held against each other.
#![cfg(test)]

mod any;
mod by_hand;
mod command;
#[path = "../common/mod.rs"]
mod common;
mod made;
mod told;
