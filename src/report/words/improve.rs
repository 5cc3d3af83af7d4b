//! The words of ways to a better level.

use super::Words;
use crate::text::Lang;

pub(crate) const TITLE: Words =
    Words::new("通往更高等级的途径（假设，不是评级）", "Ways to a better level, hypothetical");
pub(crate) const TARGET: Words = Words::new("目标等级", "Level to reach");
pub(crate) const NONE: Words = Words::new("无法寻找途径", "Nothing to look for");
pub(crate) const ALONE: Words = Words::new("单独采用一项措施", "One lever alone");
pub(crate) const ON_THE_LIMIT: Words = Words::new(
    "最小改变恰好落在限值上：计入测量误差，达到与达不到的机会约各半，请留有余量",
    "a least change ends on the limit itself: with errors of measurement it is about as likely to miss it, so leave a margin",
);
pub(crate) const LEVER: Words = Words::new("措施", "Lever");
pub(crate) const LEAST: Words = Words::new("最小改变", "Least change");
pub(crate) const THEN: Words = Words::new("届时得分", "Score then");
pub(crate) const COST: Words = Words::new("费用", "Cost");
pub(crate) const SOURCE: Words = Words::new("费用来源", "Cost from");
pub(crate) const CANNOT: Words = Words::new("单独不能达到的措施", "Levers that can not reach it alone");
pub(crate) const WHY: Words = Words::new("原因", "Why");
pub(crate) const TOGETHER: Words = Words::new("费用最低的组合", "The cheapest combination");
pub(crate) const WHOLE: Words = Words::new("合计", "Together");
pub(crate) const IS_LEAST: Words =
    Words::new("按该成本表与该标准，没有更便宜的组合", "nothing cheaper reaches it by this table and this standard");
pub(crate) const NOT_PROVEN: Words = Words::new("未证明为最低费用", "not proven to be the cheapest");
pub(crate) const TRY: Words = Words::new("可试算", "Try");
pub(crate) const NOTHING_LEFT: Words = Words::new("已到尽头，无可改变", "it is at its end already");
pub(crate) const DIRECT_END: Words =
    Words::new("再多的直供电将超过用电量", "more direct supply would exceed the consumption");
pub(crate) const CERTIFICATES_END: Words = Words::new(
    "再多的绿证不再计入：用电已全部清洁",
    "more certificates would not count: all consumption is clean then",
);

/// What is the best that a lever reaches where a bound asks for more.
pub(crate) fn at_best(indicator: &str, best: &str, figure: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{indicator}最好只能到 {best}，要求 {figure}"),
        Lang::En => format!("{indicator} is at best {best}, and {figure} is asked for"),
    }
}

/// How many points a lever brings at best, and how many are asked for.
pub(crate) fn points_at_best(best: &str, figure: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("最多 {best} 分，要求 {figure} 分"),
        Lang::En => format!("at best {best} points of {figure}"),
    }
}

/// That a table of costs allows less of a lever than is needed, in the place of a cost.
pub(crate) fn table_allows(amount: &str, unit: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("成本表最多允许 {amount} {unit}"),
        Lang::En => format!("the table allows {amount} {unit} at most"),
    }
}

/// The unit of a lever's amounts.
pub(crate) fn unit(unit: &str, lang: Lang) -> &str {
    match (unit, lang) {
        ("percentage point", Lang::Zh) => "个百分点",
        ("percentage point", Lang::En) => "pp",
        ("rack", Lang::Zh) => "架",
        ("rack", Lang::En) => "racks",
        ("level", Lang::Zh) => "级",
        ("level", Lang::En) => "levels",
        ("item", Lang::Zh) => "项",
        _ => unit,
    }
}

pub(crate) fn prerequisite(title: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("不满足基本要求“{title}”"),
        Lang::En => format!("the prerequisite \"{title}\" fails"),
    }
}
