//! How sure the grade is: the probability of each level, what the points may be, and what moves the score.

use super::escape::{Side, escape, head, row};
use crate::rating::confidence::{Confidence, Sensitivity};
use crate::report::numbers;
use crate::report::phrase::{Phrases, moves, stated_level};
use crate::report::words::{Words, charts::filled, confidence as c, reports as w};
use crate::standard::assessment::{Assessment, PrerequisiteTrace};

/// The section; nothing where no trials were made.
pub(in crate::report) fn confidence(phrases: &Phrases<'_>) -> String {
    let Some((confidence, deciding)) = phrases.rating.confidence.as_ref().zip(phrases.rating.standards.first()) else {
        return String::new();
    };
    let mut text = format!("\n## {}\n\n", phrases.say(c::TITLE));
    let mut item = |label: &str, value: &str| {
        text.push_str(&format!("- {}\n", escape(&format!("{label}{}{value}", phrases.say(w::COLON)))));
    };
    if let Some(level) = stated_level(phrases.rating) {
        let chance = numbers::chance(confidence.probability);
        item(phrases.say(c::OF_STATED), &c::chance_of(phrases.text(&level.title), &chance, phrases.lang));
    }
    let standing = phrases.with_aside(&phrases.standing_of(confidence), &phrases.demanded_by(&confidence.demanded));
    item(phrases.say(c::STANDING), &standing);
    let each = phrases.chances(&confidence.levels, confidence.no_grade);
    item(phrases.say(c::EACH_LEVEL), &each.join(phrases.say(w::LIST)));
    if let Some(score) = &confidence.score {
        item(phrases.say(c::SCORE), &phrases.simulated(score));
    }
    item(phrases.say(c::METHOD), &method(phrases, confidence));
    text.push_str(&format!("\n{}\n", phrases.say(c::WHAT_IT_SAYS)));
    text.push_str(&by_way(phrases, confidence, deciding));
    text.push_str(&prerequisites(phrases, deciding));
    text.push_str(&criteria(phrases, confidence, deciding));
    if let Some(sensitivity) = &confidence.sensitivity {
        text.push_str(&moved_by(phrases, confidence, sensitivity));
        text.push_str(&better(phrases, sensitivity));
    }
    text
}

fn method(phrases: &Phrases<'_>, confidence: &Confidence) -> String {
    let trials = numbers::count(confidence.trials);
    let method = filled(c::MONTE_CARLO, phrases.lang, &[&trials, &confidence.seed.to_string()]);
    let unstable = (!confidence.stable).then(|| phrases.say(c::NOT_STABLE).to_owned());
    phrases.list(std::iter::once(method).chain(unstable))
}

fn heading(phrases: &Phrases<'_>, title: Words) -> String {
    format!("\n### {}\n\n", phrases.say(title))
}

/// The levels by each way to them, and all together.
fn by_way(phrases: &Phrases<'_>, confidence: &Confidence, deciding: &Assessment) -> String {
    let titles: Vec<String> = confidence.levels.iter().map(|level| escape(phrases.text(&level.title))).collect();
    let levels = titles.iter().map(|title| (title.as_str(), Side::Right));
    let mut columns = vec![(phrases.say(w::TRACK), Side::Left)];
    columns.extend(levels.chain([(phrases.say(c::NONE), Side::Right)]));
    let mut text = format!("{}{}", heading(phrases, c::BY_WAY), head(&columns));
    for track in &confidence.tracks {
        let name = deciding.tracks.iter().find(|known| known.id == track.id);
        let name = name.map_or_else(|| track.id.clone(), |known| phrases.track_name(known));
        let chances = confidence.levels.iter().map(|level| {
            let known = track.levels.iter().find(|known| known.level == level.level);
            known.map_or_else(|| phrases.say(w::NONE_SIGN).to_owned(), |known| numbers::chance(known.probability))
        });
        let none = std::iter::once(phrases.say(w::NONE_SIGN).to_owned());
        text.push_str(&row(std::iter::once(name).chain(chances).chain(none).map(|cell| escape(&cell))));
    }
    let all = confidence.levels.iter().map(|level| level.probability).chain([confidence.no_grade]);
    let cells = std::iter::once(phrases.say(c::WHOLE).to_owned()).chain(all.map(numbers::chance));
    text.push_str(&row(cells.map(|cell| escape(&cell))));
    text
}

/// The prerequisites that the trials make doubtful.
fn prerequisites(phrases: &Phrases<'_>, deciding: &Assessment) -> String {
    let line = |known: &PrerequisiteTrace| {
        let chance = phrases.prerequisite_chance(deciding, &known.id)?;
        let said = format!("{}{}{chance}", phrases.text(&known.title), phrases.say(w::COLON));
        Some(format!("- {}\n", escape(&said)))
    };
    let lines: String = deciding.prerequisites.iter().filter_map(line).collect();
    if lines.is_empty() { lines } else { format!("{}{lines}", heading(phrases, c::PREREQUISITES)) }
}

/// The criteria whose points the trials move.
fn criteria(phrases: &Phrases<'_>, confidence: &Confidence, deciding: &Assessment) -> String {
    let columns = [
        (w::CRITERION, Side::Left),
        (w::POINTS, Side::Right),
        (c::MEAN_POINTS, Side::Right),
        (c::INTERVAL, Side::Right),
        (c::ROWS, Side::Left),
    ];
    let mut rows = String::new();
    for known in confidence.criteria.iter().filter(|known| moves(known)) {
        let Some(criterion) = deciding.criteria.iter().find(|criterion| criterion.id == known.id) else { continue };
        let [mean, interval] = phrases.points_over_trials(known);
        let chances = phrases.row_chances(criterion, known);
        let chances = if chances.is_empty() { phrases.say(w::NONE_SIGN).to_owned() } else { phrases.list(chances) };
        let cells = [phrases.text(&criterion.title).to_owned(), phrases.points(criterion), mean, interval, chances];
        rows.push_str(&row(cells.map(|cell| escape(&cell))));
    }
    if rows.is_empty() {
        return rows;
    }
    let columns = columns.map(|(words, side)| (phrases.say(words), side));
    format!("{}{}{rows}", heading(phrases, c::CRITERIA), head(&columns))
}

/// Each cause of error with what it does to the score alone and in company.
fn moved_by(phrases: &Phrases<'_>, confidence: &Confidence, sensitivity: &Sensitivity) -> String {
    let mut text = heading(phrases, c::SENSITIVITY);
    let moving = || sensitivity.swings.iter().filter(|swing| swing.score.low < swing.score.high || swing.total > 0.0);
    if moving().next().is_none() {
        text.push_str(&format!("{}\n", phrases.say(c::NOTHING_MOVES)));
        return text;
    }
    let columns = [
        (c::CAUSE, Side::Left),
        (c::FROM, Side::Left),
        (c::SCORE_AT_ENDS, Side::Right),
        (c::LEVELS_AT_ENDS, Side::Left),
        (c::FIRST_ORDER, Side::Right),
        (c::TOTAL, Side::Right),
    ];
    text.push_str(&head(&columns.map(|(words, side)| (phrases.say(words), side))));
    let uncertainty = confidence.score.as_ref().map_or(0.0, |score| score.standard);
    for swing in moving() {
        let cells = [
            phrases.cause(&swing.source),
            phrases.cause_from(&swing.source),
            phrases.between("score", swing.score, uncertainty),
            phrases.levels_named(&swing.levels),
            numbers::chance(swing.first_order),
            numbers::chance(swing.total),
        ];
        text.push_str(&row(cells.map(|cell| escape(&cell))));
    }
    text
}

/// The meters whose better class would settle the grade, or come nearer to it.
fn better(phrases: &Phrases<'_>, sensitivity: &Sensitivity) -> String {
    if sensitivity.better.is_empty() {
        return String::new();
    }
    let lines = sensitivity.better.iter().map(|better| format!("- {}\n", escape(&phrases.better(better))));
    let lines: String = lines.collect();
    format!("{}{lines}\n{}\n", heading(phrases, c::BETTER), phrases.say(c::BETTER_NOTE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rating::Rating;
    use crate::report::chart::samples::{rating_of, with_confidence};
    use crate::report::explain::explain;
    use crate::report::markdown::report;
    use crate::report::terminal::{PortfolioRow, facility_summary, portfolio_table};
    use crate::standard::assessment::FigureUsed;
    use crate::text::Lang;

    /// Its score is 80.3 where 80 is a bound, and its PUE 1.21 where 1.2 is one.
    fn at_the_boundary() -> Rating {
        with_confidence(rating_of(1.21), 0.0125, 6)
    }

    fn section(rating: &Rating, lang: Lang) -> String {
        confidence(&Phrases::of(rating, lang))
    }

    #[test]
    fn a_grade_at_the_boundary_is_told_with_all_that_may_come_out_and_why() {
        let rating = at_the_boundary();
        insta::assert_snapshot!("confidence_zh", section(&rating, Lang::Zh));
        insta::assert_snapshot!("confidence_en", section(&rating, Lang::En));
        insta::assert_snapshot!(
            "uncertainty_zh",
            super::super::uncertainty::uncertainty(&Phrases::of(&rating, Lang::Zh))
        );
        insta::assert_snapshot!(
            "uncertainty_en",
            super::super::uncertainty::uncertainty(&Phrases::of(&rating, Lang::En))
        );
    }

    #[test]
    fn every_report_tells_the_probability_in_short_and_the_table_marks_what_is_at_the_boundary() {
        let rating = at_the_boundary();
        for (lang, words) in [
            (Lang::Zh, "处于等级边界，低于本程序的界限 95 %"),
            (Lang::En, "at the boundary, below this program's 95 %"),
        ] {
            let probability = numbers::chance(rating.confidence.as_ref().unwrap().probability);
            let reports = [
                facility_summary(&rating, lang, false, Some(400)),
                report(&rating, &[], lang),
                explain(&rating, None, lang).unwrap(),
            ];
            reports.iter().for_each(|text| assert!(text.contains(words) && text.contains(&probability), "{text}"));
            let table = portfolio_table(&[PortfolioRow::of(&rating)], lang, false, Some(400));
            let level = rating.outcome.level.as_ref().unwrap().title.get(lang);
            let marked = Phrases::of(&rating, lang).with_aside(level, &probability);
            assert!(table.contains(&marked) && table.contains(c::MARK.get(lang)), "{table}");
        }
        let settled = with_confidence(rating_of(1.25), 0.005, 3);
        let table = portfolio_table(&[PortfolioRow::of(&settled)], Lang::En, false, Some(400));
        assert!(!table.contains(c::MARK.get(Lang::En)) && !table.contains("(100 %)"), "{table}");
    }

    #[test]
    fn what_is_settled_says_so_and_offers_no_better_meters() {
        let text = section(&with_confidence(rating_of(1.25), 0.005, 1), Lang::En);
        assert!(text.contains("How it stands: settled, at least this program's 95 %"), "{text}");
        assert!(
            text.contains("Probability of the stated level: 100 % Level 3\n") && !text.contains("Better meters"),
            "{text}"
        );
    }

    #[test]
    fn a_demand_of_the_standard_is_told_with_its_place_and_basis() {
        let mut rating = at_the_boundary();
        let figure = rating.standards[0].criteria[0].possible.clone();
        let figure = FigureUsed { place: "confidence.at_least".to_owned(), value: 0.9, ..figure };
        let demanded = &mut rating.confidence.as_mut().unwrap().demanded;
        (demanded.probability, demanded.figure) = (0.9, Some(figure));
        let text = section(&rating, Lang::En);
        assert!(text.contains("90 % that is demanded (\\[confidence.at_least\\] "), "{text}");
        assert!(!text.contains("this program's default"), "{text}");
    }

    #[test]
    fn explanations_tell_the_budget_of_an_indicator_and_the_chances_of_a_criterion() {
        let rating = at_the_boundary();
        let text = explain(&rating, Some("pue"), Lang::En).unwrap();
        assert!(text.contains("Value ± U95 (k = 2): 1.210 ± 0.025"), "{text}");
        assert!(text.contains("accuracy of meter feeder-0: 50.0 % of the variance, one standard uncertainty moves it by 0.0088, class 0.5"), "{text}");
        assert!(text.contains("Points over the trials: mean 1"), "{text}");
    }

    #[test]
    fn without_trials_there_is_no_section_and_nothing_else_changes() {
        let rating = rating_of(1.25);
        assert_eq!(section(&rating, Lang::Zh), "");
        assert!(!report(&rating, &[], Lang::Zh).contains(c::IN_SHORT.get(Lang::Zh)));
        assert!(!report(&rating, &[], Lang::Zh).contains('±'));
    }
}
