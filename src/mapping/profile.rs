//! A proposal as a mapping file, with what a person has to look at said beside each meter.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::proposal::{NotAMeter, Proposal, ProposedMeter, Target, UnitFrom};
use crate::telemetry::{Kind, Layout, Quantity};

/// What stands at the head of every mapping.
const HEAD: &str = "\
# A mapping: which column of an operator's files is which meter. Facilities whose files are alike share it: in the
# facility.toml of each, write
#     [[mapping]]
#     file = \"…\"        # this file, relative to the facility's folder
#     sha256 = \"…\"      # optional: the mapping must be this one and no other
# 映射：运营方文件的哪一列是哪个计量点；文件格式相同的设施可共用。在各设施的 facility.toml 中以 [[mapping]] 引用。
#
# It is a proposal: compare it with the files, mend it, and then write `reviewed = true`.
# 本文件为建议稿：请与原始文件核对、修改，然后写 reviewed = true。
";

/// The text of the mapping that a proposal makes of a file called `file`; `layout` is how the file was read.
pub fn profile(proposal: &Proposal, file: &str, layout: &Layout) -> String {
    let mut text = format!("{HEAD}reviewed = false\n");
    block(&mut text, proposal, file, layout);
    for meter in &proposal.meters {
        one_meter(&mut text, proposal, meter);
    }
    boundary(&mut text, proposal);
    text
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn list<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| quoted(name.as_ref())).collect();
    format!("[{}]", names.join(", "))
}

/// Writes a line; writing into a text can not fail.
fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    let _never = writeln!(text, "{line}");
}

fn block(text: &mut String, proposal: &Proposal, file: &str, layout: &Layout) {
    line(text, format_args!("\n[[telemetry]]"));
    line(text, format_args!("# 各设施文件夹下的路径或通配符 / paths or globs below each facility's folder"));
    line(text, format_args!("files = {}", list([file])));
    line(text, format_args!("shape = {}", quoted(&word(proposal.form.shape))));
    match &proposal.form.time {
        Some(date) if proposal.form.of_day.is_some() => {
            line(text, format_args!("time = {}", list(std::iter::once(date).chain(&proposal.form.of_day))));
        }
        Some(time) => line(text, format_args!("time = {}", quoted(time))),
        None => line(text, format_args!("time = \"\" # 未找到时间列，请填写 / no column of stamps was found: name it")),
    }
    match proposal.form.keys.as_slice() {
        [] => {}
        [key] => line(text, format_args!("meter = {}", quoted(key))),
        keys => line(text, format_args!("meter = {}", list(keys))),
    }
    if let Some(value) = &proposal.form.value {
        line(text, format_args!("value = {}", quoted(value)));
    }
    let told = [
        ("delimiter", &layout.delimiter),
        ("encoding", &layout.encoding),
        ("comment", &layout.comment),
        ("sheet", &layout.sheet),
    ];
    for (key, value) in told {
        if let Some(value) = value {
            line(text, format_args!("{key} = {}", quoted(value.get_ref())));
        }
    }
    if let Some(rows) = &layout.skip_rows {
        line(text, format_args!("skip_rows = {}", rows.get_ref()));
    }
    let (unwanted, unknown): (Vec<_>, Vec<_>) =
        proposal.ignored.iter().partition(|ignored| [NotAMeter::Empty, NotAMeter::NoNumbers].contains(&ignored.why));
    if !unwanted.is_empty() {
        line(text, format_args!("# 没有数值的列 / columns without numbers"));
        line(text, format_args!("ignore = {}", list(unwanted.iter().map(|ignored| &ignored.column))));
    }
    if !unknown.is_empty() {
        // Left out of `ignore`, so that a rating goes on telling of them until a person has decided.
        line(
            text,
            format_args!("# 未能判断的列，请补为计量点或列入 ignore / not understood: make them meters, or list them"),
        );
        line(text, format_args!("# under ignore: {}", list(unknown.iter().map(|ignored| &ignored.column))));
    }
}

fn one_meter(text: &mut String, proposal: &Proposal, meter: &ProposedMeter) {
    line(text, format_args!("\n[[meter]]"));
    line(text, format_args!("# 例 / e.g. {}", meter.sample.join(" | ").replace(char::is_control, " ")));
    match meter.counts {
        Target::Boundary(_) | Target::Supply(..) => {}
        Target::Counted => {
            line(
                text,
                format_args!(
                    "# 未计入边界：同一用量已由其他表代表，请核对 / does not count: other meters stand for it"
                ),
            );
        }
        Target::Nothing => line(text, format_args!("# 尚未计入边界 / counts towards nothing yet")),
    }
    line(text, format_args!("id = {}", quoted(&meter.id)));
    line(text, format_args!("column = {}", quoted(&meter.column)));
    if meter.quantity != Quantity::Electricity {
        line(text, format_args!("quantity = {}", quoted(&word(meter.quantity))));
    }
    line(text, format_args!("kind = {}", quoted(&word(meter.kind))));
    if let Some(unit) = meter.unit {
        let guessed = match meter.unit_from {
            UnitFrom::Guessed => " # 推测，请核对 / guessed: check it",
            UnitFrom::Told | UnitFrom::Cells => "",
        };
        line(text, format_args!("unit = {}{guessed}", quoted(unit.name())));
    }
    line(text, format_args!("point = {}", quoted(&word(meter.point))));
    times(text, proposal, meter);
    if let [first, second] = meter.states.as_slice() {
        line(text, format_args!("# 请核对哪一个为“开” / check which of the two is on"));
        line(text, format_args!("on = {}\noff = {}", list([first]), list([second])));
    }
}

/// What the distance of the rows has to do with a meter.
fn times(text: &mut String, proposal: &Proposal, meter: &ProposedMeter) {
    let unknown = "\"1h\" # 无法判定，请填写 / could not be found: fill it in";
    match (meter.kind, proposal.form.step) {
        (Kind::Interval, Some(step)) => {
            line(text, format_args!("interval = {}", quoted(&step.to_string())));
            let ends = proposal.form.time.as_deref().is_some_and(|time| ENDS.iter().any(|word| time.contains(word)));
            let (side, other) = if ends { ("end", "start") } else { ("start", "end") };
            line(
                text,
                format_args!("stamp = {} # 时标在区间的起点还是终点，请核对 / or {other}: check it", quoted(side)),
            );
        }
        (Kind::Interval, None) => line(text, format_args!("interval = {unknown}")),
        (Kind::Power | Kind::State, Some(step)) if step.nominal_nanos() > QUARTER => {
            line(text, format_args!("max_gap = {}", quoted(&step.to_string())));
        }
        (Kind::Power | Kind::State | Kind::Counter, _) => {}
    }
}

/// Words of a column of stamps at the ends of intervals.
const ENDS: [&str; 4] = ["end", "止", "结束", "截至"];

/// How long a reading holds where a manifest does not say, in nanoseconds.
const QUARTER: i64 = 15 * 60 * 1_000_000_000;

/// The word by which manifests call a kind, a point, a quantity or a shape: the one that reads them.
pub fn word(value: impl Serialize) -> String {
    toml::Value::try_from(value).ok().and_then(|value| Some(value.as_str()?.to_owned())).unwrap_or_default()
}

fn boundary(text: &mut String, proposal: &Proposal) {
    let mut sums: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut supplies: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for meter in &proposal.meters {
        match &meter.counts {
            Target::Boundary(sum) => sums.entry(sum).or_default().push(&meter.id),
            Target::Supply(source, path) => supplies.entry((source, path)).or_default().push(&meter.id),
            Target::Counted | Target::Nothing => {}
        }
    }
    line(text, format_args!("\n[boundary]"));
    for (sum, meters) in sums {
        line(text, format_args!("{sum} = {}", list(meters)));
    }
    for ((source, path), meters) in supplies {
        line(text, format_args!("\n[[boundary.supply]]"));
        line(text, format_args!("source = {}\npath = {}", quoted(source), quoted(path)));
        line(text, format_args!("meters = {}", list(meters)));
    }
}
