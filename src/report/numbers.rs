//! Numbers as people read them. Rounding happens here and nowhere else: grades are decided on full precision.

use super::words::{compare, reports};
use crate::standard::vocabulary::{IndicatorKind, Vocabulary};
use crate::text::Lang;

/// The most decimals that are ever shown, enough to tell any two values apart that a person cares about.
const MOST_DECIMALS: usize = 9;

/// A number with so many decimals; never `-0`.
pub fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.chars().all(|c| matches!(c, '0' | '.')) => digits.to_owned(),
        _ => text,
    }
}

/// A number with a space between its thousands and no decimals, as for energies: `12 345 678`.
pub fn grouped(value: f64) -> String {
    in_groups(&fixed(value, 0))
}

/// A count with a space between its thousands.
pub fn count(count: u64) -> String {
    in_groups(&count.to_string())
}

fn in_groups(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let mut grouped = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// Points: one decimal.
pub fn points(value: f64) -> String {
    fixed(value, 1)
}

/// Points of so many that there are at most: where that is one, and stands for a whole row, two decimals.
pub fn points_of(value: f64, most: f64) -> String {
    fixed(value, if most > 1.0 { 1 } else { 2 })
}

/// An amount: whole and grouped where it is large, otherwise with as many decimals as tell it, four at most.
pub fn amount(value: f64) -> String {
    if value.abs() >= 10_000.0 { grouped(value) } else { trimmed(fixed(value, 4)) }
}

/// A share from 0 to 1, in percent.
pub fn percent(share: f64) -> String {
    format!("{} %", fixed(share * 100.0, 1))
}

/// A probability in percent; what is nearly certain or nearly impossible is never shown as if it were.
pub fn chance(probability: f64) -> String {
    match fixed(probability * 100.0, 1).as_str() {
        "100.0" => if probability < 1.0 { "> 99.9 %" } else { "100 %" }.to_owned(),
        "0.0" => if probability > 0.0 { "< 0.1 %" } else { "0 %" }.to_owned(),
        shown => format!("{shown} %"),
    }
}

/// A figure as a pack writes it, without needless zeros: `1.5`, `0.95`, `20000`.
pub fn plain(figure: f64) -> String {
    trimmed(fixed(figure, MOST_DECIMALS))
}

fn trimmed(text: String) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// The value of an indicator in its customary form, without its unit: shares in percent, ratios with three decimals.
pub fn indicator(id: &str, value: f64, lang: Lang) -> String {
    beside(id, value, value, lang)
}

/// The value of an indicator with as many decimals as show on which side of a figure it lies: 1.2000001 beside 1.2 is
/// not shown as 1.200.
pub fn beside(id: &str, value: f64, figure: f64, lang: Lang) -> String {
    beside_all(id, value, &[figure], lang)
}

/// The value of an indicator with as many decimals as show on which side of each of the figures it lies.
pub fn beside_all(id: &str, value: f64, figures: &[f64], lang: Lang) -> String {
    let Form { scale, decimals, sign, whole } = match form(id) {
        Some(form) => form,
        None => return yes_no(value, lang).to_owned(),
    };
    let hides = |decimals: usize, figure: f64| {
        value.to_bits() != figure.to_bits() && fixed(value * scale, decimals) == fixed(figure * scale, decimals)
    };
    let tells = |decimals: &usize| !figures.iter().any(|figure| hides(*decimals, *figure));
    let decimals = (decimals..MOST_DECIMALS).find(tells).unwrap_or(MOST_DECIMALS);
    let text = fixed(value * scale, decimals);
    format!("{}{sign}", if whole { trimmed(text) } else { text })
}

/// The value of an indicator for a sum that a reader may do again: two decimals more than customary, without needless
/// zeros, and as many more as show on which side of the figures it lies.
pub fn for_arithmetic(id: &str, value: f64, figures: &[f64], lang: Lang) -> String {
    let Some(Form { scale, decimals, sign, .. }) = form(id) else { return yes_no(value, lang).to_owned() };
    let customary = beside_all(id, value, figures, lang);
    let longer = trimmed(fixed(value * scale, decimals + 2));
    let shown = customary.trim_end_matches(sign);
    if shown.len() > fixed(value * scale, decimals + 2).len() { customary } else { format!("{longer}{sign}") }
}

/// By how much an indicator, or the score, changed: with its sign, and a decimal more than the value itself.
pub fn change(id: &str, change: f64, lang: Lang) -> String {
    let sign = if change < -1e-12 { "−" } else { "+" };
    let size = size(id, change.abs(), lang);
    // What rounds to nothing and is not nothing has a size, however small; what doubles leave behind has none.
    let hidden = change.abs() > 1e-12 && size.chars().all(|c| !('1'..='9').contains(&c));
    if hidden { format!("≈ {size}") } else { format!("{sign}{size}") }
}

/// How large a difference of an indicator or the score is, of shares in percentage points.
pub fn size(id: &str, size: f64, lang: Lang) -> String {
    match form(id) {
        Some(Form { scale, decimals, sign, .. }) => {
            let text = fixed(size * scale, decimals + 1);
            if sign.is_empty() { text } else { compare::percentage_points(&text, lang) }
        }
        None => fixed(size, 0),
    }
}

/// A value with its expanded uncertainty and its unit, such as `1.290 ± 0.023` or `(92.31 ± 0.42) %`: the uncertainty with
/// two significant digits and the value to the same place (JCGM 100, 7.2.6), or as far as shows on which side of each of
/// the figures it lies.
pub fn with_expanded(id: &str, value: f64, expanded: f64, figures: &[f64], unit: &str, lang: Lang) -> String {
    let with_unit = |text: &str, sign: &str| format!("{text}{sign} {unit}").trim_end().to_owned();
    let Some(Form { scale, sign, .. }) = form(id) else { return yes_no(value, lang).to_owned() };
    let Some(place) = second_digit(expanded * scale) else {
        return with_unit(&beside_all(id, value, figures, lang), "");
    };
    let shown = |value: f64, place: i32| to_place(value * scale, place);
    let hides =
        |figure: &f64, place: i32| figure.to_bits() != value.to_bits() && shown(*figure, place) == shown(value, place);
    let tells = |place: &i32| !figures.iter().any(|figure| hides(figure, *place));
    let finest = i32::try_from(MOST_DECIMALS).unwrap_or(place);
    let finer = (place..finest).find(tells).unwrap_or(place);
    let both = format!("{} ± {}", shown(value, finer), shown(expanded, place));
    if sign.is_empty() && unit.is_empty() { both } else { with_unit(&format!("({both})"), sign) }
}

/// A value, without its unit, to the place of the second significant digit of its uncertainty; in its customary form where
/// it has none.
pub fn as_sure_as(id: &str, value: f64, uncertainty: f64, lang: Lang) -> String {
    match form(id).and_then(|form| Some((second_digit(uncertainty * form.scale)?, form))) {
        Some((place, Form { scale, sign, .. })) => format!("{}{sign}", to_place(value * scale, place)),
        None => indicator(id, value, lang),
    }
}

/// By how much an uncertainty moves an indicator, with two significant digits; of shares in percentage points.
pub fn two_digits(id: &str, size: f64, lang: Lang) -> String {
    match form(id).and_then(|form| Some((second_digit(size * form.scale)?, form))) {
        Some((place, Form { scale, sign: "", .. })) => to_place(size * scale, place),
        Some((place, Form { scale, .. })) => compare::percentage_points(&to_place(size * scale, place), lang),
        None => fixed(size, 0),
    }
}

/// The place of a number's second significant digit, behind the decimal point where it is above 0: 3 of 0.0229, −2 of
/// 4521. `None` for what has no digits.
fn second_digit(number: f64) -> Option<i32> {
    let written = format!("{number:.1e}");
    let exponent: i32 = written.split_once('e')?.1.parse().ok()?;
    (number > 0.0).then_some(1 - exponent)
}

/// A number rounded to a place.
fn to_place(number: f64, place: i32) -> String {
    match usize::try_from(place) {
        Ok(decimals) if decimals > 0 => fixed(number, decimals),
        _ => {
            let unit = 10_f64.powi(-place);
            grouped((number / unit).round() * unit)
        }
    }
}

/// How numbers of a kind are shown.
struct Form {
    /// Times what.
    scale: f64,
    decimals: usize,
    /// What stands behind.
    sign: &'static str,
    /// Whether whole numbers stand without decimals, as counts do.
    whole: bool,
}

/// `None` for yes or no.
fn form(id: &str) -> Option<Form> {
    let form = |scale, decimals, sign, whole| Some(Form { scale, decimals, sign, whole });
    match kind(id) {
        IndicatorKind::YesNo => None,
        IndicatorKind::Share => form(100.0, 1, " %", false),
        IndicatorKind::Ratio => form(1.0, 3, "", false),
        IndicatorKind::Amount if id.starts_with("score") => form(1.0, 1, "", false),
        IndicatorKind::Amount => form(1.0, 2, "", true),
    }
}

/// A figure that an indicator is held against, in the indicator's customary form, without needless zeros.
pub fn figure(id: &str, figure: f64, lang: Lang) -> String {
    match kind(id) {
        IndicatorKind::YesNo => yes_no(figure, lang).to_owned(),
        IndicatorKind::Share => format!("{} %", plain(figure * 100.0)),
        IndicatorKind::Ratio | IndicatorKind::Amount => plain(figure),
    }
}

/// The unit to write behind an indicator's value: none for shares and for yes or no.
pub fn unit(id: &str) -> &'static str {
    match Vocabulary::embedded().indicator(id) {
        Some(name) if !matches!(name.kind, IndicatorKind::Share | IndicatorKind::YesNo) && name.unit != "1" => {
            &name.unit
        }
        _ => "",
    }
}

/// Scores and classes of systems are not in the vocabulary: plain amounts.
fn kind(id: &str) -> IndicatorKind {
    Vocabulary::embedded().indicator(id).map_or(IndicatorKind::Amount, |name| name.kind)
}

fn yes_no(value: f64, lang: Lang) -> &'static str {
    if value > 0.5 { reports::YES.get(lang) } else { reports::NO.get(lang) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indicators_are_shown_in_their_customary_form() {
        assert_eq!(indicator("pue", 1.234_56, Lang::Zh), "1.235");
        assert_eq!(indicator("clean_share", 0.923_4, Lang::En), "92.3 %");
        assert_eq!(indicator("no_violation", 1.0, Lang::Zh), "是");
        assert_eq!(indicator("score.db63t-smart-ops", 81.25, Lang::En), "81.2");
        assert_eq!(indicator("racks_installed", 1300.0, Lang::En), "1300");
        assert_eq!(indicator("mttr", 1.25, Lang::En), "1.25");
        assert_eq!(figure("pue", 1.5, Lang::En), "1.5");
        assert_eq!(figure("clean_share", 0.95, Lang::En), "95 %");
        assert_eq!((unit("wue"), unit("clean_share"), unit("no_violation")), ("L/kWh", "", ""));
    }

    #[test]
    fn a_value_just_beyond_a_figure_is_shown_with_the_decimals_that_tell() {
        assert_eq!(beside("pue", 1.200_000_1, 1.2, Lang::En), "1.2000001");
        assert_eq!(beside("pue", 1.2, 1.2, Lang::En), "1.200");
        assert_eq!(beside("clean_share", 0.799_999, 0.8, Lang::En), "79.9999 %");
    }

    #[test]
    fn a_value_between_two_figures_is_shown_apart_from_both() {
        assert_eq!(beside_all("pue", 1.199_99, &[1.2, 1.1], Lang::En), "1.19999");
        assert_eq!(beside_all("score", 89.97, &[90.0, 80.0], Lang::En), "89.97");
        assert_eq!(beside_all("hour_coverage", 0.999_9, &[0.95, 1.0], Lang::En), "99.99 %");
        assert_eq!(beside_all("pue", 1.25, &[], Lang::En), "1.250");
    }

    #[test]
    fn a_sum_can_be_done_again_from_what_is_shown() {
        assert_eq!(for_arithmetic("pue", 1.184_231_7, &[1.5], Lang::En), "1.18423");
        assert_eq!(for_arithmetic("clean_share", 0.5, &[0.05], Lang::En), "50 %");
        assert_eq!(for_arithmetic("pue", 1.100_000_1, &[1.1], Lang::En), "1.1000001");
    }

    #[test]
    fn a_change_has_its_sign_and_a_decimal_more_than_the_value_and_never_hides() {
        assert_eq!(change("pue", -0.05, Lang::En), "−0.0500");
        assert_eq!(change("clean_share", 0.034_6, Lang::En), "+3.46 pp");
        assert_eq!(change("clean_share", 0.034_6, Lang::Zh), "+3.46 个百分点");
        assert_eq!(
            (change("score", 0.0, Lang::En), change("score", 0.001, Lang::En)),
            ("+0.00".into(), "≈ 0.00".into())
        );
        assert_eq!(change("score", -1e-15, Lang::En), "+0.00");
    }

    #[test]
    fn an_amount_is_as_long_as_it_needs_to_be() {
        assert_eq!((points_of(0.33, 1.0), points_of(0.33, 2.0)), ("0.33".into(), "0.3".into()));
        assert_eq!(amount(12_345.6), "12\u{202f}346");
        assert_eq!((amount(0.5366), amount(1300.0), amount(12.0)), ("0.5366".into(), "1300".into(), "12".into()));
    }

    #[test]
    fn what_is_nearly_certain_is_not_shown_as_certain() {
        let shown = [0.0, 0.000_01, 0.000_5, 0.812, 0.5, 0.999_4, 0.999_6, 1.0].map(chance);
        assert_eq!(shown, ["0 %", "< 0.1 %", "0.1 %", "81.2 %", "50.0 %", "99.9 %", "> 99.9 %", "100 %"]);
    }

    #[test]
    fn an_expanded_uncertainty_has_two_digits_and_its_value_the_same_places() {
        let told = |id: &str, value: f64, expanded: f64| with_expanded(id, value, expanded, &[], unit(id), Lang::En);
        assert_eq!(with_expanded("pue", 1.3, 0.0229, &[], "", Lang::En), "1.300 ± 0.023");
        assert_eq!(with_expanded("pue", 1.3, 0.0996, &[], "", Lang::En), "1.30 ± 0.10");
        assert_eq!(told("clean_share", 0.923_14, 0.004_21), "(92.31 ± 0.42) %");
        assert_eq!(told("wue", 1.104, 0.02), "(1.104 ± 0.020) L/kWh");
        assert_eq!(with_expanded("score", 81_234.0, 4_521.0, &[], "", Lang::En), "81\u{202f}200 ± 4\u{202f}500");
        assert_eq!(with_expanded("pue", 1.3, 0.0, &[], "", Lang::En), "1.300", "nothing moves it");
    }

    #[test]
    fn a_value_is_told_as_far_as_it_is_sure() {
        let told = |id: &str, value: f64, uncertainty: f64| as_sure_as(id, value, uncertainty, Lang::Zh);
        assert_eq!([told("pue", 1.278_34, 0.011_4), told("pue", 1.3, 0.0)], ["1.278", "1.300"]);
        assert_eq!(
            [two_digits("pue", 0.005_61, Lang::En), two_digits("erf", 0.005_61, Lang::En)],
            ["0.0056", "0.56 pp"]
        );
        assert_eq!([told("score", 87.654, 1.3), told("clean_share", 0.9, 0.000_04)], ["87.7", "90.0000 %"]);
    }

    #[test]
    fn a_value_with_its_uncertainty_never_seems_to_lie_on_the_other_side_of_a_figure() {
        assert_eq!(with_expanded("pue", 1.300_04, 0.023, &[1.3], "", Lang::En), "1.30004 ± 0.023");
        assert_eq!(with_expanded("pue", 1.3, 0.023, &[1.3], "", Lang::En), "1.300 ± 0.023");
    }

    #[test]
    fn nothing_is_shown_as_less_than_zero_that_rounds_to_it() {
        assert_eq!(fixed(-0.000_1, 2), "0.00");
        assert_eq!(grouped(-1_234_567.4), "-1\u{202f}234\u{202f}567");
        assert_eq!(plain(20_000.0), "20000");
    }
}
