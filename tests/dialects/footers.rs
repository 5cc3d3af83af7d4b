//! What stands below the data: left out where it can be nothing else, told where it could be a row that was cut.

use crate::{layout, read};

const DATA: &str = "时间,总功率,IT 功率,a\n2025-01-01 00:00,1,2,3\n2025-01-01 01:00,4,5,6\n";

/// How many rows and how many lines of footer a text has, or its problem.
fn found(text: &str, keys: &str) -> Result<(u64, u64), String> {
    let read = read(text.as_bytes(), "a.csv", &layout(keys));
    read.map(|(_, facts)| (facts.rows, facts.footer)).map_err(|problem| problem.to_string())
}

fn line(text: &str) -> String {
    text.rsplit(", ").next().unwrap().trim_end_matches(')').to_owned()
}

#[test]
fn remarks_below_a_blank_line_are_left_out_and_counted() {
    for line_end in ["\n", "\r\n"] {
        let text =
            format!("{DATA}\n(2 rows affected)\n\n\nCompletion time: 2025-10-31T10:35:47\n").replace('\n', line_end);
        assert_eq!(found(&text, ""), Ok((2, 2)), "{text:?}");
    }
}

#[test]
fn a_line_with_one_word_and_all_fields_is_left_out() {
    assert_eq!(found(&format!("{DATA}说明：单位千瓦,,,\n"), ""), Ok((2, 1)));
    assert_eq!(found(&format!("{DATA},,,\n,,,\n"), ""), Ok((2, 0)), "a row without a word is no row");
}

#[test]
fn a_row_that_was_cut_is_never_taken_for_a_footer() {
    let full = "2025-01-01 02:00,7,8,9";
    for end in 1..full.len() - 1 {
        let text = format!("{DATA}{}", &full[..end]);
        let error = found(&text, "").unwrap_err();
        assert_eq!(line(&error), "row 4", "{text:?}: {error}");
    }
    // With blank lines between all rows a blank line parts nothing.
    let spaced = format!("{DATA}2025-01-01 02:0").replace('\n', "\n\n");
    assert_eq!(line(&found(&spaced, "").unwrap_err()), "row 7");
    // A whole stamp is data, whatever comes before it.
    assert_eq!(line(&found(&format!("{DATA}\n2025-01-01 02:00,7"), "").unwrap_err()), "row 5");
}

#[test]
fn what_looks_like_a_footer_and_is_followed_by_data_is_a_fault() {
    assert!(found(&format!("{DATA}\nremark\n2025-01-01 02:00,7,8,9\n"), "").unwrap_err().contains("row 5"));
    assert!(found(&format!("{DATA}remark,,,\n2025-01-01 02:00,7,8,9\n"), "").unwrap_err().contains("row 4"));
}

#[test]
fn rows_that_are_told_are_left_out_whatever_they_hold() {
    let text = format!("{DATA}合计,5,7,9\n平均,2.5,3.5,4.5\n");
    assert!(found(&text, "").is_err());
    assert_eq!(found(&text, "footer_rows = 2"), Ok((2, 2)));
    assert_eq!(
        found(&text, "footer_rows = 4").unwrap_err().split(" (").next(),
        Some("the file has a heading and no rows")
    );
}
