//! The words of the text reports: terminal, Markdown and explanations.

use super::Words;
pub(crate) use super::sentences::*;

// Marks.
pub(crate) const COLON: Words = Words::new("：", ": ");
pub(crate) const COMMA: Words = Words::new("，", ", ");
pub(crate) const LIST: Words = Words::new("、", ", ");
pub(crate) const SEMICOLON: Words = Words::new("；", "; ");
pub(crate) const OPEN: Words = Words::new("（", " (");
pub(crate) const CLOSE: Words = Words::new("）", ")");
pub(crate) const NONE_SIGN: Words = Words::new("—", "—");

// Yes and no.
pub(crate) const YES: Words = Words::new("是", "yes");
pub(crate) const NO: Words = Words::new("否", "no");

// Outcomes.
pub(crate) const OUTCOME: Words = Words::new("结论", "Outcome");
pub(crate) const RATED: Words = Words::new("已评级", "Rated");
pub(crate) const GRADE_BY: Words = Words::new("评级标准", "Graded by");
pub(crate) const NOT_RATED: Words = Words::new("未评级", "Not rated");
pub(crate) const REPORTED: Words = Words::new("仅报告，不定级", "Reported, no grade");
pub(crate) const REPORTED_ROWS: Words = Words::new("逐项报告，不定级", "Reported row by row, no grade");
pub(crate) const REPORTED_COUNT: Words = Words::new("仅报告", "Reported");
pub(crate) const REPORTED_BY: Words = Words::new("报告标准", "Reported by");
pub(crate) const PARTIAL: Words = Words::new("部分标准包：无总分、不定级", "part of a standard: no total, no level");
pub(crate) const PARTIAL_LACKS: Words =
    Words::new("部分标准包：无总分、不定级；缺少：", "Part of a standard: no total, no level; it lacks:");
pub(crate) const REFUSED: Words = Words::new("拒绝评级", "Refused");
pub(crate) const OUT_OF_SCOPE: Words = Words::new("不在适用范围", "Outside its scope");
pub(crate) const UNREADABLE: Words = Words::new("无法读取", "Could not be read");
pub(crate) const REASON: Words = Words::new("原因", "Reason");
pub(crate) const REASONS: Words = Words::new("原因", "Reasons");
pub(crate) const GRADE: Words = Words::new("等级", "Grade");
pub(crate) const SCORE: Words = Words::new("得分", "Score");
pub(crate) const BONUS: Words = Words::new("加分", "bonus");
pub(crate) const INDICATIVE_ONLY: Words = Words::new("仅供参考", "Indicative only");
pub(crate) const INDICATIVE: Words = Words::new("仅供参考，不构成评级", "indicative only: there is no grade");
pub(crate) const REFUSED_NOTE: Words = Words::new(
    "数据自相矛盾，评级前即予拒绝；各标准均未评定。",
    "The data contradicts itself and was refused before grading: no standard was applied.",
);

// Standing of the figures.
pub(crate) const FIGURES: Words = Words::new("数值依据", "Figures");
pub(crate) const REFERENCE: Words = Words::new("参考版，非官方数值", "reference profile, not the official table");
pub(crate) const ALL_OFFICIAL: Words = Words::new("官方数值", "official figures");
pub(crate) const NO_FIGURE: Words = Words::new("未用到任何数值", "no figure was used");
pub(crate) const OFFICIAL: Words = Words::new("官方文本", "official text");
pub(crate) const NEIGHBOUR: Words = Words::new("相邻标准", "neighbouring standard");
pub(crate) const CHOICE: Words = Words::new("本项目选定", "this project's choice");
pub(crate) const READ_TEXT: Words = Words::new("据原文", "read in the text itself");
pub(crate) const READ_SECONDARY: Words = Words::new("据二手资料", "from a secondary source");
pub(crate) const READ_DERIVED: Words = Words::new("由公开数据推算", "derived from published data");
pub(crate) const READ_OWN: Words = Words::new("本项目自行判断", "this project's own reasoning");
pub(crate) const CLAUSE: Words = Words::new("条款", "clause");
pub(crate) const BASIS: Words = Words::new("依据", "Basis");

// Facility and period.
pub(crate) const FACILITY: Words = Words::new("设施", "Facility");
pub(crate) const FACILITY_ID: Words = Words::new("编号", "Id");
pub(crate) const NOT_RELIABLE: Words =
    Words::new("数据自相矛盾，仅供查错", "for finding the fault only: the data contradicts itself");
pub(crate) const PERIOD: Words = Words::new("评价期", "Period");
pub(crate) const CLOCK: Words = Words::new("时区", "Clock");
pub(crate) const GENERAL: Words = Words::new("通用", "general");
pub(crate) const AI: Words = Words::new("智算", "AI");
pub(crate) const SUPERCOMPUTING: Words = Words::new("超算", "supercomputing");
pub(crate) const SYNTHETIC: Words = Words::new("合成数据", "synthetic data");
pub(crate) const SYNTHETIC_NOTE: Words = Words::new(
    "本设施数据为合成数据，并非真实设施的实测结果。",
    "The data of this facility is synthetic: it describes no real facility.",
);
pub(crate) const ATTRIBUTION: Words = Words::new("数据来源", "Data from");
pub(crate) const STANDARD: Words = Words::new("标准", "Standard");
pub(crate) const STANDARDS: Words = Words::new("标准", "Standards");
pub(crate) const EDITION: Words = Words::new("版本", "Edition");
pub(crate) const RETROSPECTIVE: Words = Words::new(
    "评价期内并非全程有效，结果仅供参考",
    "not in force throughout the period: the result is for orientation",
);
pub(crate) const NO_NUMBER: Words = Words::new("标准号不详", "its number is not known");
pub(crate) const PROGRAM: Words = Words::new("程序", "Program");

// Criteria.
pub(crate) const PREREQUISITES: Words = Words::new("基本要求", "Prerequisites");
pub(crate) const CRITERIA: Words = Words::new("评定项", "Criteria");
pub(crate) const CRITERION: Words = Words::new("评定项", "Criterion");
pub(crate) const PREREQUISITE: Words = Words::new("基本要求", "Prerequisite");
pub(crate) const POINTS: Words = Words::new("得分", "Points");
pub(crate) const VALUE: Words = Words::new("指标值", "Value");
pub(crate) const RULE: Words = Words::new("规则", "Rule");
pub(crate) const WHAT_COUNTED: Words = Words::new("计分依据", "What counted");
pub(crate) const REQUIRED: Words = Words::new("要求", "Required");
pub(crate) const VERDICT: Words = Words::new("判定", "Verdict");
pub(crate) const MET: Words = Words::new("满足", "met");
pub(crate) const NOT_MET: Words = Words::new("不满足", "not met");
pub(crate) const EXEMPT: Words = Words::new("豁免", "exempt");
pub(crate) const UNTOLD: Words = Words::new("无法判定", "can not be told");
pub(crate) const UNVERIFIED: Words = Words::new("无法核实", "can not be verified");
pub(crate) const MISSING: Words = Words::new("缺失", "missing");
pub(crate) const MISSING_NO_POINTS: Words = Words::new("缺失时不得分", "when missing, no points");
pub(crate) const MISSING_NOT_RATED: Words = Words::new("缺失时不予评级", "when missing, not rated");
pub(crate) const BONUS_CAP: Words = Words::new("加分上限", "Cap of the bonus");
pub(crate) const NO_REASON: Words = Words::new("原因不明", "no reason is given");
pub(crate) const NOT_APPLICABLE: Words = Words::new("不适用", "not applicable");
pub(crate) const NOT_SCORED: Words = Words::new("无法计分", "not scored");
pub(crate) const RESCALED: Words =
    Words::new("不适用项已剔除，其余按比例折算", "what does not apply is left out and the rest rescaled");
pub(crate) const CONDITION_NOT_MET: Words = Words::new("得分前提未满足", "condition not met");
pub(crate) const CONDITIONS: Words = Words::new("得分前提", "Condition for any points");

// Levels.
pub(crate) const LEVELS: Words = Words::new("等级判定", "Levels");
pub(crate) const WORSE_COUNTS: Words = Words::new("取较低者", "the lower one counts");
pub(crate) const WORST_COUNTS: Words = Words::new("取最低者", "the lowest one counts");
pub(crate) const BY_SCORE: Words = Words::new("按得分", "By score");
pub(crate) const BY_KEY_INDICATORS: Words = Words::new("按关键指标", "By key indicators");
pub(crate) const NO_CONDITION: Words = Words::new("不要求关键指标", "no key indicator is asked for");
pub(crate) const COUNTS_HERE: Words = Words::new("决定等级", "decides");
pub(crate) const REACHED: Words = Words::new("达到", "reached");
pub(crate) const NOT_REACHED: Words = Words::new("未达到", "not reached");
pub(crate) const TRACK: Words = Words::new("途径", "Way");
pub(crate) const LEVEL: Words = Words::new("等级", "Level");
pub(crate) const TRIED: Words = Words::new("逐级比较", "Levels tried");

// Values.
pub(crate) const MEASURED: Words = Words::new("实测", "measured");
pub(crate) const MIXED: Words = Words::new("实测与申报", "measured and declared");
pub(crate) const DECLARED: Words = Words::new("申报，有佐证", "declared, with evidence");
pub(crate) const BY_MANIFEST: Words = Words::new("据设施清单", "by the manifest");
pub(crate) const UNPROVEN: Words = Words::new("申报，无佐证", "declared, without evidence");
pub(crate) const PUE: Words = Words::new("PUE", "PUE");
pub(crate) const INDICATOR: Words = Words::new("指标", "Indicator");
pub(crate) const INDICATORS: Words = Words::new("指标", "Indicators");
pub(crate) const UNIT: Words = Words::new("单位", "Unit");
pub(crate) const FORMULA: Words = Words::new("公式", "Formula");
pub(crate) const STANDING: Words = Words::new("取值方式", "How obtained");
pub(crate) const COVERAGE: Words = Words::new("覆盖率", "Coverage");
pub(crate) const INPUTS_OF: Words = Words::new("代入", "With the numbers");
pub(crate) const FULL_PRECISION: Words = Words::new("全精度", "full precision");
pub(crate) const HOURS: Words = Words::new("小时", "h");
/// The column of what proves a value.
pub(crate) const COMES_FROM: Words = Words::new("数据来源或佐证", "Data or evidence");
pub(crate) const FROM: Words = Words::new("来自", "from");

// Months.
pub(crate) const MONTHS: Words = Words::new("各月", "Months");
pub(crate) const MONTH: Words = Words::new("月份", "Month");
pub(crate) const TOTAL_KWH: Words = Words::new("总能耗 kWh", "Total kWh");
pub(crate) const IT_KWH: Words = Words::new("IT 能耗 kWh", "IT kWh");
pub(crate) const CLEAN_SHARE: Words = Words::new("清洁能源占比", "Clean share");
pub(crate) const CLEAN_SHARE_NARROW: Words = Words::new("清洁能源\n占比", "Clean\nshare");
pub(crate) const UNATTRIBUTED: Words = Words::new("未指明来源 kWh", "Unattributed kWh");

// Gaps.
pub(crate) const GAPS: Words = Words::new("缺数处理", "Gaps");
pub(crate) const GAPS_OTHERWISE: Words = Words::new("不同缺数处理的结果", "By the policy for gaps");
pub(crate) const EXCLUDE: Words = Words::new("剔除", "excluded");
pub(crate) const BRIDGE: Words = Words::new("以累计表衔接", "bridged by counters");
pub(crate) const EXCLUDE_NOTE: Words =
    Words::new("数据不全的小时不计，因此剔除的实测量", "hours with a gap do not count; measured and left out");
pub(crate) const ESTIMATE_NOTE: Words = Words::new("估计量，不计为已覆盖", "estimated, and not covered");
pub(crate) const GAPS_BY_MANIFEST: Words = Words::new("按设施清单", "by the manifest");
pub(crate) const SAME_OTHERWISE: Words = Words::new("其他处理结果相同", "other policies give the same");
pub(crate) const TOTAL_ENERGY: Words = Words::new("总能耗", "total");
pub(crate) const IT_ENERGY: Words = Words::new("IT 能耗", "IT");
pub(crate) const COOLING_ENERGY: Words = Words::new("制冷", "cooling");
pub(crate) const DISTRIBUTION_ENERGY: Words = Words::new("供配电", "distribution");
pub(crate) const WATER: Words = Words::new("用水", "water");
pub(crate) const REUSED_HEAT: Words = Words::new("余热", "reused heat");

// Findings and inputs.
pub(crate) const FINDINGS: Words = Words::new("数据发现", "Findings");
pub(crate) const NO_FINDINGS: Words = Words::new("无", "none");
pub(crate) const ERROR: Words = Words::new("错误", "error");
pub(crate) const WARNING: Words = Words::new("警告", "warning");
pub(crate) const NOTE: Words = Words::new("备注", "note");
pub(crate) const METER: Words = Words::new("计量点", "Meter");
pub(crate) const FIRST: Words = Words::new("首次", "first");
pub(crate) const COUNT: Words = Words::new("次数", "Count");
pub(crate) const FINDING: Words = Words::new("内容", "Finding");
pub(crate) const SEVERITY: Words = Words::new("级别", "Severity");
pub(crate) const INPUTS: Words = Words::new("输入文件", "Inputs");
pub(crate) const FILE: Words = Words::new("文件", "File");
pub(crate) const SHA256: Words = Words::new("SHA-256", "SHA-256");
pub(crate) const BYTES: Words = Words::new("字节", "Bytes");
pub(crate) const ROWS: Words = Words::new("行数", "Rows");
pub(crate) const SOURCES: Words = Words::new("引用来源", "Sources");
pub(crate) const KEY: Words = Words::new("键", "Key");
pub(crate) const CITATION: Words = Words::new("出处", "Citation");
pub(crate) const READ: Words = Words::new("查阅方式", "Read as");

// Headings of reports.
pub(crate) const TITLE: Words =
    Words::new("绿色算力基础设施等级评定报告", "Green computing infrastructure grading report");
pub(crate) const OTHER_STANDARDS: Words = Words::new("其他标准", "Other standards");
pub(crate) const CHARTS: Words = Words::new("图表", "Charts");
pub(crate) const CHART: Words = Words::new("图", "Chart");
pub(crate) const SCORECARD: Words = Words::new("评分卡", "score card");
pub(crate) const PUE_BY_MONTH: Words = Words::new("各月 PUE", "PUE by month");
pub(crate) const PUE_HEATMAP: Words = Words::new("逐小时 PUE 热力图", "PUE hour by hour");
pub(crate) const COVERAGE_CALENDAR: Words = Words::new("覆盖与发现日历", "calendar of coverage and findings");
pub(crate) const SUPPLY_BY_MONTH: Words = Words::new("各月电力来源", "sources of electricity by month");
pub(crate) const ITEM: Words = Words::new("项目", "Item");
pub(crate) const COUNTED: Words = Words::new("计入值", "Counted");
pub(crate) const WEIGHT: Words = Words::new("权重 kWh", "Weight kWh");
pub(crate) const EVIDENCE: Words = Words::new("佐证材料", "Evidence");
pub(crate) const NO_EVIDENCE: Words = Words::new("无佐证", "no evidence");
pub(crate) const NOT_COUNTED: Words = Words::new("不计入", "not counted");
pub(crate) const ABOUT: Words = Words::new("关于本报告", "About this report");
pub(crate) const ABOUT_FIGURES: Words = Words::new("说明", "Note");
pub(crate) const INPUTS_NOTE: Words = Words::new(
    "以下文件的 SHA-256 可用于核对：相同输入得到相同结果。",
    "With these SHA-256 sums the result can be checked: the same files give the same rating.",
);
pub(crate) const REMARK: Words = Words::new("说明", "Remark");

// Rules.
pub(crate) const FIRED: Words = Words::new("命中", "fired");
pub(crate) const HOLDS: Words = Words::new("成立", "holds");
pub(crate) const HOLDS_NOT: Words = Words::new("不成立", "does not hold");
pub(crate) const EARLIER_FIRED: Words = Words::new("成立，但前一档已命中", "holds, but an earlier row fired");
pub(crate) const PASSED: Words = Words::new("已越过", "passed");
pub(crate) const NOT_PASSED: Words = Words::new("未越过", "not passed");
pub(crate) const ZERO_AT: Words = Words::new("0 分界", "no points at");
pub(crate) const FULL_AT: Words = Words::new("满分界", "all points at");
pub(crate) const MOST: Words = Words::new("满分值", "points possible");
pub(crate) const ARITHMETIC: Words = Words::new("计算", "Arithmetic");
pub(crate) const FIGURES_COMPARED: Words =
    Words::new("比较的数值（方括号内为其在标准包中的位置）", "Figures compared (in brackets: their place in the pack)");
pub(crate) const SEE_ITEMS: Words = Words::new("见下方分项", "see the items below");
pub(crate) const ITEMS: Words = Words::new("分项", "Items");
pub(crate) const SCALE: Words = Words::new("成熟度满级", "the highest maturity");
pub(crate) const WITHOUT_EVIDENCE: Words = Words::new("无佐证时最高计入", "counts at most, without evidence");
pub(crate) const MAX_AGE: Words = Words::new("测试有效期（月）", "the oldest test that counts, in months");
pub(crate) const POWER_TRACE: Words = Words::new("须有功率记录", "a power trace is needed");
pub(crate) const OTHER_CATEGORY: Words = Words::new("其他类别", "any other category");
pub(crate) const NOT_OF_IT: Words = Words::new("不属于该类别", "not of this category");
pub(crate) const BOTH: Words = Words::new("且", "and");
pub(crate) const STATE: Words = Words::new("状态", "State");
pub(crate) const ITEM_MET: Words = Words::new("满足，有佐证", "met, with evidence");
pub(crate) const ITEM_UNPROVEN: Words = Words::new("申报满足，无佐证", "declared as met, without evidence");
pub(crate) const ITEM_NOT_DECLARED: Words = Words::new("未申报", "not declared");
pub(crate) const NO_LEVEL: Words = Words::new("未达任何等级", "a system that reaches no level");
pub(crate) const BENCHMARK: Words = Words::new("基准值", "benchmark");
pub(crate) const WHERE_COMPARED: Words = Words::new("用于", "Where it counts");

// Rounding before judging.
pub(crate) const ROUNDED: Words = Words::new("评判前的修约（GB/T 8170）", "Rounded before judging (GB/T 8170)");
pub(crate) const ROUNDED_WHAT: Words = Words::new("数值", "What");
pub(crate) const BEFORE: Words = Words::new("修约前", "Before");
pub(crate) const AFTER: Words = Words::new("修约后", "After");
pub(crate) const DECIMALS: Words = Words::new("小数位数", "Decimals");

// Fields of reports.
pub(crate) const FIELDS: Words = Words::new("报送字段", "Report fields");
pub(crate) const FIELD: Words = Words::new("报送字段", "Report field");
pub(crate) const FIELD_VALUE: Words = Words::new("填报值", "Value");
pub(crate) const ASKED_BY: Words = Words::new("要求出自", "Asked for by");
pub(crate) const WHY_MISSING: Words = Words::new("缺失原因", "Why it is missing");
pub(crate) const FIELD_ID: Words = Words::new("字段", "Field");
pub(crate) const FIELD_TITLE: Words = Words::new("名称", "Title");
pub(crate) const CLAUSE_COLUMN: Words = Words::new("条款", "Clause");
pub(crate) const SOURCE: Words = Words::new("来源", "Source");

// Ways on.
pub(crate) const MORE: Words = Words::new(
    "详见某一项：greengrade explain rating.json <编号>，例如",
    "more on one of them: greengrade explain rating.json ID, such as",
);
