//! PUE and clean share of each group, as ratios of its facilities' sums, beside those of all facilities together.

use std::cmp::Ordering;

use super::super::axis::{self, Axis, TICKS, TITLES};
use super::super::canvas::{Align, Canvas};
use super::super::face::Face;
use super::super::palette::{GAINED, GRID, HIGHER, INK, LINE, LOWER, POSSIBLE, SOFT, UNKNOWN};
use super::super::ranking_row::RankingRow;
use super::super::shape::Rect;
use super::super::sheet::Swatch;
use super::super::{Chart, Kind};
use super::PortfolioDrawn;
use crate::indicator::PortfolioFigures;
use crate::rating::portfolio::{Group, Together};
use crate::report::portfolio::{group_name, kinds_of_groups};
use crate::report::words::{Words, charts as say, portfolio_charts as w};
use crate::report::{dates, numbers};
use crate::text::Lang;

const NAME: Face = Face::regular(24.0);
const DETAIL: Face = Face::regular(20.0);
const VALUE: Face = Face::bold(22.0);
const HEADING: Face = Face::bold(26.0);

const ROW: i32 = 62;
/// The room for names on the left, and between the two quantities.
const NAMES: i32 = 430;
const BETWEEN: i32 = 60;
/// The room for a value at the end of a plot.
const VALUE_ROOM: i32 = 110;
/// The rooms above the rows of a kind of groups: its heading, the axes' names, the ticks.
const HEAD: i32 = 128;
const APART: i32 = 30;
/// Of one kind no more groups than these are drawn, those with the most facilities.
const MOST: usize = 40;

/// The groups of one kind.
struct Kin<'a> {
    title: Words,
    groups: Vec<&'a Group>,
    left_out: usize,
}

/// The chart; `None` where all facilities are alike, or no group has a value.
pub(super) fn draw(of: PortfolioDrawn<'_>, lang: Lang) -> Option<Chart> {
    let kinds: Vec<Kin<'_>> = kinds_of_groups()
        .into_iter()
        .filter_map(|(by, title)| {
            let groups = of.together.groups.iter().filter(|group| group.by == by).collect();
            Kin::of(title, groups)
        })
        .collect();
    let told = kinds.iter().flat_map(|kin| &kin.groups).any(|group| value(&group.figures, "pue").is_some());
    if !told {
        return None;
    }
    let rows: Vec<&RankingRow> = of.rows.iter().collect();
    let height = kinds.iter().map(Kin::height).sum::<i32>() - APART;
    let left_out = kinds.iter().map(|kin| kin.left_out).sum();
    let sheet = super::sheet(&rows, w::GROUP_COMPARISON, lang).legend(legend(left_out, lang));
    let (mut canvas, body) = sheet.open_for(height);
    let plots = Plots::of(&kinds, of.together, body, lang);
    let mut top = body.top;
    for kin in &kinds {
        plots.draw(&mut canvas, Rect { top, bottom: top + kin.height() - APART, ..body }, kin);
        top += kin.height();
    }
    Some(Chart::of(Kind::GroupComparison, canvas))
}

fn legend(left_out: usize, lang: Lang) -> Vec<(Swatch, String)> {
    let area = |paint, words: Words| (Swatch::Area(paint), words.get(lang).to_owned());
    let mut legend = vec![
        (Swatch::Rule(INK), w::TOGETHER.get(lang).to_owned()),
        area(HIGHER, w::LOWER_PUE),
        area(LOWER, w::HIGHER_PUE),
        area(GAINED, w::GROUP_SHARE),
        area(UNKNOWN, w::NO_VALUE),
    ];
    if left_out > 0 {
        legend.push((Swatch::Sign(""), say::filled(w::MORE_GROUPS, lang, &[&left_out.to_string()])));
    }
    legend
}

/// The ratio of sums of a figure, and of how many facilities it is.
fn value(figures: &[PortfolioFigures], id: &str) -> Option<(f64, usize)> {
    let figure = figures.first()?.figures.iter().find(|figure| figure.indicator == id)?;
    Some((figure.ratio_of_sums?, figure.sites))
}

impl<'a> Kin<'a> {
    /// Those with the lowest PUE first, those without one last; `None` where there are no groups.
    fn of(title: Words, mut groups: Vec<&'a Group>) -> Option<Self> {
        groups.sort_by(|a, b| b.sites.cmp(&a.sites).then_with(|| a.name.cmp(&b.name)));
        let left_out = groups.len().saturating_sub(MOST);
        groups.truncate(MOST);
        let pue = |group: &Group| value(&group.figures, "pue").map_or(f64::INFINITY, |(value, _)| value);
        groups.sort_by(|a, b| {
            let names = || (&a.name, &a.period).cmp(&(&b.name, &b.period));
            pue(a).total_cmp(&pue(b)).then_with(names)
        });
        (!groups.is_empty()).then_some(Self { title, groups, left_out })
    }

    fn height(&self) -> i32 {
        HEAD + ROW * i32::try_from(self.groups.len()).unwrap_or_default() + APART
    }
}

/// What all kinds of groups are drawn on.
struct Plots<'a> {
    together: &'a Together,
    quantities: [Quantity; 2],
    /// Whether there are several periods, so that each group says which it is of.
    periods: bool,
    lang: Lang,
}

impl<'a> Plots<'a> {
    fn of(kinds: &[Kin<'_>], together: &'a Together, body: Rect, lang: Lang) -> Self {
        let groups = || kinds.iter().flat_map(|kin| &kin.groups);
        let all = together.figures.iter().filter_map(|figures| value(std::slice::from_ref(figures), "pue"));
        let values = groups().filter_map(|group| value(&group.figures, "pue")).chain(all).map(|(value, _)| value);
        let (low, high) = axis::ends(values);
        let spare = (high - low).max(0.02) * 0.1;
        let first = groups().next().map(|group| group.period.as_str());
        let half = (body.width() - NAMES - BETWEEN) / 2;
        let quantity = |id, title, scale, left: i32, range| {
            let ends = (left, left + half - VALUE_ROOM);
            Quantity { id, title, scale, axis: Axis::new(range, ends), ends }
        };
        let left = body.left + NAMES;
        Self {
            together,
            quantities: [
                quantity("pue", w::PUE_AXIS, 1.0, left, (low - spare, high + spare)),
                quantity("clean_share", w::SHARE_AXIS, 100.0, left + half + BETWEEN, (0.0, 100.0)),
            ],
            periods: groups().any(|group| Some(group.period.as_str()) != first),
            lang,
        }
    }

    fn draw(&self, canvas: &mut Canvas, place: Rect, kin: &Kin<'_>) {
        let rows = Rect { top: place.top + HEAD, ..place };
        canvas.text(kin.title.get(self.lang), (place.left, place.top + 20), HEADING, INK, Align::Left);
        self.quantities.iter().for_each(|quantity| quantity.draw_axis(canvas, rows, self.lang));
        for (at, group) in kin.groups.iter().enumerate() {
            let top = rows.top + ROW * i32::try_from(at).unwrap_or_default();
            self.draw_row(canvas, Rect { top, bottom: top + ROW, ..rows }, group);
        }
    }

    fn draw_row(&self, canvas: &mut Canvas, place: Rect, group: &Group) {
        let middle = place.middle().1;
        canvas.rule((place.left, place.right), place.bottom, LINE, 1);
        let (name, about) = (group_name(group, self.lang), self.about(group));
        canvas.text(&NAME.shorten(name, NAMES - 24), (place.left, middle - 13), NAME, INK, Align::Left);
        canvas.text(&DETAIL.shorten(&about, NAMES - 24), (place.left, middle + 16), DETAIL, SOFT, Align::Left);
        let all = self.together.figures.iter().find(|figures| figures.period == group.period);
        for quantity in &self.quantities {
            let all = all.and_then(|figures| value(std::slice::from_ref(figures), quantity.id));
            quantity.draw(canvas, place, group, all.map(|(value, _)| value), self.lang);
        }
    }

    /// How many facilities a group has, and how many of them have a PUE where some have none.
    fn about(&self, group: &Group) -> String {
        let sites = group.sites.to_string();
        let known = value(&group.figures, "pue").map_or(0, |(_, sites)| sites);
        let count = match known == group.sites {
            true => say::filled(w::COUNT, self.lang, &[&sites]),
            false => say::filled(w::COUNT_OF, self.lang, &[&sites, &known.to_string()]),
        };
        if self.periods { [count, dates::period(&group.period, self.lang)].join(say::BETWEEN) } else { count }
    }
}

/// PUE or the clean share of every group.
struct Quantity {
    id: &'static str,
    title: Words,
    /// What values are times before they are drawn: shares are in percent.
    scale: f64,
    axis: Axis,
    /// The ends of the plot.
    ends: (i32, i32),
}

impl Quantity {
    fn draw_axis(&self, canvas: &mut Canvas, rows: Rect, lang: Lang) {
        canvas.text(self.title.get(lang), (self.ends.0, rows.top - HEAD + 62), TITLES, SOFT, Align::Left);
        for (tick, text) in self.axis.lettered(5) {
            let x = self.axis.at(tick);
            canvas.fill(Rect::new(x - 1, rows.top - 8, x + 1, rows.bottom), GRID);
            canvas.text(&text, (x, rows.top - 26), TICKS, INK, Align::Centre);
        }
    }

    /// The value of a group beside that of all facilities of its period.
    fn draw(&self, canvas: &mut Canvas, place: Rect, group: &Group, all: Option<f64>, lang: Lang) {
        let middle = place.middle().1;
        let plot = Rect::new(self.ends.0, place.top, self.ends.1, place.bottom);
        let name = group_name(group, lang);
        let Some((known, sites)) = value(&group.figures, self.id) else {
            canvas.paint(Rect::new(plot.left, middle - 12, plot.left + 90, middle + 12), UNKNOWN);
            canvas.text(w::NO_VALUE.get(lang), (plot.left + 104, middle), DETAIL, SOFT, Align::Left);
            canvas.reading(plot, &[name, self.title.get(lang), w::NO_VALUE.get(lang)]);
            return;
        };
        let x = self.axis.at(known * self.scale);
        let reference = all.map(|all| self.axis.at(all * self.scale));
        if self.id == "pue" {
            draw_beside(canvas, plot, x, reference);
        } else {
            canvas.paint(Rect::new(plot.left, middle - 12, plot.right, middle + 12), POSSIBLE);
            canvas.paint(Rect::new(plot.left, middle - 12, x.max(plot.left + 3), middle + 12), GAINED);
        }
        if let Some(reference) = reference {
            canvas.fill(Rect::new(reference - 2, place.top + 4, reference + 2, place.bottom - 4), INK);
        }
        let shown = numbers::indicator(self.id, known, lang);
        canvas.text(&shown, (plot.right + VALUE_ROOM, middle), VALUE, INK, Align::Right);
        let told = format!("{} {shown}", self.title.get(lang));
        let count = say::filled(w::COUNT_OF, lang, &[&group.sites.to_string(), &sites.to_string()]);
        let together = all.map(|all| format!("{} {}", w::TOGETHER.get(lang), numbers::indicator(self.id, all, lang)));
        let parts = [name, told.as_str(), count.as_str()].into_iter().chain(together.as_deref());
        canvas.reading(plot, &parts.collect::<Vec<_>>());
    }
}

/// A bar from what all have together to what the group has; where there is no such figure, a point that is neither better
/// nor worse.
fn draw_beside(canvas: &mut Canvas, plot: Rect, x: i32, reference: Option<i32>) {
    let middle = plot.middle().1;
    let from = reference.unwrap_or(x);
    let colour = match x.cmp(&from) {
        Ordering::Less => HIGHER.fill,
        Ordering::Equal => INK,
        Ordering::Greater => LOWER.fill,
    };
    canvas.fill(Rect::new(x.min(from), middle - 7, x.max(from), middle + 7), colour);
    canvas.dot((x, middle), 11, colour);
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::portfolio;
    use super::*;

    fn readings(together: &Together, lang: Lang) -> Option<Vec<String>> {
        let rows = portfolio::rows(12, 3);
        let chart = draw(PortfolioDrawn { rows: &rows, unreadable: 0, together }, lang)?;
        Some(chart.canvas.readings.iter().map(|(_, words)| words.clone()).collect())
    }

    #[test]
    fn a_group_tells_the_ratio_of_its_sums_and_one_without_a_value_says_so() {
        let mut together = portfolio::together(12);
        let told = readings(&together, Lang::En).unwrap();
        let ai = told.iter().find(|one| one.starts_with("AI") || one.contains("AI")).unwrap();
        let group = together.groups.iter().find(|group| group.name.as_deref() == Some("ai")).unwrap();
        let ratio = numbers::indicator("pue", group.figures[0].figures[0].ratio_of_sums.unwrap(), Lang::En);
        assert!(ai.contains(&format!("PUE, ratio of sums (kWh/kWh) {ratio}")), "{ai} without {ratio}");
        together.groups[0].figures.clear();
        let told = readings(&together, Lang::En).unwrap();
        assert!(told.iter().any(|one| one.ends_with("no value")), "{told:?}");
    }

    #[test]
    fn groups_stand_by_their_pue_and_those_without_one_last() {
        let mut together = portfolio::together(12);
        together.groups[1].figures.clear();
        let gone = together.groups[1].name.clone();
        let kin = Kin::of(w::ALL, together.groups.iter().filter(|one| one.by == together.groups[0].by).collect());
        let kin = kin.unwrap();
        let values: Vec<_> =
            kin.groups.iter().map(|group| value(&group.figures, "pue").map(|(value, _)| value)).collect();
        let known: Vec<f64> = values.iter().copied().flatten().collect();
        assert!(known.is_sorted() && known.len() + 1 == values.len(), "{values:?}");
        assert_eq!(kin.groups.last().unwrap().name, gone);
    }

    #[test]
    fn without_groups_or_without_any_value_there_is_no_chart() {
        let mut together = portfolio::together(12);
        together.groups.iter_mut().for_each(|group| group.figures.clear());
        assert!(readings(&together, Lang::Zh).is_none());
        together.groups.clear();
        assert!(readings(&together, Lang::Zh).is_none());
    }
}
