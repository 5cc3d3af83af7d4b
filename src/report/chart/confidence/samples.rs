//! How sure a sample is: trials at the quantiles of two normal distributions, each judged by the deciding standard itself.

use std::sync::LazyLock;

use statrs::distribution::{ContinuousCDF, Normal};

use super::super::samples::observations;
use crate::indicator::uncertainty::{
    ErrorSource, ErrorSum, ErrorTerm, IndicatorUncertainty, Part, Shape, SourceKind, Uncertainty,
};
use crate::rating::Rating;
use crate::rating::confidence::{
    Better, Boundary, Chance, Confidence, CriterionConfidence, Demanded, Histogram, Interval, LevelChance, RowChance,
    Sensitivity, Simulated, Swing, TrackConfidence,
};
use crate::standard::load::Library;
use crate::standard::observed::Standing;
use crate::standard::{Assessment, Observed, evaluate};
use crate::text::Text;

const TRIALS: u16 = 400;
/// Each stands for so many, for fewer than 10⁴ prove nothing.
const EACH: u64 = 100;
const SHARE: f64 = 0.92;
const SHARE_UNCERTAINTY: f64 = 0.002;

/// The same rating by the deciding standard, with this standard uncertainty of its PUE from so many causes.
pub(in crate::report) fn with_confidence(rating: Rating, standard: f64, causes: u16) -> Rating {
    let pue = rating.indicators[0].value.unwrap();
    let normal = Normal::standard();
    let z = |trial: u16| normal.inverse_cdf((f64::from(trial) + 0.5) / f64::from(TRIALS));
    // The second is in an order of its own, so that the two are independent.
    let shuffled = |trial: u16| u16::try_from(u32::from(trial) * 37 % u32::from(TRIALS)).unwrap();
    let drawn: Vec<(f64, f64)> =
        (0..TRIALS).map(|trial| (pue + standard * z(trial), SHARE + SHARE_UNCERTAINTY * z(shuffled(trial)))).collect();
    let trials: Vec<Assessment> = drawn.iter().map(|(pue, share)| judged(*pue, *share)).collect();
    let uncertainty = uncertainty(pue, standard, causes);
    let indicators = vec![
        simulated("pue", drawn.iter().map(|(pue, _)| *pue)),
        simulated("clean_share", drawn.iter().map(|(_, share)| *share)),
    ];
    let confidence = Some(confidence(&judged(pue, SHARE), &trials, indicators, &uncertainty.indicators[0]));
    Rating { uncertainty: Some(uncertainty), confidence, ..rating }
}

fn judged(pue: f64, share: f64) -> Assessment {
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::embedded().unwrap());
    let mut observed = observations(pue);
    let share = Observed::Value { value: share, standing: Standing::Measured };
    observed.indicators.insert("clean_share".to_owned(), share);
    evaluate(LIBRARY.newest("db63t-2223-2023").unwrap(), &observed)
}

fn uncertainty(pue: f64, standard: f64, causes: u16) -> Uncertainty {
    let kinds = [SourceKind::MeterClass, SourceKind::TransformerRatio, SourceKind::TransformerPhase, SourceKind::Gap];
    let endings = ["class", "ratio", "phase", "gap"];
    let source = |at: u16| {
        let kind = kinds[usize::from(at) % 4];
        let device = match kind {
            SourceKind::Gap => "pue".to_owned(),
            SourceKind::MeterClass => format!("feeder-{at}"),
            SourceKind::TransformerRatio | SourceKind::TransformerPhase => format!("ct-{at}"),
        };
        ErrorSource {
            id: format!("{device}.{}", endings[usize::from(at) % 4]),
            kind,
            shape: if kind == SourceKind::Gap { Shape::Normal } else { Shape::Rectangular },
            meters: vec!["feeder".to_owned()],
            limit_percent: Some(0.5),
            class: None,
            load: None,
            quantity: None,
            from: Text::new("0.5 级，±0.5 %", "class 0.5, ±0.5 %"),
        }
    };
    // Each has half the variance of the one before; the last has what is left.
    let share = |at: u16| 0.5_f64.powi(i32::from(if at + 1 < causes { at + 1 } else { at }));
    let sources: Vec<ErrorSource> = (0..causes).map(source).collect();
    let parts: Vec<Part> = sources
        .iter()
        .zip(0..)
        .map(|(source, at)| Part { source: source.id.clone(), moves: standard * share(at).sqrt(), share: share(at) })
        .collect();
    let terms = |parts: &[Part]| -> Vec<ErrorTerm> {
        parts.iter().map(|part| ErrorTerm { source: part.source.clone(), moves: part.moves }).collect()
    };
    let one = |id: &str, value: f64, standard: f64, parts: Vec<Part>| IndicatorUncertainty {
        id: id.to_owned(),
        value,
        standard,
        expanded: 2.0 * standard,
        over: ErrorSum { value, terms: terms(&parts) },
        under: ErrorSum { value: 1.0, terms: Vec::new() },
        added: Vec::new(),
        at_most: None,
        parts,
    };
    let whole = vec![Part { source: sources[0].id.clone(), moves: SHARE_UNCERTAINTY, share: 1.0 }];
    Uncertainty {
        indicators: vec![one("pue", pue, standard, parts), one("clean_share", SHARE, SHARE_UNCERTAINTY, whole)],
        sources,
        assumptions: vec![Text::new(
            "feeder-0：未注明准确度，按 2 级计",
            "feeder-0: no class is told, taken as class 2",
        )],
    }
}

fn confidence(
    rated: &Assessment,
    trials: &[Assessment],
    indicators: Vec<Simulated>,
    pue: &IndicatorUncertainty,
) -> Confidence {
    let level = |assessment: &Assessment| assessment.level.as_ref().map(|level| level.id.clone());
    let levels = chances(rated, trials, level);
    let stated = level(rated);
    let probability = share(trials, |trial| level(trial) == stated);
    let demanded = Demanded { probability: 0.95, figure: None };
    let boundary = if probability >= 0.95 { Boundary::Settled } else { Boundary::AtTheBoundary };
    let track = |id: &str| {
        let of = |trial: &Assessment| {
            let track = trial.tracks.iter().find(|track| track.id == id)?;
            track.level.as_ref().map(|level| level.id.clone())
        };
        TrackConfidence { id: id.to_owned(), levels: chances(rated, trials, of) }
    };
    let better =
        Better { replace: vec!["ct-1".to_owned()], class: "0.2S".to_owned(), probability: 0.97, settles: true };
    Confidence {
        seed: 1,
        trials: EACH * u64::from(TRIALS),
        stable: true,
        no_grade: share(trials, |trial| trial.level.is_none()),
        levels,
        probability,
        demanded,
        boundary,
        score: Some(simulated("score", trials.iter().filter_map(|trial| trial.score))),
        indicators,
        prerequisites: rated.prerequisites.iter().map(|one| prerequisite(&one.id, trials)).collect(),
        tracks: rated.tracks.iter().map(|known| track(&known.id)).collect(),
        criteria: (0..rated.criteria.len()).map(|at| criterion(at, trials)).collect(),
        sensitivity: Some(Sensitivity {
            swings: pue.parts.iter().map(|part| swing(part, pue.value, stated.as_deref())).collect(),
            better: if boundary == Boundary::Settled { Vec::new() } else { vec![better] },
        }),
    }
}

/// Each level's share of the trials.
fn chances(rated: &Assessment, trials: &[Assessment], of: impl Fn(&Assessment) -> Option<String>) -> Vec<LevelChance> {
    let tried = rated.tracks[0].tried.iter().map(|tried| (tried.level.clone(), tried.title.clone()));
    let below = ("below".to_owned(), Text::new("未达到等级", "Below all levels"));
    let chance = |(level, title): (String, Text)| {
        let probability = share(trials, |trial| of(trial).as_deref() == Some(level.as_str()));
        LevelChance { level, title, probability }
    };
    tried.chain([below]).map(chance).collect()
}

fn share(trials: &[Assessment], holds: impl Fn(&Assessment) -> bool) -> f64 {
    let count = trials.iter().filter(|trial| holds(trial)).count();
    f64::from(u32::try_from(count).unwrap()) / f64::from(u32::try_from(trials.len()).unwrap())
}

fn prerequisite(id: &str, trials: &[Assessment]) -> Chance {
    let holds = |trial: &Assessment| trial.prerequisites.iter().any(|known| known.id == id && known.passed);
    Chance { id: id.to_owned(), probability: share(trials, holds) }
}

fn criterion(at: usize, trials: &[Assessment]) -> CriterionConfidence {
    let points = simulated("score", trials.iter().filter_map(|trial| trial.criteria[at].points));
    let first = &trials[0].criteria[at];
    let rows = first.compared.iter().enumerate().filter_map(|(row, compared)| {
        let points = compared.points.as_ref()?.value;
        let probability = share(trials, |trial| trial.criteria[at].fired == Some(row));
        Some(RowChance { row, points, probability })
    });
    CriterionConfidence { id: first.id.clone(), mean: points.mean, interval: points.interval, rows: rows.collect() }
}

fn swing(part: &Part, pue: f64, stated: Option<&str>) -> Swing {
    let ends = [-1.645, 1.645].map(|sigmas| judged(pue + sigmas * part.moves, SHARE));
    let scores = ends.each_ref().map(|end| end.score.unwrap());
    let levels = ends.iter().filter_map(|end| end.level.as_ref()).map(|level| level.id.clone());
    Swing {
        source: part.source.clone(),
        score: Interval { low: scores[0].min(scores[1]), high: scores[0].max(scores[1]) },
        first_order: part.share * 0.97,
        total: part.share,
        levels: levels.filter(|level| Some(level.as_str()) != stated).collect(),
    }
}

fn simulated(id: &str, values: impl Iterator<Item = f64>) -> Simulated {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let count = f64::from(u32::try_from(values.len()).unwrap());
    let mean = values.iter().sum::<f64>() / count;
    let standard = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    let (from, to) = (values[0], values[values.len() - 1]);
    let step = (to - from) / 40.0;
    let mut counts = vec![0; 40];
    for value in &values {
        let at = (0..40_u32).rposition(|at| *value >= from + step * f64::from(at)).unwrap_or(0);
        counts[at] += EACH;
    }
    let interval = Interval { low: values[values.len() / 40], high: values[values.len() * 39 / 40] };
    Simulated { id: id.to_owned(), mean, standard, interval, histogram: Histogram { from, step, counts } }
}
