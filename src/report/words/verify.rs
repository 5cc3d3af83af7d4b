//! The words of a rating that is made again.

use super::Words;
use crate::text::Lang;

pub(crate) const IDENTICAL: Words = Words::new("一致", "identical");
pub(crate) const DIFFERS: Words = Words::new("不一致", "differs");
pub(crate) const DIFFERENCE: Words = Words::new("差异", "Difference");
pub(crate) const WHERE: Words = Words::new("位置", "Where");
pub(crate) const IN_THE_RATING: Words = Words::new("评定结果中", "In the rating");
pub(crate) const NOW: Words = Words::new("现在", "Now");
pub(crate) const DIGEST: Words = Words::new("评定结果写出后被改动", "the rating was changed after it was written");
pub(crate) const INPUT_CHANGED: Words = Words::new("输入文件已改变", "input changed");
pub(crate) const INPUT_LACKING: Words = Words::new("输入文件缺失或不再读取", "input lacks, or is not read any more");
pub(crate) const INPUT_NEW: Words = Words::new("新增的输入文件", "input is new");
pub(crate) const PACK_CHANGED: Words = Words::new("标准包已改变", "pack changed");
pub(crate) const VALUE: Words = Words::new("重新计算的结果不同", "another result");
pub(crate) const FORM: Words = Words::new(
    "数值相同，字节不同：文件不是本程序写出的形式",
    "the same values in other bytes: this program does not write them so",
);

/// The first line.
pub(crate) fn titled(rating: &str, word: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{rating}：{word}"),
        Lang::En => format!("{rating}: {word}"),
    }
}

/// Which version made it, and which one made it again.
pub(crate) fn made_by(then: &str, now: &str, lang: Lang) -> String {
    match (lang, then == now) {
        (Lang::Zh, true) => format!("由 {then} 评定，用同一版本重新计算"),
        (Lang::En, true) => format!("made by {then}, and again by the same version"),
        (Lang::Zh, false) => format!("由 {then} 评定，用另一版本 {now} 重新计算"),
        (Lang::En, false) => format!("made by {then}, and again by another version, {now}"),
    }
}
