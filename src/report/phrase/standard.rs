//! A standard and its outcome in words.

use super::{Phrases, joined};
use crate::rating::record::{FacilityName, OutcomeStatus};
use crate::report::numbers;
use crate::report::words::reports as w;
use crate::standard::assessment::{Assessment, StandardName, Status, Track, TriedLevel};

impl Phrases<'_> {
    /// The standard's number and title.
    pub fn standard(&self, standard: &StandardName) -> String {
        let title = self.text(&standard.title);
        standard.number.as_ref().map_or_else(|| title.to_owned(), |number| format!("{number} {title}"))
    }

    /// The standard's number, or its id where it has none.
    pub fn short_standard<'s>(&self, standard: &'s StandardName) -> &'s str {
        standard.number.as_deref().unwrap_or(&standard.id)
    }

    /// The grade by the first standard, or in its place that there is none.
    pub fn outcome(&self) -> &str {
        match (self.rating.outcome.status, &self.rating.outcome.level) {
            (OutcomeStatus::Rated, Some(level)) => self.text(&level.title),
            (OutcomeStatus::Refused, _) => self.say(w::REFUSED),
            (OutcomeStatus::Rated | OutcomeStatus::NotRated, _) => self.say(w::NOT_RATED),
        }
    }

    /// The grade by a standard, or in its place that there is none.
    pub fn level<'s>(&self, assessment: &'s Assessment) -> &'s str {
        match (assessment.status, &assessment.level) {
            (Status::Rated, Some(level)) => self.text(&level.title),
            (Status::OutOfScope, _) => self.say(w::OUT_OF_SCOPE),
            (Status::Rated | Status::NotRated, _) => self.say(w::NOT_RATED),
        }
    }

    /// A score with as many decimals as tell it from the levels' scores.
    pub fn score_alone(&self, assessment: &Assessment, score: f64) -> String {
        let levels: Vec<f64> = assessment.levels_by_score().map(|compared| compared.figure.value).collect();
        numbers::beside_all("score", score, &levels, self.lang)
    }

    /// `87.2 of 100 (2.0 bonus included; indicative only)`, or `None` for a standard without score.
    pub fn score(&self, assessment: &Assessment) -> Option<String> {
        let score = assessment.score?;
        let of =
            w::points_of(&self.score_alone(assessment, score), &numbers::plain(assessment.score_possible), self.lang);
        let mut asides = Vec::new();
        if assessment.bonus > 0.0 {
            asides.push(w::bonus(&numbers::points(assessment.bonus), self.lang));
        }
        if assessment.score_applicable < assessment.score_possible {
            asides.push(self.say(w::RESCALED).to_owned());
        }
        if assessment.status != Status::Rated {
            asides.push(self.say(w::INDICATIVE).to_owned());
        }
        Some(if asides.is_empty() { of } else { self.with_aside(&of, &self.list(asides)) })
    }

    /// The sum that gives the score, such as `(20.0 + 3.0) × 100 ÷ 97 + 2.0 = 25.7`.
    pub fn score_arithmetic(&self, assessment: &Assessment) -> Option<String> {
        let score = self.score_alone(assessment, assessment.score?);
        // With more decimals than points are shown with, so that the sum of what is shown is what is shown.
        let shown = |points: f64| numbers::for_arithmetic("score", points, &[], self.lang);
        let counted = assessment.criteria.iter().filter(|criterion| !criterion.bonus);
        let sum = joined(counted.filter_map(|criterion| criterion.points).map(shown), " + ");
        let (possible, applicable) = (assessment.score_possible, assessment.score_applicable);
        let base = match applicable < possible {
            true => format!("({sum}) × {} ÷ {}", numbers::plain(possible), numbers::plain(applicable)),
            false => sum,
        };
        let bonus = (assessment.bonus > 0.0).then(|| format!(" + {}", shown(assessment.bonus)));
        Some(format!("{base}{} = {score}", bonus.unwrap_or_default()))
    }

    /// The facility's name and id.
    pub fn facility(&self) -> String {
        let facility = &self.rating.facility;
        let name = self.text(&facility.name);
        if name == facility.id { name.to_owned() } else { format!("{name} · {}", facility.id) }
    }

    /// Whether the figures are official, and how many of them rest on what.
    pub fn figures_standing(&self, assessment: &Assessment) -> String {
        let counts = w::basis_counts(assessment.figures, self.lang);
        self.with_aside(self.official_or_not(assessment.standard.official), &counts)
    }

    /// Whether the figures are official.
    pub fn official_or_not(&self, official: bool) -> &'static str {
        self.say(if official { w::ALL_OFFICIAL } else { w::REFERENCE })
    }

    /// A standard's outcome in one line, with its standing.
    pub fn standard_line(&self, assessment: &Assessment) -> String {
        let score = assessment.score.filter(|_| assessment.status == Status::Rated);
        let score = score.map(|score| w::score_of(&self.score_alone(assessment, score), self.lang));
        let reason = assessment.reasons.first().map(|reason| self.text(reason).to_owned());
        let reason = reason.filter(|_| assessment.status != Status::Rated);
        let parts = std::iter::once(self.level(assessment).to_owned()).chain(score).chain(reason);
        let standing = self.official_or_not(assessment.standard.official);
        self.with_aside(&joined(parts, self.say(w::COMMA)), standing)
    }

    /// What a way to a level is called.
    pub fn track_name(&self, track: &Track) -> String {
        match track.id.as_str() {
            "score" => self.say(w::BY_SCORE).to_owned(),
            "key-indicators" => self.say(w::BY_KEY_INDICATORS).to_owned(),
            other => other.to_owned(),
        }
    }

    /// The level that this way gives; none can be told where a value is missing, which is not the same as bad.
    pub fn track_level<'t>(&self, track: &'t Track) -> &'t str {
        track.level.as_ref().map_or_else(|| self.say(w::UNTOLD), |level| self.text(&level.title))
    }

    /// Whether the level of this way is the one that counts; only where there is another way that would give a better.
    pub fn decides(&self, assessment: &Assessment, track: &Track) -> bool {
        let rank = |track: &Track| track.level.as_ref().map(|level| level.rank);
        let worst = assessment.tracks.iter().map(rank).max();
        let graded = assessment.status == Status::Rated;
        graded && worst == Some(rank(track)) && assessment.tracks.iter().any(|other| rank(other) < rank(track))
    }

    /// A level that was tried: `Level 1: 87.2 < 90`.
    pub fn tried(&self, assessment: &Assessment, tried: &TriedLevel) -> String {
        let compared = tried.compared.iter().map(|compared| match compared.indicator.as_str() {
            "score" => match compared.value {
                Some(score) => {
                    let sign = if tried.reached { "≥" } else { "<" };
                    let figure = numbers::plain(compared.figure.value);
                    format!("{} {sign} {figure}", self.score_alone(assessment, score))
                }
                None => self.comparison(compared),
            },
            _ => self.named_comparison(compared),
        });
        let compared = joined(compared, self.say(w::COMMA));
        let compared = if compared.is_empty() { self.say(w::NO_CONDITION).to_owned() } else { compared };
        format!("{}{}{compared}", self.text(&tried.title), self.say(w::COLON))
    }

    /// What sort of facility it is.
    pub fn category<'s>(&self, facility: &'s FacilityName) -> &'s str {
        match facility.category.as_str() {
            "general" => self.say(w::GENERAL),
            "ai" => self.say(w::AI),
            "supercomputing" => self.say(w::SUPERCOMPUTING),
            other => other,
        }
    }

    /// Where, what and when, in one line.
    pub fn where_and_when(&self) -> String {
        let facility = &self.rating.facility;
        let synthetic = facility.synthetic.then(|| self.say(w::SYNTHETIC).to_owned());
        let period = &self.rating.period;
        let hours = f64::from(u32::try_from(period.hours).unwrap_or(u32::MAX));
        let hours = format!("{} {}", numbers::amount(hours), self.say(w::HOURS));
        let period = self.with_aside(&period.label, &hours);
        let parts = [facility.province.clone(), self.category(facility).to_owned(), period];
        joined(parts.into_iter().chain(synthetic), " · ")
    }
}
