//! The words of a ledger of ratings.

use super::Words;
use crate::text::Lang;

pub(crate) const HOLDS: Words = Words::new("无误", "holds");
pub(crate) const HOLDS_NOT: Words = Words::new("有误", "does not hold");
pub(crate) const WRONG: Words = Words::new("问题", "What is wrong");
pub(crate) const LINE: Words = Words::new("行", "Line");
pub(crate) const RATING: Words = Words::new("评定结果", "Rating");
pub(crate) const IN_THE_LEDGER: Words = Words::new("台账所载", "In the ledger");
pub(crate) const FOUND: Words = Words::new("实际", "Found");
pub(crate) const FORM: Words = Words::new("不是本程序写出的记录", "the line is no entry as this program writes it");
pub(crate) const CUT: Words = Words::new(
    "末行不完整：写入时中断，或被截断；可用 `greengrade ledger repair` 移出",
    "the last line is cut off: writing it was broken off, or somebody cut it; `greengrade ledger repair` moves it out",
);
pub(crate) const ALTERED: Words = Words::new(
    "记录写出后被改动（或下一行所记的哈希值被改动）",
    "the entry was changed since, or the hash of it that the next line has",
);
pub(crate) const REMOVED: Words = Words::new("此行之前缺少记录", "entries before this line were removed");
pub(crate) const INSERTED: Words = Words::new("序号重复：此处插入了记录", "a number twice: an entry was inserted here");
pub(crate) const REORDERED: Words = Words::new("记录的次序被改动", "the entry stood elsewhere");
pub(crate) const NO_SUCH_LINE: Words = Words::new(
    "没有哪一行具有所记下的哈希值：末尾被截去，或台账被重写",
    "no line has the hash that was noted: the end was cut off, or the ledger was written anew",
);
pub(crate) const MISSING: Words =
    Words::new("评定结果不在：被删除，或当时的运行中断", "the rating is not there: it went, or its run was broken off");
pub(crate) const CHANGED: Words = Words::new("评定结果被改动或替换", "the rating was changed or swapped");
pub(crate) const OLDER: Words = Words::new(
    "是已被取代的评定结果：旧结果被放回，或当时的运行中断",
    "a rating that a later one replaced: it was put back, or the later run was broken off",
);
pub(crate) const ENTRY_DIFFERS: Words = Words::new("记录与其评定结果所述不符", "the entry tells other than its rating");
pub(crate) const NOT_ENTERED: Words = Words::new("评定结果未在台账登记", "the rating is not in the ledger");

/// How many entries there are, of how many ratings.
pub(crate) fn counts(entries: usize, ratings: usize, replaced: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("记录：{entries}；现行评定结果：{ratings}；已被取代的记录：{replaced}"),
        Lang::En => format!("entries: {entries}; ratings that stand: {ratings}; entries replaced: {replaced}"),
    }
}

/// Where a ledger ends.
pub(crate) fn ends_with(line: usize, hash: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("台账末行：第 {line} 行，{hash}"),
        Lang::En => format!("the ledger ends with line {line}, {hash}"),
    }
}

/// Where the hash that was noted is, and how many lines are behind it.
pub(crate) fn noted(line: usize, since: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("所记下的哈希值属于第 {line} 行，其后有 {since} 行"),
        Lang::En => format!("the hash that was noted is that of line {line}; lines since: {since}"),
    }
}

/// An entry's number.
pub(crate) fn number(number: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("序号 {number}"),
        Lang::En => format!("number {number}"),
    }
}

/// The numbers of entries that follow each other.
pub(crate) fn numbers(first: usize, last: usize, lang: Lang) -> String {
    match (lang, first == last) {
        (_, true) => number(first, lang),
        (Lang::Zh, false) => format!("序号 {first} 至 {last}"),
        (Lang::En, false) => format!("numbers {first} to {last}"),
    }
}

/// A digest with the line that has it.
pub(crate) fn of_line(digest: &str, line: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{digest}（第 {line} 行）"),
        Lang::En => format!("{digest} (line {line})"),
    }
}

/// What a repair did.
pub(crate) fn repaired(line: usize, bytes: usize, file: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {line} 行不完整，其 {bytes} 字节已移至 {file}"),
        Lang::En => format!("line {line} was cut off: its bytes, {bytes} of them, are in {file} now"),
    }
}

/// Where a repair has nothing to do.
pub(crate) const WHOLE: Words = Words::new("末行完整，无需修复", "the last line is whole: there is nothing to repair");
