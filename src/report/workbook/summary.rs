//! The first sheet: who, the outcome, what it rests on, and the main indicators.

use rust_xlsxwriter::Worksheet;

use super::cell::{Cell, Form, POINTS, WHOLE};
use super::indicators::{expanded, form_of_share, value as shown};
use super::page::{BAD, DOUBTFUL, GOOD, Page, Rows, Written};
use crate::rating::OutcomeStatus;
use crate::report::letterhead::Letterhead;
use crate::report::phrase::{Phrases, joined};
use crate::report::words::{Words, confidence as c, reports as w, workbook as b};
use crate::standard::Assessment;

/// The indicators that a reader looks for first.
const MAIN: [&str; 6] = ["pue", "clean_share", "renewable_share", "non_fossil_share", "wue", "hour_coverage"];
/// The columns of labels, values, uncertainties and words.
const WIDTHS: [usize; 4] = [32, 22, 16, 60];

pub(super) fn sheet(
    phrases: &Phrases<'_>,
    letterhead: Option<&Letterhead>,
    sheet: &mut Worksheet,
    standing: &str,
) -> Written {
    let mut page = Page::begin(sheet, phrases.say(b::SUMMARY), standing, phrases.lang)?;
    page.widths(&WIDTHS);
    if let Some(letterhead) = letterhead {
        page.letterhead(letterhead)?;
    }
    let name = phrases.text(&phrases.rating.facility.name);
    page.title(&phrases.labelled(w::TITLE, name))?;
    notices(phrases, &mut page)?;
    page.gap();
    who(phrases, &mut page)?;
    page.gap();
    page.heading(phrases.say(w::OUTCOME))?;
    outcome(phrases, &mut page)?;
    page.gap();
    indicators(phrases, &mut page)?;
    if !phrases.rating.standards.is_empty() {
        page.gap();
        page.heading(phrases.say(w::STANDARDS))?;
    }
    for assessment in &phrases.rating.standards {
        standard(phrases, &mut page, assessment)?;
    }
    if let Some(letterhead) = letterhead {
        page.notes(letterhead)?;
    }
    page.gap();
    page.heading(phrases.say(w::ABOUT))?;
    about(phrases, &mut page)?;
    page.finish()
}

/// What nobody should miss: what the data is, and what the figures are.
fn notices(phrases: &Phrases<'_>, page: &mut Page<'_>) -> Written {
    let rating = phrases.rating;
    if rating.facility.synthetic {
        page.notice(phrases.say(w::SYNTHETIC_NOTE))?;
    }
    if let Some(deciding) = rating.standards.first() {
        page.notice(&phrases.labelled(w::FIGURES, &phrases.figures_standing(deciding)))?;
    }
    match rating.outcome.status {
        OutcomeStatus::Refused => page.notice(phrases.say(w::REFUSED_NOTE)),
        OutcomeStatus::IndicativeOnly => page.notice(phrases.say(w::INDICATIVE)),
        OutcomeStatus::Rated | OutcomeStatus::Reported | OutcomeStatus::NotRated => Ok(()),
    }
}

fn who(phrases: &Phrases<'_>, page: &mut Page<'_>) -> Written {
    let (facility, period) = (&phrases.rating.facility, &phrases.rating.period);
    let sectors = phrases.rating.given.categories.iter().filter(|id| **id != facility.category);
    let sectors = sectors.map(|id| phrases.category_name(id));
    let category = joined(std::iter::once(phrases.category(facility)).chain(sectors), phrases.say(w::LIST));
    let hours = u64::try_from(period.hours).unwrap_or(u64::MAX);
    let rows = [
        (w::FACILITY_ID, Cell::text(&facility.id)),
        (b::PROVINCE, Cell::text(&facility.province)),
        (b::CITY, Cell::text(facility.city.as_deref().unwrap_or_default())),
        (b::CATEGORY, Cell::text(category)),
        (w::PERIOD, Cell::text(&period.label)),
        (b::FROM_DAY, Cell::day(&period.start)),
        (b::UP_TO_DAY, Cell::day(&period.end)),
        (b::HOURS_OF_PERIOD, Cell::count(hours)),
        (w::CLOCK, Cell::text(&period.clock)),
    ];
    let mut told = rows.into_iter().filter(|(_, cell)| *cell != Cell::Blank);
    told.try_for_each(|(label, cell)| page.labelled(phrases.say(label), &[cell]))
}

fn outcome(phrases: &Phrases<'_>, page: &mut Page<'_>) -> Written {
    let outcome = &phrases.rating.outcome;
    let grade = phrases.outcome();
    let at = page.at;
    page.labelled(phrases.say(w::GRADE), &[Cell::text(&grade)])?;
    let colour = match outcome.status {
        OutcomeStatus::Rated | OutcomeStatus::Reported => GOOD,
        OutcomeStatus::IndicativeOnly | OutcomeStatus::NotRated => DOUBTFUL,
        OutcomeStatus::Refused => BAD,
    };
    page.colour(Rows { first: at, last: at }, 1, &grade, colour)?;
    if let Some(confidence) = &phrases.rating.confidence {
        let probability = Cell::Number(confidence.probability, form_of_share(confidence.probability));
        let said = Cell::text(phrases.standing_of(confidence));
        page.labelled(phrases.say(b::PROBABILITY), &[probability, Cell::Blank, said])?;
    }
    if let Some(deciding) = phrases.rating.standards.first() {
        score(phrases, page, deciding)?;
    }
    for reason in &outcome.reasons {
        page.labelled(phrases.say(w::REASON), &[Cell::Blank, Cell::Blank, Cell::text(phrases.text(reason))])?;
    }
    Ok(())
}

/// The score as a number and in words, with what was left out, cut or is indicative only.
fn score(phrases: &Phrases<'_>, page: &mut Page<'_>, deciding: &Assessment) -> Written {
    let (Some(score), Some(said)) = (deciding.score, phrases.score(deciding)) else { return Ok(()) };
    let form = Form::of_indicator("score", &phrases.score_alone(deciding, score));
    page.labelled(phrases.say(w::SCORE), &[Cell::Number(score, form), Cell::Blank, Cell::text(said)])?;
    page.labelled(phrases.say(b::FULL_SCORE), &[Cell::Number(deciding.score_possible, WHOLE)])?;
    if deciding.bonus > 0.0 {
        page.labelled(phrases.say(b::BONUS), &[Cell::Number(deciding.bonus, POINTS)])?;
    }
    Ok(())
}

/// The main indicators, of those that this facility has; none where the data contradicts itself.
fn indicators(phrases: &Phrases<'_>, page: &mut Page<'_>) -> Written {
    if phrases.rating.outcome.status == OutcomeStatus::Refused {
        page.heading(phrases.say(b::KEY_FIGURES))?;
        return page.notice(phrases.say(w::NOT_RELIABLE));
    }
    page.labelled(phrases.say(b::KEY_FIGURES), &[Cell::Blank, Cell::text(phrases.say(b::U95))])?;
    for indicator in MAIN.iter().filter_map(|id| phrases.indicator(id)) {
        let Some(value) = indicator.value else { continue };
        let standing = indicator.standing.map_or("", |standing| phrases.standing(standing));
        let cells = [shown(phrases, &indicator.id, value), expanded(phrases, &indicator.id), Cell::text(standing)];
        page.labelled(&phrases.indicator_name(&indicator.id), &cells)?;
    }
    Ok(())
}

fn standard(phrases: &Phrases<'_>, page: &mut Page<'_>, assessment: &Assessment) -> Written {
    let standard = &assessment.standard;
    let score = assessment.score.filter(|_| assessment.status.tells_a_level());
    let form = score.map_or(POINTS, |score| Form::of_indicator("score", &phrases.score_alone(assessment, score)));
    let in_full = phrases.list([phrases.standard_in_full(standard), phrases.standard_line(assessment)]);
    let level = Cell::text(phrases.level(assessment));
    page.labelled(phrases.short_standard(standard), &[level, Cell::number(score, form), Cell::text(in_full)])?;
    let mut more = |label: Words, value: &str| {
        page.labelled("", &[Cell::text(phrases.say(label)), Cell::Blank, Cell::text(value)])
    };
    more(w::EDITION, &phrases.edition(standard))?;
    more(w::FIGURES, &phrases.figures_standing(assessment))?;
    standard.missing_rows.iter().try_for_each(|row| more(w::PARTIAL_LACKS, phrases.text(row)))?;
    phrases.note(standard).map_or(Ok(()), |note| more(w::ABOUT_FIGURES, note))
}

fn about(phrases: &Phrases<'_>, page: &mut Page<'_>) -> Written {
    let rating = phrases.rating;
    let in_words = |text: &str| [Cell::Blank, Cell::Blank, Cell::text(text)];
    page.labelled(phrases.say(w::GAPS), &in_words(&phrases.gaps()))?;
    if let Some(attribution) = &rating.facility.attribution {
        page.labelled(phrases.say(w::ATTRIBUTION), &in_words(attribution))?;
    }
    if rating.confidence.is_some() {
        page.labelled(phrases.say(c::PROBABILITY), &in_words(phrases.say(c::WHAT_IT_SAYS)))?;
    }
    page.labelled(phrases.say(w::PROGRAM), &in_words(&rating.program))
}
