//! Which columns of a heading are wanted.

use super::Channel;
use super::heading::{Heading, one_line};
use crate::problem::{Problem, Result};
use crate::telemetry::{Layout, Shape};

/// The positions of the wanted columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// Where the stamps are.
    pub(super) time: TimeColumns,
    /// The columns that tell whether a row is read.
    pub(super) only: Vec<Only>,
    /// Where the values are.
    pub(super) values: Values,
}

/// Where the stamps are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimeColumns {
    /// The column of the stamps, or of their dates where the times of the day have another.
    pub(super) date: usize,
    /// The column of the times of the day, where dates have their own.
    pub(super) of_day: Option<usize>,
}

/// The columns of the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Values {
    /// One for each channel.
    Wide(Vec<usize>),
    /// The columns that name the meter, and the one of the value.
    Long { meter: Vec<usize>, value: usize },
}

/// Only rows that have one of these words in this column are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Only {
    pub(super) column: usize,
    pub(super) words: Vec<String>,
}

impl Only {
    pub(super) fn keeps(&self, cell: &[u8]) -> bool {
        self.words.iter().any(|word| word.as_bytes() == cell.trim_ascii())
    }
}

impl Columns {
    /// Finds the columns of a layout among the names of a heading.
    ///
    /// # Errors
    /// A column that is not there, or is there more than once, or has another unit than its meter.
    pub(super) fn find(layout: &Layout, facility: &str, channels: &[Channel], heading: &Heading) -> Result<Self> {
        let (date, of_day) = layout.time_columns();
        let of_day = |date| Ok(TimeColumns { date, of_day: of_day.map(|name| heading.position(name)).transpose()? });
        let time = heading.position(date).and_then(of_day)?;
        let mut only = Vec::new();
        if let Some(column) = &layout.facility {
            only.push(Only { column: heading.position(column.get_ref())?, words: vec![facility.to_owned()] });
        }
        for (column, words) in layout.only.iter().flat_map(|only| only.get_ref()) {
            let words = words.0.iter().map(|word| word.trim().to_owned()).collect();
            only.push(Only { column: heading.position(column)?, words });
        }
        let values = match layout.shape {
            Shape::Wide => {
                let column = |channel: &Channel| heading.values(&channel.name, &[channel]);
                Values::Wide(channels.iter().map(column).collect::<Result<_>>()?)
            }
            Shape::Long => {
                let absent = |key: &str| {
                    Problem::new(format!("the layout does not say which column is the `{key}`"))
                        .hint(format!("write `{key} = \"…\"` in the `[[telemetry]]` block of shape `long`"))
                };
                let meter = layout.meter.as_ref().ok_or_else(|| absent("meter"))?.get_ref();
                let value = layout.value.as_ref().ok_or_else(|| absent("value"))?.get_ref();
                Values::Long {
                    meter: meter.0.iter().map(|name| heading.position(name)).collect::<Result<_>>()?,
                    value: heading.values(value, &channels.iter().collect::<Vec<_>>())?,
                }
            }
        };
        Ok(Self { time, only, values })
    }

    /// No column, for a look at a file of which none is known.
    pub(super) const fn none() -> Self {
        Self { time: TimeColumns { date: 0, of_day: None }, only: Vec::new(), values: Values::Wide(Vec::new()) }
    }

    /// The names of a wide file's columns that nobody wants; the further columns of a long file are no meters.
    pub(super) fn unwanted(&self, names: &[String]) -> Vec<String> {
        let Values::Wide(channels) = &self.values else { return Vec::new() };
        let others = names.iter().enumerate().filter(|(at, name)| {
            let of_time = *at == self.time.date || self.time.of_day == Some(*at);
            let wanted = of_time || channels.contains(at) || self.only.iter().any(|only| only.column == *at);
            !wanted && !name.trim().is_empty()
        });
        others.map(|(_, name)| one_line(name)).collect()
    }

    /// The same columns by another numbering.
    ///
    /// # Errors
    /// The first error of `number`.
    pub(super) fn try_map<E>(
        self,
        mut number: impl FnMut(usize) -> std::result::Result<usize, E>,
    ) -> std::result::Result<Self, E> {
        let mut all = |columns: Vec<usize>| columns.into_iter().map(&mut number).collect::<std::result::Result<_, E>>();
        let values = match self.values {
            Values::Wide(channels) => Values::Wide(all(channels)?),
            Values::Long { meter, value } => Values::Long { meter: all(meter)?, value: number(value)? },
        };
        let only = self.only.into_iter().map(|only| Ok(Only { column: number(only.column)?, ..only }));
        let only = only.collect::<std::result::Result<_, E>>()?;
        let time = TimeColumns { date: number(self.time.date)?, of_day: self.time.of_day.map(number).transpose()? };
        Ok(Self { only, time, values })
    }
}
