//! Work on several threads whose results are taken in order, each as soon as it is its turn.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::ScopeFifo;

use crate::problem::{Problem, Result};

/// Does `work` for each number below `count` on the threads of the pool, and gives the results to `take` in the order of
/// the numbers. No work begins whose turn is `ahead` or more away, so that never more results than that are waiting.
///
/// # Errors
/// The first of `take`; then no more work begins.
pub(super) fn in_turn<T: Send>(
    count: usize,
    ahead: usize,
    work: impl Fn(usize) -> T + Sync,
    take: impl FnMut(T) -> Result<()> + Send,
) -> Result<()> {
    let line = Mutex::new(Line { begun: 0, taken: 0, waiting: BTreeMap::new(), take, failed: None });
    let all = All { count, ahead: ahead.max(1), work, line };
    // No thread ever waits for its turn: whoever brings the result that is next takes all that follow it.
    rayon::scope_fifo(|scope| all.begin_more(scope));
    let line = all.line.into_inner().unwrap_or_else(PoisonError::into_inner);
    line.failed.map_or(Ok(()), Err)
}

struct All<W, T, K> {
    count: usize,
    ahead: usize,
    work: W,
    line: Mutex<Line<T, K>>,
}

/// Who waits for their turn.
struct Line<T, K> {
    /// How many have begun.
    begun: usize,
    /// How many results are taken.
    taken: usize,
    waiting: BTreeMap<usize, T>,
    take: K,
    failed: Option<Problem>,
}

impl<W: Fn(usize) -> T + Sync, T: Send, K: FnMut(T) -> Result<()> + Send> All<W, T, K> {
    fn begin_more<'scope>(&'scope self, scope: &ScopeFifo<'scope>) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        while line.failed.is_none() && line.begun < self.count.min(line.taken + self.ahead) {
            let number = line.begun;
            line.begun += 1;
            scope.spawn_fifo(move |scope| {
                let result = (self.work)(number);
                self.bring(number, result);
                self.begin_more(scope);
            });
        }
    }

    fn bring(&self, number: usize, result: T) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        line.waiting.insert(number, result);
        let line = &mut *line;
        while let Some(result) = line.waiting.remove(&line.taken) {
            line.taken += 1;
            if line.failed.is_none() {
                line.failed = (line.take)(result).err();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn on_threads<R: Send>(work: impl FnOnce() -> R + Send) -> R {
        rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap().install(work)
    }

    #[test]
    fn results_are_taken_in_order_whichever_is_done_first_and_few_are_waiting() {
        let (begun, mut taken, most) = (AtomicUsize::new(0), Vec::new(), AtomicUsize::new(0));
        on_threads(|| {
            let work = |number: usize| {
                begun.fetch_add(1, Ordering::SeqCst);
                // The later of four are done before the first.
                std::thread::sleep(Duration::from_millis([8, 6, 4, 2][number % 4]));
                number
            };
            in_turn(50, 6, work, |number| {
                most.fetch_max(begun.load(Ordering::SeqCst) - taken.len(), Ordering::SeqCst);
                taken.push(number);
                Ok(())
            })
            .unwrap();
        });
        assert_eq!(taken, (0..50).collect::<Vec<_>>());
        assert!((2..=6).contains(&most.into_inner()));
    }

    #[test]
    fn after_a_failure_nothing_more_begins() {
        let begun = AtomicUsize::new(0);
        let failed = on_threads(|| {
            let work = |number: usize| {
                begun.fetch_add(1, Ordering::SeqCst);
                number
            };
            in_turn(1000, 4, work, |number| if number == 5 { Err(Problem::new("the disk is full")) } else { Ok(()) })
        });
        assert_eq!(failed.unwrap_err().what, "the disk is full");
        assert!(begun.into_inner() < 20);
        assert_eq!(in_turn(0, 4, |number| number, |_| Ok(())), Ok(()));
    }
}
