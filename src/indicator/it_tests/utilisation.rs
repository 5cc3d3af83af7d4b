//! ITEEsv and ITEUsv: the efficiency and the utilisation of servers (ISO/IEC 30134-4 and 30134-5).

use super::checks::{Book, shown};
use super::record::TestValue;
use super::trace::mean;
use crate::facility::it_tests::{Column, ItTest, Server};
use crate::indicator::IndicatorInput;
use crate::period::Period;
use crate::text::Text;

/// `ITEEsv = Σ n·max performance ÷ Σ n·max power`; `None` where there is no power.
pub fn itee_sv(servers: &[Server]) -> Option<f64> {
    let (performance, watts) = sums(servers);
    (watts > 0.0).then(|| performance / watts)
}

fn sums(servers: &[Server]) -> (f64, f64) {
    let sum = |of: fn(&Server) -> f64| servers.iter().map(|server| server.units * of(server)).sum();
    (sum(|server| server.performance), sum(|server| server.watts))
}

/// `ITEUsv`: the mean of the servers' mean utilisations, from 0 to 1; `None` for no servers.
pub fn iteu_sv(means: &[f64]) -> Option<f64> {
    let count = u32::try_from(means.len()).ok().filter(|count| *count > 0)?;
    Some(means.iter().sum::<f64>() / f64::from(count))
}

pub(super) fn efficiency(test: &ItTest, servers: &[Server]) -> (Vec<TestValue>, Vec<IndicatorInput>) {
    let (performance, watts) = sums(servers);
    let name = test.record.operations.as_deref().unwrap_or("1");
    let from = test.record.table.as_ref().map_or("", |table| table.get_ref().as_str());
    let inputs = vec![
        IndicatorInput::new("Σ max performance", performance, name, from),
        IndicatorInput::new("Σ max power", watts, "W", from),
    ];
    let formula = Text::new("Σ 最大性能 ÷ Σ 最大功率", "Σ max performance ÷ Σ max power");
    let value = itee_sv(servers);
    let value = value.map(|value| TestValue::ratio(value, &format!("{name}/W"), formula, (performance, watts)));
    (value.into_iter().collect(), inputs)
}

pub(super) fn use_of_processors(
    test: &ItTest,
    columns: &[Column],
    window: Period,
) -> (Vec<TestValue>, Vec<IndicatorInput>) {
    let means: Option<Vec<f64>> = columns.iter().map(|column| mean(column, window)).collect();
    let means = means.unwrap_or_default();
    let inputs = columns
        .iter()
        .zip(&means)
        .map(|(column, mean)| IndicatorInput::new(&format!("U({})", column.name), *mean, "1", &test.path));
    let formula = Text::new("各服务器平均 CPU 利用率的平均", "mean over the servers of their mean CPU utilisation");
    let value = iteu_sv(&means);
    let value = value.map(|value| TestValue { value, unit: "1".to_owned(), formula, over: None, under: None });
    (value.into_iter().collect(), inputs.collect())
}

/// All servers' operations of one precision, and servers with a power at all.
pub(super) fn check_servers(test: &ItTest, servers: &[Server], book: &mut Book<'_>) {
    let whole = test.record.precision.map(|precision| precision.word().to_owned());
    let rows = servers.iter().filter_map(|server| server.precision.as_ref()).map(|precision| precision.to_uppercase());
    let mut precisions: Vec<String> = rows.chain(whole.clone()).collect();
    precisions.sort();
    precisions.dedup();
    // A table that tells the precision of some servers alone may mix them as well.
    let mixed = precisions.len() > 1
        || whole.is_none() && !precisions.is_empty() && servers.iter().any(|server| server.precision.is_none());
    let found = match precisions.as_slice() {
        [] => Text::new("未注明", "not told"),
        all => Text::new(all.join("、"), all.join(", ")),
    };
    let title = Text::new("不同精度不混算", "one precision alone");
    book.check("one-precision", title, Some(!mixed), found);
    let without = servers.iter().filter(|server| server.watts <= 0.0).count();
    let title = Text::new("每台服务器有最大功率", "a greatest power of every server");
    let found = Text::new(format!("{without} 行没有"), format!("{without} rows without"));
    book.check("powers", title, Some(without == 0 && !servers.is_empty()), found);
}

/// No utilisation above one.
pub(super) fn check_use(columns: &[Column], window: Period, book: &mut Book<'_>) {
    let inside = columns.iter().flat_map(|column| &column.series.readings);
    let most = inside.filter(|reading| window.holds(reading.stamp)).map(|reading| reading.value).reduce(f64::max);
    let title = Text::new("利用率不超过 100 %", "no utilisation above 100 %");
    let percent = most.map(|most| shown(most * 100.0));
    let found = match percent {
        Some(percent) => Text::new(format!("最高 {percent} %"), format!("{percent} % at the most")),
        None => Text::new("没有读数", "there are no readings"),
    };
    book.check("utilisation", title, Some(most.is_some_and(|most| most <= 1.0)), found);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(units: f64, performance: f64, watts: f64) -> Server {
        Server { name: "s".to_owned(), units, performance, watts, precision: None }
    }

    #[test]
    fn efficiency_is_a_ratio_of_sums() {
        // (10·8,000,000 + 5·2,000,000) ÷ (10·500 + 5·400) = 90,000,000 ÷ 7,000; the mean of ratios would be 10,500.
        let servers = [server(10.0, 8e6, 500.0), server(5.0, 2e6, 400.0)];
        assert_eq!(itee_sv(&servers), Some(90e6 / 7000.0));
        assert_eq!(itee_sv(&[]), None);
    }

    #[test]
    fn utilisation_is_the_mean_over_servers() {
        assert_eq!(iteu_sv(&[0.2, 0.4]), Some((0.2 + 0.4) / 2.0));
        assert_eq!(iteu_sv(&[]), None);
    }
}
