//! The colours: those of Okabe and Ito, which colour-blind readers tell apart, in lightnesses that differ in grey print.

use plotters::style::RGBColor;

use super::shape::Paint;
use crate::telemetry::Severity;

pub(super) const INK: RGBColor = RGBColor(26, 26, 26);
pub(super) const SOFT: RGBColor = RGBColor(90, 90, 90);
pub(super) const GRID: RGBColor = RGBColor(224, 224, 224);
/// Lines between parts of a table.
pub(super) const LINE: RGBColor = RGBColor(190, 190, 190);
pub(super) const PAPER: RGBColor = RGBColor(255, 255, 255);

const BLUE: RGBColor = RGBColor(0, 114, 178);
const SKY: RGBColor = RGBColor(86, 180, 233);
const GREEN: RGBColor = RGBColor(0, 158, 115);
const ORANGE: RGBColor = RGBColor(230, 159, 0);
const VERMILION: RGBColor = RGBColor(213, 94, 0);
const PURPLE: RGBColor = RGBColor(204, 121, 167);
const NAVY: RGBColor = RGBColor(15, 50, 105);
/// A yellow and an orange that are lighter than those of Okabe and Ito: beside sky blue they stay apart in grey.
const SUN: RGBColor = RGBColor(245, 235, 110);
const AMBER: RGBColor = RGBColor(245, 190, 70);
const PALE: RGBColor = RGBColor(242, 242, 242);
const GREY: RGBColor = RGBColor(165, 165, 165);

/// A month of which every hour is known.
pub(super) const MEASURED: Paint = Paint::plain(BLUE);
/// A month of which some hours are not known.
pub(super) const PARTLY_MEASURED: Paint = Paint::hatched(RGBColor(226, 240, 250), SKY).edged(BLUE);
/// What is not known.
pub(super) const UNKNOWN: Paint = Paint::hatched(PALE, GREY);
/// A figure that a standard asks for.
pub(super) const THRESHOLD: RGBColor = VERMILION;

/// Points that were gained.
pub(super) const GAINED: Paint = Paint::plain(BLUE);
/// Points that could be gained.
pub(super) const POSSIBLE: Paint = Paint::plain(PALE).edged(GREY);
/// A share beside the four meanings.
pub(super) const MEANING_BESIDE: Paint = Paint::plain(SKY);
/// A path of supply.
pub(super) const PATH: Paint = Paint::plain(RGBColor(110, 110, 110));
/// The uses of energy: IT, what is not IT, what left.
pub(super) const USE: [Paint; 3] = [Paint::plain(NAVY), Paint::plain(ORANGE), Paint::plain(RGBColor(165, 165, 165))];
/// Points of bonus that were gained.
pub(super) const BONUS: Paint = Paint::plain(ORANGE);
/// Points that do not count because the criterion does not apply.
pub(super) const NOT_APPLICABLE: Paint = Paint::plain(PAPER).edged(GREY);

/// What lowers a score and what raises it.
pub(super) const LOWER: Paint = Paint::plain(ORANGE);
pub(super) const HIGHER: Paint = Paint::plain(BLUE);

/// A maturity that is declared and does not count.
pub(super) const CAPPED: Paint = Paint::hatched(PAPER, VERMILION).edged(VERMILION);
/// What was done by a program that a person starts or confirms.
pub(super) const SEMI_AUTOMATIC: Paint = Paint::hatched(RGBColor(226, 240, 250), SKY).edged(SKY);
/// What was done by a person.
pub(super) const MANUAL: Paint = Paint::plain(GREY);
/// What was still open when it was last seen.
pub(super) const OPEN: Paint = Paint::hatched(PAPER, VERMILION).edged(VERMILION);

/// The middle half of values.
pub(super) const QUARTILES: Paint = Paint::plain(RGBColor(165, 205, 232)).edged(BLUE);
/// How many there are of something: pale, for much stands on it.
pub(super) const COUNTED: RGBColor = RGBColor(180, 190, 200);
/// What stands apart from the rest.
pub(super) const POINTED_OUT: RGBColor = VERMILION;

/// What a facility without a level is: below all of them, only reported, indicative only, not rated, refused, unreadable.
pub(super) fn without_grade(class: usize) -> Paint {
    match class {
        0 => Paint::plain(PAPER).edged(GREY),
        1 => Paint::hatched(PAPER, SKY).edged(SKY),
        2 => Paint::hatched(RGBColor(226, 240, 250), BLUE).edged(BLUE),
        3 => Paint::hatched(PALE, GREY).edged(GREY),
        4 => Paint::hatched(PAPER, VERMILION).edged(VERMILION),
        _ => Paint::hatched(GREY, INK).edged(INK),
    }
}

/// A level of a standard in the ranking: the better, the darker.
pub(super) fn level(rank: usize) -> Paint {
    match rank {
        1 => Paint::plain(NAVY),
        2 => Paint::plain(BLUE),
        3 => Paint::plain(SKY),
        4 => Paint::plain(RGBColor(170, 210, 235)).edged(SKY),
        5 => Paint::plain(RGBColor(226, 240, 250)).edged(SKY),
        _ => Paint::plain(PAPER).edged(GREY),
    }
}

/// The window of a test: pale, so that lines show on it.
pub(super) const WINDOW: RGBColor = RGBColor(252, 236, 205);

/// The colours of lines side by side, in their order; after the last they begin again.
pub(super) fn series(index: usize) -> RGBColor {
    let colours = [BLUE, VERMILION, GREEN, PURPLE, ORANGE, NAVY];
    colours.get(index % colours.len()).copied().unwrap_or(INK)
}

/// A source of electricity by its id in the vocabulary; other ids share one look. Plain ones differ in lightness, so that
/// they are told apart in grey too; for more than those there are hatchings.
pub(super) fn source(id: &str) -> Paint {
    match id {
        "hydro" => Paint::plain(BLUE),
        "solar" => Paint::plain(SUN),
        "solar-thermal" => Paint::hatched(AMBER, VERMILION),
        "wind" => Paint::plain(SKY),
        "biomass" => Paint::hatched(GREEN, PAPER),
        "geothermal" => Paint::hatched(VERMILION, INK),
        "ocean" => Paint::hatched(SKY, NAVY),
        "nuclear" => Paint::hatched(PURPLE, PAPER),
        "gas" => Paint::plain(AMBER),
        "coal" => Paint::plain(RGBColor(45, 45, 45)),
        "storage" => Paint::hatched(PALE, GREEN),
        "grid" => Paint::plain(RGBColor(128, 128, 128)),
        _ => Paint::hatched(PALE, NAVY),
    }
}

/// A day by the class of its coverage, the best first.
pub(super) fn covered(class: usize) -> Paint {
    match class {
        0 => Paint::plain(RGBColor(165, 205, 232)),
        1 => Paint::plain(RGBColor(214, 232, 245)),
        2 => Paint::hatched(RGBColor(226, 240, 250), BLUE),
        _ => Paint::plain(PAPER).edged(BLUE),
    }
}

/// The sign of a finding.
pub(super) fn mark(severity: Severity) -> RGBColor {
    match severity {
        Severity::Error => VERMILION,
        Severity::Warning => ORANGE,
        Severity::Note => NAVY,
    }
}

/// The colours of the scale from its lowest (0) to its highest value (1): lightness falls all the way.
const SCALE: [RGBColor; 7] = [
    RGBColor(255, 250, 205),
    RGBColor(214, 236, 172),
    RGBColor(127, 205, 187),
    RGBColor(65, 170, 196),
    RGBColor(34, 116, 178),
    RGBColor(37, 62, 140),
    RGBColor(14, 24, 74),
];

/// The colour at a place from 0 to 1 of the scale; places beyond it have the colours of its ends.
pub(super) fn scale(place: f64) -> RGBColor {
    let steps = f64::from(u32::try_from(SCALE.len() - 1).unwrap_or(1));
    let place = place.clamp(0.0, 1.0) * steps;
    let mut colour = SCALE.first().copied().unwrap_or(INK);
    let mut start = 0.0;
    for (from, to) in SCALE.iter().zip(SCALE.iter().skip(1)) {
        if place >= start {
            colour = mixed(*from, *to, (place - start).min(1.0));
        }
        start += 1.0;
    }
    colour
}

/// A colour for wide bands behind letters: a third of it on paper.
pub(super) fn pale(colour: RGBColor) -> RGBColor {
    mixed(PAPER, colour, 0.35)
}

fn mixed(from: RGBColor, to: RGBColor, part: f64) -> RGBColor {
    let mix = |from: u8, to: u8| channel(f64::from(from) + (f64::from(to) - f64::from(from)) * part);
    RGBColor(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

#[expect(clippy::as_conversions, reason = "a float becomes the nearest channel, cut at its bounds")]
fn channel(value: f64) -> u8 {
    value.round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::vocabulary::Vocabulary;

    fn grey(colour: RGBColor) -> f64 {
        0.299 * f64::from(colour.0) + 0.587 * f64::from(colour.1) + 0.114 * f64::from(colour.2)
    }

    #[test]
    fn the_scale_gets_darker_all_the_way() {
        let greys: Vec<f64> = (0..=100).map(|step| grey(scale(f64::from(step) / 100.0))).collect();
        assert!(greys.windows(2).all(|pair| pair[0] > pair[1]));
        assert_eq!((scale(-1.0), scale(2.0)), (scale(0.0), scale(1.0)));
    }

    /// Whether two looks differ on a printer without colours: in lightness, or in their hatching.
    fn differ_in_grey(one: Paint, other: Paint) -> bool {
        let apart = |a: RGBColor, b: RGBColor, least: f64| (grey(a) - grey(b)).abs() >= least;
        match (one.hatch, other.hatch) {
            (None, None) => apart(one.fill, other.fill, 25.0),
            (Some(a), Some(b)) => apart(one.fill, other.fill, 25.0) || apart(a, b, 40.0),
            _ => true,
        }
    }

    fn assert_told_apart_in_grey(looks: &[(String, Paint)]) {
        for (index, (name, look)) in looks.iter().enumerate() {
            for (other, beside) in &looks[..index] {
                assert!(differ_in_grey(*look, *beside), "{name} and {other} look alike in grey");
            }
        }
    }

    #[test]
    fn what_stands_side_by_side_is_told_apart_in_grey() {
        let known = Vocabulary::embedded().supply_sources.iter().map(|known| known.id.as_str());
        let sources = known.chain(["unheard-of"]).map(|id| (id.to_owned(), source(id)));
        assert_told_apart_in_grey(&sources.chain([("not known".to_owned(), UNKNOWN)]).collect::<Vec<_>>());
        let days = (0..4).map(|class| (format!("days {class}"), covered(class)));
        assert_told_apart_in_grey(&days.chain([("not known".to_owned(), UNKNOWN)]).collect::<Vec<_>>());
        let operations = [("automatic", MEASURED), ("semi-automatic", SEMI_AUTOMATIC), ("manual", MANUAL)];
        assert_told_apart_in_grey(&operations.map(|(name, paint)| (name.to_owned(), paint)));
        let points = [GAINED, POSSIBLE, BONUS, UNKNOWN].map(|paint| (format!("{paint:?}"), paint));
        assert_told_apart_in_grey(&points);
        assert!(differ_in_grey(LOWER, HIGHER));
    }

    #[test]
    fn the_better_a_level_the_darker_it_is_by_a_step_that_is_seen() {
        let greys: Vec<f64> = (1..=6).map(|rank| grey(level(rank).fill)).collect();
        assert!(greys.windows(2).all(|pair| pair[1] - pair[0] >= 15.0), "{greys:?}");
    }

    /// How a colour is seen without one sort of cones, in linear light: Viénot, Brettel and Mollon (1999).
    fn seen_without(colour: RGBColor, red_cones: bool) -> [f64; 3] {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = [colour.0, colour.1, colour.2].map(linear);
        let (first, third) = match red_cones {
            true => (0.11238 * red + 0.88762 * green, 0.00401 * (red - green) + blue),
            false => (0.29275 * red + 0.70725 * green, -0.02234 * (red - green) + blue),
        };
        [first, first, third]
    }

    /// The distance of two colours in CIELAB.
    fn distance(one: [f64; 3], other: [f64; 3]) -> f64 {
        let lab = |[red, green, blue]: [f64; 3]| {
            let bend = |part: f64| if part > 0.008_856 { part.cbrt() } else { 7.787 * part + 16.0 / 116.0 };
            let x = bend((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
            let y = bend(0.2126 * red + 0.7152 * green + 0.0722 * blue);
            let z = bend((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
            [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
        };
        let squares = lab(one).into_iter().zip(lab(other)).map(|(a, b)| (a - b).powi(2));
        squares.sum::<f64>().sqrt()
    }

    #[test]
    fn readers_who_do_not_tell_red_from_green_tell_the_colours_apart() {
        let lines: Vec<RGBColor> = (0..6).map(series).collect();
        let levels: Vec<RGBColor> = (1..=4).map(|rank| level(rank).fill).collect();
        let plain = ["hydro", "solar", "wind", "gas", "coal", "grid"].map(|id| source(id).fill).to_vec();
        for colours in [lines, levels, plain, vec![LOWER.fill, HIGHER.fill], vec![GAINED.fill, BONUS.fill]] {
            for red_cones in [true, false] {
                let seen: Vec<[f64; 3]> = colours.iter().map(|colour| seen_without(*colour, red_cones)).collect();
                for (index, one) in seen.iter().enumerate() {
                    let near = seen[..index].iter().map(|other| distance(*one, *other)).fold(f64::INFINITY, f64::min);
                    assert!(
                        near >= 10.0,
                        "{:?} is {near:.1} from another without red cones: {red_cones}",
                        colours[index]
                    );
                }
            }
        }
    }

    #[test]
    fn every_source_of_the_vocabulary_has_a_look_of_its_own() {
        let looks: Vec<Paint> = Vocabulary::embedded().supply_sources.iter().map(|known| source(&known.id)).collect();
        for (index, look) in looks.iter().enumerate() {
            assert!(!looks[..index].contains(look));
            assert!(*look != source("unheard-of") && *look != UNKNOWN);
        }
    }
}
