//! The words beside the bar of a run that goes on.

use super::Words;

/// How many facilities were taken over from the run before.
pub(crate) const UNCHANGED: Words = Words::new("未变更：{count}", "unchanged: {count}");
/// How many facilities of a rollup went on from an earlier one.
pub(crate) const GOING_ON: Words = Words::new(
    "接续先前的汇总：{going_on}；没有新文件：{nothing_new}；全部读取：{in_full}",
    "went on from the earlier rollup: {going_on}; nothing new: {nothing_new}; read in full: {in_full}",
);
/// Behind the bar: what is done of all, the time that it took, and the time that it will still take.
pub(crate) const FACILITIES: Words = Words::new(
    "{pos}/{len} 个设施，已用 {elapsed_precise}，预计还需 {left}",
    "{pos}/{len} facilities, {elapsed_precise} elapsed, about {left} remaining",
);
