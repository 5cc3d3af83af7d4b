//! Ratings and pictures for the tests of charts.

use std::collections::BTreeMap;

use plotters::style::RGBColor;

use crate::indicator::clean_energy::record::SupplyLine;
use crate::indicator::clean_energy::{CleanEnergy, MatchedHour};
use crate::period::{Clock, Period};
use crate::rating::record::{Coverage, FacilityName, GapPolicy, Indicator, Month, Outcome, PeriodName};
use crate::rating::{CalendarDay, Given, HourlyPue, OutcomeStatus, Rating, SCHEMA};
use crate::standard::assessment::Status;
use crate::standard::load::Library;
use crate::standard::observed::Standing;
use crate::standard::{Assessment, Observations, Observed, evaluate};
use crate::text::Text;

/// A rating over 2025 by both standards, with twelve months about this PUE.
pub(super) fn rating_of(pue: f64) -> Rating {
    let observed = observations(pue);
    let library = Library::embedded().unwrap();
    let judge = |id: &str| evaluate(library.newest(id).unwrap(), &observed);
    let standards = vec![judge("db63t-2223-2023"), judge("gb40879-2021")];
    let rating = Rating {
        schema: SCHEMA.to_owned(),
        program: "greengrade".to_owned(),
        facility: FacilityName {
            id: "lake".to_owned(),
            name: Text::new("青海湖畔国家级绿色智算中心一期工程（合成）", "Qinghai Lake AI centre (synthetic)"),
            province: "qinghai".to_owned(),
            category: "ai".to_owned(),
            synthetic: true,
            attribution: Some("Example Laboratory".to_owned()),
        },
        period: PeriodName {
            label: "2025".to_owned(),
            start: "2025-01-01T00:00:00+08:00".to_owned(),
            end: "2026-01-01T00:00:00+08:00".to_owned(),
            hours: 8760,
            clock: "+08:00".to_owned(),
        },
        outcome: outcome(&standards[0]),
        standards,
        sufficiency: Vec::new(),
        indicators: vec![indicator("pue", pue)],
        months: Vec::new(),
        gaps: GapPolicy::default(),
        given: Given::default(),
        findings: Vec::new(),
        inputs: Vec::new(),
        clean_energy: None,
    };
    with_months(rating, 12)
}

/// A facility whose data was refused.
pub(super) fn refused(pue: f64) -> Rating {
    let reasons = vec![Text::new("IT 能耗大于总能耗", "IT energy exceeds total energy")];
    let outcome = Outcome { status: OutcomeStatus::Refused, level: None, score: None, reasons };
    Rating { outcome, standards: Vec::new(), ..rating_of(pue) }
}

/// The same rating with so many months from January 2025 on.
pub(super) fn with_months(rating: Rating, count: usize) -> Rating {
    let pue = rating.indicators[0].value.unwrap();
    let months = (0..count).map(|index| month(index, pue)).collect();
    Rating { months, ..rating }
}

fn month(index: usize, pue: f64) -> Month {
    let swing = [-0.03, -0.02, 0.0, 0.01, 0.02, 0.04, 0.05, 0.04, 0.02, 0.0, -0.01, -0.02][index % 12];
    let supply = [("hydro", 2.0e6), ("wind", 4.0e5), ("solar", 8.0e5 * (1.0 + 4.0 * swing))];
    Month {
        label: format!("{:04}-{:02}", 2025 + index / 12, index % 12 + 1),
        total_kwh: Some(3.5e6 * (pue + swing)),
        it_kwh: Some(3.5e6),
        pue: Some(pue + swing),
        coverage: Coverage { covered_hours: 720.0, period_hours: 720.0 },
        supply_kwh: BTreeMap::from(supply.map(|(source, kwh)| (source.to_owned(), kwh))),
        unattributed_kwh: Some(2.5e5),
        clean_share: Some(0.92 + swing),
    }
}

fn observations(pue: f64) -> Observations {
    let values = [
        ("pue", pue),
        ("clean_share", 0.92),
        ("consecutive_months", 12.0),
        ("hour_coverage", 0.99),
        ("separately_metered", 1.0),
        ("no_violation", 1.0),
        ("racks_installed", 2000.0),
        ("wue", 1.1),
        ("pue_over_design", 1.02),
        ("score.db63t-clean-energy", 93.0),
        ("score.db63t-it-efficiency", 84.0),
        ("score.db63t-smart-ops", 77.0),
        ("demand_response", 0.06),
    ];
    let observed = |value: f64| Observed::Value { value, standing: Standing::Measured };
    Observations {
        indicators: values.into_iter().map(|(id, value)| (id.to_owned(), observed(value))).collect(),
        ..Observations::default()
    }
}

fn outcome(deciding: &Assessment) -> Outcome {
    let rated = deciding.status == Status::Rated;
    Outcome {
        status: if rated { OutcomeStatus::Rated } else { OutcomeStatus::NotRated },
        level: deciding.level.clone(),
        score: deciding.score.filter(|_| rated),
        reasons: deciding.reasons.clone(),
    }
}

fn indicator(id: &str, value: f64) -> Indicator {
    Indicator {
        id: id.to_owned(),
        title: Text::new(id, id),
        unit: String::new(),
        formula: Text::new("", ""),
        value: Some(value),
        standing: Some(Standing::Measured),
        why: None,
        inputs: Vec::new(),
        coverage: None,
    }
}

pub(super) fn clock_and_period(period: &str) -> (Clock, Period) {
    let clock = Clock::parse("+08:00").unwrap();
    let period = Period::parse(period, &clock).unwrap();
    (clock, period)
}

/// Every hour of a period, with values between 1.10 and 1.30.
pub(super) fn hourly(period: &Period) -> Vec<HourlyPue> {
    let value = |index: usize| 1.1 + f64::from(u32::try_from(index * 37 % 200).unwrap()) / 1000.0;
    period.hours().enumerate().map(|(index, hour)| HourlyPue { hour, pue: value(index) }).collect()
}

/// The hours of a period that are kept, met from none to all.
pub(super) fn matched(period: &Period, keep: impl Fn(usize) -> bool) -> Vec<MatchedHour> {
    let supply = |index: usize| f64::from(u32::try_from(index * 7 % 121).unwrap());
    let kept = period.hours().enumerate().filter(|(index, _)| keep(*index));
    kept.map(|(index, hour)| MatchedHour { hour, load_kwh: 100.0, supply_kwh: supply(index) }).collect()
}

/// The use of clean energy by a facility of 10,000 kWh, 8,000 of them IT.
pub(super) fn clean_energy(supply: Vec<SupplyLine>, residual_kwh: f64) -> CleanEnergy {
    CleanEnergy {
        coverage: Coverage { covered_hours: 8760.0, period_hours: 8760.0 },
        total_kwh: 10_000.0,
        it_kwh: Some(8000.0),
        supply,
        residual_kwh,
        beyond_load_kwh: 0.0,
        shares: Vec::new(),
        hourly: None,
        storage: None,
        certificates: None,
        contracts: Vec::new(),
        carbon: None,
    }
}

/// A day that was covered in full.
pub(super) fn day() -> CalendarDay {
    let coverage = Coverage { covered_hours: 24.0, period_hours: 24.0 };
    CalendarDay { date: jiff::civil::date(2025, 3, 1), coverage, worst: None }
}

/// A PNG that was read back.
#[derive(Debug, PartialEq)]
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) dots_per_inch: u32,
    /// How many pixels are not white.
    pub(super) inked: usize,
    pixels: Vec<u8>,
}

impl Picture {
    pub(super) fn of(png: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((frame.color_type, frame.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
        let per_metre = reader.info().pixel_dims.unwrap().xppu;
        let inked = pixels.chunks(3).filter(|pixel| *pixel != [255, 255, 255]).count();
        let dots_per_inch = (per_metre * 254 + 5000) / 10_000;
        Self { width: frame.width, height: frame.height, dots_per_inch, inked, pixels }
    }

    /// How many pixels have this colour.
    pub(super) fn count_of(&self, colour: RGBColor) -> usize {
        self.pixels.chunks(3).filter(|pixel| *pixel == [colour.0, colour.1, colour.2]).count()
    }

    /// Of the stated size, with much drawn on it, and with nothing at its edges that could be cut off.
    pub(super) fn assert_chart(&self, width: u32, height: u32) {
        assert_eq!((self.width, self.height, self.dots_per_inch), (width, height, 200));
        assert!(self.inked > 5000, "{} pixels are not white", self.inked);
        let row = usize::try_from(self.width).unwrap() * 3;
        let at_edges = self.pixels.chunks(row).enumerate().filter(|(index, line)| {
            let edge_row = *index < 16 || *index + 16 >= self.pixels.len() / row;
            let ends = line[..48].iter().chain(&line[row - 48..]);
            ends.chain(line.iter().filter(|_| edge_row)).any(|channel| *channel != 255)
        });
        assert_eq!(at_edges.count(), 0, "something reaches the edge of the picture");
    }
}
