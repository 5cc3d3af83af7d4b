//! The rows of a table that a rule reads in words: capabilities, tested systems, items of a checklist.

use super::{Phrases, figure};
use crate::report::numbers;
use crate::report::words::reports as w;
use crate::standard::assessment::{Comparison, CriterionTrace, ItemTrace};

/// What became of an item of a checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ItemState {
    Met,
    Unproven,
    NotMet,
    NotDeclared,
}

impl ItemState {
    fn of(item: &ItemTrace) -> Self {
        match (item.value, item.counted) {
            (None, _) => Self::NotDeclared,
            (_, Some(counted)) if counted > 0.5 => Self::Met,
            (Some(value), _) if value > 0.5 => Self::Unproven,
            _ => Self::NotMet,
        }
    }
}

impl Phrases<'_> {
    /// What became of an item of a checklist, in a word.
    pub fn item_state(&self, item: &ItemTrace) -> &'static str {
        self.say(match ItemState::of(item) {
            ItemState::Met => w::ITEM_MET,
            ItemState::Unproven => w::ITEM_UNPROVEN,
            ItemState::NotMet => w::NOT_MET,
            ItemState::NotDeclared => w::ITEM_NOT_DECLARED,
        })
    }

    /// `8 / 12`: the points of an item of a checklist, and those it gives where it is met and proven.
    pub fn item_points(&self, item: &ItemTrace) -> String {
        let points = numbers::plain(item.points.unwrap_or(0.0));
        let most = item.compared.first().and_then(|compared| compared.points.as_ref());
        most.map_or_else(|| points.clone(), |most| format!("{points} / {}", numbers::plain(most.value)))
    }

    /// How many items of a checklist give nothing, by why they do.
    pub(super) fn items_without_points(&self, criterion: &CriterionTrace) -> String {
        let why = [
            (ItemState::Unproven, w::NO_EVIDENCE),
            (ItemState::NotMet, w::NOT_MET),
            (ItemState::NotDeclared, w::ITEM_NOT_DECLARED),
        ];
        let counted = why
            .map(|(state, words)| (words, criterion.items.iter().filter(|item| ItemState::of(item) == state).count()));
        let told = counted.into_iter().filter(|(_, count)| *count > 0);
        let told = self.list(told.map(|(words, count)| w::so_many(self.say(words), count, self.lang)));
        if told.is_empty() { self.say(w::NONE_SIGN).to_owned() } else { told }
    }

    /// A row of a table that a rule reads: what it is called.
    pub fn item_name(&self, item: &ItemTrace) -> String {
        let title = self.text(&item.title);
        if title == item.id { title.to_owned() } else { self.with_aside(&item.id, title) }
    }

    /// How the value of an item counted.
    pub fn item_counted(&self, item: &ItemTrace) -> String {
        let value = item.value.map_or_else(|| self.say(w::MISSING).to_owned(), numbers::plain);
        match (&item.benchmark, item.counted) {
            (Some(benchmark), Some(counted)) => {
                format!("{value} ÷ {} = {}", numbers::plain(benchmark.value), self.item_value(item, counted))
            }
            _ => value,
        }
    }

    /// A counted value with as many decimals as tell it from the figures it was held against.
    pub fn item_value(&self, item: &ItemTrace, counted: f64) -> String {
        let figures: Vec<f64> = item.compared.iter().map(|compared| compared.figure.value).collect();
        let id = item.compared.first().map_or("", |compared| compared.indicator.as_str());
        if item.benchmark.is_some() {
            numbers::beside_all("pue", counted, &figures, self.lang)
        } else {
            numbers::beside_all(id, counted, &figures, self.lang)
        }
    }

    /// An item's comparison as a true statement.
    pub fn item_comparison(&self, item: &ItemTrace, compared: &Comparison) -> String {
        let value =
            item.counted.map_or_else(|| self.say(w::MISSING).to_owned(), |counted| self.item_value(item, counted));
        let sign = if compared.holds == Some(true) {
            figure::sign(&compared.bound)
        } else {
            figure::opposite(&compared.bound)
        };
        format!("{value} {sign} {}", numbers::plain(compared.figure.value))
    }
}
