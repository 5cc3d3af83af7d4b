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
const YELLOW: RGBColor = RGBColor(240, 228, 66);
const ORANGE: RGBColor = RGBColor(230, 159, 0);
const VERMILION: RGBColor = RGBColor(213, 94, 0);
const PURPLE: RGBColor = RGBColor(204, 121, 167);
const NAVY: RGBColor = RGBColor(15, 50, 105);
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

/// A source of electricity by its id in the vocabulary; other ids share one look.
pub(super) fn source(id: &str) -> Paint {
    match id {
        "hydro" => Paint::plain(BLUE),
        "solar" => Paint::plain(YELLOW),
        "solar-thermal" => Paint::hatched(YELLOW, VERMILION),
        "wind" => Paint::plain(SKY),
        "biomass" => Paint::plain(GREEN),
        "geothermal" => Paint::plain(VERMILION),
        "ocean" => Paint::hatched(SKY, NAVY),
        "nuclear" => Paint::plain(PURPLE),
        "gas" => Paint::plain(ORANGE),
        "coal" => Paint::plain(RGBColor(45, 45, 45)),
        "storage" => Paint::hatched(PALE, GREEN),
        "grid" => Paint::plain(RGBColor(128, 128, 128)),
        _ => Paint::hatched(PALE, PURPLE),
    }
}

/// A day by the class of its coverage, the best first.
pub(super) fn covered(class: usize) -> Paint {
    match class {
        0 => Paint::plain(RGBColor(165, 205, 232)),
        1 => Paint::plain(RGBColor(214, 232, 245)),
        2 => Paint::hatched(RGBColor(226, 240, 250), SKY),
        _ => Paint::hatched(PAPER, SKY).edged(GREY),
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

    #[test]
    fn every_source_of_the_vocabulary_has_a_look_of_its_own() {
        let looks: Vec<Paint> = Vocabulary::embedded().supply_sources.iter().map(|known| source(&known.id)).collect();
        for (index, look) in looks.iter().enumerate() {
            assert!(!looks[..index].contains(look));
            assert!(*look != source("unheard-of") && *look != UNKNOWN);
        }
    }
}
