//! How much of the load clean supply meets, by hour of the day and day of the period, as colours.

use super::axis::Axis;
use super::days::Days;
use super::palette::UNKNOWN;
use super::pue_heatmap::{Colours, count, draw_map, draw_scale};
use super::sheet::{Sheet, Swatch};
use super::{Chart, Kind};
use crate::indicator::clean_energy::MatchedHour;
use crate::period::{Clock, Period};
use crate::rating::Rating;
use crate::report::numbers;
use crate::report::words::{charts as say, clean_energy as w};
use crate::text::Lang;
use crate::units::{Amount, ratio};

/// Where the scale begins at most, so that hours that are all met do not look unlike each other.
const HIGHEST_LOW: f64 = 0.9;

/// The chart; `None` where clean supply and load are not known by the hour.
pub(super) fn draw(
    rating: &Rating,
    matched: &[MatchedHour],
    clock: &Clock,
    period: &Period,
    lang: Lang,
) -> Option<Chart> {
    let shares = matched.iter().filter_map(|hour| Some((hour.hour, hour.share()?)));
    let days = Days::of_values(shares, clock, period);
    // The scale ends with the whole load, and begins where nearly all hours do.
    let of_hours = Colours::of(&days.sorted())?;
    let low = of_hours.low.min(HIGHEST_LOW);
    let colours = Colours { low, high: 1.0, beyond: (of_hours.beyond.0, false) };
    let (mut canvas, body) =
        Sheet::of(rating, w::HOURLY_MATCH, lang).outcome(outcome(matched, lang)).legend(legend(&days, lang)).open();
    let label = |share: f64| format!("{} %", numbers::fixed(share * 100.0, 0));
    let bar = draw_map(&mut canvas, body, &days, &colours, (w::MATCHED, &label), lang);
    let ticks = |axis: &Axis| axis.ticks(6).into_iter().map(|tick| (tick, label(tick))).collect();
    draw_scale(&mut canvas, bar, &colours, w::MATCH_AXIS.get(lang), label, ticks);
    Some(Chart::of(Kind::HourlyMatch, canvas))
}

/// The matched share of all hours, and in how many of them the load was met in full.
fn outcome(matched: &[MatchedHour], lang: Lang) -> String {
    let load: Amount = matched.iter().map(|hour| hour.load).sum();
    let met: Amount = matched.iter().map(MatchedHour::matched).sum();
    let full = matched.iter().filter(|hour| hour.is_full()).count();
    let [full, all] = [full, matched.len()].map(|hours| numbers::grouped(count(hours)));
    let full = say::filled(w::HOURS_IN_FULL, lang, &[&full, &all]);
    let share = ratio(met, load).map(numbers::percent).unwrap_or_default();
    [w::MATCHED.get(lang), &share, say::BETWEEN.trim(), &full].join(" ")
}

fn legend(days: &Days, lang: Lang) -> Vec<(Swatch, String)> {
    let missing = say::filled(say::HOURS_WITHOUT_DATA, lang, &[&numbers::grouped(count(days.missing()))]);
    if days.missing() > 0 { vec![(Swatch::Area(UNKNOWN), missing)] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;

    fn draw_for(period: &str, keep: impl Fn(usize) -> bool, lang: Lang) -> Option<Chart> {
        let (clock, period) = samples::clock_and_period(period);
        draw(&samples::rating_of(1.18), &samples::matched(&period, keep), &clock, &period, lang)
    }

    #[test]
    fn a_year_is_drawn_the_same_twice_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let (first, second) =
                (draw_for("2025", |_| true, lang).unwrap(), draw_for("2025", |_| true, lang).unwrap());
            assert_eq!((first.name, first.png().unwrap()), ("hourly-match", second.png().unwrap()));
            Picture::of(&first.png().unwrap()).assert_chart(1600, 900);
        }
    }

    #[test]
    fn missing_hours_look_unlike_any_share_and_without_hours_there_is_no_chart() {
        let holed = draw_for("2025-03", |index| index < 300, Lang::Zh).unwrap();
        assert!(Picture::of(&holed.png().unwrap()).count_of(UNKNOWN.fill) > 50_000);
        assert_eq!(draw_for("2025", |_| false, Lang::Zh), None);
    }

    #[test]
    fn the_head_tells_the_share_of_the_load_and_the_hours_in_full() {
        let hour = |supply| MatchedHour {
            hour: crate::period::Hour(0),
            load: Amount::from_millionths(100_000),
            supply: Amount::from_millionths(supply),
        };
        // 80 + 100 of 200, in one of two hours in full.
        assert_eq!(
            outcome(&[hour(80_000), hour(130_000)], Lang::En),
            "Matched hour by hour 90.0 % · in full 1 of 2 hours"
        );
    }
}
