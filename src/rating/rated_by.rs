//! What a rating was made by beside the facility's own files.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Request;
use super::confidence::{HowMany, Trials};
use crate::standard::{Library, Pack};

/// What a rating was made by beside the facility's own files: by the same, over the same period, it comes out again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct RatedBy {
    /// The ids of the standards that were asked for; the first decides.
    pub standards: Vec<String>,
    /// Every pack that was judged by, with those whose scores the standards need.
    pub packs: Vec<PackUsed>,
    /// What the trials are drawn from.
    pub seed: u64,
    /// How many trials were asked for, 0 for none; `None` for as many as it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trials: Option<u32>,
}

/// A pack, and the bytes of its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PackUsed {
    /// Its id.
    pub id: String,
    /// Its edition.
    pub edition: String,
    /// The SHA-256 of its file, in hexadecimal; of an overlay first that of the file below it.
    pub sha256: Vec<String>,
}

impl RatedBy {
    pub(super) fn of(request: &Request<'_>, packs: &[Pack]) -> Self {
        let pack =
            |pack: &Pack| PackUsed { id: pack.id.clone(), edition: pack.edition.clone(), sha256: pack.sha256.clone() };
        Self {
            standards: request.standards.to_vec(),
            packs: packs.iter().map(pack).collect(),
            seed: request.trials.seed,
            trials: match request.trials.how_many {
                HowMany::Adaptive => None,
                HowMany::Exactly(number) => Some(number),
                HowMany::None => Some(0),
            },
        }
    }

    /// What has to be asked for to get the same rating; `period` is the rating's.
    pub fn request<'a>(&'a self, library: &'a Library, period: &'a str) -> Request<'a> {
        let first = self.standards.first();
        let deciding = self.packs.iter().find(|pack| Some(&pack.id) == first);
        let how_many = match self.trials {
            None => HowMany::Adaptive,
            Some(0) => HowMany::None,
            Some(number) => HowMany::Exactly(number),
        };
        Request {
            library,
            standards: &self.standards,
            edition: deciding.map(|pack| pack.edition.as_str()),
            period: Some(period),
            trials: Trials { seed: self.seed, how_many },
        }
    }
}
