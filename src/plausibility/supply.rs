//! More supply than the facility takes, and supply that nothing proves.

use super::found::Found;
use super::scene::Scene;
use crate::telemetry::Severity;
use crate::text::Text;
use crate::units::Amount;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Found> {
    above_total(scene).into_iter().chain(without_evidence(scene)).collect()
}

/// A share is cut at the whole; a surplus may be real (it flows out to the grid), but somebody should look.
fn above_total(scene: &Scene<'_>) -> Option<Found> {
    let hours = scene.hours;
    let mut wanted = vec![hours.total.as_ref().filter(|_| !hours.supply.is_empty())?];
    wanted.extend(hours.supply.iter().map(|line| &line.hours));
    let (mut total, mut supplied) = (Amount::ZERO, Amount::ZERO);
    for hour in hours.paired(&wanted) {
        let [of_total, lines @ ..] = hour.amounts.as_slice() else { continue };
        total += *of_total;
        supplied += lines.iter().copied().sum();
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
