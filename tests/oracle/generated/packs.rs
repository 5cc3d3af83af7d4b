//! Standards made up by chance, which the program takes for sound.

use std::fmt::Write;

use super::chance::Chance;

/// Indicators and the figures that they are held against, from low to high.
pub const FIGURES: [(&str, &[&str]); 18] = [
    ("pue", &["1.1", "1.2", "1.25", "1.3", "1.4", "1.5"]),
    ("dcie", &["0.5", "0.625", "0.64", "0.8"]),
    ("clf", &["0.1", "0.15", "0.2", "0.3"]),
    ("wue", &["0.5", "1.6", "2", "2.2", "2.5"]),
    ("erf", &["0", "0.05", "0.1", "0.2"]),
    ("cue", &["0.1", "0.22", "0.23348", "0.26"]),
    ("pue_over_design", &["0.9", "1", "1.05"]),
    ("clean_share", &["0.05", "0.3", "0.5", "0.8", "0.95"]),
    ("renewable_share", &["0.05", "0.3", "0.5", "0.8", "0.95"]),
    ("matched_share", &["0.25", "0.5", "0.75", "0.95"]),
    ("certificate_share", &["0.01", "0.05", "0.1"]),
    ("it_load_use", &["0.3", "0.5", "0.6", "0.8"]),
    ("hour_coverage", &["0.02", "0.05", "0.1", "0.9", "0.95"]),
    ("rack_occupancy", &["0.5", "0.6", "0.75", "0.8"]),
    ("automation_rate", &["0.3", "0.5", "0.75", "0.85"]),
    ("alarm_compression", &["0.25", "0.5", "0.75"]),
    ("mttr", &["1", "2", "4", "8"]),
    ("prediction_f1", &["0.4", "0.5", "0.8"]),
];
const CATEGORIES: [&str; 4] = ["general", "ai", "supercomputing", "finance"];

fn figure(value: &str) -> String {
    format!("{{ value = {value}, basis = \"choice\", source = \"project\" }}")
}

fn word(value: &str) -> String {
    figure(&format!("\"{value}\""))
}

/// An indicator and its figures.
fn indicator(chance: &mut Chance) -> (&'static str, &'static [&'static str]) {
    let last = i64::try_from(FIGURES.len()).unwrap_or(1) - 1;
    let place = usize::try_from(chance.within(0, last)).unwrap_or(0);
    FIGURES.get(place).copied().unwrap_or(("pue", &["1.2"]))
}

/// A bound on an indicator.
fn condition(chance: &mut Chance) -> String {
    let (indicator, figures) = indicator(chance);
    let bound = chance.pick(&["at_most", "below", "at_least", "above"]);
    format!("indicator = \"{indicator}\"\nmust = {{ {bound} = {} }}\n", figure(chance.pick(figures)))
}

/// What standards of one run say of gaps, for they may not differ; mostly nothing.
pub fn gaps(chance: &mut Chance) -> String {
    let minutes = format!("hold_minutes = {}\n", figure(chance.pick(&["30", "60", "240"])));
    match chance.pick(&["", "", "", "exclude", "hold", "bridge"]) {
        "" => String::new(),
        // Where nothing holds on, minutes may be left to the manifest.
        policy if policy != "hold" && chance.once_in(2) => format!("[gaps]\npolicy = {}\n", word(policy)),
        policy => format!("[gaps]\npolicy = {}\n{minutes}", word(policy)),
    }
}

/// A pack; `gaps` is what it says of them, and `built_on` one whose score it takes.
pub fn pack(chance: &mut Chance, id: &str, gaps: &str, built_on: Option<&str>) -> String {
    let full = chance.within(1, 4) * 25;
    let mut text = format!(
        "id = \"{id}\"\ntitle = {{ zh = \"例\", en = \"Sample\" }}\nedition = \"1\"\nnote = {{ zh = \"不是任何标准\", en = \"No standard\" }}\n\
         below = {{ zh = \"未达级\", en = \"Below\" }}\nfull_score = {}\n",
        figure(&full.to_string())
    );
    if chance.once_in(2) {
        let _ = writeln!(text, "bonus_cap = {}", figure(chance.pick(&["1", "2.5", "5"])));
    }
    // A part of a standard has no levels.
    let part = chance.once_in(8);
    if part {
        let _ = writeln!(text, "missing_rows = [{{ zh = \"其余\", en = \"The rest\" }}]");
    }
    text.push_str("[sources.project]\ncitation = { zh = \"例\", en = \"Sample\" }\nread = \"own\"\n");
    text.push_str(gaps);
    rounding(chance, &mut text);
    if chance.once_in(2) {
        text.push_str("[clean_sources]\n");
        for source in chance.some(&["hydro", "wind", "solar", "nuclear"]) {
            let _ = writeln!(text, "{source} = {}", figure("true"));
        }
    }
    for place in 0..chance.within(0, 2) {
        let fail = chance.pick(&["not-rated", "indicative-only", "out-of-scope"]);
        let exempt = if chance.once_in(4) { "exempt = [\"finance\"]\n" } else { "" };
        let _ = write!(
            text,
            "[[prerequisite]]\nid = \"p{place}\"\ntitle = {{ zh = \"例\", en = \"p\" }}\non_fail = \"{fail}\"\n{exempt}{}",
            condition(chance)
        );
    }
    text.push_str("[[area]]\nid = \"all\"\ntitle = { zh = \"全部\", en = \"All\" }\n");
    let count = chance.within(1, 4);
    for place in 0..count {
        // The points of all criteria add up to the full score.
        let points = if place + 1 == count { full - (count - 1) * (full / count) } else { full / count };
        criterion(chance, &mut text, &format!("c{place}"), points, built_on.filter(|_| place == 0));
    }
    if chance.once_in(2) {
        criterion(chance, &mut text, "bonus", -(full / 25), None);
    }
    if !part {
        levels(chance, &mut text, full);
    }
    text
}

fn rounding(chance: &mut Chance, text: &mut String) {
    if !chance.once_in(3) {
        return;
    }
    text.push_str("[rounding]\n");
    for what in chance.some(&["points", "score", "indicators.pue", "indicators.wue"]) {
        let _ = writeln!(text, "{what} = {}", figure(chance.pick(&["0", "1", "2"])));
    }
}

/// A criterion; points below zero are those of a bonus.
fn criterion(chance: &mut Chance, text: &mut String, id: &str, points: i64, built_on: Option<&str>) {
    let missing = chance.pick(&["no-points", "not-rated"]);
    let most = points.abs();
    let _ = write!(
        text,
        "[[criterion]]\nid = \"{id}\"\narea = \"all\"\ntitle = {{ zh = \"例\", en = \"c\" }}\npoints = {}\nwhen_missing = {}\n",
        figure(&most.to_string()),
        word(missing)
    );
    if points < 0 {
        text.push_str("bonus = true\n");
    }
    if chance.once_in(5) {
        let _ = writeln!(text, "for = [\"{}\"]", chance.some(&CATEGORIES).join("\", \""));
    }
    if let Some(other) = built_on {
        let _ = write!(
            text,
            "indicator = \"score.{other}\"\n[criterion.rule.linear]\nzero_at = {}\nfull_at = {}\n",
            figure("0"),
            figure("100")
        );
        return;
    }
    if chance.once_in(8) {
        let _ = write!(text, "[criterion.rule.by-category]\notherwise = {}\n", figure("0"));
        let _ = write!(
            text,
            "[[criterion.rule.by-category.rows]]\ncategory = \"{}\"\npoints = {}\n",
            chance.pick(&CATEGORIES),
            figure(&most.to_string())
        );
        return;
    }
    let (indicator, figures) = indicator(chance);
    let _ = writeln!(text, "indicator = \"{indicator}\"");
    if chance.once_in(4) {
        let _ = write!(text, "[[criterion.only_if]]\n{}", condition(chance));
    }
    let (low, high) = (figures.first().copied().unwrap_or("0"), figures.last().copied().unwrap_or("1"));
    if chance.once_in(2) {
        let (zero, full) = if chance.once_in(2) { (low, high) } else { (high, low) };
        let _ = write!(text, "[criterion.rule.linear]\nzero_at = {}\nfull_at = {}\n", figure(zero), figure(full));
    } else {
        bands(chance, text, figures, most);
    }
}

/// Rows of a rule: the first gives all, and each next one, which fires less strictly, fewer.
fn bands(chance: &mut Chance, text: &mut String, figures: &[&str], most: i64) {
    let falling = chance.once_in(2);
    let bound = match (falling, chance.once_in(2)) {
        (true, true) => "at_most",
        (true, false) => "below",
        (false, true) => "at_least",
        (false, false) => "above",
    };
    let mut figures = chance.some(figures);
    if !falling {
        figures.reverse();
    }
    for (place, at) in figures.iter().enumerate() {
        let part = most >> place.min(60);
        let _ = write!(
            text,
            "[[criterion.rule.bands.rows]]\nwhen = {{ {bound} = {} }}\npoints = {}\n",
            figure(at),
            figure(&if place == 0 { most.to_string() } else { format!("{part}.5") }),
        );
        if part == 0 || place == 2 {
            break;
        }
    }
}

/// Levels by score, by key indicators, or by both; none at all for a standard that only reports.
fn levels(chance: &mut Chance, text: &mut String, full: i64) {
    let count = chance.within(0, 3);
    let scored = chance.once_in(2);
    let required = !scored || chance.once_in(2);
    let (indicator, figures) = indicator(chance);
    let falling = chance.once_in(2);
    let track = if chance.once_in(3) { "track = \"other\"\n" } else { "" };
    for place in 0..count {
        let _ = write!(text, "[[level]]\nid = \"{}\"\ntitle = {{ zh = \"级\", en = \"Level\" }}\n", place + 1);
        if scored {
            let _ = writeln!(text, "score = {}", figure(&format!("{}", full - full / 5 * (place + 1))));
        }
        let step = usize::try_from(place).unwrap_or(0);
        let mut from_strict: Vec<&str> = figures.to_vec();
        if !falling {
            from_strict.reverse();
        }
        if let Some(at) = from_strict.get(step).filter(|_| required) {
            let bound = if falling { "at_most" } else { "at_least" };
            let _ = write!(
                text,
                "[[level.require]]\nindicator = \"{indicator}\"\nmust = {{ {bound} = {} }}\n{track}",
                figure(at)
            );
        }
    }
}
