//! The ways to a level of a compiled pack.

use super::value::{Scene, Test};
use crate::standard::tracks::{SCORE_TRACK, names};

/// One way to a level.
#[derive(Debug, Clone)]
pub(super) struct Track {
    pub id: String,
    /// The levels, best first, and what each asks for on this way.
    levels: Vec<Asked>,
}

#[derive(Debug, Clone)]
enum Asked {
    Score(Option<f64>),
    Key(Vec<Test>),
}

impl Track {
    pub fn all(scene: &Scene<'_>) -> Vec<Self> {
        let levels = &scene.pack.levels;
        let by_score = levels.iter().any(|level| level.score.is_some()).then(|| Self {
            id: SCORE_TRACK.to_owned(),
            levels: levels.iter().map(|level| Asked::Score(level.score.as_ref().map(|least| least.value))).collect(),
        });
        let by_keys = names(scene.pack).into_iter().map(|name| {
            let asked = levels.iter().map(|level| {
                Asked::Key(scene.tests(level.require.iter().filter(|condition| condition.track() == name)))
            });
            Self { id: name.to_owned(), levels: asked.collect() }
        });
        by_score.into_iter().chain(by_keys).collect()
    }

    pub fn is_by_score(&self) -> bool {
        self.levels.iter().any(|asked| matches!(asked, Asked::Score(_)))
    }

    pub fn moves(&self) -> bool {
        self.levels.iter().any(|asked| matches!(asked, Asked::Key(tests) if tests.iter().any(Test::moves)))
    }

    /// The rank of the best level whose conditions hold, that after the last where none's do; `None` where a missing
    /// value is on the way there.
    pub fn rank(&self, score: Option<f64>, values: &[f64]) -> Option<usize> {
        for (rank, asked) in (1..).zip(&self.levels) {
            if asked.holds(score, values)? {
                return Some(rank);
            }
        }
        Some(self.levels.len() + 1)
    }
}

impl Asked {
    /// Whether all conditions hold; `None` where a value is missing, whatever the others say.
    fn holds(&self, score: Option<f64>, values: &[f64]) -> Option<bool> {
        match self {
            Self::Score(None) => Some(true),
            Self::Score(Some(least)) => score.map(|score| score >= *least),
            Self::Key(tests) => tests.iter().try_fold(true, |all, test| Some(all & test.holds(values)?)),
        }
    }
}
