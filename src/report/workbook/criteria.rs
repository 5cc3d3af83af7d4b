//! The criteria of every standard with their points, and each score added up again.

use rust_xlsxwriter::{ConditionalFormatFormula, Format, Worksheet, row_col_to_cell};

use super::cell::{Cell, Form, POINTS as POINTS_FORM};
use super::page::{BAD, Column, GOOD, Page, Rows, Written, span};
use super::{charts, indicators};
use crate::report::numbers;
use crate::report::phrase::{Phrases, rounding_of};
use crate::report::words::{Words, reports as w, workbook as b};
use crate::standard::assessment::{Assessment, CriterionState, CriterionTrace, PrerequisiteTrace};

/// Columns that charts and formulas name.
pub(super) const CRITERION: u16 = 2;
pub(super) const POINTS: u16 = 7;
pub(super) const POSSIBLE: u16 = 8;
const BONUS: u16 = 9;
const STATE: u16 = 10;

pub(super) fn sheet(phrases: &Phrases<'_>, sheet: &mut Worksheet, standing: &str) -> Written {
    let mut page = Page::begin(sheet, phrases.say(b::CRITERIA), standing, phrases.lang)?;
    let columns = [
        (w::STANDARD, 20),
        (b::AREA, 18),
        (w::CRITERION, 36),
        (w::CLAUSE_COLUMN, 12),
        (w::VALUE, 24),
        (w::UNIT, 10),
        (w::STANDING, 14),
        (w::POINTS, 10),
        (b::POINTS_POSSIBLE, 10),
        (b::IS_BONUS, 8),
        (b::STATE, 14),
        (w::RULE, 48),
        (w::WHAT_COUNTED, 44),
        (w::BASIS, 36),
    ]
    .map(|(words, widest)| Column::new(phrases.say(words), widest));
    let standards = &phrases.rating.standards;
    let rows = standards.iter().flat_map(|assessment| {
        let prerequisites = assessment.prerequisites.iter().map(|one| prerequisite(phrases, assessment, one));
        let criteria = assessment.criteria.iter().map(|criterion| cells(phrases, assessment, criterion));
        prerequisites.chain(criteria).collect::<Vec<_>>()
    });
    let all = page.table(&columns, rows, CRITERION + 1)?;
    let mut deciding = None;
    colours(phrases, &mut page, all)?;
    let below = page.at;
    let mut first = all.first;
    for (place, assessment) in standards.iter().enumerate() {
        let criteria = first + count(assessment.prerequisites.len());
        first = criteria + count(assessment.criteria.len());
        if first == criteria {
            continue;
        }
        let rows = Rows { first: criteria, last: first - 1 };
        check(phrases, &mut page, assessment, rows)?;
        deciding = deciding.or((place == 0).then_some(rows));
    }
    if let Some(rows) = deciding {
        // Beside the sums, where there are any, so that it is printed on one page with them.
        let column = if page.at > below { BONUS } else { 0 };
        let chart = charts::points_by_criterion(phrases, rows, standing);
        page.sheet().insert_chart(below + 1, column, &chart)?;
    }
    page.finish()
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// A prerequisite, which gives no points.
fn prerequisite(phrases: &Phrases<'_>, assessment: &Assessment, prerequisite: &PrerequisiteTrace) -> Vec<Cell> {
    let compared = &prerequisite.compared;
    let value = match compared.value {
        Some(value) => indicators::value(phrases, &compared.indicator, value),
        None => Cell::text(phrases.missing(prerequisite.why.as_ref())),
    };
    vec![
        Cell::text(phrases.short_standard(&assessment.standard)),
        Cell::text(phrases.say(w::PREREQUISITE)),
        Cell::text(phrases.text(&prerequisite.title)),
        Cell::text(prerequisite.clause.as_deref().unwrap_or_default()),
        value,
        unit(phrases, &compared.indicator),
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
        Cell::text(phrases.prerequisite_verdict(prerequisite)),
        Cell::text(phrases.required(compared)),
        Cell::text(phrases.comparison(compared)),
        Cell::text(phrases.short_basis(&compared.figure)),
    ]
}

fn cells(phrases: &Phrases<'_>, assessment: &Assessment, criterion: &CriterionTrace) -> Vec<Cell> {
    let (value, unit) = match (criterion.state, criterion.value, &criterion.indicator) {
        (CriterionState::Scored, Some(value), Some(id)) => (indicators::value(phrases, id, value), unit(phrases, id)),
        _ => (Cell::text(phrases.criterion_value(criterion)), Cell::Blank),
    };
    let possible = criterion.possible.value;
    // The items are on another sheet, so that their sum is told here.
    let sum = phrases.arithmetic(assessment, criterion).filter(|_| !criterion.items.is_empty());
    let counted = sum.unwrap_or_else(|| phrases.counted(assessment, criterion));
    vec![
        Cell::text(phrases.short_standard(&assessment.standard)),
        Cell::text(phrases.area_title(criterion)),
        Cell::text(phrases.text(&criterion.title)),
        Cell::text(criterion.clause.as_deref().unwrap_or_default()),
        value,
        unit,
        Cell::text(phrases.criterion_standing(criterion).unwrap_or_default()),
        Cell::number(criterion.points, POINTS_FORM),
        Cell::Number(possible, Form::of_amount(possible)),
        Cell::yes_no(criterion.bonus, phrases.lang),
        Cell::text(phrases.say(state(criterion.state))),
        Cell::text(phrases.rule(criterion)),
        Cell::text(counted),
        Cell::text(phrases.bases(criterion)),
    ]
}

fn unit(phrases: &Phrases<'_>, id: &str) -> Cell {
    Cell::text(w::of_input(numbers::unit(id), phrases.lang))
}

const fn state(state: CriterionState) -> Words {
    match state {
        CriterionState::Scored => b::SCORED,
        CriterionState::Missing => w::MISSING,
        CriterionState::NotApplicable => w::NOT_APPLICABLE,
    }
}

/// Points by what they are of: all, none, or between; verdicts and what is missing by their words.
fn colours(phrases: &Phrases<'_>, page: &mut Page<'_>, rows: Rows) -> Written {
    for (words, colour) in [(w::MET, GOOD), (w::NOT_MET, BAD), (w::UNVERIFIED, BAD), (w::MISSING, BAD)] {
        page.colour(rows, STATE, phrases.say(words), colour)?;
    }
    if rows.last < rows.first {
        return Ok(());
    }
    let [points, possible] = [POINTS, POSSIBLE].map(|column| row_col_to_cell(rows.first, column));
    let known = format!("ISNUMBER({points})");
    let rules = [(format!("=AND({known},{points}>={possible})"), GOOD), (format!("=AND({known},{points}<=0)"), BAD)];
    for (rule, (fill, ink)) in rules {
        let format = Format::new().set_background_color(fill).set_font_color(ink);
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
        page.sheet().add_conditional_format(rows.first, POINTS, rows.last, POINTS, &rule)?;
    }
    Ok(())
}

/// The score of a standard from the rows of its criteria, as formulas; below it what the rating says, and the difference.
fn check(phrases: &Phrases<'_>, page: &mut Page<'_>, assessment: &Assessment, rows: Rows) -> Written {
    let Some(score) = assessment.score else { return Ok(()) };
    page.gap();
    let standard = phrases.short_standard(&assessment.standard);
    page.heading(&phrases.labelled(b::CHECK_OF_SCORE, standard))?;
    let parts = Parts::of(assessment);
    let (yes, no) = (phrases.say(w::YES), phrases.say(w::NO));
    let [points, possible, bonus, state] = [POINTS, POSSIBLE, BONUS, STATE].map(|column| span(column, rows));
    let apply = format!("{state},\"<>{}\"", phrases.say(w::NOT_APPLICABLE));
    let at = page.at;
    let sums = [
        (b::POINTS_WITHOUT_BONUS, format!("=SUMIFS({points},{bonus},\"{no}\",{apply})"), parts.gained),
        (b::POSSIBLE_THAT_APPLY, format!("=SUMIFS({possible},{bonus},\"{no}\",{apply})"), parts.applicable),
        (b::POSSIBLE_IN_ALL, format!("=SUMIFS({possible},{bonus},\"{no}\")"), parts.possible),
        (b::BONUS_GAINED, format!("=SUMIFS({points},{bonus},\"{yes}\",{apply})"), parts.bonus),
    ];
    for (label, formula, result) in sums {
        line(phrases, page, label, Cell::Formula(formula, result, POINTS_FORM))?;
    }
    let [gained, applicable, all, mut extra] = [0, 1, 2, 3].map(|row| row_col_to_cell(at + row, POINTS));
    if let Some(cap) = parts.cap {
        extra = format!("MIN({extra},{})", row_col_to_cell(page.at, POINTS));
        line(phrases, page, b::BONUS_CAP, Cell::Number(cap, POINTS_FORM))?;
    }
    let added = row_col_to_cell(page.at, POINTS);
    let form = Form::of_indicator("score", &phrases.score_alone(assessment, score));
    let formula = format!("={gained}*{all}/{applicable}+{extra}");
    line(phrases, page, b::SCORE_ADDED_UP, Cell::Formula(formula, parts.score(), form))?;
    let said = row_col_to_cell(page.at, POINTS);
    line(phrases, page, b::IN_THE_RATING, Cell::Number(score, form))?;
    let apart = Cell::Formula(format!("=ROUND({added}-{said},9)"), nearly(parts.score() - score), Form::Decimals(3));
    line(phrases, page, b::DIFFERENCE, apart)?;
    match rounding_of(assessment, "score") {
        Some(rounded) => page.heading(&phrases.rounded(assessment, rounded)),
        None => Ok(()),
    }
}

/// A line of the check: its label below the criteria, its number below the points.
fn line(phrases: &Phrases<'_>, page: &mut Page<'_>, label: Words, number: Cell) -> Written {
    let mut cells = vec![Cell::Blank; usize::from(POINTS)];
    if let Some(place) = cells.get_mut(usize::from(CRITERION)) {
        *place = Cell::text(phrases.say(label));
    }
    cells.push(number);
    page.row(&cells)
}

/// What a score is made of, added up as the formulas do.
struct Parts {
    gained: f64,
    applicable: f64,
    possible: f64,
    bonus: f64,
    cap: Option<f64>,
}

impl Parts {
    fn of(assessment: &Assessment) -> Self {
        let of = |bonus: bool| assessment.criteria.iter().filter(move |criterion| criterion.bonus == bonus);
        let applies = |criterion: &&CriterionTrace| criterion.state != CriterionState::NotApplicable;
        let points = |bonus| of(bonus).filter(applies).filter_map(|criterion| criterion.points).sum();
        Self {
            gained: points(false),
            applicable: of(false).filter(applies).map(|criterion| criterion.possible.value).sum(),
            possible: of(false).map(|criterion| criterion.possible.value).sum(),
            bonus: points(true),
            cap: assessment.bonus_cap.as_ref().map(|capped| capped.cap.value),
        }
    }

    fn score(&self) -> f64 {
        self.gained * self.possible / self.applicable + self.cap.map_or(self.bonus, |cap| self.bonus.min(cap))
    }
}

/// A difference without what doubles leave behind.
fn nearly(difference: f64) -> f64 {
    (difference * 1e9).round() / 1e9
}
