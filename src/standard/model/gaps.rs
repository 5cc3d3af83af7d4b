//! What a standard says becomes of gaps in the data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::Figure;

/// What becomes of gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Hours with a gap are left out.
    #[default]
    Exclude,
    /// The last reading before a gap holds on for a time.
    Hold,
    /// A counter tells what flowed in the gap.
    Bridge,
}

impl Policy {
    /// As packs and manifests write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exclude => "exclude",
            Self::Hold => "hold",
            Self::Bridge => "bridge",
        }
    }

    /// The policy of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Exclude, Self::Hold, Self::Bridge].into_iter().find(|policy| policy.word() == word)
    }
}

/// The policy for gaps of a standard. It holds for every facility, whatever its manifest says.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackGaps {
    /// What becomes of gaps.
    pub policy: Figure<Policy>,
    /// For how many minutes at most a reading holds on, a whole number; needed where readings hold on. Where they do
    /// not, it says what the sensitivity of a rating takes for holding; the manifest does, where left out.
    pub hold_minutes: Option<Figure>,
}

impl PackGaps {
    /// For how many whole minutes at most a reading holds on, where the pack says so.
    pub fn whole_minutes(&self) -> Option<u32> {
        whole(self.hold_minutes.as_ref()?.value)
    }
}

#[expect(clippy::as_conversions, reason = "a whole number within the bounds of the type")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number within the bounds of the type"
)]
fn whole(minutes: f64) -> Option<u32> {
    ((0.0..=f64::from(u32::MAX)).contains(&minutes) && minutes.fract() == 0.0).then_some(minutes as u32)
}
