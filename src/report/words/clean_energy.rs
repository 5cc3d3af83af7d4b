//! The words of the use of clean energy, in reports and charts.

use super::Words;
use crate::facility::manifest::SupplyPath;
use crate::indicator::clean_energy::record::{CertificateState, Evidence};

pub(crate) const CLEAN_ENERGY: Words = Words::new("清洁能源利用", "Use of clean energy");
pub(crate) const OVER_HOURS: Words = Words::new(
    "以下各量取自总能耗、IT 能耗与各计量供电同时覆盖的小时；按月给出的电量按该月覆盖比例计。",
    "All of it is over the hours in which the total, IT and all metered supply are covered; what is told by the month counts by the covered share of that month.",
);

// Supply.
pub(crate) const SOURCE: Words = Words::new("电源", "Source");
pub(crate) const PATH: Words = Words::new("供电路径", "Path");
pub(crate) const KWH: Words = Words::new("电量 kWh", "kWh");
pub(crate) const BY: Words = Words::new("取自", "Told by");
pub(crate) const FROM: Words = Words::new("凭证", "Evidence");
pub(crate) const RESIDUAL: Words = Words::new(
    "其余（电网剩余电量，含绿证所覆盖的）",
    "the rest: residual grid mix, with what certificates cover of it",
);
pub(crate) const EXPORTED: Words = Words::new("超出当时总能耗的部分", "beyond the total of its hour");
pub(crate) const TOTAL: Words = Words::new("总能耗", "total");

/// A path of supply.
pub(crate) fn path(path: SupplyPath) -> Words {
    match path {
        SupplyPath::SelfGenerated => Words::new("自发自用", "self-generated"),
        SupplyPath::DirectLine => Words::new("绿电直连", "direct line"),
        SupplyPath::GreenTrade => Words::new("绿电交易", "green trade"),
        SupplyPath::Certificates => Words::new("绿证", "certificates"),
        SupplyPath::Grid => Words::new("电网", "grid"),
    }
}

/// What tells an amount.
pub(crate) fn evidence(by: Evidence) -> Words {
    match by {
        Evidence::Metered => Words::new("计量", "meters"),
        Evidence::Contracts => Words::new("合同结算", "contracts"),
        Evidence::Bills => Words::new("账单", "bills"),
        Evidence::Declared => Words::new("申报", "declared"),
        Evidence::Ledger => Words::new("绿证台账", "ledger"),
    }
}

// Shares.
pub(crate) const MEANING: Words = Words::new("含义", "Meaning");
pub(crate) const SHARE: Words = Words::new("占比", "Share");
pub(crate) const CERTIFICATES_ALONE: Words = Words::new("仅凭绿证占比", "Share by certificates alone");
pub(crate) const CERTIFICATE_BACKED: Words =
    Words::new("有绿证佐证占比（任何路径）", "Certificate-backed share (on any path)");

// Hours.
pub(crate) const MATCHED: Words = Words::new("小时匹配占比", "Matched hour by hour");
pub(crate) const SURPLUS: Words = Words::new("富余", "Surplus");
pub(crate) const FULL_HOURS: Words = Words::new("清洁供电足额的小时", "Hours at 100 %");

// Storage.
pub(crate) const STORAGE: Words = Words::new("储能", "Storage");
pub(crate) const CHARGED: Words = Words::new("充电", "charged");
pub(crate) const DISCHARGED: Words = Words::new("放电", "discharged");
pub(crate) const LOSS: Words = Words::new("损失", "loss");
pub(crate) const ROUND_TRIP: Words = Words::new("往返效率", "round trip");
pub(crate) const STORAGE_ORIGIN: Words = Words::new("放电来源", "Origin of what it gave");
pub(crate) const RESIDUAL_SHORT: Words = Words::new("电网剩余电量", "residual grid mix");
pub(crate) const UNKNOWN_ORIGIN: Words = Words::new("来源不明", "unknown");

// Certificates.
pub(crate) const CERTIFICATES: Words = Words::new("绿证台账", "Ledger of certificates");
pub(crate) const STATE: Words = Words::new("处理", "What became of them");
pub(crate) const COUNT: Words = Words::new("张（MWh）", "Certificates (MWh)");
pub(crate) const ROWS: Words = Words::new("行号", "Rows");
pub(crate) const RETIRED: Words = Words::new("评价期内独立核销", "Retired in the period on their own");
pub(crate) const COUNTED: Words = Words::new("计入", "counted");
pub(crate) const BEYOND: Words = Words::new("无用电可覆盖", "nothing left to cover");
pub(crate) const VINTAGES: Words = Words::new("生产月份", "Months of generation");
pub(crate) const CONTRACT: Words = Words::new("合同", "Contract");
pub(crate) const MONTH: Words = Words::new("月份", "Month");
pub(crate) const SETTLED: Words = Words::new("结算 kWh", "Settled kWh");
pub(crate) const CARRIED_IN: Words = Words::new("上月余量 kWh", "Carried in kWh");
pub(crate) const DUE: Words = Words::new("应有绿证（张）", "Certificates due");
pub(crate) const CARRIED_OUT: Words = Words::new("结转余量 kWh", "Carried on kWh");

/// What became of rows of a ledger.
pub(crate) fn state(state: CertificateState) -> Words {
    match state {
        CertificateState::Counted => Words::new("独立计入", "count on their own"),
        CertificateState::Bound => Words::new("随已计入的电量，不另计", "belong to energy that is counted"),
        CertificateState::NotRetired => Words::new("未核销", "not retired"),
        CertificateState::OtherPeriod => Words::new("不在评价期内核销", "retired outside the period"),
        CertificateState::Expired => Words::new("过期后核销，不计入", "retired after they had expired"),
    }
}

// Carbon.
pub(crate) const CARBON: Words =
    Words::new("碳排放（两种口径不可混用）", "Carbon (the two ways are not interchangeable)");
pub(crate) const WAY: Words = Words::new("口径", "Way");
pub(crate) const LOCATION: Words = Words::new("基于位置", "by location");
pub(crate) const MARKET: Words = Words::new("基于市场", "by market");
pub(crate) const OWN_FOSSIL: Words = Words::new("自发或直连的化石电量", "own or directly connected fossil power");
pub(crate) const AVOIDED: Words = Words::new("避免排放，对照", "avoided against");
pub(crate) const FACTOR: Words = Words::new("排放因子 kgCO₂/kWh", "Factor kgCO₂/kWh");
pub(crate) const WHOSE: Words = Words::new("因子", "Whose factor");
pub(crate) const KG: Words = Words::new("kgCO₂", "kgCO₂");
pub(crate) const CUE: Words = Words::new("CUE", "CUE");

// Charts.
pub(crate) const HOURLY_MATCH: Words = Words::new("逐时清洁供电匹配", "Clean supply against load, hour by hour");
pub(crate) const MATCH_AXIS: Words = Words::new("匹配占比", "Share matched");
pub(crate) const HOURS_IN_FULL: Words = Words::new("足额 {} / {} 小时", "in full {} of {} hours");
pub(crate) const MEANINGS: Words = Words::new("清洁能源占比的各种含义", "What a clean share can mean");
pub(crate) const FLOW: Words = Words::new("电量流向：电源、路径、用途", "Energy from sources by paths to uses");
pub(crate) const USE_IT: Words = Words::new("信息设备", "IT");
pub(crate) const USE_OVERHEAD: Words = Words::new("制冷、供配电等", "all but IT");
pub(crate) const USE_EXPORT: Words = Words::new("超出当时用电", "beyond the load");
pub(crate) const CERTIFIED_GRID: Words = Words::new("电网（绿证覆盖）", "grid, certified");
pub(crate) const CHART_HOURLY_MATCH: Words = Words::new("逐时匹配热力图", "hourly match of clean supply");
pub(crate) const CHART_MEANINGS: Words = Words::new("占比的各种含义", "meanings of the clean share");
pub(crate) const CHART_FLOW: Words = Words::new("电量流向", "flow of energy");
