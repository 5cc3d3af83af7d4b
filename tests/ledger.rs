//! `greengrade ledger`: no rating is swapped, lost or put in another order unseen.
#![cfg(test)]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use common::command::{code, run, stderr, stdout};
use common::files;
use common::steady::{HEAD, MANIFEST, day};
use greengrade::batch::Output;
use greengrade::files::sha256_hex;
use greengrade::ledger::{LEDGER, Ledger, begin, check, repair};
use greengrade::report::ledger::Fault;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Facilities in `dc`, each with a day of steady powers: kW in all and of IT.
fn facilities(root: &Path, powers: &[(&str, [u32; 2])]) {
    for (name, powers) in powers {
        let folder = root.join("dc").join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("facility.toml"), MANIFEST.replace("NAME", name)).unwrap();
        fs::write(folder.join("power.csv"), format!("{HEAD}{}", day("2025-03", *powers))).unwrap();
    }
}

const RATE: [&str; 7] = ["--period", "2025-03", "--trials", "0", "--format", "json", "--force"];

fn rate(root: &Path, dc: &str, out: &str) -> String {
    let output = run(root, &[&["rate", dc, "--out", out], &RATE[..]].concat());
    assert!(code(&output) < 2, "{}", stderr(&output));
    stderr(&output)
}

/// The facilities `a` and `b`, and a folder `ratings` with a ledger.
fn begun() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    facilities(root.path(), &[("a", [1200, 1000]), ("b", [1300, 1000])]);
    begin(&root.path().join("ratings")).unwrap();
    root
}

/// The same with four entries, of `a` and `b` in two output folders.
fn kept() -> TempDir {
    let root = begun();
    rate(root.path(), "dc", "ratings/one");
    rate(root.path(), "dc", "ratings/two");
    root
}

fn ledger(root: &Path) -> String {
    fs::read_to_string(root.join("ratings").join(LEDGER)).unwrap()
}

fn entries(root: &Path) -> Vec<Value> {
    ledger(root).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn hash(line: &str) -> String {
    format!("sha256:{}", sha256_hex(line.as_bytes()))
}

/// What a check comes to: its exit code and its record.
fn checked(root: &Path, more: &[&str]) -> (i32, Value) {
    let output = run(root, &[&["ledger", "check", "ratings", "--format", "json"], more].concat());
    (code(&output), serde_json::from_slice(&output.stdout).unwrap_or_else(|_| stderr(&output).into()))
}

/// What is wrong with the folder, in short: each fault with its line or its rating.
fn faults(root: &Path) -> Vec<String> {
    let checked = check(&root.join("ratings"), None).unwrap();
    assert_eq!(checked.holds, checked.faults.is_empty());
    let short = |fault: &Fault| {
        let fault = serde_json::to_value(fault).unwrap();
        let line = fault.get("line").map(|line| format!(" {line}")).unwrap_or_default();
        let path = fault.get("path").and_then(Value::as_str).map(|path| format!(" {path}")).unwrap_or_default();
        format!("{}{line}{path}", fault["what"].as_str().unwrap())
    };
    checked.faults.iter().map(short).collect()
}

#[test]
fn each_rating_has_an_entry_with_the_hash_of_the_line_before() {
    let root = begun();
    facilities(root.path(), &[("refused", [1000, 1200]), ("unreadable", [1, 1])]);
    fs::write(root.path().join("dc/unreadable/power.csv"), "time,total_kw,it_kw\nmany\n").unwrap();
    let told = rate(root.path(), "dc", "ratings/one");
    let text = ledger(root.path());
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    assert_eq!(lines.len(), 3, "what can not be read has no rating: {text}");
    let mut before = String::new();
    for (at, (line, id)) in lines.iter().zip(["a", "b", "refused"]).enumerate() {
        let entry: Value = serde_json::from_str(line).unwrap();
        let path = format!("one/{id}/rating.json");
        let rating: Value =
            serde_json::from_slice(&fs::read(root.path().join("ratings").join(&path)).unwrap()).unwrap();
        let packs = rating["rated_by"]["packs"].as_array().unwrap();
        let edition = |id: &Value| packs.iter().find(|pack| pack["id"] == *id).unwrap()["edition"].clone();
        let asked = rating["rated_by"]["standards"].as_array().unwrap();
        let editions: Vec<Value> = asked.iter().map(|id| json!({"id": id, "edition": edition(id)})).collect();
        assert_eq!(editions.len(), 2);
        let expected = json!({
            "schema": "greengrade.ledger/1", "number": at + 1, "previous": hash(&before), "path": path,
            "rating": {
                "facility": id, "period": "2025-03", "standards": editions, "outcome": rating["outcome"]["status"],
                "digest": rating["digest"], "program": rating["program"],
            },
        });
        assert_eq!(entry, expected);
        before = (*line).to_owned();
    }
    assert_eq!(entries(root.path())[2]["rating"]["outcome"], "refused");
    let end = format!("the ledger ends with line 3, {}\n", hash(lines[2]));
    assert!(told.contains(&end), "{told}");
    let (code, record) = checked(root.path(), &[]);
    let expected = json!({
        "schema": "greengrade.ledger-check/1", "ledger": format!("ratings/{LEDGER}"), "holds": true, "entries": 3,
        "ratings": 3, "head": hash(lines[2]), "noted": null, "replaced": [], "faults": [],
    });
    assert_eq!((code, record), (0, expected));
}

#[test]
fn without_a_ledger_nothing_changes_and_with_one_the_output_is_the_same() {
    let root = begun();
    let told = rate(root.path(), "dc", "elsewhere/one");
    assert!(!told.contains("ledger"), "{told}");
    assert_eq!(fs::read_dir(root.path().join("elsewhere")).unwrap().count(), 1);
    // Neither the ledger of a folder further up.
    assert!(!rate(root.path(), "dc", "ratings/deep/one").contains("ledger"));
    assert_eq!(ledger(root.path()), "");
    rate(root.path(), "dc", "./ratings/../ratings/one/");
    assert_eq!(entries(root.path()).len(), 2);
    assert!(files(&root.path().join("ratings/one")) == files(&root.path().join("elsewhere/one")));
    let output = run(&root.path().join("ratings"), &[&["rate", "../dc", "--out", "two"], &RATE[..]].concat());
    assert!(stderr(&output).contains("the ledger ends with line 4"), "{}", stderr(&output));
    assert_eq!(faults(root.path()), [""; 0]);
}

#[test]
fn every_kind_of_damage_to_the_lines_is_named_with_its_line() {
    let root = kept();
    let file = root.path().join("ratings").join(LEDGER);
    let text = ledger(root.path());
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let [one, two, three, four] = lines[..] else { panic!("{text}") };
    let nothing = hash("");
    let cases: [(&str, String, &[&str]); 15] = [
        ("whole", text.clone(), &[]),
        ("altered", [one, &two.replace("rated", "fated"), three, four].concat(), &["form 2"]),
        ("altered with care", [one, &two.replace("not-rated", "refused"), three, four].concat(), &["altered 2"]),
        (
            "its digest too",
            [one, two, &three.replace("\"digest\":\"sha256:", "\"digest\":\"sha256:0"), four].concat(),
            &["altered 3"],
        ),
        ("another form", [one, &two.replace(",\"path", ", \"path"), three, four].concat(), &["form 2"]),
        ("a key more", [&one.replace("{\"schema", "{\"seen\":1,\"schema"), two, three, four].concat(), &["form 1"]),
        ("outside", [one, two, &three.replace("two/a/", "../a/"), four].concat(), &["form 3"]),
        ("removed", [one, three, four].concat(), &["removed 2"]),
        ("the first", [two, three, four].concat(), &["removed 1"]),
        ("inserted", [one, two, two, three, four].concat(), &["inserted 3"]),
        ("reordered", [one, three, two, four].concat(), &["reordered 2", "reordered 3", "reordered 4"]),
        ("cut", [one, two, three, four.trim_end()].concat(), &["cut 4"]),
        (
            "any number",
            [one, &two.replace("r\":2", "r\":18446744073709551615"), three].concat(),
            &["reordered 2", "reordered 3"],
        ),
        ("not the first", [&one.replace(&nothing, &hash("0")), two, three, four].concat(), &["form 1"]),
        ("no text", [one, two, "\u{0}\n", four].concat(), &["form 3"]),
    ];
    for (name, damaged, expected) in cases {
        assert_eq!(damaged == text, name == "whole", "{name} changes something");
        fs::write(&file, damaged).unwrap();
        let of_lines: Vec<String> = faults(root.path()).into_iter().filter(|fault| !fault.contains('/')).collect();
        assert_eq!(of_lines, expected, "{name}");
        let (ended, record) = checked(root.path(), &[]);
        assert_eq!((ended, &record["holds"]), (i32::from(name != "whole"), &(name == "whole").into()), "{name}");
        if name == "whole" {
            continue;
        }
        // Nothing is added to it, and what is rated is not put there without an entry.
        let output = run(root.path(), &["rate", "dc/a", "--out", "ratings/three", "--trials", "0"]);
        let told = stderr(&output);
        assert_eq!((code(&output), root.path().join("ratings/three").exists()), (2, false), "{name}: {told}");
        let line = expected[0].split(' ').next_back().unwrap();
        assert!(told.contains(&format!("{LEDGER}, line {line}")), "{name}: {told}");
    }
}

#[test]
fn the_last_line_is_held_against_its_rating() {
    let root = kept();
    let text = ledger(root.path());
    let file = root.path().join("ratings").join(LEDGER);
    for (from, to) in
        [("not-rated", "refused"), ("2025-03", "2025-04"), ("\"b\"", "\"c\""), ("greengrade 0", "greengrade 9")]
    {
        let (rest, last) = text.split_at(text.trim_end().rfind('\n').unwrap() + 1);
        let changed = last.replacen(from, to, 1);
        assert_ne!(changed, last, "{from}");
        fs::write(&file, format!("{rest}{changed}")).unwrap();
        assert_eq!(faults(root.path()), ["entry-differs 4 two/b/rating.json"], "{from}");
    }
}

#[test]
fn ratings_that_changed_went_or_came_are_named() {
    let root = kept();
    let ratings = root.path().join("ratings");
    let [a, b] = ["one/a/rating.json", "one/b/rating.json"].map(|path| ratings.join(path));
    let [bytes_a, bytes_b] = [&a, &b].map(|file| fs::read(file).unwrap());
    // Changed, also with care.
    let changed = String::from_utf8(bytes_a.clone()).unwrap().replacen("\"hours\": 744", "\"hours\": 745", 1);
    let lines: Vec<&str> = changed.split_inclusive('\n').collect();
    let sum = sha256_hex([lines[0], &lines[2..].concat()].concat().as_bytes());
    let sealed = [lines[0], &format!("  \"digest\": \"sha256:{sum}\",\n"), &lines[2..].concat()].concat();
    for bytes in [changed.as_bytes(), sealed.as_bytes(), bytes_b.as_slice(), b"", b"no rating"] {
        fs::write(&a, bytes).unwrap();
        assert_eq!(faults(root.path()), ["changed 1 one/a/rating.json"]);
    }
    assert_eq!(checked(root.path(), &[]).0, 1);
    fs::write(&a, &bytes_a).unwrap();
    // Swapped, gone, come.
    fs::write(&a, &bytes_b).unwrap();
    fs::write(&b, &bytes_a).unwrap();
    assert_eq!(faults(root.path()), ["changed 1 one/a/rating.json", "changed 2 one/b/rating.json"]);
    fs::write(&a, &bytes_a).unwrap();
    fs::remove_file(&b).unwrap();
    assert_eq!(faults(root.path()), ["missing 2 one/b/rating.json"]);
    fs::write(&b, &bytes_b).unwrap();
    fs::create_dir(ratings.join("one/c")).unwrap();
    fs::write(ratings.join("one/c/rating.json"), &bytes_b).unwrap();
    assert_eq!(faults(root.path()), ["not-entered one/c/rating.json"]);
    fs::remove_dir_all(ratings.join("one")).unwrap();
    assert_eq!(faults(root.path()), ["missing 1 one/a/rating.json", "missing 2 one/b/rating.json"]);
}

#[test]
fn a_later_run_replaces_entries_and_an_older_rating_put_back_is_named() {
    let root = begun();
    let a = root.path().join("ratings/one/a/rating.json");
    rate(root.path(), "dc", "ratings/one");
    let older = fs::read(&a).unwrap();
    facilities(root.path(), &[("a", [1250, 1000])]);
    rate(root.path(), "dc", "ratings/one");
    let (code, record) = checked(root.path(), &[]);
    // The rating of `b` came out the same: nothing was replaced.
    let replaced = json!([{"line": 1, "path": "one/a/rating.json", "by": 3}]);
    assert_eq!((code, &record["replaced"], &record["entries"]), (0, &replaced, &4.into()), "{record}");
    let newer = fs::read(&a).unwrap();
    fs::write(&a, older).unwrap();
    assert_eq!(faults(root.path()), ["older 3 one/a/rating.json"]);
    fs::write(&a, newer).unwrap();
    // A rating that a run leaves out is entered as gone, and is not to come back.
    rate(root.path(), "dc/b", "ratings/one");
    let last = entries(root.path());
    assert_eq!((&last[4]["path"], &last[4]["rating"]), (&"one/a/rating.json".into(), &Value::Null));
    assert_eq!((last.len(), faults(root.path())), (6, Vec::new()));
    fs::create_dir(a.parent().unwrap()).unwrap();
    fs::copy(root.path().join("ratings/one/b/rating.json"), &a).unwrap();
    assert_eq!(faults(root.path()), ["not-entered one/a/rating.json"]);
}

#[test]
fn what_is_taken_over_from_an_earlier_run_is_entered_too() {
    let root = begun();
    rate(root.path(), "dc", "ratings/one");
    let output = run(
        root.path(),
        &["rate", "dc", "--out", "ratings/one", "--resume", "--period", "2025-03", "--trials", "0", "--format", "json"],
    );
    assert!(stderr(&output).contains("unchanged: 2"), "{}", stderr(&output));
    let (code, record) = checked(root.path(), &[]);
    assert_eq!((code, &record["entries"], &record["replaced"]), (0, &4.into(), &json!([])));
    assert_eq!(entries(root.path())[0]["rating"], entries(root.path())[2]["rating"]);
}

#[test]
fn a_hash_that_was_noted_must_be_that_of_a_line() {
    let root = begun();
    let nothing = hash("");
    assert_eq!(checked(root.path(), &["--head", &nothing]).0, 0);
    rate(root.path(), "dc", "ratings/one");
    let noted = checked(root.path(), &[]).1["head"].as_str().unwrap().to_owned();
    rate(root.path(), "dc", "ratings/one");
    for written in [noted.clone(), noted["sha256:".len()..].to_uppercase()] {
        let (code, record) = checked(root.path(), &["--head", &written]);
        assert_eq!((code, &record["noted"]), (0, &json!({"hash": noted, "line": 2})), "{record}");
    }
    let output = run(root.path(), &["ledger", "check", "ratings", "--head", &noted]);
    assert!(stdout(&output).contains("that of line 2; lines since: 2"), "{}", stdout(&output));
    // A chain does not show by itself that its end was cut off.
    let text = ledger(root.path());
    fs::write(root.path().join("ratings").join(LEDGER), text.lines().next().unwrap().to_owned() + "\n").unwrap();
    fs::remove_dir_all(root.path().join("ratings/one/b")).unwrap();
    assert_eq!(checked(root.path(), &[]).0, 0);
    let (code, record) = checked(root.path(), &["--head", &noted]);
    assert_eq!((code, &record["faults"]), (1, &json!([{"what": "no-such-line", "told": noted}])));
    assert_eq!(checked(root.path(), &["--head", "sha256:12"]).0, 2);
}

#[test]
fn a_last_line_that_was_cut_anywhere_is_told_and_taken_out_by_a_repair() {
    let root = kept();
    let folder = root.path().join("ratings");
    let text = ledger(root.path());
    let last = text.trim_end().rfind('\n').unwrap() + 1;
    let open = || Ledger::beside(&folder.join("three")).unwrap().unwrap().open().map(drop);
    for cut in last + 1..text.len() {
        fs::write(folder.join(LEDGER), &text[..cut]).unwrap();
        assert_eq!(faults(root.path()), ["cut 4", "not-entered two/b/rating.json"], "{cut}");
        let refused = open().unwrap_err();
        assert!(refused.hint.unwrap().contains("greengrade ledger repair"), "{cut}");
        let repaired = repair(&folder).unwrap().unwrap();
        assert_eq!((repaired.line, repaired.bytes), (4, cut - last), "{cut}");
        assert_eq!(fs::read_to_string(&repaired.moved_to).unwrap(), text[last..cut]);
        assert_eq!(ledger(root.path()), text[..last]);
        assert_eq!(repair(&folder).unwrap(), None);
        open().unwrap();
        fs::remove_file(repaired.moved_to).unwrap();
    }
    // As a user does it, up to a ledger that holds.
    fs::write(folder.join(LEDGER), &text[..text.len() - 1]).unwrap();
    let output = run(root.path(), &[&["rate", "dc", "--out", "ratings/two"], &RATE[..]].concat());
    let told = stderr(&output);
    assert!(code(&output) == 2 && told.contains("line 4") && told.contains("ledger repair"), "{told}");
    let output = run(root.path(), &["ledger", "repair", "ratings"]);
    assert!(code(&output) == 0 && stderr(&output).contains("line 4 was cut off"), "{}", stderr(&output));
    rate(root.path(), "dc", "ratings/two");
    assert_eq!(faults(root.path()), [""; 0]);
}

#[test]
fn runs_at_the_same_time_do_not_mix() {
    let root = begun();
    let spawned = ["one", "two", "three"].map(|out| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_greengrade"));
        let command =
            command.args(["rate", "dc", "--out", &format!("ratings/{out}")]).args(RATE).current_dir(root.path());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    });
    for mut child in spawned {
        assert!(child.wait().unwrap().code().unwrap() < 2);
    }
    assert_eq!((entries(root.path()).len(), faults(root.path())), (6, Vec::new()));
}

#[test]
fn many_outputs_that_replace_each_other_leave_the_one_that_was_entered_last() {
    let root = kept();
    let ratings = root.path().join("ratings");
    let [a, b] = ["a", "b"].map(|id| fs::read(ratings.join("one").join(id).join("rating.json")).unwrap());
    std::thread::scope(|scope| {
        for bytes in [&a, &b, &a, &b] {
            let ratings = &ratings;
            scope.spawn(move || {
                for _ in 0..20 {
                    let output = Output::begin(&ratings.join("two"), true).unwrap();
                    output.write("portfolio.json".as_ref(), b"{}").unwrap();
                    output.write("x/rating.json".as_ref(), bytes).unwrap();
                    output.finish().unwrap();
                }
            });
        }
    });
    // Each has its entry, and the first of them that of two ratings that are gone.
    assert_eq!((entries(root.path()).len(), faults(root.path())), (4 + 80 + 2, Vec::new()));
}

#[test]
fn a_run_that_may_not_replace_does_not_though_the_folder_came_meanwhile() {
    let root = kept();
    let place = root.path().join("ratings/three");
    let [first, second] = [(); 2].map(|()| Output::begin(&place, false).unwrap());
    for output in [&first, &second] {
        output
            .write("a/rating.json".as_ref(), &fs::read(root.path().join("ratings/one/a/rating.json")).unwrap())
            .unwrap();
    }
    assert_eq!(first.finish().unwrap().unwrap().line, 5);
    assert!(second.finish().unwrap_err().what.contains("there already"));
    assert_eq!((entries(root.path()).len(), faults(root.path())), (5, Vec::new()));
}

#[test]
fn a_ledger_that_takes_no_entries_keeps_a_run_from_beginning() {
    let root = begun();
    let file = root.path().join("ratings").join(LEDGER);
    let rate = || run(root.path(), &["rate", "dc", "--out", "ratings/one", "--period", "2025-03", "--trials", "0"]);
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    // Nothing is kept from root.
    if fs::OpenOptions::new().append(true).open(&file).is_err() {
        let output = rate();
        assert!(code(&output) == 2 && stderr(&output).contains("cannot add to the ledger"), "{}", stderr(&output));
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let output = rate();
    assert!(code(&output) == 2 && stderr(&output).contains("cannot add to the ledger"), "{}", stderr(&output));
    assert_eq!(fs::read_dir(root.path().join("ratings")).unwrap().count(), 1);
}

#[test]
fn a_ledger_is_begun_once_and_never_replaced() {
    let root = begun();
    let new = |folder: &str| run(root.path(), &["ledger", "new", folder]);
    assert!(code(&new("ratings")) == 2 && stderr(&new("ratings")).contains("there already"));
    rate(root.path(), "dc", "out");
    assert_eq!(code(&new("out")), 0);
    let output = run(root.path(), &[&["rate", "dc", "--out", "out"], &RATE[..]].concat());
    assert!(code(&output) == 2 && stderr(&output).contains("holds a ledger"), "{}", stderr(&output));
    let output = run(root.path(), &["ledger", "check", "dc"]);
    assert!(code(&output) == 2 && stderr(&output).contains("greengrade ledger new"), "{}", stderr(&output));
}

#[test]
fn people_read_it_in_both_languages() {
    let root = kept();
    let output = run(root.path(), &["ledger", "check", "ratings"]);
    let head = hash(ledger(root.path()).split_inclusive('\n').next_back().unwrap());
    let counts = "entries: 4; ratings that stand: 4; entries replaced: 0";
    let expected = format!("ratings/{LEDGER}: holds\n{counts}\nthe ledger ends with line 4, {head}\n");
    assert_eq!((code(&output), stdout(&output)), (0, expected));
    fs::remove_file(root.path().join("ratings/two/b/rating.json")).unwrap();
    let output = run(root.path(), &["ledger", "check", "ratings", "--lang", "zh"]);
    let told = stdout(&output);
    assert!(code(&output) == 1 && told.starts_with(&format!("ratings/{LEDGER}：有误\n")), "{told}");
    assert!(told.contains("two/b/rating.json") && told.contains("评定结果不在"), "{told}");
}
