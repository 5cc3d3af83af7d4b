//! What is to be said of a facility's records of clean energy: what was not counted and why, and what contradicts.

use std::collections::{BTreeMap, BTreeSet};

use crate::facility::clean_energy::{BillRow, Binding};
use crate::facility::manifest::SupplyPath;
use crate::facility::{BoundaryHours, Facility};
use crate::indicator::clean_energy::record::{CertificateState, CleanEnergy, Evidence};
use crate::indicator::{Coverage, Subject};
use crate::period::Period;
use crate::standard::vocabulary::Vocabulary;
use crate::telemetry::{Finding, Severity};
use crate::text::Text;

/// How far a bill may be from the meter of the same month: the sum of a class 1 meter's limits on both sides.
const BILL_AGREES: f64 = 0.02;
/// A month counts for that where its meter covers nearly all of it.
const NEARLY_ALL: f64 = 0.999;

/// The findings about a facility's records.
pub(super) fn findings(subject: &Subject<'_>, told: &CleanEnergy) -> Vec<Finding> {
    let facility = subject.facility;
    let found = [
        expired(told),
        beyond(told),
        without_document(facility),
        above_contract(facility, told),
        told_twice(facility, told),
        mix_of_the_grid(facility, told),
        against_meters(subject),
        more_given_than_taken(told),
        outside_total(subject),
    ];
    found.into_iter().flatten().collect()
}

fn finding(id: &str, severity: Severity, count: usize, text: Text, advice: Text) -> Option<Finding> {
    let times = u64::try_from(count).unwrap_or(u64::MAX);
    (count > 0).then(|| Finding::new(id, severity, text).advised(advice).times(times, None))
}

fn listed(rows: impl Iterator<Item = u64>) -> String {
    rows.map(|row| row.to_string()).collect::<Vec<_>>().join(", ")
}

fn expired(told: &CleanEnergy) -> Option<Finding> {
    let ledger = told.certificates.as_ref()?;
    let rows = ledger.rows.iter().find(|rows| rows.state == CertificateState::Expired)?;
    let (numbers, file) = (listed(rows.rows.iter().copied()), &ledger.file);
    let text = Text::new(
        format!("{file} 第 {numbers} 行的绿证在有效期满后才核销：不计入"),
        format!("the certificates in row {numbers} of {file} were retired after they had expired and do not count"),
    );
    let advice = Text::new(
        "核对核销日期与有效期（自电量生产月起两年），过期绿证不能作为消费凭证",
        "check the days of retirement and expiry (two years from the month of generation): an expired certificate proves nothing",
    );
    finding("certificate-expired", Severity::Warning, rows.rows.len(), text, advice)
}

fn beyond(told: &CleanEnergy) -> Option<Finding> {
    let beyond = told.certificates.as_ref()?.beyond_kwh;
    let text = Text::new(
        format!("绿证比无其他零碳电量覆盖的用电多 {beyond:.1} kWh：多出部分不计入"),
        format!(
            "the certificates exceed the consumption that no carbon-free supply covers by {beyond:.1} kWh, which do not count"
        ),
    );
    let advice = Text::new(
        "核对是否有绿证属于已计入的绿电交易或自发电量：若是，在 bound_to 列写明",
        "check whether some belong to traded or self-generated energy that is counted: if so, say it in the column `bound_to`",
    );
    finding("certificates-beyond-consumption", Severity::Note, usize::from(beyond > 0.0), text, advice)
}

fn without_document(facility: &Facility) -> Option<Finding> {
    let records = &facility.clean_records;
    let bills = records.bills.iter().flat_map(|table| &table.rows).filter(|row| row.document.is_none()).count();
    let contracts = records.contracts.iter().flat_map(|table| &table.rows).filter(|row| row.document.is_none()).count();
    let text =
        Text::new("账单或合同结算行没有凭证：不计入", "rows of bills or contracts without a document are not counted");
    let advice = Text::new(
        "在 document 列填写账单或结算单编号",
        "write the bill's or the settlement's number in the column `document`",
    );
    finding("records-without-document", Severity::Warning, bills + contracts, text, advice)
}

/// More certificates than whole MWh were settled under a contract.
fn above_contract(facility: &Facility, told: &CleanEnergy) -> Option<Finding> {
    let ledger = facility.clean_records.certificates.as_ref()?;
    let contracts: BTreeSet<&str> = told.contracts.iter().map(|month| month.contract.as_str()).collect();
    let above = contracts.into_iter().filter_map(|contract| {
        let months = || told.contracts.iter().filter(|month| month.contract == contract);
        let due: u64 = months().map(|month| month.certificates_due).sum();
        let last = months().map(|month| month.month.as_str()).max()?;
        let of_contract = |bound: &Option<Binding>| *bound == Some(Binding::Contract(contract.to_owned()));
        let rows = ledger.rows.iter().filter(|row| of_contract(&row.bound_to));
        let until = rows.filter(|row| format!("{:04}-{:02}", row.month.year(), row.month.month()).as_str() <= last);
        let held: u64 = until.map(|row| u64::from(row.count)).sum();
        (held > due).then_some((contract, held, due))
    });
    let above: Vec<(&str, u64, u64)> = above.collect();
    let (contract, held, due) = *above.first()?;
    let text = Text::new(
        format!("合同 {contract} 结算电量应有绿证 {due} 张，台账中有 {held} 张"),
        format!("{due} certificates are due for the energy of contract {contract}, and the ledger has {held}"),
    );
    let advice = Text::new(
        "1 张绿证对应 1 000 kWh，不足 1 MWh 的余量结转下月：核对台账与结算单",
        "one certificate is 1,000 kWh and the remainder is carried on: compare the ledger with the settlements",
    );
    finding("certificates-above-contract", Severity::Warning, above.len(), text, advice)
}

/// Declared supply, metered certificates and bills of what other records tell.
fn told_twice(facility: &Facility, told: &CleanEnergy) -> Option<Finding> {
    let records = &facility.clean_records;
    let by_records = |source: &str, path: SupplyPath| match path {
        SupplyPath::Certificates => records.certificates.is_some(),
        _ => {
            let recorded = |by| matches!(by, Evidence::Bills | Evidence::Contracts);
            told.supply.iter().any(|line| line.source == source && line.path == path && recorded(line.by))
        }
    };
    let declared = facility.manifest.declared_supply.iter();
    let declared = declared.filter(|line| by_records(line.source.get_ref(), line.path)).count();
    let metered = facility.manifest.boundary.supply.iter();
    let metered =
        metered.filter(|line| line.path == SupplyPath::Certificates && records.certificates.is_some()).count();
    let settled = |bill: &&BillRow| {
        let mut contracts = records.contracts.iter().flat_map(|table| &table.rows);
        let key = (bill.month, bill.source.as_str(), bill.path);
        contracts.any(|row| row.document.is_some() && (row.month, row.source.as_str(), row.path) == key)
    };
    let bills = records.bills.iter().flat_map(|table| &table.rows).filter(settled).count();
    let text = Text::new(
        "同一来源与路径的电量在多处给出：以台账和合同为准，申报值、账单不再计入",
        "supply of one source and path is told in several places: ledger and contracts count, declarations and bills beside them do not",
    );
    let advice = Text::new("删去重复的申报或账单行", "delete the declarations or bills that repeat the records");
    finding("supply-told-twice", Severity::Warning, declared + metered + bills, text, advice)
}

/// Carbon-free sources of the grid that neither a certificate nor a trade proves.
fn mix_of_the_grid(facility: &Facility, told: &CleanEnergy) -> Option<Finding> {
    let is_free = |id: &str| Vocabulary::embedded().supply_source(id).is_some_and(|source| source.carbon_free);
    let named = told.supply.iter().filter(|line| line.path == SupplyPath::Grid && is_free(&line.source)).count();
    let unproven = if facility.clean_records.is_empty() { 0 } else { named };
    let text = Text::new(
        "公用电网供电写明了零碳电源，但绿证或绿电交易之外不能证明其来源：占比不计入",
        "carbon-free sources are named for what the public grid delivers, which is its mix: they do not count without proof",
    );
    let advice = Text::new(
        "以已核销的绿证或绿电交易合同证明；直连或自发电量请写明其路径",
        "prove them by retired certificates or a contract of green trade; name the path of a direct line or own plant",
    );
    finding("grid-source-without-proof", Severity::Note, unproven, text, advice)
}

/// Bills of what is metered too only check the meters.
fn against_meters(subject: &Subject<'_>) -> Option<Finding> {
    let bills = subject.facility.clean_records.bills.as_ref()?;
    let mut apart = Vec::new();
    for (label, month) in subject.hours.period.months(&subject.facility.clock) {
        for ((source, path), (metered, is_whole)) in metered_of(subject.hours, month) {
            let mine = |row: &&BillRow| {
                let of_month = format!("{:04}-{:02}", row.month.year(), row.month.month()) == label;
                of_month && row.source == source && row.path == path
            };
            let rows: Vec<&BillRow> = bills.rows.iter().filter(mine).collect();
            let billed: f64 = rows.iter().map(|row| row.kwh).sum();
            if is_whole && !rows.is_empty() && (billed - metered).abs() > BILL_AGREES * metered.max(billed) {
                apart.push((label.clone(), source.to_owned(), billed, metered));
            }
        }
    }
    let (month, source, billed, metered) = apart.first()?;
    let text = Text::new(
        format!("{month} 的 {source} 账单为 {billed:.1} kWh，计量为 {metered:.1} kWh，相差超过 2 %：以计量为准"),
        format!(
            "the bills of {source} in {month} are {billed:.1} kWh and the meters {metered:.1} kWh, more than 2 % apart: the meters count"
        ),
    );
    let advice =
        Text::new("核对账单周期、倍率与计量点", "compare the days of the bill, the multiplier and the metering point");
    finding("bill-against-meter", Severity::Warning, apart.len(), text, advice)
}

/// Metered supply by source and path, kWh, and whether nearly all of the hours are covered.
fn metered_of(hours: &BoundaryHours, month: Period) -> BTreeMap<(&str, SupplyPath), (f64, bool)> {
    let mut metered: BTreeMap<(&str, SupplyPath), (f64, bool)> = BTreeMap::new();
    for line in &hours.supply {
        let sums = hours.paired_sums_in(month, [&line.hours]);
        let [energy] = sums.amounts;
        let (kwh, is_whole) = metered.entry((&line.source, line.path)).or_insert((0.0, true));
        *kwh += energy.kwh();
        *is_whole &= Coverage::of(sums.covered, month.hour_count()).share() >= NEARLY_ALL;
    }
    metered
}

fn more_given_than_taken(told: &CleanEnergy) -> Option<Finding> {
    let storage = told.storage.as_ref()?;
    let (charged, discharged) = (storage.charged_kwh, storage.discharged_kwh);
    let text = Text::new(
        format!("储能放电 {discharged:.1} kWh 多于充电 {charged:.1} kWh：多出部分来源不明，不计为清洁"),
        format!(
            "storage gave {discharged:.1} kWh and took {charged:.1} kWh: what is more is of unknown origin and not clean"
        ),
    );
    let advice = Text::new(
        "核对充、放电计量点是否颠倒或缺失；若为期初存量，请延长评价期",
        "check whether the meters of both ways are swapped or one is missing; if it was in store before, rate a longer period",
    );
    finding("storage-gives-more", Severity::Warning, usize::from(discharged > charged), text, advice)
}

/// Storage that is charged with more than the total in an hour is not behind the meters of the total.
fn outside_total(subject: &Subject<'_>) -> Option<Finding> {
    let hours = subject.hours;
    let total = hours.total.as_ref()?;
    let above = hours.storage.iter().map(|storage| {
        let pair = [total, &storage.charge];
        let own = hours.paired(&pair).filter(|hour| !hour.shared);
        own.filter(|hour| hour.amount(1) > hour.amount(0)).count()
    });
    let above: usize = above.sum();
    let text = Text::new(
        format!("{above} 个小时的储能充电量大于总能耗：储能不在总表之后"),
        format!("storage took more than the total in {above} hours: it is not behind the meters of the total"),
    );
    let advice = Text::new(
        "总能耗须包含储能充电；否则在 [boundary] total 中加上充电表、减去放电表",
        "the total has to hold what storage takes: otherwise add its charge to `total` and subtract its discharge",
    );
    finding("storage-outside-total", Severity::Warning, above, text, advice)
}
