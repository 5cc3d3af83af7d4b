//! The way to the next grade: the least change of each lever alone that reaches it, and the cheapest of all together.
//!
//! Whether a change reaches a level is asked of the whole rule set, by judging the facility again; nothing is estimated.
//! Costs are the user's: this program knows none. All of it is hypothetical, as what-if is.

mod combination;
pub mod costs;
mod levers;
mod plan;
mod record;
mod refine;
mod search;
mod stops;

use combination::cheapest;
use costs::CostTable;
use levers::{Lever, levers};
pub use record::{Cannot, Combination, Costed, Improvement, Least, LeverWay, Obstacle, SCHEMA};
use search::Search;

use super::Rating;
use super::compare::level;
use super::scenario::{Baseline, Change, suppose};
use crate::PROGRAM;
use crate::problem::{Problem, Result, nearest};
use crate::standard::assessment::{LevelReached, Status};
use crate::standard::model::Pack;
use crate::standard::{Assessment, Library};
use crate::text::Text;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct ImproveRequest<'a> {
    /// Where packs are looked for, the first place first.
    pub libraries: &'a [Library],
    /// The level to reach, by its id; the next better one, where left out.
    pub level: Option<&'a str>,
    /// The text of a cost table, and its file's name as the user knows it.
    pub costs: Option<(&'a str, &'a str)>,
}

/// Looks for ways to a better level by the deciding standard.
///
/// # Errors
/// A facility whose data was refused; packs that are not at hand; a level that there is not; a cost table with a fault.
pub fn improve(rating: &Rating, request: &ImproveRequest<'_>) -> Result<Improvement> {
    let baseline = Baseline::of(rating, request.libraries)?.deciding();
    let costs = request.costs.map(|(text, name)| costs::read(text, name, &baseline)).transpose()?;
    let (Some(pack), Some(now)) = (baseline.packs().first(), baseline.judged(&[]).into_iter().next()) else {
        return Err(Problem::new("the rating is by no standard").hint("rate the facility again"));
    };
    // As the rating says; what is looked for goes by the values alone, as all that is supposed.
    let own = baseline.standing(&now.standard.id).unwrap_or(&now);
    let mut improvement = Improvement {
        schema: SCHEMA.to_owned(),
        hypothetical: true,
        program: PROGRAM.to_owned(),
        facility: rating.facility.clone(),
        period: rating.period.clone(),
        standard: own.standard.id.clone(),
        edition: own.standard.edition.clone(),
        official: own.standard.official,
        status: own.status,
        level: level::reached(own),
        score: own.score,
        target: None,
        none: None,
        ways: Vec::new(),
        combination: None,
        no_combination: None,
    };
    let target = match target(pack, &now, own, request.level)? {
        Ok(target) => target,
        Err(why) => {
            improvement.none = Some(why);
            return Ok(improvement);
        }
    };
    let search = Search::of(&baseline, target.rank);
    let (levers, unavailable) = levers(&baseline);
    improvement.ways = levers.iter().map(|lever| way(&search, lever, costs.as_ref())).collect();
    improvement.ways.extend(unavailable.into_iter().map(|(key, title, why)| LeverWay {
        key: key.to_string(),
        title,
        unit: String::new(),
        now: None,
        least: None,
        cannot: Some(Cannot { at: None, obstacles: Vec::new(), why: Some(why) }),
    }));
    match cheapest(&search, levers, costs.as_ref()) {
        Ok(combination) => improvement.combination = Some(combination),
        Err(why) => improvement.no_combination = Some(why),
    }
    improvement.target = Some(target);
    Ok(improvement)
}

/// The level to reach from what the values give now, or why there is none to look for; `own` is how the rating stands.
fn target(
    pack: &Pack,
    now: &Assessment,
    own: &Assessment,
    wanted: Option<&str>,
) -> Result<std::result::Result<LevelReached, Text>> {
    let none = |zh: &str, en: &str| Ok(Err(Text::new(zh, en)));
    let ids = pack.levels.iter().map(|level| level.id.get_ref().as_str());
    let wanted = match wanted {
        None => None,
        Some(id) => Some(ids.clone().position(|known| known == id).ok_or_else(|| {
            let near = nearest(id, ids.clone()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            let known: Vec<&str> = ids.clone().collect();
            Problem::new(format!("`{}` has no level `{id}`", pack.id))
                .hint(format!("{near}its levels are {}", known.join(", ")))
        })?),
    };
    if pack.levels.is_empty() || now.status == Status::Reported {
        return none("该标准只给出结果，不定级", "the standard gives results and no grade");
    }
    if now.status == Status::OutOfScope {
        return none("该标准不适用于本设施", "the standard does not apply to the facility");
    }
    let rank = now.level.as_ref().map(|level| level.rank);
    let at = match (wanted, rank) {
        (Some(at), None) => at,
        (Some(at), Some(rank)) if at + 1 < rank => at,
        // Only the probability that a formal grade needs is wanting.
        (Some(_), Some(_)) if own.level.is_none() => {
            let (zh, en) = joined(&own.reasons);
            return none(&format!("数值已达到该等级：{zh}"), &format!("the values reach that level already: {en}"));
        }
        (Some(_), Some(_)) => return none("已达到该等级", "that level is reached already"),
        (None, Some(rank)) => match rank.checked_sub(2) {
            Some(at) => at,
            None => return none("已是最高等级", "it is the best level already"),
        },
        (None, None) => {
            let (zh, en) = joined(&now.reasons);
            return none(
                &format!("没有等级：{zh}；可用 --level 指定要达到的等级"),
                &format!("there is no grade: {en}; name the level to reach with --level"),
            );
        }
    };
    let level = pack.levels.get(at).map(|level| LevelReached {
        id: level.id.get_ref().clone(),
        title: level.title.clone(),
        rank: at + 1,
    });
    level.map_or_else(|| none("已是最高等级", "it is the best level already"), |level| Ok(Ok(level)))
}

/// Reasons in a row, in Chinese and in English.
fn joined(reasons: &[Text]) -> (String, String) {
    let of = |text: fn(&Text) -> &str| reasons.iter().map(text).collect::<Vec<_>>();
    (of(|why| &why.zh).join("；"), of(|why| &why.en).join("; "))
}

/// What one lever alone can do.
fn way(search: &Search<'_>, lever: &Lever, costs: Option<&CostTable>) -> LeverWay {
    let least = search.least(lever, lever.most(), &[]).map(|value| {
        let change = Change { key: lever.key.clone(), value };
        let after = search.deciding(std::slice::from_ref(&change));
        let amount = lever.amount(value);
        let cost = costs.and_then(|costs| costs.of(&lever.key));
        let beyond =
            cost.and_then(|cost| cost.at_most).filter(|most| !lever.within(*most).is_some_and(|most| value <= most));
        Least {
            value,
            amount,
            set: change.to_string(),
            score: after.as_ref().and_then(|after| after.score),
            level: after.as_ref().and_then(supposed),
            cost: cost.filter(|_| beyond.is_none()).map(|cost| cost.of(amount)),
            table_allows: beyond,
        }
    });
    let cannot = least.is_none().then(|| {
        let most = lever.most();
        let at = most.map(|value| Change { key: lever.key.clone(), value });
        let after = search.deciding(at.as_slice());
        Cannot { at: most, obstacles: after.map(|after| search.obstacles(&after)).unwrap_or_default(), why: None }
    });
    LeverWay {
        key: lever.key.to_string(),
        title: lever.title.clone(),
        unit: lever.unit.to_owned(),
        now: (!lever.key.is_added()).then_some(lever.now),
        least,
        cannot,
    }
}

/// The level that would be reached, which says that it is hypothetical.
fn supposed(assessment: &Assessment) -> Option<LevelReached> {
    let mut level = assessment.level.clone()?;
    suppose(&mut level);
    Some(level)
}
