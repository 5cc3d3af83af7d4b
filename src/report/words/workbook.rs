//! The words of the workbooks: names of sheets, and headings that no other report has.

use super::Words;
use crate::text::Lang;

// The sheets of a facility. A name has 31 characters at most, and none of []:*?/\.
pub(crate) const SUMMARY: Words = Words::new("摘要", "Summary");
pub(crate) const CRITERIA: Words = Words::new("评定项", "Criteria");
pub(crate) const MONTHS: Words = Words::new("各月", "Months");
pub(crate) const INDICATORS: Words = Words::new("指标", "Indicators");
pub(crate) const FINDINGS: Words = Words::new("数据发现", "Findings");
pub(crate) const EVIDENCE: Words = Words::new("佐证", "Evidence");
pub(crate) const INPUTS: Words = Words::new("输入文件", "Inputs");
pub(crate) const SOURCES: Words = Words::new("引用来源", "Sources");

// The sheets of a portfolio.
pub(crate) const RANKING: Words = Words::new("排名", "Ranking");
pub(crate) const TOGETHER: Words = Words::new("合计指标", "Together");
pub(crate) const GROUPS: Words = Words::new("分组比较", "Groups");
pub(crate) const LEVELS: Words = Words::new("等级统计", "Levels");
pub(crate) const ERRORS: Words = Words::new("错误", "Errors");

// The summary.
pub(crate) const PROVINCE: Words = Words::new("省级地区", "Province");
pub(crate) const CITY: Words = Words::new("市（州）", "City");
pub(crate) const CATEGORY: Words = Words::new("类别", "Category");
pub(crate) const FROM_DAY: Words = Words::new("起", "From");
pub(crate) const UP_TO_DAY: Words = Words::new("止（不含）", "Up to, and not including");
pub(crate) const HOURS_OF_PERIOD: Words = Words::new("评价期小时数", "Hours of the period");
pub(crate) const FULL_SCORE: Words = Words::new("满分", "Full score");
pub(crate) const BONUS: Words = Words::new("其中加分", "Bonus within it");
pub(crate) const PROBABILITY: Words = Words::new("等级的概率", "Probability of the grade");
pub(crate) const KEY_FIGURES: Words = Words::new("主要指标", "Main indicators");
pub(crate) const U95: Words = Words::new("U95（k = 2）", "U95 (k = 2)");

// Criteria.
pub(crate) const AREA: Words = Words::new("领域", "Area");
pub(crate) const STATE: Words = Words::new("状态", "State");
pub(crate) const SCORED: Words = Words::new("已计分", "scored");
pub(crate) const POINTS_POSSIBLE: Words = Words::new("满分值", "Points possible");
pub(crate) const IS_BONUS: Words = Words::new("加分项", "Bonus");
pub(crate) const CHECK_OF_SCORE: Words = Words::new("总分核算（公式）", "The score, added up again (formulas)");
pub(crate) const POINTS_WITHOUT_BONUS: Words = Words::new("得分合计，不含加分", "Points without bonus");
pub(crate) const POSSIBLE_THAT_APPLY: Words = Words::new("适用项满分合计", "Points possible, of what applies");
pub(crate) const POSSIBLE_IN_ALL: Words = Words::new("满分合计", "Points possible, in all");
pub(crate) const BONUS_GAINED: Words = Words::new("加分合计", "Bonus gained");
pub(crate) const BONUS_CAP: Words = Words::new("加分上限", "Cap of the bonus");
pub(crate) const SCORE_ADDED_UP: Words = Words::new("按上述各行算得的总分", "Score by these rows");
pub(crate) const IN_THE_RATING: Words = Words::new("评定结果中的值", "In the rating");
pub(crate) const DIFFERENCE: Words = Words::new("差", "Difference");
pub(crate) const POINTS_BY_CRITERION: Words = Words::new("各评定项得分", "Points by criterion");

// Months.
pub(crate) const COVERED_HOURS: Words = Words::new("覆盖小时数", "Covered hours");
pub(crate) const HOURS_OF_MONTH: Words = Words::new("小时数", "Hours");
pub(crate) const SUM_OF_MONTHS: Words = Words::new("各月合计（公式）", "Sum of the months (formulas)");

// Indicators and evidence.
pub(crate) const WHY_MISSING: Words = Words::new("缺失原因", "Why it is missing");
pub(crate) const OF_WHAT: Words = Words::new("用于", "Used for");
pub(crate) const PART: Words = Words::new("项", "Part");

// Inputs.
pub(crate) const ROLLED_UP_IN: Words = Words::new("汇总于", "Rolled up in");

// The portfolio.
pub(crate) const PORTFOLIO: Words =
    Words::new("绿色算力基础设施等级评定汇总", "Green computing infrastructure: the portfolio");
pub(crate) const RANK: Words = Words::new("名次", "Rank");
pub(crate) const FACILITY_NAME: Words = Words::new("设施", "Facility");
pub(crate) const STATUS: Words = Words::new("结论", "Status");
pub(crate) const ORIGIN: Words = Words::new("数据性质", "Data");
pub(crate) const FIGURE: Words = Words::new("指标", "Figure");
pub(crate) const SUM_OVER: Words = Words::new("分子合计", "Sum over the line");
pub(crate) const SUM_UNDER: Words = Words::new("分母合计 kWh", "Sum under the line, kWh");
pub(crate) const LEVEL: Words = Words::new("等级或结论", "Level or status");
pub(crate) const PUE_BY_FACILITY: Words =
    Words::new("各设施 PUE（按排名）", "PUE by facility, in the order of the ranking");
pub(crate) const FACILITIES: Words = Words::new("设施数", "Facilities");
pub(crate) const ALL: Words = Words::new("合计", "All");
pub(crate) const FOLDER: Words = Words::new("文件夹", "Folder");
pub(crate) const PROBLEM: Words = Words::new("问题", "Problem");
pub(crate) const WHERE: Words = Words::new("位置", "Where");
pub(crate) const HINT: Words = Words::new("处理建议", "Hint");

/// A heading of times, with the clock that they are of.
pub(crate) fn on_clock(words: &str, clock: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{words}（{clock}）"),
        Lang::En => format!("{words} ({clock})"),
    }
}
