//! The words of what a portfolio says together.

use super::Words;

/// How many facilities.
pub(crate) const SYNTHETIC_SITES: Words = Words::new(
    "合成数据的设施：{} 个，已在其名称旁注明",
    "facilities of synthetic data: {}, marked beside their names",
);
pub(crate) const GRADES: Words = Words::new("等级分布", "Grades");
pub(crate) const BY_PROVINCE: Words = Words::new("按省级地区比较", "By province");
pub(crate) const BY_CITY: Words = Words::new("按市（州）比较", "By city");
pub(crate) const NOT_NAMED: Words = Words::new("未注明", "not named");
pub(crate) const BY: Words = Words::new("分组依据", "By");
pub(crate) const BY_CATEGORY: Words = Words::new("按类别比较", "By category");
pub(crate) const GROUP: Words = Words::new("组别", "Group");
pub(crate) const FACILITIES: Words = Words::new("设施数", "Facilities");
pub(crate) const WITH_GRADE: Words = Words::new("已评级", "With a grade");
pub(crate) const PUE_RATIO: Words = Words::new("PUE（合计之比）", "PUE, ratio of sums");
pub(crate) const PUE_MEAN: Words = Words::new("PUE（按总能耗加权）", "PUE, weighted by total energy");
pub(crate) const CLEAN_RATIO: Words = Words::new("清洁能源占比（合计之比）", "Clean share, ratio of sums");
pub(crate) const CLEAN_MEAN: Words =
    Words::new("清洁能源占比（按总能耗加权）", "Clean share, weighted by total energy");
pub(crate) const SPREADS: Words = Words::new("各指标的分布", "How indicators spread");
pub(crate) const SPREADS_NOTE: Words = Words::new(
    "每个设施各计一次，不加权；四分位数按次序在相邻数值间插值。被拒绝评级的设施不计入，缺失的不计为零。",
    "Each facility counts once, without weights; quartiles are interpolated between neighbouring values. A facility that was \
     refused is not in it, and what is missing is not zero.",
);
pub(crate) const KNOWN: Words = Words::new("有值", "Known");
pub(crate) const LEAST: Words = Words::new("最小", "Least");
pub(crate) const LOWER_QUARTILE: Words = Words::new("下四分位", "Lower quartile");
pub(crate) const MEDIAN: Words = Words::new("中位数", "Median");
pub(crate) const UPPER_QUARTILE: Words = Words::new("上四分位", "Upper quartile");
pub(crate) const MOST: Words = Words::new("最大", "Most");
pub(crate) const OUTLIERS: Words = Words::new("离群的设施", "Facilities that stand apart");
pub(crate) const OUTLIERS_NOTE: Words = Words::new(
    "离上、下四分位数超过四分位距 1.5 倍者（Tukey 法则），至少 8 个设施才判断。离群不等于有错：请对照其自身记录。",
    "Those farther from the quartiles than 1.5 times the distance between them (Tukey's rule), told for eight facilities and \
     more. To stand apart is no fault: look at what their own records say.",
);
pub(crate) const FENCES: Words = Words::new("界限", "Bounds");
pub(crate) const RECORD_SAYS: Words = Words::new("其自身记录", "What its record says");
pub(crate) const NOTHING_EXPLAINS: Words = Words::new("其记录中没有可解释之处", "nothing in its record explains it");
pub(crate) const ONLY_COVERED: Words = Words::new("仅覆盖 {} 的小时", "only {} of the hours are covered");
pub(crate) const CAME_ABOUT: Words = Words::new("该值为{}", "the value is {}");
pub(crate) const OTHER_METERING: Words =
    Words::new("PUE 类别为 {}，多数设施为 {}", "category of PUE {}, that of most is {}");
pub(crate) const LOW_IT_LOAD: Words =
    Words::new("IT 负荷使用率 {}，下四分位数 {}", "use of IT load {}, lower quartile {}");
pub(crate) const LARGEST_PART: Words =
    Words::new("IT 以外能耗中{}最多，占 {}", "{} takes {} of the energy beside IT, the largest part");
pub(crate) const COOLING: Words = Words::new("制冷", "cooling");
pub(crate) const DISTRIBUTION: Words = Words::new("供配电损耗", "losses of distribution");
