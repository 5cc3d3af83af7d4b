//! How sure a grade and its indicators are, in words.

use super::{BandRow, Phrases, indicator_name, joined};
use crate::indicator::uncertainty::{COVERAGE_FACTOR, ErrorSource, IndicatorUncertainty, Part, SourceKind};
use crate::rating::Rating;
use crate::rating::confidence::{
    Better, Boundary, Confidence, CriterionConfidence, Demanded, Interval, LevelChance, Simulated,
};
use crate::report::numbers;
use crate::report::words::{charts::filled, confidence as c, reports as w};
use crate::standard::assessment::{Assessment, CriterionTrace, LevelReached};
use crate::text::Lang;

/// The level that a rating states, or would state where it is indicative only.
pub(in crate::report) fn stated_level(rating: &Rating) -> Option<&LevelReached> {
    rating.outcome.level.as_ref().or(rating.outcome.indicative_level.as_ref())
}

fn source<'r>(rating: &'r Rating, id: &str) -> Option<&'r ErrorSource> {
    rating.uncertainty.as_ref()?.sources.iter().find(|source| source.id == id)
}

/// What moves an indicator, by the id of the cause: `accuracy of meter ups-a`.
fn cause(rating: &Rating, id: &str, lang: Lang) -> String {
    let Some(source) = source(rating, id) else { return id.to_owned() };
    let device = id.rsplit_once('.').map_or(id, |(device, _)| device);
    let of = match source.kind {
        SourceKind::Gap => indicator_name(device, lang),
        SourceKind::MeterClass | SourceKind::TransformerRatio | SourceKind::TransformerPhase => device.to_owned(),
    };
    filled(c::cause(source.kind), lang, &[&of])
}

impl Phrases<'_> {
    /// How sure an indicator is, where that is known.
    pub fn uncertainty_of(&self, id: &str) -> Option<&IndicatorUncertainty> {
        self.rating.uncertainty.as_ref()?.of(id)
    }

    /// `1.290 ± 0.023`, with its unit; the value alone where its uncertainty is not known.
    pub fn measure_as_sure(&self, id: &str, value: f64) -> String {
        self.as_sure(id, value, self.unit(id)).unwrap_or_else(|| self.measure(id, value))
    }

    /// The same without the unit.
    pub fn value_as_sure(&self, id: &str, value: f64) -> String {
        self.as_sure(id, value, "").unwrap_or_else(|| self.value(id, value))
    }

    fn as_sure(&self, id: &str, value: f64, unit: &str) -> Option<String> {
        let expanded = self.uncertainty_of(id)?.expanded;
        Some(numbers::with_expanded(id, value, expanded, self.figures_of(id), unit, self.lang))
    }

    /// `81.0 % Level 1, 19.0 % Level 2 (at the boundary, less than the 95 % that is demanded)`; `None` where there were no
    /// trials.
    pub fn confidence_in_short(&self) -> Option<String> {
        let confidence = self.rating.confidence.as_ref()?;
        let levels = joined(self.chances(&confidence.levels, confidence.no_grade), self.say(w::LIST));
        Some(self.with_aside(&levels, &self.standing_of(confidence)))
    }

    /// The outcome in short, a grade at the boundary of another with its probability behind it: `Level 1 (81 %)`.
    pub fn marked_outcome(&self) -> String {
        match self.at_the_boundary() {
            Some(confidence) => self.with_aside(&self.outcome(), &numbers::chance(confidence.probability)),
            None => self.outcome(),
        }
    }

    /// The confidence of a grade that is at the boundary of another.
    pub fn at_the_boundary(&self) -> Option<&Confidence> {
        let confidence = self.rating.confidence.as_ref().filter(|_| self.rating.outcome.level.is_some())?;
        (confidence.boundary == Boundary::AtTheBoundary).then_some(confidence)
    }

    /// `at the boundary, less than the 95 % that is demanded`.
    pub fn standing_of(&self, confidence: &Confidence) -> String {
        if !confidence.is_proof() {
            return self.say(c::TOO_FEW).to_owned();
        }
        // What nobody demands is not told as if the standard did.
        let (label, against) = match (confidence.boundary, &confidence.demanded.figure) {
            (Boundary::Settled, Some(_)) => (c::SETTLED, c::AT_LEAST),
            (Boundary::Settled, None) => (c::SETTLED, c::NOT_BELOW_OURS),
            (Boundary::AtTheBoundary, Some(_)) => (c::AT_THE_BOUNDARY, c::LESS_THAN),
            (Boundary::AtTheBoundary, None) => (c::AT_THE_BOUNDARY, c::BELOW_OURS),
        };
        let demanded = format!("{} %", numbers::plain(confidence.demanded.probability * 100.0));
        let against = filled(against, self.lang, &[&demanded]);
        joined([self.say(label), &against], self.say(w::COMMA))
    }

    /// What demands the probability: a figure of the standard, or nobody.
    pub fn demanded_by(&self, demanded: &Demanded) -> String {
        let by = demanded.figure.as_ref().zip(self.rating.standards.first());
        by.map_or_else(
            || self.say(c::DEFAULT_DEMAND).to_owned(),
            |(figure, deciding)| self.placed_origin(figure, deciding),
        )
    }

    /// The levels that may come out, each with its probability: `81.0 % Level 1`.
    pub fn chances(&self, levels: &[LevelChance], no_grade: f64) -> Vec<String> {
        let levels = levels.iter().map(|level| (self.text(&level.title), level.probability));
        let all = levels.chain([(self.say(c::NO_LEVEL), no_grade)]);
        all.filter(|(_, chance)| *chance > 0.0)
            .map(|(level, chance)| c::chance_of(level, &numbers::chance(chance), self.lang))
            .collect()
    }

    /// What moves an indicator or the score.
    pub fn cause(&self, id: &str) -> String {
        cause(self.rating, id, self.lang)
    }

    /// Where a cause comes from: its class, the load, the meters.
    pub fn cause_from(&self, id: &str) -> String {
        source(self.rating, id).map_or(self.say(w::NONE_SIGN), |source| self.text(&source.from)).to_owned()
    }

    /// The same in so few words that they fit below a name: of a transformer its class and its load.
    pub fn cause_from_in_short(&self, id: &str) -> String {
        let transformer = source(self.rating, id).and_then(|source| Some((source.class.as_ref()?, source.load?)));
        transformer.map_or_else(
            || self.cause_from(id),
            |(class, load)| filled(c::CLASS_AND_LOAD, self.lang, &[class, &numbers::percent(load)]),
        )
    }

    /// The largest parts of a budget with their shares, and how many are left out.
    pub fn main_parts(&self, parts: &[Part], most: usize) -> String {
        let told =
            parts.iter().take(most).map(|part| format!("{} {}", self.cause(&part.source), numbers::chance(part.share)));
        let more = parts.len().saturating_sub(most);
        let more = (more > 0).then(|| filled(c::MORE_PARTS, self.lang, &[&more.to_string()]));
        self.list(told.chain(more))
    }

    /// `1.267 to 1.313`.
    pub fn interval_of(&self, simulated: &Simulated) -> String {
        // To the same place as the value with its expanded uncertainty.
        self.between(&simulated.id, simulated.interval, COVERAGE_FACTOR * simulated.standard)
    }

    /// The ends of an interval, as far as an uncertainty makes them sure.
    pub fn between(&self, id: &str, interval: Interval, uncertainty: f64) -> String {
        let [low, high] = [interval.low, interval.high].map(|end| numbers::as_sure_as(id, end, uncertainty, self.lang));
        filled(c::FROM_TO, self.lang, &[&low, &high])
    }

    /// `mean 87.3, standard uncertainty 1.2, 95 % interval 85.0 to 89.6`.
    pub fn simulated(&self, simulated: &Simulated) -> String {
        let Simulated { id, mean, standard, .. } = simulated;
        let mean = numbers::as_sure_as(id, *mean, COVERAGE_FACTOR * standard, self.lang);
        let uncertainty = numbers::as_sure_as(id, *standard, *standard, self.lang);
        let parts =
            [(c::MEAN, mean), (c::STANDARD_UNCERTAINTY, uncertainty), (c::INTERVAL, self.interval_of(simulated))];
        joined(parts.map(|(label, value)| format!("{} {value}", self.say(label))), self.say(w::COMMA))
    }

    /// What is known of a criterion's points, where the trials move them: only the deciding standard has any.
    pub fn criterion_confidence(
        &self,
        assessment: &Assessment,
        criterion: &CriterionTrace,
    ) -> Option<&CriterionConfidence> {
        self.rating.standards.first().filter(|deciding| deciding.standard.id == assessment.standard.id)?;
        let mut known = self.rating.confidence.iter().flat_map(|confidence| &confidence.criteria);
        known.find(|known| known.id == criterion.id && moves(known))
    }

    /// The chance that a prerequisite of the deciding standard holds, where the trials make it doubtful.
    pub fn prerequisite_chance(&self, assessment: &Assessment, id: &str) -> Option<String> {
        self.rating.standards.first().filter(|deciding| deciding.standard.id == assessment.standard.id)?;
        let mut known = self.rating.confidence.iter().flat_map(|confidence| &confidence.prerequisites);
        let chance = known.find(|known| known.id == id)?.probability;
        doubtful(chance).then(|| numbers::chance(chance))
    }

    /// The mean of a criterion's points over the trials and what holds 95 % of them.
    pub fn points_over_trials(&self, confidence: &CriterionConfidence) -> [String; 2] {
        let shown = |points: f64| numbers::fixed(points, 2);
        let Interval { low, high } = confidence.interval;
        [shown(confidence.mean), filled(c::FROM_TO, self.lang, &[&shown(low), &shown(high)])]
    }

    /// The chance of each row of a criterion that may fire: `≤ 1.2 gives 25: 81 %`.
    pub fn row_chances(&self, criterion: &CriterionTrace, confidence: &CriterionConfidence) -> Vec<String> {
        let bands = BandRow::all(&criterion.compared);
        let band = |at: usize| bands.iter().find(|band| band.at == at).map(|band| self.band(band));
        let rows = confidence.rows.iter().filter_map(|row| Some((band(row.row)?, row.probability)));
        let fired: f64 = confidence.rows.iter().map(|row| row.probability).sum();
        let none = if confidence.rows.is_empty() || fired > 1.0 - LEAST { 0.0 } else { 1.0 - fired };
        rows.chain([(self.say(c::NO_ROW).to_owned(), none)])
            .filter(|(_, chance)| *chance > 0.0)
            .map(|(row, chance)| filled(c::ROW, self.lang, &[&row, &numbers::chance(chance)]))
            .collect()
    }

    /// The levels at the ends of a cause's interval, by their names.
    pub fn levels_named(&self, levels: &[String]) -> String {
        let confidence = self.rating.confidence.as_ref();
        let title = |id: &String| {
            let known = confidence.and_then(|confidence| confidence.levels.iter().find(|level| level.level == *id));
            match known {
                Some(level) => self.text(&level.title).to_owned(),
                None if id == "none" => self.say(c::NONE).to_owned(),
                None => id.clone(),
            }
        };
        if levels.is_empty() {
            return self.say(c::SAME_LEVEL).to_owned();
        }
        joined(levels.iter().map(title), self.say(w::LIST))
    }

    /// `ct-1, ct-2 of class 0.2S: probability 97.1 %, which settles the grade`.
    pub fn better(&self, better: &Better) -> String {
        let devices = joined(&better.replace, self.say(w::LIST));
        let replaced = filled(c::BETTER_CLASS, self.lang, &[&devices, &better.class]);
        let verdict = self.say(if better.settles { c::SETTLES } else { c::SETTLES_NOT });
        let probability = format!("{} {}", self.say(c::PROBABILITY), numbers::chance(better.probability));
        format!("{replaced}{}{}", self.say(w::COLON), joined([probability.as_str(), verdict], self.say(w::COMMA)))
    }
}

/// A smaller chance is what sums of doubles leave.
const LEAST: f64 = 1e-9;

pub(in crate::report) fn doubtful(probability: f64) -> bool {
    probability > 0.0 && probability < 1.0
}

/// Whether the trials move a criterion's points, or its rows.
pub(in crate::report) fn moves(criterion: &CriterionConfidence) -> bool {
    criterion.interval.low < criterion.interval.high || criterion.rows.iter().any(|row| doubtful(row.probability))
}
