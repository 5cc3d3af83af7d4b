//! `greengrade sign`, and `greengrade verify --signed-by`.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::common::command::{code, run, stderr, stdout};
use crate::{RATING, change, rated, seal, verified};

/// The example of RFC 8410.
const PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\n\
    MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\n\
    MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
const KEY: &str = "ed25519:19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1";

/// Keys in `key.pem`, which its owner alone may read, and `public.pem`.
fn keys(root: &Path) {
    fs::write(root.join("key.pem"), PRIVATE).unwrap();
    fs::write(root.join("public.pem"), PUBLIC).unwrap();
    readable_by(root, 0o600);
}

#[cfg(unix)]
fn readable_by(root: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(root.join("key.pem"), fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn readable_by(_root: &Path, _mode: u32) {}

fn sign(root: &Path, more: &[&str]) -> (i32, String) {
    let output = run(root, &[&["sign", "out/a", "--key", "key.pem"], more].concat());
    (code(&output), stderr(&output))
}

/// What differs by the signature alone.
fn signed(root: &Path) -> (i32, Value) {
    let output = run(root, &["verify", RATING, "--signed-by", "public.pem", "--format", "json"]);
    (code(&output), serde_json::from_slice(&output.stdout).unwrap_or_else(|_| stderr(&output).into()))
}

#[test]
fn a_signature_is_held_against_the_bytes_of_the_rating_with_and_without_its_inputs() {
    let root = rated();
    keys(root.path());
    let lacks = json!({"what": "signature-lacking", "key": KEY});
    assert_eq!(signed(root.path()).1["differences"], json!([lacks]));
    assert_eq!(verified(root.path(), &["--signed-by", "public.pem"]).1["differences"], json!([lacks]));
    assert_eq!(sign(root.path(), &[]), (0, format!("wrote {RATING}.sig\n")));
    let (code, record) = signed(root.path());
    assert_eq!((code, &record["signed_by"], &record["made_again"]), (0, &KEY.into(), &false.into()), "{record}");
    let (code, record) = verified(root.path(), &["--signed-by", "public.pem"]);
    assert_eq!((code, &record["signed_by"], &record["made_again"]), (0, &KEY.into(), &true.into()), "{record}");
    assert!(verified(root.path(), &[]).1.get("signed_by").is_none(), "it was not asked");
    let told = stdout(&run(root.path(), &["verify", RATING, "--signed-by", "public.pem"]));
    assert!(told.starts_with("out/a/rating.json: as it was signed\nSmall centre 2025-03\nsha256:"), "{told}");
    assert!(told.ends_with(&format!("signed by the key {KEY}\n")), "{told}");
    // Changed with care: the digest fits and the signature does not.
    change(&root.path().join(RATING), "\"hours\": 744", "\"hours\": 745");
    seal(&root.path().join(RATING));
    let differs = json!({"what": "signature-differs", "key": KEY});
    let (code, record) = signed(root.path());
    assert_eq!((code, &record["differences"], record.get("signed_by")), (1, &json!([differs]), None));
    let value = json!({"what": "value", "path": "period.hours", "recorded": 745, "recomputed": 744});
    assert_eq!(verified(root.path(), &["--signed-by", "public.pem"]).1["differences"], json!([differs, value]));
    // And without: both are told.
    change(&root.path().join(RATING), "\"hours\": 745", "\"hours\": 746");
    let differences = signed(root.path()).1["differences"].take();
    assert_eq!((&differences[0], &differences[1]["what"]), (&differs, &"digest".into()), "{differences}");
}

#[test]
fn any_other_byte_of_a_signature_or_another_key_does_not_fit() {
    let root = rated();
    keys(root.path());
    assert_eq!(sign(root.path(), &[]).0, 0);
    let file = root.path().join("out/a/rating.json.sig");
    let signature = fs::read(&file).unwrap();
    assert_eq!(signature.len(), 64);
    let mut others: Vec<Vec<u8>> = [0, 31, 32, 63].map(|at| with_a_bit_changed(&signature, at)).to_vec();
    others.extend([signature[..63].to_vec(), [&signature[..], b"\n"].concat(), Vec::new()]);
    for other in others {
        fs::write(&file, &other).unwrap();
        let (code, record) = signed(root.path());
        assert_eq!((code, &record["differences"][0]["what"]), (1, &"signature-differs".into()), "{other:?}");
    }
    fs::write(&file, signature).unwrap();
    assert_eq!(signed(root.path()).0, 0);
    // A key of another bureau.
    let other = PUBLIC.replace(
        "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=",
        "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    );
    fs::write(root.path().join("public.pem"), other).unwrap();
    assert_eq!(signed(root.path()).1["differences"][0]["what"], "signature-differs");
    fs::write(root.path().join("public.pem"), PRIVATE).unwrap();
    assert!(signed(root.path()).1.as_str().unwrap().contains("no public key of Ed25519"));
}

fn with_a_bit_changed(bytes: &[u8], at: usize) -> Vec<u8> {
    bytes.iter().enumerate().map(|(place, byte)| if place == at { byte ^ 1 } else { *byte }).collect()
}

#[test]
fn what_was_changed_is_not_signed_and_a_signature_is_replaced_only_when_asked() {
    let root = rated();
    keys(root.path());
    assert_eq!(sign(root.path(), &[]).0, 0);
    let (ended, told) = sign(root.path(), &[]);
    assert!(ended == 2 && told.contains("there already"), "{told}");
    assert_eq!(sign(root.path(), &["--force"]).0, 0);
    // All ratings of an output folder.
    fs::create_dir(root.path().join("out/b")).unwrap();
    fs::copy(root.path().join(RATING), root.path().join("out/b/rating.json")).unwrap();
    let output = run(root.path(), &["sign", "out", "--key", "key.pem", "--force"]);
    let wrote = "wrote out/a/rating.json.sig\nwrote out/b/rating.json.sig\n";
    assert_eq!((code(&output), stderr(&output)), (0, wrote.to_owned()));
    let output = run(root.path(), &["sign", "dc", "--key", "key.pem"]);
    assert!(code(&output) == 2 && stderr(&output).contains("no `rating.json` in the folder"), "{}", stderr(&output));
    change(&root.path().join(RATING), "\"hours\": 744", "\"hours\": 745");
    let (ended, told) = sign(root.path(), &["--force"]);
    assert!(ended == 2 && told.contains("changed after it was written"), "{told}");
}

#[test]
fn a_private_key_is_kept_from_others_and_from_messages() {
    let root = rated();
    keys(root.path());
    if cfg!(unix) {
        for mode in [0o640, 0o604, 0o620] {
            readable_by(root.path(), mode);
            let (code, told) = sign(root.path(), &[]);
            assert!(code == 2 && told.contains("chmod 600 key.pem"), "{mode:o}: {told}");
        }
        readable_by(root.path(), 0o600);
    }
    for wrong in [PUBLIC.to_owned(), PRIVATE.replace("MC4CAQ", "MC4CAR"), "secret words".to_owned()] {
        fs::write(root.path().join("key.pem"), &wrong).unwrap();
        let (code, told) = sign(root.path(), &[]);
        assert!(code == 2 && told.contains("no private key of Ed25519") && told.contains("openssl genpkey"), "{told}");
        assert!(wrong.lines().all(|line| !told.contains(line)), "{told}");
    }
}

#[test]
fn openssl_makes_keys_and_checks_signatures_and_the_other_way_round() {
    let root = rated();
    let openssl = |line: &str| {
        let output = Command::new("openssl").args(line.split(' ')).current_dir(root.path()).output();
        output.is_ok_and(|output| output.status.success())
    };
    if !openssl("genpkey -algorithm ed25519 -out key.pem") {
        println!("there is no openssl with Ed25519: nothing is held");
        return;
    }
    readable_by(root.path(), 0o600);
    assert!(openssl("pkey -in key.pem -pubout -out public.pem"));
    assert_eq!(sign(root.path(), &[]).0, 0);
    let check = format!("pkeyutl -verify -pubin -inkey public.pem -rawin -in {RATING} -sigfile {RATING}.sig");
    assert!(openssl(&check));
    fs::remove_file(root.path().join("out/a/rating.json.sig")).unwrap();
    assert!(openssl(&format!("pkeyutl -sign -inkey key.pem -rawin -in {RATING} -out {RATING}.sig")));
    assert_eq!(signed(root.path()).0, 0);
    change(&root.path().join(RATING), "744", "745");
    assert!(!openssl(&check));
}
