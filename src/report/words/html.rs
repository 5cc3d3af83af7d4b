//! The words of pages for a browser.

use super::Words;
use crate::text::Lang;

/// The language of a page as browsers and readers of screens know it.
pub(crate) const fn language_tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

pub(crate) const CONTENTS: Words = Words::new("目录", "Contents");
pub(crate) const FILTER: Words = Words::new("筛选各行", "Filter rows");
pub(crate) const SORT: Words = Words::new("按此列排序", "Sort by this column");

// The proof.
pub(crate) const PROOF: Words = Words::new("逐项依据", "Proof, criterion by criterion");
pub(crate) const PROOF_NOTE: Words = Words::new(
    "展开任一项，可见其公式、代入数值、输入来源、所比较的全部数值及其出处。",
    "Open one to see its formula with the numbers put in, where they come from, and every figure compared with its source.",
);

// The portfolio.
pub(crate) const PORTFOLIO: Words =
    Words::new("绿色算力基础设施等级一览", "Green computing infrastructure: grades of the portfolio");
pub(crate) const FACILITIES: Words = Words::new("各设施", "Facilities");
pub(crate) const TOGETHER: Words = Words::new("合计", "All together");
pub(crate) const TWO_FIGURES: Words = Words::new(
    "合计之比（ΣE ÷ ΣE）把各设施视为一个整体；按总能耗加权的平均则是（EU）2024/1364 公布的数值，两者不同。被拒绝评级的设施不计入。",
    "The ratio of sums (ΣE ÷ ΣE) takes the facilities as one; the mean weighted by total energy is what (EU) 2024/1364 \
     publishes. They are not the same. A facility that was refused is in neither.",
);
pub(crate) const WHAT: Words = Words::new("问题", "Problem");
pub(crate) const HINT: Words = Words::new("处理建议", "What to do");
