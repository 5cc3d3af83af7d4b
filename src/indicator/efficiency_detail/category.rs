//! The category of PUE, by where the energy of the IT equipment is metered (ISO/IEC 30134-2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facility::Manifest;
use crate::facility::boundary::signed;
use crate::telemetry::MeteringPoint;
use crate::text::Text;

/// The category of PUE: 1 where IT energy is metered at the output of the UPS, 2 at that of the PDU, 3 at the input of
/// the IT equipment.
///
/// Where the meters of the IT energy sit at different points, the lowest of their categories is that of the PUE: a ratio
/// is no more exact than its least exact part. Meters that are subtracted, as of fans behind a UPS, do not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PueCategory {
    /// 1, 2 or 3; `None` where a meter of the IT energy is at none of the three points.
    pub category: Option<u8>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// Whether the meters' own categories differ, so that the lowest was taken.
    pub mixed: bool,
    /// The meters of the IT energy by their points, in the order of the supply path.
    pub points: Vec<PointMeters>,
}

/// The meters at one point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PointMeters {
    /// The point.
    pub point: MeteringPoint,
    /// Its meters, as the boundary orders them.
    pub meters: Vec<String>,
}

impl PueCategory {
    /// The category of a facility's PUE; `None` where its boundary adds up no IT meter.
    pub fn of(manifest: &Manifest) -> Option<Self> {
        let added = signed(&manifest.boundary.it).into_iter().filter(|(negative, _)| !negative);
        let mut points: Vec<PointMeters> = Vec::new();
        for (_, name) in added {
            let point = manifest.meters.iter().find(|meter| meter.name() == name)?.point;
            match points.iter_mut().find(|known| known.point == point) {
                Some(known) => known.meters.push(name.to_owned()),
                None => points.push(PointMeters { point, meters: vec![name.to_owned()] }),
            }
        }
        points.sort_by_key(|known| known.point);
        let categories: Vec<Option<u8>> = points.iter().map(|known| of_point(known.point)).collect();
        let outside: Vec<&str> = points
            .iter()
            .filter(|known| of_point(known.point).is_none())
            .flat_map(|known| &known.meters)
            .map(String::as_str)
            .collect();
        let known: Option<Vec<u8>> = categories.iter().copied().collect();
        let category = known.and_then(|all| all.into_iter().min());
        let why = category.is_none().then(|| {
            let names = outside.join(", ");
            Text::new(
                format!("IT 计量点 {names} 不在 UPS 输出、PDU 输出或 IT 设备输入处"),
                format!("IT energy is metered by {names}, at none of UPS output, PDU output and IT input"),
            )
        });
        let told = Self { mixed: category.is_some() && points.len() > 1, category, why, points };
        (!told.points.is_empty()).then_some(told)
    }
}

/// The category that a meter at a point gives.
fn of_point(point: MeteringPoint) -> Option<u8> {
    match point {
        MeteringPoint::UpsOutput => Some(1),
        MeteringPoint::PduOutput => Some(2),
        MeteringPoint::ItInput => Some(3),
        MeteringPoint::Utility | MeteringPoint::Generation | MeteringPoint::Plant | MeteringPoint::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(it: &str) -> PueCategory {
        let points = ["ups-output", "ups-output", "pdu-output", "it-input", "utility"];
        let meters = ["ups-a", "ups-b", "pdu", "rack", "grid"].iter().zip(points).map(|(id, point)| {
            format!(
                "[[meter]]\nid = \"{id}\"\nkind = \"power\"\nunit = \"kW\"\npoint = \"{point}\"\ncolumn = \"{id}\"\n"
            )
        });
        let head = "id = \"x\"\nname = { zh = \"x\", en = \"x\" }\nprovince = \"青海\"\ncategory = \"ai\"\nclock = \"+08:00\"\n";
        let text = format!("{head}{}[boundary]\nit = {it}\n", meters.collect::<String>());
        PueCategory::of(&toml::from_str(&text).unwrap()).unwrap()
    }

    #[test]
    fn each_point_has_its_category() {
        for (it, expected) in [("[\"ups-a\", \"ups-b\"]", 1), ("[\"pdu\"]", 2), ("[\"rack\"]", 3)] {
            let told = category(it);
            assert_eq!((told.category, told.mixed, told.why), (Some(expected), false, None), "{it}");
        }
    }

    #[test]
    fn where_points_differ_the_lowest_category_counts_and_is_said_to_be_mixed() {
        let told = category("[\"rack\", \"pdu\"]");
        assert_eq!((told.category, told.mixed), (Some(2), true));
        let told = category("[\"rack\", \"pdu\", \"ups-b\"]");
        assert_eq!((told.category, told.mixed), (Some(1), true));
        let points: Vec<MeteringPoint> = told.points.iter().map(|known| known.point).collect();
        assert_eq!(points, [MeteringPoint::UpsOutput, MeteringPoint::PduOutput, MeteringPoint::ItInput]);
    }

    #[test]
    fn a_meter_that_is_subtracted_does_not_count_and_one_elsewhere_leaves_no_category() {
        let told = category("[\"rack\", \"-ups-a\"]");
        assert_eq!((told.category, told.mixed), (Some(3), false));
        let told = category("[\"rack\", \"grid\"]");
        assert_eq!((told.category, told.mixed), (None, false));
        assert_eq!(
            told.why.unwrap().en,
            "IT energy is metered by grid, at none of UPS output, PDU output and IT input"
        );
    }
}
