//! The pages as Chromium shows them from a file: nothing is asked of a network, tables are sorted and filtered, charts
//! tell their readings, and without scripts all is there to read.
//!
//! Where there is no Chromium the tests say so on stderr and hold nothing; the gate installs it.
#![cfg(test)]

mod chromium;
#[path = "../common/mod.rs"]
mod common;

use std::path::{Path, PathBuf};

use chromium::Chromium;
use common::command::{code, run, stderr};
use common::fixture;
use tempfile::TempDir;

/// A browser, and a folder with the pages of the fixtures' portfolio in it; nothing where there is no browser.
fn pages(lang: &str) -> Option<(Chromium, TempDir)> {
    let chromium = Chromium::find()?;
    let root = tempfile::tempdir().unwrap();
    let portfolio = fixture("portfolio").display().to_string();
    let arguments = ["rate", &portfolio, "--out", "out", "--format", "html", "--trials", "0", "--lang", lang];
    let output = run(root.path(), &arguments);
    assert_eq!(code(&output), 1, "some facility is not rated: {}", stderr(&output));
    Some((chromium, root))
}

const PAGES: [&str; 2] = ["portfolio.html", "synthetic-sanjiangyuan/report.html"];

/// A copy of a page beside it, with more before its end.
fn with_more(page: &Path, more: &str) -> PathBuf {
    let text = std::fs::read_to_string(page).unwrap();
    let (before, after) = text.rsplit_once("</body>").unwrap();
    let copy = page.with_extension("more.html");
    std::fs::write(&copy, format!("{before}{more}</body>{after}")).unwrap();
    copy
}

/// What a script that runs behind the page's own tells by calling `told`.
fn told(chromium: &Chromium, page: &Path, script: &str) -> String {
    let script = format!("<script>(() => {{ document.body.dataset.told = (() => {{ {script} }})(); }})();</script>");
    let shown = chromium.shown(&with_more(page, &script), &[]);
    let (_, after) = shown.split_once(" data-told=\"").unwrap_or_else(|| panic!("the script told nothing: {shown}"));
    after.split('"').next().unwrap().to_owned()
}

#[test]
fn nothing_is_asked_of_a_network() {
    let Some((chromium, root)) = pages("en") else { return };
    let out = root.path().join("out");
    for page in PAGES {
        assert_eq!(chromium.asked(&out.join(page)), Vec::<String>::new(), "{page}");
    }
    // The test sees what a page asks for, and the policy of the pages forbids it.
    let wish = "<img src=\"http://outside.example/picture.png\">";
    let careless = out.join("careless.html");
    std::fs::write(&careless, format!("<!DOCTYPE html><body>{wish}</body>")).unwrap();
    assert_eq!(chromium.asked(&careless), ["http://outside.example/picture.png"]);
    assert_eq!(chromium.asked(&with_more(&out.join(PAGES[0]), wish)), Vec::<String>::new());
}

#[test]
fn a_table_is_sorted_by_numbers_both_ways_and_filtered_by_words() {
    let Some((chromium, root)) = pages("en") else { return };
    let page = root.path().join("out/portfolio.html");
    let script = "const table = document.querySelector('main table');
        const ids = () => Array.from(table.tBodies[0].rows).filter((row) => !row.hidden)
            .map((row) => row.cells[1].textContent.replace('synthetic-', '')).join(' ');
        const pue = table.tHead.rows[0].cells[5];
        const all = [pue.textContent.trim()];
        pue.querySelector('button').click();
        all.push(pue.getAttribute('aria-sort'), ids());
        pue.querySelector('button').click();
        all.push(pue.getAttribute('aria-sort'), ids());
        const input = document.querySelector('.filter input');
        input.value = 'LEVEL 4';
        input.dispatchEvent(new Event('input'));
        all.push(ids(), input.nextSibling.textContent);
        return all.join('|');";
    // What was refused has no PUE and stays last.
    let ascending = "esif sanjiangyuan hoh-xil qinghai-lake kunlun qaidam hehuang qilian";
    let descending = "hehuang qaidam kunlun qinghai-lake hoh-xil sanjiangyuan esif qilian";
    let expected = format!("PUE|ascending|{ascending}|descending|{descending}|qaidam|1 / 8");
    assert_eq!(told(&chromium, &page, script), expected);
}

#[test]
fn a_chart_tells_what_is_pointed_at_and_what_the_arrows_lead_to() {
    let Some((chromium, root)) = pages("en") else { return };
    let page = root.path().join("out/synthetic-sanjiangyuan/report.html");
    let script = "const figure = Array.from(document.querySelectorAll('figure'))
            .find((figure) => figure.querySelectorAll('.reading').length > 1);
        const [first, second] = figure.querySelectorAll('.reading');
        const words = (reading) => reading.querySelector('title').textContent;
        const output = figure.querySelector('output');
        first.dispatchEvent(new PointerEvent('pointerenter'));
        const pointed = output.textContent === words(first);
        first.focus();
        first.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', cancelable: true }));
        second.dispatchEvent(new FocusEvent('focus'));
        const led = second.tabIndex === 0 && first.tabIndex === -1 && output.textContent === words(second);
        return [pointed, led, words(first) !== words(second)].join(' ');";
    assert_eq!(told(&chromium, &page, script), "true true true");
}

/// A copy of a page beside it without its scripts: Chromium prints no page whose scripts it was told to leave out.
fn without_scripts(page: &Path) -> PathBuf {
    let text = std::fs::read_to_string(page).unwrap();
    let mut parts = text.split("<script");
    let mut left = parts.next().unwrap().to_owned();
    for part in parts {
        left += part.split_once("</script>").unwrap().1;
    }
    assert!(left.len() < text.len() && !text.contains("<noscript"));
    let copy = page.with_extension("plain.html");
    std::fs::write(&copy, left).unwrap();
    copy
}

/// The months of a report sorted by a press on their heading, and by a second one.
const MONTHS_SORTED: &str = "const table = Array.from(document.querySelectorAll('main table'))
        .find((table) => table.tBodies[0].rows.length === 12 && /^(Month|月份)/.test(table.tHead.textContent.trim()));
    const column = () => Array.from(table.tBodies[0].rows, (row) => row.cells[0].textContent.trim());
    const button = table.tHead.rows[0].cells[0].querySelector('button');
    button.click();
    const first = column();
    button.click();
    return first.concat(column()).join('|');";

#[test]
fn without_scripts_all_rows_proofs_and_charts_are_there_to_read_and_with_them_months_are_sorted_as_such() {
    let script = "const seen = (selector) => Array.from(document.querySelectorAll(selector))
            .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 0).length;
        return [seen('main tbody tr a[href$=\"/report.html\"]'), seen('figure svg'), seen('details > summary'),
            seen('.filter'), seen('th button')].join(' ');";
    for lang in ["en", "zh"] {
        let Some((chromium, root)) = pages(lang) else { return };
        let out = root.path().join("out");
        let seen = |page: &Path| -> Vec<usize> {
            told(&chromium, page, script).split(' ').map(|number| number.parse().unwrap()).collect()
        };
        let portfolio = seen(&without_scripts(&out.join(PAGES[0])));
        assert_eq!((portfolio[0], &portfolio[3..]), (8, &[0, 0][..]), "every facility, and nothing to press");
        let report = seen(&without_scripts(&out.join(PAGES[1])));
        assert!(report[1] > 5 && report[2] > 5, "charts and proofs: {report:?}");
        let with_scripts = seen(&out.join(PAGES[0]));
        assert!(with_scripts[3] > 0 && with_scripts[4] > 0, "and with them it does: {with_scripts:?}");
        let months = told(&chromium, &out.join(PAGES[1]), MONTHS_SORTED);
        let months: Vec<&str> = months.split('|').collect();
        let mut forwards = months[..12].to_vec();
        assert!(forwards[0].contains(if lang == "zh" { "2025年1月" } else { "January 2025" }), "{months:?}");
        forwards.reverse();
        assert_eq!(months[12..], forwards, "sorted the other way, months follow the calendar and no alphabet");
    }
}
