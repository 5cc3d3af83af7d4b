//! The words of the text reports that have figures or names in them.

use crate::report::dates;
use crate::standard::assessment::BasisCount;
use crate::text::Lang;

/// The name of the score under another standard.
pub(crate) fn score_by(standard: &str, lang: Lang) -> String {
    either(lang, format!("{standard} 得分"), format!("score by {standard}"))
}

pub(crate) fn points_each(points: &str, lang: Lang) -> String {
    either(lang, format!("{points} 分"), format!("{points} points"))
}

/// The Chinese names of inputs, units and origins that indicators write in English.
const INPUT_NAMES: [(&str, &str); 41] = [
    ("months", "个月"),
    ("h", "小时"),
    ("the manifest", "设施清单"),
    ("period", "评价期"),
    ("E_total, E_IT", "总能耗与 IT 能耗计量点"),
    ("covered hours", "覆盖小时数"),
    ("hours of the period", "评价期小时数"),
    ("rated rack power", "机柜额定功率"),
    ("racks in use", "在用机柜数"),
    ("racks installed", "已建机柜数"),
    ("racks designed", "设计机柜数"),
    ("racks", "架"),
    ("devices monitored", "已监控设备数"),
    ("devices", "台"),
    ("alarms after", "压缩后告警数"),
    ("alarms before", "压缩前告警数"),
    ("alarms", "条"),
    ("automated inspections", "自动巡检次数"),
    ("inspections", "次"),
    ("automated operations", "自动操作数"),
    ("operations", "次"),
    ("faults healed without hands", "自愈故障数"),
    ("faults", "起"),
    ("all devices", "应监控设备数"),
    ("all inspections", "巡检总次数"),
    ("all operations", "操作总数"),
    ("all faults", "故障总数"),
    ("fault time from the alarm", "自告警起的故障时长"),
    ("product-limit mean", "乘积限均值"),
    ("closed faults", "已关闭故障数"),
    ("open faults", "未关闭故障数"),
    ("precision", "精确率"),
    ("recall", "召回率"),
    ("water", "用水量"),
    ("no violation", "无事故与违规"),
    ("demand response", "需求响应占比"),
    ("pue", "指标 pue"),
    ("supply − charge + discharge", "供电 − 充电 + 放电"),
    ("total − charge + discharge", "总能耗 − 充电 + 放电"),
    ("self-generated, direct-line", "自发自用、绿电直连"),
    ("E_total − E_self-generated − E_direct-line", "总能耗 − 自发自用 − 绿电直连"),
];

/// A name of an input, a unit or an origin; those of meters and of evidence are as they are.
pub(crate) fn of_input(name: &str, lang: Lang) -> &str {
    let known = INPUT_NAMES.iter().find(|(en, _)| *en == name && lang == Lang::Zh);
    known.map_or(name, |(_, zh)| zh)
}

pub(crate) fn hours_of(covered: &str, period: &str, lang: Lang) -> String {
    either(lang, format!("{covered} / {period} 小时"), format!("{covered} of {period} h"))
}

pub(crate) fn held_for(minutes: u32, lang: Lang) -> String {
    either(lang, format!("保持末次读数至多 {minutes} 分钟"), format!("held for at most {minutes} min"))
}

/// Whose policy for gaps it is.
pub(crate) fn gaps_as_stated(standard: &str, lang: Lang) -> String {
    either(lang, format!("按 {standard} 的规定"), format!("as {standard} states"))
}

/// Behind the path of a file that was not read itself.
pub(crate) fn rolled_up_in(rollup: &str, lang: Lang) -> String {
    either(lang, format!("已汇总于 {rollup}"), format!("rolled up in {rollup}"))
}

pub(crate) fn points_of(score: &str, possible: &str, lang: Lang) -> String {
    either(lang, format!("{score} / {possible}"), format!("{score} of {possible}"))
}

/// A score within a sentence.
pub(crate) fn score_of(score: &str, lang: Lang) -> String {
    either(lang, format!("得分 {score}"), format!("score {score}"))
}

/// What a row gives, behind the comparison that gave it.
pub(crate) fn giving(compared: &str, points: &str, lang: Lang) -> String {
    either(lang, format!("{compared}，得 {points} 分"), format!("{compared}, which gives {points}"))
}

pub(crate) fn bonus(points: &str, lang: Lang) -> String {
    either(lang, format!("含加分 {points}"), format!("{points} of bonus included"))
}

/// Behind a bonus that exceeds its cap.
pub(crate) fn bonus_cut(gained: &str, cap: &str, cut: &str, lang: Lang) -> String {
    either(
        lang,
        format!("加分共 {gained}，上限 {cap}，超出的 {cut} 不计"),
        format!("bonus of {gained} capped at {cap}, {cut} cut"),
    )
}

pub(crate) fn basis_counts(figures: BasisCount, lang: Lang) -> String {
    let BasisCount { official, neighbour, choice } = figures;
    either(
        lang,
        format!("官方文本 {official}、相邻标准 {neighbour}、本项目选定 {choice}"),
        format!("{official} official, {neighbour} from neighbouring standards, {choice} chosen by this project"),
    )
}

pub(crate) fn mean_maturity(mean: &str, lang: Lang) -> String {
    either(lang, format!("平均成熟度 {mean}"), format!("mean maturity {mean}"))
}

pub(crate) fn tests_that_count(used: usize, all: usize, lang: Lang) -> String {
    either(lang, format!("{all} 项测试中计入 {used} 项"), format!("{used} of {all} tests count"))
}

pub(crate) fn linear(zero: &str, full: &str, most: &str, lang: Lang) -> String {
    either(
        lang,
        format!("{zero} 得 0 分，{full} 得 {most} 分，其间按比例"),
        format!("0 points at {zero}, {most} at {full}, in proportion between"),
    )
}

pub(crate) fn between(zero: &str, full: &str, lang: Lang) -> String {
    either(lang, format!("{zero}（0 分）与 {full}（满分）之间按比例"), format!("between {zero} (0) and {full} (all)"))
}

pub(crate) fn reaches(full: &str, lang: Lang) -> String {
    either(lang, format!("达到满分界 {full}"), format!("reaches {full}: all points"))
}

pub(crate) fn reaches_not(zero: &str, lang: Lang) -> String {
    either(lang, format!("未过 0 分界 {zero}"), format!("not beyond {zero}: no points"))
}

pub(crate) fn gives(when: &str, points: &str, lang: Lang) -> String {
    either(lang, format!("{when} 得 {points} 分"), format!("{when} gives {points}"))
}

pub(crate) fn otherwise_nothing(lang: Lang) -> String {
    either(lang, "其余得 0 分".to_owned(), "otherwise 0".to_owned())
}

pub(crate) fn no_row(bounds: &str, lang: Lang) -> String {
    either(lang, format!("未达到任何一档（{bounds}），得 0 分"), format!("no row is reached ({bounds}): 0"))
}

pub(crate) fn maturity(domains: usize, scale: &str, most: &str, lang: Lang) -> String {
    either(
        lang,
        format!("{domains} 个领域的平均成熟度 ÷ {scale}，乘以 {most} 分"),
        format!("mean maturity of {domains} domains ÷ {scale}, times {most} points"),
    )
}

pub(crate) fn weighted_levels(most: &str, lang: Lang) -> String {
    either(
        lang,
        format!("各系统等级对应的分值（最高 {most} 分）按年耗电量加权平均"),
        format!("points of each system's level (up to {most}), averaged by annual energy"),
    )
}

pub(crate) fn up_to(most: &str, lang: Lang) -> String {
    either(lang, format!("最高 {most} 分"), format!("up to {most} points"))
}

/// The days on which an edition is in force, as packs write them: `2022-11-01..`, `..2026-01-01` or both.
pub(crate) fn in_force(days: &str, lang: Lang) -> String {
    let (from, to) = days.split_once("..").unwrap_or((days, ""));
    let [from, to] = [from, to].map(|day| dates::day(day, lang));
    match (from.as_str(), to.as_str()) {
        (from, "") => either(lang, format!("{from}起有效"), format!("in force from {from}")),
        ("", to) => either(lang, format!("有效至 {to}（不含）"), format!("in force up to, and not including, {to}")),
        (from, to) => either(
            lang,
            format!("{from}起有效，至 {to}（不含）"),
            format!("in force from {from} up to, and not including, {to}"),
        ),
    }
}

/// A way to a level by a group of key indicators that has a name of its own.
pub(crate) fn by_track(name: &str, lang: Lang) -> String {
    either(lang, format!("按关键指标“{name}”"), format!("By key indicators \"{name}\""))
}

/// What a rounding gave, behind a sum.
pub(crate) fn rounded_to(sum: &str, to: &str, lang: Lang) -> String {
    either(lang, format!("{sum}，修约为 {to}"), format!("{sum}, rounded to {to}"))
}

/// A value before and after it was rounded.
pub(crate) fn rounded(what: &str, from: &str, to: &str, decimals: &str, lang: Lang) -> String {
    either(
        lang,
        format!("{what} {from} → {to}（保留 {decimals} 位小数）"),
        format!("{what} {from} → {to} (decimals kept: {decimals})"),
    )
}

pub(crate) fn points_of_criterion(title: &str, lang: Lang) -> String {
    either(lang, format!("“{title}”的得分"), format!("points of \"{title}\""))
}

pub(crate) fn checklist(items: usize, most: &str, lang: Lang) -> String {
    either(
        lang,
        format!("{items} 项，满足且有佐证的各得其分值，共 {most} 分"),
        format!("{items} items: each that is met and proven gives its points, {most} together"),
    )
}

pub(crate) fn items_met(met: usize, all: usize, lang: Lang) -> String {
    either(lang, format!("{all} 项中 {met} 项满足且有佐证"), format!("{met} of {all} items met and proven"))
}

/// How many items something is said of.
pub(crate) fn so_many(words: &str, count: usize, lang: Lang) -> String {
    either(lang, format!("{words} {count} 项"), format!("{words}: {count}"))
}

/// How many fields of a report have a value.
pub(crate) fn fields_with_value(with: usize, all: usize, lang: Lang) -> String {
    either(lang, format!("{all} 个报送字段中 {with} 个有值"), format!("{with} of {all} report fields have a value"))
}

/// How many fields this program does not compute.
pub(crate) fn fields_of_operator(count: usize, lang: Lang) -> String {
    either(
        lang,
        format!("另有 {count} 个字段本程序不计算，由填报单位填写"),
        format!("{count} more for the operator to fill in: not computed here"),
    )
}

/// The words between `zh` and `en` with figures in them.
fn either(lang: Lang, zh: String, en: String) -> String {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
