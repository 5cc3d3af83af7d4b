//! The points of the deciding standard, criterion by criterion.

use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{BONUS, GAINED, INK, LINE, NOT_APPLICABLE, POSSIBLE, SOFT, UNKNOWN};
use super::shape::{Paint, Rect};
use super::sheet::{Foot, Sheet, Swatch};
use super::{Chart, Kind, standard_name};
use crate::rating::Rating;
use crate::report::numbers;
use crate::report::phrase::{is_partial, joined};
use crate::report::words::charts as say;
use crate::standard::Assessment;
use crate::standard::assessment::{CriterionState, CriterionTrace, Status};
use crate::text::{Lang, Text};

const AREA: Face = Face::bold(26.0);
const CRITERION: Face = Face::regular(24.0);
const POINTS: Face = Face::regular(24.0);

const AREA_HEIGHT: i32 = 48;
const ROW: i32 = 42;
const NAMES: i32 = 560;
const NUMBERS: i32 = 300;
/// More criteria than this are counted and not drawn: no page holds them.
const MOST_ROWS: usize = 90;

/// The chart; `None` where nothing was judged, or by a standard without points.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let assessment = rating.standards.first().filter(|assessment| !assessment.criteria.is_empty())?;
    let lines = lines(assessment);
    let left_out = lines.len().saturating_sub(MOST_ROWS);
    let lines = lines.get(..MOST_ROWS).unwrap_or(&lines);
    let height: i32 = lines.iter().map(Line::height).sum();
    let sheet = Sheet::of(rating, say::SCORECARD, lang)
        .outcome(outcome(rating, assessment, lang))
        .foot(&Foot::of(rating, std::slice::from_ref(assessment)).text(lang))
        .legend(legend(assessment, lang));
    let more = if left_out > 0 { ROW } else { 0 };
    let (mut canvas, body) = sheet.open_for(height + more);

    let bars = body.inset(NAMES, 0, NUMBERS, 0);
    let most = assessment.criteria.iter().map(|criterion| criterion.possible.value).fold(0.0, f64::max);
    let mut top = body.top;
    for line in lines {
        let place = Rect { top, bottom: top + line.height(), ..body };
        match line {
            Line::Area(area) => area.draw(&mut canvas, place, lang),
            Line::Criterion(criterion) => draw_criterion(&mut canvas, place, bars, criterion, most, lang),
        }
        top = place.bottom;
    }
    if left_out > 0 {
        let text = say::filled(say::MORE_LINES, lang, &[&left_out.to_string()]);
        canvas.text(&text, (body.left, top + ROW / 2), CRITERION, SOFT, Align::Left);
    }
    Some(Chart::of(Kind::Scorecard, canvas))
}

/// The score and the level, or why there are none.
fn outcome(rating: &Rating, assessment: &Assessment, lang: Lang) -> String {
    let part = is_partial(&assessment.standard).then(|| [say::BETWEEN, say::PARTIAL.get(lang)].concat());
    let reason = rating.outcome.reasons.first().map_or("", |reason| reason.get(lang));
    let result = match (assessment.status, &rating.outcome.level, rating.outcome.score) {
        (Status::Rated, Some(level), Some(score)) => {
            let possible = numbers::points(assessment.score_possible);
            say::filled(say::SCORE_AND_LEVEL, lang, &[&numbers::points(score), &possible, level.title.get(lang)])
        }
        (Status::Reported, ..) => say::REPORTED.get(lang).to_owned(),
        (Status::IndicativeOnly, ..) => {
            let level = rating.outcome.indicative_level.as_ref().map(|level| level.title.get(lang).to_owned());
            let score = assessment.score.map(|score| {
                let [score, possible] = [score, assessment.score_possible].map(numbers::points);
                say::filled(say::SCORE_OF, lang, &[&score, &possible])
            });
            let because = say::filled(say::INDICATIVE_BECAUSE, lang, &[reason]);
            joined(score.into_iter().chain(level).chain([because]), say::BETWEEN)
        }
        _ => say::filled(say::NOT_RATED_BECAUSE, lang, &[reason]),
    };
    let note = if assessment.score_applicable < assessment.score_possible { say::RESCALED.get(lang) } else { "" };
    format!("{}{}{}{result}{note}", standard_name(assessment).get(lang), part.unwrap_or_default(), say::BETWEEN)
}

enum Line<'a> {
    Area(Area<'a>),
    Criterion(&'a CriterionTrace),
}

impl Line<'_> {
    fn height(&self) -> i32 {
        match self {
            Self::Area(_) => AREA_HEIGHT,
            Self::Criterion(_) => ROW,
        }
    }
}

/// The heading of an area, with the sum of its points.
struct Area<'a> {
    title: &'a Text,
    gained: Option<f64>,
    possible: f64,
    /// The bonus that counts, where the area is of bonus: it may be capped.
    bonus: Option<f64>,
    summed: bool,
}

/// The areas in their order, those of bonus last, each with its criteria.
fn lines(assessment: &Assessment) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for bonus in [false, true] {
        let criteria: Vec<&CriterionTrace> =
            assessment.criteria.iter().filter(|criterion| criterion.bonus == bonus).collect();
        let mut areas: Vec<&str> = Vec::new();
        for criterion in &criteria {
            if !areas.contains(&criterion.area.as_str()) {
                areas.push(&criterion.area);
            }
        }
        for area in areas {
            let own: Vec<&CriterionTrace> = criteria.iter().copied().filter(|known| known.area == area).collect();
            let area = Area::of(&own, bonus.then_some(assessment.bonus), !is_partial(&assessment.standard));
            lines.extend(area.map(Line::Area));
            lines.extend(own.into_iter().map(Line::Criterion));
        }
    }
    lines
}

impl<'a> Area<'a> {
    fn of(criteria: &[&'a CriterionTrace], bonus: Option<f64>, summed: bool) -> Option<Self> {
        let applies = || criteria.iter().filter(|criterion| criterion.state != CriterionState::NotApplicable);
        Some(Self {
            title: &criteria.first()?.area_title,
            gained: applies().map(|criterion| criterion.points).sum(),
            possible: applies().map(|criterion| criterion.possible.value).sum(),
            bonus,
            summed,
        })
    }

    fn draw(&self, canvas: &mut Canvas, place: Rect, lang: Lang) {
        let middle = place.bottom - 20;
        canvas.rule((place.left, place.right), place.top + 2, LINE, 2);
        let title = AREA.shorten(self.title.get(lang), NAMES + 200);
        canvas.text(&title, (place.left, middle), AREA, INK, Align::Left);
        let sum = match (self.bonus, self.gained) {
            _ if !self.summed => return,
            (Some(bonus), _) => say::filled(say::BONUS_COUNTED, lang, &[&numbers::points(bonus)]),
            (None, Some(gained)) => of_possible(&numbers::points(gained), self.possible),
            (None, None) => of_possible("—", self.possible),
        };
        canvas.text(&sum, (place.right, middle), AREA, INK, Align::Right);
    }
}

fn of_possible(gained: &str, possible: f64) -> String {
    format!("{gained} / {}", numbers::points(possible))
}

fn draw_criterion(canvas: &mut Canvas, place: Rect, bars: Rect, criterion: &CriterionTrace, most: f64, lang: Lang) {
    let (_, middle) = place.middle();
    let title = CRITERION.shorten(criterion.title.get(lang), NAMES - 24);
    canvas.text(&title, (place.left + 16, middle), CRITERION, INK, Align::Left);

    let share = |points: f64| if most > 0.0 { (points / most).clamp(0.0, 1.0) } else { 0.0 };
    let bar = |points: f64| Rect {
        right: bars.left + along(bars.width(), share(points)).max(3),
        top: middle - 13,
        bottom: middle + 13,
        ..bars
    };
    let possible = criterion.possible.value;
    let look = if criterion.bonus { BONUS } else { GAINED };
    let points = criterion.points.map_or_else(|| "—".to_owned(), |points| numbers::points_of(points, possible));
    let said = match criterion.state {
        CriterionState::Scored => {
            canvas.paint(bar(possible), POSSIBLE);
            if let Some(points) = criterion.points.filter(|points| *points > 0.0) {
                canvas.paint(bar(points), look);
            }
            of_possible(&points, possible)
        }
        CriterionState::Missing => {
            canvas.paint(bar(possible), missing());
            format!("{}  {}", say::MISSING.get(lang), of_possible(&points, possible))
        }
        CriterionState::NotApplicable => {
            canvas.paint(bar(possible), NOT_APPLICABLE);
            say::NOT_APPLICABLE.get(lang).to_owned()
        }
    };
    canvas.text(&said, (place.right, middle), POINTS, INK, Align::Right);
    canvas.reading(place, &[criterion.title.get(lang), &format!("{} {said}", say::SCORE_AXIS.get(lang))]);
}

fn missing() -> Paint {
    UNKNOWN.edged(SOFT)
}

#[expect(clippy::as_conversions, reason = "a share of a width in pixels")]
fn along(width: i32, share: f64) -> i32 {
    (f64::from(width) * share).round() as i32
}

fn legend(assessment: &Assessment, lang: Lang) -> Vec<(Swatch, String)> {
    let any = |wanted: &dyn Fn(&CriterionTrace) -> bool| assessment.criteria.iter().any(wanted);
    let entries = [
        (true, GAINED, say::GAINED),
        (true, POSSIBLE, say::POSSIBLE),
        (any(&|known| known.state == CriterionState::Missing), missing(), say::MISSING),
        (any(&|known| known.state == CriterionState::NotApplicable), NOT_APPLICABLE, say::NOT_APPLICABLE),
        (any(&|known| known.bonus), BONUS, say::BONUS),
    ];
    let shown = entries.into_iter().filter(|(shown, ..)| *shown);
    shown.map(|(_, paint, words)| (Swatch::Area(paint), words.get(lang).to_owned())).collect()
}

#[cfg(test)]
mod tests;
