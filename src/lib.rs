//! GreenGrade grades data centres by Qinghai's standards for green computing infrastructure (绿色算力基础设施): telemetry
//! in; grades with their proof, reports and charts out.
//!
//! # The way of the data
//!
//! ```text
//!  facility.toml ──▶ facility ─────────────────────────────┐
//!  *.csv *.parquet ──▶ telemetry ──▶ rollup (meter, hour)  │
//!                        │              │                  ▼
//!                        │              └──▶ boundary: quantities by hour ──▶ indicators
//!                        ▼                                                       │
//!                     findings ──▶ impossible? refused before grading            │
//!                                                                                ▼
//!  standards/*.toml ──▶ packs: rules and figures, each with its source ──▶ rating with its proof
//!                                                                                │
//!                              ┌──────────────────────┬─────────────┬────────────┤
//!                              ▼                      ▼             ▼            ▼
//!                         rating.json       report.md, .html      charts     the terminal
//! ```
//!
//! Each room imports only rooms above it in this list:
//!
//! | room | holds |
//! |---|---|
//! | [`units`], [`period`] | exact amounts and their units; instants, half-open periods, the hour grid |
//! | [`standard`] | packs as data, the origin of each figure, and the rules by which they judge |
//! | [`telemetry`] | readers, meters, and the hourly rollup with what was found on the way |
//! | [`facility`] | the manifest, the boundary, and the small tables of a facility's folder |
//! | [`engine`] | the rollup as a query for engines that run where the telemetry is |
//! | [`mapping`] | which column of an operator's file is most likely which meter |
//! | [`plausibility`] | what the hours tell about the data itself: one file a rule |
//! | [`indicator`] | pure formulas: PUE and its kin, shares of clean energy, water, carbon, load, operation |
//! | [`rating`] | indicators and packs become a rating; ratings are held against each other |
//! | [`schema`] | the JSON Schemas of packs, overlays, cases, manifests, ratings and typeset reports |
//! | [`report`] | a rating becomes JSON, text, Markdown, HTML, workbooks, typeset pages and charts, in Chinese or English |
//! | [`ledger`] | which ratings were made in a folder, each entry with the hash of the one before |
//! | [`batch`] | many facilities at once |
//! | [`cli`] | the command `greengrade` |
//!
//! Beside them stand small things that every room may use: [`problem`] (what a user is told when something is wrong),
//! [`text`] (words in both languages), [`files`] and [`toml_text`].
//!
//! # What comes out
//!
//! | form | for |
//! |---|---|
//! | JSON | programs, and every form below: the rating with its whole proof |
//! | Markdown, HTML | reading; one HTML page loads nothing and shows its charts inside |
//! | workbooks | going on computing, by Excel and its kin |
//! | typeset pages | handing in; as PDF with the feature `pdf` |
//! | PNG, SVG | charts on their own |
//!
//! # From a folder to a grade
//!
//! ```
//! use greengrade::{facility::Facility, rating, standard::Library};
//!
//! let facility = Facility::load("fixtures/portfolio/synthetic-qinghai-lake".as_ref())?;
//! let library = Library::embedded()?;
//! let standards = ["db63t-2223-2023".to_owned()];
//! let rated = rating::rate(&facility, &rating::Request { library: &library, standards: &standards, edition: None, period: Some("2025"), trials: rating::Trials::default() })?;
//! let level = rated.rating.outcome.level.as_ref();
//! assert_eq!(level.map(|level| level.title.zh.as_str()), Some("二级"));
//! # Ok::<(), greengrade::problem::Problem>(())
//! ```
//!
//! # What holds everywhere
//!
//! - Amounts are whole numbers of millionths of a joule or a litre, so that sums do not depend on order or threads.
//! - Two quantities are divided only over time in which both were measured, and the coverage stands beside the ratio.
//! - What is missing is missing with its reason, never zero; what is impossible is refused before it is graded.
//! - Grades are decided on full precision; rounding is for display alone.
//! - The thresholds and points of standards are in packs, each with its source and what it rests on; constants of methods,
//!   such as the base of degree days, stand in code with their source beside them.

pub mod batch;
pub mod cli;
mod contain;
pub mod engine;
pub mod facility;
pub mod files;
pub mod indicator;
pub mod ledger;
pub mod mapping;
pub mod period;
pub mod plausibility;
pub mod problem;
pub mod rating;
pub mod report;
pub mod schema;
pub mod standard;
pub mod telemetry;
pub mod text;
pub mod toml_text;
pub mod units;

/// The program's name and version, as what it writes tells them.
pub const PROGRAM: &str = concat!("greengrade ", env!("CARGO_PKG_VERSION"));
