//! Which delimiter a text file has, found from its heading and checked against its first rows.

use csv::{ByteRecord, ReaderBuilder};

use super::heading::has_time;
use super::text::Text;
use crate::telemetry::Layout;

/// The usual delimiters, the likeliest first.
const USUAL: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many rows are looked at.
const ROWS: usize = 64;

/// The delimiter of a text, and how many lines stand before its heading.
pub(super) fn dialect(text: &Text<'_>, layout: &Layout) -> (u8, u64) {
    let mut skipped = layout.skipped();
    let mut said = None;
    // Excel writes and reads a first line `sep=;`.
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', byte, b'\r' | b'\n', ..] = text.head.as_slice()
        && skipped == 0
    {
        (said, skipped) = (Some(*byte), 1);
    }
    let delimiter = layout.told_delimiter().or(said);
    let delimiter = delimiter.unwrap_or_else(|| likeliest(after_lines(&text.head, skipped), text.whole, layout));
    (delimiter, skipped)
}

/// The delimiter that parts the heading so that it has the column of the stamps and its rows are as wide as it is.
fn likeliest(head: &[u8], whole: bool, layout: &Layout) -> u8 {
    let mut best = (Merit::default(), b',');
    for delimiter in USUAL {
        let merit = merit(head, whole, delimiter, layout);
        let sure = merit.has_time && merit.parts && merit.even == 100;
        if merit > best.0 {
            best = (merit, delimiter);
        }
        // Under another delimiter the heading could only have the same column by chance.
        if sure {
            break;
        }
    }
    best.1
}

/// The delimiter of a table of which no column is known: the one under which its rows are as wide as its heading.
pub(super) fn likeliest_of_any(head: &[u8], whole: bool) -> u8 {
    let widths = |delimiter: u8| {
        let mut rows = ReaderBuilder::new();
        rows.delimiter(delimiter).has_headers(false).flexible(true).comment(Some(b'#'));
        let rows = rows.from_reader(head).into_byte_records().map_while(Result::ok).take(ROWS);
        rows.map(|row| row.len()).collect::<Vec<usize>>()
    };
    let merit = |delimiter: &u8| {
        let mut widths = widths(*delimiter);
        if !whole {
            widths.pop();
        }
        let heading = widths.first().copied().unwrap_or_default();
        let even = widths.iter().filter(|width| **width == heading).count();
        (heading > 1, even * 100 / widths.len().max(1), heading)
    };
    // The last of equals would win, and what is named first counts first.
    USUAL.into_iter().rev().max_by_key(merit).unwrap_or(b',')
}

/// How well a delimiter fits; what is named first counts first.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Merit {
    has_time: bool,
    parts: bool,
    /// The share of rows as wide as the heading, in steps of a hundredth.
    even: usize,
    columns: usize,
}

fn merit(head: &[u8], whole: bool, delimiter: u8, layout: &Layout) -> Merit {
    let comment = layout.comment_prefix();
    let mut rows = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(head);
    let mut row = ByteRecord::new();
    let mut widths = Vec::new();
    let mut names: Option<Vec<String>> = None;
    while widths.len() < ROWS && matches!(rows.read_byte_record(&mut row), Ok(true)) {
        if comment.is_some_and(|prefix| row.get(0).unwrap_or_default().starts_with(prefix)) {
            continue;
        }
        // The last row is cut where the text goes on; of a long heading its beginning is enough.
        let cut = !whole && usize::try_from(rows.position().byte()).is_ok_and(|byte| byte >= head.len());
        match names {
            None => names = Some(row.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect()),
            Some(_) if cut => {}
            Some(_) => widths.push(row.len()),
        }
    }
    let names = names.unwrap_or_default();
    let even = widths.iter().filter(|width| **width == names.len()).count();
    Merit {
        has_time: has_time(&names, layout),
        parts: names.len() > 1,
        even: even * 100 / widths.len().max(1),
        columns: names.len(),
    }
}

fn after_lines(mut text: &[u8], lines: u64) -> &[u8] {
    for _ in 0..lines {
        let end = text.iter().position(|byte| *byte == b'\n').map_or(text.len(), |end| end + 1);
        text = text.get(end..).unwrap_or_default();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(time: &str) -> Layout {
        toml::from_str(&format!("files = []\nshape = \"wide\"\ntime = \"{time}\"\n")).unwrap()
    }

    fn found(head: &str) -> char {
        char::from(likeliest(head.as_bytes(), true, &layout("time")))
    }

    #[test]
    fn each_usual_delimiter_is_found() {
        for delimiter in [',', ';', '\t', '|'] {
            let table = "time,a,b\n2025-01-01,1,2\n2025-01-02,3,4\n".replace(',', &delimiter.to_string());
            assert_eq!(found(&table), delimiter);
        }
    }

    #[test]
    fn a_delimiter_inside_names_or_numbers_is_not_taken_for_it() {
        assert_eq!(found("time;a;b\n2025-01-01;1,5;2,5\n2025-01-02;3,5;4,5\n"), ';');
        assert_eq!(found("time\tpower (kW, mean)\tb\n2025-01-01\t1\t2\n"), '\t');
        assert_eq!(found("time,\"a;b;c;d\"\n2025-01-01,1\n"), ',');
        assert_eq!(found("name|time|a, b, c, d\nx|2025-01-01|1\n"), '|');
        assert_eq!(found("time\n2025-01-01\n"), ',', "one column has none");
    }

    #[test]
    fn excels_first_line_is_believed() {
        let text = Text::open("sep=;\r\ntime;a\r\n".as_bytes(), &layout("time")).unwrap();
        assert_eq!(dialect(&text, &layout("time")), (b';', 1));
    }
}
