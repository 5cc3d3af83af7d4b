//! One criterion or prerequisite with every number that made it.

use super::page::Page;
use super::{headed, indicator, sentence};
use crate::report::numbers;
use crate::report::phrase::Phrases;
use crate::report::words::{Words, reports as w};
use crate::standard::assessment::{
    Assessment, Comparison, CriterionState, CriterionTrace, FigureUsed, ItemTrace, PrerequisiteTrace,
};

/// A prerequisite at length; `value_told` where its value stands above already.
pub(super) fn prerequisite(
    phrases: &Phrases<'_>,
    assessment: &Assessment,
    prerequisite: &PrerequisiteTrace,
    value_told: bool,
    page: &mut Page,
) {
    page.heading(&headed(phrases, w::PREREQUISITE, phrases.text(&prerequisite.title), &prerequisite.id));
    within(phrases, assessment, prerequisite.clause.as_deref(), page);
    let compared = &prerequisite.compared;
    let statement = match &prerequisite.why {
        Some(why) => phrases.missing(Some(why)),
        None => phrases.named_comparison(compared),
    };
    page.line(1, &phrases.labelled(w::VERDICT, &sentence(phrases, [phrases.verdict(compared), &statement])));
    page.line(1, &figure(phrases, assessment, w::REQUIRED, &phrases.bound(compared), compared));
    value(phrases, &compared.indicator, value_told, page);
}

/// A criterion at length; `value_told` where its value stands above already.
pub(super) fn explain(
    phrases: &Phrases<'_>,
    assessment: &Assessment,
    criterion: &CriterionTrace,
    value_told: bool,
    page: &mut Page,
) {
    page.heading(&headed(phrases, w::CRITERION, phrases.text(&criterion.title), &criterion.id));
    within(phrases, assessment, criterion.clause.as_deref(), page);
    page.line(1, &phrases.labelled(w::POINTS, &phrases.points(criterion)));
    if criterion.state == CriterionState::Scored {
        page.line(1, &phrases.labelled(w::VALUE, &phrases.criterion_value(criterion)));
    } else {
        page.line(1, &phrases.criterion_value(criterion));
    }
    if let Some(id) = &criterion.indicator {
        let told = value_told && phrases.indicator(id).is_some_and(|indicator| indicator.id == criterion.id);
        value(phrases, id, told, page);
    }
    page.line(1, &phrases.labelled(w::RULE, &phrases.rule(criterion)));
    if let Some(arithmetic) = phrases.arithmetic(criterion) {
        page.line(1, &phrases.labelled(w::ARITHMETIC, &arithmetic));
    }
    figures(phrases, assessment, criterion, page);
    for condition in &criterion.only_if {
        let said = sentence(phrases, [phrases.named_comparison(condition), phrases.verdict(condition).to_owned()]);
        let origin = phrases.origin(&condition.figure, assessment);
        page.line(1, &phrases.labelled(w::CONDITIONS, &phrases.with_aside(&said, &origin)));
    }
    if !criterion.items.is_empty() {
        page.line(1, phrases.say(w::ITEMS));
        criterion.items.iter().for_each(|item| item_lines(phrases, assessment, criterion, item, page));
    }
}

/// The standard it belongs to, and the clause.
fn within(phrases: &Phrases<'_>, assessment: &Assessment, clause: Option<&str>, page: &mut Page) {
    let clause = clause.map(|clause| format!("{} {clause}", phrases.say(w::CLAUSE)));
    let parts = std::iter::once(phrases.standard(&assessment.standard)).chain(clause);
    let standing = phrases.official_or_not(assessment.standard.official);
    page.line(1, &phrases.labelled(w::STANDARD, &phrases.with_aside(&sentence(phrases, parts), standing)));
}

/// The proof of the value that is judged.
fn value(phrases: &Phrases<'_>, id: &str, told: bool, page: &mut Page) {
    match phrases.indicator(id) {
        Some(_) if told => {}
        Some(found) => {
            let title = phrases.text(&found.title);
            page.line(1, &format!("{} [{id}]", phrases.labelled(w::INDICATOR, title)));
            let mut proof = Page::default();
            indicator::value(phrases, found, &mut proof);
            proof.text().lines().for_each(|line| page.line(1, line));
        }
        None => {
            if let Some(other) = id.strip_prefix("score.") {
                let found = phrases.rating.standards.iter().find(|assessment| assessment.standard.id == other);
                let said = found.map(|found| phrases.standard_line(found)).unwrap_or_default();
                page.line(1, &format!("{} [{other}]{}{said}", phrases.indicator_name(id), phrases.say(w::COLON)));
            }
        }
    }
}

/// Every figure of the rule, whether it decided or not.
fn figures(phrases: &Phrases<'_>, assessment: &Assessment, criterion: &CriterionTrace, page: &mut Page) {
    page.line(1, phrases.say(w::FIGURES_COMPARED));
    for (index, row) in criterion.compared.iter().enumerate() {
        let decided = match (criterion.rule.as_str(), criterion.fired, row.holds) {
            ("bands", Some(fired), _) if fired == index => w::FIRED,
            ("bands", Some(fired), Some(true)) if fired < index => w::EARLIER_FIRED,
            ("bands", None, Some(true)) => w::HOLDS,
            ("linear", _, Some(true)) if row.bound == "zero_at" => w::PASSED,
            ("linear", ..) if row.bound == "zero_at" => w::NOT_PASSED,
            ("linear", _, Some(true)) => w::REACHED,
            ("linear", ..) => w::NOT_REACHED,
            _ => w::HOLDS_NOT,
        };
        let what = match &row.points {
            Some(_) => phrases.band(row),
            None => phrases.bound(row),
        };
        page.line(2, &sentence(phrases, [what, phrases.say(decided).to_owned()]));
        page.line(3, &phrases.origin(&row.figure, assessment));
        if let Some(points) = row.points.as_ref().filter(|points| !same_origin(points, &row.figure)) {
            page.line(3, &phrases.labelled(w::POINTS, &phrases.origin(points, assessment)));
        }
    }
    for setting in &criterion.settings {
        let said = phrases.setting_value(&setting.id, &setting.figure);
        let name = phrases.setting_name(&setting.id);
        page.line(2, &format!("{name}{}{said}", phrases.say(w::COLON)));
        page.line(3, &phrases.origin(&setting.figure, assessment));
    }
    page.line(2, &phrases.labelled(w::MOST, &numbers::plain(criterion.possible.value)));
    page.line(3, &phrases.origin(&criterion.possible, assessment));
}

fn same_origin(a: &FigureUsed, b: &FigureUsed) -> bool {
    (a.basis, &a.source, &a.clause) == (b.basis, &b.source, &b.clause)
}

/// `Required: ≤ 1.5 (neighbouring standard: …)`.
fn figure(phrases: &Phrases<'_>, assessment: &Assessment, label: Words, bound: &str, compared: &Comparison) -> String {
    phrases.labelled(label, &phrases.with_aside(bound, &phrases.origin(&compared.figure, assessment)))
}

/// A capability or a tested system, and why it counts as it does.
fn item_lines(
    phrases: &Phrases<'_>,
    assessment: &Assessment,
    criterion: &CriterionTrace,
    item: &ItemTrace,
    page: &mut Page,
) {
    let name = phrases.item_name(item);
    if item.value.is_none() {
        page.line(2, &format!("{name}{}{}", phrases.say(w::COLON), phrases.missing(item.why.as_ref())));
        return;
    }
    let points = item.points.map_or_else(
        || phrases.say(w::NOT_COUNTED).to_owned(),
        |points| w::points_each(&phrases.points_alone(points, criterion.possible.value), phrases.lang),
    );
    let evidence = item.evidence.as_ref().map(|evidence| phrases.labelled(w::EVIDENCE, evidence));
    let evidence = evidence.unwrap_or_else(|| phrases.say(w::NO_EVIDENCE).to_owned());
    let level = item.level.map(|level| format!("{} {level}", phrases.say(w::LEVEL)));
    let weight = (criterion.rule == "weighted-levels").then(|| format!("{} kWh", numbers::amount(item.weight)));
    let value = std::iter::once(phrases.item_counted(item));
    let said = sentence(phrases, value.chain(level).chain([points]).chain(weight).chain([evidence]));
    page.line(2, &format!("{name}{}{said}", phrases.say(w::COLON)));
    if let Some(why) = &item.why {
        page.line(3, phrases.text(why));
    }
    for compared in &item.compared {
        let said = phrases.item_comparison(item, compared);
        let said = match &compared.points {
            Some(points) => w::giving(&said, &numbers::plain(points.value), phrases.lang),
            None => said,
        };
        page.line(3, &phrases.with_aside(&said, &phrases.origin(&compared.figure, assessment)));
        if let Some(points) = compared.points.as_ref().filter(|points| !same_origin(points, &compared.figure)) {
            page.line(4, &phrases.labelled(w::POINTS, &phrases.origin(points, assessment)));
        }
    }
    if let Some(benchmark) = &item.benchmark {
        let said = phrases.with_aside(&numbers::plain(benchmark.value), &phrases.origin(benchmark, assessment));
        page.line(3, &phrases.labelled(w::BENCHMARK, &said));
    }
}
