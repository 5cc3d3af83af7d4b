//! Columns that align, names that break nothing, and colour only where it is asked for.

use comfy_table::Table;
use greengrade::rating::Rating;
use greengrade::report::explain::explain;
use greengrade::report::markdown::report;
use greengrade::report::terminal::{PortfolioRow, facility_summary, portfolio_table};
use greengrade::standard::Library;
use greengrade::standard::overlay::Written;
use greengrade::text::{Lang, Text};

use crate::made::{Made, SOUND, not_rated, rated, refused};

const ESCAPE: char = '\u{1b}';

/// How many columns a text takes on a terminal, as the table library counts them.
fn columns(text: &str) -> usize {
    let mut table = Table::new();
    table.add_row([text]);
    table.column_max_content_widths().into_iter().map(usize::from).sum()
}

fn ratings() -> [Rating; 3] {
    [rated(), not_rated(), refused()]
}

#[test]
fn columns_align_under_chinese_names_of_any_width() {
    let mut rows = Vec::new();
    for (index, name) in ["甲", "a", "很长很长的名字数据中心", "Mixed 混合 name"].into_iter().enumerate()
    {
        let mut rating = rated();
        rating.facility.id = format!("site-{index}");
        rating.facility.name = Text::new(name, name);
        rows.push(PortfolioRow::of(&rating));
    }
    for lang in [Lang::Zh, Lang::En] {
        let text = portfolio_table(&rows, lang, false, Some(140));
        let starts: Vec<usize> =
            text.lines().filter_map(|line| line.split_once("site-")).map(|(before, _)| columns(before)).collect();
        assert_eq!(starts.len(), 4, "{text}");
        assert!(starts.iter().all(|start| start == &starts[0]), "{starts:?}\n{text}");
    }
}

#[test]
fn a_table_keeps_to_the_width_of_the_terminal() {
    let rows: Vec<PortfolioRow> = ratings().iter().map(PortfolioRow::of).collect();
    for width in [80_u16, 100, 140] {
        for lang in [Lang::Zh, Lang::En] {
            let table = portfolio_table(&rows, lang, false, Some(width));
            assert!(table.lines().all(|line| columns(line) <= usize::from(width)), "{width}\n{table}");
        }
    }
}

#[test]
fn there_is_no_colour_unless_it_is_asked_for_and_colour_adds_no_words() {
    let uncoloured = |text: &str| {
        let mut plain = String::new();
        for (index, part) in text.split(ESCAPE).enumerate() {
            plain.push_str(if index == 0 { part } else { part.split_once('m').unwrap().1 });
        }
        // With colour, spaces stand before the code that ends it.
        plain.lines().map(|line| format!("{}\n", line.trim_end())).collect::<String>()
    };
    for rating in ratings() {
        let row = [PortfolioRow::of(&rating)];
        for lang in [Lang::Zh, Lang::En] {
            let plain = facility_summary(&rating, lang, false, Some(100));
            let table = portfolio_table(&row, lang, false, Some(100));
            assert!(!plain.contains(ESCAPE) && !table.contains(ESCAPE));
            assert!(!report(&rating, &[], lang).contains(ESCAPE));
            assert!(!explain(&rating, None, lang).unwrap().contains(ESCAPE));
            let coloured = facility_summary(&rating, lang, true, Some(100));
            assert!(coloured.contains(ESCAPE));
            assert_eq!(uncoloured(&coloured), plain);
        }
    }
}

#[test]
fn a_grade_never_stands_without_the_standing_of_its_figures() {
    let rating = rated();
    for (lang, words) in [(Lang::Zh, "参考版，非官方数值"), (Lang::En, "reference profile, not the official table")]
    {
        let rows = [PortfolioRow::of(&rating)];
        assert!(portfolio_table(&rows, lang, false, None).contains(words));
        assert!(facility_summary(&rating, lang, false, None).contains(words));
        assert!(report(&rating, &[], lang).contains(words));
        assert!(explain(&rating, None, lang).unwrap().contains(words));
    }
}

/// The rating of a facility by the local standards, every figure of which an overlay finds in the official text.
fn by_official_figures() -> Rating {
    let folder = tempfile::tempdir().unwrap();
    for id in ["db63t-2223-2023", "db63t-clean-energy", "db63t-it-efficiency", "db63t-smart-ops"] {
        let library = Library::embedded().unwrap();
        let figures = library.newest(id).unwrap().figures().into_iter().map(|figure| {
            let official = Written::from(figure.value).toml();
            format!("[[figure]]\nplace = \"{}\"\nofficial = {official}\nclause = \"5.1\"\n", figure.place)
        });
        let head = format!(
            "extends = \"{id}\"\nedition = \"official\"\n[sources.official]\nread = \"text\"\n\
             citation = {{ zh = \"官方文本\", en = \"the official text\" }}\n"
        );
        std::fs::write(folder.path().join(format!("{id}.toml")), format!("{head}{}", figures.collect::<String>()))
            .unwrap();
    }
    SOUND.rate_from(&Library::with_folder(folder.path()).unwrap(), &["db63t-2223-2023"])
}

#[test]
fn the_words_reference_profile_are_gone_where_every_figure_is_official_and_the_counts_say_so() {
    let rating = by_official_figures();
    assert!(rating.standards.iter().all(|assessment| assessment.standard.official));
    for (lang, official, reference, counts) in [
        (Lang::Zh, "官方数值", "参考版", "官方文本 38、相邻标准 0、本项目选定 0"),
        (Lang::En, "official figures", "reference profile", "38 official, 0 from neighbouring standards"),
    ] {
        let table = portfolio_table(&[PortfolioRow::of(&rating)], lang, false, None);
        let others = [
            facility_summary(&rating, lang, false, Some(400)),
            report(&rating, &[], lang),
            explain(&rating, None, lang).unwrap(),
        ];
        let pue = explain(&rating, Some("pue"), lang).unwrap();
        for text in others.iter().chain([&table, &pue]) {
            assert!(text.contains(official) && !text.to_lowercase().contains(reference), "{text}");
        }
        assert!(others.iter().all(|text| text.contains(counts)), "{}", others[0]);
    }
    // One figure that is not official in a standard whose score is taken is enough.
    let mixed = rated();
    let summary = facility_summary(&mixed, Lang::Zh, false, Some(400));
    assert!(summary.contains("参考版") && !summary.replace("非官方数值", "").contains("官方数值"), "{summary}");
}

#[test]
fn a_name_breaks_no_table_and_brings_no_html_and_no_codes() {
    let name = "x|y `z` <img src=x> [a](b) \u{1b}[31m\u{202e}red\nsecond line";
    let mut rating = Made { zh: "名", en: "name", ..SOUND }.rate();
    rating.facility.name = Text::new(name, name);
    rating.facility.province = "a|b".to_owned();
    let plain = report(&rated(), &["charts/a.png"], Lang::En);
    let odd = report(&rating, &["charts/a.png"], Lang::En);
    assert_eq!(plain.lines().count(), odd.lines().count());
    assert!(!odd.contains("<img") && !odd.contains("](b)") || odd.contains("\\](b)"), "{odd}");
    let unescaped = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
    for (a, b) in plain.lines().zip(odd.lines()) {
        assert_eq!(unescaped(a), unescaped(b), "{a}\n{b}");
    }
    for text in [
        facility_summary(&rating, Lang::En, false, Some(100)),
        portfolio_table(&[PortfolioRow::of(&rating)], Lang::En, false, Some(100)),
        explain(&rating, None, Lang::En).unwrap(),
    ] {
        assert!(!text.contains(ESCAPE) && !text.contains('\u{202e}'), "{text}");
    }
}

#[test]
fn what_is_missing_is_said_to_be_missing_with_its_reason() {
    let rating = not_rated();
    let summary = facility_summary(&rating, Lang::En, false, Some(400));
    assert!(summary.contains("missing: declared without evidence, so not taken"), "{summary}");
    assert!(summary.contains("missing: there is no table of tested IT systems"), "{summary}");
    let markdown = report(&rating, &[], Lang::Zh);
    assert!(markdown.contains("缺失：未申报"), "{markdown}");
    assert!(!markdown.contains("NaN"));
}

#[test]
fn every_state_of_a_criterion_can_be_told_apart() {
    let text = explain(&rated(), None, Lang::En).unwrap();
    assert!(text.contains("[erf] Heat reuse (ERF): not applicable"), "{text}");
    assert!(text.contains("not applicable: no heat network within reach"), "{text}");
    assert!(text.contains("[demand-response]"), "{text}");
    let text = explain(&not_rated(), None, Lang::En).unwrap();
    assert!(text.contains("[it-efficiency] Score of the IT-efficiency method: not scored"), "{text}");
    let few_racks = Made { installed: 400, ..SOUND }.rate_by(&["db63t-it-efficiency"]);
    let text = explain(&few_racks, Some("occupancy"), Lang::En).unwrap();
    assert!(text.contains("40.0 % < 50 %"), "{text}");
}

#[test]
fn all_chinese_words_stand_in_the_catalogue() {
    let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/report")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !["words", "snapshots", "samples"].iter().any(|name| path.ends_with(name)) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("samples.rs")
                && !path.ends_with("tests.rs")
            {
                let code = std::fs::read_to_string(&path).unwrap();
                let code = code.split("#[cfg(test)]").next().unwrap();
                let chinese = code.lines().find(|line| line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)));
                assert_eq!(chinese, None, "{}", path.display());
            }
        }
    }
}

#[test]
fn a_way_on_which_a_key_indicator_is_missing_gives_no_level() {
    let mut rating = rated();
    rating.standards[0].tracks[1].level = None;
    for tried in rating.standards[0].tracks.iter_mut().flat_map(|track| &mut track.tried) {
        for compared in tried.compared.iter_mut().filter(|compared| compared.indicator == "clean_share") {
            (compared.value, compared.holds) = (None, None);
        }
    }
    let text = explain(&rating, None, Lang::En).unwrap();
    assert!(text.contains("By key indicators: can not be told"), "{text}");
    assert!(text.contains("Clean share of consumption missing (Required: ≥ 80 %)"), "{text}");
}
