//! The cheapest combination as it is told, and whether it is known to be the least.

use std::cell::Cell;

use super::costs::CostTable;
use super::levers::Lever;
use super::plan::{Plan, Priced, Way};
use super::record::{Combination, Costed};
use super::search::Search;
use super::stops::bounds;
use super::supposed;
use crate::standard::check::SCORE;
use crate::standard::model::{Criterion, Pack, Rule};
use crate::text::Text;

/// The cheapest combination, or why there is none.
pub(super) fn cheapest(
    search: &Search<'_>,
    levers: Vec<Lever>,
    costs: Option<&CostTable>,
) -> Result<Combination, Text> {
    let costs = costs.ok_or_else(|| {
        Text::new(
            "未提供成本表（--costs）：本程序没有内置成本，不作组合",
            "there is no cost table (--costs), and this program knows no costs: no combination",
        )
    })?;
    let priced = levers.into_iter().filter_map(|lever| {
        let cost = costs.of(&lever.key)?;
        let most = cost.at_most.map_or(lever.most(), |amount| lever.within(amount))?;
        Some(Priced { lever, cost, most })
    });
    let plan = Plan {
        search,
        bounds: bounds(search.baseline),
        levers: priced.collect(),
        follows_one_mean: follows_one_mean(search.baseline.packs()),
        cut: Cell::new(false),
    };
    if plan.levers.is_empty() {
        return Err(Text::new(
            "成本表中没有本设施可用的措施",
            "the cost table prices no lever that the facility has left",
        ));
    }
    let plan = plan.ordered();
    let best = plan.best().ok_or_else(|| match plan.cut.get() {
        true => Text::new(
            "组合太多，搜索提前结束，到此为止没有找到能达到该等级的组合",
            "there are too many combinations: the search was cut off, and had found none that reaches the level",
        ),
        false => {
            Text::new("成本表中的措施全部采用也不能达到该等级", "all priced levers together do not reach the level")
        }
    })?;
    Ok(plan.told(&best, &costs.currency))
}

impl Plan<'_, '_> {
    fn told(&self, best: &Way, currency: &str) -> Combination {
        let after = self.search.deciding(&self.changes(&best.values));
        let moved = self.levers.iter().zip(&best.values).filter(|(priced, value)| **value != priced.lever.now);
        let parts = moved.map(|(priced, value)| Costed {
            key: priced.lever.key.to_string(),
            title: priced.lever.title.clone(),
            value: *value,
            amount: priced.lever.amount(*value),
            unit: priced.lever.unit.to_owned(),
            set: priced.lever.change(*value).to_string(),
            cost: priced.cost(*value),
            source: priced.cost.source.clone(),
        });
        let why_not_least = self.why_not_least();
        Combination {
            cost: best.cost,
            currency: currency.to_owned(),
            parts: parts.collect(),
            score: after.as_ref().and_then(|after| after.score),
            level: after.as_ref().and_then(supposed),
            least: why_not_least.is_none(),
            why_not_least,
        }
    }

    /// Why something cheaper may be.
    fn why_not_least(&self) -> Option<Text> {
        let packs = self.search.baseline.packs();
        let energies = self.levers.iter().filter(|priced| priced.lever.key.is_added()).count();
        let why = |zh: &str, en: &str| Some(Text::new(zh, en));
        match () {
            () if self.cut.get() => {
                why("组合太多，搜索提前结束", "there are too many combinations: the search was cut off")
            }
            () if !packs.iter().all(Pack::is_monotone) => why("标准并非单调", "the standard is not monotone"),
            () if packs.iter().any(rounds) => why("标准先修约再评定", "the standard rounds before it judges"),
            () if packs.iter().any(|pack| bends(pack, packs)) => {
                why("标准对其他得分或加分设限", "the standard holds other scores or a bonus against bounds")
            }
            () if energies > 1 => why(
                "节省的能耗与购入的能源相互影响，其配比按黄金分割法求得",
                "amounts of energy hang on each other: their balance is found by golden section",
            ),
            () => None,
        }
    }
}

fn rounds(pack: &Pack) -> bool {
    pack.rounding.points.is_some() || pack.rounding.score.is_some() || !pack.rounding.indicators.is_empty()
}

/// Whether the deciding score follows the mean of all tested systems in a straight line.
fn follows_one_mean(packs: &[Pack]) -> bool {
    let criteria = packs.iter().flat_map(|pack| &pack.criteria);
    let means = criteria.filter(|criterion| matches!(criterion.rule, Rule::WeightedLevels { .. })).count();
    means <= 1 && packs.iter().all(|pack| pack.is_monotone() && !rounds(pack) && !bends(pack, packs))
}

/// Whether a score can bend between the stops of levers: where other scores are held against bounds, or a bonus that grows
/// evenly is capped. A score with a bonus goes beyond the full score, where a line of it ends.
fn bends(pack: &Pack, packs: &[Pack]) -> bool {
    let levels = pack.levels.iter().flat_map(|level| &level.require).map(|condition| &condition.indicator);
    let mut bounds = levels.chain(pack.prerequisites.iter().map(|one| &one.indicator));
    let whole = |id: &str| {
        let other = packs.iter().find(|other| other.id == id)?;
        other.full_score.as_ref().filter(|_| !other.criteria.iter().any(|criterion| criterion.bonus))
    };
    let bent = |criterion: &Criterion| {
        let Some(id) = criterion.indicator.as_ref().and_then(|id| id.get_ref().strip_prefix(SCORE)) else {
            return criterion.bonus && pack.bonus_cap.is_some() && !matches!(criterion.rule, Rule::Bands { .. });
        };
        match (&criterion.rule, whole(id)) {
            (Rule::Linear { zero_at, full_at }, Some(most)) => zero_at.value > 0.0 || full_at.value < most.value,
            _ => true,
        }
    };
    bounds.any(|id| id.get_ref().starts_with(SCORE)) || pack.criteria.iter().any(bent)
}
