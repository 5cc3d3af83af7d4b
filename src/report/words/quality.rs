//! The words of what the data is worth: sufficiency, findings, and the table that goes back to the operator.

use super::Words;
use crate::text::Lang;

pub(crate) const SUFFICIENCY: Words = Words::new("数据充分性", "Sufficiency of the data");
pub(crate) const FOUND: Words = Words::new("实际", "Found");
pub(crate) const COVERED_HOURS: Words = Words::new("同时覆盖的时长", "Hours with total and IT");
pub(crate) const MONTHS_WITHOUT_DATA: Words = Words::new("无数据的月份", "Months without data");
pub(crate) const LARGEST_GAPS: Words = Words::new("最长的缺口", "Largest gaps");
pub(crate) const FOR_THE_RECORD: Words = Words::new("仅记录", "for the record");
pub(crate) const CONSEQUENCE: Words = Words::new("不满足时", "If not met");
pub(crate) const THEN_NOT_RATED: Words = Words::new("不予评级", "not rated");
pub(crate) const THEN_INDICATIVE: Words =
    Words::new("照常评定，仅供参考，不构成评级", "evaluated, indicative only: there is no grade");
pub(crate) const THEN_OUT_OF_SCOPE: Words = Words::new("不在适用范围", "outside the standard's scope");
pub(crate) const NONE: Words = Words::new("无", "none");
pub(crate) const WHAT_TO_DO: Words = Words::new("处理建议", "What to do");
pub(crate) const WHEN: Words = Words::new("时段", "When");
pub(crate) const REQUIRED_BY: Words = Words::new("数据要求依据", "Demands on the data by");
pub(crate) const INSUFFICIENT: Words = Words::new("不充分", "insufficient");
pub(crate) const IS_GOOD: Words = Words::new("数据可用", "the data is good");
pub(crate) const IS_NOT_GOOD: Words = Words::new("需要处理", "something is to be done");

// The columns of the table.
pub(crate) const ROW: Words = Words::new("行", "Row");
pub(crate) const FROM_TIME: Words = Words::new("起", "From");
pub(crate) const TO_TIME: Words = Words::new("止（不含）", "Up to");
pub(crate) const ID: Words = Words::new("代码", "Code");
pub(crate) const SHEET: Words = Words::new("数据发现", "findings");

/// `2025-06-10T00:00:00+08:00 … 2025-07-15T00:00:00+08:00`.
pub(crate) fn span(start: &str, end: &str) -> String {
    format!("{start} … {end}")
}

pub(crate) fn gap(start: &str, end: &str, hours: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}（{hours} 小时）", span(start, end)),
        Lang::En => format!("{} ({hours} h)", span(start, end)),
    }
}

/// What a row of the table says of data that falls short.
pub(crate) fn falls_short(title: &str, required: &str, found: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{title}：要求 {required}，实际 {found}"),
        Lang::En => format!("{title}: required {required}; found {found}"),
    }
}

pub(crate) const HAND_IN: Words = Words::new(
    "补交缺失时段的总能耗与 IT 能耗读数，或改用数据充分的评价期",
    "hand in total and IT readings for what is missing, or choose a period that has enough",
);

/// How many facilities were checked, and how they stand.
pub(crate) fn checked(all: usize, good: usize, unread: usize, lang: Lang) -> String {
    let rest = all - good - unread;
    match lang {
        Lang::Zh => format!("共 {all} 个设施：数据可用 {good} · 需要处理 {rest} · 无法读取 {unread}"),
        Lang::En => {
            format!("Facilities: {all} · good {good} · something to be done {rest} · could not be read {unread}")
        }
    }
}
