//! One thing that is changed.

use std::fmt;

use crate::standard::vocabulary::Vocabulary;

/// What can be changed in a facility.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Energy beside IT that is saved, kWh over the hours that PUE counts.
    SavedOverhead,
    /// Clean supply of its own generation or by direct line that is added, MWh over the same hours.
    DirectSupply,
    /// Green certificates that are added, MWh.
    Certificates,
    /// The number of racks in use.
    RacksInUse,
    /// An indicator, by its id.
    Indicator(String),
    /// The result of a system's test, by the system's id.
    System(String),
    /// The maturity of a capability, by its domain's id.
    Capability(String),
    /// Whether an item of a checklist is met, by its id.
    Item(String),
}

/// The keys that are not made of a name.
pub(super) const FIXED: [(&str, Key); 4] = [
    ("overhead.saved-kwh", Key::SavedOverhead),
    ("clean-energy.direct-mwh", Key::DirectSupply),
    ("clean-energy.certificates-mwh", Key::Certificates),
    ("racks.in-use", Key::RacksInUse),
];

impl Key {
    /// Whether its value is added to what there is; others replace it.
    pub const fn is_added(&self) -> bool {
        matches!(self, Self::SavedOverhead | Self::DirectSupply | Self::Certificates)
    }

    /// Its unit; that of a system's result is its class's to say, and a maturity has none.
    pub fn unit(&self) -> &str {
        match self {
            Self::SavedOverhead => "kWh",
            Self::DirectSupply | Self::Certificates => "MWh",
            Self::RacksInUse => "racks",
            Self::Indicator(id) => Vocabulary::embedded().indicator(id).map_or("", |name| &name.unit),
            Self::System(_) | Self::Capability(_) => "",
            Self::Item(_) => "yes/no",
        }
    }
}

/// As a user writes it.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Indicator(id) => f.write_str(id),
            Self::System(id) => write!(f, "system.{id}.result"),
            Self::Capability(id) => write!(f, "capability.{id}"),
            Self::Item(id) => write!(f, "item.{id}"),
            fixed => f.write_str(FIXED.iter().find(|(_, key)| key == fixed).map_or("", |(name, _)| name)),
        }
    }
}

/// A key and the value it is given; 1 is yes and 0 is no.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What is changed.
    pub key: Key,
    /// To what, or by how much where amounts are added.
    pub value: f64,
}

/// As a user writes it, to the last bit.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.key {
            Key::Item(_) => write!(f, "{}={}", self.key, if self.value > 0.5 { "yes" } else { "no" }),
            _ => write!(f, "{}={}", self.key, self.value),
        }
    }
}
