//! The words of comparisons.

use super::Words;
use crate::rating::compare::{Behind, Kind, Table, TurnedBy, Verdict};
use crate::text::Lang;

pub(crate) const TITLE: Words = Words::new("评级对比", "Comparison of ratings");
pub(crate) const STANDARD: Words = Words::new("对比所依标准", "Compared by");
pub(crate) const AGAINST_FIRST: Words = Words::new("各项均与第一项对比", "each against the first");
pub(crate) const AGAINST_PREVIOUS: Words = Words::new("各项均与前一项对比", "each against the one before");
pub(crate) const NUMBER: Words = Words::new("序号", "No.");
pub(crate) const RATING: Words = Words::new("评级", "Rating");
pub(crate) const ARROW: &str = " → ";

pub(crate) const BEHIND: Words = Words::new("数值差异可能源于", "What may lie behind values that differ");
pub(crate) const NOTHING_BEHIND: Words = Words::new("没有不同", "nothing: all is the same");
pub(crate) const SAME_LEVEL: Words = Words::new("不变", "the same");
pub(crate) const DECIDES: Words = Words::new("起决定作用的途径", "What decides it");
pub(crate) const NO_LEVEL: Words = Words::new("无等级", "no level");
pub(crate) const ABSENT: Words = Words::new("没有这一项", "not there");
pub(crate) const BEFORE: Words = Words::new("之前", "Before");
pub(crate) const AFTER: Words = Words::new("之后", "After");
pub(crate) const CHANGE: Words = Words::new("变化", "Change");
pub(crate) const CAUSE: Words = Words::new("原因", "Cause");
pub(crate) const KIND: Words = Words::new("类别", "Kind");
pub(crate) const POINTS: Words = Words::new("得分变化", "Points");
pub(crate) const WHOLE: Words = Words::new("合计", "Together");
pub(crate) const WHOLE_SCORE: Words = Words::new("总分", "The whole score");
pub(crate) const BY_KIND: Words = Words::new("按类别", "By kind");
pub(crate) const NO_SCORE: Words = Words::new(
    "至少一方没有得分：不分解，仅列各评定项",
    "one of the two has no score: it is not split, and each criterion stands alone",
);
pub(crate) const SURE: Words = Words::new("显著性", "Significance");
pub(crate) const BY_AMOUNTS: Words = Words::new("按电量", "By amounts");
pub(crate) const PUE_PARTS: Words = Words::new("PUE 的变化", "Change of PUE");
pub(crate) const OTHER_LOSSES: Words = Words::new("其他", "other");
pub(crate) const FIGURE: Words = Words::new("标准数值", "Figure");
pub(crate) const CHART: Words = Words::new("变化趋势", "Trend");

pub(crate) const CATEGORIES: Words = Words::new("设施类别或行业", "category or sector of the facility");
pub(crate) const RULE: Words =
    Words::new("规则的形式，或仅一方有此项", "the form of the rule, or only one of the two has it");
pub(crate) const RESCALING: Words =
    Words::new("折算：适用部分在总分中的比例", "rescaling: how much of the full score applies");
pub(crate) const ROUNDING: Words = Words::new("得分修约", "rounding of the score");

/// Below every comparison whose uncertainties are told.
pub(crate) const INDEPENDENT: Words = Words::new(
    "U95 = 2·√(u₁² + u₂²)，按两者误差相互独立计：若计量表相同，实际更小，故此处偏于谨慎。",
    "U95 = 2·√(u₁² + u₂²), as if both errors were independent: with the same meters it is less, so that this is careful.",
);

/// The title of the chart.
pub(crate) const TREND: Words = Words::new("PUE、清洁能源占比与得分的变化", "PUE, clean share and score over ratings");
pub(crate) const WHISKERS: Words = Words::new("U95 扩展不确定度", "expanded uncertainty U95");
pub(crate) const VALUES: Words = Words::new("各次评级", "ratings");
pub(crate) const LIMITS: Words = Words::new("最后一次评级所依版本的等级限值", "levels of the last rating's edition");
pub(crate) const MORE_RATINGS: Words = Words::new("另有 {} 次评级未列名", "{} more ratings are not named here");
pub(crate) const NO_GRADE_MARK: Words = Words::new("无正式等级，仅供参考", "no formal grade, indicative only");

pub(crate) const fn behind(behind: Behind) -> Words {
    match behind {
        Behind::Facility => Words::new("设施不同", "another facility"),
        Behind::Period => Words::new("评价期不同", "another period"),
        Behind::Inputs => Words::new("数据文件不同", "other files of data"),
        Behind::Gaps => Words::new("缺数处理方式不同", "another policy for gaps"),
        Behind::CleanSources => Words::new("标准认定的清洁来源不同", "the packs count other sources as clean"),
        Behind::Method => {
            Words::new("程序版本不同（方法可能不同）", "another version of the program (perhaps another method)")
        }
    }
}

pub(crate) const fn kind(kind: Kind) -> Words {
    match kind {
        Kind::Data => Words::new("数据", "data"),
        Kind::Method => Words::new("方法（程序版本）", "method (program version)"),
        Kind::DataOrMethod => Words::new("数据或方法", "data or method"),
        Kind::Figures => Words::new("标准数值", "figures of the pack"),
        Kind::Scope => Words::new("适用范围", "scope"),
        Kind::Arithmetic => Words::new("计分规则", "arithmetic"),
    }
}

pub(crate) const fn table(table: Table) -> Words {
    match table {
        Table::Systems => Words::new("信息系统测试", "tests of IT systems"),
        Table::Capabilities => Words::new("运维能力", "capabilities of operation"),
        Table::Items => Words::new("检查项", "items of the checklist"),
    }
}

pub(crate) const fn verdict(verdict: Verdict) -> Words {
    match verdict {
        Verdict::Significant => Words::new("显著", "significant"),
        Verdict::WithinUncertainty => Words::new("在不确定度之内", "within the uncertainty"),
        Verdict::NotKnown => Words::new("不确定度未知", "uncertainty not known"),
    }
}

pub(crate) const fn turned_by(by: TurnedBy) -> Words {
    match by {
        TurnedBy::Value => Words::new("数值变化所致", "by the value"),
        TurnedBy::Figure => Words::new("限值变化所致", "by the figure"),
        TurnedBy::Both => Words::new("数值与限值共同所致", "by value and figure together"),
    }
}

/// Of a condition, whether it held and holds.
pub(crate) const fn turned(holds: Option<bool>) -> Words {
    match holds {
        Some(true) => Words::new("由不满足变为满足", "is met now and was not"),
        Some(false) => Words::new("由满足变为不满足", "is not met any more"),
        None => Words::new("现无法核实", "can not be verified any more"),
    }
}

pub(crate) fn figures(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 项标准数值"),
        Lang::En => format!("{count} figures"),
    }
}

/// A change of a share, in percentage points.
pub(crate) fn percentage_points(change: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{change} 个百分点"),
        Lang::En => format!("{change} pp"),
    }
}
