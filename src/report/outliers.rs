//! Why facilities stand apart, in words.

use super::numbers;
use super::phrase::quality::severity;
use super::phrase::{joined, standing, with_aside};
use super::words::charts::filled;
use super::words::{Words, efficiency as e, portfolio as w, reports as r};
use crate::rating::portfolio::{EnergyPart, Outlier, Reason};
use crate::telemetry::Severity;
use crate::text::Lang;

/// What an outlier's own record says that bears on the value.
pub(in crate::report) fn record(one: &Outlier, lang: Lang) -> String {
    if one.reasons.is_empty() {
        return w::NOTHING_EXPLAINS.get(lang).to_owned();
    }
    joined(one.reasons.iter().map(|reason| say(reason, lang)), r::SEMICOLON.get(lang))
}

fn say(reason: &Reason, lang: Lang) -> String {
    let share = |id: &str, share: f64| numbers::beside(id, share, 1.0, lang);
    match reason {
        Reason::Coverage { share: covered } => filled(w::ONLY_COVERED, lang, &[&share("hour_coverage", *covered)]),
        Reason::Standing { standing: of } => filled(w::CAME_ABOUT, lang, &[standing(*of).get(lang)]),
        Reason::Metering { category, of_most } => {
            let [own, most] = [category, of_most].map(|category| {
                category.map_or_else(|| e::NO_CATEGORY.get(lang).to_owned(), |category| category.to_string())
            });
            filled(w::OTHER_METERING, lang, &[&own, &most])
        }
        Reason::LowItLoad { load, lower_quartile } => {
            let [load, quartile] = [load, lower_quartile].map(|load| numbers::indicator("it_load_use", *load, lang));
            filled(w::LOW_IT_LOAD, lang, &[&load, &quartile])
        }
        Reason::LargestPart { part, share: of_rest } => {
            filled(w::LARGEST_PART, lang, &[part_name(*part).get(lang), &share("clean_share", *of_rest)])
        }
        Reason::Found { severity, meter, text, .. } => found(*severity, meter.as_deref(), text.get(lang), lang),
    }
}

const fn part_name(part: EnergyPart) -> Words {
    match part {
        EnergyPart::Cooling => w::COOLING,
        EnergyPart::Distribution => w::DISTRIBUTION,
    }
}

fn found(of: Severity, meter: Option<&str>, text: &str, lang: Lang) -> String {
    let label = severity(of).get(lang);
    let label = meter.map_or_else(|| label.to_owned(), |meter| with_aside(label, meter, lang));
    format!("{label}{}{text}", r::COLON.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standing;
    use crate::text::Text;

    fn told(reasons: Vec<Reason>, lang: Lang) -> String {
        let outlier = Outlier { id: "a".to_owned(), value: 2.0, hour_coverage: None, errors: 0, warnings: 0, reasons };
        record(&outlier, lang)
    }

    #[test]
    fn every_reason_is_said_and_none_is_said_too() {
        let found = Reason::Found {
            id: "spike".to_owned(),
            severity: Severity::Warning,
            meter: Some("it".to_owned()),
            text: Text::new("zh", "a spike"),
        };
        for (reason, en) in [
            (Reason::Coverage { share: 0.75 }, "only 75.0 % of the hours are covered"),
            (Reason::Standing { standing: Standing::Declared }, "the value is declared, with evidence"),
            (Reason::Metering { category: Some(3), of_most: Some(1) }, "category of PUE 3, that of most is 1"),
            (Reason::Metering { category: None, of_most: Some(1) }, "category of PUE none, that of most is 1"),
            (Reason::LowItLoad { load: 0.1, lower_quartile: 0.4 }, "use of IT load 10.0 %, lower quartile 40.0 %"),
            (
                Reason::LargestPart { part: EnergyPart::Cooling, share: 0.6 },
                "cooling takes 60.0 % of the energy beside IT, the largest part",
            ),
            (found, "warning (it): a spike"),
        ] {
            assert_eq!(told(vec![reason], Lang::En), en);
        }
        assert_eq!(told(Vec::new(), Lang::En), "nothing in its record explains it");
        let two = vec![Reason::Coverage { share: 0.5 }, Reason::Metering { category: None, of_most: None }];
        assert!(told(two, Lang::En).contains("; category of PUE none"));
    }
}
