//! PUE by outdoor temperature and by IT load: in each bin the ratio of the energies' sums, over the hours whose own
//! energies are known, and how many hours they are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::indicator::{Coverage, Subject, pue};
use crate::period::Hour;
use crate::units::Amount;

/// How wide a bin of outdoor temperature is, K: wide enough that each has many hours of a year, narrow enough to tell
/// free cooling from none.
const KELVINS: f64 = 5.0;
/// How wide a bin of load is, percent.
const PERCENTS: f64 = 10.0;
/// The whole load, percent.
const WHOLE: f64 = 100.0;

/// The hours of one bin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConditionBin {
    /// Its lower end, which is in it: °C, or a share of the load.
    pub from: f64,
    /// Its upper end, which is not in it, except that of full load.
    pub below: f64,
    /// Its hours.
    pub hours: f64,
    /// Total energy over them, kWh.
    pub total_kwh: f64,
    /// IT energy over them, kWh.
    pub it_kwh: f64,
    /// The ratio of the two; `None` where there is no IT energy.
    pub pue: Option<f64>,
}

/// PUE by outdoor temperature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PueByTemperature {
    /// The file of the temperatures.
    pub file: String,
    /// The bins that have hours, the coldest first.
    pub bins: Vec<ConditionBin>,
    /// How many hours have a PUE and no temperature, and are in no bin.
    pub hours_without_temperature: f64,
}

/// PUE by IT load.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PueByLoad {
    /// What the load is a share of.
    pub base: LoadBase,
    /// Its power, kW.
    pub base_kw: f64,
    /// The bins that have hours, the least load first.
    pub bins: Vec<ConditionBin>,
}

/// What an IT load is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LoadBase {
    /// The rated power of all installed racks.
    RatedRacks,
    /// The IT power of the hour that has most, where the racks' power is not told.
    HighestHour,
}

/// One hour whose own energies are known.
pub(super) struct KnownHour {
    hour: Hour,
    /// Which part of the hour, 1 at most.
    length: f64,
    total: Amount,
    it: Amount,
}

impl KnownHour {
    fn it_kw(&self) -> f64 {
        self.it.kwh() / self.length
    }
}

/// The hours of the period in which total and IT were both measured by the hour.
pub(super) fn hours(subject: &Subject<'_>) -> Vec<KnownHour> {
    let (Some(total), Some(it)) = (&subject.hours.total, &subject.hours.it) else { return Vec::new() };
    let pair = [total, it];
    let known = subject.hours.paired(&pair).filter(|hour| hour.is_measured_by_the_hour() && hour.covered > 0);
    known
        .map(|hour| {
            let length = Coverage::of(i128::from(hour.covered), 1).covered_hours;
            KnownHour { hour: hour.hour, length, total: hour.amount(0), it: hour.amount(1) }
        })
        .collect()
}

impl PueByTemperature {
    pub(super) fn of(subject: &Subject<'_>, hours: &[KnownHour]) -> Option<Self> {
        let weather = subject.facility.weather.as_ref()?;
        let (mut bins, mut without) = (Bins::default(), 0.0);
        for hour in hours {
            match weather.at(hour.hour) {
                Some(celsius) => bins.take((celsius / KELVINS).floor() * KELVINS, hour),
                None => without += hour.length,
            }
        }
        let bins = bins.finish(|from| (from, from + KELVINS));
        let told = Self { file: weather.file.clone(), bins, hours_without_temperature: without };
        (!told.bins.is_empty()).then_some(told)
    }
}

impl PueByLoad {
    pub(super) fn of(subject: &Subject<'_>, hours: &[KnownHour]) -> Option<Self> {
        let rated = subject.facility.manifest.racks.rated_kw.filter(|kw| *kw > 0.0);
        let highest = hours.iter().map(KnownHour::it_kw).fold(0.0, f64::max);
        let (base, base_kw) = rated.map_or((LoadBase::HighestHour, highest), |kw| (LoadBase::RatedRacks, kw));
        if base_kw <= 0.0 {
            return None;
        }
        let mut bins = Bins::default();
        for hour in hours {
            bins.take(load_bin(hour.it_kw() / base_kw), hour);
        }
        let share = |percents: f64| percents / WHOLE;
        let bins = bins.finish(|from| (share(from), share(from + PERCENTS)));
        (!bins.is_empty()).then_some(Self { base, base_kw, bins })
    }
}

/// The lower end of the bin that a share of the whole load belongs to, in percent; full load belongs to the bin that ends
/// there. A power divided by itself is 1 exactly, where a hundred times it is not always a hundred.
fn load_bin(share: f64) -> f64 {
    let percents = share * WHOLE;
    let from = (percents / PERCENTS).floor() * PERCENTS;
    if percents.to_bits() == WHOLE.to_bits() { from - PERCENTS } else { from }
}

/// Sums by the lower ends of bins.
#[derive(Default)]
struct Bins(Vec<Sums>);

struct Sums {
    from: f64,
    hours: f64,
    total: Amount,
    it: Amount,
}

impl Bins {
    fn take(&mut self, from: f64, hour: &KnownHour) {
        // Two zeros of other sign are one bin.
        let from = from + 0.0;
        if !self.0.iter().any(|bin| bin.from.to_bits() == from.to_bits()) {
            self.0.push(Sums { from, hours: 0.0, total: Amount::ZERO, it: Amount::ZERO });
        }
        if let Some(bin) = self.0.iter_mut().find(|bin| bin.from.to_bits() == from.to_bits()) {
            bin.hours += hour.length;
            bin.total += hour.total;
            bin.it += hour.it;
        }
    }

    fn finish(mut self, ends: impl Fn(f64) -> (f64, f64)) -> Vec<ConditionBin> {
        self.0.sort_by(|a, b| a.from.total_cmp(&b.from));
        let bin = |sums: Sums| {
            let (from, below) = ends(sums.from);
            ConditionBin {
                from,
                below,
                hours: sums.hours,
                total_kwh: sums.total.kwh(),
                it_kwh: sums.it.kwh(),
                pue: pue(sums.total, sums.it),
            }
        };
        self.0.into_iter().map(bin).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Unit;

    fn hour(total: f64, it: f64, length: f64) -> KnownHour {
        let kwh = |value| Amount::from_unit(value, Unit::KWh).unwrap();
        KnownHour { hour: Hour(0), length, total: kwh(total), it: kwh(it) }
    }

    #[test]
    fn a_load_belongs_to_the_bin_it_begins_and_full_load_to_the_one_it_ends() {
        let loads: [(f64, f64); 7] =
            [(0.0, 0.0), (9.9, 0.0), (10.0, 10.0), (30.0, 30.0), (99.9, 90.0), (100.0, 90.0), (100.1, 100.0)];
        for (percents, from) in loads {
            assert_eq!(load_bin(percents / 100.0).to_bits(), from.to_bits(), "{percents}");
        }
    }

    #[test]
    fn the_highest_hour_is_the_whole_load_whatever_its_power() {
        // 25638.219444444443 · 100 ÷ 25638.219444444443 is 100.00000000000001 in floating point.
        for kw in [25_638.219_444_444_443, 40.0, 1.0 / 3.0] {
            assert_eq!(load_bin(kw / kw).to_bits(), 90.0_f64.to_bits(), "{kw}");
        }
    }

    #[test]
    fn a_bin_has_the_ratio_of_its_sums_and_bins_stand_in_order() {
        let mut bins = Bins::default();
        bins.take(0.0, &hour(12.0, 10.0, 1.0));
        bins.take(-0.0, &hour(30.0, 20.0, 0.9));
        bins.take(-5.0, &hour(11.0, 10.0, 1.0));
        let bins = bins.finish(|from| (from, from + 5.0));
        // (12 + 30) ÷ (10 + 20) = 1.4, where the mean of 1.2 and 1.5 is 1.35.
        let found: Vec<_> = bins.iter().map(|bin| (bin.from, bin.below, bin.hours, bin.pue)).collect();
        assert_eq!(found, [(-5.0, 0.0, 1.0, Some(1.1)), (0.0, 5.0, 1.9, Some(1.4))]);
    }

    #[test]
    fn a_bin_without_it_energy_has_no_pue() {
        let mut bins = Bins::default();
        bins.take(0.0, &hour(1.0, 0.0, 1.0));
        assert_eq!(bins.finish(|from| (from, from)).first().unwrap().pue, None);
    }
}
