//! The seven made-up sites, and what is remarkable about each.

use super::model::YEAR_START;

/// How a site hands its telemetry in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One Parquet file, one column a meter, powers.
    ParquetWide,
    /// Parquet files by quarter, one row a reading, powers.
    ParquetLong,
    /// One CSV, one column a meter, powers, stamps with their offset.
    CsvWide,
    /// CSVs by quarter, one row a reading, running counters, naive stamps; the IT counter is replaced once.
    CsvCounters,
    /// One CSV, one column a meter, energies of intervals stamped at their end.
    CsvIntervals,
}

/// A made-up site. Powers in kW, shares from 0 to 1.
pub struct Site {
    pub id: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// The city or prefecture that it lies in.
    pub city: &'static str,
    pub category: &'static str,
    pub form: Form,
    pub seed: u64,
    /// Minutes between readings.
    pub minutes: u32,
    pub it_kw: f64,
    /// Cooling as a share of IT on a cold day, and what each degree above 8 °C adds.
    pub cooling_floor: f64,
    pub cooling_slope: f64,
    /// Losses of distribution as a share of IT.
    pub distribution: f64,
    pub solar_peak: f64,
    pub wind_peak: f64,
    /// The share of what sun and wind leave over that is bought from rivers.
    pub hydro_share: f64,
    /// Litres for each kWh of IT.
    pub water: f64,
    /// Heat handed on, as a share of the total.
    pub heat: f64,
    /// Racks designed, installed, in use; their rated power.
    pub racks: [u32; 3],
    pub rated_kw: f64,
    pub design_pue: f64,
    pub demand_response: Option<f64>,
    /// How mature operation is, from 0 to 5, and how far its quantities have come, from 0 to 1.
    pub maturity: f64,
    pub automation: f64,
    /// How good the tested systems are: the quotient of result and benchmark.
    pub systems: f64,
    /// Whether it hands in the logs of its operation; what they tell is then not in its table.
    pub keeps_logs: bool,
    /// Days of the year without any reading.
    pub dark: Option<[i64; 2]>,
    /// Whether the IT meter is scaled wrongly, so that it reads more than the whole.
    pub it_misread: bool,
    /// Whether it keeps a ledger of certificates and a table of contracts.
    pub clean_records: bool,
    /// What it tells of the current transformers in front of its meters, by meter.
    pub transformers: &'static [(&'static str, &'static str)],
}

impl Site {
    /// Whether nothing was recorded at this instant.
    pub fn is_dark(&self, at: i64) -> bool {
        let day = (at - YEAR_START) / 86_400;
        self.dark.is_some_and(|[from, to]| (from..to).contains(&day))
    }
}

/// A sound site, from which the others differ.
const SOUND: Site = Site {
    id: "",
    zh: "",
    en: "",
    city: "",
    category: "general",
    form: Form::CsvWide,
    seed: 1,
    minutes: 60,
    it_kw: 4000.0,
    cooling_floor: 0.09,
    cooling_slope: 0.006,
    distribution: 0.06,
    solar_peak: 1200.0,
    wind_peak: 600.0,
    hydro_share: 0.8,
    water: 1.6,
    heat: 0.03,
    racks: [1500, 1300, 1000],
    rated_kw: 8000.0,
    design_pue: 1.25,
    demand_response: Some(0.06),
    maturity: 4.2,
    automation: 0.8,
    systems: 1.6,
    keeps_logs: false,
    dark: None,
    it_misread: false,
    clean_records: false,
    transformers: &[],
};

/// Transformers of class 0.5S with the power factor of each feeder.
const KUNLUN: &[(&str, &str)] = &[
    (
        "grid-intake",
        "power_factor = 0.97\ncurrent_transformer = { id = \"ct-intake\", class = \"0.5S\", rated_kw = 20000 }\n",
    ),
    ("solar", "power_factor = 0.99\ncurrent_transformer = { id = \"ct-solar\", class = \"0.5S\", rated_kw = 2500 }\n"),
    ("wind", "power_factor = 0.98\ncurrent_transformer = { id = \"ct-wind\", class = \"0.5S\", rated_kw = 1000 }\n"),
    ("it-ups", "power_factor = 0.95\ncurrent_transformer = { id = \"ct-ups\", class = \"0.5S\", rated_kw = 16000 }\n"),
    (
        "cooling",
        "power_factor = 0.88\ncurrent_transformer = { id = \"ct-cooling\", class = \"0.5S\", rated_kw = 4000 }\n",
    ),
];

/// The traded energy is metered behind the transformer of the intake; the power factor of the UPS is not told.
const QINGHAI_LAKE: &[(&str, &str)] = &[
    (
        "grid-intake",
        "power_factor = 0.96\ncurrent_transformer = { id = \"ct-intake\", class = \"0.2S\", load = 0.45 }\n",
    ),
    (
        "hydro-trade",
        "power_factor = 0.96\ncurrent_transformer = { id = \"ct-intake\", class = \"0.2S\", load = 0.45 }\n",
    ),
    ("it-ups", "current_transformer = { id = \"ct-ups\", class = \"0.5\", load = 0.5 }\n"),
];

pub fn sites() -> [Site; 7] {
    [
        Site {
            id: "synthetic-sanjiangyuan",
            zh: "三江源智算中心（合成）",
            en: "Sanjiangyuan AI centre (synthetic)",
            city: "玉树州",
            category: "ai",
            form: Form::ParquetWide,
            seed: 11,
            minutes: 5,
            it_kw: 12_000.0,
            cooling_floor: 0.05,
            cooling_slope: 0.003,
            distribution: 0.04,
            solar_peak: 8000.0,
            wind_peak: 3000.0,
            hydro_share: 0.97,
            water: 0.9,
            heat: 0.08,
            racks: [2400, 2200, 1700],
            rated_kw: 18_500.0,
            design_pue: 1.2,
            maturity: 4.6,
            automation: 0.9,
            systems: 1.7,
            clean_records: true,
            ..SOUND
        },
        Site {
            id: "synthetic-qinghai-lake",
            zh: "青海湖数据中心（合成）",
            en: "Qinghai Lake data centre (synthetic)",
            city: "海南州",
            seed: 12,
            solar_peak: 2000.0,
            hydro_share: 0.85,
            heat: 0.06,
            racks: [1500, 1300, 1020],
            rated_kw: 7000.0,
            maturity: 4.5,
            automation: 0.9,
            systems: 1.7,
            transformers: QINGHAI_LAKE,
            ..SOUND
        },
        Site {
            id: "synthetic-kunlun",
            zh: "昆仑超算中心（合成）",
            en: "Kunlun supercomputing centre (synthetic)",
            city: "海西州",
            category: "supercomputing",
            form: Form::ParquetLong,
            seed: 13,
            minutes: 15,
            it_kw: 6500.0,
            cooling_floor: 0.12,
            cooling_slope: 0.008,
            solar_peak: 2200.0,
            hydro_share: 0.68,
            water: 1.8,
            racks: [1200, 1000, 740],
            rated_kw: 12_500.0,
            design_pue: 1.28,
            maturity: 4.0,
            automation: 0.75,
            systems: 1.55,
            transformers: KUNLUN,
            ..SOUND
        },
        Site {
            id: "synthetic-qaidam",
            zh: "柴达木数据中心（合成）",
            en: "Qaidam data centre (synthetic)",
            city: "海西州",
            form: Form::CsvCounters,
            seed: 14,
            it_kw: 2600.0,
            cooling_floor: 0.15,
            cooling_slope: 0.008,
            distribution: 0.07,
            solar_peak: 1000.0,
            wind_peak: 400.0,
            hydro_share: 0.6,
            water: 2.0,
            heat: 0.0,
            racks: [900, 700, 500],
            rated_kw: 5600.0,
            design_pue: 1.35,
            demand_response: None,
            maturity: 3.9,
            automation: 0.7,
            keeps_logs: true,
            systems: 1.5,
            ..SOUND
        },
        Site {
            id: "synthetic-hehuang",
            zh: "河湟数据中心（合成）",
            en: "Hehuang data centre (synthetic)",
            city: "海东市",
            form: Form::CsvIntervals,
            seed: 15,
            minutes: 15,
            it_kw: 900.0,
            cooling_floor: 0.25,
            cooling_slope: 0.012,
            distribution: 0.1,
            solar_peak: 60.0,
            wind_peak: 0.0,
            hydro_share: 0.2,
            water: 2.3,
            heat: 0.0,
            racks: [600, 320, 210],
            rated_kw: 2600.0,
            design_pue: 1.4,
            demand_response: None,
            maturity: 2.4,
            automation: 0.35,
            systems: 0.8,
            ..SOUND
        },
        Site {
            id: "synthetic-hoh-xil",
            zh: "可可西里数据中心（合成，缺五周数据）",
            en: "Hoh Xil data centre (synthetic, five weeks without data)",
            city: "玉树州",
            seed: 16,
            dark: Some([160, 195]),
            ..SOUND
        },
        Site {
            id: "synthetic-qilian",
            zh: "祁连数据中心（合成，IT 能耗大于总能耗）",
            en: "Qilian data centre (synthetic, more IT energy than total)",
            city: "海北州",
            seed: 17,
            it_misread: true,
            ..SOUND
        },
    ]
}
