//! One table written in every dialect, encoding, packing and format gives the same readings.
#![cfg(test)]

mod footers;
mod made;
mod old_workbooks;
mod options;
mod stored;
mod table;
mod two_columns;

use greengrade::period::Clock;
use greengrade::problem::Result;
use greengrade::telemetry::{Channel, FileFacts, Layout, Reading, Sign, read_file};
use greengrade::units::Unit;
use proptest::prelude::*;

use made::{Stamps, Texts};
use table::{NAMES, Table, tables};

/// The layout of the tables, with more keys.
pub fn layout(keys: &str) -> Layout {
    toml::from_str(&format!("files = [\"a\"]\nshape = \"wide\"\ntime = \"时间\"\nmissing = [\"无\"]\n{keys}")).unwrap()
}

/// Reads a file's bytes under a name.
pub fn read(bytes: &[u8], name: &str, layout: &Layout) -> Result<(Vec<Vec<Reading>>, FileFacts)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    let channel = |name: &&str| Channel {
        name: (*name).to_owned(),
        sign: Sign::Any,
        what: "power".to_owned(),
        unit: Some(Unit::KW),
        words: Vec::new(),
    };
    let channels: Vec<Channel> = NAMES.iter().map(channel).collect();
    let mut into = vec![Vec::new(); channels.len()];
    let clock = Clock::parse("+08:00").unwrap();
    let facts = read_file(&file, layout, "x", &channels, &clock, &mut into)?;
    Ok((into, facts))
}

fn same(table: &Table, bytes: &[u8], name: &str, layout: &Layout) -> std::result::Result<(), TestCaseError> {
    let (readings, facts) =
        read(bytes, name, layout).map_err(|problem| TestCaseError::fail(format!("{name}: {problem}")))?;
    prop_assert_eq!(&readings, &table.readings(), "{}", name);
    prop_assert_eq!(facts.rows, u64::try_from(table.rows.len()).unwrap());
    prop_assert_eq!(facts.bytes, u64::try_from(bytes.len()).unwrap());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_is_the_same_table_in_every_delimiter_encoding_and_packing(table in tables()) {
        for texts in Texts::all() {
            for packing in made::PACKINGS {
                let bytes = packing.pack(&texts.encode(&table.text(texts.delimiter)));
                // The name tells nothing.
                same(&table, &bytes, "a.dat", &layout(""))?;
            }
        }
    }

    #[test]
    fn decimal_commas_and_parted_thousands_are_the_same_numbers(table in tables()) {
        let commas = table.text_with(b';', |number| number.replace('.', ","));
        same(&table, commas.as_bytes(), "a.csv", &layout("decimal = \"comma\""))?;
        let parted = table.text_with(b'\t', table::with_thousands);
        same(&table, parted.as_bytes(), "a.csv", &layout("thousands = true"))?;
        let quoted = table.text_with(b',', |number| format!("\"{}\"", table::with_thousands(number)));
        same(&table, quoted.as_bytes(), "a.csv", &layout("thousands = true"))?;
        let units = table.text_with(b'|', |number| format!("{number} 千瓦"));
        same(&table, units.as_bytes(), "a.csv", &layout(""))?;
    }

    #[test]
    fn json_lines_are_the_same_table(table in tables()) {
        for packing in made::PACKINGS {
            same(&table, &packing.pack(table.json().as_bytes()), "a.jsonl", &layout(""))?;
        }
    }

    #[test]
    fn workbooks_are_the_same_table_with_dates_and_with_text(table in tables()) {
        for dates in [true, false] {
            let bytes = made::workbook(&table, dates);
            for packing in made::PACKINGS {
                same(&table, &packing.pack(&bytes), "a.xlsx.gz", &layout(""))?;
            }
            same(&table, &bytes, "a.xlsx", &layout(""))?;
            same(&table, &bytes, "a.dat", &layout("sheet = \"数据\""))?;
        }
    }

    #[test]
    fn parquet_is_the_same_table_with_every_type_of_stamp(table in tables()) {
        for stamps in Stamps::ALL {
            for dictionary in [true, false] {
                let bytes = made::parquet(&table, stamps, dictionary);
                same(&table, &bytes, "a.parquet", &layout(""))?;
                same(&table, &made::Packing::Zstd.pack(&bytes), "a.parquet.zst", &layout(""))?;
            }
        }
    }

    #[test]
    fn what_is_damaged_anywhere_is_read_or_told_and_never_ends_the_program(
        table in tables(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<bool>(),
    ) {
        let text = table.text(b',');
        let packed = made::PACKINGS.map(|packing| packing.pack(text.as_bytes()));
        let stamps = made::parquet(&table, Stamps::Millis { utc: true }, true);
        let all = [made::workbook(&table, true), stamps, table.json().into_bytes()];
        let packed_again = [made::Packing::Gzip.pack(&all[0]), made::Packing::Zstd.pack(&all[1])];
        for mut bytes in packed.into_iter().chain(all).chain(packed_again) {
            let place = at.index(bytes.len());
            if cut {
                bytes.truncate(place);
            } else {
                bytes[place] = byte;
            }
            if let Err(problem) = read(&bytes, "a.dat", &layout("")) {
                prop_assert!(problem.hint.is_some() && problem.place.is_some(), "{}", problem);
            }
        }
    }
}
