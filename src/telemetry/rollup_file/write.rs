//! Writing a rollup file, one facility after the other.

use std::io::Write;

use parquet::file::metadata::KeyValue;
use parquet::file::writer::SerializedFileWriter;

use super::course::{MOST_BYTES, key};
use super::encode::EncodedRollup;
use super::form::{properties, schema, unwritten};
use super::{HEAD_KEY, Head, SCHEMA};
use crate::PROGRAM;
use crate::problem::{Problem, Result};

/// A rollup file in the making.
pub struct RollupWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    head: Head,
    /// The courses of facilities, each under its key, and how many bytes they have.
    courses: Vec<KeyValue>,
    course_bytes: usize,
}

impl<W: Write + Send> RollupWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// A disk that does not take it.
    pub fn begin(into: W) -> Result<Self> {
        let file = schema().and_then(|schema| SerializedFileWriter::new(into, schema, properties()?));
        let head = Head { schema: SCHEMA.to_owned(), program: PROGRAM.to_owned(), facilities: Vec::new() };
        Ok(Self { file: file.map_err(unwritten)?, head, courses: Vec::new(), course_bytes: 0 })
    }

    /// Adds a facility; facilities are to come in order of their ids.
    ///
    /// # Errors
    /// A disk that does not take it.
    pub fn add(&mut self, mut facility: EncodedRollup) -> Result<()> {
        if let Some(course) = facility.course.take().filter(|course| self.course_bytes + course.len() <= MOST_BYTES) {
            self.course_bytes += course.len();
            self.courses.push(KeyValue::new(key(&facility.head.id), course));
        }
        self.head.facilities.push(facility.append(&mut self.file).map_err(unwritten)?);
        Ok(())
    }

    /// Writes the head and ends the file.
    ///
    /// # Errors
    /// A disk that does not take it.
    pub fn finish(mut self) -> Result<W> {
        let head = serde_json::to_string(&self.head)
            .map_err(|error| Problem::new(format!("cannot write the rollup's head as JSON: {error}")))?;
        self.file.append_key_value_metadata(KeyValue::new(HEAD_KEY.to_owned(), head));
        self.courses.into_iter().for_each(|course| self.file.append_key_value_metadata(course));
        self.file.into_inner().map_err(unwritten)
    }
}
