//! Words of the vocabulary as schemas tell them, so that an editor offers them and a misspelt one shows at once.
//!
//! Nothing is ever made of these types: packs and manifests hold such words as texts, with their place in the file.

use schemars::JsonSchema;

use super::vocabulary::Vocabulary;

/// The id of an indicator.
#[derive(Debug, Clone, Copy, JsonSchema)]
#[schemars(with = "String", extend("enum" = indicators()))]
pub struct IndicatorId;

/// `score.PACK`: the score under another pack.
#[derive(Debug, Clone, Copy, JsonSchema)]
#[schemars(with = "String", extend("pattern" = r"^score\..+$"))]
pub struct ScoreId;

/// What a pack can judge: an indicator, or the score under another pack.
#[derive(Debug, Clone, Copy, JsonSchema)]
#[serde(untagged)]
pub enum JudgedId {
    /// An indicator.
    Indicator(IndicatorId),
    /// A score.
    Score(ScoreId),
}

/// The id of a source of electricity.
#[derive(Debug, Clone, Copy, JsonSchema)]
#[schemars(with = "String", extend("enum" = supply_sources()))]
pub struct SupplySourceId;

/// The id of a category or a sector of facilities.
#[derive(Debug, Clone, Copy, JsonSchema)]
#[schemars(with = "String", extend("enum" = categories()))]
pub struct CategoryId;

fn indicators() -> Vec<&'static str> {
    Vocabulary::embedded().indicators.iter().map(|indicator| indicator.id.as_str()).collect()
}

fn supply_sources() -> Vec<&'static str> {
    Vocabulary::embedded().supply_sources.iter().map(|source| source.id.as_str()).collect()
}

fn categories() -> Vec<&'static str> {
    Vocabulary::embedded().categories.iter().map(|category| category.id.as_str()).collect()
}
