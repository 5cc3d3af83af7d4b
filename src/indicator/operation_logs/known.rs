//! The indicators of the vocabulary that logs tell.

use super::rates::float;
use super::record::{Durations, ModeRecord, OperationRecord};
use crate::indicator::{IndicatorInput, Known, Value};
use crate::standard::observed::Standing;
use crate::text::Text;

/// The value of an indicator from logs; `None` where no log tells it.
pub(in crate::indicator) fn known(record: &OperationRecord, id: &str) -> Option<Value> {
    match id {
        "monitoring_coverage" => record.monitoring.as_ref().map(|points| {
            let parts = [("devices monitored", points.monitored), ("all devices", points.points)];
            counted(points.coverage, &parts, "devices", &points.file)
        }),
        "automated_inspection" => record.inspections.as_ref().map(|log| automatic(log, "inspections")),
        "automation_rate" => record.operations.as_ref().map(|log| automatic(log, "operations")),
        "alarm_compression" => record.alarms.as_ref().map(|alarms| {
            let parts = [("alarms after", alarms.after), ("alarms before", alarms.before)];
            counted(alarms.compression, &parts, "alarms", &alarms.file)
        }),
        "self_healing" => record.faults.as_ref().and_then(|faults| {
            let parts = [("faults healed without hands", faults.self_healed?), ("all faults", faults.faults)];
            Some(counted(faults.self_healed_share, &parts, "faults", &faults.file))
        }),
        "mttr" => record.faults.as_ref().map(|faults| mttr(faults.to_repair.as_ref(), &faults.file)),
        "prediction_f1" => record.prediction.as_ref().map(|prediction| {
            let none =
                || Text::new("评价期内没有可判定的预测或没有故障", "the period has no decided prediction, or no fault");
            let inputs = [("precision", prediction.precision), ("recall", prediction.recall)];
            let inputs = inputs
                .into_iter()
                .filter_map(|(name, value)| Some(IndicatorInput::new(name, value?, "1", &prediction.file)));
            Ok(measured(prediction.f1.ok_or_else(none)?, inputs.collect()))
        }),
        _ => None,
    }
}

fn measured(value: f64, inputs: Vec<IndicatorInput>) -> Known {
    Known { value, standing: Standing::Measured, inputs, coverage: None }
}

fn counted(value: Option<f64>, parts: &[(&str, u64)], unit: &str, file: &str) -> Value {
    let value = value.ok_or_else(|| Text::new("评价期内日志没有记录", "the log has no row of the period"))?;
    let inputs = parts.iter().map(|(name, count)| IndicatorInput::new(name, float(*count), unit, file));
    Ok(measured(value, inputs.collect()))
}

fn automatic(log: &ModeRecord, what: &str) -> Value {
    let (automated, all) = (format!("automated {what}"), format!("all {what}"));
    counted(log.automatic_share, &[(&automated, log.automatic), (&all, log.all())], what, &log.file)
}

/// The mean over all faults. Where some are open it is no quotient of a sum and a number, and its parts are told apart.
/// A lower bound of the mean is no measured mean: it would be graded as shorter than it is.
fn mttr(repair: Option<&Durations>, file: &str) -> Value {
    let repair = repair.ok_or_else(|| Text::new("评价期内没有故障", "there was no fault in the period"))?;
    if repair.mean_is_lower_bound {
        return Err(Text::new(
            "历时最长的故障到评价期末仍未关闭，修复时间均值只有下限，不作为实测值",
            "the fault that lasts longest was still open at the end of the period: of the mean time to repair only a lower bound is known, which is not taken as measured",
        ));
    }
    let faults = float(repair.ended + repair.open);
    let inputs = match repair.open {
        0 => vec![
            IndicatorInput::new("fault time from the alarm", repair.ended_hours, "h", file),
            IndicatorInput::new("all faults", faults, "faults", file),
        ],
        _ => vec![
            IndicatorInput::new("product-limit mean", repair.mean_hours, "h", file),
            IndicatorInput::new("closed faults", float(repair.ended), "faults", file),
            IndicatorInput::new("open faults", float(repair.open), "faults", file),
        ],
    };
    Ok(measured(repair.mean_hours, inputs))
}
