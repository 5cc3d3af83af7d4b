//! A standard that states what becomes of gaps: it holds for every facility, and the rating says whose policy it is.
#![cfg(test)]

mod common;

use std::fs::File;
use std::sync::Arc;

use common::gapped::{IT, MANIFEST, TOTAL, pack, power};
use common::{facility_folder, value};
use greengrade::facility::Facility;
use greengrade::facility::gaps::Policy;
use greengrade::problem::{Problem, Result};
use greengrade::rating::{Rated, Rating, Request, Trials, rate};
use greengrade::report::markdown;
use greengrade::standard::model::Basis;
use greengrade::standard::{Library, overlay};
use greengrade::telemetry::Severity;
use greengrade::telemetry::rollup_file::{EncodedRollup, RollupFile, RollupWriter};
use greengrade::text::Lang;
use tempfile::TempDir;

const EXCLUDE: &str = "[gaps]\npolicy = { value = \"exclude\", basis = \"official\", source = \"paper\" }\n";

fn hold(minutes: u32) -> String {
    format!(
        "[gaps]\npolicy = {{ value = \"hold\", basis = \"official\", source = \"paper\", clause = \"4.2\" }}\n\
         hold_minutes = {{ value = {minutes}, basis = \"choice\", source = \"paper\" }}\n"
    )
}

fn library(packs: &[(&str, &str)]) -> Library {
    let mut library = Library::embedded().unwrap();
    packs.iter().for_each(|(id, gaps)| _ = library.read(&pack(id, gaps), "sample.toml").unwrap());
    library
}

fn folder(gaps_of_manifest: &str) -> TempDir {
    facility_folder(&[("facility.toml", &format!("{MANIFEST}{gaps_of_manifest}")), ("power.csv", &power())])
}

fn rate_by(facility: &Facility, library: &Library, standards: &[&str]) -> Result<Rated> {
    let standards: Vec<String> = standards.iter().map(|id| (*id).to_owned()).collect();
    rate(facility, &Request { library, standards: &standards, edition: None, period: None, trials: Trials::NONE })
}

/// By a pack with a policy of its own, or without one.
fn rating(gaps_of_pack: &str, gaps_of_manifest: &str) -> Rating {
    let folder = folder(gaps_of_manifest);
    let facility = Facility::load(folder.path()).unwrap();
    rate_by(&facility, &library(&[("sample", gaps_of_pack)]), &["sample"]).unwrap().rating
}

fn note(rating: &Rating) -> Option<&str> {
    let found = rating.findings.iter().find(|finding| finding.id == "gap-policy-of-the-standard")?;
    assert_eq!(found.severity, Severity::Note);
    Some(&found.text.en)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

/// The hours from 22:00 to 01:00 are left out, of IT 100 + 50 + 50 kWh: 96 330 ÷ 60 250 = 1.59884.
const EXCLUDED: f64 = (TOTAL - 3.0 * 130.0) / (IT - 200.0);
/// From 22:20 until 23:00, so that only two hours of the night lack: 96 460 ÷ 60 350 = 1.59834.
const HELD_40: f64 = (TOTAL - 2.0 * 130.0) / (IT - 100.0);
/// From 22:20 until 01:00 at 100 kW, where 50 flowed from 23:00 on: 96 720 ÷ 60 550 = 1.59736.
const HELD_160: f64 = TOTAL / (IT + 100.0);

#[test]
fn the_policy_of_the_pack_holds_whatever_the_manifest_says() {
    let of_manifest = ["", "[gaps]\npolicy = \"exclude\"\n", "[gaps]\npolicy = \"hold\"\nhold_minutes = 160\n"];
    for manifest in of_manifest {
        assert!(close(value(&rating(&hold(40), manifest), "pue"), HELD_40), "{manifest}");
        assert!(close(value(&rating(&hold(160), manifest), "pue"), HELD_160), "{manifest}");
        assert!(close(value(&rating(EXCLUDE, manifest), "pue"), EXCLUDED), "{manifest}");
    }
    // Level 1 needs 1.598 or less.
    let level = |gaps: &str| rating(gaps, "").outcome.level.unwrap().id;
    assert_eq!([EXCLUDE.to_owned(), hold(40), hold(160)].map(|gaps| level(&gaps)), ["below", "below", "1"]);
}

#[test]
fn where_the_pack_is_silent_the_manifests_holds() {
    let own = rating("", "[gaps]\npolicy = \"hold\"\nhold_minutes = 160\n");
    assert!(close(value(&own, "pue"), HELD_160));
    assert_eq!((own.gaps.stated_by.clone(), note(&own)), (None, None));
    assert!(close(value(&rating("", ""), "pue"), EXCLUDED));
}

#[test]
fn a_manifest_that_says_otherwise_is_told_which_policy_was_used_and_why() {
    let other = rating(&hold(40), "[gaps]\npolicy = \"hold\"\nhold_minutes = 160\n");
    let told = "sample states what becomes of gaps (hold, at most 40 minutes), which was done; \
                what the manifest says (hold, at most 160 minutes) was not";
    assert_eq!(note(&other), Some(told));
    let other = rating(EXCLUDE, "[gaps]\npolicy = \"hold\"\n");
    let told = "sample states what becomes of gaps (exclude), which was done; \
                what the manifest says (hold, at most 60 minutes) was not";
    assert_eq!(note(&other), Some(told));
    assert_eq!(note(&rating(&hold(40), "")), None, "a manifest that says nothing says nothing else");
    assert_eq!(note(&rating(&hold(40), "[gaps]\npolicy = \"hold\"\nhold_minutes = 40\n")), None);
    // For how long readings would hold on does not matter where they do not.
    assert_eq!(note(&rating(EXCLUDE, "[gaps]\nhold_minutes = 40\n")), None);
}

#[test]
fn the_rating_says_whose_policy_it_is_what_it_rests_on_and_what_the_others_give() {
    let rating = rating(&hold(40), "");
    let gaps = &rating.gaps;
    assert_eq!((gaps.policy, gaps.hold_minutes), (Policy::Hold, 40));
    let by = gaps.stated_by.as_ref().unwrap();
    assert_eq!(
        (by.standard.as_str(), by.policy.value.as_str(), by.policy.place.as_str()),
        ("sample", "hold", "gaps.policy")
    );
    assert_eq!((by.policy.basis, by.policy.clause.as_deref()), (Basis::Official, Some("4.2")));
    let minutes = by.hold_minutes.as_ref().unwrap();
    assert_eq!((minutes.value, minutes.basis, minutes.place.as_str()), (40.0, Basis::Choice, "gaps.hold_minutes"));
    // 50 of the 60 350 kWh: half an hour at 100 kW, from 22:30 until 23:00, is estimated.
    assert!(close(gaps.touched["it"], 50.0 / (IT - 100.0)));
    let pue: Vec<f64> = gaps.sensitivity.iter().map(|outcome| outcome.pue.unwrap()).collect();
    assert!(close(pue[0], EXCLUDED) && close(pue[1], HELD_40), "{pue:?}");
    // The level's figure and the minutes are choices, and the policy is official.
    let figures = rating.standards[0].figures;
    assert_eq!((figures.official, figures.choice), (1, 2));
}

#[test]
fn where_readings_do_not_hold_the_sensitivity_takes_the_packs_minutes_and_else_the_manifests() {
    let held = |rating: &Rating| rating.gaps.sensitivity[1].pue.unwrap();
    let manifest = "[gaps]\nhold_minutes = 160\n";
    assert!(close(held(&rating(EXCLUDE, manifest)), HELD_160));
    let minutes = "hold_minutes = { value = 40, basis = \"choice\", source = \"paper\" }\n";
    let both = rating(&format!("{EXCLUDE}{minutes}"), manifest);
    assert!(close(value(&both, "pue"), EXCLUDED) && close(held(&both), HELD_40));
}

#[test]
fn reports_say_whose_policy_it_is_in_both_languages() {
    let line = |gaps: &str, lang: Lang| {
        let report = markdown::report(&rating(gaps, ""), &[], lang);
        let head = ["- 缺数处理：", "- Gaps: "];
        report.lines().find_map(|line| head.iter().find_map(|head| line.strip_prefix(head))).unwrap().to_owned()
    };
    let (en, zh) = (line(&hold(40), Lang::En), line(&hold(40), Lang::Zh));
    assert!(en.starts_with("held for at most 40 min (as sample states: official text, clause 4.2; estimated"), "{en}");
    assert!(zh.starts_with("保持末次读数至多 40 分钟（按 sample 的规定：官方文本，条款 4.2；估计量"), "{zh}");
    assert!(line("", Lang::En).starts_with("excluded (by the manifest; hours with a gap"));
    assert!(line("", Lang::Zh).starts_with("剔除（按设施清单；数据不全"));
}

/// The facility with its telemetry rolled up as its manifest says.
fn fed(folder: &TempDir) -> Facility {
    let facility = Facility::load(folder.path()).unwrap();
    let place = folder.path().join("rollup.parquet");
    let mut writer = RollupWriter::begin(File::create(&place).unwrap()).unwrap();
    let (head, cells) = facility.rolled_up().unwrap();
    writer.add(EncodedRollup::of(head, &cells).unwrap()).unwrap();
    writer.finish().unwrap();
    facility.fed_by(Arc::new(RollupFile::open(&place).unwrap()))
}

#[test]
fn a_rollup_of_the_packs_minutes_gives_the_same_rating_and_one_of_others_is_refused() {
    let library = library(&[("sample", &hold(40)), ("exclude", EXCLUDE)]);
    let folder_40 = folder("[gaps]\nhold_minutes = 40\n");
    let raw = Facility::load(folder_40.path()).unwrap();
    let [mut raw, mut rolled] = [raw, fed(&folder_40)].map(|one| rate_by(&one, &library, &["sample"]).unwrap());
    (raw.rating.inputs, rolled.rating.inputs) = (Vec::new(), Vec::new());
    assert!(close(value(&rolled.rating, "pue"), HELD_40));
    assert_eq!(raw, rolled);

    let folder_60 = folder("");
    let refused = rate_by(&fed(&folder_60), &library, &["sample"]).unwrap_err();
    assert_eq!(refused.what, "the rollup holds readings for at most 60 minutes before a gap, and the standard for 40");
    let hint = "write `hold_minutes = 40` under [gaps] of the manifest, and make the rollup again";
    assert_eq!(refused.hint.as_deref(), Some(hint));
    // A pack that does not say for how long takes the manifest's minutes, which the rollup has.
    assert!(close(value(&rate_by(&fed(&folder_60), &library, &["exclude"]).unwrap().rating, "pue"), EXCLUDED));
}

#[test]
fn a_silent_standard_beside_one_that_states_a_policy_is_judged_by_that_one() {
    let (folder, library) = (folder(""), library(&[("silent", ""), ("sample", &hold(160))]));
    let facility = Facility::load(folder.path()).unwrap();
    let rating = rate_by(&facility, &library, &["silent", "sample"]).unwrap().rating;
    assert!(close(value(&rating, "pue"), HELD_160));
    assert_eq!(rating.gaps.stated_by.unwrap().standard, "sample");
}

#[test]
fn standards_that_state_different_policies_are_not_rated_by_together() {
    let folder = folder("");
    let facility = Facility::load(folder.path()).unwrap();
    let both = |a: &str, b: &str| rate_by(&facility, &library(&[("a", a), ("b", b)]), &["a", "b"]);
    let refused: Problem = both(&hold(40), &hold(41)).unwrap_err();
    assert_eq!(refused.what, "`a` and `b` state different policies for gaps in the data");
    assert!(refused.hint.unwrap().contains("each of the two alone"));
    assert!(both(&hold(40), EXCLUDE).is_err());
    assert!(both(&hold(40), &hold(40)).is_ok() && both(EXCLUDE, EXCLUDE).is_ok());
}

#[test]
fn a_record_is_judged_again_only_by_a_standard_that_its_values_were_made_for() {
    let library = library(&[("sample", &hold(40)), ("same", &hold(40)), ("other", &hold(41)), ("silent", "")]);
    let rating = rating(&hold(40), "");
    for id in ["sample", "same", "silent"] {
        assert_eq!(rating.judged_by(&library, id, None).unwrap().level.unwrap().id, "below", "{id}");
    }
    let refused = rating.judged_by(&library, "other", None).unwrap_err();
    assert_eq!(refused.what, "the values of the rating were not made by the policy for gaps that `other` states");
}

#[test]
fn an_overlay_puts_the_official_policy_in_place_and_is_refused_what_does_not_fit() {
    let laid = |figures: &str| {
        let text = format!(
            "extends = \"sample\"\nedition = \"official\"\n[sources.official]\n\
             citation = {{ zh = \"文本\", en = \"Text\" }}\nread = \"text\"\n{figures}"
        );
        let mut library = library(&[("sample", EXCLUDE)]);
        library.lay_over(&overlay::parse(&text, "overlay.toml")?, &text, "overlay.toml")
    };
    let policy = |word: &str| format!("[[figure]]\nplace = \"gaps.policy\"\nofficial = \"{word}\"\nclause = \"7\"\n");
    let gaps = laid(&policy("bridge")).unwrap().gaps.unwrap();
    assert_eq!((gaps.policy.value, gaps.policy.clause.as_deref()), (Policy::Bridge, Some("7")));
    let told = laid(&policy("average")).unwrap_err().what;
    assert_eq!(told, "the figure `gaps.policy` is `exclude`, `hold` or `bridge`, and `\"average\"` is not");
    let told = laid(&policy("hold")).unwrap_err().what;
    assert!(told.ends_with("the policy for gaps is to hold, and the pack does not say for how long"), "{told}");
}
