//! Dates: figures change in the order of the calendar, each change names a source, and the pack is sound on every day
//! on which something changes.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Fault, Faults};
use crate::standard::figures::AnyFigure;
use crate::standard::in_force::Days;
use crate::standard::model::{Day, Figure, Pack};

/// Checks the order and the sources of changes.
pub(super) fn check(pack: &Pack, found: &mut Faults) {
    pack.clone().each_figure(&mut |place, figure| match figure {
        AnyFigure::Number(figure) => changes(pack, place, figure, found),
        AnyFigure::Flag(figure) => changes(pack, place, figure, found),
        AnyFigure::WhenMissing(figure) => changes(pack, place, figure, found),
        AnyFigure::Policy(figure) => changes(pack, place, figure, found),
    });
}

fn changes<T>(pack: &Pack, place: &str, figure: &Figure<T>, found: &mut Faults) {
    let mut last = figure.from;
    for change in &figure.changes {
        let at = change.source.as_ref().unwrap_or(&figure.source);
        if let Some(last) = last.filter(|last| change.from <= *last) {
            let what = format!("the change of the figure `{place}` on {} stands after the day {last}", change.from);
            found.grave(at, what, "write the days in the order of the calendar, the earliest first");
        }
        if let Some(source) = change.source.as_ref().filter(|source| !pack.sources.contains_key(source.get_ref())) {
            let key = source.get_ref();
            let what = format!("a change of the figure `{place}` names a source `{key}` that there is not");
            found.grave(source, what, format!("describe it in a table `[sources.{key}]`"));
        }
        last = Some(change.from);
    }
}

/// The pack as it stands before anything changes and on each day on which a figure changes, while it is in force; the
/// pack itself where none does.
///
/// A day on which a rule lacks a figure that it can not do without is a fault.
pub(super) fn states(pack: &Pack, found: &mut Faults) -> Vec<Pack> {
    let mut days = BTreeSet::new();
    pack.clone().each_figure(&mut |_, figure| match figure {
        AnyFigure::Number(figure) => days.extend(days_of(figure)),
        AnyFigure::Flag(figure) => days.extend(days_of(figure)),
        AnyFigure::WhenMissing(figure) => days.extend(days_of(figure)),
        AnyFigure::Policy(figure) => days.extend(days_of(figure)),
    });
    let Some(first) = days.first().copied() else { return vec![pack.clone()] };
    let mut states = Vec::new();
    match (pack.in_force.from, first.0.yesterday()) {
        (Some(from), _) => drop(days.insert(from)),
        // Before anything changes, figures that have not begun yet may be lacking.
        (None, Ok(day)) => states.extend(pack.settled(Days { first: day, end: first.0 })),
        (None, Err(_)) => {}
    }
    let before = |day: &Day| pack.in_force.from.is_some_and(|from| *day < from);
    let after = |day: &Day| pack.in_force.to.is_some_and(|to| *day >= to);
    for day in days.iter().filter(|day| !before(day) && !after(day)) {
        let Ok(end) = day.0.tomorrow() else { continue };
        match pack.settled(Days { first: day.0, end }) {
            Ok(state) => states.push(state),
            Err((place, problem)) => found.0.push(Fault { span: span_of(pack, &place), problem, grave: true }),
        }
    }
    states
}

fn days_of<T>(figure: &Figure<T>) -> impl Iterator<Item = Day> {
    figure.from.into_iter().chain(figure.changes.iter().map(|change| change.from))
}

fn span_of(pack: &Pack, place: &str) -> Range<usize> {
    pack.figures().iter().find(|figure| figure.place == place).map_or(0..0, |figure| figure.source.span())
}
