//! An indicator: its value with its formula, the numbers put in, where they come from, and where it counts.

use super::page::Page;
use super::{headed, sentence};
use crate::rating::record::Indicator;
use crate::report::numbers;
use crate::report::phrase::Phrases;
use crate::report::words::{charts::filled, confidence as c, efficiency as e, reports as w};
use crate::standard::assessment::{Assessment, Comparison};

/// The indicator at length.
pub(super) fn explain(phrases: &Phrases<'_>, indicator: &Indicator, page: &mut Page) {
    page.heading(&headed(phrases, w::INDICATOR, phrases.text(&indicator.title), &indicator.id));
    value(phrases, indicator, page);
    let uses: Vec<String> =
        phrases.rating.standards.iter().flat_map(|assessment| uses(phrases, assessment, &indicator.id)).collect();
    if !uses.is_empty() {
        page.line(1, phrases.say(w::WHERE_COMPARED));
        uses.iter().for_each(|line| page.line(2, line));
    }
}

/// Of a number with more characters than this, some are rounded away where it is shown.
const ROUNDED_AWAY: usize = 6;

/// The value with its proof.
pub(super) fn value(phrases: &Phrases<'_>, indicator: &Indicator, page: &mut Page) {
    let Some(value) = indicator.value else {
        page.line(1, &phrases.missing(indicator.why.as_ref()));
        page.line(1, &phrases.labelled(w::FORMULA, phrases.text(&indicator.formula)));
        return;
    };
    let shown = phrases.measure(&indicator.id, value);
    let exact = value.to_string();
    let shown = match exact.len() > ROUNDED_AWAY {
        true => phrases.with_aside(&shown, &format!("{} {exact}", phrases.say(w::FULL_PRECISION))),
        false => shown,
    };
    page.line(1, &phrases.labelled(w::VALUE, &shown));
    let formula = phrases.text(&indicator.formula);
    page.line(1, &phrases.labelled(w::FORMULA, formula));
    if let Some(numbers) = phrases.numbers_put_in(indicator) {
        let result = phrases.measure(&indicator.id, value);
        page.line(1, &phrases.labelled(w::INPUTS_OF, &format!("{numbers} = {result}")));
    }
    for input in &indicator.inputs {
        let name = w::of_input(&input.name, phrases.lang);
        let amount = match input.unit.as_str() {
            "yes/no" => phrases.say(if input.value > 0.5 { w::YES } else { w::NO }).to_owned(),
            unit => format!("{} {}", numbers::amount(input.value), w::of_input(unit, phrases.lang)),
        };
        let from = format!("{} {}", phrases.say(w::FROM), w::of_input(&input.from, phrases.lang));
        page.line(2, &format!("{name} = {}", sentence(phrases, [amount, from])));
    }
    if let Some(standing) = indicator.standing {
        page.line(1, &phrases.labelled(w::STANDING, phrases.standing(standing)));
    }
    budget(phrases, &indicator.id, page);
    if indicator.id == "pue"
        && let Some(category) = phrases.pue_category()
    {
        page.line(1, &phrases.labelled(e::CATEGORY, &category));
    }
    if let Some(coverage) = indicator.coverage {
        page.line(1, &phrases.labelled(w::COVERAGE, &phrases.coverage_in_hours(coverage)));
    }
}

/// How sure the value is, and each part of that.
fn budget(phrases: &Phrases<'_>, id: &str, page: &mut Page) {
    let Some(known) = phrases.uncertainty_of(id) else { return };
    page.line(1, &phrases.labelled(c::EXPANDED, &phrases.measure_as_sure(id, known.value)));
    for part in &known.parts {
        let share = filled(c::SHARE_OF_VARIANCE, phrases.lang, &[&numbers::chance(part.share)]);
        let moves = numbers::two_digits(id, part.moves.abs(), phrases.lang);
        let said = [share, filled(c::MOVES, phrases.lang, &[&moves]), phrases.cause_from(&part.source)];
        page.line(2, &format!("{}{}{}", phrases.cause(&part.source), phrases.say(w::COLON), sentence(phrases, said)));
    }
    let mut simulated = phrases.rating.confidence.iter().flat_map(|confidence| &confidence.indicators);
    if let Some(simulated) = simulated.find(|simulated| simulated.id == id) {
        page.line(1, &phrases.labelled(c::TRIALS_INTERVAL, &phrases.interval_of(simulated)));
    }
}

/// Each place in which a standard holds the indicator against a figure.
fn uses(phrases: &Phrases<'_>, assessment: &Assessment, id: &str) -> Vec<String> {
    let standard = phrases.short_standard(&assessment.standard);
    let line = |place: &str, said: &str| format!("{standard} · {place}{}{said}", phrases.say(w::COLON));
    let is_of = |compared: &&Comparison| compared.indicator == id;
    let mut lines = Vec::new();
    for prerequisite in assessment.prerequisites.iter().filter(|prerequisite| prerequisite.compared.indicator == id) {
        let place = format!("{} [{}]", phrases.say(w::PREREQUISITE), prerequisite.id);
        let said = [phrases.comparison(&prerequisite.compared), phrases.prerequisite_verdict(prerequisite)];
        lines.push(line(&place, &sentence(phrases, said)));
    }
    for criterion in &assessment.criteria {
        let place = format!("{} [{}]", phrases.say(w::CRITERION), criterion.id);
        if criterion.indicator.as_deref() == Some(id) {
            lines.push(line(&place, &sentence(phrases, [phrases.points(criterion), phrases.rule(criterion)])));
        }
        for condition in criterion.only_if.iter().filter(is_of) {
            let said = [phrases.comparison(condition), phrases.verdict(condition).to_owned()];
            lines.push(line(&phrases.with_aside(&place, phrases.say(w::CONDITIONS)), &sentence(phrases, said)));
        }
    }
    for tried in assessment.tracks.iter().flat_map(|track| &track.tried) {
        for compared in tried.compared.iter().filter(is_of) {
            let place = phrases.text(&tried.title);
            let origin = phrases.placed_origin(&compared.figure, assessment);
            lines.push(line(place, &phrases.with_aside(&phrases.comparison(compared), &origin)));
        }
    }
    for field in assessment.fields.iter().filter(|field| field.indicator.as_deref() == Some(id)) {
        lines.push(line(&format!("{} [{}]", phrases.say(w::FIELD), field.id), &phrases.field_value(field)));
    }
    lines
}
