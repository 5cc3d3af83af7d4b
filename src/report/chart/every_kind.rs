//! What holds of every kind of chart, with one mark, with twelve and with three hundred, and with names that are too long.

use super::canvas::{Canvas, Mark};
use super::samples::{Many, every_kind, look};
use super::shape::Rect;
use super::{Chart, Kind};
use crate::report::words::charts as say;
use crate::text::Lang;

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn all() -> impl Iterator<Item = (String, Chart, Lang)> {
    let sizes = [(1, false), (12, false), (12, true), (300, false), (300, true)];
    sizes.into_iter().flat_map(|(count, long)| LANGS.map(|lang| (count, long, lang))).flat_map(|(count, long, lang)| {
        let charts = every_kind(Many { count, long }, lang).into_iter();
        charts.map(move |chart| {
            let long = if long { "-long" } else { "" };
            (format!("{}-{count}{long}-{lang:?}", chart.name), chart, lang)
        })
    })
}

/// What a text covers, without the spare room about it.
fn boxes(canvas: &Canvas) -> Vec<(Rect, &str)> {
    let of = |mark| match mark {
        &Mark::Text { ref text, start: (left, middle), face, .. } if !text.trim().is_empty() => {
            let half = super::scale::whole(f64::from(face.size()) * 0.4);
            Some((Rect::new(left + 1, middle - half, left + face.width(text) - 1, middle + half), text.as_str()))
        }
        _ => None,
    };
    canvas.marks.iter().filter_map(of).collect()
}

fn meet(one: Rect, other: Rect) -> bool {
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

fn lies_in(inner: Rect, outer: Rect) -> bool {
    outer.left <= inner.left && inner.right <= outer.right && outer.top <= inner.top && inner.bottom <= outer.bottom
}

#[test]
fn each_kind_is_among_what_is_looked_at() {
    let mut names: Vec<&str> =
        every_kind(Many { count: 12, long: false }, Lang::Zh).iter().map(|one| one.name).collect();
    let mut kinds = Kind::ALL.map(Kind::name);
    names.sort_unstable();
    kinds.sort_unstable();
    assert_eq!(names, kinds);
}

#[test]
fn no_text_touches_another_and_none_leaves_the_picture() {
    let mut faults = Vec::new();
    for (name, chart, _) in all() {
        if std::env::var_os("LOOK").is_some() {
            look(&chart.png().unwrap(), &name);
        }
        let (whole, boxes) = (chart.canvas.whole(), boxes(&chart.canvas));
        for (at, (one, text)) in boxes.iter().enumerate() {
            if !lies_in(*one, whole.inset(16, 16, 16, 16)) {
                faults.push(format!("{name}: `{text}` leaves the picture: {one:?}"));
            }
            let touched = boxes[..at].iter().filter(|(other, _)| meet(*one, *other));
            faults.extend(touched.take(1).map(|(_, other)| format!("{name}: `{text}` touches `{other}`")));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), few(&faults).join("\n"));
}

/// The first of each chart.
fn few(faults: &[String]) -> Vec<&str> {
    let chart = |fault: &&String| fault.split(':').next().map(str::to_owned);
    let by_chart = faults.chunk_by(|a, b| chart(&a) == chart(&b));
    by_chart.flat_map(|faults| faults.iter().take(3)).map(String::as_str).collect()
}

#[test]
fn every_mark_tells_its_name_and_its_value_where_it_is_pointed_at() {
    for (name, chart, lang) in all() {
        let (whole, readings) = (chart.canvas.whole(), &chart.canvas.readings);
        assert!(!readings.is_empty(), "{name} tells nothing");
        for (area, words) in readings {
            assert!(area.width() > 0 && area.height() > 0 && lies_in(*area, whole), "{name}: {area:?} {words}");
            let parts: Vec<&str> = words.split(say::BETWEEN).collect();
            let told = parts[1..].iter().any(|part| part.contains(|c: char| c.is_ascii_digit()));
            let without = parts[1..].iter().any(|part| !part.trim().is_empty());
            assert!(told || without, "{name}: {words}");
        }
        if let Some(unit) = unit(&chart) {
            let values = readings.iter().filter(|(_, words)| !words.contains(say::NO_DATA.get(lang)));
            let mut values = values.map(|(_, words)| words);
            assert!(values.any(|words| words.contains(unit)), "{name}: no reading tells {unit}: {:?}", readings[0]);
        }
    }
}

/// The unit of what a kind tells; PUE and counts have none.
fn unit(chart: &Chart) -> Option<&'static str> {
    Some(match Kind::named(chart.name)? {
        Kind::SupplyByMonth | Kind::Systems | Kind::EnergyFlow => " kWh",
        Kind::CoverageCalendar | Kind::Confidence | Kind::HourlyMatch | Kind::CleanMeanings | Kind::Automation => " %",
        Kind::IndicatorSpread | Kind::GroupComparison | Kind::YearOnYear => " %",
        Kind::LoadLine => "W",
        Kind::PowerTrace => " kW",
        // The first month of the samples has no fault.
        Kind::Incidents if chart.canvas.readings.len() > 1 => "h",
        Kind::PueByCondition => " h",
        _ => return None,
    })
}

#[test]
fn every_axis_of_a_quantity_has_its_unit() {
    let units = |kind: Kind| -> &[&str] {
        match kind {
            Kind::Confidence => &["kWh/kWh", "%", "points"],
            Kind::Tornado | Kind::Ranking => &["points"],
            Kind::Trend => &["kWh/kWh", "%", "points"],
            Kind::PueByMonth | Kind::PueHeatmap => &["kWh/kWh"],
            Kind::PueByCondition => &["kWh/kWh", "°C", "%"],
            Kind::SupplyByMonth => &["Wh)", "%"],
            Kind::Systems => &["percent"],
            Kind::LoadLine => &["(W)", "%"],
            Kind::PowerTrace => &["(kW)"],
            Kind::Incidents => &["(h)"],
            Kind::Automation | Kind::HourlyMatch | Kind::CleanMeanings => &["%"],
            Kind::EnergyFlow => &["kWh"],
            Kind::GradeCounts => &["Number of facilities"],
            Kind::IndicatorSpread => &["(kWh/kWh)", "(L/kWh)", "(%)"],
            Kind::GroupComparison | Kind::YearOnYear => &["(kWh/kWh)", "(%)"],
            Kind::Scorecard | Kind::CoverageCalendar | Kind::Maturity => &[],
        }
    };
    for chart in every_kind(Many { count: 12, long: false }, Lang::En) {
        let texts: Vec<&str> = chart.canvas.texts().collect();
        for unit in units(Kind::named(chart.name).unwrap()) {
            assert!(texts.iter().any(|text| text.contains(unit)), "{}: no {unit} in {texts:?}", chart.name);
        }
    }
}
