//! What others hand in can be made to harm: each such input costs its own facility, with a message, and nothing else.
#![cfg(test)]

mod common;

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use common::command::{code, run, stderr, stdout};
use common::steady::{HEAD, MANIFEST, day};
use greengrade::files::sha256_hex;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A portfolio `dc` with a sound facility `sound`, beside which the others stand.
fn portfolio() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    facility(root.path(), "sound", &MANIFEST.replace("NAME", "sound"), readings().as_bytes());
    root
}

fn readings() -> String {
    format!("{HEAD}{}", day("2025-03", [1200, 1000]))
}

fn facility(root: &Path, name: &str, manifest: &str, readings: &[u8]) {
    let folder = root.join("dc").join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("facility.toml"), manifest).unwrap();
    fs::write(folder.join("power.csv"), readings).unwrap();
}

/// A manifest of the name, with something of it replaced.
fn manifest(name: &str, from: &str, to: &str) -> String {
    assert!(MANIFEST.contains(from), "{from}");
    MANIFEST.replacen(from, to, 1).replace("NAME", name)
}

const FORMS: [&str; 8] = ["--trials", "0", "--period", "2025-03", "--format", "json,md,html,xlsx", "--force", "--out"];

/// Rates the portfolio, of which the sound facility must come out and the other one must not, and gives what is told.
fn told(root: &Path) -> String {
    let output = run(root, &[&["rate", "dc"], FORMS.as_slice(), &["out"]].concat());
    let told = stderr(&output);
    assert_eq!(code(&output), 1, "{told}");
    assert!(root.join("out/sound/rating.json").is_file(), "{told}");
    assert!(!told.contains("panicked") && told.contains("hint:"), "{told}");
    told
}

/// What is told of one bad facility.
fn told_of(manifest: &str, readings: &[u8]) -> String {
    let root = portfolio();
    facility(root.path(), "bad", manifest, readings);
    told(root.path())
}

const SHEET: &str = "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
    <row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
const TEXTS: &str = "<?xml version=\"1.0\"?><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// A workbook of one sheet and of some texts.
fn workbook(sheet: &str, texts: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let links = |links: &[(&str, &str)]| {
        let links = links.iter().enumerate().map(|(at, (kind, target))| {
            format!("<Relationship Id=\"rId{}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>", at + 1)
        });
        let form = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("<?xml version=\"1.0\"?><Relationships xmlns=\"{form}\">{}</Relationships>", links.collect::<String>())
    };
    let book = format!(
        "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"{office}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
        ("_rels/.rels", links(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", book),
        (
            "xl/_rels/workbook.xml.rels",
            links(&[("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")]),
        ),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
        ("xl/sharedStrings.xml", texts.to_owned()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_stands_for_far_more_than_it_is_costs_no_memory() {
    let much = " ".repeat(300 << 20);
    let sheet = workbook(&format!("{SHEET}{much}</sheetData></worksheet>"), &format!("{TEXTS}/>"));
    let texts = workbook(&format!("{SHEET}</sheetData></worksheet>"), &format!("{TEXTS}><si><t>{much}</t></si></sst>"));
    let count = workbook(&format!("{SHEET}</sheetData></worksheet>"), &format!("{TEXTS} uniqueCount=\"4294967295\"/>"));
    let plain = MANIFEST.replace("NAME", "bad");
    for (book, what) in [
        (sheet, "the workbook unpacks to 300 MiB, more than the 256 MiB that are read"),
        (texts, "the texts of the workbook take 300 MiB"),
        (count, "more texts than there is room for"),
    ] {
        assert!(book.len() < 1 << 20, "a bomb is small");
        let told = told_of(&plain, &book);
        assert!(told.contains(what), "{told}");
    }
}

#[test]
fn a_manifest_names_no_file_outside_its_folder_unless_that_is_shared() {
    let root = portfolio();
    fs::write(root.path().join("secret.csv"), format!("the secret\n{}", readings())).unwrap();
    let secret = root.path().join("secret.csv");
    for path in ["../../secret.csv", "../../*.csv", secret.to_str().unwrap(), "*/../../../secret.csv"] {
        facility(root.path(), "bad", &manifest("bad", "power.csv", path), b"");
        let told = told(root.path());
        assert!(told.contains("leads out of the facility's folder") && !told.contains("the secret"), "{path}: {told}");
    }
    fs::write(&secret, readings()).unwrap();
    fs::write(root.path().join("greengrade-shared"), "").unwrap();
    facility(root.path(), "bad", &manifest("bad", "power.csv", "../../secret.csv"), b"");
    let output = run(root.path(), &["rate", "dc", "--trials", "0", "--period", "2025-03"]);
    assert!(!stderr(&output).contains("leads out"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_link_and_a_pipe_are_no_files_of_a_facility() {
    let root = portfolio();
    facility(root.path(), "bad", &MANIFEST.replace("NAME", "bad"), b"");
    let place = root.path().join("dc/bad/power.csv");
    for (target, what) in [("/etc/passwd", "leads out of the facility's folder"), ("power.csv", "symlink loop")] {
        fs::remove_file(&place).unwrap();
        std::os::unix::fs::symlink(target, &place).unwrap();
        let told = told(root.path());
        assert!(told.contains(what) && !told.contains("root:"), "{told}");
    }
    fs::remove_file(&place).unwrap();
    if std::process::Command::new("mkfifo").arg(&place).status().is_ok_and(|made| made.success()) {
        assert!(told(root.path()).contains("it is a pipe or a device, not a file"));
    }
}

#[cfg(unix)]
#[test]
fn a_rating_names_no_file_outside_of_its_facility_to_be_hashed() {
    let root = portfolio();
    fs::write(root.path().join("secret"), "the secret").unwrap();
    let dc = root.path().join("dc/sound");
    std::os::unix::fs::symlink("../../secret", dc.join("link")).unwrap();
    assert!(code(&run(root.path(), &[&["rate", "dc"], FORMS.as_slice(), &["out"]].concat())) < 2);
    let rating = fs::read_to_string(root.path().join("out/sound/rating.json")).unwrap();
    // Files that are gone are hashed where the facility can not be rated any more.
    fs::remove_file(dc.join("power.csv")).unwrap();
    let secret = root.path().join("secret");
    for path in ["../../secret", "a/../../../secret", "link", secret.to_str().unwrap(), "power.csv"] {
        let others: Vec<&str> = rating.split_inclusive('\n').collect();
        let named = |text: &str| text.replace("\"path\": \"power.csv\"", &format!("\"path\": \"{path}\""));
        let (first, rest) = (others[0].to_owned(), named(&others[2..].concat()));
        let digest = sha256_hex(format!("{first}{rest}").as_bytes());
        let handed_in = format!("{first}  \"digest\": \"sha256:{digest}\",\n{rest}");
        fs::write(root.path().join("rating.json"), handed_in).unwrap();
        let output = run(root.path(), &["verify", "rating.json", "--inputs", "dc/sound", "--format", "json"]);
        let told = stdout(&output) + &stderr(&output);
        assert!(!told.contains(&sha256_hex(b"the secret")), "{path}: {told}");
        match path {
            "power.csv" => assert!(code(&output) == 1 && told.contains("input-lacking"), "{told}"),
            _ => assert!(code(&output) == 2 && told.contains("leads out") && told.contains("hint:"), "{path}: {told}"),
        }
    }
}

#[test]
fn an_id_is_a_name_that_a_folder_can_have_on_any_computer_beside_the_files_of_the_portfolio() {
    let long = "x".repeat(300);
    for id in [
        "../x",
        "CON",
        "lpt1",
        "nul.dc",
        "a.",
        ".a",
        "a/b",
        "",
        "portfolio.json",
        "Ranking.SVG",
        "portfolio-typeset",
        &long,
    ] {
        let told = told_of(&manifest("bad", "\"NAME\"", &format!("\"{id}\"")), readings().as_bytes());
        assert!(told.contains("facility's id"), "{id}: {told}");
    }
    let root = portfolio();
    facility(root.path(), "twin", &manifest("twin", "\"NAME\"", "\"Sound\""), readings().as_bytes());
    assert!(told(root.path()).contains("another facility has the id `Sound` too"));
}

#[test]
fn what_steers_a_terminal_reaches_neither_the_terminal_nor_a_name() {
    let told = told_of(&manifest("bad", "Small centre", "a\\u001b[2Jb"), readings().as_bytes());
    assert!(told.contains("holds the character U+001B"), "{told}");
    let told = told_of(&manifest("bad", "Small centre", &"n".repeat(100_000)), readings().as_bytes());
    assert!(told.contains("has 100000 characters") && told.len() < 1000, "{told}");
    // Names of columns and files, and cells, are quoted in messages.
    let steering = "readings of the whole centre, \u{1b}]0;owned\u{202e}";
    let head = format!("time,{steering}\n");
    let told = told_of(&MANIFEST.replace("NAME", "bad"), head.as_bytes());
    assert!(told.contains("no column") && told.contains("\\u202e"), "{told}");
    assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told}");
}

#[test]
fn what_lies_deep_or_is_long_is_told_in_short() {
    let deep = "[".repeat(100_000);
    let plain = MANIFEST.replace("NAME", "bad");
    let wide: String = (0..100_000).map(|at| format!(",c{at}")).collect();
    for (manifest, readings, what) in [
        (format!("id = {deep}"), String::new(), "lie too deep"),
        (plain.clone(), format!("{{\"time\":{deep}"), "recursion limit"),
        (plain.clone(), format!("time{wide}\n"), "more than the 65536 that are read"),
        (plain.clone(), format!("{}{}", readings(), "1".repeat(20 << 20)), "longer than 16 MiB"),
        (plain.clone(), "\0".repeat(1 << 20), "neither text"),
        (format!("{plain}# {}", "x".repeat(20 << 20)), readings(), "longer than 16 MiB"),
    ] {
        let told = told_of(&manifest, readings.as_bytes());
        assert!(told.contains(what), "{told}");
        assert!(told.len() < 2000, "{what}: {}", told.len());
    }
}

#[test]
fn a_name_is_a_name_in_every_form_of_the_report() {
    let root = portfolio();
    let name = "=1+1<script>alert(1)</script>[x](javascript:alert(2))|`#import`\\n# $x$";
    facility(root.path(), "named", &manifest("named", "Small centre", name), readings().as_bytes());
    let output = run(root.path(), &[&["rate", "dc"], FORMS.as_slice(), &["out"]].concat());
    let read = |file: &str| fs::read_to_string(root.path().join("out").join(file)).unwrap();
    for page in ["named/report.html", "portfolio.html", "named/report.md", "portfolio.md"] {
        let text = read(page);
        // In Markdown the brackets of a link are escaped.
        let linked = if page.ends_with(".md") { "[x](javascript" } else { "href=\"javascript" };
        assert!(!text.contains("<script>alert") && !text.contains(linked), "{page}");
        assert!(text.contains("&lt;script&gt;alert(1)"), "{page}");
        assert!(!text.contains("\n# $x"), "{page}: a name begins no heading");
    }
    assert!(stdout(&output).contains("named"), "{}", stderr(&output));
    let exported = run(root.path(), &["export", "out/named", "--standard", "iso-30134", "--format", "csv"]);
    for line in stdout(&exported).lines() {
        assert!(!line.starts_with(['=', '+', '@']) && !line.contains(",="), "{line}");
    }
}
