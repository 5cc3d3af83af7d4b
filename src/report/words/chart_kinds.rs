//! The words about the kinds of charts: what each shows, what reports call it, and why there is none.

use super::{
    Words, charts, clean_energy, compare, confidence, efficiency, it_tests, operation_logs, portfolio_charts, reports,
};
use crate::report::chart::{DrawnFrom, Kind};

/// The headings of the list of kinds.
pub(crate) const KIND: Words = Words::new("图", "Chart");
pub(crate) const SHOWS: Words = Words::new("内容", "What it shows");
pub(crate) const DRAWN_FROM: Words = Words::new("绘制依据", "Drawn from");
pub(crate) const CAN_BE_DRAWN: Words = Words::new("可否绘制", "Can be drawn");
pub(crate) const YES: Words = Words::new("可", "yes");
/// Why nothing that is judged is drawn of data that was refused.
pub(crate) const REFUSED: Words =
    Words::new("数据自相矛盾，拒绝评级，未作评定", "the data was refused as contradictory: nothing was judged");

/// What a kind shows, in one line.
pub(crate) const fn shows(kind: Kind) -> Words {
    match kind {
        Kind::Scorecard => Words::new("各评定项的得分与满分", "points gained and possible, criterion by criterion"),
        Kind::Confidence => {
            Words::new("各等级的概率与数值的分布", "how probable each level is, and how far values spread")
        }
        Kind::Tornado => Words::new("各误差来源使得分变动多少", "how far each cause of error moves the score"),
        Kind::PueByMonth => Words::new("各月 PUE 与标准限值", "PUE of each month, with the limits of the standards"),
        Kind::SupplyByMonth => {
            Words::new("各月分来源电量与清洁能源占比", "electricity by source and the clean share, month by month")
        }
        Kind::PueHeatmap => Words::new("每日每小时的 PUE", "PUE of each hour of each day"),
        Kind::CoverageCalendar => Words::new("每日的数据覆盖与发现", "coverage and findings of each day"),
        Kind::PueByCondition => {
            Words::new("PUE 随室外温度与 IT 负荷的变化", "PUE by outdoor temperature and by IT load")
        }
        Kind::Systems => Words::new("受测信息系统的能效与等级", "tested IT systems by efficiency, level and energy"),
        Kind::LoadLine => Words::new("受测服务器各档负载的功率", "power of tested servers at each load"),
        Kind::PowerTrace => Words::new("测试期间的功率与计入的时窗", "power during tests, with the window that counts"),
        Kind::Maturity => Words::new("各项能力的成熟度", "maturity of each capability"),
        Kind::Incidents => Words::new("各月故障数与平均修复时间", "faults and mean time to repair, month by month"),
        Kind::Automation => {
            Words::new("各月自动、半自动与人工操作数", "operations by hand and automatic, month by month")
        }
        Kind::HourlyMatch => {
            Words::new("清洁供电满足每小时负荷的份额", "share of each hour's load that clean supply meets")
        }
        Kind::CleanMeanings => Words::new("清洁能源占比的各种含义", "the meanings of the clean share, side by side"),
        Kind::EnergyFlow => Words::new("电量由来源经路径到用途", "energy from sources by paths to uses"),
        Kind::Ranking => Words::new("各设施按得分排名", "facilities ranked by score"),
        Kind::GradeCounts => Words::new("各等级有多少设施", "how many facilities have which grade"),
        Kind::IndicatorSpread => Words::new("各指标在各设施间的分布", "how each indicator spreads over the facilities"),
        Kind::GroupComparison => {
            Words::new("各组别的 PUE 与清洁能源占比", "PUE and clean share of provinces, cities and categories")
        }
        Kind::YearOnYear => Words::new("各设施与上期比较", "each facility in an earlier run and in this one"),
        Kind::Trend => {
            Words::new("各次评级的 PUE、清洁能源占比与得分", "PUE, clean share and score of ratings that are compared")
        }
    }
}

/// What reports call a chart.
pub(crate) const fn caption(kind: Kind) -> Words {
    match kind {
        Kind::Scorecard => reports::SCORECARD,
        Kind::Confidence => confidence::CONFIDENCE_CHART,
        Kind::Tornado => confidence::TORNADO_CHART,
        Kind::PueByMonth => reports::PUE_BY_MONTH,
        Kind::SupplyByMonth => reports::SUPPLY_BY_MONTH,
        Kind::PueHeatmap => reports::PUE_HEATMAP,
        Kind::CoverageCalendar => reports::COVERAGE_CALENDAR,
        Kind::PueByCondition => efficiency::PUE_BY_CONDITION,
        Kind::Systems => it_tests::BUBBLES,
        Kind::LoadLine => it_tests::LOAD_LINE,
        Kind::PowerTrace => it_tests::POWER_TRACE,
        Kind::Maturity => operation_logs::MATURITY_CHART,
        Kind::Incidents => operation_logs::INCIDENTS_CHART,
        Kind::Automation => operation_logs::AUTOMATION_CHART,
        Kind::HourlyMatch => clean_energy::CHART_HOURLY_MATCH,
        Kind::CleanMeanings => clean_energy::CHART_MEANINGS,
        Kind::EnergyFlow => clean_energy::CHART_FLOW,
        Kind::Ranking => charts::RANKING,
        Kind::GradeCounts => portfolio_charts::GRADE_COUNTS,
        Kind::IndicatorSpread => portfolio_charts::INDICATOR_SPREAD,
        Kind::GroupComparison => portfolio_charts::GROUP_COMPARISON,
        Kind::YearOnYear => portfolio_charts::YEAR_ON_YEAR,
        Kind::Trend => compare::TREND,
    }
}

/// Why a kind is not drawn of a rating.
pub(crate) const fn lacks(kind: Kind) -> Words {
    match kind {
        Kind::Scorecard => Words::new("首个标准没有计分的评定项", "the first standard has no criteria with points"),
        Kind::Confidence => Words::new(
            "没有试验说明等级有多确定（--trials 0，或没有可试的等级）",
            "no trials tell how sure the grade is (`--trials 0`, or there is no level to try)",
        ),
        Kind::Tornado => {
            Words::new("没有试验说明得分因何变动，或得分不变动", "no trials tell what moves the score, or nothing does")
        }
        Kind::PueByMonth => Words::new("没有一个月有 PUE", "no month has a PUE"),
        Kind::SupplyByMonth => Words::new("没有分来源计量的电量", "no electricity is metered by source"),
        Kind::PueByCondition => {
            Words::new("没有按室外温度或 IT 负荷的 PUE", "there is no PUE by outdoor temperature or IT load")
        }
        Kind::Systems => Words::new(
            "没有提交信息系统的测试，或没有标准评定它们",
            "no tests of IT systems are handed in, or no standard judges them",
        ),
        Kind::LoadLine => Words::new("没有提交多档负载的测试", "no test with several loads is handed in"),
        Kind::Maturity => Words::new(
            "运维记录没有说明能力，或没有标准评定其成熟度",
            "no logs of operation tell capabilities, or no standard judges them",
        ),
        Kind::Incidents => Words::new("没有提交故障记录", "no log of faults is handed in"),
        Kind::Automation => Words::new("没有提交操作记录", "no log of operations is handed in"),
        Kind::CleanMeanings => Words::new("没有一种清洁能源占比可知", "no share of clean energy is known"),
        Kind::EnergyFlow => Words::new("没有提交清洁能源的凭据", "no records of clean energy are handed in"),
        Kind::PueHeatmap | Kind::CoverageCalendar | Kind::PowerTrace | Kind::HourlyMatch => from(DrawnFrom::Hours),
        Kind::Ranking | Kind::GradeCounts | Kind::IndicatorSpread | Kind::GroupComparison | Kind::YearOnYear => {
            from(DrawnFrom::Portfolio)
        }
        Kind::Trend => from(DrawnFrom::Comparison),
    }
}

/// What a kind is drawn from, and which command draws it where it is not `chart`.
pub(crate) const fn from(from: DrawnFrom) -> Words {
    match from {
        DrawnFrom::Rating => Words::new("rating.json", "rating.json"),
        DrawnFrom::Hours => Words::new("逐时数据，由 rate --out 绘制", "hours and readings: `rate --out` draws it"),
        DrawnFrom::Portfolio => Words::new("多个设施，由 rate --out 绘制", "several facilities: `rate --out` draws it"),
        DrawnFrom::Comparison => {
            Words::new("多次评级，由 compare --chart 绘制", "several ratings: `compare --chart` draws it")
        }
    }
}
