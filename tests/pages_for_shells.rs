//! `greengrade completions` and `greengrade man`.
#![cfg(test)]

mod common;

use std::path::Path;

use common::command::{code, run, stderr, stdout};
use common::files;

#[test]
fn every_shell_completes_commands_and_kinds_of_charts() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(Path::new("."), &["completions", shell]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let script = stdout(&output);
        for word in ["what-if", "standard", "completions", "force", "pue-by-month"] {
            // PowerShell and Elvish complete no values.
            let left_out = word == "pue-by-month" && matches!(shell, "powershell" | "elvish");
            assert!(left_out || script.contains(word), "{word} for {shell}");
        }
    }
    assert_eq!(code(&run(Path::new("."), &["completions", "cmd"])), 2);
}

#[test]
fn every_command_has_a_manual_page_with_its_examples_line_by_line() {
    let root = tempfile::tempdir().unwrap();
    let output = run(root.path(), &["man", "--out", "man"]);
    assert_eq!((code(&output), stdout(&output)), (0, String::new()), "{}", stderr(&output));
    let pages = files(&root.path().join("man"));
    for name in ["greengrade", "greengrade-rate", "greengrade-chart", "greengrade-standard", "greengrade-standard-diff"]
    {
        let page = String::from_utf8(pages[Path::new(&format!("{name}.1"))].clone()).unwrap();
        let command = name.replace('-', " ");
        for part in [format!(".TH {name} 1"), format!("\\fB{command}\\fR"), ".SH EXAMPLES\n.nf\ngreengrade ".to_owned()]
        {
            assert!(page.contains(&part), "{part} in {page}");
        }
    }
    let whole = run(root.path(), &["man"]);
    assert_eq!(stdout(&whole).into_bytes(), pages[Path::new("greengrade.1")]);
    assert!(stdout(&whole).contains("greengrade\\-chart(1)"), "{}", stdout(&whole));
    // Pages that are there are left as they are, unless told otherwise.
    assert_eq!(code(&run(root.path(), &["man", "--out", "man"])), 2);
    assert_eq!(code(&run(root.path(), &["man", "--out", "man", "--force"])), 0);
    assert!(files(&root.path().join("man")) == pages);
}
