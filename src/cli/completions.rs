//! `greengrade completions`.

use clap::Args;
use clap_complete::{Shell, generate};

use super::{Verdict, command, print};
use crate::problem::Result;

/// Print what a shell needs to complete commands, options and their values.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade completions bash > /etc/bash_completion.d/greengrade\n  \
        greengrade completions zsh > ~/.zfunc/_greengrade\n  \
        greengrade completions fish > ~/.config/fish/completions/greengrade.fish")]
pub(super) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<Verdict> {
    let mut command = command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    generate(arguments.shell, &mut command, name, &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Good)
}
