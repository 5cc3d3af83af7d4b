//! How sure measured indicators are, by GUM (JCGM 100): every cause of error has a standard uncertainty, and an
//! indicator follows all of them at once, so that what two of its energies have in common takes itself out.

mod record;

pub use record::{
    COVERAGE_FACTOR, ErrorSource, ErrorSum, ErrorTerm, IndicatorUncertainty, Part, Shape, SourceKind, Uncertainty,
};
