#![no_main]

#[path = "../bodies/mod.rs"]
mod bodies;

libfuzzer_sys::fuzz_target!(init: bodies::let_panics_be_contained(), |bytes: &[u8]| bodies::rollup(bytes));
