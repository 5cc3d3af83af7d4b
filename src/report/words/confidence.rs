//! The words of how sure a grade is: probabilities, uncertainties and what moves the score.

use super::Words;
use crate::indicator::uncertainty::SourceKind;
use crate::text::Lang;

// The probability of a grade.
pub(crate) const TITLE: Words = Words::new("等级的可信程度", "How sure the grade is");
pub(crate) const IN_SHORT: Words = Words::new("等级概率", "Probability");
pub(crate) const PROBABILITY: Words = Words::new("概率", "probability");
pub(crate) const NO_LEVEL: Words = Words::new("无等级（基本要求不满足）", "no grade (a prerequisite fails)");
pub(crate) const OF_STATED: Words = Words::new("所评等级的概率", "Probability of the stated level");
pub(crate) const STANDING: Words = Words::new("判定", "How it stands");
pub(crate) const SETTLED: Words = Words::new("已定", "settled");
pub(crate) const AT_THE_BOUNDARY: Words = Words::new("处于等级边界", "at the boundary");
pub(crate) const AT_LEAST: Words = Words::new("不低于所要求的 {}", "at least the {} that is demanded");
pub(crate) const LESS_THAN: Words = Words::new("低于所要求的 {}", "less than the {} that is demanded");
pub(crate) const NOT_BELOW_OURS: Words = Words::new("不低于本程序的界限 {}", "at least this program's {}");
pub(crate) const BELOW_OURS: Words = Words::new("低于本程序的界限 {}", "below this program's {}");
pub(crate) const TOO_FEW: Words = Words::new("试验次数不足", "too few trials");
pub(crate) const DEFAULT_DEMAND: Words =
    Words::new("本程序的默认值，不影响等级", "this program's default, which takes no grade away");
pub(crate) const EACH_LEVEL: Words = Words::new("各等级的概率", "Probability of each level");
pub(crate) const SCORE: Words = Words::new("得分的分布", "The score over the trials");
pub(crate) const MEAN: Words = Words::new("均值", "mean");
pub(crate) const INTERVAL: Words = Words::new("95 % 区间", "95 % interval");
pub(crate) const STANDARD_UNCERTAINTY: Words = Words::new("标准不确定度", "standard uncertainty");
pub(crate) const FROM_TO: Words = Words::new("{} 至 {}", "{} to {}");
pub(crate) const METHOD: Words = Words::new("方法", "Method");
pub(crate) const MONTE_CARLO: Words =
    Words::new("蒙特卡洛法（JCGM 101），{} 次试验，种子 {}", "Monte Carlo (JCGM 101), {} trials, seed {}");
pub(crate) const NOT_STABLE: Words = Words::new(
    "试验次数不足以使各不确定度的两位有效数字稳定",
    "too few trials for two stable digits of every uncertainty",
);
pub(crate) const WHAT_IT_SAYS: Words = Words::new(
    "概率只反映测量误差：计量表的准确度、互感器和缺测时段；申报值与佐证材料按其所述计。",
    "The probability tells of errors of measurement alone: meters, transformers and time without measurement. What is \
     declared is taken as it is told.",
);
pub(crate) const BY_WAY: Words = Words::new("按途径", "By way to a level");
pub(crate) const WHOLE: Words = Words::new("综合", "All together");
pub(crate) const NONE: Words = Words::new("无等级", "no grade");
pub(crate) const PREREQUISITES: Words = Words::new("基本要求满足的概率", "Probability that prerequisites hold");
pub(crate) const PREREQUISITE_HOLDS: Words = Words::new("满足的概率", "Probability that it holds");
pub(crate) const POINTS_OVER_TRIALS: Words = Words::new("得分的分布", "Points over the trials");
pub(crate) const CRITERIA: Words = Words::new("得分会变动的评定项", "Criteria whose points may differ");
pub(crate) const ROWS: Words = Words::new("各档的概率", "Probability of each row");
pub(crate) const MEAN_POINTS: Words = Words::new("得分均值", "Points, mean");
pub(crate) const NO_ROW: Words = Words::new("各档均不满足", "no row");
pub(crate) const ROW: Words = Words::new("{}：{}", "{}: {}");

// The uncertainty of indicators.
pub(crate) const UNCERTAINTY: Words = Words::new("测量不确定度", "Uncertainty of measurement");
pub(crate) const EXPANDED: Words = Words::new("数值 ± U95（k = 2）", "Value ± U95 (k = 2)");
pub(crate) const EXPANDED_NOTE: Words = Words::new(
    "“±”之后为扩展不确定度 U95（k = 2），由计量表和互感器的准确度等级及缺测时段算得。",
    "What stands behind ± is the expanded uncertainty U95 (k = 2), from the classes of meters and transformers and the \
     time without measurement.",
);
pub(crate) const TRIALS_INTERVAL: Words = Words::new("95 % 区间（试验）", "95 % interval (trials)");
pub(crate) const MAIN_PARTS: Words = Words::new("主要分量（方差占比）", "Main parts (share of the variance)");
pub(crate) const MORE_PARTS: Words = Words::new("另有 {} 项", "{} more");
pub(crate) const ASSUMPTIONS: Words = Words::new("假定", "Assumptions");
pub(crate) const SHARE_OF_VARIANCE: Words = Words::new("占方差 {}", "{} of the variance");
pub(crate) const MOVES: Words = Words::new("一个标准不确定度使其变动 {}", "one standard uncertainty moves it by {}");

// What moves the score.
pub(crate) const SENSITIVITY: Words = Words::new("哪些误差影响得分", "What moves the score");
pub(crate) const NOTHING_MOVES: Words =
    Words::new("没有任何一项误差单独改变得分。", "No cause of error moves the score on its own.");
pub(crate) const CAUSE: Words = Words::new("误差来源", "Cause");
pub(crate) const FROM: Words = Words::new("出自", "From");
pub(crate) const SCORE_AT_ENDS: Words = Words::new("其 95 % 区间内的得分", "Score within its 95 % interval");
pub(crate) const FIRST_ORDER: Words = Words::new("方差占比（单独）", "Share of variance, alone");
pub(crate) const TOTAL: Words = Words::new("方差占比（含交互）", "Share of variance, in company");
pub(crate) const LEVELS_AT_ENDS: Words = Words::new("两端的等级", "Levels at the ends");
pub(crate) const SAME_LEVEL: Words = Words::new("不变", "the same");
pub(crate) const BETTER: Words = Words::new("更高准确度等级的仪表", "Better meters");
pub(crate) const BETTER_CLASS: Words = Words::new("{} 改用 {} 级", "{} of class {}");
pub(crate) const SETTLES: Words = Words::new("等级即可确定", "which settles the grade");
pub(crate) const SETTLES_NOT: Words = Words::new("仍不足以确定等级", "which does not settle it");
pub(crate) const BETTER_NOTE: Words = Words::new(
    "按实测值不变计：换表后的实测值可能不同。",
    "With the measured values as they are: other meters may measure other values.",
);

/// The class and the load of a transformer.
pub(crate) const CLASS_AND_LOAD: Words = Words::new("{} 级，负荷 {}", "class {}, load {}");

// The mark in a table of facilities.
pub(crate) const MARK: Words = Words::new(
    "等级后括号内：处于等级边界的设施，其等级的概率",
    "in parentheses behind a grade at the boundary of another: its probability",
);

// Charts.
pub(crate) const CONFIDENCE_CHART: Words = Words::new("等级的概率", "How sure the grade is");
pub(crate) const TORNADO_CHART: Words = Words::new("哪些误差影响得分", "What moves the score");
pub(crate) const TRIALS_AXIS: Words = Words::new("纵轴：试验占比（%）", "upwards: share of the trials (%)");
pub(crate) const SHARE_OF_TRIALS: Words = Words::new("试验占比", "share of the trials");
pub(crate) const VALUE_OF_RATING: Words = Words::new("评级所得", "as rated");
pub(crate) const BELOW: Words = Words::new("未达级", "below the lowest level");
pub(crate) const INTERVAL_MARK: Words = Words::new("95 % 的试验", "95 % of the trials");
pub(crate) const LIMITS: Words = Words::new("等级限值", "limits of the levels");
pub(crate) const ABOUT: Words = Words::new("约 {} %", "≈ {} %");
pub(crate) const LOWER: Words = Words::new("得分降低", "a lower score");
pub(crate) const HIGHER: Words = Words::new("得分升高", "a higher score");
pub(crate) const SCORE_OF_RATING: Words = Words::new("评级得分 {}", "score as rated {}");
pub(crate) const ALONE_COLUMN: Words = Words::new("单独", "alone");
pub(crate) const COMPANY_COLUMN: Words = Words::new("含交互", "in company");
pub(crate) const VARIANCE_COLUMNS: Words = Words::new("得分方差的占比", "share of the score's variance");
pub(crate) const MORE_CAUSES: Words =
    Words::new("另有 {} 项未列出，每项使得分变动至多 {}", "not shown: {} more, each moving the score by {} at most");
pub(crate) const TO_LEVEL: Words = Words::new("可至{}", "as far as {}");

/// A level with its probability.
pub(crate) fn chance_of(level: &str, chance: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{level} {chance}"),
        Lang::En => format!("{chance} {level}"),
    }
}

/// What a cause of error is of a device, whose name takes the place of `{}`.
pub(crate) const fn cause(kind: SourceKind) -> Words {
    match kind {
        SourceKind::MeterClass => Words::new("{} 计量表准确度", "accuracy of meter {}"),
        SourceKind::TransformerRatio => Words::new("{} 互感器比差", "ratio error of transformer {}"),
        SourceKind::TransformerPhase => Words::new("{} 互感器相位差", "phase error of transformer {}"),
        SourceKind::Gap => Words::new("{} 缺测时段", "unmeasured time of {}"),
    }
}
