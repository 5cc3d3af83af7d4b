//! What the words of a heading say about a column.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::facility::manifest::SupplyPath;
use crate::telemetry::{MeteringPoint, Quantity};
use crate::units::{Unit, WrittenUnit};

/// The shipped words, as their file writes them.
const FILE: &str = include_str!("../../assets/mapping-words.toml");

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    // A shipped file: the tests would find no role at all in one that can not be read.
    toml::from_str(FILE).unwrap_or_default()
});

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    #[serde(rename = "role")]
    roles: Vec<Role>,
}

/// What a column most likely is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its name: `time`, or that of the meters proposed for it.
    pub id: String,
    /// The quantity of the boundary that it counts towards.
    pub boundary: Option<String>,
    /// The supply that it counts towards.
    pub supply: Option<RoleSupply>,
    /// What it measures; electricity, where left out.
    #[serde(default = "electricity")]
    pub quantity: Quantity,
    /// Where such a meter mostly sits.
    pub point: Option<MeteringPoint>,
    /// Of the roles of one boundary, only those of the lowest stage that a file has count beside each other.
    #[serde(default)]
    pub stage: u8,
    /// The words by which it is recognised.
    words: Vec<String>,
    /// Words of which one must be there too.
    #[serde(default)]
    also: Vec<String>,
}

/// A source and a path of electricity.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleSupply {
    /// The source.
    pub source: String,
    /// The path.
    pub path: SupplyPath,
}

impl Role {
    /// Whether it is a column that tables have beside their readings.
    pub fn is_of_tables(&self) -> bool {
        ["time", "unit", "value", "key"].contains(&self.id.as_str())
    }
}

const fn electricity() -> Quantity {
    Quantity::Electricity
}

/// What a heading says: the role of its first known word, and the word.
pub fn role_of(heading: &str) -> Option<(&'static Role, &'static str)> {
    found(heading, |_| true)
}

/// What a heading says of a meter, whatever it says of tables: `IT设备用电量` names a device and is a meter.
pub fn meter_role_of(heading: &str) -> Option<(&'static Role, &'static str)> {
    found(heading, |role| !role.is_of_tables())
}

fn found(heading: &str, wanted: impl Fn(&Role) -> bool) -> Option<(&'static Role, &'static str)> {
    let lower = heading.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |word: &str| match word.is_ascii() {
        true => words.contains(&word.to_lowercase().as_str()),
        false => heading.contains(word),
    };
    ROLES.roles.iter().filter(|role| wanted(role)).find_map(|role| {
        let word = role.words.iter().find(|word| has(word))?;
        (role.also.is_empty() || role.also.iter().any(|word| has(word))).then_some((role, word.as_str()))
    })
}

/// The unit that a heading tells, in brackets or at its end: `总用电量(kWh)`, `power_kw`, `IT [MW]`.
pub fn unit_of(heading: &str) -> Option<Unit> {
    let read = |text: &str| WrittenUnit::read(text).ok().and_then(WrittenUnit::unit);
    let brackets = ['(', ')', '（', '）', '[', ']', '【', '】'];
    let parts: Vec<&str> = heading.split(brackets).map(str::trim).collect();
    let bracketed = parts.iter().skip(1).step_by(2).rev().find_map(|part| read(part));
    let last = heading.rsplit(['_', ' ', '/', ',', '-']).next().unwrap_or_default().trim();
    // One letter at the end of a name is more likely the name of a branch than a unit.
    let at_end = || (last.chars().count() > 1).then(|| in_small_letters(last).or_else(|| read(last))).flatten();
    bracketed.or_else(at_end)
}

/// Units that are plain in small letters, as in `facility_mwh`; `mw` is not one of them: it may be milliwatts.
fn in_small_letters(part: &str) -> Option<Unit> {
    let known = [("mwh", Unit::MWh), ("gwh", Unit::GWh), ("gj", Unit::GJ), ("mj", Unit::MJ)];
    known.into_iter().find(|(name, _)| *name == part).map(|(_, unit)| unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_both_languages_tell_their_role() {
        let cases = [
            ("采集时间", "time"),
            ("timestamp", "time"),
            ("总用电量(kWh)", "total"),
            ("1#市电进线有功功率", "intake"),
            ("UPS-A 输出功率(kW)", "ups"),
            ("UPS-A 输入功率(kW)", "ups-input"),
            ("ups_a_input_kw", "ups-input"),
            ("列头柜3功率", "pdu"),
            ("IT设备用电量", "it"),
            ("1#变压器有功功率(kW)", "throughput"),
            ("配电损耗", "distribution"),
            ("it_kw", "it"),
            ("冷水机组用电", "cooling"),
            ("chiller 2", "cooling"),
            ("光伏发电量", "solar"),
            ("water_m3", "water"),
            ("UPS输入功率", "ups-input"),
        ];
        for (heading, role) in cases {
            let found = if role == "time" { role_of(heading) } else { meter_role_of(heading) };
            assert_eq!(found.map(|(role, _)| role.id.as_str()), Some(role), "{heading}");
        }
        assert_eq!(role_of("单位").map(|(role, _)| role.id.as_str()), Some("unit"));
        for heading in ["humidity", "sitting", "备注", "温度"] {
            assert_eq!(role_of(heading).map(|(role, _)| role.id.as_str()), None, "{heading}");
        }
    }

    #[test]
    fn the_unit_of_a_heading_is_read_where_it_is_plain() {
        let cases = [
            ("总用电量(kWh)", Some(Unit::KWh)),
            ("total_kw", Some(Unit::KW)),
            ("IT [MW]", Some(Unit::MW)),
            ("facility_mwh", Some(Unit::MWh)),
            ("用水量（m3）", Some(Unit::M3)),
            ("power_mw", None),
            ("UPS t", None),
            ("pumps_w", None),
            ("补水(t)", Some(Unit::M3)),
            ("timestamp", None),
        ];
        for (heading, unit) in cases {
            assert_eq!(unit_of(heading), unit, "{heading}");
        }
    }
}
