//! Energy efficiency in depth, as a user meets it: what a rating, its report and a portfolio tell.
#![cfg(test)]

mod common;

use std::path::Path;

use common::command::run;
use common::{fixture, indicator, rated, value};
use greengrade::indicator::efficiency_detail::{InTotal, LoadBase};
use greengrade::rating::Rating;
use greengrade::report::explain::explain;
use greengrade::report::markdown;
use greengrade::text::Lang;

/// A case of the conformance kit, rated by a standard.
fn case(name: &str, period: &str, standard: &str) -> Rating {
    rated(&fixture("conformance").join(name), &[standard], Some(period))
}

/// The same with something else in one of its files, which must be a change.
fn changed(name: &str, from: &str, to: &str, period: &str, standard: &str) -> Rating {
    changed_all(name, &[(from, to)], period, standard)
}

/// The same with several things changed.
fn changed_all(name: &str, changes: &[(&str, &str)], period: &str, standard: &str) -> Rating {
    let files = common::files(&fixture("conformance").join(name));
    let texts: Vec<(String, String)> = files
        .iter()
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let text = changes.iter().fold(text, |text, (from, to)| text.replace(from, to));
            (path.to_str().unwrap().to_owned(), text)
        })
        .collect();
    for (from, _) in changes {
        assert!(files.values().any(|bytes| String::from_utf8_lossy(bytes).contains(from)), "`{from}` is not in {name}");
    }
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    rated(common::facility_folder(&files).path(), &[standard], Some(period))
}

#[test]
fn a_category_is_told_with_its_points_and_the_rule_where_they_differ() {
    let rating = case("070-pue-category", "2025-04", "iso-30134");
    let category = rating.efficiency.as_ref().unwrap().pue_category.as_ref().unwrap();
    assert_eq!((category.category, category.mixed), (Some(1), true));
    let english = "Category of PUE: 1; UPS output (ups); IT equipment input (racks); the IT meters sit at different \
                   points: the lowest of their categories counts";
    assert!(markdown::report(&rating, &[], Lang::En).contains(english));
    assert!(explain(&rating, Some("pue"), Lang::En).unwrap().replace("\n", " ").contains("Category of PUE: 1; UPS"));
    let chinese = "PUE 类别：1；UPS 输出（ups）；IT 设备输入（racks）；各 IT 计量点位置不同：取其中最低的类别";
    assert!(markdown::report(&rating, &[], Lang::Zh).contains(chinese));
}

#[test]
fn back_up_stands_apart_with_whether_the_total_counts_it_and_kinds_of_energy_are_told_as_metered() {
    let rating = case("071-fuel-cooling-and-backup", "2025-04", "eu-2024-1364");
    let told = rating.efficiency.as_ref().unwrap();
    assert_eq!(told.backup.as_ref().unwrap().in_total, InTotal::None);
    let report = markdown::report(&rating, &[], Lang::En);
    assert!(report.contains("not counted in the total"), "{report}");
    assert!(report.contains("bought-in cooling: 100\u{202f}000 kWh (chilled)"), "{report}");

    // The same with the diesel in the total: 1,310 + 5 MWh, and the report says so.
    let (from, to) = ("\"chilled\", \"gas\"]", "\"chilled\", \"gas\", \"diesel\"]");
    let rating = changed("071-fuel-cooling-and-backup", from, to, "2025-04", "eu-2024-1364");
    assert_eq!(rating.efficiency.as_ref().unwrap().backup.as_ref().unwrap().in_total, InTotal::All);
    assert_eq!(value(&rating, "pue").to_bits(), 1.315_f64.to_bits());
    assert!(markdown::report(&rating, &[], Lang::Zh).contains("已计入总能耗"));
}

#[test]
fn both_methods_stand_side_by_side_by_their_names_with_their_difference() {
    let rating = case("074-two-methods", "2025", "gb40879-2021");
    let report = markdown::report(&rating, &[], Lang::En);
    for line in ["RM1 (working points", "RM2 (whole year", "RM1 − RM2: +0.100"] {
        assert!(report.contains(line), "{line} in {report}");
    }
    let report = markdown::report(&rating, &[], Lang::Zh);
    assert!(report.contains("RM1（工况法") && report.contains("RM2（全年能耗法"), "{report}");
}

#[test]
fn pue_by_temperature_and_load_is_a_table_with_hours_and_without_the_racks_power_the_highest_hour_is_the_whole() {
    let rating = case("072-pue-by-condition", "2025-04", "iso-30134");
    let report = markdown::report(&rating, &[], Lang::En);
    assert!(report.contains("| -5 … 0 °C | 1.400 | 2 | 42 | 30 |"), "{report}");
    assert!(report.contains("| 80 … 90 % | 1.500 | 1 | 60 | 40 |"), "{report}");

    let rating = changed("072-pue-by-condition", "rated_kw = 50.0\n", "", "2025-04", "iso-30134");
    let by_load = rating.efficiency.unwrap().by_load.unwrap();
    assert_eq!((by_load.base, by_load.base_kw), (LoadBase::HighestHour, 40.0));
    // Loads of 10, 20, 20 and 40 kW are 25, 50, 50 and 100 %; the last is in the bin that ends there.
    let bins: Vec<(f64, f64)> = by_load.bins.iter().map(|bin| (bin.from, bin.hours)).collect();
    assert_eq!(bins, [(0.2, 1.0), (0.5, 2.0), (0.9, 1.0)]);
}

#[test]
fn where_energies_are_known_by_the_month_alone_there_is_no_pue_by_condition() {
    let rating = case("073-cooling", "2025-07", "iso-30134");
    let told = rating.efficiency.unwrap();
    assert_eq!((told.by_temperature, told.by_load), (None, None));
}

#[test]
fn the_weather_file_is_an_input_with_its_hash() {
    let rating = case("072-pue-by-condition", "2025-04", "iso-30134");
    let input = rating.inputs.iter().find(|input| input.path == "weather.csv").unwrap();
    assert_eq!((input.rows, input.sha256.len()), (Some(5), 64));
}

#[test]
fn nobody_gives_way_with_more_than_the_metered_peak_and_a_power_without_evidence_leaves_the_declared_share() {
    let declared = "demand_response_kw = { value = 3.0, evidence = \"grid-agreement.pdf\" }";
    let with = |to: &str| changed("077-demand-response", declared, to, "2025-04", "iso-30134");
    let found = |rating: &Rating| indicator(rating, "demand_response").value;
    // The peak is 60 kW.
    let power = |kw: &str| with(&declared.replace("3.0", kw));
    assert_eq!(found(&power("59.9")).map(f64::to_bits), Some((59.9_f64 / 60.0).to_bits()));
    assert_eq!(found(&power("60.0")), Some(1.0));
    let beyond = power("60.1");
    assert_eq!(found(&beyond), None);
    let why = indicator(&beyond, "demand_response").why.as_ref().unwrap();
    assert_eq!(why.en, "the declared power of response is more than the peak load");
    let unproven = with("demand_response_kw = { value = 3.0 }");
    assert_eq!(found(&unproven), Some(0.08));
    assert!(
        unproven.findings.iter().all(|finding| finding.id != "declared-differs"),
        "what is not taken contradicts nothing"
    );
}

#[test]
fn the_sum_over_a_part_of_the_year_is_not_its_amount() {
    // Without December the water meter has 11 × 50 = 550 m³ over 334 of 365 days, 8016 of 8760 h.
    let gap = ("2025-12-01,120,100,50", "2025-12-01,120,100,");
    let water = |changes: &[(&str, &str)]| {
        let rating = changed_all("075-eu-report", changes, "2025", "eu-2024-1364");
        let fields = &rating.standards[0].fields;
        let field = fields.iter().find(|field| field.id == "water-total").unwrap().clone();
        let differs = rating.findings.iter().any(|finding| finding.id == "declared-differs");
        (field, differs)
    };
    let (proven, differs) = water(&[gap]);
    assert_eq!((proven.value, proven.from.as_deref(), differs), (Some(700.0), Some("bills.pdf"), false));
    let declared = "water_m3 = { value = 700.0, evidence = \"bills.pdf\" }\n";
    for other in ["water_m3 = { value = 700.0 }\n", ""] {
        let (neither, differs) = water(&[gap, (declared, other)]);
        assert_eq!((neither.value, differs), (None, false), "{other}");
        let why = neither.why.unwrap();
        assert!(why.en.contains("(8016 / 8760 h)") && why.zh.contains("(8016 / 8760 h)"), "{why:?}");
    }
    // Over the whole year the meter counts, 600 m³, whatever is declared.
    let (whole, differs) = water(&[]);
    assert_eq!((whole.value, differs), (Some(600.0), true));
}

/// Writes a facility with one month of total and IT energy in MWh.
fn write_site(folder: &Path, id: &str, total: f64, it: f64) {
    let meters = [("total", "utility"), ("it", "ups-output")].map(|(id, point)| {
        format!(
            "[[meter]]\nid = \"{id}\"\ncolumn = \"{id}\"\nkind = \"interval\"\ninterval = \"1mo\"\nunit = \"MWh\"\n\
             point = \"{point}\"\n"
        )
    });
    let manifest = format!(
        "id = \"{id}\"\nname = {{ zh = \"{id}（合成）\", en = \"{id} (synthetic)\" }}\nprovince = \"青海\"\n\
         category = \"general\"\nclock = \"+08:00\"\nsynthetic = true\n\
         [[telemetry]]\nfiles = [\"t.csv\"]\nshape = \"wide\"\ntime = \"time\"\n\
         {}[boundary]\ntotal = [\"total\"]\nit = [\"it\"]\n",
        meters.concat()
    );
    let place = folder.join("sites").join(id);
    std::fs::create_dir_all(&place).unwrap();
    std::fs::write(place.join("facility.toml"), manifest).unwrap();
    std::fs::write(place.join("t.csv"), format!("time,total,it\n2025-04-01,{total},{it}\n")).unwrap();
}

#[test]
fn a_portfolio_tells_the_ratio_of_sums_and_the_weighted_mean_by_their_names_and_the_mean_for_three_sites_only() {
    // Σ: 15,000 ÷ 11,500 = 1.304; the mean weighted by E_DC: (12,000·1.2 + 3,000·2) ÷ 15,000 = 1.36.
    let folder = tempfile::tempdir().unwrap();
    let write = |id, total, it| write_site(folder.path(), id, total, it);
    let both = || {
        let arguments = ["rate", "sites", "--standard", "iso-30134", "--period", "2025-04", "--out", "out", "--force"];
        let output = run(folder.path(), &arguments);
        let json = std::fs::read_to_string(folder.path().join("out/portfolio.json")).unwrap();
        let portfolio: serde_json::Value = serde_json::from_str(&json).unwrap();
        (portfolio["figures"][0].clone(), String::from_utf8(output.stdout).unwrap())
    };
    write("a", 12_000.0, 10_000.0);
    write("b", 3_000.0, 1_500.0);
    let (figures, text) = both();
    let pue = &figures["figures"][0];
    assert_eq!((&figures["period"], &figures["sites"]), (&"2025-04".into(), &2.into()));
    assert_eq!(pue["ratio_of_sums"].as_f64(), Some(15_000_000.0 / 11_500_000.0));
    assert!(pue["mean_weighted_by_total_energy"].is_null(), "two sites are too few");
    assert!(text.contains("1.304") && text.contains("fewer than 3") && !text.contains("1.360"), "{text}");
    // The same energies from three sites.
    write("b", 1_500.0, 750.0);
    write("c", 1_500.0, 750.0);
    let (figures, text) = both();
    let pue = &figures["figures"][0];
    assert_eq!(pue["ratio_of_sums"].as_f64(), Some(15_000_000.0 / 11_500_000.0));
    assert_eq!(pue["mean_weighted_by_total_energy"].as_f64(), Some(1.36));
    for words in ["Ratio of sums", "Mean weighted by total energy", "1.304", "1.360"] {
        assert!(text.contains(words), "{words} in {text}");
    }
}
