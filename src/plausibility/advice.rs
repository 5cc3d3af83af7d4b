//! What to do about what was found while files were read.

use crate::telemetry::Finding;
use crate::text::Text;

/// By the id of a finding: what to do, in Chinese and in English.
const ADVICE: [(&str, &str, &str); 9] = [
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
        "unknown-capability",
        "按标准中的名称改正 kind = capability 的行",
        "write the capability as the standard names it",
    ),
];

/// Says what to do about a finding that does not say so itself.
pub(super) fn complete(finding: &mut Finding) {
    if finding.advice.is_none() {
        let known = ADVICE.iter().find(|(id, ..)| *id == finding.id);
        finding.advice = known.map(|(_, zh, en)| Text::new(*zh, *en));
    }
}
