//! What each figure of a pack is, in words, from its place in the pack.

use crate::report::words::standards as words;
use crate::standard::Pack;
use crate::standard::vocabulary::Vocabulary;
use crate::text::{Lang, Text};

/// What the figure at a place is, such as `PUE: no points at`; the place itself where nobody named it.
pub fn about(pack: &Pack, place: &str) -> Text {
    Text::new(in_lang(pack, place, Lang::Zh), in_lang(pack, place, Lang::En))
}

fn in_lang(pack: &Pack, place: &str, lang: Lang) -> String {
    let (kind, rest) = place.split_once('.').unwrap_or((place, ""));
    let (id, part) = rest.split_once('.').unwrap_or((rest, ""));
    let named = match kind {
        "full_score" => Some(words::FULL_SCORE.get(lang).to_owned()),
        "bonus_cap" => Some(words::BONUS_CAP.get(lang).to_owned()),
        "formal_confidence" => Some(words::FORMAL_CONFIDENCE.get(lang).to_owned()),
        "gaps" if rest == "policy" => Some(words::GAP_POLICY.get(lang).to_owned()),
        "gaps" => Some(words::HOLD_MINUTES.get(lang).to_owned()),
        "rounding" => Some(rounding(rest, lang)),
        "clean_sources" => source(id, lang).map(|title| joined(title, words::IS_CLEAN.get(lang), lang)),
        "prerequisite" => {
            let titles = pack.prerequisites.iter().map(|one| (one.id.get_ref(), &one.title));
            titled(titles, id, lang).map(|title| joined(title, &words::bound(part).get(lang), lang))
        }
        "area" => {
            let titles = pack.areas.iter().map(|one| (one.id.get_ref(), &one.title));
            titled(titles, id, lang).map(|title| joined(title, words::POINTS.get(lang), lang))
        }
        "criterion" => {
            let titles = pack.criteria.iter().map(|one| (one.id.get_ref(), &one.title));
            titled(titles, id, lang).map(|title| joined(title, &part_of_criterion(part, lang), lang))
        }
        "level" => {
            let titles = pack.levels.iter().map(|one| (one.id.get_ref(), &one.title));
            titled(titles, id, lang).map(|title| joined(title, &part_of_level(part, lang), lang))
        }
        "system_class" => {
            let titles = pack.system_classes.iter().map(|one| (one.id.get_ref(), &one.title));
            titled(titles, id, lang).map(|title| joined(title, &part_of_class(part, lang), lang))
        }
        _ => None,
    };
    named.unwrap_or_else(|| place.to_owned())
}

fn titled<'a>(mut titles: impl Iterator<Item = (&'a String, &'a Text)>, id: &str, lang: Lang) -> Option<&'a str> {
    titles.find(|(known, _)| *known == id).map(|(_, title)| title.get(lang))
}

fn joined(title: &str, part: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{title}：{part}"),
        Lang::En => format!("{title}: {part}"),
    }
}

fn source(id: &str, lang: Lang) -> Option<&'static str> {
    Vocabulary::embedded().supply_source(id).map(|source| source.title.get(lang))
}

fn indicator(id: &str, lang: Lang) -> String {
    Vocabulary::embedded().indicator(id).map_or_else(|| id.to_owned(), |name| name.title.get(lang).to_owned())
}

fn rounding(rest: &str, lang: Lang) -> String {
    let what = match rest.split_once('.') {
        Some(("indicators", id)) => indicator(id, lang),
        _ if rest == "score" => words::SCORE.get(lang).to_owned(),
        _ => words::POINTS.get(lang).to_owned(),
    };
    joined(&what, words::DECIMALS.get(lang), lang)
}

fn part_of_criterion(part: &str, lang: Lang) -> String {
    if let Some(condition) = part.strip_prefix("only_if.") {
        return format!("{} {}", words::ONLY_IF.get(lang), bound_on(condition, lang));
    }
    match part.split_once('.') {
        None => words::part(part).get(lang).into_owned(),
        Some((row, last)) => {
            let row = match row.split_once('-') {
                Some(("row", number)) => words::row(number, lang),
                Some(("level", level)) => words::level_of_system(level, lang),
                _ => row.to_owned(),
            };
            let last = if last == "points" { words::POINTS.get(lang).into() } else { words::bound(last).get(lang) };
            format!("{row} {last}")
        }
    }
}

fn part_of_level(part: &str, lang: Lang) -> String {
    if part == "score" { words::FROM_SCORE.get(lang).to_owned() } else { bound_on(part, lang) }
}

fn part_of_class(part: &str, lang: Lang) -> String {
    match part.strip_prefix("level-") {
        Some(level) => format!("{} {}", words::level_of_system(level, lang), words::bound("at_least").get(lang)),
        None => format!("{} {part}", words::BENCHMARK.get(lang)),
    }
}

/// `INDICATOR.BOUND` in words.
fn bound_on(condition: &str, lang: Lang) -> String {
    let (id, bound) = condition.rsplit_once('.').unwrap_or((condition, ""));
    format!("{} {}", indicator(id, lang), words::bound(bound).get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Library;

    #[test]
    fn every_figure_of_every_built_in_pack_has_words_in_both_languages() {
        for pack in Library::embedded().unwrap().packs() {
            for figure in pack.figures() {
                let text = about(pack, &figure.place);
                for words in [&text.zh, &text.en] {
                    assert!(
                        !words.contains('_') && !words.contains(&figure.place),
                        "{} {}: {words}",
                        pack.id,
                        figure.place
                    );
                }
                assert!(text.en.is_ascii() || text.en.contains('₂'), "{}", text.en);
            }
        }
    }

    #[test]
    fn a_figure_is_told_by_its_criterion_and_its_part() {
        let library = Library::embedded().unwrap();
        let pack = library.newest("db63t-2223-2023").unwrap();
        assert_eq!(about(pack, "criterion.wue.row-2.at_most").en, "Water usage effectiveness (WUE): row 2 at most");
        assert_eq!(about(pack, "level.1.clean_share.at_least").zh, "一级：清洁能源占比 不低于");
    }
}
