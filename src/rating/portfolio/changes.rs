//! Year on year: what an earlier run and this one say of the same facilities.
//!
//! Only what both runs assessed is compared, like with like: a facility that is new, gone, refused or unreadable is
//! listed as such, and is neither a zero nor a change.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::site::Site;
use crate::indicator::{Indicator, PortfolioFigures};
use crate::standard::assessment::LevelReached;
use crate::text::Text;

/// The hours of a month, one with another.
const MONTH_HOURS: usize = 730;

/// What one run tells of a facility.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Told<'a> {
    /// It was assessed, and not refused.
    Assessed(&'a Site),
    /// Its data was refused.
    Refused,
    /// It could not be read, or its rating can not.
    Unreadable,
}

/// A facility of this run, and what an earlier one told of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtBoth<'a> {
    /// Its id.
    pub id: &'a str,
    /// `None` where the earlier run had no such facility.
    pub before: Option<Told<'a>>,
    /// In this run.
    pub now: Told<'a>,
}

/// What changed since an earlier run.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct Changes {
    /// The pairs of the same facility, in the order of this portfolio: assessed in both runs and refused in neither.
    pub pairs: Vec<Change>,
    /// How many pairs rose, kept or fell in their grade.
    pub grades: GradeSteps,
    /// The ids that are only here.
    pub added: Vec<String>,
    /// The ids that are only in the earlier run.
    pub gone: Vec<String>,
    /// The facilities of both runs that are no pair.
    pub incomparable: Vec<Incomparable>,
    /// The figures of the pairs alone over the earlier periods, each of the facilities that have it in both.
    pub before: Vec<PortfolioFigures>,
    /// The same facilities' figures over these periods, one for each of the earlier ones.
    pub now: Vec<PortfolioFigures>,
}

/// A facility at both times.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Change {
    /// Its id.
    pub id: String,
    /// Its name, as this run has it.
    pub name: Text,
    /// In the earlier run.
    pub before: AtTime,
    /// In this one.
    pub now: AtTime,
    /// Whether both were judged by one edition and no figure that both ratings tell differs. Grades and scores by other
    /// rules can not be compared.
    pub same_rules: bool,
}

/// A facility in one of the runs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AtTime {
    /// The period's short name.
    pub period: String,
    /// The grade; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<LevelReached>,
    /// The score; left out where there is no grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// PUE; left out where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pue: Option<f64>,
    /// The clean share, from 0 to 1; left out where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clean_share: Option<f64>,
}

/// A facility of both runs that is no pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Incomparable {
    /// Its id.
    pub id: String,
    /// Why.
    pub why: Why,
}

/// Why a facility of both runs is no pair. Where several hold, the first of them is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It can not be read now.
    UnreadableNow,
    /// Its rating of the earlier run can not be read.
    UnreadableBefore,
    /// Its data is refused now.
    RefusedNow,
    /// Its data was refused then.
    RefusedBefore,
    /// Both ratings are of one period.
    SamePeriod,
    /// The period of the earlier run is the later one.
    LaterPeriod,
    /// The periods are not of as many months.
    OtherLength,
    /// Another standard decided.
    OtherStandard,
}

/// What became of a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GradeStep {
    /// It is better.
    Rose,
    /// It is the same.
    Kept,
    /// It is worse.
    Fell,
    /// There was none, and now there is.
    Gained,
    /// There was one, and now there is none.
    Lost,
}

/// How many pairs there are of each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct GradeSteps {
    /// The grade is better.
    pub rose: usize,
    /// It is the same.
    pub kept: usize,
    /// It is worse.
    pub fell: usize,
    /// There was none, and now there is.
    pub gained: usize,
    /// There was one, and now there is none.
    pub lost: usize,
    /// Neither run has a grade.
    pub without: usize,
    /// Judged by other rules, so that their grades are not compared.
    pub other_rules: usize,
}

impl Changes {
    /// What changed: the facilities of this run in its order, and the ids of those that only the earlier one has.
    pub fn of(facilities: &[AtBoth<'_>], gone: Vec<String>) -> Self {
        let mut changes = Self { gone, ..Self::default() };
        let mut pairs = Vec::new();
        for AtBoth { id, before, now } in facilities {
            match before.as_ref().map(|before| pair(before, now)) {
                Some(Ok(pair)) => pairs.push(pair),
                Some(Err(why)) => changes.incomparable.push(Incomparable { id: (*id).to_owned(), why }),
                // Of what can not be read nobody knows whether it is new.
                None if matches!(now, Told::Unreadable) => {}
                None => changes.added.push((*id).to_owned()),
            }
        }
        changes.pairs = pairs.iter().map(|(before, now)| Change::of(before, now)).collect();
        changes.grades = GradeSteps::of(&changes.pairs);
        (changes.before, changes.now) = like_for_like(&pairs);
        changes
    }
}

/// The two sites of a facility, or why they are no pair.
fn pair<'a>(before: &Told<'a>, now: &Told<'a>) -> Result<(&'a Site, &'a Site), Why> {
    let (before, now) = match (before, now) {
        (_, Told::Unreadable) => return Err(Why::UnreadableNow),
        (Told::Unreadable, _) => return Err(Why::UnreadableBefore),
        (_, Told::Refused) => return Err(Why::RefusedNow),
        (Told::Refused, _) => return Err(Why::RefusedBefore),
        (Told::Assessed(before), Told::Assessed(now)) => (*before, *now),
    };
    if before.period == now.period {
        return Err(Why::SamePeriod);
    }
    // One clock's instants stand in the order of their texts.
    if before.start > now.start {
        return Err(Why::LaterPeriod);
    }
    // Periods are of whole months, which are not all as long: a February of a leap year and one of none are a pair.
    let months = |site: &Site| (site.hours + MONTH_HOURS / 2) / MONTH_HOURS;
    if months(before) != months(now) {
        return Err(Why::OtherLength);
    }
    let standard = |site: &'a Site| site.rules.as_ref().map(|rules| rules.standard.as_str());
    if standard(before) != standard(now) {
        return Err(Why::OtherStandard);
    }
    Ok((before, now))
}

impl Change {
    fn of(before: &Site, now: &Site) -> Self {
        let same_rules = match (&before.rules, &now.rules) {
            (Some(before), Some(now)) => before.are(now),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        Self {
            id: now.id.clone(),
            name: now.name.clone(),
            before: AtTime::of(before),
            now: AtTime::of(now),
            same_rules,
        }
    }

    /// What became of its grade; `None` where neither run has one, or other rules judged it.
    pub fn step(&self) -> Option<GradeStep> {
        if !self.same_rules {
            return None;
        }
        match (&self.before.grade, &self.now.grade) {
            (Some(before), Some(now)) if now.rank < before.rank => Some(GradeStep::Rose),
            (Some(before), Some(now)) if now.rank > before.rank => Some(GradeStep::Fell),
            (Some(_), Some(_)) => Some(GradeStep::Kept),
            (None, Some(_)) => Some(GradeStep::Gained),
            (Some(_), None) => Some(GradeStep::Lost),
            (None, None) => None,
        }
    }
}

impl AtTime {
    fn of(site: &Site) -> Self {
        Self {
            period: site.period.clone(),
            grade: site.grade.clone(),
            score: site.score,
            pue: site.value("pue"),
            clean_share: site.value("clean_share"),
        }
    }
}

impl GradeSteps {
    fn of(pairs: &[Change]) -> Self {
        let mut steps = Self::default();
        for pair in pairs {
            let count = match pair.step() {
                Some(GradeStep::Rose) => &mut steps.rose,
                Some(GradeStep::Kept) => &mut steps.kept,
                Some(GradeStep::Fell) => &mut steps.fell,
                Some(GradeStep::Gained) => &mut steps.gained,
                Some(GradeStep::Lost) => &mut steps.lost,
                None if pair.same_rules => &mut steps.without,
                None => &mut steps.other_rules,
            };
            *count += 1;
        }
        steps
    }
}

/// The figures of the pairs before and now, one of each for every two periods that pairs have.
fn like_for_like(pairs: &[(&Site, &Site)]) -> (Vec<PortfolioFigures>, Vec<PortfolioFigures>) {
    let mut by_periods: BTreeMap<(&str, &str), Vec<(Site, Site)>> = BTreeMap::new();
    for (before, now) in pairs {
        by_periods.entry((&before.period, &now.period)).or_default().push(in_both(before, now));
    }
    let figures = |sites: Vec<&Site>| Site::figures(sites, 1).into_iter().next();
    let both = by_periods.values().filter_map(|pairs| {
        let (before, now): (Vec<&Site>, Vec<&Site>) = pairs.iter().map(|(before, now)| (before, now)).unzip();
        figures(before).zip(figures(now))
    });
    both.unzip()
}

/// The two sites with the indicators that both have: what one lacks would make the other's sum of other facilities.
fn in_both(before: &Site, now: &Site) -> (Site, Site) {
    let energies = |site: &Site| {
        site.value("pue").is_some() && ["E_total", "E_IT"].iter().all(|name| site.input("pue", name).is_some())
    };
    // Without the energies of both years nothing can be weighed.
    let weighed = energies(before) && energies(now);
    let known = |site: &Site, other: &Site| Site {
        indicators: site
            .indicators
            .iter()
            .filter(|one: &&Indicator| weighed && one.value.is_some() && other.value(&one.id).is_some())
            .cloned()
            .collect(),
        ..site.clone()
    };
    (known(before, now), known(now, before))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{indicator, level, site, year_before};
    use super::super::site::Rules;
    use super::*;

    fn changes(pairs: &[(Site, Site)]) -> Changes {
        let facilities: Vec<AtBoth<'_>> =
            pairs.iter().map(|(before, now)| at_both(&now.id, Told::Assessed(before), Told::Assessed(now))).collect();
        Changes::of(&facilities, Vec::new())
    }

    fn at_both<'a>(id: &'a str, before: Told<'a>, now: Told<'a>) -> AtBoth<'a> {
        AtBoth { id, before: Some(before), now }
    }

    /// A facility of these energies before and now, kWh.
    fn pair_of(id: &str, before: (f64, f64), now: (f64, f64)) -> (Site, Site) {
        (year_before(&site(id, "general", before.0, before.1)), site(id, "general", now.0, now.1))
    }

    fn why(before: Told<'_>, now: Told<'_>) -> Option<Why> {
        let changes = Changes::of(&[at_both("a", before, now)], Vec::new());
        assert!(changes.added.is_empty());
        assert_eq!(changes.pairs.len() + changes.incomparable.len(), 1);
        changes.incomparable.first().map(|one| one.why)
    }

    #[test]
    fn new_gone_refused_and_unreadable_facilities_are_told_apart_and_are_no_change() {
        let (before, now) = pair_of("a", (1300.0, 1000.0), (1200.0, 1000.0));
        let only_here = |id, now| AtBoth { id, before: None, now };
        let facilities = [
            only_here("new", Told::Refused),
            at_both("a", Told::Assessed(&before), Told::Assessed(&now)),
            only_here("folder", Told::Unreadable),
        ];
        let told = Changes::of(&facilities, vec!["gone".to_owned()]);
        assert_eq!((told.added, told.gone), (vec!["new".to_owned()], vec!["gone".to_owned()]));
        assert_eq!((told.pairs.len(), told.incomparable.len()), (1, 0));
        let (was, is) = (Told::Assessed(&before), Told::Assessed(&now));
        assert_eq!(why(was, is), None);
        assert_eq!(why(was, Told::Refused), Some(Why::RefusedNow));
        assert_eq!(why(Told::Refused, is), Some(Why::RefusedBefore));
        assert_eq!(why(Told::Unreadable, is), Some(Why::UnreadableBefore));
        assert_eq!(why(was, Told::Unreadable), Some(Why::UnreadableNow));
        assert_eq!(why(Told::Unreadable, Told::Refused), Some(Why::UnreadableBefore));
    }

    #[test]
    fn one_period_a_later_one_another_length_and_another_standard_are_not_compared() {
        let (before, now) = pair_of("a", (1300.0, 1000.0), (1200.0, 1000.0));
        assert_eq!(why(Told::Assessed(&now), Told::Assessed(&now)), Some(Why::SamePeriod));
        assert_eq!(why(Told::Assessed(&now), Told::Assessed(&before)), Some(Why::LaterPeriod));
        let of_days = |days: [usize; 2]| {
            let [was, is] = days.map(|days| days * 24);
            let (before, now) = (Site { hours: was, ..before.clone() }, Site { hours: is, ..now.clone() });
            why(Told::Assessed(&before), Told::Assessed(&now))
        };
        // A year and a leap year, the two halves of a year, February and March; no year and eleven months, no two months
        // and three.
        for same in [[366, 365], [181, 184], [28, 31]] {
            assert_eq!(of_days(same), None, "{same:?}");
        }
        for other in [[366, 335], [365, 334], [59, 89], [62, 92], [31, 59]] {
            assert_eq!(of_days(other), Some(Why::OtherLength), "{other:?}");
        }
        let other = Site { rules: Some(Rules::sample("other", "1", &[])), ..before };
        assert_eq!(why(Told::Assessed(&other), Told::Assessed(&now)), Some(Why::OtherStandard));
    }

    #[test]
    fn grades_are_compared_only_where_the_rules_are_the_same() {
        let graded = |before: Option<usize>, now: Option<usize>| {
            let (mut was, mut is) = pair_of("a", (1300.0, 1000.0), (1200.0, 1000.0));
            (was.grade, is.grade) = (before.map(level), now.map(level));
            (was, is)
        };
        let mut pairs = [
            graded(Some(2), Some(1)),
            graded(Some(2), Some(2)),
            graded(Some(2), Some(3)),
            graded(None, Some(1)),
            graded(Some(1), None),
            graded(None, None),
            graded(Some(3), Some(1)),
            graded(Some(3), Some(1)),
        ];
        pairs[6].0.rules = Some(Rules::sample("kit", "2", &[]));
        pairs[7].0.rules = Some(Rules::sample("kit", "1", &[("criterion.pue.zero_at", 1.6)]));
        for (at, (before, now)) in (0..).zip(&mut pairs) {
            (before.id, now.id) = (format!("s{at}"), format!("s{at}"));
        }
        let told = changes(&pairs);
        let expected = GradeSteps { rose: 1, kept: 1, fell: 1, gained: 1, lost: 1, without: 1, other_rules: 2 };
        assert_eq!(told.grades, expected);
        assert_eq!(told.pairs[0].step(), Some(GradeStep::Rose));
        assert!(!told.pairs[7].same_rules && told.pairs[7].step().is_none());
    }

    #[test]
    fn a_figure_that_only_one_rating_tells_does_not_make_the_rules_others() {
        let rules = |figures: &[(&str, f64)]| Rules::sample("kit", "1", figures);
        let one = rules(&[("a", 1.0), ("b", 2.0)]);
        assert!(one.are(&rules(&[("a", 1.0), ("c", 3.0)])));
        assert!(!one.are(&rules(&[("b", 2.5)])));
    }

    #[test]
    fn figures_before_and_now_are_of_the_same_facilities_and_are_ratios_of_sums() {
        // By hand: before (12,000 + 3,000) ÷ (10,000 + 2,000) = 1.25, now (11,000 + 3,200) ÷ (10,000 + 2,000) = 1.18333…
        let mut pairs = [
            pair_of("a", (12_000.0, 10_000.0), (11_000.0, 10_000.0)),
            pair_of("b", (3_000.0, 2_000.0), (3_200.0, 2_000.0)),
        ];
        // A clean share of only one year is in neither sum.
        pairs[0].0.indicators.push(indicator("clean_share", 0.5, &[]));
        pairs[0].1.indicators.push(indicator("clean_share", 0.6, &[]));
        pairs[1].1.indicators.push(indicator("clean_share", 0.9, &[]));
        let told = changes(&pairs);
        let figure = |of: &[PortfolioFigures], at: usize| of[0].figures[at].clone();
        assert_eq!((told.before[0].period.as_str(), told.now[0].period.as_str()), ("2024", "2025"));
        assert_eq!((figure(&told.before, 0).sites, figure(&told.before, 0).ratio_of_sums), (2, Some(1.25)));
        assert_eq!((figure(&told.now, 0).sites, figure(&told.now, 0).ratio_of_sums), (2, Some(14_200.0 / 12_000.0)));
        assert_eq!((figure(&told.before, 1).sites, figure(&told.before, 1).ratio_of_sums), (1, Some(0.5)));
        assert_eq!((figure(&told.now, 1).sites, figure(&told.now, 1).ratio_of_sums), (1, Some(0.6)));
    }

    #[test]
    fn a_facility_without_energies_in_one_year_is_a_pair_that_no_sum_holds() {
        let mut pair = pair_of("a", (12_000.0, 10_000.0), (11_000.0, 10_000.0));
        pair.0.indicators[0].value = None;
        let told = changes(&[pair, pair_of("b", (3.0, 2.0), (2.8, 2.0))]);
        assert_eq!((told.pairs.len(), told.pairs[0].before.pue), (2, None));
        assert_eq!((told.before[0].sites, told.now[0].sites), (1, 1));
        assert_eq!(
            (told.before[0].figures[0].ratio_of_sums, told.now[0].figures[0].ratio_of_sums),
            (Some(1.5), Some(1.4))
        );
    }

    #[test]
    fn pairs_of_other_periods_have_figures_of_their_own() {
        let mut odd = pair_of("b", (3.0, 2.0), (2.8, 2.0));
        (odd.0.period, odd.0.start) = ("2023".to_owned(), "2023-01-01T00:00:00+08:00".to_owned());
        let told = changes(&[pair_of("a", (12.0, 10.0), (11.0, 10.0)), odd]);
        let periods: Vec<_> = told
            .before
            .iter()
            .zip(&told.now)
            .map(|(was, is)| (was.period.as_str(), is.period.as_str(), is.sites))
            .collect();
        assert_eq!(periods, [("2023", "2025", 1), ("2024", "2025", 1)]);
    }
}
