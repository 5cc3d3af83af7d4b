//! A standard and its outcome in words.

use super::{Phrases, joined};
use crate::rating::record::{FacilityName, OutcomeStatus};
use crate::report::words::reports as w;
use crate::report::{dates, numbers};
use crate::standard::assessment::{Assessment, BasisCount, LevelReached, StandardName, Status, Track, TriedLevel};
use crate::text::Lang;

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

    /// The standard as a report names it at its head: number and title, or the title and that no number is known.
    pub fn standard_in_full(&self, standard: &StandardName) -> String {
        match standard.number {
            Some(_) => self.standard(standard),
            None => {
                let aside = joined([self.say(w::NO_NUMBER), &standard.id], self.say(w::COMMA));
                self.with_aside(&self.standard(standard), &aside)
            }
        }
    }

    /// The edition, the days on which it is in force, and whether those of the period are among them.
    pub fn edition(&self, standard: &StandardName) -> String {
        let days = standard.in_force.as_ref().map(|days| w::in_force(days, self.lang));
        let asides: Vec<String> = days.into_iter().chain(self.retrospective(standard)).collect();
        if asides.is_empty() {
            standard.edition.clone()
        } else {
            self.with_aside(&standard.edition, &self.list(asides))
        }
    }

    /// That the edition was not in force throughout the period, where it was not.
    fn retrospective(&self, standard: &StandardName) -> Option<String> {
        standard.retrospective.then(|| self.say(w::RETROSPECTIVE).to_owned())
    }

    /// What the pack's figures are and are not; where only official ones were used there is nothing to say.
    pub fn note<'s>(&self, standard: &'s StandardName) -> Option<&'s str> {
        (!standard.official).then(|| self.text(&standard.note))
    }

    /// The grade by the first standard, or in its place that there is none.
    pub fn outcome(&self) -> String {
        let outcome = &self.rating.outcome;
        match (outcome.status, &outcome.level) {
            (OutcomeStatus::Rated, Some(level)) => self.text(&level.title).to_owned(),
            (OutcomeStatus::IndicativeOnly, _) => self.indicative(outcome.indicative_level.as_ref()),
            (OutcomeStatus::Refused, _) => self.say(w::REFUSED).to_owned(),
            (OutcomeStatus::Reported, _) => {
                let deciding = self.rating.standards.first();
                deciding.map_or_else(|| self.say(w::REPORTED).to_owned(), |deciding| self.level(deciding))
            }
            (OutcomeStatus::Rated | OutcomeStatus::NotRated, _) => self.say(w::NOT_RATED).to_owned(),
        }
    }

    /// `Level 2 (indicative only: there is no grade)`.
    fn indicative(&self, level: Option<&LevelReached>) -> String {
        match level {
            Some(level) => self.with_aside(self.text(&level.title), self.say(w::INDICATIVE)),
            None => self.say(w::INDICATIVE_ONLY).to_owned(),
        }
    }

    /// The grade by a standard, or in its place that there is none.
    pub fn level(&self, assessment: &Assessment) -> String {
        let words = match (assessment.status, &assessment.level) {
            (Status::Rated, Some(level)) => self.text(&level.title),
            (Status::IndicativeOnly, _) => return self.indicative(assessment.indicative_level.as_ref()),
            (Status::OutOfScope, _) => self.say(w::OUT_OF_SCOPE),
            (Status::Reported, _) if is_partial(&assessment.standard) => self.say(w::REPORTED_ROWS),
            (Status::Reported, _) => self.say(w::REPORTED),
            (Status::Rated | Status::NotRated, _) => self.say(w::NOT_RATED),
        };
        words.to_owned()
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
        asides.extend(self.bonus_cut(assessment));
        if assessment.score_applicable < assessment.score_possible {
            asides.push(self.say(w::RESCALED).to_owned());
        }
        if assessment.status != Status::Rated {
            asides.push(self.say(w::INDICATIVE).to_owned());
        }
        Some(if asides.is_empty() { of } else { self.with_aside(&of, &self.list(asides)) })
    }

    /// `bonus of 7.0 capped at 5, 2.0 cut`, where anything was.
    pub fn bonus_cut(&self, assessment: &Assessment) -> Option<String> {
        let capped = assessment.bonus_cap.as_ref().filter(|capped| capped.cut > 0.0)?;
        let [gained, cut] = [capped.gained, capped.cut].map(numbers::points);
        Some(w::bonus_cut(&gained, &numbers::plain(capped.cap.value), &cut, self.lang))
    }

    /// The facility's name and id.
    pub fn facility(&self) -> String {
        let facility = &self.rating.facility;
        let name = self.text(&facility.name);
        if name == facility.id { name.to_owned() } else { format!("{name} · {}", facility.id) }
    }

    /// Whether the figures are official, and how many of them rest on what.
    pub fn figures_standing(&self, assessment: &Assessment) -> String {
        let counts = match assessment.figures == BasisCount::default() {
            true => self.say(w::NO_FIGURE).to_owned(),
            false => w::basis_counts(assessment.figures, self.lang),
        };
        self.with_aside(self.official_or_not(assessment.standard.official), &counts)
    }

    /// Whether the figures are official.
    pub fn official_or_not(&self, official: bool) -> &'static str {
        self.say(if official { w::ALL_OFFICIAL } else { w::REFERENCE })
    }

    /// A standard's outcome in one line, with its standing.
    pub fn standard_line(&self, assessment: &Assessment) -> String {
        let standard = &assessment.standard;
        let score = assessment.score.filter(|_| assessment.status.tells_a_level());
        let score = score.map(|score| w::score_of(&self.score_alone(assessment, score), self.lang));
        let reason = assessment.reasons.first().map(|reason| self.text(reason).to_owned());
        let reason = reason.filter(|_| assessment.status != Status::Rated);
        let fields = (!assessment.fields.is_empty()).then(|| self.fields_in_short(assessment));
        let parts = std::iter::once(self.level(assessment)).chain(score).chain(reason).chain(fields);
        let partial = is_partial(standard).then(|| self.say(w::PARTIAL).to_owned());
        let standing = self.official_or_not(standard.official).to_owned();
        let asides = std::iter::once(standing).chain(partial).chain(self.retrospective(standard));
        self.with_aside(&joined(parts, self.say(w::COMMA)), &self.list(asides))
    }

    /// What the results of a portfolio rest on: `Graded by: DB63/T 2223-2023, reference profile, …`.
    pub fn graded_by(&self, assessment: &Assessment) -> String {
        let standard = &assessment.standard;
        let label = if only_reports(assessment) { w::REPORTED_BY } else { w::GRADE_BY };
        let named = [self.short_standard(standard), self.official_or_not(standard.official)].map(str::to_owned);
        let partial = is_partial(standard).then(|| self.say(w::PARTIAL).to_owned());
        let parts = named.into_iter().chain(partial).chain(self.retrospective(standard));
        self.labelled(label, &joined(parts, self.say(w::COMMA)))
    }

    /// The heading of the levels.
    pub fn levels_title(&self, assessment: &Assessment) -> String {
        let aside = match (assessment.status, assessment.tracks.len()) {
            (Status::Rated, 1) => return self.say(w::LEVELS).to_owned(),
            (Status::Rated, 2) => w::WORSE_COUNTS,
            (Status::Rated, _) => w::WORST_COUNTS,
            _ => w::INDICATIVE,
        };
        self.with_aside(self.say(w::LEVELS), self.say(aside))
    }

    /// What a way to a level is called.
    pub fn track_name(&self, track: &Track) -> String {
        track_name(&track.id, self.lang)
    }

    /// The level that this way gives; none can be told where a value is missing, which is not the same as bad.
    pub fn track_level<'t>(&self, track: &'t Track) -> &'t str {
        track.level.as_ref().map_or_else(|| self.say(w::UNTOLD), |level| self.text(&level.title))
    }

    /// Whether the level of this way is the one that counts; only where there is another way that would give a better.
    pub fn decides(&self, assessment: &Assessment, track: &Track) -> bool {
        let rank = |track: &Track| track.level.as_ref().map(|level| level.rank);
        let worst = assessment.tracks.iter().map(rank).max();
        let told = assessment.status.tells_a_level();
        told && worst == Some(rank(track)) && assessment.tracks.iter().any(|other| rank(other) < rank(track))
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
        category(&facility.category, self.lang)
    }

    /// Where, what and when, in one line.
    pub fn where_and_when(&self) -> String {
        let facility = &self.rating.facility;
        let synthetic = facility.synthetic.then(|| self.say(w::SYNTHETIC).to_owned());
        let period = &self.rating.period;
        let hours = f64::from(u32::try_from(period.hours).unwrap_or(u32::MAX));
        let hours = format!("{} {}", numbers::amount(hours), self.say(w::HOURS));
        let period = self.with_aside(&period.label, &hours);
        let place = std::iter::once(facility.province.clone()).chain(facility.city.clone());
        let category = place.chain([self.category(facility).to_owned()]);
        let sectors = self.rating.given.categories.iter().filter(|id| **id != facility.category);
        let sectors = sectors.map(|id| self.category_name(id).to_owned());
        joined(category.chain(sectors).chain([period]).chain(synthetic), " · ")
    }

    /// The period by its first and last day: `1 January – 31 December 2025`.
    pub fn period_in_days(&self) -> String {
        let period = &self.rating.period;
        dates::days(&period.start, &period.end, self.lang)
    }
}

/// What a sort of facility is called.
pub(in crate::report) fn category(id: &str, lang: Lang) -> &str {
    let words = match id {
        "general" => w::GENERAL,
        "ai" => w::AI,
        "supercomputing" => w::SUPERCOMPUTING,
        other => return other,
    };
    words.get(lang)
}

/// One way to a level, by its id.
pub(in crate::report) fn track_name(id: &str, lang: Lang) -> String {
    match id {
        "score" => w::BY_SCORE.get(lang).to_owned(),
        "key-indicators" => w::BY_KEY_INDICATORS.get(lang).to_owned(),
        other => w::by_track(other, lang),
    }
}

/// Whether the pack lacks rows of its standard, so that there is neither a total nor a level.
pub(in crate::report) fn is_partial(standard: &StandardName) -> bool {
    !standard.missing_rows.is_empty()
}

/// Whether the standard, or what there is of it, gives results and by its nature no grade.
fn only_reports(assessment: &Assessment) -> bool {
    is_partial(&assessment.standard) || (assessment.criteria.is_empty() && assessment.tracks.is_empty())
}
