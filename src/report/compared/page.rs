//! The page: what stands on it, in which order.

use super::names::{arrow, labels};
use super::parts;
use super::values::Say;
use crate::rating::Comparison;
use crate::rating::compare::{Against, Compared, LevelStep, PrerequisiteStep, Step, TrackStep, Turned};
use crate::report::numbers;
use crate::report::page::Block;
use crate::report::phrase::{indicator_name, sign, track_name};
use crate::report::words::{charts, compare as w, reports, standards};
use crate::standard::assessment::{LevelReached, Status};
use crate::text::Lang;

pub(super) fn page(comparison: &Comparison, lang: Lang) -> Vec<Block> {
    let say = Say { lang };
    let labels = labels(comparison, lang);
    let against = match comparison.against {
        Against::First => w::AGAINST_FIRST,
        Against::Previous => w::AGAINST_PREVIOUS,
    };
    let official = comparison.ratings.iter().all(|rating| rating.official);
    let standing = if official { charts::OFFICIAL } else { charts::REFERENCE };
    let mut blocks = vec![
        Block::Title(title(comparison, lang)),
        Block::Line(say.labelled(w::STANDARD.get(lang), &say.aside(&comparison.standard, standing.get(lang)))),
    ];
    if comparison.ratings.iter().any(|rating| rating.facility.synthetic) {
        blocks.push(Block::Line(charts::SYNTHETIC.get(lang).to_owned()));
    }
    if comparison.ratings.len() > 2 {
        blocks.push(Block::Line(against.get(lang).to_owned()));
    }
    blocks.extend(ratings(comparison, &labels, say));
    for step in &comparison.steps {
        let label = |at: usize| labels.get(at).map_or("", String::as_str);
        blocks.push(Block::Heading(arrow(label(step.from), label(step.to))));
        blocks.extend(one_step(comparison, step, say));
    }
    if parts::any_uncertainty(comparison) {
        blocks.push(Block::Heading(w::SURE.get(lang).to_owned()));
        blocks.push(Block::Line(w::INDEPENDENT.get(lang).to_owned()));
    }
    blocks
}

/// The facility's name stands in the title where it is the same all over.
fn title(comparison: &Comparison, lang: Lang) -> String {
    let title = w::TITLE.get(lang);
    let facility = comparison.ratings.first().filter(|_| comparison.of_one_facility());
    facility.map_or_else(|| title.to_owned(), |one| Say { lang }.labelled(title, one.facility.name.get(lang)))
}

fn ratings(comparison: &Comparison, labels: &[String], say: Say) -> Option<Block> {
    let lang = say.lang;
    let row = |(at, (rating, label)): (usize, (&Compared, &String))| {
        vec![
            (at + 1).to_string(),
            label.clone(),
            rating.edition.clone(),
            level_of(rating, say),
            say.known("score", rating.score),
            say.known("pue", rating.pue),
            say.known("clean_share", rating.clean_share),
        ]
    };
    let rows = comparison.ratings.iter().zip(labels).enumerate().map(row).collect();
    let head =
        [w::NUMBER, w::RATING, reports::EDITION, reports::LEVEL, reports::SCORE, reports::PUE, reports::CLEAN_SHARE];
    Block::table(&head.map(|word| word.get(lang)), &[4, 5, 6], rows)
}

/// The level, with the status where it is no grade.
fn level_of(rating: &Compared, say: Say) -> String {
    let status = standards::status(rating.status).get(say.lang);
    match (&rating.level, rating.status) {
        (Some(level), Status::Rated) => level.title.get(say.lang).to_owned(),
        (Some(level), _) => say.aside(level.title.get(say.lang), status),
        (None, _) => status.to_owned(),
    }
}

fn one_step(comparison: &Comparison, step: &Step, say: Say) -> Vec<Block> {
    let lang = say.lang;
    let behind: Vec<String> = step.behind.iter().map(|behind| w::behind(*behind).get(lang).to_owned()).collect();
    let behind = if behind.is_empty() { w::NOTHING_BEHIND.get(lang).to_owned() } else { say.list(&behind) };
    let mut blocks = vec![Block::Line(say.labelled(w::BEHIND.get(lang), &behind))];
    blocks.extend(level(&step.level, say).into_iter().map(Block::Line));
    blocks.extend(step.prerequisites.iter().map(|one| Block::Line(prerequisite(one, say))));
    blocks.extend(parts::score(comparison, step, say));
    blocks.extend(parts::indicators(step, say));
    blocks.extend(parts::figures(step, say));
    blocks
}

pub(in crate::report) fn level(step: &LevelStep, say: Say) -> Vec<String> {
    let lang = say.lang;
    let name = |level: &Option<LevelReached>| {
        level.as_ref().map_or(w::NO_LEVEL.get(lang), |level| level.title.get(lang)).to_owned()
    };
    let (before, after) = (name(&step.before), name(&step.after));
    let changed =
        if step.before == step.after { say.aside(&after, w::SAME_LEVEL.get(lang)) } else { arrow(&before, &after) };
    let deciding = |decides: fn(&TrackStep) -> bool| {
        let tracks = step.tracks.iter().filter(|track| decides(track));
        let names: Vec<String> = tracks.map(|track| track_name(&track.id, lang)).collect();
        if names.is_empty() { w::NO_LEVEL.get(lang).to_owned() } else { names.join(charts::AND.get(lang)) }
    };
    let (before, after) = (deciding(|track| track.decided_before), deciding(|track| track.decides_after));
    let decides = if before == after { after } else { arrow(&before, &after) };
    let mut lines = vec![say.labelled(reports::LEVEL.get(lang), &changed)];
    if !step.tracks.is_empty() {
        lines.push(say.labelled(w::DECIDES.get(lang), &decides));
    }
    for track in &step.tracks {
        let because = track.because.iter().map(|turned| format!("  {}", turned_line(&track.id, turned, say)));
        lines.extend(because);
    }
    lines
}

/// `Level 1 asks for PUE ≤ 1.2: 1.210 → 1.190, is met now and was not (by the value)`.
fn turned_line(track: &str, turned: &Turned, say: Say) -> String {
    let (lang, id) = (say.lang, turned.indicator.as_str());
    let figure = |figure: Option<f64>| {
        figure.map_or_else(|| w::ABSENT.get(lang).to_owned(), |figure| numbers::figure(id, figure, lang))
    };
    let (old, new) = (turned.figure_before.as_ref(), turned.figure_after.as_ref());
    let (old, new) = (figure(old.map(|used| used.value)), figure(new.map(|used| used.value)));
    let figure = if old == new { new } else { arrow(&old, &new) };
    let condition = format!("{} {} {figure}", indicator_name(id, lang), sign(&turned.bound));
    let values = say.values(id, turned.value_before, turned.value_after);
    let told = say.aside(w::turned(turned.holds_after).get(lang), w::turned_by(turned.by).get(lang));
    let level = format!("{} {}", track_name(track, lang), turned.level.get(lang));
    say.labelled(&level, &say.list(&[condition, values, told]))
}

pub(in crate::report) fn prerequisite(step: &PrerequisiteStep, say: Say) -> String {
    let told = |passed: Option<bool>| passed.map_or(w::ABSENT, standards::passed).get(say.lang);
    let title = say.labelled(reports::PREREQUISITE.get(say.lang), step.title.get(say.lang));
    say.labelled(&title, &arrow(told(step.before), told(step.after)))
}
