//! Operation month by month, for charts.

use super::rates::count;
use super::record::OperationMonth;
use super::{rates, to_repair};
use crate::facility::operation_logs::{Incident, OperationLogs};
use crate::period::{Clock, Period};

pub(super) fn months(logs: &OperationLogs, period: &Period, clock: &Clock) -> Vec<OperationMonth> {
    let of = |(label, month): (String, Period)| {
        let orders = logs
            .work_orders
            .as_ref()
            .map(|log| rates::modes(&log.file, log.rows.iter().filter(|task| month.holds(task.time))));
        let incidents: Option<Vec<&Incident>> =
            logs.incidents.as_ref().map(|log| log.rows.iter().filter(|one| month.holds(one.start)).collect());
        // As over the whole period: what its end still found open is open.
        let repair = incidents.as_ref().and_then(|incidents| to_repair(incidents, period.end));
        OperationMonth {
            label,
            automatic: orders.as_ref().map(|orders| orders.automatic),
            semi_automatic: orders.as_ref().map(|orders| orders.semi_automatic),
            manual: orders.as_ref().map(|orders| orders.manual),
            faults: incidents.as_ref().map(count),
            open: incidents.as_ref().map(|_| repair.as_ref().map_or(0, |repair| repair.open)),
            mttr_hours: repair.map(|repair| repair.mean_hours),
        }
    };
    period.months(clock).into_iter().map(of).collect()
}
