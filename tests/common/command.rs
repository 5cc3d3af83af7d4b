//! The command as the tests run it.

use std::path::Path;
use std::process::{Command, Output};

/// Runs the command in a folder; in English, so that messages and results read alike.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greengrade"));
    command.args(arguments).current_dir(folder).env("GREENGRADE_LANG", "en").output().unwrap()
}

/// What it printed.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it told beside its results.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// How it ended.
pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}
