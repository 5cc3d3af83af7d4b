//! Certificates across a portfolio: no serial stands in the ledgers of two facilities.

use std::collections::BTreeMap;

use crate::facility::Facility;
use crate::facility::clean_energy::CertificateRow;
use crate::problem::{Problem, Result};

/// A row of the ledger of the facility at this place in the batch.
#[derive(Clone, Copy)]
struct Entry<'a> {
    place: usize,
    facility: &'a Facility,
    row: &'a CertificateRow,
}

/// Refuses every facility whose ledger has a serial that another's has too. Which of them the certificate belongs to
/// nobody can tell from the ledgers, so that neither is rated until one is corrected.
pub(super) fn refuse_shared(facilities: &mut [Result<Facility>]) {
    for (place, problem) in clashes(facilities) {
        if let Some(facility) = facilities.get_mut(place) {
            *facility = Err(problem);
        }
    }
}

/// For each place with a clash, the first one in the order of serials.
pub(super) fn clashes(facilities: &[Result<Facility>]) -> BTreeMap<usize, Problem> {
    let mut entries: Vec<Entry<'_>> = facilities
        .iter()
        .enumerate()
        .filter_map(|(place, facility)| Some((place, facility.as_ref().ok()?)))
        .flat_map(|(place, facility)| {
            let ledger = facility.clean_records.certificates.iter();
            ledger.flat_map(|ledger| &ledger.rows).map(move |row| Entry { place, facility, row })
        })
        .collect();
    entries.sort_by(|a, b| (&a.row.serials, a.place).cmp(&(&b.row.serials, b.place)));
    let mut problems = BTreeMap::new();
    // Ranges that began earlier and may reach as far as the next one.
    let mut open: Vec<Entry<'_>> = Vec::new();
    for entry in entries {
        open.retain(|earlier| earlier.row.serials.overlap(&entry.row.serials));
        for earlier in open.iter().filter(|earlier| earlier.place != entry.place) {
            problems.entry(earlier.place).or_insert_with(|| shared(*earlier, entry));
            problems.entry(entry.place).or_insert_with(|| shared(entry, *earlier));
        }
        open.push(entry);
    }
    problems
}

fn shared(mine: Entry<'_>, other: Entry<'_>) -> Problem {
    let file = |entry: Entry<'_>| {
        let ledger = entry.facility.clean_records.certificates.as_ref();
        entry.facility.folder.join(ledger.map_or("", |ledger| ledger.file.as_str()))
    };
    let what = format!(
        "certificates of `{}` are in the ledger of `{}` too, in row {}",
        mine.facility.id(),
        other.facility.id(),
        other.row.row
    );
    Problem::new(what).at_cell(&file(mine), mine.row.row, Some("first")).hint(format!(
        "a certificate counts once, for one facility: correct one of the ledgers; the other is {}",
        file(other).display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "first,last,technology,province,month,mwh,bought,retired,expiry\n";

    fn facility(root: &std::path::Path, id: &str, rows: &str) -> Result<Facility> {
        let folder = root.join(id);
        std::fs::create_dir(&folder).unwrap();
        let manifest = format!(
            "id = \"{id}\"\nname = {{ zh = \"a\", en = \"a\" }}\nprovince = \"青海\"\ncategory = \"general\"\nclock = \"+08:00\"\n\
             [tables]\ncertificates = \"ledger.csv\"\n"
        );
        std::fs::write(folder.join("facility.toml"), manifest).unwrap();
        std::fs::write(folder.join("ledger.csv"), format!("{HEADING}{rows}")).unwrap();
        Facility::load(&folder)
    }

    fn refused(ledgers: &[(&str, &str)]) -> Vec<Option<String>> {
        let root = tempfile::tempdir().unwrap();
        let mut facilities: Vec<_> = ledgers.iter().map(|(id, rows)| facility(root.path(), id, rows)).collect();
        refuse_shared(&mut facilities);
        facilities.into_iter().map(|facility| facility.err().map(|problem| problem.what)).collect()
    }

    #[test]
    fn a_serial_in_two_ledgers_refuses_both_facilities_and_names_the_other_and_its_row() {
        let found = refused(&[
            ("east", "A1,A5,wind,青海,2025-03,5,,,\nA20,A29,wind,青海,2025-03,10,,,\n"),
            ("north", "B1,B9,wind,青海,2025-03,9,,,\n"),
            ("west", "A29,A30,wind,青海,2025-03,2,,,\n"),
        ]);
        let east = "certificates of `east` are in the ledger of `west` too, in row 2";
        let west = "certificates of `west` are in the ledger of `east` too, in row 3";
        assert_eq!(found, [Some(east.to_owned()), None, Some(west.to_owned())]);
    }

    #[test]
    fn ranges_that_touch_share_nothing_and_a_long_range_is_held_against_all_inside() {
        assert_eq!(
            refused(&[("a", "A1,A5,wind,青海,2025-03,5,,,\n"), ("b", "A6,A9,wind,青海,2025-03,4,,,\n")]),
            [None, None]
        );
        let found = refused(&[
            ("a", "A1,A99,wind,青海,2025-03,99,,,\n"),
            ("b", "A5,A6,wind,青海,2025-03,2,,,\n"),
            ("c", "A50,A50,wind,青海,2025-03,1,,,\n"),
        ]);
        assert!(found.iter().all(Option::is_some), "{found:?}");
    }
}
