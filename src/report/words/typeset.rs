//! The words of typeset reports: chapters, annexes, and what stands around them.

use super::Words;

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
