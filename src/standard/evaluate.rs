//! Judging a facility's observations by a pack, keeping the whole trace.
//!
//! Prerequisites first, then criteria, the score, and the level: by score and by each group of key indicators, the worst
//! one counts. Everything is evaluated even where a prerequisite fails, so that an operator sees where the facility
//! stands; but then there is no grade. What fails makes the facility not rated, or the outcome indicative only, as the
//! prerequisite says; the gravest of what fails holds.

use std::borrow::Cow;

use super::assessment::{
    Assessment, CriterionState, CriterionTrace, FieldTrace, PrerequisiteTrace, RoundedValue, StandardName, Status,
};
use super::compare::{Ledger, conditions, why_absent};
use super::exact::Exact;
use super::model::{Criterion, Field, InForce, OnFail, Pack, Prerequisite, WhenMissing};
use super::observed::{Observations, Observed, Standing};
use super::points::score_criterion;
use super::{facts, rounding, score, tracks};
use crate::text::Text;

/// An assessment, and its score without any rounding error, for the packs that build on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The assessment.
    pub assessment: Assessment,
    /// Its score.
    pub exact_score: Option<Exact>,
}

/// Judges observations by a pack.
pub fn evaluate(pack: &Pack, observed: &Observations) -> Assessment {
    judge(pack, observed).assessment
}

/// Judges the prerequisites of a pack alone.
pub fn prerequisites(pack: &Pack, observed: &Observations) -> Vec<PrerequisiteTrace> {
    let mut work = Work::on(pack);
    let observed = rounding::round_indicators(pack, observed, &mut work.ledger, &mut work.rounded);
    pack.prerequisites.iter().map(|prerequisite| work.prerequisite(prerequisite, &observed)).collect()
}

/// Scores one criterion of a pack, of observations that are rounded already.
pub(super) fn criterion_alone(
    pack: &Pack,
    criterion: &Criterion,
    observed: &Observations,
) -> (CriterionTrace, Option<Exact>) {
    Work::on(pack).criterion(criterion, observed)
}

/// What follows when a prerequisite fails; `known` tells whether it has a value.
pub(super) const fn status_of_failure(on_fail: OnFail, known: bool) -> Status {
    match on_fail {
        OnFail::OutOfScope if known => Status::OutOfScope,
        // What can not be verified is not known to be out of scope either.
        OnFail::NotRated | OnFail::OutOfScope => Status::NotRated,
        OnFail::IndicativeOnly => Status::IndicativeOnly,
    }
}

/// Judges observations by a pack, for a pack that others build on.
pub fn judge(pack: &Pack, observed: &Observations) -> Judged {
    let mut work = Work::on(pack);
    let observed: Cow<'_, Observations> =
        rounding::round_indicators(pack, observed, &mut work.ledger, &mut work.rounded);
    let observed = observed.as_ref();

    if let Some(gaps) = &pack.gaps {
        // The values that are judged were made by it.
        work.ledger.note(gaps.policy.basis, gaps.policy.source.get_ref());
        gaps.hold_minutes.iter().for_each(|figure| work.ledger.note(figure.basis, figure.source.get_ref()));
    }
    let prerequisites: Vec<PrerequisiteTrace> =
        pack.prerequisites.iter().map(|prerequisite| work.prerequisite(prerequisite, observed)).collect();
    let (criteria, points): (Vec<CriterionTrace>, Vec<Option<Exact>>) =
        pack.criteria.iter().map(|criterion| work.criterion(criterion, observed)).unzip();
    let score = match pack.missing_rows.is_empty() {
        true => score::add_up(pack, &criteria, &points, &mut work.ledger, &mut work.rounded),
        false => None,
    };
    if score.is_none() && pack.missing_rows.is_empty() && pack.criteria.iter().any(|criterion| !criterion.bonus) {
        work.not_rated(Text::new("没有任何适用的评定项", "no criterion applies"));
    }
    let tracks = tracks::tracks(pack, score.as_ref().map(|score| &score.total), observed, &mut work.ledger);
    if let Some(missing) = tracks.iter().find_map(tracks::missing_key_indicator) {
        work.not_rated(missing);
    }
    if work.status == Status::Rated && tracks.is_empty() && score.is_none() {
        work.status = Status::Reported;
    }
    let level = tracks.iter().filter_map(|track| track.level.as_ref()).max_by_key(|level| level.rank);
    let level_where = |status| level.filter(|_| work.status == status).cloned();
    let fields = pack.fields.iter().map(|field| field_trace(field, observed)).collect();
    pack.fields.iter().for_each(|field| work.ledger.name_source(field.source.get_ref()));

    let assessment = Assessment {
        standard: work.standard_name(),
        figures: work.ledger.counts(),
        status: work.status,
        level: level_where(Status::Rated),
        indicative_level: level_where(Status::IndicativeOnly),
        score: score.as_ref().map(|score| score.total.to_f64()),
        score_possible: score.as_ref().map_or(0.0, |score| score.possible.to_f64()),
        score_applicable: score.as_ref().map_or(0.0, |score| score.applicable.to_f64()),
        bonus: score.as_ref().map_or(0.0, |score| score.bonus.to_f64()),
        bonus_cap: score.as_ref().and_then(|score| score.cap.clone()),
        formal_confidence: None,
        rounded: work.rounded,
        prerequisites,
        criteria,
        tracks,
        fields,
        sources: work.ledger.sources(pack),
        reasons: work.reasons,
    };
    Judged { assessment, exact_score: score.map(|score| score.total) }
}

impl Assessment {
    /// The score as an indicator for the packs that build on it: it stands no firmer than the weakest value in it.
    pub(super) fn as_score(&self) -> Observed {
        match (self.status, self.score) {
            (Status::Rated, Some(score)) => {
                let standings = self.criteria.iter().filter_map(|criterion| criterion.standing);
                Observed::Value { value: score, standing: standings.max().unwrap_or(Standing::Measured) }
            }
            _ => Observed::Missing(self.reasons.first().cloned().unwrap_or_else(|| {
                let title = &self.standard.title;
                Text::new(format!("{} 没有得分", title.zh), format!("{} gives no score", title.en))
            })),
        }
    }
}

struct Work<'a> {
    pack: &'a Pack,
    ledger: Ledger,
    rounded: Vec<RoundedValue>,
    reasons: Vec<Text>,
    status: Status,
}

impl<'a> Work<'a> {
    fn on(pack: &'a Pack) -> Self {
        Self { pack, ledger: Ledger::default(), rounded: Vec::new(), reasons: Vec::new(), status: Status::Rated }
    }
}

impl Work<'_> {
    /// Takes the grade away; the first reasons are told, not what merely follows from them.
    fn not_rated(&mut self, reason: Text) {
        if self.status < Status::NotRated {
            self.status = Status::NotRated;
            self.reasons.push(reason);
        }
    }

    fn standard_name(&self) -> StandardName {
        let (pack, counts) = (self.pack, self.ledger.counts());
        StandardName {
            id: pack.id.clone(),
            number: pack.number.clone(),
            title: pack.title.clone(),
            edition: pack.edition.clone(),
            note: pack.note.clone(),
            official: counts.official > 0 && counts.neighbour == 0 && counts.choice == 0,
            in_force: (pack.in_force != InForce::default()).then(|| pack.in_force.to_string()),
            retrospective: false,
            missing_rows: pack.missing_rows.clone(),
        }
    }

    fn prerequisite(&mut self, prerequisite: &Prerequisite, observed: &Observations) -> PrerequisiteTrace {
        let observation = observed.get(prerequisite.indicator.get_ref());
        let value = observation.value();
        let compared = self.ledger.compare(prerequisite.indicator.get_ref(), value, &prerequisite.must);
        let exempt = prerequisite
            .exempt
            .iter()
            .map(toml::Spanned::get_ref)
            .find(|category| observed.categories.contains(*category));
        let trace = PrerequisiteTrace {
            id: prerequisite.id.get_ref().clone(),
            title: prerequisite.title.clone(),
            clause: prerequisite.clause.as_ref().map(|clause| clause.get_ref().clone()),
            passed: exempt.is_some() || compared.holds == Some(true),
            exempt: exempt.cloned(),
            compared,
            why: why_absent(&observation),
        };
        if !trace.passed {
            self.reasons.push(reason_of(&trace));
            self.status = self.status.max(status_of_failure(prerequisite.on_fail, trace.compared.holds.is_some()));
        }
        trace
    }

    fn criterion(&mut self, criterion: &Criterion, observed: &Observations) -> (CriterionTrace, Option<Exact>) {
        let mut trace = self.blank(criterion);
        let theirs = criterion.categories.iter().any(|category| observed.categories.contains(category.get_ref()));
        if !criterion.categories.is_empty() && !theirs {
            trace.state = CriterionState::NotApplicable;
            trace.why = Some(Text::new("仅适用于其他类别的设施", "only facilities of another category have it"));
            return (trace, None);
        }
        let mut points = score_criterion(self.pack, criterion, observed, &mut self.ledger, &mut trace);
        if trace.state == CriterionState::Scored {
            trace.only_if = conditions(criterion.only_if.iter(), observed, &mut self.ledger);
            if trace.only_if.iter().any(|condition| condition.holds != Some(true)) {
                points = Some(Exact::zero());
                trace.fired = None;
                trace.why = Some(Text::new("未满足得分的前提条件", "the condition for any points is not met"));
            }
        }
        if trace.state == CriterionState::Missing {
            points = self.missing(criterion, &mut trace);
        }
        points = points
            .map(|points| rounding::round_points(self.pack, &trace.id, points, &mut self.ledger, &mut self.rounded));
        trace.points = points.as_ref().map(Exact::to_f64);
        (trace, points)
    }

    /// What the pack says of a missing value; the value itself stays missing.
    fn missing(&mut self, criterion: &Criterion, trace: &mut CriterionTrace) -> Option<Exact> {
        let figure = &criterion.when_missing;
        // A part of a standard has neither a total nor a level that could be lost with the row.
        if figure.value == WhenMissing::NotRated && !self.pack.missing_rows.is_empty() {
            return None;
        }
        trace.when_missing = Some(self.ledger.used_word(figure, figure.value.word()));
        match figure.value {
            WhenMissing::NoPoints => Some(Exact::zero()),
            WhenMissing::NotRated => {
                self.status = self.status.max(Status::NotRated);
                self.reasons.push(missing_criterion(trace));
                None
            }
        }
    }

    fn blank(&mut self, criterion: &Criterion) -> CriterionTrace {
        let area = self.pack.areas.iter().find(|area| area.id.get_ref() == criterion.area.get_ref());
        CriterionTrace {
            id: criterion.id.get_ref().clone(),
            area: criterion.area.get_ref().clone(),
            area_title: area.map_or_else(|| Text::new("", ""), |area| area.title.clone()),
            title: criterion.title.clone(),
            clause: criterion.clause.as_ref().map(|clause| clause.get_ref().clone()),
            state: CriterionState::Scored,
            indicator: criterion.indicator.as_ref().map(|id| id.get_ref().clone()),
            value: None,
            standing: None,
            points: None,
            possible: self.ledger.used(&criterion.points),
            bonus: criterion.bonus,
            rule: criterion.rule.shape().to_owned(),
            fired: None,
            settings: Vec::new(),
            compared: Vec::new(),
            when_missing: None,
            only_if: Vec::new(),
            items: Vec::new(),
            why: None,
        }
    }
}

fn reason_of(trace: &PrerequisiteTrace) -> Text {
    match &trace.why {
        Some(why) => Text::new(
            format!("基本要求“{}”无法核实：{}", trace.title.zh, why.zh),
            format!("the prerequisite \"{}\" can not be verified: {}", trace.title.en, why.en),
        ),
        None => Text::new(
            format!("不满足基本要求“{}”", trace.title.zh),
            format!("the prerequisite \"{}\" is not met", trace.title.en),
        ),
    }
}

fn missing_criterion(trace: &CriterionTrace) -> Text {
    let why = trace.why.clone().unwrap_or_else(|| Text::new("没有数据", "there is no data"));
    Text::new(
        format!("缺少评定项“{}”：{}", trace.title.zh, why.zh),
        format!("the criterion \"{}\" is missing: {}", trace.title.en, why.en),
    )
}

fn field_trace(field: &Field, observed: &Observations) -> FieldTrace {
    let observation = match &field.indicator {
        Some(indicator) => observed.get(indicator.get_ref()),
        None => Observed::Missing(Text::new(
            "由填报单位填写：本程序不计算",
            "for the operator to fill in: not computed here",
        )),
    };
    let mut trace = FieldTrace {
        id: field.id.get_ref().clone(),
        title: field.title.clone(),
        unit: field.unit.clone(),
        value: observation.value(),
        indicator: field.indicator.as_ref().map(|indicator| indicator.get_ref().clone()),
        fact: None,
        words: None,
        from: None,
        why: why_absent(&observation),
        source: field.source.get_ref().clone(),
        clause: field.clause.clone(),
    };
    if let Some(fact) = &field.fact {
        facts::fill(&mut trace, field, fact.get_ref(), observed);
    }
    trace
}
