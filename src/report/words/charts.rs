//! The words of charts.

use super::Words;
use crate::text::{Lang, Text};

/// Between the parts of a line, in both languages.
pub const BETWEEN: &str = " · ";

/// The title of the scorecard.
pub const SCORECARD: Words = Words::new("评分卡", "Scorecard");
/// The title of PUE by month.
pub const PUE_BY_MONTH: Words = Words::new("逐月电能利用效率（PUE）", "Power usage effectiveness (PUE) by month");
/// The title of supply by month.
pub const SUPPLY_BY_MONTH: Words =
    Words::new("逐月电力来源与清洁能源占比", "Electricity by source and clean share, by month");
/// The title of PUE hour by hour.
pub const PUE_HEATMAP: Words = Words::new("逐时电能利用效率（PUE）", "Power usage effectiveness (PUE) hour by hour");
/// The title of the calendar.
pub const COVERAGE_CALENDAR: Words = Words::new("数据覆盖与发现日历", "Calendar of coverage and findings");
/// Above the shares of the months.
pub const COVERED_SHARE: Words = Words::new("覆盖率", "covered");
/// A day of which every hour is covered.
pub const WHOLE_DAY: Words = Words::new("全天覆盖", "whole day covered");
/// A day that is covered in part: at least, and less than, these percents.
pub const PART_OF_DAY: Words = Words::new("覆盖 {} % 至 {} %", "{} % to {} % covered");
/// A day with an error.
pub const ERROR_DAY: Words = Words::new("错误", "error");
/// A day with a warning and no error.
pub const WARNING_DAY: Words = Words::new("警告", "warning");
/// A day with a note and nothing graver.
pub const NOTE_DAY: Words = Words::new("备注", "note");
/// The title of the ranking.
pub const RANKING: Words = Words::new("算力基础设施得分排名", "Facilities ranked by score");

/// Below a chart whose standard's figures are not official.
pub const REFERENCE: Words = Words::new("参考版，非官方数值", "reference profile, not the official table");
/// Below a chart whose standard's figures are all official.
pub const OFFICIAL: Words = Words::new("官方数值", "official figures");
/// Below a chart of synthetic data.
pub const SYNTHETIC: Words = Words::new("合成数据", "synthetic data");
/// Below a chart: whom the data comes from.
pub const ATTRIBUTION: Words = Words::new("数据来源：{}", "data: {}");

/// A standard and the edition of its pack.
pub const STANDARD_AND_EDITION: Words = Words::new("{}（{}）", "{} ({})");
/// The score, the full score and the level.
pub const SCORE_AND_LEVEL: Words = Words::new("总分 {} / {}，{}", "score {} / {}, {}");
/// The score and the full score.
pub const SCORE_OF: Words = Words::new("总分 {} / {}", "score {} / {}");
/// Behind a score that was rescaled.
pub const RESCALED: Words = Words::new("（按适用项折算）", " (rescaled over what applies)");
/// There is no grade, and why.
pub const NOT_RATED_BECAUSE: Words = Words::new("未评级：{}", "not rated: {}");
/// What was evaluated is no grade, and why.
pub const INDICATIVE_BECAUSE: Words = Words::new("仅供参考，不构成评级：{}", "indicative only, no grade: {}");
/// The standard reports and gives no grade.
pub const REPORTED: Words = Words::new("仅报告，不定级", "reported, no grade");
/// The pack has only a part of its standard's rows.
pub const PARTIAL: Words = Words::new("部分标准包：无总分、不定级", "part of a standard: no total, no level");
/// The data was refused, and why.
pub const REFUSED_BECAUSE: Words = Words::new("拒绝评级：{}", "refused: {}");
/// On every chart of a facility whose data was refused.
pub const REFUSED_DATA: Words = Words::new(
    "数据自相矛盾，拒绝评级：本图仅供核查",
    "data refused as contradictory: for checking only, not for grading",
);

/// Points that were gained.
pub const GAINED: Words = Words::new("得分", "points gained");
/// Points that could be gained.
pub const POSSIBLE: Words = Words::new("满分", "points possible");
/// A criterion whose value is missing.
pub const MISSING: Words = Words::new("缺数据", "missing");
/// A criterion that does not apply.
pub const NOT_APPLICABLE: Words = Words::new("不适用", "not applicable");
/// Bonus points.
pub const BONUS: Words = Words::new("加分", "bonus");
/// The bonus that counts.
pub const BONUS_COUNTED: Words = Words::new("计入 {}", "{} counted");
/// How many lines are not shown.
pub const MORE_LINES: Words = Words::new("另有 {} 行未列出", "{} more lines are not shown");

/// The axis of PUE.
pub const PUE_AXIS: Words = Words::new("PUE（kWh/kWh）", "PUE (kWh/kWh)");
/// A month of which every hour is known.
pub const WHOLE_MONTH: Words = Words::new("当月 PUE", "month");
/// A month of which some hours are not known.
pub const PART_OF_MONTH: Words = Words::new("当月 PUE，部分小时无数据", "month, some hours without data");
/// The PUE of the whole period.
pub const PUE_OF_PERIOD: Words = Words::new("全期 PUE {}", "whole period: {}");
/// The figures of standards.
pub const THRESHOLDS: Words = Words::new("标准限值", "limits of the standards");
/// A prerequisite of a standard.
pub const PREREQUISITE: Words = Words::new("基本要求", "prerequisite");
/// Between the parts of an enumeration.
pub const AND: Words = Words::new("、", ", ");
/// A month without data.
pub const NO_DATA: Words = Words::new("无数据", "no data");

/// The axis of energies, in a unit.
pub const SUPPLY_AXIS: Words = Words::new("电量（{}）", "Energy ({})");
/// The axis of shares.
pub const SHARE_AXIS: Words = Words::new("清洁能源占比（%）", "Clean share (%)");
/// Energy that no metered supply accounts for.
pub const UNATTRIBUTED: Words = Words::new("来源未计量", "not attributed to a source");
/// The metered clean share.
pub const CLEAN_SHARE: Words = Words::new("清洁能源占比（右轴）", "clean share (right axis)");

/// A month of which some hours of total or IT energy are not known.
pub const PARTIAL_MONTH: Words = Words::new("部分小时无数据", "some hours without data");

/// The axis of hours.
pub const HOUR_AXIS: Words = Words::new("时刻（时）", "Hour of day");
/// The axis of months, with the first and the last day.
pub const MONTH_AXIS: Words = Words::new("日期（{} 至 {}）", "Date ({} to {})");
/// The axis of days, with the first and the last.
pub const DAY_AXIS: Words = Words::new("日（{} 至 {}）", "Day ({} to {})");
/// How many hours have no data.
pub const HOURS_WITHOUT_DATA: Words = Words::new("无数据（{} 小时）", "no data ({} hours)");

/// How many facilities, and how many of them are rated.
pub const FACILITIES: Words = Words::new("{} 个设施，其中 {} 个已评级", "facilities: {}, rated: {}");
/// How many facilities are not shown: all, rated, without a grade.
pub const MORE_FACILITIES: Words = Words::new(
    "另有 {} 个设施未列出（已评级 {} 个，无等级 {} 个）",
    "not shown: {} more (rated: {}, without a grade: {})",
);
/// The column of facilities.
pub const FACILITY_COLUMN: Words = Words::new("设施", "Facility");
/// The column of levels.
pub const LEVEL_COLUMN: Words = Words::new("等级", "Level");
/// The column of PUE.
pub const PUE_COLUMN: Words = Words::new("PUE", "PUE");
/// The axis of scores.
pub const SCORE_AXIS: Words = Words::new("得分（分）", "Score (points)");

/// Words with values in the places of their `{}`, in order.
pub fn filled(words: Words, lang: Lang, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut text = String::new();
    let mut parts = words.get(lang).split("{}").peekable();
    while let Some(part) = parts.next() {
        text.push_str(part);
        if parts.peek().is_some() {
            text.push_str(values.next().copied().unwrap_or_default());
        }
    }
    text
}

/// Fixed words as a text in both languages.
pub fn both(words: Words) -> Text {
    Text::new(words.get(Lang::Zh), words.get(Lang::En))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_their_places_in_order_even_where_they_hold_braces() {
        assert_eq!(filled(SCORE_AND_LEVEL, Lang::En, &["{}", "100.0", "level 1"]), "score {} / 100.0, level 1");
        assert_eq!(filled(NOT_RATED_BECAUSE, Lang::Zh, &[]), "未评级：");
    }
}
