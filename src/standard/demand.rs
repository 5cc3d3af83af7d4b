//! The demand on a formal grade: how probable it must be, given how sure the measured values are.

use super::assessment::{Assessment, FigureUsed, Status};
use super::model::{Basis, Pack};
use crate::text::Text;

impl Assessment {
    /// Holds a grade to the probability that the pack demands, where it demands any: a grade that is less probable, or of
    /// which the probability is not known, is indicative only: what is not known is not taken for certain.
    pub fn hold_to_demand(&mut self, pack: &Pack, probability: Option<f64>) {
        let Some(figure) = pack.formal_confidence.as_ref().filter(|_| self.status.tells_a_level()) else { return };
        let demanded = FigureUsed::of(figure, figure.value);
        self.count(&demanded, pack);
        self.formal_confidence = Some(demanded.clone());
        let needed = percent(demanded.value);
        let reason = match probability {
            Some(probability) if probability >= demanded.value => return,
            Some(probability) => {
                let known = percent(probability);
                Text::new(
                    format!("等级的概率为 {known}，低于正式等级所需的 {needed}：等级仅供参考"),
                    format!(
                        "the grade has a probability of {known}, and a formal grade needs {needed}: it is indicative only"
                    ),
                )
            }
            None => Text::new(
                format!("正式等级需要 {needed} 的概率，而概率未知（试验次数不足，或没有实测值影响等级）：等级仅供参考"),
                format!(
                    "a formal grade needs a probability of {needed}, and it is not known (too few trials, or no measured \
                     value has a part in it): the grade is indicative only"
                ),
            ),
        };
        if self.status == Status::Rated {
            self.status = Status::IndicativeOnly;
            self.indicative_level = self.level.take();
        }
        self.reasons.push(reason);
    }

    /// Counts a figure that was used after the others.
    fn count(&mut self, used: &FigureUsed, pack: &Pack) {
        self.figures.count(used.basis);
        self.standard.official &= used.basis == Basis::Official;
        if let Some(source) = pack.sources.get(&used.source) {
            self.sources.entry(used.source.clone()).or_insert_with(|| source.clone());
        }
    }
}

/// Cut after two decimals, so that what is below the demand never reads as if it were on it.
fn percent(probability: f64) -> String {
    format!("{} %", (probability * 1e4).floor() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::load::parse;
    use crate::standard::observed::{Observations, Observed, Standing};

    const PACK: &str = r#"
        id = "sample"
        title = { zh = "示例", en = "Sample" }
        edition = "1"
        note = { zh = "示例", en = "Sample" }
        formal_confidence = { value = 0.9, basis = "choice", source = "own" }
        [sources.own]
        citation = { zh = "示例", en = "Sample" }
        read = "own"
        [[level]]
        id = "1"
        title = { zh = "一级", en = "Level 1" }
        [[level.require]]
        indicator = "pue"
        must = { at_most = { value = 1.3, basis = "official", source = "own" } }
    "#;

    fn held(pack: &str, pue: Option<f64>, probability: Option<f64>) -> Assessment {
        let pack = parse(pack, "sample.toml").unwrap();
        let value = |value| Observed::Value { value, standing: Standing::Measured };
        let indicators = pue.map(|pue| ("pue".to_owned(), value(pue))).into_iter().collect();
        let mut assessment = crate::standard::evaluate(&pack, &Observations { indicators, ..Observations::default() });
        assessment.hold_to_demand(&pack, probability);
        assessment
    }

    #[test]
    fn a_grade_is_formal_from_the_demanded_probability_on() {
        let outcome = |probability| {
            let assessment = held(PACK, Some(1.2), probability);
            let level = |level: &Option<crate::standard::assessment::LevelReached>| level.is_some();
            (assessment.status, level(&assessment.level), level(&assessment.indicative_level), assessment.reasons.len())
        };
        assert_eq!(outcome(Some(0.9 - 1e-12)), (Status::IndicativeOnly, false, true, 1));
        assert_eq!(outcome(Some(0.9)), (Status::Rated, true, false, 0));
        assert_eq!(outcome(Some(0.9 + 1e-12)), (Status::Rated, true, false, 0));
        // What is not known is not taken for certain.
        assert_eq!(outcome(None), (Status::IndicativeOnly, false, true, 1));
    }

    #[test]
    fn a_probability_is_told_cut_so_that_it_never_reads_as_the_one_that_is_demanded() {
        let reason = held(PACK, Some(1.2), Some(0.899_999)).reasons[0].clone();
        assert!(reason.en.contains("a probability of 89.99 %, and a formal grade needs 90 %"), "{}", reason.en);
        assert!(reason.zh.contains("89.99 %") && reason.zh.contains("90 %"), "{}", reason.zh);
        assert!(held(PACK, Some(1.2), None).reasons[0].en.contains("needs a probability of 90 %, and it is not known"));
    }

    #[test]
    fn the_demand_is_counted_among_the_figures_that_were_used() {
        let assessment = held(PACK, Some(1.2), Some(1.0));
        assert_eq!((assessment.figures.official, assessment.figures.choice), (1, 1));
        assert!(!assessment.standard.official, "the demand is not official");
        let without = PACK.replace("formal_confidence", "# formal_confidence");
        let assessment = held(&without, Some(1.2), None);
        assert_eq!((assessment.status, assessment.figures.choice), (Status::Rated, 0));
        assert!(assessment.standard.official);
    }

    #[test]
    fn where_there_is_no_level_nothing_is_demanded() {
        let assessment = held(PACK, None, None);
        assert_eq!((assessment.status, assessment.reasons.len()), (Status::NotRated, 1));
    }
}
