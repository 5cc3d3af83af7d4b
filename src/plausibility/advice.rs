//! What to do about what was found while files were read, and while they were judged.

use crate::telemetry::Finding;
use crate::text::Text;

/// By the id of a finding: what to do, in Chinese and in English.
const ADVICE: [(&str, &str, &str); 23] = [
    (
        "gap",
        "补交间断期间的读数；若采样间隔本来较长，请加大该表的 max_gap",
        "hand in the readings of the gaps; if samples are meant to lie so far apart, raise the meter's max_gap",
    ),
    (
        "counter-reset",
        "附换表记录，并补交新旧两表在换表时的底码",
        "prove the replacement, and hand in both registers at the time of it",
    ),
    (
        "repeated-reading",
        "无需处理；若导出程序重复导出，请改正",
        "nothing need be done; mend the export if it writes rows twice",
    ),
    (
        "conflicting-readings",
        "核对同一时刻的读数哪一个为真，删去另一个",
        "find out which of the readings is right and leave the other out",
    ),
    (
        "sparser-than-max-gap",
        "按采样间隔加大该表的 max_gap",
        "raise the meter's max_gap to the distance of its samples",
    ),
    (
        "overlapping-intervals",
        "核对 interval 与 stamp（起或止），并删去重复的区间",
        "check `interval` and `stamp` (start or end), and leave out what is told twice",
    ),
    (
        "no-readings",
        "核对列名与文件，补交该表的读数",
        "check the column and the files, and hand in the meter's readings",
    ),
    (
        "empty-cells",
        "补交缺失的读数；无法补交的保持缺失即可",
        "hand in the missing readings; what can not be had stays missing",
    ),
    (
        "counter-rollover",
        "核对清单中的 rollover 是否为该表走满时的读数",
        "check that the manifest's `rollover` is the reading at which the counter begins again",
    ),
    (
        "counter-replaced",
        "附换表记录；若清单未填全旧表止码（old_final）与新表起码（new_start），请补填",
        "prove the replacement; where the manifest lacks `old_final` or `new_start`, add it",
    ),
    (
        "replacement-contradicted",
        "核对换表记录，改正清单中的 new_start 或该时刻的读数",
        "look into the record of the replacement, and correct the manifest's `new_start` or the reading",
    ),
    (
        "repeated-hour",
        "无需处理；请导出程序在时间中写明时差（如 -06:00），以免歧义",
        "nothing need be done; let the export write the offset with each stamp (such as -06:00) to leave no doubt",
    ),
    (
        "footer-rows",
        "核对文件末尾未读取的行确非数据；可用 footer_rows 写明行数",
        "check that the rows left out are no data; `footer_rows` says how many there are",
    ),
    (
        "engine-rollup",
        "无需处理；若须逐个检查读数，请在本机汇总（不加 --engine）",
        "nothing need be done; where single readings are to be looked at, roll up here, without `--engine`",
    ),
    (
        "rollup-of-another-manifest",
        "用现在的清单重新生成汇总文件（greengrade rollup）",
        "make the rollup again with the manifest as it is now (`greengrade rollup`)",
    ),
    (
        "standard-not-in-force",
        "选用评价期内有效的标准版本，或改用其有效期内的评价期",
        "choose an edition in force over the period, or a period within its days",
    ),
    (
        "unknown-capability",
        "按标准中的名称改正 kind = capability 的行",
        "write the capability as the standard names it",
    ),
    (
        "gap-policy-of-the-standard",
        "无需处理；清单的 [gaps] 与标准一致时不再提示",
        "nothing need be done; the note goes when [gaps] of the manifest says as the standard",
    ),
    (
        "mapping-not-reviewed",
        "对照原始文件核对列、单位与类型，然后在映射中写 reviewed = true",
        "compare columns, units and kinds with the files, then write `reviewed = true` in the mapping",
    ),
    ("it-test-untold", "在测试记录中补写所列各项", "write into the test records what they do not tell"),
    (
        "no-outdoor-temperature",
        "补交这些小时的室外温度；无法补交的保持缺失即可",
        "hand in the outdoor temperature of these hours; what can not be had stays missing",
    ),
    ("open-incidents", "关闭已修复的故障并补记关闭时间", "close what is repaired, and write down when it was"),
    (
        "unmapped-columns",
        "是计量点的请补入 [[meter]]；不需要的请列入 [[telemetry]] 的 ignore",
        "add a [[meter]] for what is one; list the others under `ignore` in the [[telemetry]] block",
    ),
];

/// Says what to do about a finding that does not say so itself.
pub(crate) fn complete(finding: &mut Finding) {
    if finding.advice.is_none() {
        let known = ADVICE.iter().find(|(id, ..)| *id == finding.id);
        finding.advice = known.map(|(_, zh, en)| Text::new(*zh, *en));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The ids that a source file gives findings without saying what to do: the first literal after `Finding::new(`,
    /// where nothing else comes before it, and the first one in a call of `tell(`.
    fn ids(source: &str) -> Vec<String> {
        let source = source.split("#[cfg(test)]").next().unwrap();
        let literal = |text: &str| text.split('"').nth(1).map(str::to_owned);
        let advised = |rest: &str| rest.split([';', '}']).next().is_some_and(|made| made.contains(".advised("));
        let made = source.split("Finding::new(").skip(1);
        let made = made.filter(|rest| rest.trim_start().starts_with('"') && !advised(rest));
        let told =
            source.split(".tell(").skip(1).filter(|rest| rest.split(')').next().is_some_and(|call| call.contains('"')));
        made.chain(told).filter_map(literal).collect()
    }

    fn sources(folder: &Path, all: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => sources(&path, all),
                false => all.push(std::fs::read_to_string(path).unwrap()),
            }
        }
    }

    #[test]
    fn every_finding_of_the_readers_and_meters_is_advised_in_both_languages() {
        let mut all = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        let mut found: Vec<String> = all.iter().flat_map(|source| ids(source)).collect();
        found.sort();
        found.dedup();
        let mut advised: Vec<&str> = ADVICE.iter().map(|(id, ..)| *id).collect();
        advised.sort_unstable();
        assert_eq!(found, advised);
        for (id, zh, en) in ADVICE {
            assert!(!zh.is_ascii() && !en.trim().is_empty() && en.chars().all(|c| c.len_utf8() < 3), "{id}");
        }
    }
}
