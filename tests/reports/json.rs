//! `rating.json` and back.

use greengrade::report::json::{from_json, to_json};

use crate::made::{not_rated, rated, refused};

#[test]
fn a_rating_comes_back_from_json_to_the_last_bit() {
    for rating in [rated(), not_rated(), refused()] {
        let bytes = to_json(&rating).unwrap();
        assert_eq!(bytes.last(), Some(&b'\n'));
        let text = String::from_utf8(bytes.clone()).unwrap();
        let back = from_json(&text, "rating.json").unwrap();
        assert_eq!(back, rating);
        assert_eq!(to_json(&back).unwrap(), bytes);
    }
}

#[test]
fn awkward_numbers_come_back_to_the_last_bit() {
    let mut rating = rated();
    for value in [0.1 + 0.2, 1.0 / 3.0, 1e-300, 5e-324, f64::MAX, -0.0, 64_339.530_812_310_5, 1.234_500_000_000_000_1] {
        rating.outcome.score = Some(value);
        let text = String::from_utf8(to_json(&rating).unwrap()).unwrap();
        let back = from_json(&text, "rating.json").unwrap().outcome.score.unwrap();
        assert_eq!(back.to_bits(), value.to_bits(), "{value}");
    }
}
