//! The command `greengrade`: reads the arguments, runs the command they name, and turns its outcome into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    greengrade::cli::main()
}
