//! JSON Schemas of the files that people write and programs read: packs, overlays, golden cases, manifests, mappings,
//! ratings, portfolios, letterheads, what typeset reports say, from what a folder was made, a line of a ledger, and what a
//! check of a ledger and one of a rating come to.
//!
//! They are made from the very types that read and write the files, and the descriptions in them are those types'
//! documentation. `schemas/` holds them as files, for editors and other programs.
//!
//! A schema tells a file's form: its keys, its words, the kinds of its values. Whether a pack is sound, or a manifest's
//! meters are there, it can not tell. Days, which TOML writes without quotation marks, are strings here, as editors
//! take them.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use crate::facility::Manifest;
use crate::facility::mapping::Mapping;
use crate::ledger::Entry;
use crate::problem::{Problem, Result, nearest};
use crate::rating::portfolio::Portfolio;
use crate::report::json::Written;
use crate::report::ledger::LedgerCheck;
use crate::report::letterhead::WrittenLetterhead;
use crate::report::resume::ResumeRecord;
use crate::report::typeset::Document;
use crate::report::verify::Verification;
use crate::standard::Pack;
use crate::standard::cases::model::Cases;
use crate::standard::overlay::Overlay;

/// The names of the schemas.
pub const NAMES: [&str; 13] = [
    "pack",
    "overlay",
    "cases",
    "manifest",
    "mapping",
    "rating",
    "portfolio",
    "letterhead",
    "typeset",
    "resume",
    "ledger",
    "ledger-check",
    "verify",
];

/// The schema of that name as readable JSON that ends with a line end.
///
/// # Errors
/// A name that there is not.
pub fn schema(name: &str) -> Result<String> {
    let schema = match name {
        "pack" => read_as::<Pack>("GreenGrade: standard pack · 标准包"),
        "overlay" => read_as::<Overlay>("GreenGrade: overlay of a standard pack · 标准包覆盖层"),
        "cases" => read_as::<Cases>("GreenGrade: golden cases of a standard pack · 标准包算例"),
        "manifest" => read_as::<Manifest>("GreenGrade: facility.toml · 设施清单"),
        "mapping" => read_as::<Mapping>("GreenGrade: mapping of columns to meters · 列与计量点的映射"),
        "rating" => written_as::<Written>("GreenGrade: rating.json · 评定结果"),
        "portfolio" => written_as::<Portfolio>("GreenGrade: portfolio.json · 汇总结果"),
        "letterhead" => read_as::<WrittenLetterhead>("GreenGrade: letterhead of reports · 报告抬头"),
        "typeset" => written_as::<Document>("GreenGrade: report.json of a typeset report · 排版报告内容"),
        "resume" => written_as::<ResumeRecord>("GreenGrade: resume.json · 续跑依据"),
        "ledger" => written_as::<Entry>("GreenGrade: a line of greengrade-ledger.jsonl · 评定台账的一行"),
        "ledger-check" => written_as::<LedgerCheck>("GreenGrade: ledger check --format json · 台账核对结果"),
        "verify" => written_as::<Verification>("GreenGrade: verify --format json · 评定结果核对"),
        _ => return Err(unknown(name)),
    };
    let text = serde_json::to_string_pretty(&schema);
    let text = text.map_err(|error| Problem::new(format!("cannot write the schema as JSON: {error}")))?;
    Ok(text + "\n")
}

fn unknown(name: &str) -> Problem {
    let near = nearest(name, NAMES).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    Problem::new(format!("there is no schema `{name}`")).hint(format!("{near}the schemas are {}", NAMES.join(", ")))
}

/// What is read may leave out whatever has a default.
fn read_as<T: JsonSchema>(title: &str) -> Schema {
    titled(SchemaSettings::draft2020_12().for_deserialize().into_generator().into_root_schema_for::<T>(), title)
}

/// What is written has every key that is always written.
fn written_as<T: JsonSchema>(title: &str) -> Schema {
    titled(SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>(), title)
}

fn titled(mut schema: Schema, title: &str) -> Schema {
    schema.insert("title".to_owned(), title.into());
    RecursiveTransform(plain).transform(&mut schema);
    schema
}

/// The documentation without the links and line ends of its source text.
fn plain(schema: &mut Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace("[`", "`").replace("`]", "`").replace('\n', " ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_has_its_dialect_and_title_and_ends_with_a_line_end() {
        for name in NAMES {
            let text = schema(name).unwrap();
            assert!(text.contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""), "{name}");
            assert!(text.contains("\"title\": \"GreenGrade: "), "{name}");
            assert!(text.ends_with("}\n"), "{name}");
        }
    }

    #[test]
    fn an_unknown_name_is_told_with_those_there_are() {
        let problem = schema("manifset").unwrap_err();
        assert_eq!(problem.what, "there is no schema `manifset`");
        let hint = "did you mean `manifest`? the schemas are pack, overlay, cases, manifest, mapping, rating, portfolio, letterhead, typeset, resume, ledger, ledger-check, verify";
        assert_eq!(problem.hint.as_deref(), Some(hint));
    }
}
