//! The words of tests of IT systems.

use super::Words;
use crate::facility::it_tests::TestKind;
use crate::indicator::it_tests::{CheckState, ResultFrom};
use crate::text::Lang;

pub(crate) const TITLE: Words = Words::new("信息系统测试", "Tests of IT systems");
pub(crate) const RECORD: Words = Words::new("测试记录", "Record");
pub(crate) const KIND: Words = Words::new("测试类型", "Test");
pub(crate) const SYSTEM: Words = Words::new("系统", "System");
pub(crate) const RESULT: Words = Words::new("结果", "Result");
pub(crate) const DETAILS: Words = Words::new("精度与口径", "Precision and phase");
pub(crate) const CHECKS: Words = Words::new("方法核查", "The method's checks");
pub(crate) const CHECK: Words = Words::new("核查项", "Check");
pub(crate) const STATE: Words = Words::new("结论", "Verdict");
pub(crate) const FOUND: Words = Words::new("实际", "Found");
pub(crate) const FIGURE: Words = Words::new("限值与依据", "Figure and what it rests on");
pub(crate) const SYSTEMS: Words = Words::new("系统登记与结果", "Systems and their results");
pub(crate) const CLASS: Words = Words::new("类别", "Class");
pub(crate) const UNITS: Words = Words::new("台数", "Units");
pub(crate) const ANNUAL_KWH: Words = Words::new("年耗电量 kWh", "kWh a year");
pub(crate) const IT_SHARE: Words = Words::new("占 IT 能耗", "Share of IT");
pub(crate) const FROM: Words = Words::new("来源", "From");
pub(crate) const DECLARED: Words = Words::new("登记值", "Declared");
pub(crate) const TOGETHER: Words = Words::new("合并", "Together");
pub(crate) const VOID: Words = Words::new("作废", "void");
pub(crate) const MEAN_IT: Words = Words::new("IT 平均功率", "Mean power of IT");
pub(crate) const RACK_POWER: Words = Words::new("在用机柜平均功率", "Mean power of a rack in use");
pub(crate) const TESTED_SHARE: Words =
    Words::new("有测试结果的系统占 IT 能耗", "Systems with a result, share of the IT energy");
pub(crate) const UNKNOWN: Words = Words::new("未知", "not known");

// Charts.
pub(crate) const LOAD_LINE: Words = Words::new("服务器负载线", "Load lines of servers");
pub(crate) const WATTS_AXIS: Words = Words::new("平均功率（W）", "Mean power (W)");
pub(crate) const LOAD_AXIS: Words = Words::new("目标负载（%，0 为空闲）", "Target load (%, 0 is idle)");
pub(crate) const POWER_TRACE: Words = Words::new("测试功率记录与时窗", "Power traces of tests, with their windows");
pub(crate) const WINDOW: Words = Words::new("计入的时窗", "the window that counts");
pub(crate) const POWER: Words = Words::new("功率", "power");
pub(crate) const MEAN: Words = Words::new("时窗内平均", "mean in the window");
pub(crate) const BUBBLES: Words = Words::new("信息系统能效等级", "IT systems by efficiency and level");
pub(crate) const OF_LEVEL_1: Words =
    Words::new("结果占一级限值的比例（%）", "Result in percent of what level 1 asks for");
pub(crate) const LEVEL: Words = Words::new("{} 级", "level {}");
pub(crate) const BELOW: Words = Words::new("未达级", "below the lowest level");
pub(crate) const NOT_COUNTED: Words = Words::new("未计入", "not counted");
pub(crate) const AREA: Words = Words::new("面积表示年耗电量", "areas show the energy of a year");
pub(crate) const MORE: Words = Words::new("另有 {} 项未列出", "{} more are not shown");
pub(crate) const VOID_MARK: Words = Words::new("（作废）", " (void)");

pub(crate) fn kind(kind: TestKind, lang: Lang) -> &'static str {
    let words = match kind {
        TestKind::LoadLine => Words::new("负载线", "load line"),
        TestKind::Sert => Words::new("SERT", "SERT"),
        TestKind::Hpl => Words::new("HPL", "HPL"),
        TestKind::Training => Words::new("AI 训练", "AI training"),
        TestKind::Inference => Words::new("AI 推理", "AI inference"),
        TestKind::Storage => Words::new("存储", "storage"),
        TestKind::Iteesv => Words::new("服务器能效 ITEEsv", "ITEEsv"),
        TestKind::Iteusv => Words::new("服务器利用率 ITEUsv", "ITEUsv"),
    };
    words.get(lang)
}

/// The names of what goes into results, and their units; signs are the same in both languages.
const INPUTS: [(&str, &str); 10] = [
    ("metered share", "计量节点比例"),
    ("Σ operations", "Σ 操作数"),
    ("Σ watts", "Σ 功率"),
    ("operations", "操作数"),
    ("capacity", "容量"),
    ("Σ max performance", "Σ 最大性能"),
    ("Σ max power", "Σ 最大功率"),
    ("samples", "样本"),
    ("tokens", "词元"),
    ("P_idle,max", "P_idle 上限"),
];

/// A name or a unit of what goes into a result.
pub(crate) fn input(name: &str, lang: Lang) -> &str {
    let known = INPUTS.iter().find(|(en, _)| *en == name && lang == Lang::Zh);
    known.map_or(name, |(_, zh)| zh)
}

/// A phase or a kind of performance, by the record's word.
pub(crate) fn detail(word: &'static str, lang: Lang) -> &'static str {
    let zh = match word {
        "core" => "核心阶段",
        "full" => "全程",
        "measured" => "实测",
        "peak" => "峰值",
        other => other,
    };
    if lang == Lang::Zh { zh } else { word }
}

pub(crate) fn state(state: CheckState) -> Words {
    match state {
        CheckState::Passed => Words::new("通过", "passed"),
        CheckState::Failed => Words::new("未通过", "failed"),
        CheckState::Untold => Words::new("未注明", "not told"),
    }
}

pub(crate) fn from(from: ResultFrom) -> Words {
    match from {
        ResultFrom::Test => Words::new("测试记录", "test"),
        ResultFrom::Register => Words::new("登记表", "register"),
        ResultFrom::Void => VOID,
    }
}

/// How many tests there are, and how many of them are void.
pub(crate) fn counted(all: usize, void: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("共 {all} 项，作废 {void} 项"),
        Lang::En => format!("{all}, of which {void} void"),
    }
}
