//! The words of hypotheses.

use super::Words;

pub(crate) const TITLE: Words = Words::new("假设情景（不是评级）", "Hypothetical, no rating");
/// Above and below everything that is only supposed.
pub(crate) const MARK: Words = Words::new(
    "以上为假设：所改数值未经测量，也无佐证，不构成评级。",
    "All of this is hypothetical: what is changed was neither measured nor proven, and there is no grade in it.",
);
pub(crate) const CHANGES: Words = Words::new("所作假设", "What is changed");
pub(crate) const KEY: Words = Words::new("项", "Key");
pub(crate) const IN_THE_RATING: Words = Words::new("评定结果", "In the rating");
pub(crate) const SUPPOSED: Words = Words::new("假设值", "Supposed");
pub(crate) const IF_SO: Words = Words::new("假设：{}", "hypothetical: {}");
pub(crate) const NO_CHANGE: Words = Words::new("没有改变任何数值", "nothing is changed");
pub(crate) const INDICATORS: Words = Words::new("指标", "Indicators that move");
pub(crate) const HYPOTHETICAL: Words = Words::new("假设", "Hypothetical");
pub(crate) const WHY: Words = Words::new("原因", "Why");
pub(crate) const SET: Words = Words::new("直接设定", "set");
pub(crate) const NO_CRITERION: Words = Words::new("各评定项得分不变", "no criterion gains or loses points");
