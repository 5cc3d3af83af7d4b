//! Which columns of a heading are wanted.

use super::Channel;
use crate::problem::{Problem, Result, nearest};
use crate::telemetry::{Layout, Shape};

/// How many column names a hint lists.
const LISTED: usize = 12;

/// The positions of the wanted columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Columns {
    /// The column of the stamps, and one for each channel.
    Wide { time: usize, channels: Vec<usize> },
    /// The columns of a reading.
    Long { time: usize, meter: usize, value: usize, facility: Option<usize> },
}

impl Columns {
    /// Finds the columns of a layout among the names of a heading.
    ///
    /// # Errors
    /// A column that is not there, or is there more than once.
    pub(super) fn find(layout: &Layout, channels: &[Channel], names: &[String]) -> Result<Self> {
        let time = position(layout.time.get_ref(), names)?;
        match layout.shape {
            Shape::Wide => {
                let channels = channels.iter().map(|channel| position(&channel.name, names)).collect::<Result<_>>()?;
                Ok(Self::Wide { time, channels })
            }
            Shape::Long => {
                let required = |name: &Option<toml::Spanned<String>>, key: &str| match name {
                    Some(name) => position(name.get_ref(), names),
                    None => Err(Problem::new(format!("the layout does not say which column is the `{key}`"))
                        .hint(format!("write `{key} = \"…\"` in the `[[telemetry]]` block of shape `long`"))),
                };
                let facility = layout.facility.as_ref().map(|name| position(name.get_ref(), names)).transpose()?;
                let (meter, value) = (required(&layout.meter, "meter")?, required(&layout.value, "value")?);
                Ok(Self::Long { time, meter, value, facility })
            }
        }
    }

    /// The same columns by another numbering.
    ///
    /// # Errors
    /// The first error of `number`.
    pub(super) fn try_map<E>(
        self,
        mut number: impl FnMut(usize) -> std::result::Result<usize, E>,
    ) -> std::result::Result<Self, E> {
        Ok(match self {
            Self::Wide { time, channels } => Self::Wide {
                time: number(time)?,
                channels: channels.into_iter().map(number).collect::<std::result::Result<_, E>>()?,
            },
            Self::Long { time, meter, value, facility } => Self::Long {
                time: number(time)?,
                meter: number(meter)?,
                value: number(value)?,
                facility: facility.map(number).transpose()?,
            },
        })
    }
}

fn position(wanted: &str, names: &[String]) -> Result<usize> {
    let wanted = wanted.trim();
    let mut found = names.iter().enumerate().filter(|(_, name)| name.trim() == wanted).map(|(at, _)| at);
    match (found.next(), found.count()) {
        (Some(at), 0) => Ok(at),
        (Some(_), more) => Err(Problem::new(format!("the column `{wanted}` is there {} times", more + 1))
            .hint("rename all but one of them, so that it is plain which is meant")),
        (None, _) => Err(Problem::new(format!("there is no column `{wanted}`")).hint(absent_hint(wanted, names))),
    }
}

fn absent_hint(wanted: &str, names: &[String]) -> String {
    let separator =
        names.first().filter(|_| names.len() == 1).and_then(|name| name.chars().find(|c| ";\t|".contains(*c)));
    if let Some(separator) = separator {
        return format!("the columns seem to be parted by {separator:?}; save the file with commas");
    }
    let listed: Vec<&str> = names.iter().map(|name| name.trim()).take(LISTED).collect();
    let more = match names.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let list = format!("the columns are {}{more}", listed.join(", "));
    match nearest(wanted, names.iter().map(|name| name.trim())) {
        Some(near) => format!("did you mean `{near}`? {list}"),
        None => list,
    }
}
