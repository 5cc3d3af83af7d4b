//! What goes wrong with the computer and not with the input: a full disk, a killed run, a closed pipe. Nothing half
//! remains, the message names the file, and what was whole is not made twice.
#![cfg(test)]
#![cfg(unix)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use common::command::{code, run, stderr};
use common::steady::{HEAD, MANIFEST, day};
use common::{Scatter, files};
use greengrade::files::sha256_hex;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_greengrade");

fn portfolio(facilities: usize) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for number in 0..facilities {
        let name = format!("dc-{number:03}");
        let folder = root.path().join("dc").join(&name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("facility.toml"), MANIFEST.replace("NAME", &name)).unwrap();
        let it = 500 + u32::try_from(number).unwrap();
        fs::write(folder.join("power.csv"), format!("{HEAD}{}", day("2025-03", [1200, it]))).unwrap();
    }
    root
}

const RATE: [&str; 11] =
    ["rate", "dc", "--period", "2025-03", "--trials", "0", "--format", "json,md,html,xlsx", "--resume", "--out", "out"];

/// What lies in a folder, by name.
fn listed(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Runs the program within the bounds that a shell sets.
fn bounded(root: &Path, bounds: &str, arguments: &[&str]) -> Output {
    let script = format!("{bounds} exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, PROGRAM]).args(arguments).current_dir(root).env("GREENGRADE_LANG", "en");
    command.output().unwrap()
}

/// The facilities whose folders killed runs have finished.
fn left(root: &Path) -> BTreeSet<String> {
    let folders = listed(root).into_iter().filter(|name| name.ends_with(".part")).map(|name| root.join(name));
    let done = folders.flat_map(|folder| {
        let names = listed(&folder).into_iter().filter(move |name| folder.join(name).join("resume.json").is_file());
        names.collect::<Vec<_>>()
    });
    done.collect()
}

/// Holds that each file that a record names is as it was written.
fn assert_whole(folder: &Path) {
    let record: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("resume.json")).unwrap()).unwrap();
    let outputs = record["outputs"].as_object().unwrap();
    assert!(outputs.contains_key("rating.json"));
    for (name, sha256) in outputs {
        assert_eq!(sha256_hex(&fs::read(folder.join(name)).unwrap()), sha256.as_str().unwrap(), "{name}");
    }
}

#[test]
fn a_run_that_is_killed_again_and_again_comes_to_the_same_and_leaves_nothing() {
    let root = portfolio(40);
    let root = root.path();
    let mut delays = Scatter(7);
    for _ in 0..5 {
        let mut command = Command::new(PROGRAM);
        command.args(RATE).current_dir(root).env("GREENGRADE_LANG", "en");
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut running = command.spawn().unwrap();
        std::thread::sleep(Duration::from_millis(delays.pick(50, 600)));
        running.kill().unwrap();
        running.wait().unwrap();
        for name in listed(root).iter().filter(|name| name.ends_with(".part")) {
            let done = listed(&root.join(name)).into_iter().map(|id| root.join(name).join(id));
            done.filter(|folder| folder.join("resume.json").is_file()).for_each(|folder| assert_whole(&folder));
        }
    }
    let stood = if root.join("out").exists() { 40 } else { left(root).len() };
    let resumed = run(root, &RATE);
    assert!(code(&resumed) < 2, "{}", stderr(&resumed));
    assert!(stderr(&resumed).contains(&format!("unchanged: {stood}\n")), "{stood}: {}", stderr(&resumed));
    let fresh: Vec<&str> = RATE.iter().map(|word| if *word == "out" { "fresh" } else { *word }).collect();
    assert!(code(&run(root, &fresh)) < 2);
    assert!(files(&root.join("out")) == files(&root.join("fresh")));
    assert_eq!(listed(root), ["dc", "fresh", "out"].map(str::to_owned).into());
}

#[test]
fn what_a_killed_run_finished_is_not_made_again() {
    let root = portfolio(3);
    let root = root.path();
    assert!(code(&run(root, &RATE)) < 2);
    // As a run leaves it that was killed over the third.
    let prefix = format!(".greengrade-{}-", &sha256_hex(b"out")[..8]);
    let part = root.join(format!("{prefix}abcdef.part"));
    fs::rename(root.join("out"), &part).unwrap();
    fs::remove_file(part.join("dc-002/resume.json")).unwrap();
    fs::write(part.join("dc-001/rating.json"), "half").unwrap();
    fs::write(part.with_extension("lock"), "").unwrap();
    let resumed = run(root, &RATE);
    assert!(stderr(&resumed).contains("unchanged: 1\n"), "{}", stderr(&resumed));
    assert_eq!(listed(root), ["dc", "out"].map(str::to_owned).into());
}

#[test]
fn a_disk_that_takes_no_more_is_told_and_nothing_half_remains() {
    let root = portfolio(2);
    let root = root.path();
    // A file of more than 16 blocks can not be written.
    let full = "trap '' XFSZ; ulimit -f 16;";
    for arguments in [&RATE[..], &["rollup", "dc", "-o", "cells.parquet"], &["check", "dc", "--chart", "charts"]] {
        let before = listed(root);
        let output = bounded(root, full, arguments);
        let told = stderr(&output);
        if arguments[0] == "rollup" {
            // Its cells are few; but where they fit the file is whole.
            assert!(code(&output) == 0 || told.contains("the disk is full"), "{told}");
            continue;
        }
        assert_eq!(code(&output), 2, "{arguments:?}: {told}");
        assert!(told.contains("the disk is full") && told.contains("   at: "), "{told}");
        let after = listed(root);
        let charts: BTreeSet<String> = after.difference(&before).cloned().collect();
        assert!(charts.iter().all(|name| name == "charts"), "{charts:?}");
    }
}

#[test]
fn what_a_killed_rollup_left_is_cleaned_away_by_the_next_for_the_same_place() {
    let root = portfolio(2);
    let root = root.path();
    let is_left = |name: &String| name.starts_with(".greengrade-") && name.ends_with(".part");
    let keep: [&str; 6] = ["rate", "dc", "--trials", "0", "--keep-rollup", "cells.parquet"];
    for arguments in [&["rollup", "dc", "-o", "cells.parquet"][..], &keep] {
        // The system kills a process that writes more than one block into a file.
        let killed = bounded(root, "ulimit -c 0; ulimit -f 1;", arguments);
        assert_eq!(killed.status.code(), None, "{}", stderr(&killed));
        assert_eq!(listed(root).iter().filter(|name| is_left(name)).count(), 1);
        assert!(!root.join("cells.parquet").exists());
        // For another place it may still be in the making.
        assert_eq!(code(&run(root, &["rollup", "dc", "-o", "others.parquet"])), 0);
        assert_eq!(listed(root).iter().filter(|name| is_left(name)).count(), 1);
        assert!(code(&run(root, arguments)) < 2);
        assert_eq!(listed(root), ["cells.parquet", "dc", "others.parquet"].map(str::to_owned).into());
        assert!(fs::read(root.join("cells.parquet")).unwrap() == fs::read(root.join("others.parquet")).unwrap());
        fs::remove_file(root.join("cells.parquet")).unwrap();
        fs::remove_file(root.join("others.parquet")).unwrap();
    }
}

#[test]
fn a_run_that_is_refused_memory_leaves_nothing_half_and_the_next_comes_to_the_same() {
    let root = portfolio(20);
    let root = root.path();
    let fresh: Vec<&str> = RATE.iter().map(|word| if *word == "out" { "fresh" } else { *word }).collect();
    assert!(code(&run(root, &fresh)) < 2);
    let whole = files(&root.join("fresh"));
    // Where the system refuses, hangs on the computer; what comes of it does not.
    for mebibytes in [80, 150, 200, 400, 800, 1600] {
        let output = bounded(root, &format!("ulimit -c 0; ulimit -v {};", mebibytes << 10), &RATE);
        match root.join("out").is_dir() {
            true => {
                assert!(code(&output) < 2, "{mebibytes}: {}", stderr(&output));
                let folders = listed(&root.join("out")).into_iter().map(|name| root.join("out").join(name));
                folders.filter(|path| path.is_dir()).for_each(|folder| assert_whole(&folder));
            }
            // It was ended, or could not begin.
            false => assert!(output.status.code().is_none_or(|code| code >= 2), "{mebibytes}: {}", stderr(&output)),
        }
        let resumed = run(root, &RATE);
        assert!(code(&resumed) < 2, "{mebibytes}: {}", stderr(&resumed));
        assert!(files(&root.join("out")) == whole, "{mebibytes}");
        assert_eq!(listed(root), ["dc", "fresh", "out"].map(str::to_owned).into(), "{mebibytes}");
        fs::remove_dir_all(root.join("out")).unwrap();
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error_and_a_full_one_is() {
    let root = portfolio(3);
    let mut command = Command::new(PROGRAM);
    command.args(["check", "dc"]).current_dir(root.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().unwrap();
    drop(running.stdout.take());
    let output = running.wait_with_output().unwrap();
    assert!(output.status.code().unwrap() < 2, "{}", stderr(&output));
    assert!(!stderr(&output).contains("error"), "{}", stderr(&output));
    if Path::new("/dev/full").exists() {
        let output = bounded(root.path(), "exec >/dev/full;", &["check", "dc"]);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("cannot write to stdout"), "{}", stderr(&output));
    }
}

/// Runs the program as somebody whom permissions bind; `None` where that can not be.
fn as_anybody(root: &Path, arguments: &[&str]) -> Option<Output> {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    let mut command = match is_root {
        true => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", PROGRAM]);
            command
        }
        false => Command::new(PROGRAM),
    };
    let output = command.args(arguments).current_dir(root).env("GREENGRADE_LANG", "en").output();
    // Nobody may see the program itself, or the folder of temporary files.
    output.ok().filter(|output| output.status.code().is_some_and(|code| code <= 2))
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_may_not_be_read_or_written_is_named() {
    let root = portfolio(2);
    let root = root.path();
    allow(root, 0o755);
    let secret: PathBuf = root.join("dc/dc-001/power.csv");
    allow(&secret, 0o000);
    let Some(output) = as_anybody(root, &["rate", "dc", "--trials", "0"]) else {
        eprintln!("skipped: nobody else can run the program here");
        return;
    };
    let told = stderr(&output);
    assert_eq!(code(&output), 1, "{told}");
    assert!(told.contains("permission denied") && told.contains("dc-001/power.csv"), "{told}");
    let before = listed(root);
    let output = as_anybody(root, &RATE).unwrap();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("permission denied") && stderr(&output).contains("out"), "{}", stderr(&output));
    assert_eq!(listed(root), before);
    allow(&secret, 0o644);
}

/// Says of every file below a folder that it was written last at a time.
fn written_at(folder: &Path, time: SystemTime) {
    for file in files(folder).into_keys() {
        fs::File::options().write(true).open(folder.join(file)).unwrap().set_modified(time).unwrap();
    }
}

#[test]
fn what_is_taken_over_is_told_by_bytes_and_not_by_times() {
    let root = portfolio(3);
    let root = root.path();
    let years = |count: u64| Duration::from_secs(count * 366 * 24 * 3600);
    assert!(code(&run(root, &RATE)) < 2);
    let before = files(&root.join("out"));
    // Inputs of the year 2100 and outputs of 1971, and the other way round.
    for (inputs, outputs) in [(130, 1), (1, 130)] {
        written_at(&root.join("dc"), SystemTime::UNIX_EPOCH + years(inputs));
        written_at(&root.join("out"), SystemTime::UNIX_EPOCH + years(outputs));
        let resumed = run(root, &RATE);
        assert!(stderr(&resumed).contains("unchanged: 3\n"), "{}", stderr(&resumed));
        assert!(files(&root.join("out")) == before);
    }
    // Another file of the same length and time is another file.
    let file = root.join("dc/dc-001/power.csv");
    let (text, times) = (fs::read_to_string(&file).unwrap(), fs::metadata(&file).unwrap().modified().unwrap());
    fs::write(&file, text.replace(",501\n", ",599\n")).unwrap();
    fs::File::options().write(true).open(&file).unwrap().set_modified(times).unwrap();
    let resumed = run(root, &RATE);
    assert!(stderr(&resumed).contains("unchanged: 2\n"), "{}", stderr(&resumed));
    let after = files(&root.join("out"));
    assert!(after != before);
    for time in ["1999-12-31 23:59:59", "2099-01-01 00:00:00"] {
        let mut command = Command::new("faketime");
        command.args([time, PROGRAM]).args(RATE).current_dir(root).env("GREENGRADE_LANG", "en");
        let Ok(output) = command.output() else {
            eprintln!("skipped: there is no `faketime` here");
            return;
        };
        assert!(stderr(&output).contains("unchanged: 3\n"), "{time}: {}", stderr(&output));
        fs::remove_dir_all(root.join("out")).unwrap();
        assert!(code(&command.output().unwrap()) < 2, "{time}");
        assert!(files(&root.join("out")) == after, "{time}");
    }
}

#[test]
fn nothing_asks_what_time_it_is() {
    let sources = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    for (file, bytes) in sources.iter().filter(|(file, _)| file.extension().is_some_and(|end| end == "rs")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("::now()"), "{}: results may not depend on the clock of the computer", file.display());
    }
}
