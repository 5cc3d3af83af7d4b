//! How sure measured indicators are.
#![cfg(test)]

mod any;
mod by_hand;
#[path = "../common/mod.rs"]
mod common;
mod made;
mod supply;
