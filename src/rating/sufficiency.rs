//! Whether the data suffices, as a result of its own: criterion, verdict, and the hours that prove it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::record::Coverage;
use crate::facility::{BoundaryHours, Facility};
use crate::period::{Hour, Period};
use crate::standard::Observations;
use crate::standard::assessment::{FigureUsed, PrerequisiteTrace};
use crate::standard::evaluate::prerequisites;
use crate::standard::model::Pack;
use crate::text::Text;

/// The indicators that are about the data and not about the facility.
const OF_DATA: [&str; 3] = ["consecutive_months", "hour_coverage", "separately_metered"];

/// How many gaps are listed: the largest ones, which explain nearly all that is missing.
const MOST_GAPS: usize = 5;

/// Whether the data meets one criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sufficiency {
    /// The prerequisite's id in the pack; `paired-coverage` and `months-present` are told for the record.
    pub criterion: String,
    /// Its title.
    pub title: Text,
    /// The pack that asks for it; `None` where no standard does.
    pub standard: Option<String>,
    /// What is required.
    pub required: Option<Required>,
    /// What was found, in the unit of the requirement; `None` where it can not be told.
    pub found: Option<f64>,
    /// Whether it suffices; `None` where nothing is required.
    pub passed: Option<bool>,
    /// What becomes of a facility whose data does not suffice: `not-rated`, `indicative-only` or `out-of-scope`.
    pub on_fail: Option<String>,
    /// Why it can not be told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why: Option<Text>,
    /// The hours in which total and IT are both covered.
    pub hours: Coverage,
    /// The months of the period without any such hour.
    pub months_without_data: Vec<String>,
    /// The largest gaps between such hours, the largest first.
    pub largest_gaps: Vec<Gap>,
}

/// What a standard requires.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Required {
    /// The indicator that is compared.
    pub indicator: String,
    /// `at_most`, `below`, `at_least`, `above` or `is`.
    pub bound: String,
    /// The figure with its basis and source.
    pub figure: FigureUsed,
}

/// A stretch of time without data, from `start` up to, and not including, `end`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    /// RFC 3339 with the facility's offset.
    pub start: String,
    /// RFC 3339 with the facility's offset.
    pub end: String,
    /// How long it is.
    pub hours: usize,
}

impl Sufficiency {
    /// Whether the data falls short.
    pub fn fails(&self) -> bool {
        self.passed == Some(false)
    }
}

/// The data prerequisites of a pack, and for the record how well total and IT go together and which months there are.
pub(super) fn sufficiency(
    facility: &Facility,
    hours: &BoundaryHours,
    pack: Option<&Pack>,
    observed: &Observations,
) -> Vec<Sufficiency> {
    let proof = Proof::of(facility, hours);
    let mut told: Vec<Sufficiency> = Vec::new();
    if let Some(pack) = pack {
        let asked = prerequisites(pack, observed).into_iter();
        let of_data = asked.filter(|trace| OF_DATA.contains(&trace.compared.indicator.as_str()));
        told.extend(of_data.map(|trace| proof.judged(pack, trace)));
    }
    told.push(proof.for_the_record(
        "paired-coverage",
        Text::new(
            "总能耗与 IT 能耗同时覆盖的时长占任一覆盖时长的比例",
            "Of the time that total or IT covers, the share that both do",
        ),
        proof.paired_share,
    ));
    told.push(proof.for_the_record(
        "months-present",
        Text::new("有数据的月份数", "Months with data"),
        proof.months_present,
    ));
    told
}

/// The hours that prove it.
struct Proof {
    hours: Coverage,
    paired_share: Option<f64>,
    months_present: Option<f64>,
    months_without_data: Vec<String>,
    largest_gaps: Vec<Gap>,
}

impl Proof {
    fn of(facility: &Facility, hours: &BoundaryHours) -> Self {
        let period_hours = hours.period.hour_count();
        let months = hours.period.months(&facility.clock);
        let Some((total, it)) = hours.total.as_ref().zip(hours.it.as_ref()) else {
            let months_without_data = months.into_iter().map(|(label, _)| label).collect();
            let nothing = Coverage::of(0, period_hours);
            return Self {
                hours: nothing,
                paired_share: None,
                months_present: None,
                months_without_data,
                largest_gaps: Vec::new(),
            };
        };
        let pair = [total, it];
        let paired: Vec<Hour> = hours.paired(&pair).map(|hour| hour.hour).collect();
        let covered = hours.paired_sums(pair).covered;
        let either: i128 = (0..period_hours)
            .map(|index| pair.iter().filter_map(|one| Some(one.at(index)?.covered)).max().unwrap_or(0))
            .map(i128::from)
            .sum();
        let has_data = |month: &Period| {
            let at = paired.partition_point(|hour| *hour < month.first_hour());
            paired.get(at).is_some_and(|hour| *hour < month.end.hour())
        };
        let (with, without): (Vec<_>, Vec<_>) = months.into_iter().partition(|(_, month)| has_data(month));
        Self {
            hours: Coverage::of(covered, period_hours),
            paired_share: (either > 0).then(|| {
                let [both, any] = [covered, either].map(|nanos| Coverage::of(nanos, period_hours).covered_hours);
                both / any
            }),
            months_present: u32::try_from(with.len()).ok().map(f64::from),
            months_without_data: without.into_iter().map(|(label, _)| label).collect(),
            largest_gaps: largest_gaps(facility, hours.period, &paired),
        }
    }

    fn for_the_record(&self, criterion: &str, title: Text, found: Option<f64>) -> Sufficiency {
        Sufficiency {
            criterion: criterion.to_owned(),
            title,
            standard: None,
            required: None,
            found,
            passed: None,
            on_fail: None,
            why: found
                .is_none()
                .then(|| Text::new("总能耗与 IT 能耗没有同时计量", "total and IT energy are not both metered")),
            hours: self.hours,
            months_without_data: self.months_without_data.clone(),
            largest_gaps: self.largest_gaps.clone(),
        }
    }

    fn judged(&self, pack: &Pack, trace: PrerequisiteTrace) -> Sufficiency {
        let asked = pack.prerequisites.iter().find(|asked| asked.id.get_ref() == &trace.id);
        let on_fail = asked.map(|asked| asked.on_fail.word());
        let compared = trace.compared;
        Sufficiency {
            standard: Some(pack.id.clone()),
            required: Some(Required { indicator: compared.indicator, bound: compared.bound, figure: compared.figure }),
            passed: Some(trace.passed),
            on_fail: on_fail.map(str::to_owned),
            why: trace.why,
            ..self.for_the_record(&trace.id, trace.title, compared.value)
        }
    }
}

/// The longest stretches of the period that none of the hours fall into, the longest first.
fn largest_gaps(facility: &Facility, period: Period, covered: &[Hour]) -> Vec<Gap> {
    let clock = &facility.clock;
    let mut gaps: Vec<(usize, Hour, Hour)> = Vec::new();
    let mut from = period.first_hour();
    for hour in covered.iter().copied().chain([period.end.hour()]) {
        if let Some(length) = hour.index_from(from).filter(|length| *length > 0) {
            gaps.push((length, from, hour));
        }
        from = hour.next();
    }
    gaps.sort_by_key(|(length, from, _)| (std::cmp::Reverse(*length), *from));
    let largest = gaps.into_iter().take(MOST_GAPS);
    let gap = |(hours, from, to): (usize, Hour, Hour)| Gap {
        start: clock.rfc3339(from.start()),
        end: clock.rfc3339(to.start()),
        hours,
    };
    largest.map(gap).collect()
}
