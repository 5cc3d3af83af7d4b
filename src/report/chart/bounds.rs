//! The bounds of levels by the figures that they ask for, each named with the levels that ask for it.

use crate::rating::compare::LevelBound;
use crate::report::numbers;
use crate::report::phrase::sign;
use crate::report::words::charts as say;
use crate::text::Lang;

/// The figures with their names, such as `Level 2, Level 3 ≤ 1.3`, the highest first; those of one value are one.
pub(super) fn named(bounds: &[&LevelBound], lang: Lang) -> Vec<(f64, String)> {
    let mut sorted = bounds.to_vec();
    sorted.sort_by(|a, b| b.value.total_cmp(&a.value));
    let alike = sorted.chunk_by(|a, b| a.value.total_cmp(&b.value).is_eq() && a.bound == b.bound);
    let one = |same: &[&LevelBound]| {
        let first = same.first()?;
        let mut levels: Vec<&str> = Vec::new();
        for level in same.iter().map(|bound| bound.level.get(lang)) {
            if !levels.contains(&level) {
                levels.push(level);
            }
        }
        let figure = numbers::figure(&first.indicator, first.value, lang);
        Some((first.value, format!("{} {} {figure}", levels.join(say::AND.get(lang)), sign(&first.bound))))
    };
    alike.filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn bounds_of_one_value_are_one_and_the_highest_comes_first() {
        let bound = |level: &str, value| LevelBound {
            indicator: "pue".to_owned(),
            level: Text::new(level, level),
            bound: "at_most".to_owned(),
            value,
        };
        let all = [bound("A", 1.2), bound("B", 1.5), bound("C", 1.2), bound("A", 1.2)];
        let told = named(&all.iter().collect::<Vec<_>>(), Lang::En);
        assert_eq!(told, [(1.5, "B ≤ 1.5".to_owned()), (1.2, "A, C ≤ 1.2".to_owned())]);
    }
}
