//! How sure a grade is: the uncertainty of the indicators carried through the whole rule set.

mod record;

pub use record::{
    Better, Boundary, Chance, Confidence, CriterionConfidence, Demanded, Histogram, Interval, LevelChance, RowChance,
    Sensitivity, Simulated, Swing, TrackConfidence,
};
