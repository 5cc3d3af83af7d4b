//! A test record as its author writes it: a small TOML beside the raw files it names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::telemetry::Layout;

/// The kinds of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TestKind {
    /// Operations and power at the target loads from 100 % to 10 % and at idle.
    LoadLine,
    /// The worklets of SERT, by Annex III of Regulation (EU) 2019/424.
    Sert,
    /// A run of HPL.
    Hpl,
    /// A run that trains a model.
    Training,
    /// A run that serves a model.
    Inference,
    /// Operations and capacity of storage.
    Storage,
    /// The greatest performance and power of servers (ISO/IEC 30134-4).
    Iteesv,
    /// The utilisation of processors (ISO/IEC 30134-5).
    Iteusv,
}

impl TestKind {
    /// The word that records use.
    pub fn word(self) -> &'static str {
        match self {
            Self::LoadLine => "load-line",
            Self::Sert => "sert",
            Self::Hpl => "hpl",
            Self::Training => "training",
            Self::Inference => "inference",
            Self::Storage => "storage",
            Self::Iteesv => "iteesv",
            Self::Iteusv => "iteusv",
        }
    }

    /// Whether its result is that of one system of the register; ITEEsv and ITEUsv tell of servers at large, in units
    /// that no class is judged in.
    pub fn judges_a_system(self) -> bool {
        !matches!(self, Self::Iteesv | Self::Iteusv)
    }
}

/// The number format that operations are counted in; figures of different ones are never put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Precision {
    /// 64-bit floating point.
    #[serde(rename = "FP64")]
    Fp64,
    /// 32-bit floating point.
    #[serde(rename = "FP32")]
    Fp32,
    /// 16-bit floating point.
    #[serde(rename = "FP16")]
    Fp16,
    /// 8-bit integers.
    #[serde(rename = "INT8")]
    Int8,
}

impl Precision {
    /// The word that records use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fp64 => "FP64",
            Self::Fp32 => "FP32",
            Self::Fp16 => "FP16",
            Self::Int8 => "INT8",
        }
    }
}

/// Whether work was measured or is what the hardware could do at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Performance {
    /// It was measured in the test.
    #[default]
    Measured,
    /// It is the peak that the hardware's maker states.
    Peak,
}

impl Performance {
    /// The word that records use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Peak => "peak",
        }
    }
}

/// The phase of a run that its window spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// The part in which the problem is solved.
    Core,
    /// The run from its start to its end.
    Full,
}

impl Phase {
    /// The word that records use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Full => "full",
        }
    }
}

/// A record of one test.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestRecord {
    /// What was tested how.
    pub kind: TestKind,
    /// The `id` of the system in the register; a fleet of servers (`iteesv`, `iteusv`) needs none.
    #[schemars(with = "Option<String>")]
    pub system: Option<Spanned<String>>,
    /// The precision of the operations.
    pub precision: Option<Precision>,
    /// Whether the work was measured; only a measured one counts.
    #[serde(default)]
    pub performance: Performance,
    /// The accuracy class of the power meter, such as `0.5`.
    pub meter_class: Option<String>,
    /// The phase of the run that the window spans (`hpl`).
    pub phase: Option<Phase>,
    /// The share of the nodes whose power was measured, above 0 and up to 1 (`hpl`); power is scaled up by it.
    #[schemars(with = "Option<f64>")]
    pub metered_share: Option<Spanned<f64>>,
    /// The time that counts, for tests from a trace.
    pub window: Option<Window>,
    /// What was done in that time.
    #[schemars(with = "Option<Work>")]
    pub work: Option<Spanned<Work>>,
    /// The capacity of the storage, TB (`storage`).
    #[schemars(with = "Option<f64>")]
    pub capacity_tb: Option<Spanned<f64>>,
    /// The power at idle, W (`sert`), which Regulation (EU) 2019/424 limits beside the efficiency.
    #[schemars(with = "Option<f64>")]
    pub idle_watts: Option<Spanned<f64>>,
    /// Whether the system has accelerators, which SERT does not measure (`sert`).
    #[serde(default)]
    pub accelerators: bool,
    /// What operations are called (`load-line`, `iteesv`), such as `ssj_ops`.
    pub operations: Option<String>,
    /// A CSV or XLSX, its path below the facility's folder (`load-line`, `sert`, `iteesv`).
    #[schemars(with = "Option<String>")]
    pub table: Option<Spanned<String>>,
    /// The files of the trace, laid out as a `[[telemetry]]` block tells.
    #[schemars(with = "Option<Layout>")]
    pub trace: Option<Spanned<Layout>>,
    /// What the columns of the trace are.
    pub reading: Option<Reading>,
}

/// The time that counts: from `start` up to, and not including, `end`; read as the stamps of telemetry are.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The first instant.
    #[schemars(with = "String")]
    pub start: Spanned<String>,
    /// The first instant after it.
    #[schemars(with = "String")]
    pub end: Spanned<String>,
}

/// What a system did.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// How much.
    pub amount: f64,
    /// Of what.
    pub unit: WorkUnit,
}

/// The units of work: rates, and the counts of a whole window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum WorkUnit {
    /// 10⁹ floating-point operations a second.
    #[serde(rename = "GFLOP/s")]
    GigaFlops,
    /// 10¹² floating-point operations a second.
    #[serde(rename = "TFLOP/s")]
    TeraFlops,
    /// 10¹⁵ floating-point operations a second.
    #[serde(rename = "PFLOP/s")]
    PetaFlops,
    /// 10¹⁸ floating-point operations a second.
    #[serde(rename = "EFLOP/s")]
    ExaFlops,
    /// Samples in the window.
    #[serde(rename = "samples")]
    Samples,
    /// Samples a second.
    #[serde(rename = "samples/s")]
    SamplesPerSecond,
    /// Tokens in the window.
    #[serde(rename = "tokens")]
    Tokens,
    /// Tokens a second.
    #[serde(rename = "tokens/s")]
    TokensPerSecond,
    /// Operations of storage a second.
    #[serde(rename = "IOPS")]
    Iops,
}

impl WorkUnit {
    /// The word that records use.
    pub fn word(self) -> &'static str {
        match self {
            Self::GigaFlops => "GFLOP/s",
            Self::TeraFlops => "TFLOP/s",
            Self::PetaFlops => "PFLOP/s",
            Self::ExaFlops => "EFLOP/s",
            Self::Samples => "samples",
            Self::SamplesPerSecond => "samples/s",
            Self::Tokens => "tokens",
            Self::TokensPerSecond => "tokens/s",
            Self::Iops => "IOPS",
        }
    }

    /// The kinds of tests that measure it.
    pub fn belongs_to(self, kind: TestKind) -> bool {
        match self {
            Self::GigaFlops | Self::TeraFlops | Self::PetaFlops | Self::ExaFlops => kind == TestKind::Hpl,
            Self::Samples | Self::SamplesPerSecond | Self::Tokens | Self::TokensPerSecond => {
                matches!(kind, TestKind::Training | TestKind::Inference)
            }
            Self::Iops => kind == TestKind::Storage,
        }
    }
}

/// What the columns of a trace are.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Momentary powers, counters of energy, or utilisations of processors.
    pub kind: ReadingKind,
    /// The columns (wide files) or the meters' keys (long files): powers and energies are added up, utilisations
    /// averaged.
    #[schemars(with = "Vec<String>")]
    pub columns: Spanned<Vec<String>>,
    /// `W`, `kW`, `MW` for powers; an energy unit for counters; `%` or `1` for utilisations.
    #[schemars(with = "String")]
    pub unit: Spanned<String>,
}

/// The kinds of columns of a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReadingKind {
    /// A momentary power.
    Power,
    /// A running counter of energy.
    Counter,
    /// The utilisation of a server's processors.
    Utilisation,
}
