//! What each of several changes does, where what one does depends on the others.

/// The share of each of `players` in `value(all) − value(none)`: the mean of what it adds, over every order in which they
/// may come (Shapley 1953). The shares add up to the difference.
///
/// `value` is asked for every set of them once; bit `i` of a set tells whether player `i` is in it.
pub(super) fn shapley(players: usize, mut value: impl FnMut(usize) -> f64) -> Vec<f64> {
    let values: Vec<f64> = (0..1_usize << players).map(&mut value).collect();
    let of = |set: usize| values.get(set).copied().unwrap_or_default();
    let share = |player: usize| {
        let bit = 1 << player;
        let without = (0..values.len()).filter(|set| set & bit == 0);
        without.map(|set| weight(set.count_ones(), players) * (of(set | bit) - of(set))).sum()
    };
    (0..players).map(share).collect()
}

/// In which share of all orders exactly a set of `before` players comes before one: `before! · (n − before − 1)! ÷ n!`.
fn weight(before: u32, players: usize) -> f64 {
    let players = u32::try_from(players).unwrap_or(u32::MAX);
    // 1 ÷ (n · C(n − 1, before)).
    let rest = players.saturating_sub(1);
    let choices = (0..before).fold(1.0, |product, k| product * f64::from(rest - k) / f64::from(k + 1));
    1.0 / (f64::from(players) * choices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_players_have_the_mean_of_both_orders() {
        // v(∅) = 10, v(1) = 12, v(2) = 15, v(12) = 20: the first adds 2 or 5, the second 5 or 8.
        assert_eq!(shapley(2, |set| [10.0, 12.0, 15.0, 20.0][set]), [3.5, 6.5]);
    }

    #[test]
    fn three_players_have_the_mean_of_six_orders() {
        // A product of 2, 3 and 5 in the places of 1, 1 and 1. What the first adds, by who comes before it: nobody 1 (two
        // orders), the second 6 − 3, the third 10 − 5, both 30 − 15 (two orders): (2 + 3 + 5 + 30) ÷ 6.
        // The second in the same way (4 + 4 + 10 + 40) ÷ 6, the third (8 + 8 + 12 + 48) ÷ 6; together 30 − 1.
        let product = |set: usize| {
            [2.0, 3.0, 5.0].iter().enumerate().filter(|(at, _)| set & (1 << at) != 0).map(|(_, by)| by).product::<f64>()
        };
        let shares = shapley(3, product);
        for (share, by_hand) in shares.iter().zip([40.0 / 6.0, 58.0 / 6.0, 76.0 / 6.0]) {
            assert!((share - by_hand).abs() < 1e-12, "{shares:?}");
        }
    }

    #[test]
    fn one_player_has_it_all_and_none_has_nothing() {
        assert_eq!(shapley(1, |set| [4.0, 1.5][set]), [-2.5]);
        assert_eq!(shapley(0, |_| 7.0), [0.0; 0]);
    }
}
