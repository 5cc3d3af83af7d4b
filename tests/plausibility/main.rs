//! What the rules of plausibility find in data that was damaged, and that they find nothing in sound data.
#![cfg(test)]

#[path = "../common/mod.rs"]
mod common;
mod damage;
mod rolled_up;
mod rules;
mod sound;
mod spikes;
mod traps;
