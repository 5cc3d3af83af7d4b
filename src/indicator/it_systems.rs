//! The IT systems as a fleet: load use and racks. Tests of single systems are judged by packs.

use super::{Coverage, IndicatorInput, Known, Subject, Value, mean_kw, unproven};
use crate::facility::manifest;
use crate::standard::exact::Exact;
use crate::standard::observed::Standing;
use crate::text::Text;

pub(super) fn compute(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    let racks = &subject.facility.manifest.racks;
    let in_use = counted(racks, racks.in_use, "racks in use", "在用机柜数");
    let installed = counted(racks, racks.installed, "racks installed", "已建机柜数");
    let designed = counted(racks, racks.designed, "racks designed", "设计机柜数");
    vec![
        ("it_load_use", it_load_use(subject)),
        ("rack_occupancy", share(&in_use, &installed)),
        ("rack_installed_share", share(&installed, &designed)),
        ("racks_installed", installed.map(|racks| declared(racks.count, &[racks]))),
    ]
}

/// A number of the manifest's racks, and what proves it.
#[derive(Clone, Copy)]
struct Racks<'a> {
    name: &'static str,
    count: f64,
    evidence: &'a str,
}

fn counted<'a>(racks: &'a manifest::Racks, count: Option<f64>, en: &'static str, zh: &str) -> Result<Racks<'a>, Text> {
    let count =
        count.ok_or_else(|| Text::new(format!("清单中没有{zh}"), format!("the manifest does not tell the {en}")))?;
    Ok(Racks { name: en, count, evidence: evidence(racks)? })
}

/// What proves the racks' numbers; without it they are not taken.
fn evidence(racks: &manifest::Racks) -> Result<&str, Text> {
    racks.evidence.as_deref().ok_or_else(unproven)
}

fn share(over: &Result<Racks<'_>, Text>, under: &Result<Racks<'_>, Text>) -> Value {
    let (over, under) = (over.clone()?, under.clone()?);
    if under.count <= 0.0 {
        return Err(Text::new("机柜数为零", "there are no racks"));
    }
    Ok(declared(over.count / under.count, &[over, under]))
}

fn declared(value: f64, racks: &[Racks<'_>]) -> Known {
    let input = |racks: &Racks<'_>| IndicatorInput::new(racks.name, racks.count, "racks", racks.evidence);
    Known { value, standing: Standing::Declared, inputs: racks.iter().map(input).collect(), coverage: None }
}

/// `LU = mean IT power over the covered hours ÷ rated power of all racks`.
fn it_load_use(subject: &Subject<'_>) -> Value {
    let absent = || Text::new("清单中没有机柜额定功率", "the manifest does not tell the racks' rated power");
    let racks = &subject.facility.manifest.racks;
    let rated = racks.rated_kw.filter(|rated| *rated > 0.0).ok_or_else(absent)?;
    let it = subject.it().hours()?;
    let sums = subject.hours.paired_sums([it]);
    let [energy] = sums.amounts;
    let coverage: Coverage = subject.coverage(&sums);
    let counted = Coverage::of(sums.counted(), subject.hours.period.hour_count()).covered_hours;
    if counted <= 0.0 {
        return Err(Text::new("没有 IT 能耗数据", "there is no IT energy"));
    }
    let inputs = vec![
        IndicatorInput::new("E_IT", energy.kwh(), "kWh", &it.formula),
        IndicatorInput::new("covered hours", counted, "h", &it.formula),
        IndicatorInput::new("rated rack power", rated, "kW", evidence(racks)?),
    ];
    let mean = mean_kw(energy, sums.counted());
    let value = mean.zip(Exact::of(rated)).and_then(|(mean, rated)| mean.over(&rated)).ok_or_else(absent)?;
    let value = value.to_f64();
    Ok(Known { value, standing: Standing::Mixed, inputs, coverage: Some(coverage) })
}
