//! The built-in packs and their golden cases, as their files in `standards/` write them.

/// A file of `standards/`: its name and its text.
macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../standards/", $name)))
    };
}

/// The built-in packs: the name of each file in `standards/`, and its text.
pub const EMBEDDED: [(&str, &str); 11] = [
    file!("db63t-2223-2023.toml"),
    file!("db63t-clean-energy.toml"),
    file!("db63t-it-efficiency.toml"),
    file!("db63t-smart-ops.toml"),
    file!("eu-2024-1364.toml"),
    file!("gb40879-2021.toml"),
    file!("gb40879-2021-rm1.toml"),
    file!("iso-30134.toml"),
    file!("national-green-dc-2020.toml"),
    file!("national-green-dc-2025.toml"),
    file!("procurement-2023.toml"),
];

/// The golden cases of the built-in packs: the name of each file in `standards/`, and its text.
pub const EMBEDDED_CASES: [(&str, &str); 11] = [
    file!("db63t-2223-2023.cases.toml"),
    file!("db63t-clean-energy.cases.toml"),
    file!("db63t-it-efficiency.cases.toml"),
    file!("db63t-smart-ops.cases.toml"),
    file!("eu-2024-1364.cases.toml"),
    file!("gb40879-2021.cases.toml"),
    file!("gb40879-2021-rm1.cases.toml"),
    file!("iso-30134.cases.toml"),
    file!("national-green-dc-2020.cases.toml"),
    file!("national-green-dc-2025.cases.toml"),
    file!("procurement-2023.cases.toml"),
];

/// How the files of golden cases end.
pub const CASES: &str = ".cases.toml";

/// The golden cases of a built-in pack: their file's name and its text; `None` for an id that is not built in.
pub fn embedded_cases(id: &str) -> Option<(&'static str, &'static str)> {
    EMBEDDED_CASES.into_iter().find(|(file, _)| file.strip_suffix(CASES) == Some(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Library;

    #[test]
    fn each_pack_has_its_own_file_and_golden_cases_beside_it() {
        let ids: Vec<String> = Library::embedded().unwrap().packs().map(|pack| pack.id.clone()).collect();
        let files: Vec<String> = ids.iter().map(|id| format!("{id}.toml")).collect();
        assert_eq!(files, EMBEDDED.map(|(file, _)| file.to_owned()));
        assert!(ids.iter().all(|id| embedded_cases(id).is_some()));
        assert_eq!(embedded_cases("gb40879-2022"), None);
    }
}
