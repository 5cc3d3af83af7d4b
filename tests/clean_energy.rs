//! Records of clean energy: what is read, what counts once, and what is told of the rest.
#![cfg(test)]

mod common;

use common::hourly;
use common::{facility_folder, fixture, indicator, rated, value};
use greengrade::facility::Facility;
use greengrade::rating::Rating;
use greengrade::standard::Standing;

const LEDGER: &str = "first,last,technology,province,month,mwh,bought,retired,expiry,bound_to\n";
const CONTRACTS: &str = "contract,month,source,kwh,document\n";
const BILLS: &str = "month,source,path,kwh,document\n";

/// A facility with monthly meters of these columns, and more in its manifest.
fn manifest(columns: &[&str], more: &str) -> String {
    format!("{}[boundary]\ntotal = [\"total\"]\nit = [\"it\"]\n{more}", hourly::manifest("records", columns))
}

/// March 2025 with the same row in each of its 744 hours.
fn march(columns: &[&str], row: &str) -> String {
    let hour = |hour: usize| format!("2025-03-{:02}T{:02}:00:00+08:00,{row}\n", hour / 24 + 1, hour % 24);
    format!("time,{}\n{}", columns.join(","), (0..744).map(hour).collect::<String>())
}

fn march_rated(columns: &[&str], row: &str, more: &str, tables: &[(&str, &str)]) -> Rating {
    let named: String = tables.iter().map(|(key, _)| format!("{key} = \"{key}.csv\"\n")).collect();
    let manifest = manifest(columns, &format!("{more}\n[tables]\n{named}"));
    let telemetry = march(columns, row);
    let paths: Vec<(String, &str)> = tables.iter().map(|(key, text)| (format!("{key}.csv"), *text)).collect();
    let mut files = vec![("facility.toml", manifest.as_str()), (hourly::FILE, telemetry.as_str())];
    files.extend(paths.iter().map(|(path, text)| (path.as_str(), *text)));
    rated(facility_folder(&files).path(), &["db63t-clean-energy"], Some("2025-03"))
}

/// How often a finding occurs.
fn told(rating: &Rating, id: &str) -> u64 {
    rating.findings.iter().filter(|finding| finding.id == id).map(|finding| finding.count).sum()
}

#[test]
fn a_facility_without_records_says_nothing_of_them() {
    let rating = rated(&fixture("portfolio/synthetic-qinghai-lake"), &["db63t-clean-energy"], Some("2025"));
    assert_eq!(rating.clean_energy, None);
    assert!(serde_json::to_value(&rating).unwrap().get("clean_energy").is_none());
}

#[test]
fn a_ledger_is_the_same_from_a_workbook_and_its_file_is_an_input() {
    let row = ["QH-1", "QH-10", "wind", "青海", "2025-01", "10", "2025-02-01", "2025-03-20", "", ""];
    let csv = format!("{LEDGER}{}\n", row.join(","));
    let of_csv = march_rated(&["total", "it"], "100,80", "", &[("certificates", &csv)]);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(LEDGER.trim().split(',')) {
        sheet.write(0, column, name).unwrap();
        sheet.write(1, column, row[usize::from(column)]).unwrap();
    }
    sheet.write(1, 5, 10.0).unwrap();
    let folder = facility_folder(&[
        ("facility.toml", &manifest(&["total", "it"], "[tables]\ncertificates = \"ledger.xlsx\"\n")),
        (hourly::FILE, &march(&["total", "it"], "100,80")),
    ]);
    book.save(folder.path().join("ledger.xlsx")).unwrap();
    let of_book = rated(folder.path(), &["db63t-clean-energy"], Some("2025-03"));
    // 10,000 of 744 · 100 kWh.
    assert_eq!(value(&of_book, "certificate_share").to_bits(), (10_000.0_f64 / 74_400.0).to_bits());
    assert_eq!(value(&of_csv, "certificate_share"), value(&of_book, "certificate_share"));
    assert_eq!(indicator(&of_book, "certificate_share").standing, Some(Standing::Declared));
    assert!(of_book.inputs.iter().any(|input| input.path == "ledger.xlsx" && input.sha256.len() == 64));
}

#[test]
fn certificates_on_their_own_replace_declared_ones_and_the_rating_says_so() {
    let declared =
        "[[declared_supply]]\nsource = \"wind\"\npath = \"certificates\"\nkwh = 40000\nevidence = \"a.pdf\"\n";
    let ledger = format!("{LEDGER}QH-1,QH-10,wind,青海,2025-01,10,,2025-03-20,,\n");
    let rating = march_rated(&["total", "it"], "100,80", declared, &[("certificates", &ledger)]);
    assert_eq!(value(&rating, "certificate_share").to_bits(), (10_000.0_f64 / 74_400.0).to_bits());
    assert_eq!(told(&rating, "supply-told-twice"), 1);
    let only_declared = march_rated(&["total", "it"], "100,80", declared, &[]);
    assert_eq!(value(&only_declared, "certificate_share").to_bits(), (40_000.0_f64 / 74_400.0).to_bits());
}

#[test]
fn a_bill_of_what_is_metered_checks_the_meter_to_two_percent() {
    // 50 kWh an hour are 37,200 in the month; 2 % of the larger of bill and meter may be apart.
    let supply = "[[boundary.supply]]\nsource = \"hydro\"\npath = \"green-trade\"\nmeters = [\"hydro\"]\n";
    for (billed, apart) in [(36_456.0, 0), (36_455.0, 1), (37_200.0, 0), (37_959.0, 0), (37_960.0, 1)] {
        let bills = format!("{BILLS}2025-03,hydro,green-trade,{billed},B-1\n");
        let rating = march_rated(&["total", "it", "hydro"], "100,80,50", supply, &[("bills", &bills)]);
        assert_eq!(told(&rating, "bill-against-meter"), apart, "{billed}");
        assert_eq!(value(&rating, "clean_share"), 0.5, "the meter counts, and the bill does not beside it");
    }
}

#[test]
fn more_certificates_than_whole_megawatt_hours_of_a_contract_are_told() {
    // 1,999 + 1,001 kWh are due for 3 certificates, and 1,999 + 1,000 for 2.
    let ledger = format!("{LEDGER}QH-1,QH-3,hydro,青海,2025-03,3,,2025-03-31,,C-1\n");
    for (settled, above) in [(1001, 0), (1000, 1)] {
        let contracts = format!("{CONTRACTS}C-1,2025-02,hydro,1999,S-2\nC-1,2025-03,hydro,{settled},S-3\n");
        let tables = [("certificates", ledger.as_str()), ("contracts", contracts.as_str())];
        let rating = march_rated(&["total", "it"], "100,80", "", &tables);
        assert_eq!(told(&rating, "certificates-above-contract"), above, "{settled}");
        assert_eq!(value(&rating, "certificate_share"), 0.0, "they belong to the contract");
    }
}

#[test]
fn storage_that_can_not_be_behind_the_total_or_gives_more_than_it_takes_is_told() {
    let storage = "[[boundary.supply]]\nsource = \"solar\"\npath = \"self-generated\"\nmeters = [\"solar\"]\n\
                   [[boundary.storage]]\ncharge = [\"charge\"]\ndischarge = [\"discharge\"]\n";
    let columns = ["total", "it", "solar", "charge", "discharge"];
    let rating = |row: &str| march_rated(&columns, row, storage, &[]);
    let sound = rating("100,50,100,20,20");
    assert_eq!((told(&sound, "storage-outside-total"), told(&sound, "storage-gives-more")), (0, 0));
    assert_eq!(value(&sound, "matched_share"), 1.0);
    assert_eq!(told(&rating("100,50,100,100,80"), "storage-outside-total"), 0);
    assert_eq!(told(&rating("100,50,100,101,80"), "storage-outside-total"), 744);
    let more = rating("100,50,100,20,30");
    assert_eq!(told(&more, "storage-gives-more"), 1);
    // Of 110 an hour 100 − 20 + 20 are solar, and 10 came from nobody knows where.
    let used = more.clean_energy.unwrap().storage.unwrap();
    assert!((used.unknown_kwh - 7440.0).abs() < 1e-6, "{}", used.unknown_kwh);
}

#[test]
fn a_certificate_of_a_contract_that_there_is_not_is_refused() {
    let ledger = format!("{LEDGER}QH-1,QH-1,hydro,青海,2025-03,1,,2025-03-31,,C-9\n");
    let folder = facility_folder(&[
        ("facility.toml", &manifest(&["total", "it"], "[tables]\ncertificates = \"certificates.csv\"\n")),
        ("certificates.csv", &ledger),
    ]);
    let problem = Facility::load(folder.path()).unwrap_err();
    assert_eq!(problem.what, "`C-9` is neither a path of supply nor a contract of the facility");
    assert!(problem.place.unwrap().ends_with("certificates.csv, row 2, column `bound_to`"));
}

#[test]
fn a_ledger_that_is_not_there_is_told_by_its_path() {
    let folder =
        facility_folder(&[("facility.toml", &manifest(&["total", "it"], "[tables]\ncertificates = \"gone.csv\"\n"))]);
    let problem = Facility::load(folder.path()).unwrap_err();
    assert!(problem.what.contains("no such file") && problem.place.unwrap().ends_with("gone.csv"));
}

/// Supply of one source on one path from the meter of the same name.
fn supplied(source: &str, path: &str) -> String {
    format!("[[boundary.supply]]\nsource = \"{source}\"\npath = \"{path}\"\nmeters = [\"{source}\"]\n")
}

#[test]
fn declared_supply_that_is_metered_does_not_count_beside_its_meter() {
    // 40 of 100 kWh an hour are metered; 29,760 of 74,400 kWh are declared, which is the same energy again.
    let declared = |path: &str| {
        format!("[[declared_supply]]\nsource = \"solar\"\npath = \"{path}\"\nkwh = 29760\nevidence = \"a.pdf\"\n")
    };
    let bills = format!("{BILLS}2025-03,coal,grid,1,B-1\n");
    let tables: [&[(&str, &str)]; 2] = [&[], &[("bills", &bills)]];
    for tables in tables {
        let shares = |path: &str| {
            let more = format!("{}{}", supplied("solar", "self-generated"), declared(path));
            let rating = march_rated(&["total", "it", "solar"], "100,80,40", &more, tables);
            (value(&rating, "renewable_share"), told(&rating, "supply-told-twice"))
        };
        assert_eq!(shares("self-generated"), (0.4, 1));
        assert_eq!(shares("direct-line"), (0.8, 0), "another path is other energy");
    }
}

#[test]
fn a_share_of_which_nothing_is_told_is_missing_and_not_zero() {
    let storage = "[[boundary.storage]]\ncharge = [\"charge\"]\ndischarge = [\"discharge\"]\n";
    let columns = ["total", "it", "charge", "discharge", "coal"];
    let rating = |more: &str| march_rated(&columns, "100,50,20,16,10", more, &[]);
    for id in ["clean_share", "renewable_share", "direct_share", "certificate_share"] {
        assert_eq!(indicator(&rating(storage), id).value, None, "{id}");
        let told = rating(&format!("{}{storage}", supplied("coal", "self-generated")));
        assert_eq!(value(&told, id), 0.0, "{id}: what is told is not clean");
    }
    assert!(rating(storage).clean_energy.unwrap().shares.is_empty());
}

#[test]
fn a_bill_of_nothing_tells_that_nothing_was_supplied_and_one_of_another_month_tells_nothing() {
    for (month, expected) in [("2025-03", Some(0.0)), ("2025-02", None)] {
        let bills = format!("{BILLS}{month},wind,green-trade,0,B-1\n");
        let rating = march_rated(&["total", "it"], "100,80", "", &[("bills", &bills)]);
        assert_eq!(indicator(&rating, "renewable_share").value, expected, "{month}");
    }
}

#[test]
fn where_records_are_kept_nothing_is_told_of_meters_that_have_no_hour_in_common() {
    // Solar is metered in another hour than hydro, which a bill proves nothing of.
    let telemetry =
        "time,total,it,solar,hydro\n2025-03-01T00:00:00+08:00,50,40,20,\n2025-03-01T01:00:00+08:00,50,40,,30\n";
    let more = format!("{}{}", supplied("solar", "self-generated"), supplied("hydro", "grid"));
    let bills = format!("{BILLS}2025-03,hydro,grid,1,B-1\n");
    let shares = |tables: &str| {
        let manifest = manifest(&["total", "it", "solar", "hydro"], &format!("{more}{tables}"));
        let files = [("facility.toml", manifest.as_str()), (hourly::FILE, telemetry), ("bills.csv", bills.as_str())];
        let rating = rated(facility_folder(&files).path(), &["db63t-clean-energy"], Some("2025-03"));
        ["direct_share", "cue", "carbon_free_hourly"].map(|id| indicator(&rating, id).value)
    };
    assert_eq!(shares("[tables]\nbills = \"bills.csv\"\n")[..2], [None, None]);
    assert_eq!(shares("")[0], Some(0.4), "meters alone tell what they have");
    assert_eq!(shares("[tables]\nbills = \"bills.csv\"\n")[2], Some(0.4), "the hour of solar needs no hydro");
}

#[test]
fn of_no_total_and_of_one_of_nothing_there_is_no_share() {
    let bills = format!("{BILLS}2025-03,wind,green-trade,7440,B-1\n");
    let of = |row: &str, boundary: &str| {
        let tables = "[tables]\nbills = \"bills.csv\"\n";
        let manifest = manifest(&["total", "it"], tables).replace("total = [\"total\"]\n", boundary);
        let telemetry = march(&["total", "it"], row);
        let files = [("facility.toml", manifest.as_str()), (hourly::FILE, &telemetry), ("bills.csv", &bills)];
        let rating = rated(facility_folder(&files).path(), &["db63t-clean-energy"], Some("2025-03"));
        let share = indicator(&rating, "renewable_share");
        (share.value, share.why.as_ref().map(|why| why.en.clone()).unwrap_or_default())
    };
    let metered = "total = [\"total\"]\n";
    assert_eq!(of("100,80", metered), (Some(0.1), String::new()));
    assert_eq!(of("0,0", metered), (None, "total energy is not above zero".to_owned()));
    assert_eq!(of("100,80", ""), (None, "the boundary names no meter of total energy".to_owned()));
}

#[test]
fn what_is_told_by_the_month_beyond_the_rest_of_the_total_is_beyond_the_load() {
    // In the first hour 100 kWh are beyond the load, in the second 50 are left over; 80 of the bill fall to the two.
    let telemetry = "time,total,it,solar\n2025-03-01T00:00:00+08:00,50,40,150\n2025-03-01T01:00:00+08:00,50,40,0\n";
    let more = format!("{}[tables]\nbills = \"bills.csv\"\n", supplied("solar", "self-generated"));
    let (manifest, bills) =
        (manifest(&["total", "it", "solar"], &more), format!("{BILLS}2025-03,wind,green-trade,29760,B-1\n"));
    let files = [("facility.toml", manifest.as_str()), (hourly::FILE, telemetry), ("bills.csv", bills.as_str())];
    let rating = rated(facility_folder(&files).path(), &["db63t-clean-energy"], Some("2025-03"));
    let told = rating.clean_energy.unwrap();
    assert_eq!((told.residual_kwh, told.beyond_load_kwh), (0.0, 130.0));
}

#[test]
fn storage_tells_the_origin_of_what_it_gave_and_of_nothing_else() {
    let storage = "[[boundary.storage]]\ncharge = [\"charge\"]\ndischarge = [\"discharge\"]\n";
    let more = format!("{}{}{storage}", supplied("solar", "self-generated"), supplied("coal", "self-generated"));
    let rating = march_rated(&["total", "it", "solar", "coal", "charge", "discharge"], "100,50,40,0,20,16", &more, &[]);
    // Four tenths of the 16 that it gives in each of 744 hours are solar.
    let storage = rating.clean_energy.unwrap().storage.unwrap();
    let origins: Vec<_> = storage.origins.iter().map(|origin| (origin.source.as_str(), origin.kwh)).collect();
    assert_eq!((origins, storage.residual_kwh), (vec![("solar", 4761.6)], 7142.4));
}

#[test]
fn certificates_of_energy_that_two_meters_tell_back_it_once() {
    // Two meters of own wind have 3,720 kWh each; the four certificates of it back 4,000 kWh and not twice 3,720.
    let meter =
        |id: &str| format!("[[boundary.supply]]\nsource = \"wind\"\npath = \"self-generated\"\nmeters = [\"{id}\"]\n");
    let ledger = format!("{LEDGER}QH-1,QH-4,wind,青海,2025-01,4,,2025-03-20,,self-generated\n");
    let more = format!("{}{}", meter("a"), meter("b"));
    let rating = march_rated(&["total", "it", "a", "b"], "100,80,5,5", &more, &[("certificates", &ledger)]);
    let shares = rating.clean_energy.unwrap().shares;
    let backed = shares.iter().find(|share| share.id == "certificate_backed").unwrap();
    assert_eq!(backed.kwh, 4000.0);
}

#[test]
fn a_surplus_of_own_generation_leaves_no_certificate_of_other_hours_out() {
    // Two hours of 50 kWh, with 150 of own solar in the first: 100 are beyond the load, and the second takes 50 over the
    // grid. One certificate is 1,000 kWh, of which 2 of 744 hours count: 2.688 kWh fit into the 50, and 19 are 51.08.
    let columns = ["total", "it", "solar"];
    let telemetry = "time,total,it,solar\n2025-03-01T00:00:00+08:00,50,40,150\n2025-03-01T01:00:00+08:00,50,40,0\n";
    let more = format!("{}[tables]\ncertificates = \"ledger.csv\"\n", supplied("solar", "self-generated"));
    let counted = |certificates: u32| {
        let ledger = format!("{LEDGER}QH-1,QH-{certificates},wind,青海,2025-01,{certificates},,2025-03-20,,\n");
        let manifest = manifest(&columns, &more);
        let files = [("facility.toml", manifest.as_str()), (hourly::FILE, telemetry), ("ledger.csv", ledger.as_str())];
        let rating = rated(facility_folder(&files).path(), &["db63t-clean-energy"], Some("2025-03"));
        let told = rating.clean_energy.unwrap();
        assert_eq!((told.residual_kwh, told.beyond_load_kwh), (50.0, 100.0));
        told.certificates.unwrap().counted_kwh
    };
    assert!((counted(1) - 2000.0 / 744.0).abs() < 1e-6, "{}", counted(1));
    assert!((counted(19) - 50.0).abs() < 1e-6, "{}", counted(19));
}

#[test]
fn a_named_source_of_the_grid_counts_by_its_certificates_alone() {
    // All 74,400 kWh are billed as hydro by the grid; 37 certificates are 37,000 of them.
    let bills = format!("{BILLS}2025-03,hydro,grid,74400,B-1\n");
    let ledger = format!("{LEDGER}QH-1,QH-37,hydro,青海,2025-01,37,,2025-03-20,,\n");
    let bill = ("bills", bills.as_str());
    let told_by = |tables: &[(&str, &str)]| march_rated(&["total", "it"], "100,80", "", tables);
    let (billed, certified) = (told_by(&[bill]), told_by(&[bill, ("certificates", &ledger)]));
    for (rating, expected) in [(&billed, 0.0), (&certified, 37_000.0 / 74_400.0)] {
        for id in ["renewable_share", "non_fossil_share", "clean_share"] {
            assert_eq!(value(rating, id), expected, "{id}");
        }
        assert_eq!(told(rating, "grid-source-without-proof"), 1);
    }
    let told = certified.clean_energy.unwrap();
    let certificates = told.certificates.unwrap();
    assert_eq!(certificates.counted_kwh, 37_000.0);
    assert_eq!((certificates.vintages[0].month.as_str(), certificates.vintages[0].kwh), ("2025-01", 37_000.0));
    assert_eq!(certificates.rows[0].certificates, 37);
    let carbon = told.carbon.unwrap();
    assert_eq!((carbon.avoided[0].kwh, carbon.without_factor_kwh), (37_000.0, None));
}

#[test]
fn only_what_meters_tell_is_measured() {
    let bills = format!("{BILLS}2025-03,wind,green-trade,7440,B-1\n");
    let rating =
        march_rated(&["total", "it", "solar"], "100,80,40", &supplied("solar", "self-generated"), &[("bills", &bills)]);
    // 40 of 100 by the meter, and 7,440 of 74,400 by the bill.
    let told = |id: &str| (indicator(&rating, id).value, indicator(&rating, id).standing);
    assert_eq!(told("direct_share"), (Some(0.4), Some(Standing::Measured)));
    assert_eq!(told("renewable_share"), (Some(0.5), Some(Standing::Mixed)));
    let billed = march_rated(&["total", "it"], "100,80", "", &[("bills", &bills)]);
    assert_eq!(indicator(&billed, "traceable_share").standing, Some(Standing::Declared));
}

#[test]
fn a_bill_is_told_twice_only_where_the_settlement_counts() {
    let bills = format!("{BILLS}2025-03,wind,green-trade,7440,B-1\n");
    for (document, twice) in [("S-3", 1), ("", 0)] {
        let contracts = format!("{CONTRACTS}C-1,2025-03,wind,7440,{document}\n");
        let tables = [("bills", bills.as_str()), ("contracts", contracts.as_str())];
        let rating = march_rated(&["total", "it"], "100,80", "", &tables);
        assert_eq!(told(&rating, "supply-told-twice"), twice, "{document}");
        assert_eq!(value(&rating, "renewable_share"), 0.1, "either the bill or the settlement");
    }
}

#[test]
fn own_coal_has_the_factor_of_fossil_power_with_and_without_records() {
    // (60 · 0.1796 + 40 · 0.8273) ÷ 80 = (10.776 + 33.092) ÷ 80 = 0.54835.
    let cue = |tables: &[(&str, &str)]| {
        let more = supplied("coal", "self-generated");
        value(&march_rated(&["total", "it", "coal"], "100,80,40", &more, tables), "cue")
    };
    assert!((cue(&[]) - 0.54835).abs() < 1e-12, "{}", cue(&[]));
    assert!((cue(&[("certificates", LEDGER)]) - 0.54835).abs() < 1e-12, "{}", cue(&[("certificates", LEDGER)]));
}

#[test]
fn the_factor_of_the_grid_is_for_electricity_and_what_has_none_is_named() {
    // 100 of electricity and 0.09 GJ = 25 kWh of fuel an hour: 100 · 0.1796 ÷ 80 = 0.2245, and 25 · 744 = 18,600 without a factor.
    let fuel = "[[meter]]\nid = \"fuel\"\ncolumn = \"fuel\"\nkind = \"interval\"\ninterval = \"1h\"\n\
                quantity = \"fuel\"\nunit = \"GJ\"\npoint = \"other\"\n";
    for tables in ["", "[tables]\ncertificates = \"ledger.csv\"\n"] {
        let plain = manifest(&["total", "it"], tables);
        let mixed = plain.replace("[boundary]\n", &format!("{fuel}[boundary]\n"));
        let mixed = mixed.replace("total = [\"total\"]", "total = [\"total\", \"fuel\"]");
        let telemetry = march(&["total", "it", "fuel"], "100,80,0.09");
        let files = [("facility.toml", mixed.as_str()), (hourly::FILE, telemetry.as_str()), ("ledger.csv", LEDGER)];
        let rating = rated(facility_folder(&files).path(), &["db63t-clean-energy"], Some("2025-03"));
        assert!((value(&rating, "cue") - 0.2245).abs() < 1e-12, "{}", value(&rating, "cue"));
        let inputs = &indicator(&rating, "cue").inputs;
        let without = inputs.iter().find(|input| input.name == "E_without_factor").unwrap();
        assert_eq!(without.value, 18_600.0);
        let told = rating.clean_energy.and_then(|told| told.carbon).map(|carbon| carbon.without_factor_kwh.unwrap());
        assert_eq!(told, (!tables.is_empty()).then_some(18_600.0));
    }
}

#[test]
fn hours_count_no_metered_certificates_beside_a_ledger() {
    // 40 of 100 by own solar; 30 are metered as wind certificates, of which the ledger tells none.
    let more = format!("{}{}", supplied("solar", "self-generated"), supplied("wind", "certificates"));
    let shares = |tables: &[(&str, &str)]| {
        let rating = march_rated(&["total", "it", "solar", "wind"], "100,80,40,30", &more, tables);
        (value(&rating, "matched_share"), value(&rating, "carbon_free_hourly"))
    };
    assert_eq!(shares(&[("certificates", LEDGER)]), (0.4, 0.4));
    assert_eq!(shares(&[]), (0.7, 0.7));
}

#[test]
fn storage_is_followed_also_where_no_clean_supply_is_metered() {
    let storage = "[[boundary.storage]]\ncharge = [\"charge\"]\ndischarge = [\"discharge\"]\n";
    let columns = ["total", "it", "charge", "discharge"];
    for (row, lost, more) in [("100,50,20,15", 3720.0, 0), ("100,50,20,30", 0.0, 1)] {
        let rating = march_rated(&columns, row, storage, &[]);
        assert_eq!(told(&rating, "storage-gives-more"), more, "{row}");
        // 744 · (20 − 15) = 3,720.
        let used = rating.clean_energy.as_ref().unwrap();
        assert!((used.storage.as_ref().unwrap().loss_kwh - lost).abs() < 1e-6, "{row}");
        assert_eq!((indicator(&rating, "matched_share").value, used.hourly.as_ref()), (None, None));
    }
}
