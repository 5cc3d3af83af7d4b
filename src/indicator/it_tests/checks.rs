//! The checks of a test, one after another.

use super::methods::Methods;
use super::record::{Check, CheckState, TestValue};
use crate::facility::it_tests::{ItTest, Performance};
use crate::standard::model::Figure;
use crate::telemetry::meter::class_percent;
use crate::text::Text;

/// The checks so far.
pub(super) struct Book<'a> {
    methods: &'a Methods,
    pub(super) checks: Vec<Check>,
}

impl<'a> Book<'a> {
    pub(super) fn new(methods: &'a Methods) -> Self {
        Self { methods, checks: Vec::new() }
    }

    /// Adds a check without a figure; `None` where the record does not tell.
    pub(super) fn check(&mut self, id: &str, title: Text, holds: Option<bool>, found: Text) {
        let state = match holds {
            Some(true) => CheckState::Passed,
            Some(false) => CheckState::Failed,
            None => CheckState::Untold,
        };
        self.checks.push(Check { id: id.to_owned(), title, state, found, figure: None });
    }

    /// Adds a check against a figure of the method.
    pub(super) fn figure(&mut self, id: &str, title: Text, holds: Option<bool>, found: Text, figure: &Figure) {
        self.check(id, title, holds, found);
        let used = self.methods.used(figure);
        if let Some(check) = self.checks.last_mut() {
            check.figure = Some(used);
        }
    }

    /// What every test must satisfy: a known meter that is good enough, work that was measured, a system of the class
    /// that the kind is a test of.
    pub(super) fn common(&mut self, test: &ItTest, class: Option<&str>) {
        self.meter_class(test);
        if test.record.performance == Performance::Peak {
            let title = Text::new("性能为实测", "the work was measured");
            self.check("measured", title, Some(false), Text::new("为峰值标称", "it is a stated peak"));
        }
        let classes = self.methods.kind(test.record.kind).map_or(&[][..], |kind| kind.classes.as_slice());
        if let Some(class) = class.filter(|_| !classes.is_empty()) {
            let title = Text::new("测试类型与系统类别相符", "the kind of test fits the system's class");
            let found = Text::new(format!("类别为 {class}"), format!("the class is {class}"));
            self.check("class", title, Some(classes.iter().any(|known| known == class)), found);
        }
        if let Some(share) = test.record.metered_share.as_ref().map(|share| *share.get_ref()) {
            let least = &self.methods.checks.metered_share;
            let title = Text::new("计量的节点比例足够", "enough of the nodes metered");
            let found = Text::new(shown(share), shown(share));
            self.figure("metered-share", title, Some(share >= least.value), found, least);
        }
    }

    /// A result that a system is judged by is in the unit of its class.
    pub(super) fn unit(&mut self, test: &ItTest, result: Option<&TestValue>) {
        let asked = self.methods.kind(test.record.kind).and_then(|kind| kind.unit.as_deref());
        let Some((asked, result)) = asked.zip(result) else { return };
        let title = Text::new("结果的单位与系统类别相符", "the result in the unit of the system's class");
        let found = Text::new(
            format!("结果为 {}，类别按 {asked} 评定", result.unit),
            format!("it is in {}, the class is judged in {asked}", result.unit),
        );
        self.check("unit", title, Some(result.unit == asked), found);
    }

    /// Operations are counted in the precision that the class is judged in: those of a lower one are cheaper.
    pub(super) fn precision(&mut self, test: &ItTest) {
        let asked = self.methods.kind(test.record.kind).and_then(|kind| kind.precision);
        let Some((asked, own)) = asked.zip(test.record.precision) else { return };
        let title = Text::new("精度与系统类别相符", "the precision fits the system's class");
        let found = Text::new(
            format!("为 {}，类别按 {} 评定", own.word(), asked.word()),
            format!("it is {}, the class is judged in {}", own.word(), asked.word()),
        );
        self.check("precision", title, Some(own == asked), found);
    }

    fn meter_class(&mut self, test: &ItTest) {
        let title = Text::new("功率表等级已知且足够", "the power meter's class known and good enough");
        let figure = &self.methods.checks.meter_class;
        let class = test.record.meter_class.as_deref();
        let percent = class.and_then(class_percent);
        let found = match class {
            Some(class) => Text::new(format!("{class} 级"), format!("class {class}")),
            None => Text::new("未注明", "not told"),
        };
        self.figure("meter-class", title, Some(percent.is_some_and(|percent| percent <= figure.value)), found, figure);
    }
}

/// A number in a message: as many decimals as tell it, four at most.
pub(super) fn shown(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
