//! What is proposed for a file: its meters and the columns that are none, for people and as JSON.

use serde::Serialize;

use crate::telemetry::{Interval, Kind, MeteringPoint, Quantity, Shape};
use crate::units::Unit;

/// How a file is laid out: where its stamps and its readings are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Form {
    /// One column a meter, or one row a reading.
    pub shape: Shape,
    /// The column of the stamps; `None` where none was found.
    pub time: Option<String>,
    /// The column of the times of the day, where dates have their own.
    pub of_day: Option<String>,
    /// The columns that name the meter (long files).
    pub keys: Vec<String>,
    /// The column of the values (long files).
    pub value: Option<String>,
    /// How far apart the rows of one meter are; `None` where the stamps can not be read.
    pub step: Option<Interval>,
}

/// What is proposed for a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proposal {
    /// How it is laid out.
    #[serde(flatten)]
    pub form: Form,
    /// How many rows were looked at.
    pub rows: usize,
    /// Whether the file has more rows.
    pub cut: bool,
    /// What are most likely meters.
    pub meters: Vec<ProposedMeter>,
    /// What are most likely none, each with why.
    pub ignored: Vec<Ignored>,
}

/// A meter that is proposed for a column, or for the key of a long file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProposedMeter {
    /// The column or the key.
    pub column: String,
    /// A name for the meter, unique within the proposal.
    pub id: String,
    /// What it measures.
    pub quantity: Quantity,
    /// How its readings are to be understood.
    pub kind: Kind,
    /// The unit of its readings; none for a state.
    pub unit: Option<Unit>,
    /// Where the unit was found.
    pub unit_from: UnitFrom,
    /// Where such a meter mostly sits.
    pub point: MeteringPoint,
    /// What its words say it counts towards; [`Target::Nothing`] where they say nothing.
    pub counts: Target,
    /// The word of the heading that says so.
    pub word: Option<String>,
    /// The words that stand for on and off, by their order; a person has to tell which is which.
    pub states: Vec<String>,
    /// The least and the greatest number of the sample.
    pub range: Option<(f64, f64)>,
    /// Its first cells.
    pub sample: Vec<String>,
    /// Of the meters of one sum, only those of its lowest stage count.
    #[serde(skip)]
    pub(super) stage: u8,
    /// The numbers of the sample in the file's unit, for what compares meters with each other.
    #[serde(skip)]
    pub(super) numbers: Vec<f64>,
}

/// Where a unit was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitFrom {
    /// The heading or the column of units says it.
    Told,
    /// The cells carry it.
    Cells,
    /// Nothing says it: it is guessed from the size of the numbers and what they do.
    Guessed,
}

/// What a meter counts towards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// A sum of the boundary, by its key.
    Boundary(String),
    /// A supply, by source and path.
    Supply(String, String),
    /// Nothing, because other meters of the same sum stand for it: it measures the same further up or down.
    Counted,
    /// Nothing yet.
    Nothing,
}

/// A column that is most likely no meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ignored {
    /// The column or the key.
    pub column: String,
    /// Why.
    pub why: NotAMeter,
    /// Its first cell.
    pub sample: String,
}

/// Why a column is most likely no meter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotAMeter {
    /// It has no cell with anything in it.
    Empty,
    /// Its cells are no numbers.
    NoNumbers,
    /// Nothing says what it is: no known word, no unit.
    Unknown,
    /// Its unit is of something else than its words say.
    UnitOfSomethingElse,
}
