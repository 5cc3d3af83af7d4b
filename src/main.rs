//! The command `greengrade`: reads the arguments, runs the command they name, and turns its outcome into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    keep_freed_memory();
    greengrade::cli::main()
}

/// Facilities come one after the other, and each takes about as much memory as the one before. The allocator of Linux
/// gives what is freed back to the system beyond twice the largest piece that it ever gave back, which is little at first:
/// then every facility has its memory made anew, page by page. So a large piece, which nobody touches, is given back first.
fn keep_freed_memory() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(16 << 20)));
}
