//! A proposed mapping as a table for people.

use super::terminal::paint::{Paint, Tone, drawn};
use super::words::{Words, mapping as words};
use crate::mapping::{NotAMeter, Proposal, ProposedMeter, Target, UnitFrom, word};
use crate::text::Lang;

/// How much of a cell is shown.
const SHOWN: usize = 24;

/// What is proposed for the columns of a file; `width` is the terminal's, left to it where `None`.
pub fn mapping_table(proposal: &Proposal, lang: Lang, colour: bool, width: Option<u16>) -> String {
    let paint = Paint { colour, width };
    let say = |words: Words| words.get(lang);
    let mut text = format!("{}\n\n", facts(proposal, lang));
    let headings = [words::COLUMN, words::METER, words::COUNTS, words::KIND, words::UNIT, words::SAMPLE];
    let mut table = paint.table(&headings.map(say));
    for meter in &proposal.meters {
        let cells = row(meter, lang);
        table.add_row(cells.map(|(cell, tone)| paint.cell(&cell, tone)));
    }
    if !proposal.meters.is_empty() {
        text.push_str(&drawn(&mut table, &[], 0));
    }
    if !proposal.ignored.is_empty() {
        text.push_str(&format!("\n{}\n", paint.bold(say(words::IGNORED))));
        let mut table = paint.table(&[words::COLUMN, words::WHY, words::SAMPLE].map(say));
        for ignored in &proposal.ignored {
            let cells = [ignored.column.as_str(), say(why(ignored.why)), &short(&ignored.sample)];
            table.add_row(cells.map(|cell| paint.cell(cell, Tone::Plain)));
        }
        text.push_str(&drawn(&mut table, &[], 0));
    }
    text
}

fn facts(proposal: &Proposal, lang: Lang) -> String {
    let say = |words: Words| words.get(lang);
    let mut facts = Vec::new();
    let mut add = |label: Words, value: String| facts.push(format!("{}{}{value}", say(label), say(words::COLON)));
    add(words::SHAPE, if proposal.form.keys.is_empty() { say(words::WIDE) } else { say(words::LONG) }.to_owned());
    let time: Vec<&str> = proposal.form.time.iter().chain(&proposal.form.of_day).map(String::as_str).collect();
    add(words::TIME, if time.is_empty() { say(words::NOT_FOUND).to_owned() } else { time.join(" + ") });
    if let Some(value) = &proposal.form.value {
        add(words::KEY, proposal.form.keys.join(" / "));
        add(words::VALUE, value.clone());
    }
    add(words::STEP, proposal.form.step.map_or_else(|| say(words::NOT_FOUND).to_owned(), |step| step.to_string()));
    let more = if proposal.cut { say(words::AT_LEAST) } else { "" };
    add(words::ROWS, format!("{more}{}", proposal.rows));
    facts.join("\n")
}

fn row(meter: &ProposedMeter, lang: Lang) -> [(String, Tone); 6] {
    let say = |words: Words| words.get(lang);
    let plain = |text: String| (text, Tone::Plain);
    let counts = match &meter.counts {
        Target::Boundary(sum) => plain(sum.clone()),
        Target::Supply(source, path) => plain(format!("{source} ({path})")),
        Target::Counted => (say(words::COUNTED).to_owned(), Tone::Doubtful),
        Target::Nothing => (say(words::NOTHING).to_owned(), Tone::Doubtful),
    };
    let unit = match (meter.unit, meter.unit_from) {
        (None, _) => plain(String::new()),
        (Some(unit), UnitFrom::Guessed) => (format!("{unit} {}", say(words::GUESSED)), Tone::Doubtful),
        (Some(unit), UnitFrom::Told | UnitFrom::Cells) => plain(unit.to_string()),
    };
    let sample = meter.sample.iter().map(|cell| short(cell)).collect::<Vec<_>>().join(" | ");
    let kind = plain(word(meter.kind));
    [plain(meter.column.clone()), plain(meter.id.clone()), counts, kind, unit, plain(sample)]
}

fn why(why: NotAMeter) -> Words {
    match why {
        NotAMeter::Empty => words::EMPTY,
        NotAMeter::NoNumbers => words::NO_NUMBERS,
        NotAMeter::Unknown => words::UNKNOWN,
        NotAMeter::UnitOfSomethingElse => words::OTHER_UNIT,
    }
}

fn short(cell: &str) -> String {
    let mut short: String = cell.chars().take(SHOWN).collect();
    if cell.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    short
}
