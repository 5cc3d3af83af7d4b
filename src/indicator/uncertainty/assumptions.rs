//! What is taken where the manifest does not tell, each told once with the meters that it is taken for.

use std::collections::BTreeSet;

use crate::text::Text;

/// The meters and transformers that an assumption is made for.
#[derive(Debug, Default)]
pub(super) struct Assumed {
    without_class: Vec<String>,
    estimated: Vec<String>,
    direct: Vec<String>,
    without_power_factor: Vec<String>,
    without_load: Vec<String>,
    overloaded: Vec<String>,
    below_table: Vec<String>,
    /// What else is to be said, in the order of the indicators.
    pub further: Vec<Text>,
}

impl Assumed {
    pub(super) fn class(&mut self, meter: &str) {
        push(&mut self.without_class, meter);
    }

    pub(super) fn estimated(&mut self, meter: &str) {
        push(&mut self.estimated, meter);
    }

    pub(super) fn direct(&mut self, meter: &str) {
        push(&mut self.direct, meter);
    }

    pub(super) fn power_factor(&mut self, meter: &str) {
        push(&mut self.without_power_factor, meter);
    }

    pub(super) fn no_load(&mut self, transformer: &str) {
        push(&mut self.without_load, transformer);
    }

    pub(super) fn overload(&mut self, transformer: &str) {
        push(&mut self.overloaded, transformer);
    }

    pub(super) fn low_load(&mut self, transformer: &str) {
        push(&mut self.below_table, transformer);
    }

    /// The assumptions about the meters and transformers that are used.
    pub(super) fn told(self, used: &BTreeSet<&str>) -> Vec<Text> {
        let all = [
            (
                self.without_class,
                "未注明准确度等级，按 2 级计（本程序的选择）",
                "no class is told, and class 2 is taken (this program's choice)",
            ),
            (
                self.estimated,
                "为估算值，其误差不小于仪表等级所示",
                "the values are estimated, and their error is no smaller than the class says",
            ),
            (
                self.direct,
                "未注明电流互感器，按直接计量计",
                "no current transformer is told, and they are taken to measure directly",
            ),
            (
                self.without_power_factor,
                "未注明功率因数，按 0.9 计（本程序的选择）",
                "no power factor is told, and 0.9 is taken (this program's choice)",
            ),
            (
                self.without_load,
                "未注明互感器负荷，按标准列出的最低负荷计，其限值最大（本程序的选择）",
                "no load is told, and the lowest that the standard has limits for is taken, where they are the largest (this program's choice)",
            ),
            (
                self.overloaded,
                "按 rated_kw 算得的负荷超出互感器所能承受，视为负荷未知：请核对 rated_kw 的单位",
                "by `rated_kw` the load is more than a transformer bears, and it is taken as not known: check the unit of `rated_kw`",
            ),
            (
                self.below_table,
                "互感器负荷低于标准列出的最低负荷，按该最低负荷的限值计（本程序的选择）",
                "the load is below the lowest that the standard has limits for, and the limits there are taken (this program's choice)",
            ),
        ];
        let told = all.into_iter().filter_map(|(names, zh, en)| {
            let names: Vec<String> = names.into_iter().filter(|name| used.contains(name.as_str())).collect();
            let listed = |between: &str| names.join(between);
            (!names.is_empty()).then(|| Text::new(format!("{}：{zh}", listed("、")), format!("{}: {en}", listed(", "))))
        });
        told.chain(self.further).collect()
    }
}

fn push(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}
