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
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;

    fn picture(rating: &Rating, lang: Lang) -> Picture {
        let picture = Picture::of(&draw(rating, lang).unwrap().png().unwrap());
        picture.assert_chart(1600, picture.height);
        picture
    }

    #[test]
    fn a_scorecard_is_drawn_the_same_twice_in_both_languages() {
        let rating = samples::rating_of(1.18);
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(draw(&rating, lang).unwrap().name, "scorecard");
            assert_eq!(picture(&rating, lang), picture(&rating, lang));
        }
    }

    #[test]
    fn what_is_missing_or_does_not_apply_looks_unlike_no_points() {
        let rating = samples::rating_of(1.18);
        let with = |state: CriterionState, points: Option<f64>| {
            let mut rating = rating.clone();
            let criterion = &mut rating.standards[0].criteria[0];
            (criterion.state, criterion.points) = (state, points);
            picture(&rating, Lang::Zh)
        };
        let zero = with(CriterionState::Scored, Some(0.0));
        assert_ne!(zero, with(CriterionState::Missing, Some(0.0)));
        assert_ne!(zero, with(CriterionState::NotApplicable, None));
    }

    #[test]
    fn the_outcome_says_the_score_and_the_level_or_that_there_is_none() {
        let rating = samples::rating_of(1.18);
        let said = outcome(&rating, &rating.standards[0], Lang::En);
        assert!(said.starts_with("DB63/T 2223-2023") && said.contains("Level 2") && said.contains("/ 100.0"), "{said}");
        let rating = samples::rating_of(1.61);
        let said = outcome(&rating, &rating.standards[0], Lang::En);
        assert!(said.contains("not rated: the prerequisite"), "{said}");
        picture(&rating, Lang::En);
    }

    #[test]
    fn an_outcome_that_is_indicative_only_is_told_as_no_grade_with_its_score_and_level() {
        let mut rating = samples::rating_of(1.18);
        rating.standards[0].status = Status::IndicativeOnly;
        rating.outcome.indicative_level = rating.outcome.level.take();
        rating.outcome.reasons = vec![Text::new("缺数", "too few hours")];
        let said = outcome(&rating, &rating.standards[0], Lang::En);
        assert!(said.ends_with(" / 100.0 · Level 2 · indicative only, no grade: too few hours"), "{said}");
    }

    #[test]
    fn a_part_of_a_standard_is_told_as_such_and_has_no_sums() {
        let mut rating = samples::rating_of(1.18);
        rating.standards[0].status = Status::Reported;
        rating.standards[0].standard.missing_rows.push(Text::new("其余各项", "all other rows"));
        let (said, lines) = (outcome(&rating, &rating.standards[0], Lang::Zh), lines(&rating.standards[0]));
        assert!(said.ends_with("部分标准包：无总分、不定级 · 仅报告，不定级"), "{said}");
        assert!(!lines.iter().any(|line| matches!(line, Line::Area(area) if area.summed)));
    }

    #[test]
    fn bonus_stands_apart_after_all_else() {
        let rating = samples::rating_of(1.18);
        let lines = lines(&rating.standards[0]);
        let bonus: Vec<bool> = lines
            .iter()
            .filter_map(|line| match line {
                Line::Criterion(criterion) => Some(criterion.bonus),
                Line::Area(_) => None,
            })
            .collect();
        assert!(bonus.is_sorted() && bonus.last() == Some(&true));
    }

    #[test]
    fn more_criteria_than_a_page_holds_are_counted() {
        let mut rating = samples::rating_of(1.18);
        let one = rating.standards[0].criteria[0].clone();
        rating.standards[0].criteria.extend(vec![one; 200]);
        assert!(picture(&rating, Lang::Zh).height < 4600);
    }

    #[test]
    fn a_refused_facility_and_a_standard_without_points_have_no_scorecard() {
        assert_eq!(draw(&samples::refused(0.8), Lang::Zh), None);
        let mut rating = samples::rating_of(1.18);
        rating.standards.remove(0);
        assert_eq!(draw(&rating, Lang::Zh), None);
    }
}
