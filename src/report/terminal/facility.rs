//! One facility as a summary.

use super::paint::{Paint, Tone, drawn};
use crate::rating::confidence::Boundary;
use crate::rating::record::{OutcomeStatus, Rating};
use crate::report::phrase::{Phrases, clean_energy as clean, is_partial, joined, quality};
use crate::report::words::{
    Words, clean_energy as words, confidence as c, efficiency as e, it_tests as t, operation_logs, reports as w,
};
use crate::standard::assessment::{Assessment, CriterionState, FieldTrace, StandardName};
use crate::telemetry::Severity;
use crate::text::Lang;

/// One facility: its outcome and why, criteria, levels, prerequisites, findings, and the other standards. `width` is that
/// of the terminal, which is asked where it is left out.
pub fn facility_summary(rating: &Rating, lang: Lang, colour: bool, width: Option<u16>) -> String {
    let summary = Summary { phrases: Phrases::of(rating, lang), rating, paint: Paint { colour, width } };
    let mut text = summary.heading();
    match rating.standards.split_first() {
        None => {
            text.push_str(&format!("\n{}\n", w::REFUSED_NOTE.get(lang)));
            text.push_str(&summary.indicators());
        }
        Some((deciding, others)) => {
            text.push_str(&summary.criteria(deciding));
            text.push_str(&summary.levels(deciding));
            text.push_str(&summary.prerequisites(deciding));
            text.push_str(&summary.fields(deciding));
            text.push_str(&summary.operation());
            text.push_str(&summary.others(others));
        }
    }
    text.push_str(&summary.it_tests());
    text.push_str(&summary.clean_energy());
    text.push_str(&summary.findings());
    text
}

struct Summary<'a> {
    phrases: Phrases<'a>,
    rating: &'a Rating,
    paint: Paint,
}

impl Summary<'_> {
    fn heading(&self) -> String {
        let (phrases, paint) = (&self.phrases, self.paint);
        let mut lines =
            vec![paint.bold(&phrases.facility()), paint.toned(&phrases.where_and_when(), Tone::Plain), String::new()];
        let grade = paint.toned(&phrases.outcome(), Tone::of(&self.rating.outcome));
        let label = match self.rating.outcome.status {
            OutcomeStatus::Reported | OutcomeStatus::IndicativeOnly => w::OUTCOME,
            OutcomeStatus::Rated | OutcomeStatus::NotRated | OutcomeStatus::Refused => w::GRADE,
        };
        lines.push(format!("{}{}{}", phrases.say(label), phrases.say(w::COLON), grade));
        match self.rating.outcome.reasons.as_slice() {
            [] => {}
            [reason] => lines.push(paint.toned(&phrases.labelled(w::REASON, phrases.text(reason)), Tone::Plain)),
            reasons => {
                lines.push(phrases.labelled(w::REASONS, ""));
                let reasons = reasons.iter().map(|reason| format!("  - {}", phrases.text(reason)));
                lines.extend(reasons.map(|reason| paint.toned(&reason, Tone::Plain)));
            }
        }
        if let Some((sure, confidence)) = phrases.confidence_in_short().zip(self.rating.confidence.as_ref()) {
            let tone = match confidence.boundary {
                Boundary::Settled => Tone::Plain,
                Boundary::AtTheBoundary => Tone::Doubtful,
            };
            lines.push(paint.toned(&phrases.labelled(c::IN_SHORT, &sure), tone));
        }
        let mut add = |label: Words, value: &str| lines.push(paint.toned(&phrases.labelled(label, value), Tone::Plain));
        if let Some(deciding) = self.rating.standards.first() {
            if let Some(score) = phrases.score(deciding) {
                add(w::SCORE, &score);
            }
            add(w::STANDARD, &phrases.standard_in_full(&deciding.standard));
            add(w::EDITION, &phrases.edition(&deciding.standard));
        }
        add(w::PERIOD, &phrases.period_in_days());
        if let Some(deciding) = self.rating.standards.first() {
            add(w::FIGURES, &phrases.figures_standing(deciding));
            if !deciding.rounded.is_empty() {
                let rounded = deciding.rounded.iter().map(|rounded| phrases.rounded(deciding, rounded));
                add(w::ROUNDED, &phrases.list(rounded));
            }
        }
        add(w::COVERAGE, &self.coverage());
        if let Some(category) = phrases.pue_category_in_short() {
            add(e::CATEGORY, &category);
        }
        add(w::GAPS, &phrases.gaps());
        if let Some(otherwise) = phrases.gaps_otherwise() {
            add(w::GAPS_OTHERWISE, &otherwise);
        }
        if let Some(deciding) = self.rating.standards.first() {
            lines.extend(self.missing_rows(&deciding.standard));
        }
        lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// What a pack lacks that has only a part of its standard.
    fn missing_rows(&self, standard: &StandardName) -> Vec<String> {
        let (phrases, paint) = (&self.phrases, self.paint);
        if !is_partial(standard) {
            return Vec::new();
        }
        let rows = standard.missing_rows.iter().map(|row| format!("  - {}", phrases.text(row)));
        let head = paint.toned(phrases.say(w::PARTIAL_LACKS), Tone::Doubtful);
        std::iter::once(head).chain(rows.map(|row| paint.toned(&row, Tone::Plain))).collect()
    }

    fn coverage(&self) -> String {
        match self.phrases.indicator("hour_coverage") {
            Some(indicator) => match indicator.coverage {
                Some(coverage) => self.phrases.coverage_in_hours(coverage),
                None => self.phrases.measured(indicator),
            },
            None => self.phrases.missing(None),
        }
    }

    fn section(&self, title: &str, body: &str) -> String {
        if body.is_empty() { String::new() } else { format!("\n{}\n{body}", self.paint.bold(title)) }
    }

    fn criteria(&self, assessment: &Assessment) -> String {
        let phrases = &self.phrases;
        let headings = [w::CRITERION, w::POINTS, w::VALUE, w::WHAT_COUNTED].map(|heading| phrases.say(heading));
        let mut table = self.paint.table(&headings);
        for criterion in &assessment.criteria {
            let tone = match (criterion.state, criterion.points) {
                (CriterionState::Scored, Some(points)) if points >= criterion.possible.value => Tone::Good,
                (CriterionState::Missing, _) => Tone::Doubtful,
                _ => Tone::Plain,
            };
            let title = phrases.text(&criterion.title);
            let title =
                if criterion.bonus { phrases.with_aside(title, phrases.say(w::BONUS)) } else { title.to_owned() };
            table.add_row([
                self.paint.cell(&title, Tone::Plain),
                self.paint.cell(&phrases.points(criterion), tone),
                self.paint.cell(&phrases.criterion_value(criterion), Tone::Plain),
                self.paint.cell(&phrases.what_counted(criterion), Tone::Plain),
            ]);
        }
        if table.is_empty() { String::new() } else { format!("\n{}", drawn(&mut table, &[1], 0)) }
    }

    fn levels(&self, assessment: &Assessment) -> String {
        let phrases = &self.phrases;
        let mut table = self.paint.table(&[]);
        for track in &assessment.tracks {
            let tried: Vec<String> = track.tried.iter().map(|tried| phrases.tried(assessment, tried)).collect();
            let level = phrases.track_level(track);
            let level = if phrases.decides(assessment, track) {
                phrases.with_aside(level, phrases.say(w::COUNTS_HERE))
            } else {
                level.to_owned()
            };
            table.add_row([
                self.paint.cell(&phrases.track_name(track), Tone::Plain),
                self.paint.cell(&level, Tone::Plain),
                self.paint.cell(&joined(tried, "\n"), Tone::Plain),
            ]);
        }
        if table.is_empty() {
            return String::new();
        }
        self.section(&phrases.levels_title(assessment), &drawn(&mut table, &[], 2))
    }

    fn prerequisites(&self, assessment: &Assessment) -> String {
        let phrases = &self.phrases;
        let mut table = self.paint.table(&[]);
        for prerequisite in &assessment.prerequisites {
            let tone = if prerequisite.passed { Tone::Good } else { Tone::Bad };
            let compared = match &prerequisite.why {
                Some(why) => phrases.missing(Some(why)),
                None => phrases.comparison(&prerequisite.compared),
            };
            table.add_row([
                self.paint.cell(&phrases.prerequisite_verdict(prerequisite), tone),
                self.paint.cell(phrases.text(&prerequisite.title), Tone::Plain),
                self.paint.cell(&compared, Tone::Plain),
            ]);
        }
        let body = if table.is_empty() { String::new() } else { drawn(&mut table, &[], 2) };
        self.section(phrases.say(w::PREREQUISITES), &body)
    }

    /// The fields of a report that this program computes, and how many there are beside them.
    fn fields(&self, assessment: &Assessment) -> String {
        let phrases = &self.phrases;
        let mut table = self.paint.table(&[]);
        // What nobody could compute and nobody told is counted, not listed.
        let computed = |field: &&FieldTrace| field.indicator.is_some() || field.is_filled();
        for field in assessment.fields.iter().filter(computed) {
            let tone = if field.is_filled() { Tone::Plain } else { Tone::Doubtful };
            table.add_row([
                self.paint.cell(phrases.text(&field.title), Tone::Plain),
                self.paint.cell(&phrases.field_value(field), tone),
            ]);
        }
        let of_operator = assessment.fields.len() - assessment.fields.iter().filter(computed).count();
        let mut body = if table.is_empty() { String::new() } else { drawn(&mut table, &[], 2) };
        if of_operator > 0 {
            body.push_str(&format!("  {}\n", w::fields_of_operator(of_operator, phrases.lang)));
        }
        self.section(&phrases.with_aside(phrases.say(w::FIELDS), &phrases.fields_in_short(assessment)), &body)
    }

    /// What the logs of operation come to, with the counts.
    fn operation(&self) -> String {
        let mut table = self.paint.table(&[]);
        for logged in self.phrases.logged() {
            table.add_row([logged.name, logged.value, logged.counts].map(|cell| self.paint.cell(&cell, Tone::Plain)));
        }
        let body = if table.is_empty() { String::new() } else { drawn(&mut table, &[], 2) };
        self.section(self.phrases.say(operation_logs::TITLE), &body)
    }

    fn others(&self, others: &[Assessment]) -> String {
        let phrases = &self.phrases;
        let mut table = self.paint.table(&[]);
        for other in others {
            table.add_row([
                self.paint.cell(&phrases.standard(&other.standard), Tone::Plain),
                self.paint.cell(&phrases.standard_line(other), Tone::Plain),
            ]);
        }
        let body = if table.is_empty() { String::new() } else { drawn(&mut table, &[], 2) };
        self.section(phrases.say(w::OTHER_STANDARDS), &body)
    }

    /// The values that are known of a facility that was refused.
    fn indicators(&self) -> String {
        let mut table = self.paint.table(&[]);
        for id in ["pue", "clean_share", "wue"] {
            if let Some(indicator) = self.phrases.indicator(id) {
                let (name, value) = (self.phrases.indicator_name(id), self.phrases.measured(indicator));
                table.add_row([self.paint.cell(&name, Tone::Plain), self.paint.cell(&value, Tone::Plain)]);
            }
        }
        let title = self.phrases.with_aside(self.phrases.say(w::INDICATORS), self.phrases.say(w::NOT_RELIABLE));
        self.section(&title, &drawn(&mut table, &[], 2))
    }

    /// The tests of IT systems, where there are any.
    fn it_tests(&self) -> String {
        let (phrases, Some(tests)) = (&self.phrases, &self.rating.it_tests) else { return String::new() };
        let mut table = self.paint.table(&[]);
        for test in &tests.tests {
            let tone = if test.value().is_some() { Tone::Good } else { Tone::Doubtful };
            table.add_row([
                self.paint.cell(test.system.as_deref().unwrap_or(&test.record), Tone::Plain),
                self.paint.cell(t::kind(test.kind, phrases.lang), Tone::Plain),
                self.paint.cell(&phrases.test_result(test), tone),
            ]);
        }
        let title = phrases.labelled(t::TITLE, &phrases.tests_in_short(tests));
        self.section(&title, &drawn(&mut table, &[], 2))
    }

    /// The shares apart from each other, and the hours, where the facility keeps records.
    fn clean_energy(&self) -> String {
        let phrases = &self.phrases;
        let Some(told) = &self.rating.clean_energy else { return String::new() };
        let mut table = self.paint.table(&[]);
        for share in &told.shares {
            let (title, value) = (clean::share_title(phrases, &share.id), clean::share_value(phrases, share));
            table.add_row([self.paint.cell(&title, Tone::Plain), self.paint.cell(&value, Tone::Plain)]);
        }
        let mut body = if table.is_empty() { String::new() } else { drawn(&mut table, &[1], 2) };
        for line in clean::hours(phrases, told) {
            body.push_str(&format!("  {line}\n"));
        }
        self.section(phrases.say(words::CLEAN_ENERGY), &body)
    }

    fn findings(&self) -> String {
        let phrases = &self.phrases;
        let mut table = self.paint.table(&[]);
        for finding in &self.rating.findings {
            let tone = match finding.severity {
                Severity::Error => Tone::Bad,
                Severity::Warning => Tone::Doubtful,
                Severity::Note => Tone::Plain,
            };
            table.add_row([
                self.paint.cell(phrases.say(quality::severity(finding.severity)), tone),
                self.paint.cell(&quality::finding_line(finding, phrases.lang), Tone::Plain),
            ]);
        }
        let title = phrases.labelled(w::FINDINGS, &quality::counts(&self.rating.findings, phrases.lang));
        let body = if table.is_empty() { String::new() } else { drawn(&mut table, &[], 2) };
        format!("\n{}\n{body}", self.paint.bold(&title))
    }
}
