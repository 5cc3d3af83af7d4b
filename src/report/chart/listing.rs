//! The kinds of charts, a line each.

use super::{DrawnFrom, Kind, rating_chart};
use crate::rating::Rating;
use crate::report::terminal::paint::{Paint, Tone, drawn};
use crate::report::words::chart_kinds as w;
use crate::text::Lang;

/// The kinds as a table for a terminal of so many columns; with a rating, it tells which can be drawn of it and why
/// others can not.
pub fn listing(rating: Option<&Rating>, lang: Lang, width: Option<u16>) -> String {
    let paint = Paint { colour: false, width };
    let last = if rating.is_some() { w::CAN_BE_DRAWN } else { w::DRAWN_FROM };
    let mut table = paint.table(&[w::KIND, w::SHOWS, last].map(|words| words.get(lang)));
    for kind in Kind::ALL {
        let from = match rating {
            Some(rating) if kind.drawn_from() == DrawnFrom::Rating => match rating_chart(kind, rating, lang) {
                Some(_) => w::YES.get(lang),
                None => kind.why_not(rating, lang),
            },
            _ => w::from(kind.drawn_from()).get(lang),
        };
        table.add_row([kind.name(), kind.shows(lang), from].map(|text| paint.cell(text, Tone::Plain)));
    }
    drawn(&mut table, &[], 0)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn every_kind_has_a_line_that_says_what_it_is_drawn_from() {
        for lang in [Lang::Zh, Lang::En] {
            let told = listing(None, lang, Some(200));
            assert_eq!(told.lines().count(), 2 + Kind::ALL.len(), "{told}");
            for (line, kind) in told.lines().skip(2).zip(Kind::ALL) {
                assert!(line.starts_with(kind.name()) && line.contains(kind.shows(lang)), "{line}");
                assert!(line.ends_with(w::from(kind.drawn_from()).get(lang)), "{line}");
            }
        }
    }

    #[test]
    fn of_a_rating_it_says_what_can_be_drawn_and_why_the_rest_can_not() {
        let told = listing(Some(&samples::rating_of(1.18)), Lang::En, Some(200));
        let line = |name: &str| told.lines().find(|line| line.starts_with(name)).unwrap();
        assert!(line("scorecard").ends_with("  yes"), "{told}");
        assert!(line("incidents-by-month").ends_with("no log of faults is handed in"), "{told}");
        assert!(line("trend").ends_with("`compare --chart` draws it"), "{told}");
        let refused = listing(Some(&samples::refused(0.8)), Lang::En, Some(200));
        let scorecard = refused.lines().find(|line| line.starts_with("scorecard")).unwrap();
        assert!(scorecard.ends_with("nothing was judged"), "{refused}");
    }
}
