//! Shares of clean energy by their meanings, and carbon: by the account where records are kept or there is storage, else of
//! metered and declared supply.

use num_traits::{Signed, Zero};

use crate::account::account;
use crate::boundary::{Hour, Sum, sum, sums};
use crate::cells::number;
use crate::exact::{Exact, Told, ratio, whole};
use crate::indicators::{KWH, Scene, Values, proven};
use crate::records::Records;
use crate::storage;

/// Paths that do not use the public grid.
pub const BESIDE_THE_GRID: [&str; 2] = ["self-generated", "direct-line"];
/// Paths on which the origin can be followed.
const TRACEABLE: [&str; 3] = ["self-generated", "direct-line", "green-trade"];

/// A line of supply: source, path and meters.
pub struct Line<'a> {
    pub source: &'a str,
    pub path: &'a str,
    pub meters: Sum<'a>,
}

/// Which supply a share counts, by source and path.
type Picks<'a> = &'a dyn Fn(&str, &str) -> bool;

/// The shares of clean energy and the carbon of a facility.
pub fn shares(scene: &Scene, values: &mut Values) -> Told<()> {
    let manifest = &scene.facility.manifest;
    let mut lines = Vec::new();
    for line in &manifest.boundary.supply {
        lines.push(Line { source: &line.source, path: &line.path, meters: sum(&line.meters, scene.filled)? });
    }
    let clean = |source: &str, _: &str| scene.clean.is_some_and(|clean| clean.iter().any(|known| known == source));
    let renewable = |source: &str, _: &str| scene.words.renewable.iter().any(|known| known == source);
    let carbon_free = |source: &str, _: &str| scene.words.carbon_free.iter().any(|known| known == source);
    let traceable = |source: &str, path: &str| clean(source, path) && TRACEABLE.contains(&path);
    let direct = |source: &str, path: &str| clean(source, path) && BESIDE_THE_GRID.contains(&path);
    let certified = |source: &str, path: &str| clean(source, path) && path == "certificates";
    let by_vocabulary: [(&str, Picks); 2] = [("renewable_share", &renewable), ("non_fossil_share", &carbon_free)];
    let by_standard: [(&str, Picks); 4] = [
        ("clean_share", &clean),
        ("traceable_share", &traceable),
        ("direct_share", &direct),
        ("certificate_share", &certified),
    ];
    let records = Records::read(scene.facility, scene.words)?;
    let kept = !records.is_empty() || !manifest.boundary.storage.is_empty();
    // What an account tells where there is one to be kept, also where it tells nothing.
    let account = kept.then(|| account(scene, &lines, &records)).transpose()?;
    let of = |picks: Picks| match &account {
        Some(account) => Ok(account.as_ref().and_then(|account| account.share(&records, picks))),
        None => share(scene, &lines, picks),
    };
    let hourly = |picks: Picks| match kept {
        true => storage::matched(scene, &lines, &records, picks),
        false => Ok(matched(scene, &lines, picks)),
    };
    let mut tell = |id: &str, value: Option<Exact>| values.insert(id.to_owned(), value.into());
    for (id, picks) in by_vocabulary {
        tell(id, of(picks)?);
    }
    // Where no standard says what is clean, what depends on it is not known.
    let said = scene.clean.is_some();
    for (id, picks) in by_standard {
        tell(id, of(picks)?.filter(|_| said));
    }
    tell("matched_share", hourly(&clean)?.filter(|_| said));
    tell("carbon_free_hourly", hourly(&carbon_free)?);
    match &account {
        Some(Some(account)) => {
            values.extend(account.figures(scene)?);
            account.carbon(scene, values)?;
        }
        Some(None) => _ = tell("cue", None),
        None => _ = tell("cue", carbon(scene, &lines)?),
    }
    Ok(())
}

/// The hours that count for the total and for the picked lines: the total first.
fn hours(scene: &Scene, lines: &[&Line]) -> Vec<Hour> {
    let mut quantities = vec![&scene.total];
    quantities.extend(lines.iter().map(|line| &line.meters));
    scene.hours(&quantities)
}

/// `Σ E_picked ÷ Σ E_total`, at most 1; what is declared for the whole period counts by its covered part.
fn share(scene: &Scene, lines: &[Line], picks: Picks) -> Told<Option<Exact>> {
    let manifest = &scene.facility.manifest;
    let declared = manifest.declared_supply.iter().filter(|line| proven(line.evidence.as_deref()));
    let metered = |source: &str, path: &str| lines.iter().any(|line| line.source == source && line.path == path);
    let declared: Vec<_> = declared.filter(|line| !metered(&line.source, &line.path)).collect();
    if lines.is_empty() && declared.is_empty() {
        return Ok(None);
    }
    let picked: Vec<&Line> = lines.iter().filter(|line| picks(line.source, line.path)).collect();
    let Some(sums) = sums(&hours(scene, &picked)) else { return Ok(None) };
    let Some((total, parts)) = sums.amounts.split_first() else { return Ok(None) };
    let mut energy = parts.iter().fold(Exact::zero(), |sum, part| sum + part);
    let covered = whole(sums.counted) / whole(scene.period.nanos());
    for line in declared.iter().filter(|line| picks(&line.source, &line.path)) {
        // An amount is of whole millionths.
        energy += (whole(number(&line.kwh)?.times(KWH)?) * &covered).round();
    }
    Ok(ratio(&energy, total).filter(|_| !total.is_negative()).map(|share| share.min(whole(1))))
}

/// `Σ_h min(E_picked,h, E_total,h) ÷ Σ_h E_total,h` over hours whose own energies are known.
fn matched(scene: &Scene, lines: &[Line], picks: Picks) -> Option<Exact> {
    let picked: Vec<&Line> = lines.iter().filter(|line| picks(line.source, line.path)).collect();
    if picked.is_empty() {
        return None;
    }
    let (mut met, mut load) = (0, 0);
    for hour in hours(scene, &picked).iter().filter(|hour| !hour.shared) {
        let (total, parts) = hour.amounts.split_first()?;
        met += parts.iter().sum::<i128>().min(*total);
        load += total;
    }
    ratio(&whole(met), &whole(load)).filter(|_| load > 0)
}

/// The electricity of the total, which may have fuel and heat too.
pub fn electricity<'a>(scene: &Scene<'a>) -> Told<Sum<'a>> {
    let manifest = &scene.facility.manifest;
    let electric = |name: &&String| {
        let meter = manifest.meters.iter().find(|meter| meter.id == name.trim_start_matches('-'));
        meter.is_some_and(|meter| meter.quantity.as_deref().unwrap_or("electricity") == "electricity")
    };
    let electricity: Vec<String> = manifest.boundary.total.iter().filter(electric).cloned().collect();
    sum(&electricity, scene.filled)
}

/// Sources whose carbon counts beside the grid too.
pub fn is_fossil(source: &str) -> bool {
    matches!(source, "coal" | "gas")
}

/// `(Σ_h max(E_electricity − E_self-generated − E_direct-line, 0) × f + E_fossil × f_fossil) ÷ Σ E_IT`, in kg/kWh.
fn carbon(scene: &Scene, lines: &[Line]) -> Told<Option<Exact>> {
    let manifest = &scene.facility.manifest;
    let year = scene.period.start_day.year();
    let Some(factor) = scene.words.factor(&manifest.province, year)? else { return Ok(None) };
    let electricity = electricity(scene)?;
    let it = sum(&manifest.boundary.it, scene.filled)?;
    let beside: Vec<&Line> = lines.iter().filter(|line| BESIDE_THE_GRID.contains(&line.path)).collect();
    let mut quantities = vec![&it, &scene.total, &electricity];
    quantities.extend(beside.iter().map(|line| &line.meters));
    let (mut from_grid, mut fossil, mut it, mut total) = (0, 0, 0, 0);
    for hour in scene.hours(&quantities) {
        let [own, all, electricity, parts @ ..] = hour.amounts.as_slice() else { return Ok(None) };
        it += own;
        total += all;
        from_grid += (electricity - parts.iter().sum::<i128>()).max(0);
        let fossils = beside.iter().zip(parts).filter(|(line, _)| is_fossil(line.source));
        fossil += fossils.map(|(_, part)| part).sum::<i128>();
    }
    let fossil = whole(fossil.min(total).max(0));
    let of_fossil = match scene.words.fossil(year)? {
        Some(factor) => fossil * factor,
        None if fossil.is_positive() => return Ok(None),
        None => Exact::zero(),
    };
    Ok(ratio(&(whole(from_grid) * factor + of_fossil), &whole(it)))
}
