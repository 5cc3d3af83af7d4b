//! What a rule found, with all the hours it is about.

use crate::period::{Clock, Hour};
use crate::telemetry::finding::{Finding, HourSpan, MOST_SPANS, Severity};
use crate::text::Text;

/// A finding in the making.
pub(super) struct Found {
    finding: Finding,
    /// In order of time.
    hours: Vec<Hour>,
    counted: bool,
}

impl Found {
    pub(super) fn new(id: &str, severity: Severity, text: Text, advice: Text) -> Self {
        Self { finding: Finding::new(id, severity, text).advised(advice), hours: Vec::new(), counted: false }
    }

    /// Ties it to a meter.
    #[must_use]
    pub(super) fn on(mut self, meter: &str) -> Self {
        self.finding = self.finding.on_meter(meter);
        self
    }

    /// Says in which hours; unless [`Found::times`] says otherwise, it occurs as often.
    #[must_use]
    pub(super) fn in_hours(mut self, hours: Vec<Hour>) -> Self {
        self.hours = hours;
        self
    }

    /// Says how often it occurs, where that is not the number of hours.
    #[must_use]
    pub(super) fn times(mut self, count: usize) -> Self {
        self.finding.count = u64::try_from(count).unwrap_or(u64::MAX);
        self.counted = true;
        self
    }

    /// The finding as it is told, and all of its hours.
    pub(super) fn settle(mut self, clock: &Clock) -> (Finding, Vec<Hour>) {
        self.finding.first = self.hours.first().map(|hour| clock.rfc3339(hour.start()));
        if !self.counted && !self.hours.is_empty() {
            self.finding.count = u64::try_from(self.hours.len()).unwrap_or(u64::MAX);
        }
        self.finding.hours = spans(&self.hours, clock).take(MOST_SPANS).collect();
        (self.finding, self.hours)
    }
}

/// Neighbouring hours as one span.
fn spans(hours: &[Hour], clock: &Clock) -> impl Iterator<Item = HourSpan> {
    hours.chunk_by(|a, b| a.next() == *b).filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        Some(HourSpan::of(*first, *last, clock))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_hours_are_one_span_and_only_the_first_spans_are_listed() {
        let clock = Clock::parse("+08:00").unwrap();
        let text = || Text::new("", "");
        let mut hours = vec![Hour(0), Hour(1), Hour(2)];
        hours.extend((10..50).filter(|hour| hour % 2 == 0).map(Hour));
        let (finding, all) = Found::new("x", Severity::Note, text(), text()).in_hours(hours.clone()).settle(&clock);
        assert_eq!((finding.count, all), (23, hours));
        assert_eq!(finding.hours.len(), MOST_SPANS);
        assert_eq!(finding.hours[0].start, "1970-01-01T08:00:00+08:00");
        assert_eq!(finding.hours[0].end, "1970-01-01T11:00:00+08:00");
    }
}
