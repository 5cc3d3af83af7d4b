//! Bands: every row can fire, and rows with both ends stated neither overlap nor leave a gap.

use toml::Spanned;

use super::Faults;
use crate::standard::model::{Band, Bound, Criterion, Pack, Rule, SystemClass};

pub(super) fn check(pack: &Pack, found: &mut Faults) {
    for criterion in &pack.criteria {
        if let Rule::Bands { rows } = &criterion.rule {
            criterion_bands(criterion, rows, found);
        }
    }
    pack.system_classes.iter().for_each(|class| system_bands(class, found));
}

fn criterion_bands(criterion: &Criterion, rows: &[Band], found: &mut Faults) {
    let spans: Vec<Option<Span>> = rows.iter().map(Span::of).collect();
    for (number, (row, span)) in (1..).zip(rows.iter().zip(&spans)) {
        let Some(span) = span else { continue };
        if span.is_empty() {
            let what = format!(
                "row {number} of the criterion `{}` can never fire: its bounds exclude each other",
                criterion.id.get_ref()
            );
            found.grave(source(&row.when), what, "check both bounds");
            continue;
        }
        let earlier = spans.iter().take(number - 1).flatten();
        if earlier.clone().any(|earlier| earlier.holds(span)) {
            let what = format!(
                "row {number} of the criterion `{}` can never fire: an earlier row takes all its values",
                criterion.id.get_ref()
            );
            found.grave(source(&row.when), what, "rows are tried in their order: put the strictest first");
        }
    }
    let both_ends: Vec<(&Band, Span)> = rows
        .iter()
        .zip(&spans)
        .filter(|(row, _)| row.and.is_some())
        .filter_map(|(row, span)| Some((row, (*span)?)))
        .collect();
    if !both_ends.is_empty() {
        let all = rows.iter().zip(&spans).filter_map(|(row, span)| Some((row, (*span)?))).collect();
        neighbours(criterion, all, found);
    }
}

/// Where a row states both its ends, all rows together are to cover the values without overlap and without gap.
fn neighbours(criterion: &Criterion, mut rows: Vec<(&Band, Span)>, found: &mut Faults) {
    rows.sort_by(|(_, a), (_, b)| a.low.at.total_cmp(&b.low.at).then(a.high.at.total_cmp(&b.high.at)));
    for pair in rows.windows(2) {
        let [(_, below), (row, above)] = pair else { continue };
        let (end, start) = (below.high, above.low);
        let id = criterion.id.get_ref();
        if end.at > start.at || (end.at == start.at && end.closed && start.closed) {
            let upto = end.at.min(above.high.at);
            let shared = if upto > start.at { format!("from {} to {upto}", start.at) } else { format!("at {upto}") };
            found.grave(
                source(&row.when),
                format!("two bands of the criterion `{id}` overlap {shared}"),
                "let one of them end where the other begins, and only one of them include that value",
            );
        } else if end.at < start.at || (!end.closed && !start.closed) {
            let what = format!("the bands of the criterion `{id}` leave a gap from {} to {}", end.at, start.at);
            found.grave(source(&row.when), what, "let one of them include the value where they meet");
        }
    }
}

/// The bands of a class of systems fall from the best level on.
fn system_bands(class: &SystemClass, found: &mut Faults) {
    for pair in class.rows.windows(2) {
        let [better, worse] = pair else { continue };
        if worse.at_least.value >= better.at_least.value || worse.level <= better.level {
            let what =
                format!("level {} of the system class `{}` can never be reached", worse.level, class.id.get_ref());
            found.grave(
                &worse.at_least.source,
                what,
                "order the rows from the best level to the worst, each with a lower bound",
            );
        }
    }
}

/// The values for which a row fires.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Span {
    low: End,
    high: End,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct End {
    at: f64,
    closed: bool,
}

impl Span {
    /// `None` for rows on yes or no.
    fn of(row: &Band) -> Option<Self> {
        let mut span =
            Self { low: End { at: f64::NEG_INFINITY, closed: false }, high: End { at: f64::INFINITY, closed: false } };
        for bound in std::iter::once(&row.when).chain(&row.and) {
            match bound {
                Bound::AtMost(figure) => span.high = End { at: figure.value, closed: true },
                Bound::Below(figure) => span.high = End { at: figure.value, closed: false },
                Bound::AtLeast(figure) => span.low = End { at: figure.value, closed: true },
                Bound::Above(figure) => span.low = End { at: figure.value, closed: false },
                Bound::Is(_) => return None,
            }
        }
        Some(span)
    }

    fn is_empty(&self) -> bool {
        self.low.at > self.high.at || (self.low.at == self.high.at && !(self.low.closed && self.high.closed))
    }

    /// Whether every value of `other` is one of this.
    fn holds(&self, other: &Self) -> bool {
        let low = self.low.at < other.low.at || (self.low.at == other.low.at && (self.low.closed || !other.low.closed));
        let high =
            self.high.at > other.high.at || (self.high.at == other.high.at && (self.high.closed || !other.high.closed));
        low && high
    }
}

pub(super) fn source(bound: &Bound) -> &Spanned<String> {
    match bound {
        Bound::AtMost(figure) | Bound::Below(figure) | Bound::AtLeast(figure) | Bound::Above(figure) => &figure.source,
        Bound::Is(figure) => &figure.source,
    }
}
