//! What must be told wherever it is true: an edition out of its time, a part of a standard, ways to a level by name.

use greengrade::rating::{OutcomeStatus, Rating};
use greengrade::report::explain::explain;
use greengrade::report::markdown::report;
use greengrade::report::terminal::{PortfolioRow, facility_summary, portfolio_table};
use greengrade::standard::assessment::{BonusCap, FigureUsed};
use greengrade::text::Lang;

use crate::made::{Made, SOUND, by_a_part, by_every_rule, by_fields, indicative, not_rated, rated};

/// The table, the summary, the report and the explanation.
fn all(rating: &Rating, lang: Lang) -> [String; 4] {
    [
        portfolio_table(&[PortfolioRow::of(rating)], lang, false, Some(400)),
        facility_summary(rating, lang, false, Some(400)),
        report(rating, &[], lang),
        explain(rating, None, lang).unwrap(),
    ]
}

#[test]
fn an_edition_that_was_not_in_force_throughout_the_period_is_told_in_every_report() {
    let mut rating = SOUND.rate_by(&["gb40879-2021"]);
    let told = ["评价期内并非全程有效，结果仅供参考", "not in force throughout the period"];
    for (lang, words) in [Lang::Zh, Lang::En].into_iter().zip(told) {
        assert!(all(&rating, lang).iter().all(|text| !text.contains(words)));
    }
    rating.standards[0].standard.retrospective = true;
    for (lang, words) in [Lang::Zh, Lang::En].into_iter().zip(told) {
        all(&rating, lang).iter().for_each(|text| assert!(text.contains(words), "{text}"));
    }
    rating.standards[0].standard.in_force = Some("2021-01-01..2022-11-01".to_owned());
    let summary = facility_summary(&rating, Lang::Zh, false, Some(400));
    assert!(summary.contains("版本：2021（2021年1月1日起有效，至 2022年11月1日（不含）；评价期内"), "{summary}");
}

#[test]
fn a_part_of_a_standard_says_so_everywhere_and_has_no_total_and_is_never_called_not_rated() {
    let mut rating = by_a_part();
    rating.standards.truncate(1);
    for (lang, partial, not_rated, total) in [
        (Lang::Zh, "部分标准包：无总分、不定级", "未评级 1", "得分："),
        (Lang::En, "art of a standard: no total, no level", "Not rated 1", "Score:"),
    ] {
        for text in all(&rating, lang) {
            assert!(text.contains(partial), "{text}");
            let sums = text.lines().any(|line| line.trim_start_matches(['-', ' ']).starts_with(total));
            assert!(!text.contains(not_rated) && !sums, "{text}");
        }
    }
    let markdown = report(&rating, &[], Lang::En);
    assert!(markdown.contains("### The rows that are known\n"), "an area without its sum: {markdown}");
    assert!(markdown.contains("  - all other rows of the scheme: their text was not found\n"), "{markdown}");
    assert!(markdown.contains("| 0.33 / 1 |"), "one point stands for a whole row: {markdown}");
}

#[test]
fn a_part_of_a_standard_whose_entry_condition_fails_is_not_rated_and_still_a_part() {
    let rating = SOUND.rate_by(&["national-green-dc-2025"]);
    for text in all(&rating, Lang::Zh) {
        assert!(text.contains("未评级") && text.contains("部分标准包：无总分、不定级"), "{text}");
    }
}

#[test]
fn an_outcome_that_is_indicative_only_shows_score_and_level_and_says_so_beside_them() {
    let (rating, formal) = (indicative(), by_every_rule());
    assert_eq!(rating.outcome.status, OutcomeStatus::IndicativeOnly);
    assert_eq!((rating.outcome.level.as_ref(), rating.outcome.score), (None, None), "no formal grade");
    assert_eq!(rating.outcome.indicative_level, formal.outcome.level);
    assert_eq!(rating.standards[0].score, formal.outcome.score);
    let level = formal.outcome.level.unwrap().title;
    for (lang, aside, reason) in [
        (Lang::Zh, "（仅供参考，不构成评级）", "不满足基本要求“小时覆盖率不低于 95 %”"),
        (Lang::En, " (indicative only: there is no grade)", "\"95 % of the hours or more are covered\" is not met"),
    ] {
        let said = format!("{}{aside}", level.get(lang));
        for text in all(&rating, lang) {
            assert!(text.contains(&said) && text.contains(reason), "{text}");
        }
        let [table, ..] = all(&rating, lang);
        let score = formal.outcome.score.unwrap();
        assert!(table.contains(&format!("{score:.1}")) || table.contains(&format!("{score}")), "{table}");
    }
    let json = greengrade::report::json::to_json(&rating).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((&json["outcome"]["status"], &json["outcome"]["level"]), (&"indicative-only".into(), &().into()));
    let sufficiency = &rating.sufficiency[0];
    assert_eq!((sufficiency.criterion.as_str(), sufficiency.on_fail.as_deref()), ("coverage", Some("indicative-only")));
    assert!(sufficiency.fails());
}

#[test]
fn a_capped_bonus_says_what_was_cut_and_a_missing_value_by_which_rule_it_has_no_points() {
    let mut rating = rated();
    let cap = rating.standards[0].criteria[0].possible.clone();
    rating.standards[0].bonus_cap = Some(BonusCap { cap: FigureUsed { value: 5.0, ..cap }, gained: 7.0, cut: 2.0 });
    let missing = not_rated();
    for (lang, cut, rule) in [
        (Lang::Zh, "加分共 7.0，上限 5，超出的 2.0 不计", "缺失时不得分"),
        (Lang::En, "bonus of 7.0 capped at 5, 2.0 cut", "when missing, no points"),
    ] {
        let [_, capped @ ..] = all(&rating, lang);
        capped.iter().for_each(|text| assert!(text.contains(cut), "{text}"));
        let [_, told @ ..] = all(&missing, lang);
        told.iter().for_each(|text| assert!(text.contains(rule), "{text}"));
    }
    rating.standards[0].bonus_cap.as_mut().unwrap().cut = 0.0;
    assert!(all(&rating, Lang::En).iter().all(|text| !text.contains("capped at")), "nothing was cut");
}

#[test]
fn ways_to_a_level_with_names_of_their_own_are_told_apart() {
    let mut rating = rated();
    let tracks = &mut rating.standards[0].tracks;
    let mut water = tracks[1].clone();
    (tracks[1].id, water.id) = ("energy".to_owned(), "water".to_owned());
    tracks.push(water);
    for (lang, words) in [
        (Lang::Zh, ["按关键指标“energy”", "按关键指标“water”", "取最低者"]),
        (Lang::En, ["By key indicators \"energy\"", "By key indicators \"water\"", "the lowest one counts"]),
    ] {
        let [_, summary, markdown, explained] = all(&rating, lang);
        for text in [summary, markdown, explained] {
            assert!(words.iter().all(|words| text.contains(words)), "{text}");
        }
    }
}

#[test]
fn places_in_the_pack_stand_in_an_explanation_and_not_in_the_summary() {
    let rating = by_every_rule();
    let place = "criterion.load-use.row-3.at_most";
    assert!(explain(&rating, Some("load-use"), Lang::Zh).unwrap().contains(&format!("[{place}]")));
    assert!(!facility_summary(&rating, Lang::Zh, false, Some(400)).contains("criterion."));
}

#[test]
fn each_item_of_a_checklist_is_told_by_what_became_of_it() {
    let states = |operation| {
        let library = greengrade::standard::Library::with_folder(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/packs"),
        );
        let rating = Made { operation, ..SOUND }.rate_from(&library.unwrap(), &["every-rule"]);
        explain(&rating, Some("list"), Lang::En).unwrap()
    };
    let text = states("kind,item,value,evidence\nitem,plan,no,\n");
    assert!(text.contains("plan (A plan for saving energy): not met, 0 / 12 points"), "{text}");
    assert!(text.contains("audit (Audited by a third party): not declared, 0 / 8 points"), "{text}");
    assert!(text.contains("Value: 0 of 2 items met and proven") && text.contains("0 + 0 = 0.0"), "{text}");
}

#[test]
fn a_field_that_shares_its_name_with_an_indicator_is_explained_with_it_and_its_full_precision() {
    let text = explain(&by_fields(), Some("cue"), Lang::En).unwrap();
    assert!(text.starts_with("Indicator: ") && text.contains("ISO/IEC 30134 · Report field [cue]: "), "{text}");
    assert!(text.contains("Report field: Carbon usage effectiveness (CUE) [cue]"), "{text}");
    assert!(text.contains("clause ISO/IEC 30134-8; from a secondary source"), "{text}");
}
