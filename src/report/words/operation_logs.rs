//! The words of operation from logs, in reports and charts.

use super::Words;

pub(crate) const TITLE: Words = Words::new("运维日志", "Operation from logs");
pub(crate) const QUANTITY: Words = Words::new("量", "Quantity");
pub(crate) const COUNTS: Words = Words::new("计数", "Counts");
pub(crate) const NO_ROWS: Words = Words::new("评价期内无记录", "no rows of the period");

pub(crate) const TO_ACKNOWLEDGE: Words = Words::new("响应时间（MTTA）", "Time to acknowledge (MTTA)");
pub(crate) const TO_REPAIR: Words = Words::new("修复时间（MTTR）", "Time to repair (MTTR)");
pub(crate) const CHANGE_SUCCESS: Words = Words::new("变更成功率", "Change success");
pub(crate) const PREDICTION: Words = Words::new("故障预测", "Prediction of faults");

// Values, with numbers in their places.
pub(crate) const MEAN: Words = Words::new("均值 {} h", "mean {} h");
pub(crate) const MEAN_AT_LEAST: Words = Words::new("均值至少 {} h", "mean at least {} h");
pub(crate) const MEDIAN: Words = Words::new("中位数 {} h", "median {} h");
pub(crate) const P90: Words = Words::new("P90 {} h", "p90 {} h");
pub(crate) const MEDIAN_NOT_REACHED: Words = Words::new("中位数未达到", "median not reached");
pub(crate) const P90_NOT_REACHED: Words = Words::new("P90 未达到", "p90 not reached");
pub(crate) const PRECISION_RECALL: Words = Words::new("精确率 {}，召回率 {}，F1 {}", "precision {}, recall {}, F1 {}");

// Counts, with numbers in their places.
pub(crate) const POINTS: Words = Words::new("应监控 {} 点，已监控 {} 点", "{} points must be monitored, {} are");
pub(crate) const ALARMS: Words = Words::new("压缩前 {} 条，压缩后 {} 条", "{} before, {} after compression");
pub(crate) const MODES: Words = Words::new(
    "自动 {}，半自动 {}，人工 {}（仅自动计入）",
    "automatic {}, semi-automatic {}, manual {} (automatic alone counts)",
);
pub(crate) const HEALED: Words = Words::new("故障 {} 起，自愈 {} 起", "{} faults, {} healed by themselves");
pub(crate) const REPAIRED: Words =
    Words::new("已关闭 {}，期末未关闭 {}；自告警计时 {}", "{} closed, {} open at the end; clock from the alarm: {}");
pub(crate) const ACKNOWLEDGED: Words = Words::new("已响应 {}，未响应 {}", "{} acknowledged, {} not");
pub(crate) const PREDICTED: Words = Words::new(
    "{} h 内：预测 {} 次，应验 {} 次（期末未定 {} 次不计）；故障 {} 起，被预测到 {} 起",
    "within {} h: {} predictions, {} came true ({} undecided at the end do not count); {} faults, {} foretold",
);
pub(crate) const CHANGES: Words = Words::new("成功 {}，失败 {}，回退 {}", "{} succeeded, {} failed, {} taken back");
pub(crate) const COOLING_HOURS: Words =
    Words::new("自动优化 {} h，有信号 {} h", "{} h under automatic optimisation of {} h with signals");

// Notes below the table.
pub(crate) const WHICH_COUNT: Words = Words::new(
    "仅评价期内的事件计入：故障以告警时间（无告警时间的以发生时间）为准，其余以自身时间为准；日志按评价期结束时的状态计。",
    "Only events within the period count: a fault by its alarm (without one, by its beginning), all else by its own time; the logs are taken as they stood at the end of the period.",
);
pub(crate) const METHOD: Words = Words::new(
    "时间分布按乘积限（Kaplan–Meier）估计，期末未结束的计为删失；分位数取累计比例首次达到该值的时间（经验分布函数的反函数）。",
    "Times are product-limit (Kaplan–Meier) estimates, in which what was not over at the end is censored; a quantile is the shortest time within which that share is over (the inverse of the distribution function).",
);
pub(crate) const OUTSIDE: Words = Words::new("评价期外、未计入的行", "Rows outside the period, not counted");
pub(crate) const OUTSIDE_OF: Words = Words::new("{} {} 行", "{} {}");

// Capabilities.
pub(crate) const CAPABILITIES: Words = Words::new("能力与佐证", "Capabilities and their evidence");
pub(crate) const DOMAIN: Words = Words::new("领域", "Domain");
pub(crate) const MATURITY: Words = Words::new("成熟度", "Maturity");
pub(crate) const EVIDENCE: Words = Words::new("佐证文件", "Evidence");
pub(crate) const DATE: Words = Words::new("日期", "Date");
pub(crate) const OWNER: Words = Words::new("责任人", "Owner");
pub(crate) const VALID_UNTIL: Words = Words::new("有效期至", "Valid until");
pub(crate) const EXPIRED: Words = Words::new("已过期", "expired");
pub(crate) const LATER: Words = Words::new("晚于评价期", "after the period");
pub(crate) const NO_EVIDENCE: Words = Words::new("无佐证", "no evidence");

// Charts.
pub(crate) const MATURITY_CHART: Words = Words::new("能力成熟度", "Maturity of capabilities");
pub(crate) const COUNTED: Words = Words::new("计入的成熟度", "maturity that counts");
pub(crate) const CAPPED: Words = Words::new("申报而未计入（缺有效佐证）", "declared, not counted (no valid evidence)");
pub(crate) const MATURITY_AXIS: Words = Words::new("成熟度（0–{} 级）", "Maturity (0 to {})");
pub(crate) const NOT_DECLARED: Words = Words::new("未申报", "not declared");
pub(crate) const INCIDENTS_CHART: Words = Words::new("各月故障与修复时间", "Faults and time to repair by month");
pub(crate) const FAULTS_AXIS: Words =
    Words::new("故障数（起，柱上为各月合计）", "Faults (their number above each month)");
pub(crate) const MTTR_AXIS: Words = Words::new("MTTR（h）", "MTTR (h)");
pub(crate) const CLOSED_FAULTS: Words = Words::new("已关闭的故障", "faults closed by the end of the period");
pub(crate) const OPEN_FAULTS: Words = Words::new("期末未关闭", "open at the end of the period");
pub(crate) const MTTR_OF_MONTH: Words =
    Words::new("当月故障的 MTTR（右轴）", "MTTR of the month's faults (right axis)");
pub(crate) const AUTOMATION_CHART: Words = Words::new("各月运维操作的自动化", "Automation of operations by month");
pub(crate) const OPERATIONS_AXIS: Words = Words::new("操作数（次）", "Operations");
pub(crate) const RATE_AXIS: Words = Words::new("自动化率（%）", "Automation rate (%)");
pub(crate) const AUTOMATIC: Words = Words::new("自动", "automatic");
pub(crate) const SEMI_AUTOMATIC: Words = Words::new("半自动", "semi-automatic");
pub(crate) const MANUAL: Words = Words::new("人工", "manual");
pub(crate) const RATE_OF_MONTH: Words =
    Words::new("自动化率，仅自动计入（右轴）", "automation rate, automatic alone (right axis)");
