//! More supply than the facility takes, supply that nothing proves, and declared supply that is metered.

use super::found::Found;
use super::scene::Scene;
use crate::facility::manifest::SupplyPath;
use crate::telemetry::Severity;
use crate::text::Text;
use crate::units::Amount;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    [above_total(scene), without_evidence(scene), declared_and_metered(scene)].into_iter().flatten().collect()
}

/// A share is cut at the whole; a surplus may be real (it flows out to the grid), but somebody should look.
fn above_total(scene: &Scene<'_>) -> Option<Found> {
    let hours = scene.hours;
    let mut wanted = vec![hours.total.as_ref().filter(|_| !hours.supply.is_empty())?];
    wanted.extend(hours.supply.iter().map(|line| &line.hours));
    let (mut total, mut supplied) = (Amount::ZERO, Amount::ZERO);
    for hour in hours.paired(&wanted) {
        total += hour.amount(0);
        supplied += hour.amounts(1).sum();
    }
    let (supplied_kwh, total_kwh) = (supplied.kwh(), total.kwh());
    let text = Text::new(
        format!("计量的供电 {supplied_kwh:.1} kWh 大于总能耗 {total_kwh:.1} kWh：占比按总能耗封顶"),
        format!(
            "the metered supply of {supplied_kwh:.1} kWh exceeds the total of {total_kwh:.1} kWh: shares are cut at the total"
        ),
    );
    let advice = Text::new(
        "说明余电去向（上网或储能），或核对供电计量点是否重复",
        "say where the surplus goes (to the grid, to storage), or check whether a supply is metered twice",
    );
    (supplied > total).then(|| Found::new("supply-above-total", Severity::Warning, text, advice))
}

fn without_evidence(scene: &Scene<'_>) -> Option<Found> {
    let bare = scene.facility.manifest.declared_supply.iter().filter(|line| line.evidence.is_none()).count();
    let text = Text::new("申报的供电没有佐证材料：不计入", "declared supply without evidence is not counted");
    let advice = Text::new(
        "在 [[declared_supply]] 中写明 evidence（合同、结算单或绿证编号）",
        "name the `evidence` in [[declared_supply]]: a contract, a bill, or the numbers of certificates",
    );
    (bare > 0).then(|| Found::new("supply-without-evidence", Severity::Warning, text, advice).times(bare))
}

fn declared_and_metered(scene: &Scene<'_>) -> Option<Found> {
    let facility = scene.facility;
    // With a ledger neither declared nor metered certificates count, and the ledger's findings say so.
    let has_ledger = facility.clean_records.certificates.is_some();
    let declared = facility.manifest.declared_supply.iter().filter(|line| line.evidence.is_some());
    let told = declared.filter(|line| !(has_ledger && line.path == SupplyPath::Certificates));
    let twice = told.filter(|line| scene.hours.meters_supply(line.source.get_ref(), line.path)).count();
    let text = Text::new(
        "同一来源与路径的电量既计量又申报：以计量为准，申报值不再计入",
        "supply of one source and path is metered and declared: the meters count, and the declaration beside them does not",
    );
    let advice = Text::new(
        "删去重复的 [[declared_supply]]；若为另一笔电量，请一并计量",
        "delete the [[declared_supply]] that repeats the meters; if it is other energy, meter it too",
    );
    (twice > 0).then(|| Found::new("supply-told-twice", Severity::Warning, text, advice).times(twice))
}
