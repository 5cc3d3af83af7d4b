//! The words of what changed since an earlier run.

use super::Words;
use crate::rating::portfolio::{GradeStep, Why};
use crate::text::Lang;

pub(crate) const TITLE: Words = Words::new("与上期比较", "Year on year");
pub(crate) const NOTE: Words = Words::new(
    "只比较两期均已评定、均未被拒绝且评价期等长的同一设施；新增、退出、被拒绝或无法读取的设施另列，不计为零，也不计为变化。",
    "Compared are only facilities that both runs assessed, refused in neither and over periods of one length. What is new, \
     gone, refused or unreadable is listed apart: it is neither a zero nor a change.",
);
pub(crate) const LIKE_FOR_LIKE: Words = Words::new(
    "下表各指标只含两期均有该指标的同一批设施：合计之比为分子合计除以分母合计，加权平均按总能耗加权。",
    "Each figure below is of the same facilities in both runs, those that have it in both: the ratio of sums is the sum over \
     the line by the sum under it, the mean is weighted by total energy.",
);
pub(crate) const EARLIER: Words = Words::new("上期", "earlier");
pub(crate) const NOW: Words = Words::new("本期", "now");
pub(crate) const PUE_TWICE: Words = Words::new("各设施 PUE：上期与本期", "PUE of each facility, earlier and now");
/// The name of a sheet, of 31 characters at most.
pub(crate) const SAME_FACILITIES: Words = Words::new("同一批设施的指标", "The same facilities");
pub(crate) const GRADE_STEP: Words = Words::new("等级变化", "Change of grade");
pub(crate) const NOT_COMPARED: Words = Words::new("未作比较的设施", "Not compared year on year");
pub(crate) const NEW: Words = Words::new("新增：上期没有", "new: the earlier run has no such facility");
pub(crate) const GONE: Words = Words::new("退出：本期没有", "gone: this run has no such facility");
pub(crate) const OTHER_RULES: Words =
    Words::new("评定依据不同，等级不比较", "judged by other rules, grades not compared");
pub(crate) const WITHOUT: Words = Words::new("两期均无等级", "no grade in either");

/// What became of a grade.
pub(crate) const fn step(step: GradeStep) -> Words {
    match step {
        GradeStep::Rose => Words::new("上升", "rose"),
        GradeStep::Kept => Words::new("不变", "kept"),
        GradeStep::Fell => Words::new("下降", "fell"),
        GradeStep::Gained => Words::new("由无到有", "gained"),
        GradeStep::Lost => Words::new("由有到无", "lost"),
    }
}

/// Why a facility of both runs is not compared.
pub(crate) const fn why(why: Why) -> Words {
    match why {
        Why::UnreadableNow => Words::new("本期无法读取", "can not be read now"),
        Why::UnreadableBefore => Words::new("上期的评定结果无法读取", "its rating of the earlier run can not be read"),
        Why::RefusedNow => Words::new("本期数据被拒绝", "its data is refused now"),
        Why::RefusedBefore => Words::new("上期数据被拒绝", "its data was refused in the earlier run"),
        Why::SamePeriod => Words::new("两次评定为同一评价期", "both ratings are of one period"),
        Why::LaterPeriod => Words::new("“上期”的评价期反而更晚", "the period of the earlier run is the later one"),
        Why::OtherLength => Words::new("两期长度不同", "the periods differ in length"),
        Why::OtherStandard => Words::new("所依标准不同", "another standard decided"),
    }
}

/// How many pairs there are.
pub(crate) fn pairs(count: usize, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Zh, _) => format!("可比设施 {count} 个"),
        (Lang::En, 1) => "1 facility compared".to_owned(),
        (Lang::En, _) => format!("{count} facilities compared"),
    }
}

/// How many are not compared: new, gone, and others.
pub(crate) fn others([new, gone, others]: [usize; 3], lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("新增 {new} · 退出 {gone} · 无法比较 {others}"),
        Lang::En => format!("new {new} · gone {gone} · not comparable {others}"),
    }
}
