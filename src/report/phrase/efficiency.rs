//! Energy efficiency in detail, in words.

use super::{Phrases, joined};
use crate::indicator::efficiency_detail::{
    Backup, ConditionBin, Efficiency, InTotal, LoadBase, PueByLoad, PueCategory,
};
use crate::report::numbers;
use crate::report::words::charts::filled;
use crate::report::words::{Words, efficiency as e, reports as w};
use crate::telemetry::{MeteringPoint, Quantity};
use crate::text::Lang;

impl Phrases<'_> {
    fn efficiency(&self) -> Option<&Efficiency> {
        self.rating.efficiency.as_ref()
    }

    /// The category of PUE with the points that give it; `None` where the boundary names no IT meter.
    pub fn pue_category(&self) -> Option<String> {
        let told = self.efficiency()?.pue_category.as_ref()?;
        let points = told.points.iter().map(|known| {
            let meters = joined(&known.meters, self.say(w::LIST));
            self.with_aside(self.say(point(known.point)), &meters)
        });
        let category =
            told.category.map_or_else(|| self.say(e::NO_CATEGORY).to_owned(), |category| category.to_string());
        let rule = told.mixed.then(|| self.say(e::LOWEST).to_owned());
        let why = told.why.as_ref().map(|why| self.text(why).to_owned());
        // Where a point has no category, the reason names the meters already.
        let points = points.filter(|_| told.why.is_none());
        Some(self.list(std::iter::once(category).chain(points).chain(rule).chain(why)))
    }

    /// The category alone, for a line in a summary; `None` where there is none.
    pub fn pue_category_in_short(&self) -> Option<String> {
        let told: &PueCategory = self.efficiency()?.pue_category.as_ref()?;
        let points = told.points.iter().map(|known| self.say(point(known.point)));
        let points = joined(points, self.say(w::LIST));
        Some(self.with_aside(&told.category?.to_string(), &points))
    }

    /// The energy of back-up generators, and whether the total counts it.
    pub fn backup(&self, backup: &Backup) -> String {
        let energy = match backup.kwh {
            Some(kwh) => format!("{} kWh", numbers::grouped(kwh)),
            None => self.missing(None),
        };
        let counted = match backup.in_total {
            InTotal::All => e::BACKUP_IN,
            InTotal::Some => e::BACKUP_PARTLY,
            InTotal::None => e::BACKUP_OUT,
        };
        let from = self.with_aside(&energy, &backup.from);
        self.list([from, self.say(counted).to_owned(), self.coverage(backup.coverage)])
    }

    /// What a kind of energy is called.
    pub fn carrier(&self, carrier: Quantity) -> &'static str {
        self.say(match carrier {
            Quantity::Electricity => e::ELECTRICITY,
            Quantity::Fuel => e::FUEL,
            Quantity::Heat => e::BOUGHT_COOLING,
            Quantity::Water => e::WATER,
        })
    }

    /// What a load is a share of: `IT load (% of the racks' rated power, 2000 kW)`.
    pub fn load_base(&self, load: &PueByLoad) -> String {
        load_base(load, self.lang)
    }
}

/// What a load is a share of, and that power.
pub(in crate::report) fn load_base(load: &PueByLoad, lang: Lang) -> String {
    let base = match load.base {
        LoadBase::RatedRacks => e::OF_RATED,
        LoadBase::HighestHour => e::OF_HIGHEST,
    };
    filled(e::LOAD_AXIS, lang, &[base.get(lang), &numbers::amount(load.base_kw)])
}

/// `-5 … 0 °C`.
pub(in crate::report) fn celsius(bin: &ConditionBin) -> String {
    format!("{} … {} °C", whole(bin.from), whole(bin.below))
}

/// `30 … 40 %`.
pub(in crate::report) fn percents(bin: &ConditionBin) -> String {
    format!("{} … {} %", whole(bin.from * 100.0), whole(bin.below * 100.0))
}

/// An end of a bin; all are whole.
pub(in crate::report) fn whole(value: f64) -> String {
    numbers::fixed(value, 0)
}

fn point(point: MeteringPoint) -> Words {
    match point {
        MeteringPoint::UpsOutput => e::UPS_OUTPUT,
        MeteringPoint::PduOutput => e::PDU_OUTPUT,
        MeteringPoint::ItInput => e::IT_INPUT,
        MeteringPoint::Utility | MeteringPoint::Generation | MeteringPoint::Plant | MeteringPoint::Other => {
            e::ELSEWHERE
        }
    }
}
