//! An oracle: a slow second way from the files of a facility to its grade, in exact numbers and straight from the
//! definitions in the manual. It shares nothing with the program but the packs, and runs it as anybody does.
#![cfg(test)]

mod account;
mod answer;
mod boundary;
mod cells;
mod compare;
mod exact;
mod facility;
mod fixtures;
mod generated;
mod indicators;
mod it_tests;
mod judge;
mod levels;
mod logs;
mod manifest;
mod methods;
mod observations;
mod pack;
mod records;
mod shares;
mod sheet;
mod storage;
mod tables;
mod telemetry;
mod time;
mod vocabulary;
mod weather;
