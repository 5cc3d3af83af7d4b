//! A rating judged again from its own record, by packs that give just what it says.

use std::collections::BTreeMap;

use super::record::Rating;
use crate::problem::{Problem, Result};
use crate::standard::assessment::FigureUsed;
use crate::standard::in_force::Days;
use crate::standard::model::Pack;
use crate::standard::{self, Assessment, Library, Observations};

/// How far points may lie from the record: no more than doubles do.
const SAME_POINTS: f64 = 1e-9;

/// A rating with the packs by which it was judged, and all that they judge.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    pub rating: &'a Rating,
    /// With the scores that packs take of each other.
    pub observed: Observations,
    judged: BTreeMap<String, (Pack, Assessment)>,
}

impl<'a> Judged<'a> {
    /// Finds the packs of one of the rating's standards among libraries, of which the first that gives what the rating
    /// says is taken.
    ///
    /// # Errors
    /// A pack that is not at hand, or none that gives what the rating says.
    pub(super) fn of(rating: &'a Rating, standard: &str, libraries: &[Library]) -> Result<Self> {
        let mut judged = Self::by_none(rating);
        judged.take(standard, libraries, rating.period.days()?)?;
        Ok(judged)
    }

    /// Finds the packs of all of the rating's standards.
    ///
    /// # Errors
    /// As [`Judged::of`].
    pub(super) fn of_all(rating: &'a Rating, libraries: &[Library]) -> Result<Self> {
        let mut judged = Self::by_none(rating);
        for assessment in &rating.standards {
            if !judged.judged.contains_key(&assessment.standard.id) {
                judged.take(&assessment.standard.id, libraries, rating.period.days()?)?;
            }
        }
        Ok(judged)
    }

    fn by_none(rating: &'a Rating) -> Self {
        Self { rating, observed: rating.given.observations(&rating.indicators), judged: BTreeMap::new() }
    }

    fn take(&mut self, id: &str, libraries: &[Library], days: Days) -> Result<()> {
        let Some(record) = self.rating.standards.iter().find(|assessment| assessment.standard.id == id) else {
            return Err(Problem::new(format!(
                "the rating of {} does not tell its score under `{id}`",
                told(self.rating)
            ))
            .hint("rate the facility again, by the standard that needs the score"));
        };
        let edition = &record.standard.edition;
        let mut fault = None;
        for pack in libraries.iter().filter_map(|library| library.edition(id, edition).ok()) {
            let pack = pack.over(days)?;
            for needed in pack.scores() {
                if !self.judged.contains_key(needed) {
                    self.take(needed, libraries, days)?;
                }
            }
            let outcome = standard::judge(&pack, &self.observed);
            let mut again = outcome.assessment.clone();
            again.hold_to_demand(&pack, None);
            match difference(record, &again) {
                None => {
                    self.observed.take_score(&outcome);
                    // What a demanded probability made of the grade stands in the record alone.
                    let assessment = match pack.formal_confidence {
                        Some(_) => record.clone(),
                        None => outcome.assessment,
                    };
                    self.judged.insert(id.to_owned(), (pack, assessment));
                    return Ok(());
                }
                Some(differs) => fault = Some(differs),
            }
        }
        let (what, whose) = (format!("the pack `{id}`, edition `{edition}`"), told(self.rating));
        Err(match fault {
            None => Problem::new(format!("{what}, by which {whose} was rated, is not at hand"))
                .hint("name the folder that it is in with `--packs`"),
            Some(Differs::Figure(figure)) => {
                Problem::new(format!("{what}, at hand is not the one by which {whose} was rated: {figure}"))
                    .hint("name the folder of the packs that it was rated by with `--packs`")
            }
            Some(Differs::Points(points)) => {
                let program = &self.rating.program;
                Problem::new(format!("by {what}, this program does not give what the rating of {whose} says: {points}"))
                    .hint(format!("it was rated by {program}: rate the facility again"))
            }
        })
    }

    /// The pack of a standard, and how the facility stands under it.
    pub(super) fn under(&self, standard: &str) -> Option<(&Pack, &Assessment)> {
        self.judged.get(standard).map(|(pack, assessment)| (pack, assessment))
    }

    /// Every pack, in the order of the rating's standards: each after the one that needs its score.
    pub(super) fn into_packs(mut self) -> Vec<Pack> {
        let ids = self.rating.standards.iter().map(|assessment| &assessment.standard.id);
        ids.filter_map(|id| self.judged.remove(id)).map(|(pack, _)| pack).collect()
    }

    /// Every pack, by their ids.
    pub(super) fn packs(&self) -> impl Iterator<Item = &Pack> {
        self.judged.values().map(|(pack, _)| pack)
    }
}

/// The facility and the period of a rating, for messages.
pub(super) fn told(rating: &Rating) -> String {
    format!("`{}` ({})", rating.facility.id, rating.period.label)
}

/// In what a pack gives something else than a rating says, in words.
enum Differs {
    Figure(String),
    Points(String),
}

/// The first thing in which an assessment differs from that of a rating.
fn difference(record: &Assessment, again: &Assessment) -> Option<Differs> {
    let (recorded, used) = (figures(record), figures(again));
    let value = |figure: Option<&f64>| figure.map_or_else(|| "absent".to_owned(), f64::to_string);
    for place in recorded.keys().chain(used.keys()) {
        let (there, here) = (recorded.get(place), used.get(place));
        if there.map(|figure| figure.to_bits()) != here.map(|figure| figure.to_bits()) {
            let figure = format!("`{place}` is {} here and {} in the rating", value(here), value(there));
            return Some(Differs::Figure(figure));
        }
    }
    let differ = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() > SAME_POINTS,
        (a, b) => a.is_some() != b.is_some(),
    };
    let points = |what: &str, here: Option<f64>, there: Option<f64>| {
        let told = |points: Option<f64>| points.map_or_else(|| "nothing".to_owned(), |points| points.to_string());
        differ(here, there).then(|| Differs::Points(format!("{what} is {} now and {} then", told(here), told(there))))
    };
    let criteria = record.criteria.iter().find_map(|before| {
        let now = again.criteria.iter().find(|now| now.id == before.id)?;
        points(&format!("`{}`", before.id), now.points, before.points)
    });
    criteria.or_else(|| points("the score", again.score, record.score))
}

/// The figures that an assessment used, by their places.
fn figures(assessment: &Assessment) -> BTreeMap<&str, f64> {
    let compared = assessment.comparisons().flat_map(|compared| [Some(&compared.figure), compared.points.as_ref()]);
    let criteria = assessment.criteria.iter().flat_map(|criterion| {
        let items = criterion.items.iter().flat_map(|item| {
            let compared = item.compared.iter().flat_map(|compared| [Some(&compared.figure), compared.points.as_ref()]);
            compared.chain([item.benchmark.as_ref()])
        });
        let settings = criterion.settings.iter().map(|setting| Some(&setting.figure));
        items.chain(settings).chain([Some(&criterion.possible)])
    });
    let rounded = assessment.rounded.iter().map(|rounded| Some(&rounded.decimals));
    let cap = assessment.bonus_cap.iter().map(|cap| Some(&cap.cap));
    let demand = [assessment.formal_confidence.as_ref()];
    let all = compared.chain(criteria).chain(rounded).chain(cap).chain(demand).flatten();
    all.map(|figure: &FigureUsed| (figure.place.as_str(), figure.value)).collect()
}
