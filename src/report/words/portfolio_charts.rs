//! The words of the charts of a portfolio.

use super::Words;

/// The titles of the charts.
pub(crate) const GRADE_COUNTS: Words = Words::new("各等级设施数", "Facilities by grade");
pub(crate) const INDICATOR_SPREAD: Words =
    Words::new("各指标在各设施间的分布", "How indicators spread over the facilities");
pub(crate) const GROUP_COMPARISON: Words =
    Words::new("各组别的 PUE 与清洁能源占比（合计之比）", "PUE and clean share of groups (ratios of sums)");

/// The chapter of a report in which the charts stand.
pub(crate) const CHARTS: Words = Words::new("组合图表", "Charts of the portfolio");

/// The axis of counts.
pub(crate) const COUNT_AXIS: Words = Words::new("设施数（个）", "Number of facilities");
/// The column of all, beside those of the categories.
pub(crate) const ALL: Words = Words::new("全部", "All");
/// How many facilities there are of something.
pub(crate) const COUNT: Words = Words::new("{} 个设施", "facilities: {}");
/// How many facilities of how many have a value.
pub(crate) const COUNT_OF: Words = Words::new("{} 个设施，其中 {} 个有值", "facilities: {}, with a value: {}");

/// Above a strip: known, missing.
pub(crate) const KNOWN_AND_MISSING: Words = Words::new("有值 {}，缺失 {}", "known {}, missing {}");
pub(crate) const STAND_APART_COUNT: Words = Words::new("离群 {}", "standing apart {}");
/// What the highest bar of a strip stands for.
pub(crate) const HIGHEST_BAR: Words = Words::new("最高柱 {} 个设施", "highest bar: {} facilities");
/// The legend of strips.
pub(crate) const MIDDLE_HALF: Words = Words::new("中间一半（上、下四分位之间）", "middle half (between the quartiles)");
pub(crate) const MEDIAN: Words = Words::new("中位数", "median");
pub(crate) const REACH: Words =
    Words::new("其余设施的范围（离群者除外）", "reach of the others (without those that stand apart)");
pub(crate) const ONE_FACILITY: Words = Words::new("一个设施", "one facility");
pub(crate) const BARS: Words = Words::new("该区间的设施数", "how many facilities lie there");
pub(crate) const STANDS_APART: Words = Words::new("离群的设施", "facility that stands apart");
pub(crate) const LEVEL_BOUNDS: Words = Words::new("等级限值", "bounds of levels");
/// The quartiles, the least and the most.
pub(crate) const QUARTILES: Words = Words::new("四分位 {} 至 {}", "quartiles {} to {}");
pub(crate) const FROM_TO: Words = Words::new("{} 至 {}", "{} to {}");
/// How many strips are not drawn.
pub(crate) const MORE_STRIPS: Words =
    Words::new("另有 {} 项分布未画出：见 portfolio.json", "not drawn: {} more; portfolio.json has them");

/// The axes of groups.
pub(crate) const PUE_AXIS: Words = Words::new("PUE，合计之比（kWh/kWh）", "PUE, ratio of sums (kWh/kWh)");
pub(crate) const SHARE_AXIS: Words = Words::new("清洁能源占比，合计之比（%）", "Clean share, ratio of sums (%)");
/// The legend of groups.
pub(crate) const TOGETHER: Words = Words::new("该期全部设施合计", "all facilities of the period together");
pub(crate) const LOWER_PUE: Words = Words::new("PUE 低于合计", "PUE below that of all");
pub(crate) const HIGHER_PUE: Words = Words::new("PUE 高于合计", "PUE above that of all");
pub(crate) const GROUP_SHARE: Words = Words::new("清洁能源占比", "clean share");
pub(crate) const NO_VALUE: Words = Words::new("无数值", "no value");
/// How many groups are not drawn.
pub(crate) const MORE_GROUPS: Words = Words::new(
    "另有 {} 组（设施较少者）未画出：见 portfolio.json",
    "not drawn: {} more groups with fewer facilities; portfolio.json has them",
);

/// In the ranking of many.
pub(crate) const IDS_FOR_NAMES: Words = Words::new(
    "名称过长者以设施标识代之；无等级的原因见 portfolio.json",
    "a name that is too long gives way to its id; portfolio.json has the reasons",
);

/// What changed since an earlier run.
pub(crate) const YEAR_ON_YEAR: Words = Words::new(
    "各设施的 PUE、清洁能源占比与等级：与上期比较",
    "PUE, clean share and grade of each facility, year on year",
);
pub(crate) const BETTER: Words = Words::new("变好", "better");
pub(crate) const WORSE: Words = Words::new("变差", "worse");
/// How many facilities are not drawn.
pub(crate) const MORE_PAIRS: Words = Words::new(
    "另有 {} 个变化较小的设施未画出：见 portfolio.json",
    "not drawn: {} more that changed less; portfolio.json has them",
);
