//! What is said beside changes: what follows from them, what was held, and what was taken as given.

use super::change::{Change, Key};
use super::effects::{Added, moved, set};
use crate::rating::record::Rating;
use crate::standard::Assessment;
use crate::standard::assessment::Status;
use crate::text::Text;

/// Shares that hang on every hour, not on sums.
const HOURLY: [&str; 2] = ["matched_share", "carbon_free_hourly"];
/// Indicators of parts of the overhead: which part of it is saved is not told.
const OF_PARTS: [&str; 5] = ["ppue_cooling", "clf", "plf", "cer", "working_point_ratio"];

/// What stands between the ids of indicators.
const ZH: &str = "、";
const EN: &str = ", ";

/// What is to be said of changes: what was held, and what was taken as given.
pub(super) fn notes(rating: &Rating, changes: &[Change]) -> Vec<Text> {
    let Added { saved, direct, certificates } = Added::of(changes);
    let all = moved(rating, changes);
    let held = |ids: &[&'static str]| -> Vec<&str> {
        let known = |id: &str| rating.indicator(id).is_some_and(|indicator| indicator.value.is_some());
        ids.iter().copied().filter(|id| known(id) && !all.contains_key(*id)).collect()
    };
    let mut notes = Vec::new();
    let mut note = |zh: String, en: String| notes.push(Text::new(zh, en));
    let (hourly, parts) = (held(&HOURLY), held(&OF_PARTS));
    if saved + direct + certificates > 0.0 {
        note(
            "电量按 PUE 所计小时计；覆盖小时不同的指标按其总能耗比例折算".into(),
            "amounts are those of the hours that PUE counts; indicators over other hours take them in proportion"
                .into(),
        );
    }
    if saved + direct > 0.0 && !hourly.is_empty() {
        note(
            format!("按小时计算的指标无法由总量推出，保持不变（偏于谨慎）：{}", hourly.join(ZH)),
            format!(
                "what hangs on every hour can not follow from sums and is held, which is careful: {}",
                hourly.join(EN)
            ),
        );
    }
    if saved > 0.0 && !parts.is_empty() {
        note(
            format!("未说明节省的是哪一部分能耗，下列指标保持不变：{}", parts.join(ZH)),
            format!("which part of the overhead is saved is not told, so that these are held: {}", parts.join(EN)),
        );
    }
    if let Some((zh, en)) = set_directly(rating, changes) {
        note(zh, en);
    }
    if changes.iter().any(|change| !change.key.is_added()) {
        note("佐证材料视为已具备".into(), "evidence of what is changed is taken as given".into());
    }
    if changes.iter().any(|change| matches!(change.key, Key::System(_))) {
        note(
            "视为评价期末的新测试，有功率记录和测试报告".into(),
            "a result is taken as that of a new test at the end of the period, with its power trace and its report"
                .into(),
        );
    }
    notes
}

/// What was set itself, and all that follows from that; in Chinese and in English.
fn set_directly(rating: &Rating, changes: &[Change]) -> Option<(String, String)> {
    let own: Vec<&str> = set(changes).map(|(id, _)| id).collect();
    let indicators: Vec<Change> =
        changes.iter().filter(|change| matches!(change.key, Key::Indicator(_))).cloned().collect();
    let follows: Vec<String> =
        moved(rating, &indicators).into_keys().filter(|id| !own.contains(&id.as_str())).collect();
    Some(match (own.is_empty(), follows.is_empty()) {
        (true, _) => return None,
        (false, true) => (
            format!("直接设定：{}；没有其他指标随之变化", own.join(ZH)),
            format!("set directly: {}; no other indicator follows from that", own.join(EN)),
        ),
        (false, false) => (
            format!("直接设定：{}；随之变化的只有：{}", own.join(ZH), follows.join(ZH)),
            format!("set directly: {}; by formula these follow and no others: {}", own.join(EN), follows.join(EN)),
        ),
    })
}

/// That no probability is demanded of what is supposed, and how the rating itself stands by the standard that demands one.
pub(super) fn without_demand(own: &Assessment) -> Text {
    let id = &own.standard.id;
    let (zh, en) = match (&own.level, own.reasons.as_slice()) {
        (Some(level), _) if own.status == Status::Rated => {
            (format!("正式等级，{}", level.title.zh), format!("a formal grade, {}", level.title.en))
        }
        (_, []) => ("没有等级".to_owned(), "there is no grade".to_owned()),
        (_, reasons) => {
            let of = |text: fn(&Text) -> &str| reasons.iter().map(text).collect::<Vec<_>>();
            (of(|why| &why.zh).join("；"), of(|why| &why.en).join("; "))
        }
    };
    Text::new(
        format!("假设情景的概率未知：两侧均未按正式等级所需的概率判定；按 {id} 评定结果本身：{zh}"),
        format!(
            "how probable a hypothesis is is not known: neither side is held to the probability that a formal grade \
             needs; the rating itself by {id}: {en}"
        ),
    )
}
