//! Whose policy for gaps holds: the standard's where one is stated, else the manifest's.

use super::record::{GapPolicy, GapsStatedBy};
use crate::facility::Manifest;
use crate::facility::gaps::{Gaps, Policy};
use crate::problem::{Problem, Result};
use crate::standard::assessment::{FigureUsed, WordUsed};
use crate::standard::model::{Pack, PackGaps};
use crate::telemetry::{Finding, Severity};
use crate::text::Text;

/// The policy for gaps that a facility is rated by.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct InEffect {
    pub gaps: Gaps,
    /// `None` where it is the manifest's.
    pub stated_by: Option<GapsStatedBy>,
    /// That the manifest says otherwise, where it does.
    pub overruled: Option<Finding>,
}

impl InEffect {
    /// The policy of the first pack that states one, else the manifest's.
    ///
    /// # Errors
    /// Packs that state different ones: a rating has one set of values, and they can not be made by both.
    pub(super) fn of(packs: &[Pack], manifest: &Manifest) -> Result<Self> {
        let own = manifest.gap_policy();
        let Some((pack, stated)) = stating(packs).next() else {
            return Ok(Self { gaps: own, stated_by: None, overruled: None });
        };
        if let Some((other, _)) = stating(packs).find(|(_, other)| differ(stated, other)) {
            let what = format!("`{}` and `{}` state different policies for gaps in the data", pack.id, other.id);
            return Err(Problem::new(what).hint("rate by each of the two alone, with `--standard`"));
        }
        let hold_minutes = stated.whole_minutes().unwrap_or(own.hold_minutes);
        let gaps = Gaps { policy: stated.policy.value, hold_minutes };
        let overruled = manifest.gaps.filter(|own| !same(gaps, *own)).map(|own| overruled(pack, gaps, own));
        Ok(Self { gaps, stated_by: Some(stated_by(pack, stated)), overruled })
    }
}

/// Whether the values of a rating were made by the policies that packs state.
///
/// # Errors
/// A pack that states another one.
pub(super) fn must_fit(packs: &[Pack], made_by: &GapPolicy) -> Result<()> {
    let made_by = Gaps { policy: made_by.policy, hold_minutes: made_by.hold_minutes };
    let other = stating(packs).find(|(_, stated)| {
        let hold_minutes = stated.whole_minutes().unwrap_or(made_by.hold_minutes);
        !same(made_by, Gaps { policy: stated.policy.value, hold_minutes })
    });
    match other {
        None => Ok(()),
        Some((pack, _)) => {
            let what =
                format!("the values of the rating were not made by the policy for gaps that `{}` states", pack.id);
            Err(Problem::new(what).hint("rate the facility by that standard, with `greengrade rate --standard`"))
        }
    }
}

fn stating(packs: &[Pack]) -> impl Iterator<Item = (&Pack, &PackGaps)> {
    packs.iter().filter_map(|pack| Some((pack, pack.gaps.as_ref()?)))
}

fn differ(a: &PackGaps, b: &PackGaps) -> bool {
    let minutes = a.whole_minutes().zip(b.whole_minutes());
    a.policy.value != b.policy.value || minutes.is_some_and(|(a, b)| a != b)
}

/// Whether two policies make the same of a gap.
fn same(a: Gaps, b: Gaps) -> bool {
    a.policy == b.policy && (a.policy != Policy::Hold || a.hold_minutes == b.hold_minutes)
}

fn stated_by(pack: &Pack, stated: &PackGaps) -> GapsStatedBy {
    GapsStatedBy {
        standard: pack.id.clone(),
        policy: WordUsed::of(&stated.policy, stated.policy.value.word()),
        hold_minutes: stated.hold_minutes.as_ref().map(|figure| FigureUsed::of(figure, figure.value)),
    }
}

fn overruled(pack: &Pack, gaps: Gaps, own: Gaps) -> Finding {
    let [in_effect, own] = [gaps, own].map(|gaps| match gaps.policy {
        Policy::Hold => {
            let minutes = gaps.hold_minutes;
            Text::new(format!("hold，至多 {minutes} 分钟"), format!("hold, at most {minutes} minutes"))
        }
        policy => Text::new(policy.word(), policy.word()),
    });
    let text = Text::new(
        format!("{} 规定了缺数处理方式（{}），据此处理；清单所写（{}）未采用", pack.id, in_effect.zh, own.zh),
        format!(
            "{} states what becomes of gaps ({}), which was done; what the manifest says ({}) was not",
            pack.id, in_effect.en, own.en
        ),
    );
    Finding::new("gap-policy-of-the-standard", Severity::Note, text)
}
