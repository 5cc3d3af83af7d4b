//! The command `greengrade`.

fn main() {}
