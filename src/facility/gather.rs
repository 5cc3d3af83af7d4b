//! Gathering a facility's telemetry: every file that its manifest names, read and rolled up.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Spanned;

use super::gaps::nanos;
use super::unmapped::Unmapped;
use super::{Facility, SourceFile};
use crate::problem::{Problem, Result, nearest};
use crate::telemetry::finding::HourSpan;
use crate::telemetry::fold::{SecondPass, unfold};
use crate::telemetry::integrate::integrate;
use crate::telemetry::{Channel, Finding, Kind, Layout, Meter, Reading, Rollup, Severity, Shape, Sign, read_file};
use crate::text::Text;

/// A facility's telemetry, rolled up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Telemetry {
    /// The cells of each meter.
    pub rollup: Rollup,
    /// What was found on the way, in the order of the meters.
    pub findings: Vec<Finding>,
    /// The files that were read, in the order of their paths.
    pub files: Vec<SourceFile>,
}

impl Facility {
    /// Reads all telemetry of the facility and rolls it up, or takes it from the rollup file that stands in for it. The
    /// order of files and of readings does not matter. Before a gap a reading holds on for as long as the manifest says.
    ///
    /// # Errors
    /// The first file, row or column that can not be read.
    pub fn telemetry(&self) -> Result<Telemetry> {
        self.telemetry_held_for(self.manifest.gap_policy().hold_minutes)
    }

    /// As [`Facility::telemetry`], with readings that hold on for at most so many minutes before a gap.
    ///
    /// # Errors
    /// The first file, row or column that can not be read; a rollup file that was made with other minutes.
    pub fn telemetry_held_for(&self, hold_minutes: u32) -> Result<Telemetry> {
        if let Some(file) = &self.rollup {
            return self.telemetry_of(file, hold_minutes);
        }
        let mut telemetry = Telemetry { findings: self.mapping_findings.clone(), ..Telemetry::default() };
        let mut files = BTreeMap::new();
        let mut unmapped = Unmapped::default();
        for layout in &self.manifest.telemetry {
            let meters: Vec<&Meter> = self.manifest.meters.iter().filter(|meter| belongs(meter, layout)).collect();
            if !meters.is_empty() {
                self.gather(layout, &meters, nanos(hold_minutes), &mut telemetry, &mut files, &mut unmapped)?;
            }
        }
        telemetry.findings.extend(unmapped.tell());
        telemetry.files = files.into_values().collect();
        Ok(telemetry)
    }

    fn gather(
        &self,
        layout: &Layout,
        meters: &[&Meter],
        hold: i64,
        telemetry: &mut Telemetry,
        files: &mut BTreeMap<String, SourceFile>,
        unmapped: &mut Unmapped,
    ) -> Result<()> {
        let lanes = Lanes::of(meters);
        let mut readings: Vec<Vec<Reading>> = vec![Vec::new(); lanes.channels.len()];
        let mut empty: Vec<u64> = vec![0; lanes.channels.len()];
        let mut second_passes = vec![SecondPass::default(); lanes.channels.len()];
        let mut other_keys = Vec::new();
        for (name, path) in self.files_of(layout)? {
            let known: Vec<usize> = readings.iter().map(Vec::len).collect();
            let facts = read_file(&path, layout, self.id(), &lanes.channels, &self.clock, &mut readings)?;
            if facts.repeated_times {
                for ((readings, known), passes) in readings.iter_mut().zip(known).zip(&mut second_passes) {
                    let of_file = readings.get_mut(known..).unwrap_or_default();
                    *passes = passes.and(unfold(of_file, &self.clock));
                }
            }
            empty.iter_mut().zip(&facts.empty).for_each(|(sum, count)| *sum += count);
            other_keys.extend(facts.other_keys.iter().cloned());
            telemetry.findings.extend(tell_footer(&name, facts.footer));
            unmapped.add(&name, &facts, layout);
            files.insert(name.clone(), SourceFile::of_facts(name, facts));
        }
        let (values, valid_hours) = readings.split_at_mut(meters.len());
        for (index, (meter, readings)) in meters.iter().zip(values).enumerate() {
            let skipped = empty.get(index).copied().unwrap_or_default();
            if readings.is_empty() && skipped == 0 && layout.shape == Shape::Long {
                return Err(self.without_rows(meter, &other_keys));
            }
            telemetry.findings.extend(tell_empty(meter, readings, skipped));
            telemetry.findings.extend(second_passes.get(index).and_then(|passes| self.tell_second(meter, *passes)));
            let valid = lanes.valid_hours.get(meter.name()).and_then(|lane| valid_hours.get(*lane));
            let valid = valid.map_or(&[][..], Vec::as_slice);
            let integrated = integrate(meter, std::mem::take(readings), valid, &self.clock, hold)?;
            telemetry.findings.extend(integrated.findings);
            telemetry.rollup.meters.insert(meter.name().to_owned(), integrated.hours);
        }
        Ok(())
    }

    /// The files of a layout, each with its name below the facility's folder, in the order of their names.
    pub(super) fn files_of(&self, layout: &Layout) -> Result<BTreeMap<String, PathBuf>> {
        let mut files = BTreeMap::new();
        for pattern in layout.files.get_ref() {
            let found = files_matching(&self.folder, pattern.get_ref());
            files.extend(found.map_err(|problem| self.at_manifest(problem, pattern))?);
        }
        Ok(files)
    }

    fn tell_second(&self, meter: &Meter, passes: SecondPass) -> Option<Finding> {
        let first = passes.first?;
        let hours = vec![HourSpan::of(first.hour(), first.hour(), &self.clock)];
        let text = Text::new(
            "时钟回拨，文件先后两次经过同一小时：第二次的读数按其先后顺序计入后一小时",
            "the clocks are set back and the file goes through an hour twice: by its order, the second pass is counted an hour later",
        );
        let finding = Finding::new("repeated-hour", Severity::Note, text).on_meter(meter.name());
        Some(finding.times(passes.count, Some(self.clock.rfc3339(first))).in_hours(hours))
    }

    fn without_rows(&self, meter: &Meter, other_keys: &[String]) -> Problem {
        let key = meter.column.get_ref();
        let keys = || other_keys.iter().map(String::as_str);
        let hint = match (nearest(key, keys()), other_keys.is_empty()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, false) => format!("the files hold the meters {}", keys().collect::<Vec<_>>().join(", ")),
            (None, true) => format!("the files hold no row of the facility `{}`; see `facility_key`", self.id()),
        };
        let problem = Problem::new(format!("no file has a row of the meter `{key}`")).hint(hint);
        self.at_manifest(problem, &meter.column)
    }

    /// A problem that points at a part of the manifest.
    pub(super) fn at_manifest<T>(&self, problem: Problem, part: &Spanned<T>) -> Problem {
        self.texts.at_part(part, problem)
    }
}

/// The files below a folder that a path or a pattern names, at least one.
///
/// # Errors
/// A pattern that is none, or that no file matches.
pub(super) fn files_matching(folder: &Path, pattern: &str) -> Result<Vec<(String, PathBuf)>> {
    if !pattern.contains(['*', '?', '[']) {
        return Ok(vec![(pattern.to_owned(), folder.join(pattern))]);
    }
    // The folder's own name may hold characters that mean something in a pattern.
    let full = format!("{}/{pattern}", glob::Pattern::escape(&folder.display().to_string()));
    let paths = glob::glob(&full).map_err(|error| {
        let problem = Problem::new(format!("`{pattern}` is not a pattern of files: {}", error.msg));
        problem.hint("use `*` for any part of a name, as in `2025-*.csv`")
    })?;
    let mut found = Vec::new();
    for path in paths {
        let path = path.map_err(|error| Problem::io("look into the folder", error.path(), error.error()))?;
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        found.push((name, path));
    }
    if found.is_empty() {
        let problem = Problem::new(format!("no file matches `{pattern}`"));
        return Err(problem.hint(format!("paths are relative to {}", folder.display())));
    }
    Ok(found)
}

/// What is to be read: one channel a meter, then one for each meter that tells its hours of validity.
struct Lanes {
    channels: Vec<Channel>,
    /// By meter, the place of its hours of validity among those channels.
    valid_hours: BTreeMap<String, usize>,
}

impl Lanes {
    fn of(meters: &[&Meter]) -> Self {
        let mut channels: Vec<Channel> = meters.iter().map(|meter| value_channel(meter)).collect();
        let mut valid_hours = BTreeMap::new();
        for (meter, column) in meters.iter().filter_map(|meter| Some((meter, meter.valid_hours.as_ref()?))) {
            valid_hours.insert(meter.name().to_owned(), valid_hours.len());
            let what = "number of hours".to_owned();
            let sign = Sign::NotNegative;
            channels.push(Channel { name: column.get_ref().clone(), sign, what, unit: None, words: Vec::new() });
        }
        Self { channels, valid_hours }
    }
}

pub(super) fn value_channel(meter: &Meter) -> Channel {
    let (what, sign) = match meter.kind {
        Kind::Power => ("power", Sign::NotNegative),
        Kind::Interval => ("amount", Sign::NotNegative),
        Kind::Counter => ("counter reading", Sign::NotNegative),
        Kind::State => ("state", Sign::OffOrOn),
    };
    let words = meter.on.iter().map(|word| (word, true)).chain(meter.off.iter().map(|word| (word, false)));
    Channel {
        name: meter.column.get_ref().clone(),
        sign,
        what: what.to_owned(),
        unit: (meter.kind != Kind::State).then(|| meter.reading_unit()),
        words: words.map(|(word, on)| (word.get_ref().trim().to_owned(), on)).collect(),
    }
}

pub(super) fn belongs(meter: &Meter, layout: &Layout) -> bool {
    match (&meter.telemetry, &layout.id) {
        (None, _) => true,
        (Some(wanted), Some(id)) => wanted.get_ref() == id.get_ref(),
        (Some(_), None) => false,
    }
}

fn tell_empty(meter: &Meter, readings: &[Reading], skipped: u64) -> Option<Finding> {
    if readings.is_empty() {
        let text = Text::new("该计量点没有任何读数", "the meter has no reading at all");
        return Some(Finding::new("no-readings", Severity::Warning, text).on_meter(meter.name()));
    }
    let text = Text::new(
        "单元格为空或标为缺失：不计为零，其时段不计为已覆盖",
        "cells are empty or marked as missing: not counted as zero, and their time is not covered",
    );
    let finding = Finding::new("empty-cells", Severity::Note, text).on_meter(meter.name());
    (skipped > 0).then(|| finding.times(skipped, None))
}

fn tell_footer(file: &str, rows: u64) -> Option<Finding> {
    let text = Text::new(
        format!("{file} 末尾有 {rows} 行不是数据，未读取"),
        format!("{rows} rows at the end of {file} are no data and were left out"),
    );
    (rows > 0).then(|| Finding::new("footer-rows", Severity::Note, text).times(rows, None))
}
