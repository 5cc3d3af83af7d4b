//! What is to be picked out of the files of a layout.

use std::collections::BTreeMap;

use crate::telemetry::{Channel, Kind, Meter, Sign};

/// What is to be read: one channel a meter, then one for each meter that tells its hours of validity.
pub(in crate::facility) struct Lanes {
    pub(in crate::facility) channels: Vec<Channel>,
    /// By meter, the place of its hours of validity among those channels.
    pub(super) valid_hours: BTreeMap<String, usize>,
}

impl Lanes {
    pub(in crate::facility) fn of(meters: &[&Meter]) -> Self {
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

pub(in crate::facility) fn value_channel(meter: &Meter) -> Channel {
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
