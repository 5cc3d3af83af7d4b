//! `[operation_logs]` of the manifest: which file is which log, and which column of it is what.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::problem::{Problem, nearest};

/// The logs of operation; each is a CSV or XLSX in the facility's folder.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OperationLogFiles {
    /// The points that must be monitored, one a row.
    pub points: Option<LogFile>,
    /// The alarms as they were raised, one a row, each with the group that it was sent in.
    pub alarms: Option<LogFile>,
    /// Where the alarms themselves are not kept: how many there were before and after compression, by day or month.
    pub alarm_counts: Option<LogFile>,
    /// Incidents, which are faults.
    pub incidents: Option<LogFile>,
    /// Inspections that were made.
    pub inspections: Option<LogFile>,
    /// Work orders that were carried out: the operations of which the automation rate is a share.
    pub work_orders: Option<LogFile>,
    /// Changes and what came of them.
    pub changes: Option<LogFile>,
    /// Predictions of faults.
    pub predictions: Option<LogFile>,
    /// Capabilities with their evidence.
    pub capabilities: Option<LogFile>,
    /// Within how many hours a predicted fault comes; needed where there are predictions.
    #[schemars(with = "Option<f64>")]
    pub horizon_hours: Option<Spanned<f64>>,
    /// Words of the logs for states, beside the usual ones.
    #[serde(default)]
    pub words: StateWords,
}

/// One log.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LogFile {
    /// Its file.
    #[schemars(with = "String")]
    pub file: Spanned<String>,
    /// Which column is what, where its name is not one of the usual: `{ opened = "发生时间" }`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub columns: BTreeMap<Spanned<String>, String>,
}

impl LogFile {
    /// The name that the manifest gives to a column.
    pub(super) fn named(&self, key: &str) -> Option<&str> {
        let mut columns = self.columns.iter();
        columns.find(|(column, _)| column.get_ref() == key).map(|(_, name)| name.as_str())
    }
}

/// Words for states.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateWords {
    /// Done without a person.
    #[serde(default)]
    pub automatic: Vec<String>,
    /// Done by a program that a person starts or confirms.
    #[serde(default)]
    pub semi_automatic: Vec<String>,
    /// Done by a person.
    #[serde(default)]
    pub manual: Vec<String>,
    /// Yes.
    #[serde(default)]
    pub yes: Vec<String>,
    /// No.
    #[serde(default)]
    pub no: Vec<String>,
    /// A change that did what it was to do.
    #[serde(default)]
    pub succeeded: Vec<String>,
    /// A change that did not.
    #[serde(default)]
    pub failed: Vec<String>,
    /// A change that was taken back.
    #[serde(default)]
    pub rolled_back: Vec<String>,
}

/// A kind of log and its columns, each by the names that it usually has; the first is its key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// Its key in the manifest.
    pub(super) name: &'static str,
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
}

pub(super) const POINTS: Form = Form {
    name: "points",
    required: &["point|测点|测点编号|监控点|设备编号", "monitored|已监控|是否监控|已接入"],
    optional: &["must|应监控|是否应监控|必须监控"],
};
pub(super) const ALARMS: Form = Form {
    name: "alarms",
    required: &["raised|告警时间|发生时间|time"],
    optional: &["group|告警组|归并编号|合并编号"],
};
pub(super) const ALARM_COUNTS: Form = Form {
    name: "alarm_counts",
    required: &[
        "time|month|时间|日期|月份",
        "before|压缩前|压缩前告警数|原始告警数",
        "after|压缩后|压缩后告警数|派发告警数",
    ],
    optional: &[],
};
pub(super) const INCIDENTS: Form = Form {
    name: "incidents",
    required: &["opened|发生时间|开始时间|began", "closed|恢复时间|关闭时间|修复时间"],
    optional: &[
        "id|编号|故障编号|事件编号",
        "device|设备|设备编号",
        "alarmed|告警时间",
        "acknowledged|确认时间|响应时间",
        "healed|处置方式|恢复方式",
    ],
};
pub(super) const INSPECTIONS: Form =
    Form { name: "inspections", required: &["time|巡检时间|时间", "mode|巡检方式|方式"], optional: &[] };
pub(super) const WORK_ORDERS: Form =
    Form {
        name: "work_orders", required: &["time|执行时间|完成时间|时间", "mode|执行方式|方式"], optional: &[]
    };
pub(super) const CHANGES: Form =
    Form { name: "changes", required: &["time|变更时间|时间", "result|变更结果|结果"], optional: &[] };
pub(super) const PREDICTIONS: Form =
    Form { name: "predictions", required: &["time|预测时间|时间", "device|设备|设备编号"], optional: &[] };
pub(super) const CAPABILITIES: Form = Form {
    name: "capabilities",
    required: &["domain|领域|能力", "maturity|成熟度|等级"],
    optional: &["file|佐证文件|佐证材料", "date|日期|签发日期", "owner|责任人|负责人", "valid_until|有效期至|有效期"],
};

impl Form {
    fn keys(self) -> impl Iterator<Item = &'static str> {
        self.required.iter().filter_map(|names| names.split('|').next()).chain(self.optional_keys())
    }

    pub(super) fn optional_keys(self) -> impl Iterator<Item = &'static str> {
        self.optional.iter().filter_map(|names| names.split('|').next())
    }
}

impl OperationLogFiles {
    /// Each log that is named, with its form.
    pub(super) fn named(&self) -> Vec<(Form, &LogFile)> {
        let all = [
            (POINTS, &self.points),
            (ALARMS, &self.alarms),
            (ALARM_COUNTS, &self.alarm_counts),
            (INCIDENTS, &self.incidents),
            (INSPECTIONS, &self.inspections),
            (WORK_ORDERS, &self.work_orders),
            (CHANGES, &self.changes),
            (PREDICTIONS, &self.predictions),
            (CAPABILITIES, &self.capabilities),
        ];
        all.into_iter().filter_map(|(form, log)| Some((form, log.as_ref()?))).collect()
    }
}

/// A fault of the block, and the part of the manifest it is about.
type Fault = (std::ops::Range<usize>, Problem);

/// What the block must satisfy beyond its form.
///
/// # Errors
/// The first fault found.
pub(in crate::facility) fn check(files: &OperationLogFiles) -> std::result::Result<(), Fault> {
    for (form, log) in files.named() {
        if let Some(column) = log.columns.keys().find(|column| form.keys().all(|key| key != column.get_ref())) {
            let near = nearest(column.get_ref(), form.keys()).map(|near| format!("did you mean `{near}`? "));
            let keys = form.keys().collect::<Vec<_>>().join(", ");
            let problem = Problem::new(format!("the log `{}` has no column `{}`", form.name, column.get_ref()))
                .hint(format!("{}its columns are {keys}", near.unwrap_or_default()));
            return Err((column.span(), problem));
        }
    }
    if let (Some(_), Some(counts)) = (&files.alarms, &files.alarm_counts) {
        let problem = Problem::new("alarms are told twice, one by one and as counts")
            .hint("keep `alarms`, and leave `alarm_counts` out");
        return Err((counts.file.span(), problem));
    }
    check_predictions(files)
}

/// Predictions need a horizon, and incidents to be held against.
fn check_predictions(files: &OperationLogFiles) -> std::result::Result<(), Fault> {
    if let Some(hours) = &files.horizon_hours
        && !(hours.get_ref().is_finite() && *hours.get_ref() > 0.0)
    {
        let problem = Problem::new(format!("`horizon_hours = {}` cannot be", hours.get_ref()))
            .hint("write a number of hours above zero");
        return Err((hours.span(), problem));
    }
    let Some(predictions) = &files.predictions else { return Ok(()) };
    let problem = if files.horizon_hours.is_none() {
        Problem::new("there are predictions, and nothing says within how many hours a fault comes")
            .hint("add `horizon_hours = …` to `[operation_logs]`, as the predicting system promises")
    } else if files.incidents.is_none() {
        Problem::new("there are predictions, and no log of incidents to hold them against")
            .hint("name the log of incidents in `[operation_logs.incidents]`")
    } else {
        return Ok(());
    };
    Err((predictions.file.span(), problem))
}
