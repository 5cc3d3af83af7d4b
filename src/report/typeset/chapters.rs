//! The chapters and annexes of a formal report: which piece stands where.

use super::blocks::{blocks, untitled};
use super::criteria;
use super::document::{Block, Chapter, Inline};
use super::evidence;
use crate::report::chart::{Chart, Kind};
use crate::report::markdown;
use crate::report::phrase::Phrases;
use crate::report::words::{Words, chart_kinds, typeset as t};
use crate::standard::Assessment;

/// What a chapter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Grade,
    Confidence,
    Energy,
    CleanEnergy,
    ItSystems,
    Operation,
    Quality,
}

impl Subject {
    /// The chapter in which a chart of a facility stands; `None` for those of several.
    const fn of_chart(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Scorecard => Some(Self::Grade),
            Kind::Confidence | Kind::Tornado => Some(Self::Confidence),
            Kind::PueByMonth | Kind::PueHeatmap | Kind::PueByCondition => Some(Self::Energy),
            Kind::SupplyByMonth | Kind::HourlyMatch | Kind::CleanMeanings | Kind::EnergyFlow => Some(Self::CleanEnergy),
            Kind::Systems | Kind::LoadLine | Kind::PowerTrace => Some(Self::ItSystems),
            Kind::Maturity | Kind::Incidents | Kind::Automation => Some(Self::Operation),
            Kind::CoverageCalendar => Some(Self::Quality),
            Kind::Ranking
            | Kind::GradeCounts
            | Kind::IndicatorSpread
            | Kind::GroupComparison
            | Kind::YearOnYear
            | Kind::Trend => None,
        }
    }

    /// The chapter of a standard that is not the deciding one; `None` for one that has no chapter of its own.
    fn of_standard(id: &str) -> Option<Self> {
        match id {
            "db63t-clean-energy" => Some(Self::CleanEnergy),
            "db63t-it-efficiency" => Some(Self::ItSystems),
            "db63t-smart-ops" => Some(Self::Operation),
            _ => None,
        }
    }
}

/// What the chapters are made of.
pub(super) struct Making<'a> {
    pub phrases: &'a Phrases<'a>,
    pub charts: &'a [Chart],
}

impl Making<'_> {
    pub fn chapters(&self) -> Vec<Chapter> {
        let p = self.phrases;
        let deciding = p.rating.standards.first();
        let chapters = [
            self.chapter(t::GRADE_EVALUATION, Subject::Grade, deciding.map_or_else(Vec::new, |one| self.grade(one))),
            self.chapter(t::HOW_SURE, Subject::Confidence, untitled(&markdown::confidence(p))),
            self.chapter(
                t::ENERGY_EFFICIENCY,
                Subject::Energy,
                blocks(&(markdown::efficiency(p) + &markdown::months(p))),
            ),
            self.method(t::CLEAN_ENERGY, Subject::CleanEnergy, &markdown::clean_energy(p)),
            self.method(t::IT_SYSTEMS, Subject::ItSystems, &markdown::it_tests(p)),
            self.method(t::OPERATION, Subject::Operation, &markdown::operation(p)),
            self.chapter_of(t::OTHER_STANDARDS, self.others()),
            self.chapter(t::QUALITY, Subject::Quality, blocks(&(markdown::sufficiency(p) + &markdown::findings(p)))),
            self.chapter_of(t::EVIDENCE, evidence::evidence(p)),
        ];
        chapters.into_iter().filter(|chapter| !chapter.blocks.is_empty()).collect()
    }

    pub fn annexes(&self) -> Vec<Chapter> {
        let p = self.phrases;
        let rules = p.rating.standards.first().map_or_else(Vec::new, |deciding| {
            let note = Block::Paragraph { text: vec![Inline::plain(p.say(t::RULES_NOTE))] };
            std::iter::once(note)
                .chain(blocks(&(markdown::criteria_in_full(p, deciding) + &markdown::further(p, deciding))))
                .collect()
        });
        let uncertainty = untitled(&markdown::uncertainty(p));
        let annexes = [
            wide(self.chapter_of(t::FORMULAS, untitled(&markdown::indicators(p)))),
            wide(self.chapter_of(t::RULES, rules)),
            self.chapter_of(crate::report::words::confidence::UNCERTAINTY, uncertainty),
            self.chapter_of(t::SOURCES, blocks(&(markdown::sources(p) + &markdown::about(p)))),
        ];
        annexes.into_iter().filter(|chapter| !chapter.blocks.is_empty()).collect()
    }

    fn chapter_of(&self, title: Words, mut blocks: Vec<Block>) -> Chapter {
        close_up(&mut blocks);
        Chapter { title: self.phrases.say(title).to_owned(), blocks, wide: false }
    }

    /// A chapter with the charts of its subject behind its words.
    fn chapter(&self, title: Words, subject: Subject, mut blocks: Vec<Block>) -> Chapter {
        blocks.extend(self.figures(subject));
        self.chapter_of(title, blocks)
    }

    /// The chapter of a method: its standard's outcome, what was recorded, and its charts. It stands even where there is
    /// nothing, because the four standards are asked for together.
    fn method(&self, title: Words, subject: Subject, recorded: &str) -> Chapter {
        let of_subject = |one: &&Assessment| Subject::of_standard(&one.standard.id) == Some(subject);
        let standards = self.phrases.rating.standards.iter().skip(1).filter(of_subject);
        let mut told: Vec<Block> = standards.flat_map(|one| lifted(&markdown::short(self.phrases, one))).collect();
        told.extend(blocks(recorded));
        told.extend(self.figures(subject));
        if told.is_empty() {
            told.push(Block::Paragraph { text: vec![Inline::plain(self.phrases.say(t::NOT_APPLIED))] });
        }
        self.chapter_of(title, told)
    }

    fn grade(&self, deciding: &Assessment) -> Vec<Block> {
        let mut told = blocks(&markdown::prerequisites_in_full(self.phrases, deciding));
        told.extend(criteria::criteria(self.phrases, deciding));
        told.extend(blocks(&markdown::levels_in_full(self.phrases, deciding)));
        told
    }

    fn others(&self) -> Vec<Block> {
        let others = self.phrases.rating.standards.iter().skip(1);
        let others = others.filter(|one| Subject::of_standard(&one.standard.id).is_none());
        others.flat_map(|one| lifted(&markdown::short(self.phrases, one))).collect()
    }

    fn figures(&self, subject: Subject) -> impl Iterator<Item = Block> {
        let of_subject = move |chart: &&Chart| Kind::named(chart.name).and_then(Subject::of_chart) == Some(subject);
        self.charts.iter().filter(of_subject).map(|chart| {
            let caption =
                Kind::named(chart.name).map_or(chart.name, |kind| self.phrases.say(chart_kinds::caption(kind)));
            Block::Figure { path: path(chart), caption: caption.to_owned(), alt: chart.title().to_owned() }
        })
    }
}

/// The file of a chart beside the template.
pub(super) fn path(chart: &Chart) -> String {
    format!("charts/{}.svg", chart.name)
}

fn wide(chapter: Chapter) -> Chapter {
    Chapter { wide: true, ..chapter }
}

/// Headings that skip a depth are lifted: readers of screens count on one following the other.
fn close_up(blocks: &mut [Block]) {
    let mut before = 0;
    for block in blocks {
        if let Block::Heading { depth, .. } = block {
            *depth = (*depth).min(before + 1);
            before = *depth;
        }
    }
}

/// The blocks of a piece whose headings stand one deeper in Markdown than they do in a chapter.
fn lifted(markdown: &str) -> Vec<Block> {
    let lift = |block| match block {
        Block::Heading { text, .. } => Block::Heading { depth: 1, text },
        other => other,
    };
    blocks(markdown).into_iter().map(lift).collect()
}
