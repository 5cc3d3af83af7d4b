//! The IT systems as a fleet: load use and racks. Tests of single systems are judged by packs.

use super::{Coverage, IndicatorInput, Known, Subject, Value};
use crate::standard::observed::Standing;
use crate::text::Text;

pub(super) fn compute(subject: &Subject<'_>) -> Vec<(&'static str, Value)> {
    let racks = &subject.facility.manifest.racks;
    let in_use = named(racks.in_use, "racks in use", "在用机柜数", "racks in use");
    let installed = named(racks.installed, "racks installed", "已建机柜数", "racks installed");
    let designed = named(racks.designed, "racks designed", "设计机柜数", "racks designed");
    vec![
        ("it_load_use", it_load_use(subject)),
        ("rack_occupancy", share(subject, &in_use, &installed)),
        ("rack_installed_share", share(subject, &installed, &designed)),
        ("racks_installed", installed.map(|(name, value)| known(subject, value, vec![(name, value)]))),
    ]
}

type Count = Result<(&'static str, f64), Text>;

fn named(count: Option<f64>, name: &'static str, zh: &str, en: &str) -> Count {
    let absent = || Text::new(format!("清单中没有{zh}"), format!("the manifest does not tell the {en}"));
    count.map(|count| (name, count)).ok_or_else(absent)
}

fn share(subject: &Subject<'_>, over: &Count, under: &Count) -> Value {
    let (over, under) = (over.clone()?, under.clone()?);
    if under.1 <= 0.0 {
        return Err(Text::new("机柜数为零", "there are no racks"));
    }
    Ok(known(subject, over.1 / under.1, vec![over, under]))
}

fn known(subject: &Subject<'_>, value: f64, counts: Vec<(&str, f64)>) -> Known {
    let evidence = subject.facility.manifest.racks.evidence.as_deref();
    let from = evidence.unwrap_or("the manifest");
    Known {
        value,
        standing: if evidence.is_some() { Standing::Declared } else { Standing::Unproven },
        inputs: counts.into_iter().map(|(name, count)| IndicatorInput::new(name, count, "racks", from)).collect(),
        coverage: None,
    }
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
    if coverage.covered_hours <= 0.0 {
        return Err(Text::new("没有 IT 能耗数据", "there is no IT energy"));
    }
    let inputs = vec![
        IndicatorInput::new("E_IT", energy.kwh(), "kWh", &it.formula),
        IndicatorInput::new("covered hours", coverage.covered_hours, "h", &it.formula),
        IndicatorInput::new("rated rack power", rated, "kW", racks.evidence.as_deref().unwrap_or("the manifest")),
    ];
    let value = energy.kwh() / coverage.covered_hours / rated;
    Ok(Known { value, standing: Standing::Mixed, inputs, coverage: Some(coverage) })
}
