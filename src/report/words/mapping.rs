//! The words of a proposed mapping.

use super::Words;

pub(crate) const COLON: Words = Words::new("：", ": ");
pub(crate) const SHAPE: Words = Words::new("形式", "Shape");
pub(crate) const WIDE: Words = Words::new("宽表，每表一列", "wide, one column a meter");
pub(crate) const LONG: Words = Words::new("长表，每行一个读数", "long, one row a reading");
pub(crate) const TIME: Words = Words::new("时间列", "Stamps");
pub(crate) const KEY: Words = Words::new("计量点名称列", "Names of meters");
pub(crate) const VALUE: Words = Words::new("数值列", "Values");
pub(crate) const STEP: Words = Words::new("采样间隔", "Rows apart");
pub(crate) const ROWS: Words = Words::new("已查看行数", "Rows looked at");
pub(crate) const AT_LEAST: Words = Words::new("前 ", "the first ");
pub(crate) const NOT_FOUND: Words = Words::new("未能识别", "not found");
pub(crate) const COLUMN: Words = Words::new("列", "Column");
pub(crate) const METER: Words = Words::new("计量点", "Meter");
pub(crate) const COUNTS: Words = Words::new("计入", "Counts towards");
pub(crate) const KIND: Words = Words::new("类型", "Kind");
pub(crate) const UNIT: Words = Words::new("单位", "Unit");
pub(crate) const SAMPLE: Words = Words::new("样例", "Sample");
pub(crate) const GUESSED: Words = Words::new("（推测）", "(guessed)");
pub(crate) const COUNTED: Words = Words::new("未计入：他表已代表", "nothing: others stand for it");
pub(crate) const NOTHING: Words = Words::new("未计入", "nothing yet");
pub(crate) const IGNORED: Words = Words::new("不作为计量点的列", "Columns that are no meters");
pub(crate) const WHY: Words = Words::new("原因", "Why");
pub(crate) const EMPTY: Words = Words::new("全部为空", "it is empty");
pub(crate) const NO_NUMBERS: Words = Words::new("不是数值", "its cells are no numbers");
pub(crate) const UNKNOWN: Words = Words::new("列名与单位均无法识别", "neither its name nor a unit is known");
pub(crate) const OTHER_UNIT: Words = Words::new("单位与名称矛盾", "its unit contradicts its name");
