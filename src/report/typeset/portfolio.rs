//! What the typeset report of a portfolio says: the same as its other forms, chapter by chapter.

use super::blocks::of_page;
use super::chapters::path;
use super::document::{Block, Chapter, Document, Form, Inline, Item, Line, SCHEMA};
use super::{issued, language, signatures, template_words};
use crate::report::chart::{Chart, Kind};
use crate::report::dates;
use crate::report::letterhead::Letterhead;
use crate::report::page;
use crate::report::phrase::labelled;
use crate::report::portfolio::{self, PortfolioReport};
use crate::report::terminal::PortfolioRow;
use crate::report::terminal::portfolio::{RowStatus, counts, standings};
use crate::report::words::{
    Words, chart_kinds, charts as c, html as h, portfolio as w, reports as r, typeset as t, year_on_year as y,
};
use crate::text::Lang;

/// So many names or rows stand in the summary, which is to fit on one page; all of them stand in the chapters.
const MOST_IN_SUMMARY: usize = 8;

/// Longer tables of many columns lie on their side.
const MOST_UPRIGHT: usize = 15;

/// The report of a portfolio, whose `portfolio.json` has this hash.
pub(super) fn document(
    report: &PortfolioReport<'_>,
    charts: &[Chart],
    letterhead: Option<&Letterhead>,
    sha256: &str,
    lang: Lang,
) -> Document {
    let telling = Telling { report, charts, lang };
    let (tag, region) = language(lang);
    Document {
        schema: SCHEMA.to_owned(),
        lang: tag.to_owned(),
        region: region.to_owned(),
        words: template_words(lang),
        title: t::PORTFOLIO_TITLE.get(lang).to_owned(),
        subject: t::so_many_facilities(report.rows.len(), lang),
        issued: letterhead.map(|letterhead| issued(letterhead, lang)),
        standing: telling.standing(),
        outcome: counts(report.rows, lang),
        cover: telling.cover(),
        summary: telling.summary(),
        chapters: telling.chapters(),
        signatures: signatures(letterhead, lang),
        annexes: vec![telling.method(), telling.about(sha256)],
    }
}

struct Telling<'a> {
    report: &'a PortfolioReport<'a>,
    charts: &'a [Chart],
    lang: Lang,
}

impl<'a> Telling<'a> {
    fn say(&self, words: Words) -> String {
        words.get(self.lang).to_owned()
    }

    /// That the figures of some standard are not official, where they are not, and that data is synthetic, where any is.
    fn standing(&self) -> Vec<String> {
        let rows = self.report.rows;
        let official = rows.iter().filter_map(PortfolioRow::official).reduce(|one, other| one && other);
        let figures = official.map(|official| if official { r::ALL_OFFICIAL } else { r::REFERENCE });
        let synthetic = rows.iter().any(|row| row.synthetic).then(|| {
            let all = rows.iter().all(|row| row.synthetic || row.status == RowStatus::Unreadable);
            if all { r::SYNTHETIC } else { t::PARTLY_SYNTHETIC }
        });
        figures.into_iter().chain(synthetic).map(|words| self.say(words)).collect()
    }

    /// The periods of the facilities that were read, each once.
    fn periods(&self) -> Vec<String> {
        let none = r::NONE_SIGN.get(self.lang);
        let mut periods: Vec<&str> = self.report.rows.iter().map(|row| row.period.as_str()).collect();
        periods.sort_unstable();
        periods.dedup();
        periods.into_iter().filter(|period| *period != none).map(|period| dates::period(period, self.lang)).collect()
    }

    fn cover(&self) -> Vec<Line> {
        let line = |label: Words, value: String| Line { label: self.say(label), value };
        let read = self.report.rows.len() - self.report.failed.len();
        let mut lines = vec![
            line(h::FACILITIES, t::read_of(read, self.report.rows.len(), self.lang)),
            line(r::PERIOD, self.first(&self.periods().iter().map(String::as_str).collect::<Vec<_>>())),
        ];
        // Each of them says `label: value`.
        let standards = standings(self.report.rows, self.lang).into_iter();
        lines.extend(
            standards
                .filter_map(|standing| standing.split_once(r::COLON.get(self.lang)))
                .map(|(label, value)| Line { label: label.to_owned(), value: value.to_owned() }),
        );
        lines
    }

    /// The first of these and how many more there are.
    fn first(&self, names: &[&str]) -> String {
        let (shown, more) = names.split_at(names.len().min(MOST_IN_SUMMARY));
        let shown = shown.join(r::LIST.get(self.lang));
        if more.is_empty() { shown } else { t::and_more(&shown, more.len(), self.lang) }
    }

    /// One page that says the whole in short: what it is of, the grades, the figures of all, and who could not be read.
    fn summary(&self) -> Vec<Block> {
        let PortfolioReport { rows, together, .. } = self.report;
        let point = |text: String| Item { text: vec![Inline::plain(text)], items: Vec::new() };
        let point_of = |line: &Line| point(labelled(&line.label, &line.value, self.lang));
        let mut items: Vec<Item> = self.cover().iter().map(point_of).collect();
        items.extend(self.standing().into_iter().skip(1).map(point));
        let mut told = vec![Block::List { items }];
        told.extend(under_strong(of_page(portfolio::grades(rows, self.lang))));
        let figures = &together.figures;
        let (shown, more) = figures.split_at(figures.len().min(MOST_IN_SUMMARY));
        let table = portfolio::figures_by_period(shown, self.lang);
        if let Some(table) = table {
            told.push(strong(self.say(h::TOGETHER)));
            told.extend(of_page(vec![table]));
            told.push(plain(self.say(h::TWO_FIGURES)));
        }
        if !more.is_empty() {
            told.push(plain(t::more_periods(more.len(), self.lang)));
        }
        let failed: Vec<&str> = self.report.failed.iter().map(|failed| failed.folder).collect();
        if !failed.is_empty() {
            told.push(strong(self.say(r::UNREADABLE)));
            told.push(plain(self.first(&failed)));
        }
        told
    }

    fn chapters(&self) -> Vec<Chapter> {
        let PortfolioReport { rows, together, failed, .. } = self.report;
        let mut chapters = vec![self.chapter(c::RANKING, Vec::new())];
        chapters.extend(chapters_of(portfolio::facilities(rows, self.lang)).into_iter().map(wide_where_long));
        chapters.push(self.chapter(h::TOGETHER, of_page(portfolio::together(together, self.lang))));
        chapters.extend(chapters_of(portfolio::statistics(rows, together, self.lang)));
        chapters.extend(chapters_of(portfolio::unreadable(failed, self.lang)).into_iter().map(wide_where_long));
        for chart in self.charts {
            let Some(kind) = Kind::named(chart.name) else { continue };
            let caption = chart_kinds::caption(kind);
            let figure = Block::Figure { path: path(chart), caption: self.say(caption), alt: chart.title().to_owned() };
            let titles = chapters_of_chart(kind).iter().map(|title| title.get(self.lang));
            let of_it = |title: &str| chapters.iter().position(|chapter| chapter.title == title);
            match titles.filter_map(of_it).next().and_then(|at| chapters.get_mut(at)) {
                Some(chapter) => chapter.blocks.push(figure),
                None => chapters.push(self.chapter(caption, vec![figure])),
            }
        }
        chapters.into_iter().filter(|chapter| !chapter.blocks.is_empty()).collect()
    }

    fn chapter(&self, title: Words, blocks: Vec<Block>) -> Chapter {
        Chapter { title: self.say(title), blocks, wide: false }
    }

    /// How what is told of all of them is computed.
    fn method(&self) -> Chapter {
        let told = t::METHOD.iter().flat_map(|(heading, text)| {
            [Block::Heading { depth: 1, text: self.say(*heading) }, plain(self.say(*text))]
        });
        self.chapter(t::METHOD_TITLE, told.collect())
    }

    /// What made the report, of which record, and where each facility's own stands.
    fn about(&self, sha256: &str) -> Chapter {
        let hash = vec![
            Inline::plain(labelled(t::RECORD.get(self.lang), "", self.lang)),
            Inline { form: Form::Code, text: sha256.to_owned() },
        ];
        let program = vec![Inline::plain(labelled(r::PROGRAM.get(self.lang), self.report.program, self.lang))];
        let own = vec![Inline::plain(self.say(t::OWN_RECORDS))];
        let items = [program, hash, own].map(|text| Item { text, items: Vec::new() }).to_vec();
        self.chapter(r::ABOUT, vec![Block::List { items }])
    }
}

/// The chapters in the first of which a chart stands: in one of its own where there is none of them.
const fn chapters_of_chart(kind: Kind) -> &'static [Words] {
    match kind {
        Kind::Ranking => &[c::RANKING],
        Kind::GradeCounts => &[w::GRADES],
        Kind::IndicatorSpread => &[w::SPREADS],
        Kind::GroupComparison => &[w::BY_CATEGORY, w::BY_PROVINCE],
        Kind::YearOnYear => &[y::TITLE],
        _ => &[],
    }
}

/// Each heading with what stands below it as a chapter.
fn chapters_of(blocks: Vec<page::Block>) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for block in of_page(blocks) {
        match (block, chapters.last_mut()) {
            (Block::Heading { text: title, .. }, _) => {
                chapters.push(Chapter { title, blocks: Vec::new(), wide: false });
            }
            (block, Some(chapter)) => chapter.blocks.push(block),
            (_, None) => {}
        }
    }
    chapters
}

/// A chapter whose table has many columns lies on its side where it takes pages of its own.
fn wide_where_long(chapter: Chapter) -> Chapter {
    let long = |block: &Block| matches!(block, Block::Table { rows, .. } if rows.len() > MOST_UPRIGHT);
    Chapter { wide: chapter.blocks.iter().any(long), ..chapter }
}

fn plain(text: String) -> Block {
    Block::Paragraph { text: vec![Inline::plain(text)] }
}

fn strong(text: String) -> Block {
    Block::Paragraph { text: vec![Inline { form: Form::Strong, text }] }
}

/// Headings as bold lines: those of the summary are in no table of contents.
fn under_strong(blocks: Vec<Block>) -> impl Iterator<Item = Block> {
    blocks.into_iter().map(|block| match block {
        Block::Heading { text, .. } => strong(text),
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Problem;
    use crate::rating::portfolio::Together;
    use crate::report::chart::samples;
    use crate::report::html::Failed;

    /// A facility that was read, and so many that were not.
    fn told(unread: usize, lang: Lang) -> Document {
        told_of(&[PortfolioRow::of(&samples::rating_of(1.18))], unread, lang)
    }

    fn told_of(read: &[PortfolioRow], unread: usize, lang: Lang) -> Document {
        let problem = Problem::new("no such file");
        let folders: Vec<String> = (1..=unread).map(|at| format!("site-{at}")).collect();
        let mut rows = read.to_vec();
        rows.extend(folders.iter().map(|folder| PortfolioRow::failed(folder, &problem)));
        let report = PortfolioReport {
            rows: &rows,
            together: &Together::default(),
            failed: folders.iter().map(|folder| Failed { folder, problem: &problem }).collect(),
            program: "greengrade 0",
        };
        document(&report, &[], None, "00ff", lang)
    }

    fn rows(document: &Document, title: Words, lang: Lang) -> usize {
        let chapter = document.chapters.iter().find(|chapter| chapter.title == title.get(lang)).unwrap();
        let tables = chapter.blocks.iter().filter_map(|block| match block {
            Block::Table { rows, .. } => Some(rows.len()),
            _ => None,
        });
        tables.sum()
    }

    #[test]
    fn the_chapters_tell_of_every_facility_and_the_summary_of_as_many_as_it_has_room_for() {
        for (lang, subject, unreadable) in [
            (Lang::Zh, "300 个设施", "site-1、site-2、site-3、site-4、site-5、site-6、site-7、site-8 等，另有 291 个"),
            (Lang::En, "300 facilities", "site-1, site-2, site-3, site-4, site-5, site-6, site-7, site-8 and 291 more"),
        ] {
            let document = told(299, lang);
            assert_eq!(document.subject, subject);
            let wide = document.chapters.iter().filter(|chapter| chapter.wide).count();
            assert_eq!(wide, 2, "those of many columns take pages of their own");
            assert_eq!([rows(&document, h::FACILITIES, lang), rows(&document, r::UNREADABLE, lang)], [300, 299]);
            assert_eq!(document.summary.last(), Some(&plain(unreadable.to_owned())));
        }
        let few = told(2, Lang::En);
        assert!(few.chapters.iter().all(|chapter| !chapter.wide));
        assert_eq!(few.summary.last(), Some(&plain("site-1, site-2".to_owned())));
    }

    #[test]
    fn the_standing_of_the_figures_and_of_the_data_is_on_every_page_and_on_the_cover() {
        let document = told(1, Lang::En);
        assert_eq!(document.standing, ["reference profile, not the official table", "synthetic data"]);
        let synthetic = samples::rating_of(1.18);
        let mut real = synthetic.clone();
        real.facility.synthetic = false;
        let partly = told_of(&[PortfolioRow::of(&synthetic), PortfolioRow::of(&real)], 0, Lang::En);
        assert_eq!(partly.standing[1], "the data of some facilities is synthetic");
        let graded = document.cover.iter().find(|line| line.label == "Graded by").unwrap();
        assert!(graded.value.contains("reference profile"), "{graded:?}");
        assert!(document.annexes.iter().any(|annex| annex.title == t::METHOD_TITLE.get(Lang::En)));
    }
}
