//! Demand response: how much of its peak load a facility can give way with.

use crate::facility::boundary::PairedHour;
use crate::indicator::{Coverage, IndicatorInput, Known, Subject, Value, mean_kw, no_ratio, proven};
use crate::standard::exact::Exact;
use crate::standard::observed::Standing;
use crate::telemetry::{Finding, Severity};
use crate::text::Text;
use crate::units::Amount;

/// How far a declared share may be from that by the meters, as a part of it, before they contradict each other: the
/// rounding of a share that is written in whole percents.
const AGREEMENT: f64 = 0.1;

/// `P_response ÷ P_peak`, the declared power over the highest hourly power of the metered total; or else the share as it
/// is declared. What is declared needs evidence, and nobody gives way with more than the peak.
pub(in crate::indicator) fn demand_response(subject: &Subject<'_>) -> Value {
    let declared = &subject.facility.manifest.declared;
    let share = proven(declared.demand_response.as_ref())
        .map(|(value, evidence)| Known::declared(value, "demand response", "kW/kW", evidence));
    if declared.demand_response_kw.is_none() {
        return share;
    }
    match (proven(declared.demand_response_kw.as_ref()), Peak::of(subject)) {
        (Ok((kw, evidence)), Ok(peak)) => peak.share(kw, evidence),
        (Err(why), _) | (_, Err(why)) => share.map_err(|_| why),
    }
}

/// The highest hourly power of the metered total.
struct Peak<'a> {
    kw: f64,
    from: &'a str,
    coverage: Coverage,
}

impl<'a> Peak<'a> {
    fn of(subject: &Subject<'a>) -> Result<Self, Text> {
        let total = subject.hours.total.as_ref();
        let total = total
            .ok_or_else(|| Text::new("边界中没有总能耗的计量点", "the boundary names no meter of total energy"))?;
        let (mut kw, mut covered) = (0.0_f64, 0_i128);
        let mut at_most = (Amount::ZERO, 0);
        for hour in subject.hours.paired(&[total]).filter(PairedHour::is_measured_by_the_hour) {
            let length = Coverage::of(i128::from(hour.covered), 1).covered_hours;
            let power = hour.amount(0).kwh() / length;
            if power > kw {
                (kw, at_most) = (power, (hour.amount(0), i128::from(hour.covered)));
            }
            covered += i128::from(hour.covered);
        }
        let kw = mean_kw(at_most.0, at_most.1).map_or(0.0, |kw| kw.to_f64());
        if kw <= 0.0 {
            return Err(Text::new(
                "总能耗没有按小时计量，无峰值负荷",
                "the total is not metered by the hour, so there is no peak load",
            ));
        }
        let coverage = Coverage::of(covered, subject.hours.period.hour_count());
        Ok(Self { kw, from: &total.formula, coverage })
    }

    fn share(&self, kw: f64, evidence: &str) -> Value {
        if kw > self.kw {
            return Err(Text::new(
                "申报的响应功率大于峰值负荷",
                "the declared power of response is more than the peak load",
            ));
        }
        let inputs = vec![
            IndicatorInput::new("P_response", kw, "kW", evidence),
            IndicatorInput::new("P_peak", self.kw, "kW", self.from),
        ];
        let value = Exact::of(kw).zip(Exact::of(self.kw)).and_then(|(kw, peak)| kw.over(&peak));
        let value = value.ok_or_else(|| no_ratio(&Text::new("峰值负荷", "the peak load")))?.to_f64();
        Ok(Known { value, standing: Standing::Mixed, inputs, coverage: Some(self.coverage) })
    }
}

/// A declared share that is another one than the power gives.
pub(super) fn tell_differing(subject: &Subject<'_>) -> Option<Finding> {
    let (share, _) = proven(subject.facility.manifest.declared.demand_response.as_ref()).ok()?;
    let (kw, evidence) = proven(subject.facility.manifest.declared.demand_response_kw.as_ref()).ok()?;
    let by_power = Peak::of(subject).ok()?.share(kw, evidence).ok()?.value;
    let differ = (share - by_power).abs() > AGREEMENT * by_power;
    let text = Text::new(
        format!("demand_response：申报占比 {share}，按申报功率与计量峰值为 {by_power}，以后者为准"),
        format!(
            "demand_response: declared as a share of {share}, and {by_power} by the declared power and the metered peak, which counts"
        ),
    );
    let advice = Text::new("核对两个申报值，删除其一", "correct the declared values, or leave one of them out");
    differ.then(|| Finding::new("declared-differs", Severity::Warning, text).advised(advice))
}
