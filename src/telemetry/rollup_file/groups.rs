//! Which row groups of a file hold rows of a facility, so that a file of thousands is not gone through for each of them.

use std::collections::BTreeMap;

use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::file::statistics::Statistics;

/// The row groups of a file by their facilities.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Groups {
    /// The groups all of whose rows are of one facility, as this program writes them.
    of_one: BTreeMap<Vec<u8>, Vec<usize>>,
    /// The other ones.
    others: Vec<usize>,
    /// By group, the number of its first row in the file, of which the first is 1.
    first_rows: Vec<usize>,
}

/// A row group that may hold rows of a facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct GroupPart {
    pub(super) index: usize,
    /// The number of its first row in the file.
    pub(super) first: usize,
    /// Whether all its rows are of the facility.
    pub(super) whole: bool,
}

impl Groups {
    /// Goes through the groups of a file; `column` is that of the facility.
    pub(super) fn of(metadata: &ParquetMetaData, column: usize) -> Self {
        let mut groups = Self { of_one: BTreeMap::new(), others: Vec::new(), first_rows: Vec::new() };
        let mut first = 1;
        for (index, group) in metadata.row_groups().iter().enumerate() {
            groups.first_rows.push(first);
            first += usize::try_from(group.num_rows()).unwrap_or_default();
            match bounds(group, column).filter(|(min, max)| min == max && is_exact(group, column)) {
                Some((only, _)) => groups.of_one.entry(only.to_vec()).or_default().push(index),
                None => groups.others.push(index),
            }
        }
        groups
    }

    /// The groups that may hold rows of a facility, in their order.
    pub(super) fn holding(&self, metadata: &ParquetMetaData, column: usize, facility: &str) -> Vec<GroupPart> {
        let id = facility.as_bytes();
        let may_hold = |index: &usize| {
            let bounds = metadata.row_groups().get(*index).and_then(|group| bounds(group, column));
            bounds.is_none_or(|(min, max)| min <= id && id <= max)
        };
        let of_one = self.of_one.get(id).into_iter().flatten().map(|index| (*index, true));
        let others = self.others.iter().filter(|index| may_hold(index)).map(|index| (*index, false));
        let mut parts: Vec<(usize, bool)> = of_one.chain(others).collect();
        parts.sort_unstable();
        let first = |index: usize| self.first_rows.get(index).copied().unwrap_or(1);
        parts.into_iter().map(|(index, whole)| GroupPart { index, first: first(index), whole }).collect()
    }
}

/// The lowest and the highest facility of a group, as it states them; they may be cut short.
fn bounds(group: &RowGroupMetaData, column: usize) -> Option<(&[u8], &[u8])> {
    let statistics = group.column(column).statistics().filter(|statistics| !statistics.is_min_max_deprecated())?;
    statistics.min_bytes_opt().zip(statistics.max_bytes_opt())
}

/// Whether the bounds of a group are values of its rows, and no row is without.
fn is_exact(group: &RowGroupMetaData, column: usize) -> bool {
    let exact = |statistics: &Statistics| {
        statistics.min_is_exact() && statistics.max_is_exact() && statistics.null_count_opt() == Some(0)
    };
    group.column(column).statistics().is_some_and(exact)
}
