//! What the program is built on: from crates.io alone, under licences that `deny.toml` allows, and for no later Rust than
//! the one that `Cargo.toml` states.
#![cfg(test)]

use std::process::Command;

use serde_json::Value as Json;
use spdx::{Expression, Licensee, ParseMode};

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// What cargo says, in the folder of the package.
fn cargo(arguments: &[&str]) -> Option<Vec<u8>> {
    let mut cargo = Command::new(env!("CARGO"));
    let output = cargo.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// Every package that is built, as far as it is on this machine: with the typesetter where that is, and with what other
/// platforms need.
fn packages() -> Vec<Json> {
    let told = String::from_utf8(cargo(&["-vV"]).unwrap()).unwrap();
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata = |more: &[&str]| {
        let output = cargo(&[&["metadata", "--format-version", "1", "--locked", "--offline"], more].concat())?;
        serde_json::from_slice::<Json>(&output).ok()
    };
    let of_host = ["--filter-platform", host];
    let of_all = metadata(&["--all-features"]).or_else(|| metadata(&[]));
    let metadata = of_all.or_else(|| metadata(&of_host)).unwrap_or_default();
    let (nodes, packages) = (&metadata["resolve"]["nodes"], &metadata["packages"]);
    let all = |list: &Json| list.as_array().cloned().unwrap_or_default();
    let built: Vec<Json> = all(nodes).iter().map(|node| node["id"].clone()).collect();
    all(packages).into_iter().filter(|package| built.contains(&package["id"])).collect()
}

/// Those of some packages that are not this one, with what is told of a key.
fn told<'a>(packages: &'a [Json], key: &'a str) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
    let others = packages.iter().filter(|package| package["name"] != "greengrade");
    others.map(move |package| (package["name"].as_str().unwrap_or_default(), package[key].as_str()))
}

#[test]
fn all_is_from_crates_io_and_under_a_licence_that_is_allowed() {
    let packages = packages();
    assert!(packages.len() > 200, "only {} packages are known", packages.len());
    let elsewhere: Vec<_> = told(&packages, "source").filter(|(_, source)| *source != Some(CRATES_IO)).collect();
    assert!(elsewhere.is_empty(), "not from crates.io: {elsewhere:?}");

    let rules: toml::Table = toml::from_str(include_str!("../deny.toml")).unwrap();
    let allowed = rules["licenses"]["allow"].as_array().unwrap();
    let allowed: Vec<Licensee> = allowed.iter().map(|id| Licensee::parse(id.as_str().unwrap()).unwrap()).collect();
    let may_be_built_on = |licence: Option<&str>| {
        let expression = Expression::parse_mode(licence.unwrap_or_default(), ParseMode::LAX);
        expression.is_ok_and(|licence| licence.evaluate(|asked| allowed.iter().any(|one| one.satisfies(asked))))
    };
    let others: Vec<_> = told(&packages, "license").filter(|(_, licence)| !may_be_built_on(*licence)).collect();
    assert!(others.is_empty(), "under a licence that `deny.toml` does not allow: {others:?}");
}

#[test]
fn nothing_needs_a_later_rust_than_the_one_that_is_stated() {
    let number = |version: &str| version.split('.').map(|part| part.parse::<u64>().unwrap()).collect::<Vec<_>>();
    let stated = number(env!("CARGO_PKG_RUST_VERSION"));
    let packages = packages();
    let later: Vec<_> = told(&packages, "rust_version")
        .filter(|(_, version)| version.is_some_and(|version| number(version).get(..2) > stated.get(..2)))
        .collect();
    assert!(later.is_empty(), "for a later Rust than {stated:?}: {later:?}");
}
