//! Whether a rating comes out again from the facility's files: as a record, and for people.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::page::{self, Block};
use super::words::{charts, reports, verify as w};
use crate::rating::record::{FacilityName, PackUsed, PeriodName};
use crate::text::Lang;

/// The name and version of the form below.
pub const SCHEMA: &str = "greengrade.verify/1";

/// What became of a rating that was made again.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Verification {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The rating's file as the user named it.
    pub rating: String,
    /// Whether it was made again; else its digest and its signature alone were looked at.
    pub made_again: bool,
    /// Whether nothing differs.
    pub identical: bool,
    /// The public key by which it is signed; `None` where that was not asked, or it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<String>,
    /// What the rating tells of itself; `None` where that is not to be believed, as its digest is not its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
    /// The version that made it again.
    pub checked_by: String,
    /// What differs: the signature, then the inputs and the packs where any of them do, else the first place.
    pub differences: Vec<Difference>,
}

/// What a rating tells of itself.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Told {
    /// Its digest.
    pub digest: String,
    /// Who is rated.
    pub facility: FacilityName,
    /// For which time.
    pub period: PeriodName,
    /// The version that made it. Another one is no difference by itself.
    pub program: String,
}

/// What differs from the rating.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Difference {
    /// It is not signed.
    SignatureLacking {
        /// The public key by which it is to be.
        key: String,
    },
    /// The signature is not that of these bytes by this key.
    SignatureDiffers {
        /// The public key.
        key: String,
    },
    /// The file was changed after it was written.
    Digest {
        /// As the file tells it.
        told: String,
        /// As its content has it.
        found: String,
    },
    /// An input has other bytes.
    InputChanged {
        /// Its path below the facility's folder.
        path: String,
        /// The SHA-256 of its bytes in the rating.
        then: String,
        /// And now.
        now: String,
    },
    /// An input is not there, or is not read any more.
    InputLacking {
        /// Its path below the facility's folder.
        path: String,
        /// The SHA-256 of its bytes in the rating.
        then: String,
    },
    /// An input is read that the rating does not have.
    InputNew {
        /// Its path below the facility's folder.
        path: String,
        /// The SHA-256 of its bytes.
        now: String,
    },
    /// A pack has other bytes, or another edition is chosen.
    PackChanged {
        /// As the rating has it.
        then: PackUsed,
        /// As it is now; `None` where it is not judged by.
        now: Option<PackUsed>,
    },
    /// The first place at which the rating differs from the one that came out now.
    Value {
        /// The place, such as `outcome.score` or `standards[0].level`.
        path: String,
        /// What the file has there; `None` where it has nothing.
        recorded: Option<Value>,
        /// What came out; `None` where that is nothing.
        recomputed: Option<Value>,
    },
    /// All values are the same and the bytes are not: this program did not write them so.
    Form,
}

/// What became of it for a terminal, whose width is asked where it is left out.
pub fn terminal(verification: &Verification, lang: Lang, colour: bool, width: Option<u16>) -> String {
    page::terminal(blocks(verification, lang), colour, width)
}

fn blocks(verification: &Verification, lang: Lang) -> Vec<Block> {
    let word = match (verification.identical, verification.made_again) {
        (true, true) => w::IDENTICAL,
        (true, false) => w::AS_SIGNED,
        (false, _) => w::DIFFERS,
    };
    let title = w::titled(&verification.rating, word.get(lang), lang);
    let mut blocks = vec![Block::Title(title)];
    if let Some(told) = &verification.told {
        blocks.push(Block::Line(format!("{} {}", told.facility.name.get(lang), told.period.label)));
        if told.facility.synthetic {
            blocks.push(Block::Line(charts::SYNTHETIC.get(lang).to_owned()));
        }
        blocks.push(Block::Line(told.digest.clone()));
        let again = verification.made_again.then_some(verification.checked_by.as_str());
        blocks.push(Block::Line(w::made_by(&told.program, again, lang)));
    }
    if let Some(key) = &verification.signed_by {
        blocks.push(Block::Line(w::signed_by(key, lang)));
    }
    let head = [w::DIFFERENCE, w::WHERE, w::IN_THE_RATING, w::NOW].map(|word| word.get(lang));
    let rows = verification.differences.iter().map(|difference| row(difference, lang).to_vec()).collect();
    blocks.extend(Block::table(&head, &[], rows));
    blocks
}

fn row(difference: &Difference, lang: Lang) -> [String; 4] {
    let none = || reports::NONE_SIGN.get(lang).to_owned();
    let value = |value: &Option<Value>| value.as_ref().map_or_else(none, Value::to_string);
    let (word, place, then, now) = match difference {
        Difference::SignatureLacking { key } => (w::SIGNATURE_LACKING, key.clone(), none(), none()),
        Difference::SignatureDiffers { key } => (w::SIGNATURE_DIFFERS, key.clone(), none(), none()),
        Difference::Digest { told, found } => (w::DIGEST, none(), told.clone(), found.clone()),
        Difference::InputChanged { path, then, now } => (w::INPUT_CHANGED, path.clone(), then.clone(), now.clone()),
        Difference::InputLacking { path, then } => (w::INPUT_LACKING, path.clone(), then.clone(), none()),
        Difference::InputNew { path, now } => (w::INPUT_NEW, path.clone(), none(), now.clone()),
        Difference::PackChanged { then, now } => {
            (w::PACK_CHANGED, then.id.clone(), pack(then), now.as_ref().map_or_else(none, pack))
        }
        Difference::Value { path, recorded, recomputed } => {
            (w::VALUE, path.clone(), value(recorded), value(recomputed))
        }
        Difference::Form => (w::FORM, none(), none(), none()),
    };
    [word.get(lang).to_owned(), place, then, now]
}

fn pack(used: &PackUsed) -> String {
    format!("{} {}", used.edition, used.sha256.join(" "))
}
