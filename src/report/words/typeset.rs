//! The words of typeset reports: chapters, annexes, and what stands around them.

use super::Words;
use crate::text::Lang;

pub(crate) const SUMMARY: Words = Words::new("摘要", "Summary");
pub(crate) const GRADE_EVALUATION: Words = Words::new("等级评定", "Grade evaluation");
pub(crate) const HOW_SURE: Words = Words::new("等级的可信程度", "How sure the grade is");
pub(crate) const ENERGY_EFFICIENCY: Words = Words::new("电能利用效率", "Power usage effectiveness");
pub(crate) const CLEAN_ENERGY: Words = Words::new("清洁能源利用", "Use of clean energy");
pub(crate) const IT_SYSTEMS: Words = Words::new("信息系统能效", "Energy efficiency of information systems");
pub(crate) const OPERATION: Words = Words::new("智能运维", "Intelligent operation");
pub(crate) const OTHER_STANDARDS: Words = Words::new("其他标准的结果", "By other standards");
pub(crate) const QUALITY: Words = Words::new("数据质量与充分性", "Quality and sufficiency of the data");
pub(crate) const EVIDENCE: Words = Words::new("佐证材料与输入文件", "Evidence and inputs");
pub(crate) const FORMULAS: Words = Words::new("指标与公式", "Indicators and formulas");
pub(crate) const RULES: Words = Words::new("评定规则", "Rules of grading");
pub(crate) const SOURCES: Words = Words::new("来源", "Sources");

pub(crate) const NOT_APPLIED: Words =
    Words::new("本次评定未采用这一方面的标准。", "No standard of this subject was applied in this grading.");
pub(crate) const VALUE_AND_U95: Words = Words::new("指标值 ± U95（k = 2）", "Value ± U95 (k = 2)");
pub(crate) const U95_NOTE: Words = Words::new(
    "“±”之后为扩展不确定度；未写“±”的数值为申报值、计分汇总值，或其不确定度不详。",
    "Behind ± stands the expanded uncertainty; a value without it is declared, is a score, or its uncertainty is not \
     known.",
);
pub(crate) const RULES_NOTE: Words = Words::new(
    "各评定项的规则、计分依据和各数值的出处；参考版数值并非官方数值。",
    "The rule of each criterion, what counted, and what its figures rest on; figures of a reference profile are not \
     official.",
);
pub(crate) const DECLARED_EVIDENCE: Words = Words::new("申报值的佐证材料", "What proves declared values");

// Around the text.
pub(crate) const CONTENTS: Words = Words::new("目录", "Contents");
pub(crate) const ANNEX: Words = Words::new("附录", "Annex");
pub(crate) const FIGURE: Words = Words::new("图", "Figure");
pub(crate) const NOTES: Words = Words::new("备注", "Notes");
pub(crate) const SIGNATURES: Words = Words::new("签章", "Signatures");
pub(crate) const DATE: Words = Words::new("日期", "Date");
pub(crate) const SEAL: Words = Words::new("（盖章）", "(seal)");
pub(crate) const PREPARED: Words = Words::new("编制", "Prepared by");
pub(crate) const REVIEWED: Words = Words::new("审核", "Reviewed by");
pub(crate) const APPROVED: Words = Words::new("批准", "Approved by");

// The report of a portfolio.
pub(crate) const PORTFOLIO_TITLE: Words =
    Words::new("绿色算力基础设施等级汇总报告", "Green computing infrastructure portfolio report");
pub(crate) const PARTLY_SYNTHETIC: Words = Words::new("部分设施为合成数据", "the data of some facilities is synthetic");
pub(crate) const RECORD: Words = Words::new("portfolio.json 的 SHA-256", "SHA-256 of portfolio.json");
pub(crate) const OWN_RECORDS: Words = Words::new(
    "各设施自身的评级记录为其编号文件夹中的 rating.json，其中有每个数值的公式、输入与出处。",
    "The record of each facility is rating.json in the folder of its id: it has the formula, the inputs and the source of \
     each value.",
);
pub(crate) const METHOD_TITLE: Words = Words::new("汇总数值的计算方法", "How the figures of all are computed");
/// Headings, and what is said below each.
pub(crate) const METHOD: [(Words, Words); 6] = [
    (
        Words::new("计入的设施", "Which facilities count"),
        Words::new(
            "被拒绝评级或无法读取的设施不计入任何汇总数值。缺失的数值不计为零：各表均列出有值的设施数。评价期不同的设施不合并计算。\
             汇总均以全精度数值计算，只在显示时修约。",
            "A facility that was refused, or could not be read, is in no figure. What is missing is not zero: each table tells \
             how many facilities have a value. Facilities of different periods are never put together. All is computed at \
             full precision, and rounded where it is shown alone.",
        ),
    ),
    (
        Words::new("合计之比", "Ratio of sums"),
        Words::new(
            "Σ分子 ÷ Σ分母，把各设施视为一个整体。例如 PUE 为 Σ总能耗 ÷ Σ IT 能耗，清洁能源占比为 Σ（占比 × 总能耗）÷ Σ总能耗。\
             它不是各设施比值的平均。",
            "Σ over the line ÷ Σ under it, as if the facilities were one: PUE is Σ total energy ÷ Σ IT energy, and the clean share \
             Σ (share × total energy) ÷ Σ total energy. It is not a mean of the facilities' ratios.",
        ),
    ),
    (
        Words::new("按总能耗加权的平均", "Mean weighted by total energy"),
        Words::new(
            "Σ（总能耗 × 指标值）÷ Σ总能耗，即（EU）2024/1364 公布的数值。与该条例一致，少于 3 个设施时不给出。",
            "Σ (total energy × value) ÷ Σ total energy, which is what (EU) 2024/1364 publishes. As there, it is not given for \
             fewer than 3 facilities.",
        ),
    ),
    (
        Words::new("四分位数", "Quartiles"),
        Words::new(
            "每个设施各计一次，不加权。将 n 个数值由小到大排列，第 p 分位数位于 1 + (n − 1) × p 处，在相邻两个数值之间线性插值\
             （Hyndman 与 Fan（1996）的第 7 类）。少于 2 个设施时不给出。",
            "Each facility counts once, without weights. Of n values in their order the quantile p lies at place 1 + (n − 1) × p, \
             interpolated in proportion between its neighbours (type 7 of Hyndman and Fan, 1996). It is not given for fewer \
             than 2 facilities.",
        ),
    ),
    (
        Words::new("离群的设施", "Facilities that stand apart"),
        Words::new(
            "低于下四分位数减 1.5 倍四分位距，或高于上四分位数加 1.5 倍四分位距（Tukey，1977）。少于 8 个设施时不判断。\
             离群不等于有错，表中并列其自身记录。",
            "Below the lower quartile less 1.5 times the distance between the quartiles, or above the upper one plus that \
             (Tukey, 1977). It is not told for fewer than 8 facilities. To stand apart is no fault: what the facility's own \
             record says stands beside it.",
        ),
    ),
    (
        Words::new("等级与排名", "Grades and ranking"),
        Words::new(
            "每个设施单独评级，等级依据全精度数值判定，不受其他设施影响。排名按第一个标准的得分；未评级的设施列于其后并注明原因，\
             不计为零分。",
            "Each facility is graded by itself, on values at full precision, whatever the others are. The ranking is by the score \
             of the first standard; those without a grade stand below with the reason, and never with a score of zero.",
        ),
    ),
];

/// `300 facilities`.
pub(crate) fn so_many_facilities(facilities: usize, lang: Lang) -> String {
    match (lang, facilities) {
        (Lang::Zh, _) => format!("{facilities} 个设施"),
        (Lang::En, 1) => "1 facility".to_owned(),
        (Lang::En, _) => format!("{facilities} facilities"),
    }
}

/// How many facilities could be read.
pub(crate) fn read_of(read: usize, all: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("共 {all} 个，其中 {read} 个可读取"),
        Lang::En => format!("{all}, of which {read} could be read"),
    }
}

/// A list that goes on.
pub(crate) fn and_more(shown: &str, more: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{shown} 等，另有 {more} 个"),
        Lang::En => format!("{shown} and {more} more"),
    }
}

/// Periods that the summary has no room for.
pub(crate) fn more_periods(more: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另有 {more} 个评价期，见“合计”一章。"),
        Lang::En => format!("{more} more periods stand in the chapter \"All together\"."),
    }
}
