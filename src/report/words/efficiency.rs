//! The words of energy efficiency: categories of PUE, kinds of energy, conditions, and figures of a portfolio.

use super::Words;
use crate::report::dates;
use crate::text::Lang;

pub(crate) const EFFICIENCY: Words = Words::new("能效详情", "Energy efficiency in detail");
pub(crate) const CATEGORY: Words = Words::new("PUE 类别", "Category of PUE");
pub(crate) const NO_CATEGORY: Words = Words::new("无法归类", "none");
pub(crate) const UPS_OUTPUT: Words = Words::new("UPS 输出", "UPS output");
pub(crate) const PDU_OUTPUT: Words = Words::new("PDU 输出", "PDU output");
pub(crate) const IT_INPUT: Words = Words::new("IT 设备输入", "IT equipment input");
pub(crate) const ELSEWHERE: Words = Words::new("其他位置", "elsewhere");
pub(crate) const LOWEST: Words = Words::new(
    "各 IT 计量点位置不同：取其中最低的类别",
    "the IT meters sit at different points: the lowest of their categories counts",
);
pub(crate) const CARRIERS: Words =
    Words::new("总能耗的构成（按表计千瓦时，不折算）", "Total energy by kind (kWh as metered, without conversion)");
pub(crate) const ELECTRICITY: Words = Words::new("电力", "electricity");
pub(crate) const FUEL: Words = Words::new("燃料", "fuel");
pub(crate) const BOUGHT_COOLING: Words = Words::new("外购冷量", "bought-in cooling");
pub(crate) const WATER: Words = Words::new("水", "water");
pub(crate) const BACKUP: Words = Words::new("备用发电机（单独列出）", "Back-up generators (apart)");
pub(crate) const BACKUP_IN: Words = Words::new("已计入总能耗", "counted in the total too");
pub(crate) const BACKUP_PARTLY: Words = Words::new("部分计入总能耗", "counted in the total in part");
pub(crate) const BACKUP_OUT: Words = Words::new("未计入总能耗", "not counted in the total");
pub(crate) const METHODS: Words = Words::new("两种方法的能耗比", "The ratio by two methods");
pub(crate) const RM1: Words = Words::new(
    "RM1（工况法：实测功率按各工况占全年比例加权）",
    "RM1 (working points: measured powers, weighted by their shares of the year)",
);
pub(crate) const RM2: Words = Words::new(
    "RM2（全年能耗法：全年总能耗与 IT 能耗之比，即 PUE）",
    "RM2 (whole year: total over IT energy of the period, that is PUE)",
);
pub(crate) const RM_DIFFERENCE: Words = Words::new("RM1 − RM2", "RM1 − RM2");
pub(crate) const BY_TEMPERATURE: Words = Words::new("按室外温度的 PUE", "PUE by outdoor temperature");
pub(crate) const BY_LOAD: Words = Words::new("按 IT 负荷的 PUE", "PUE by IT load");
pub(crate) const TEMPERATURE: Words = Words::new("室外温度", "Outdoor temperature");
pub(crate) const LOAD: Words = Words::new("IT 负荷", "IT load");
pub(crate) const HOURS: Words = Words::new("小时数", "Hours");
pub(crate) const OF_RATED: Words = Words::new("占机柜额定功率", "of the racks' rated power");
pub(crate) const OF_HIGHEST: Words = Words::new("占最高小时 IT 功率", "of the IT power of the highest hour");

/// The column that tells where the value of a report's field comes from, or why there is none.
pub(crate) const FROM_OR_WHY: Words = Words::new("数据来源、佐证或缺失原因", "Data, evidence, or why it is missing");

// Figures of a portfolio.
pub(crate) const INDICATOR: Words = Words::new("指标", "Figure");
pub(crate) const SITES: Words = Words::new("设施数", "Sites");
pub(crate) const RATIO_OF_SUMS: Words = Words::new("合计之比", "Ratio of sums");
pub(crate) const WEIGHTED_MEAN: Words = Words::new("按总能耗加权的平均", "Mean weighted by total energy");

/// `Together over 2025: 6 facilities`.
pub(crate) fn together(period: &str, sites: usize, lang: Lang) -> String {
    let period = dates::period(period, lang);
    match lang {
        Lang::Zh => format!("{period}合计：{sites} 个设施"),
        Lang::En => format!("Together over {period}: {sites} facilities"),
    }
}

/// Why there is no mean.
pub(crate) fn too_few(least: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("少于 {least} 个"),
        Lang::En => format!("fewer than {least}"),
    }
}

/// How many hours have no temperature.
pub(crate) fn without_temperature(hours: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另有 {hours} 小时没有室外温度"),
        Lang::En => format!("{hours} more hours have no outdoor temperature"),
    }
}

// The chart.
pub(crate) const PUE_BY_CONDITION: Words =
    Words::new("按室外温度与 IT 负荷的 PUE", "PUE by outdoor temperature and IT load");
pub(crate) const TEMPERATURE_AXIS: Words = Words::new("室外温度（°C）", "Outdoor temperature (°C)");
pub(crate) const PUE_OF_BIN: Words = Words::new("该区间 PUE（能耗合计之比）", "PUE of the bin (ratio of sums)");
/// The condition, what it is a share of, and that power in kW.
pub(crate) const LOAD_AXIS: Words = Words::new("IT 负荷（%，{} {} kW）", "IT load (% {}, {} kW)");
