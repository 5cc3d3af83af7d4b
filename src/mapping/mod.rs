//! Mapping: from an operator's columns to meters.
//!
//! ```text
//! file ──peek──▶ heading and first rows ──table──▶ series ──words, units, behaviour──▶ proposal ──▶ bms.mapping.toml
//! ```
//!
//! A proposal is made from headings, units and what the values do. A person looks at it; what is written down is the
//! mapping, which never changes by itself.

mod behaviour;
mod profile;
mod proposal;
mod propose;
mod step;
mod table;
mod twice;
mod words;

pub use profile::{profile, word};
pub use proposal::{Form, Ignored, NotAMeter, Proposal, ProposedMeter, Target, UnitFrom};
