//! Words about packs and their figures.

use std::borrow::Cow;

use super::Words;
use crate::standard::assessment::Status;
use crate::standard::model::{Basis, OnFail, Reading};
use crate::text::Lang;

pub(crate) const FULL_SCORE: Words = Words::new("总分", "full score");
pub(crate) const BONUS_CAP: Words = Words::new("加分上限", "cap of the bonus");
pub(crate) const FORMAL_CONFIDENCE: Words = Words::new("正式等级所需的概率", "probability that a formal grade needs");
pub(crate) const GAP_POLICY: Words = Words::new("缺数处理方式", "what becomes of gaps in the data");
pub(crate) const HOLD_MINUTES: Words =
    Words::new("缺数时末次读数最长保持分钟数", "minutes for which a reading holds on before a gap at most");
pub(crate) const IS_CLEAN: Words = Words::new("计为清洁能源", "counts as clean");
pub(crate) const POINTS: Words = Words::new("分值", "points");
pub(crate) const SCORE: Words = Words::new("得分", "score");
pub(crate) const DECIMALS: Words = Words::new("保留小数位数（GB/T 8170）", "decimals kept (GB/T 8170)");
pub(crate) const ONLY_IF: Words = Words::new("得分前提：", "only if");
pub(crate) const FROM_SCORE: Words = Words::new("最低得分", "from the score");
pub(crate) const BENCHMARK: Words = Words::new("基准值", "benchmark of");

pub(crate) const PLACE: Words = Words::new("位置", "Place");
pub(crate) const ABOUT: Words = Words::new("内容", "What it is");
pub(crate) const ABOUT_ZH: Words = Words::new("内容（中文）", "What it is (Chinese)");
pub(crate) const ABOUT_EN: Words = Words::new("内容（英文）", "What it is (English)");
pub(crate) const PRESENT: Words = Words::new("现值", "Present value");
pub(crate) const BASIS: Words = Words::new("依据", "Basis");
pub(crate) const SOURCE: Words = Words::new("来源", "Source");
pub(crate) const OFFICIAL: Words = Words::new("官方数值", "Official value");
pub(crate) const CLAUSE: Words = Words::new("官方条款", "Official clause");

/// The head of the overlay to fill in; both languages, because the file is for whoever opens it.
pub(crate) const FORM_HEAD: &str = "\
# 填入官方数值：在 official 后写官方数值，在 clause 后写其官方条款；留空则沿用现值。
# Write each figure of the official text behind `official` (numbers without quotation marks) and its clause behind
# `clause`. What stays blank keeps its present value and its basis, and reports say how many figures that is.";
pub(crate) const FORM_DAYS: &str = "# 官方版本的有效期 The days on which the official edition is in force";
pub(crate) const FORM_SOURCE: &str = "# 官方文本 What to look up";

pub(crate) const HOW_TO_FILL: Words = Words::new(
    "在黄色列填写官方数值及其条款；留空则沿用现值。填好后运行：greengrade standard import 本文件.xlsx",
    "Fill in the official value and its clause in the yellow columns; what stays blank keeps its present value. Then run: greengrade standard import THIS.xlsx",
);

pub(crate) const FIGURES: Words = Words::new("数值", "Figures");
pub(crate) const PREREQUISITES: Words = Words::new("基本要求", "Prerequisites");
pub(crate) const CRITERIA: Words = Words::new("评定项", "Criteria");
pub(crate) const LEVELS: Words = Words::new("等级", "Levels");
pub(crate) const SYSTEM_CLASSES: Words = Words::new("信息系统类别", "Classes of IT systems");
pub(crate) const FIELDS: Words = Words::new("填报项", "Report fields");
pub(crate) const SOURCES: Words = Words::new("来源", "Sources");
pub(crate) const MISSING_ROWS: Words = Words::new("本标准包缺少的部分", "What this pack lacks");
pub(crate) const ID: Words = Words::new("标识", "Id");
pub(crate) const TITLE: Words = Words::new("标准", "Standard");
pub(crate) const EDITION: Words = Words::new("版本", "Edition");
pub(crate) const IN_FORCE: Words = Words::new("有效期", "In force");
pub(crate) const FIGURES_BY_BASIS: Words =
    Words::new("数值：官方 / 相邻 / 选定", "Figures: official / neighbour / choice");
pub(crate) const STANDING: Words = Words::new("性质", "Standing");
pub(crate) const STANDING_OFFICIAL: Words = Words::new("官方", "official");
pub(crate) const STANDING_REFERENCE: Words =
    Words::new("参考版，非官方数值", "reference profile, not the official table");
pub(crate) const STANDING_PARTIAL: Words = Words::new("部分：无总分", "partial: no total");
pub(crate) const STANDING_REPORT: Words = Words::new("仅报告，不定级", "reports, no grade");
pub(crate) const INDICATOR: Words = Words::new("指标", "Indicator");
pub(crate) const RULE: Words = Words::new("规则", "Rule");
pub(crate) const LEVEL: Words = Words::new("等级", "Level");
pub(crate) const ON_FAIL: Words = Words::new("不满足时", "if not met");
pub(crate) const CONDITIONS: Words = Words::new("条件", "Conditions");
pub(crate) const MIN_SCORE: Words = Words::new("最低得分", "Least score");
pub(crate) const PRECONDITION: Words = Words::new("得分前提", "Only if");
pub(crate) const MOST_POINTS: Words = Words::new("满分", "Points");
pub(crate) const UNIT: Words = Words::new("单位", "Unit");
pub(crate) const BENCHMARKS: Words = Words::new("基准值", "Benchmarks");
pub(crate) const BEFORE: Words = Words::new("前", "Before");
pub(crate) const AFTER: Words = Words::new("后", "After");
pub(crate) const OTHERS: Words = Words::new("其他", "others");
pub(crate) const AND: Words = Words::new("且", "and");
pub(crate) const SAME: Words = Words::new("两者的数值与依据完全相同", "both have the same figures on the same basis");
pub(crate) const NO_CHANGE: Words = Words::new("该评定结果不变", "the rating does not change");
pub(crate) const EFFECT: Words = Words::new("对评定结果的影响", "What it changes in the rating");
pub(crate) const STATUS: Words = Words::new("状态", "Status");
pub(crate) const CHANGED: Words = Words::new("处不同", "figures differ");

/// A bound in words.
pub(crate) struct BoundWords(Option<Words>, String);

impl BoundWords {
    /// The words in one language; the pack's own word for a bound that nobody named.
    pub fn get(&self, lang: Lang) -> Cow<'static, str> {
        self.0.map_or_else(|| Cow::Owned(self.1.clone()), |words| Cow::Borrowed(words.get(lang)))
    }
}

/// The words of a bound.
pub(crate) fn bound(word: &str) -> BoundWords {
    let words = match word {
        "at_most" => Some(Words::new("不高于", "at most")),
        "below" => Some(Words::new("低于", "below")),
        "at_least" => Some(Words::new("不低于", "at least")),
        "above" => Some(Words::new("高于", "above")),
        "is" => Some(Words::new("为", "is")),
        _ => None,
    };
    BoundWords(words, word.to_owned())
}

/// The words of a part of a criterion.
pub(crate) fn part(word: &str) -> BoundWords {
    let words = match word {
        "points" => Some(POINTS),
        "when_missing" => Some(Words::new("缺失时", "when missing")),
        "zero_at" => Some(Words::new("零分处", "no points at")),
        "full_at" => Some(Words::new("满分处", "all points at")),
        "scale" => Some(Words::new("最高成熟度", "highest maturity")),
        "without_evidence_at_most" => Some(Words::new("无佐证材料时最高计", "without evidence at most")),
        "none" => Some(Words::new("未达级的分值", "points where no level is reached")),
        "max_age_months" => Some(Words::new("测试有效月数", "months for which a test counts")),
        "needs_power_trace" => Some(Words::new("须有功率记录", "needs the power trace")),
        "otherwise" => Some(Words::new("其他类别的分值", "points of any other category")),
        _ => None,
    };
    BoundWords(words, word.to_owned())
}

/// A row of a rule by its number.
pub(crate) fn row(number: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {number} 档"),
        Lang::En => format!("row {number}"),
    }
}

/// A level of a tested system.
pub(crate) fn level_of_system(level: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{level} 级"),
        Lang::En => format!("level {level}"),
    }
}

/// The rule on the maturity of capabilities.
pub(crate) fn maturity(domains: usize, scale: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{domains} 个领域的平均成熟度 ÷ {scale}"),
        Lang::En => format!("mean maturity of {domains} domains ÷ {scale}"),
    }
}

/// What a figure rests on.
pub(crate) const fn basis(basis: Basis) -> Words {
    match basis {
        Basis::Official => Words::new("官方文本", "official text"),
        Basis::Neighbour => Words::new("相邻标准", "published neighbour"),
        Basis::Choice => Words::new("本项目选定", "this project's choice"),
    }
}

/// How a source was read.
pub(crate) const fn reading(reading: Reading) -> Words {
    match reading {
        Reading::Text => Words::new("已读原文", "the text was read"),
        Reading::Secondary => Words::new("据二手资料", "from a secondary source"),
        Reading::Derived => Words::new("由公开数据推算", "derived from published data"),
        Reading::Own => Words::new("本项目", "this project"),
    }
}

/// How a facility stands under a standard.
pub(crate) const fn status(status: Status) -> Words {
    match status {
        Status::Rated => Words::new("已评级", "rated"),
        Status::NotRated => Words::new("未评级", "not rated"),
        Status::IndicativeOnly => Words::new("仅供参考", "indicative only"),
        Status::Reported => Words::new("仅报告", "reported"),
        Status::OutOfScope => Words::new("不适用", "out of scope"),
    }
}

/// What follows when a prerequisite is not met.
pub(crate) const fn on_fail(on_fail: OnFail) -> Words {
    status(match on_fail {
        OnFail::NotRated => Status::NotRated,
        OnFail::IndicativeOnly => Status::IndicativeOnly,
        OnFail::OutOfScope => Status::OutOfScope,
    })
}

/// Whether a prerequisite is met.
pub(crate) const fn passed(passed: bool) -> Words {
    if passed { Words::new("满足", "met") } else { Words::new("不满足", "not met") }
}
