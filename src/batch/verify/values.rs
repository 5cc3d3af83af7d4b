//! The first place at which two ratings differ.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::report::verify::Difference;

/// What is looked at before the rest, as a reader would: what came out before what it came from.
const FIRST: [&str; 6] = ["schema", "facility", "period", "outcome", "standards", "indicators"];

/// The first value that differs, their digests aside; `None` where all values are the same.
pub(super) fn first(recorded: &str, recomputed: &str) -> Option<Difference> {
    let [recorded, recomputed] = [recorded, recomputed].map(|text| {
        let mut object: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
        object.remove("digest");
        Value::Object(object)
    });
    between("", Some(&recorded), Some(&recomputed))
}

fn between(path: &str, recorded: Option<&Value>, recomputed: Option<&Value>) -> Option<Difference> {
    match (recorded, recomputed) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            let keys: BTreeSet<&str> = a.keys().chain(b.keys()).map(String::as_str).collect();
            let keys = FIRST.into_iter().chain(keys);
            keys.map(|key| (key, if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }))
                .find_map(|(key, path)| between(&path, a.get(key), b.get(key)))
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => {
            let mut places = 0..a.len().max(b.len());
            places.find_map(|at| between(&format!("{path}[{at}]"), a.get(at), b.get(at)))
        }
        (recorded, recomputed) if recorded == recomputed => None,
        (recorded, recomputed) => Some(Difference::Value {
            path: path.to_owned(),
            recorded: recorded.cloned(),
            recomputed: recomputed.cloned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(recorded: &Value, recomputed: &Value) -> Option<(String, Option<Value>, Option<Value>)> {
        match first(&recorded.to_string(), &recomputed.to_string())? {
            Difference::Value { path, recorded, recomputed } => Some((path, recorded, recomputed)),
            _ => None,
        }
    }

    #[test]
    fn the_first_place_is_told_with_both_values_and_what_came_out_before_the_rest() {
        let then = json!({"digest": "a", "gaps": {"touched": 1}, "outcome": {"score": 91.5, "reasons": [1, 2]}});
        assert_eq!(at(&then, &then), None);
        let mut now = then.clone();
        now["digest"] = "b".into();
        assert_eq!(at(&then, &now), None);
        now["gaps"]["touched"] = 2.into();
        assert_eq!(at(&then, &now), Some(("gaps.touched".to_owned(), Some(1.into()), Some(2.into()))));
        now["outcome"]["reasons"] = json!([1, 3]);
        assert_eq!(at(&then, &now), Some(("outcome.reasons[1]".to_owned(), Some(2.into()), Some(3.into()))));
        now["outcome"]["reasons"] = json!([1]);
        assert_eq!(at(&then, &now), Some(("outcome.reasons[1]".to_owned(), Some(2.into()), None)));
        now["facility"] = json!({"id": "b"});
        assert_eq!(at(&then, &now), Some(("facility".to_owned(), None, Some(json!({"id": "b"})))));
    }
}
