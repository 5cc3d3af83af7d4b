//! Gathering a facility's telemetry: every file that its manifest names, read and rolled up.

mod course;
mod lanes;
mod making;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Spanned;

use self::course::{EarlierBlock, Gathering};
pub(super) use self::lanes::{Lanes, value_channel};
use self::making::Making;
use super::gaps::nanos;
use super::grounds::{pattern_within, within};
use super::{Facility, SourceFile};
use crate::problem::{Problem, Result, nearest};
use crate::telemetry::finding::HourSpan;
use crate::telemetry::fold::SecondPass;
use crate::telemetry::rollup_file::FacilityCourse;
use crate::telemetry::{Finding, Layout, Meter, Rollup, Severity};
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

/// What becomes of a facility's files.
pub(super) struct Gathered {
    pub(super) telemetry: Telemetry,
    /// How its readings went; `None` where they did not come in order of time, or where that would be much to keep.
    pub(super) course: Option<FacilityCourse>,
    pub(super) how: HowRead,
}

/// How much of a facility's telemetry was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowRead {
    /// Nothing, because an earlier rollup has all of it.
    NothingNew,
    /// Some of its files, because an earlier rollup has the others.
    GoingOn,
    /// All of it.
    InFull,
}

/// What an earlier rollup, made by this version and the same manifest, has of a facility.
pub(super) struct Earlier {
    pub(super) course: FacilityCourse,
    pub(super) cells: Rollup,
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
        match &self.rollup {
            Some(file) => self.telemetry_of(file, hold_minutes),
            None => Ok(self.gathered(hold_minutes, None)?.telemetry),
        }
    }

    /// What becomes of the files, of which those that an earlier rollup has need not be read.
    ///
    /// # Errors
    /// The first file, row or column that can not be read.
    pub(super) fn gathered(&self, hold_minutes: u32, earlier: Option<Earlier>) -> Result<Gathered> {
        let (course, mut cells) = earlier.map(|earlier| (earlier.course, earlier.cells)).unzip();
        let mut courses = course.into_iter().flat_map(|course| course.blocks);
        let mut making = Making::with(self.mapping_findings.clone());
        for layout in &self.manifest.telemetry {
            let meters: Vec<&Meter> = self.manifest.meters.iter().filter(|meter| belongs(meter, layout)).collect();
            if !meters.is_empty() {
                let lanes = Lanes::of(&meters);
                let gathering = Gathering { facility: self, layout, meters: &meters, lanes, hold: nanos(hold_minutes) };
                let course = courses.next().zip(cells.as_mut());
                let earlier = course.map(|(course, cells)| EarlierBlock { course, cells });
                making.add(&gathering, gathering.run(earlier)?)?;
            }
        }
        Ok(making.finish())
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
        return Ok(vec![(pattern.to_owned(), within(folder, pattern)?)]);
    }
    pattern_within(folder, pattern)?;
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
        // It may be a link.
        within(folder, &name)?;
        found.push((name, path));
    }
    if found.is_empty() {
        let problem = Problem::new(format!("no file matches `{pattern}`"));
        return Err(problem.hint(format!("paths are relative to {}", folder.display())));
    }
    Ok(found)
}

pub(super) fn belongs(meter: &Meter, layout: &Layout) -> bool {
    match (&meter.telemetry, &layout.id) {
        (None, _) => true,
        (Some(wanted), Some(id)) => wanted.get_ref() == id.get_ref(),
        (Some(_), None) => false,
    }
}

pub(super) fn tell_empty(meter: &Meter, readings: u64, skipped: u64) -> Option<Finding> {
    if readings == 0 {
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
