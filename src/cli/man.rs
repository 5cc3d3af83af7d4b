//! `greengrade man`.

use std::io;
use std::path::PathBuf;

use clap::builder::Resettable;
use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::new_files::write_files;
use super::{Verdict, command, print, tell};
use crate::PROGRAM;
use crate::problem::{Problem, Result};

/// Print the manual page of the command, or write one page for each command into a folder.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade man > greengrade.1\n  greengrade man --out /usr/local/share/man/man1")]
pub(super) struct Arguments {
    /// Write `greengrade.1`, `greengrade-rate.1` and so on into this folder instead.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace pages that are there already.
    #[arg(long, requires = "out")]
    force: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Verdict> {
    let mut command = command().disable_help_subcommand(true);
    // Only then does each command know its whole name.
    command.build();
    let Some(folder) = &arguments.out else {
        print(&String::from_utf8_lossy(&page(&command)?))?;
        return Ok(Verdict::Good);
    };
    let pages = with_subcommands(&command).into_iter().map(|command| {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        Ok((folder.join(format!("{name}.1")), page(command)?))
    });
    let pages = pages.collect::<Result<Vec<_>>>()?;
    write_files(&pages, arguments.force)?;
    tell(&format!("wrote {} pages into {}\n", pages.len(), folder.display()));
    Ok(Verdict::Good)
}

/// A command and all that is below it.
pub(super) fn with_subcommands(command: &Command) -> Vec<&Command> {
    let below = command.get_subcommands().flat_map(with_subcommands);
    [command].into_iter().chain(below).collect()
}

/// The manual page of one command.
fn page(command: &Command) -> Result<Vec<u8>> {
    let failed = |error: io::Error| Problem::new(format!("cannot write a manual page: {error}"));
    // Text after the help would be run together into one paragraph; its lines are set below as they are.
    let mut page = Vec::new();
    let man = Man::new(command.clone().after_help(Resettable::Reset));
    man.source(PROGRAM).render(&mut page).map_err(failed)?;
    if let Some(after) = command.get_after_help() {
        page.extend(sections(&after.to_string()).to_roff().into_bytes());
    }
    Ok(page)
}

/// Lines that begin at the margin as headings and paragraphs, those below them as they stand.
fn sections(text: &str) -> Roff {
    let mut roff = Roff::new();
    let mut as_it_stands = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let example = line.strip_prefix("  ");
        if example.is_some() != as_it_stands {
            roff.control(if as_it_stands { "fi" } else { "nf" }, []);
            as_it_stands = !as_it_stands;
        }
        match (example, line.strip_suffix(':')) {
            (Some(example), _) => roff.text([roman(example)]),
            (None, Some(heading)) => roff.control("SH", [heading.to_uppercase().as_str()]),
            (None, None) => roff.text([roman(line)]),
        };
    }
    if as_it_stands {
        roff.control("fi", []);
    }
    roff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_stand_in_a_section_of_their_own_line_by_line() {
        let told = sections("Keys:\n  a-b   one\n\nA line.\n\nExamples:\n  greengrade man\n  greengrade man --out d")
            .to_roff();
        assert_eq!(
            told,
            ".SH KEYS\n.nf\na\\-b   one\n.fi\nA line.\n.SH EXAMPLES\n.nf\ngreengrade man\ngreengrade man \\-\\-out d\n.fi\n"
        );
    }
}
