//! The words of a rating that is made again.

use super::Words;
use crate::text::Lang;

pub(crate) const IDENTICAL: Words = Words::new("一致", "identical");
pub(crate) const AS_SIGNED: Words = Words::new("与签名时一致", "as it was signed");
pub(crate) const DIFFERS: Words = Words::new("不一致", "differs");
pub(crate) const DIFFERENCE: Words = Words::new("差异", "Difference");
pub(crate) const WHERE: Words = Words::new("位置", "Where");
pub(crate) const IN_THE_RATING: Words = Words::new("评定结果中", "In the rating");
pub(crate) const NOW: Words = Words::new("现在", "Now");
pub(crate) const SIGNATURE_LACKING: Words =
    Words::new("没有签名：旁边没有 `rating.json.sig`", "not signed: there is no `rating.json.sig` beside it");
pub(crate) const SIGNATURE_DIFFERS: Words = Words::new(
    "签名不符：签名后被改动，或由另一私钥签名",
    "the signature does not fit: the rating was changed since, or another key signed it",
);
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

/// Which version made it, and which one made it again, where one did.
pub(crate) fn made_by(then: &str, now: Option<&str>, lang: Lang) -> String {
    match (lang, now) {
        (Lang::Zh, None) => format!("由 {then} 评定"),
        (Lang::En, None) => format!("made by {then}"),
        (Lang::Zh, Some(now)) if now == then => format!("由 {then} 评定，用同一版本重新计算"),
        (Lang::En, Some(now)) if now == then => format!("made by {then}, and again by the same version"),
        (Lang::Zh, Some(now)) => format!("由 {then} 评定，用另一版本 {now} 重新计算"),
        (Lang::En, Some(now)) => format!("made by {then}, and again by another version, {now}"),
    }
}

/// By which key it is signed.
pub(crate) fn signed_by(key: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("签名有效，公钥 {key}"),
        Lang::En => format!("signed by the key {key}"),
    }
}
