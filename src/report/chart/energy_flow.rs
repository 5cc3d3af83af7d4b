//! Energy from its sources by its paths to its uses, as bands whose heights are the energies.

use std::collections::BTreeMap;

use plotters::style::RGBColor;

use super::Chart;
use super::canvas::{Align, Canvas};
use super::face::Face;
use super::palette::{INK, PATH, SOFT, USE, pale, source};
use super::shape::{Paint, Rect};
use super::sheet::Sheet;
use crate::facility::manifest::SupplyPath;
use crate::indicator::clean_energy::CleanEnergy;
use crate::problem::Result;
use crate::rating::Rating;
use crate::report::numbers;
use crate::report::words::{Words, charts as say, clean_energy as w};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Lang;

const NAMES: Face = Face::regular(24.0);
const FIGURES: Face = Face::regular(21.0);
/// How wide a node is.
const NODE: i32 = 30;
/// How wide the names beside the first and the last column may be.
const ROOM: i32 = 330;
/// A node has at least room for two lines.
const LEAST: i32 = 66;
const GAP: i32 = 14;
/// The least height of the whole.
const HEIGHT: i32 = 620;

/// Energy from one source by one path, kWh.
struct Flow {
    source: String,
    path: SupplyPath,
    kwh: f64,
}

/// A node: its name, its energy, its look.
struct Node {
    name: String,
    kwh: f64,
    paint: Paint,
}

/// The chart; `None` where the facility keeps no records, or has no energy.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Result<Option<Chart>> {
    let Some(told) = rating.clean_energy.as_ref().filter(|told| told.total_kwh > 0.0) else { return Ok(None) };
    let flows = flows(told);
    let mut sources: Vec<&str> = Vocabulary::embedded().supply_sources.iter().map(|known| known.id.as_str()).collect();
    sources.retain(|id| flows.iter().any(|flow| flow.source == *id));
    let mut paths: Vec<SupplyPath> = flows.iter().map(|flow| flow.path).collect();
    paths.sort();
    paths.dedup();
    let uses = uses(told, lang);
    let all: f64 = flows.iter().map(|flow| flow.kwh).sum();
    let sum = |pick: &dyn Fn(&Flow) -> bool| flows.iter().filter(|flow| pick(flow)).map(|flow| flow.kwh).sum::<f64>();
    let of_source = |id: &&str| Node {
        name: Vocabulary::embedded().supply_source(id).map_or(*id, |known| known.title.get(lang)).to_owned(),
        kwh: sum(&|flow| flow.source == **id),
        paint: source(id),
    };
    let of_path = |path: &SupplyPath| {
        let name = if *path == SupplyPath::Certificates { w::CERTIFIED_GRID } else { w::path(*path) };
        Node { name: name.get(lang).to_owned(), kwh: sum(&|flow| flow.path == *path), paint: PATH }
    };
    let columns: [Vec<Node>; 3] = [sources.iter().map(of_source).collect(), paths.iter().map(of_path).collect(), uses];

    let most = columns.iter().map(Vec::len).max().unwrap_or_default();
    let height = HEIGHT.max(i32::try_from(most).unwrap_or_default() * (LEAST + GAP));
    let (mut canvas, body) = Sheet::of(rating, w::FLOW, lang).open_for(height);
    let scale = columns.iter().map(|nodes| scale(nodes, body.height())).fold(f64::INFINITY, f64::min);
    let [left, middle, right] =
        [body.left + ROOM, i32::midpoint(body.left + ROOM, body.right - ROOM), body.right - ROOM];
    let places: Vec<Vec<Rect>> = columns
        .iter()
        .zip([left, middle - NODE / 2, right - NODE])
        .map(|(nodes, x)| places(nodes, x, body, scale))
        .collect();
    let [of_sources, of_paths, of_uses] = places.as_slice() else { return Ok(None) };

    let mut bands = Bands::default();
    for (source_at, id) in sources.iter().enumerate() {
        for (path_at, path) in paths.iter().enumerate() {
            let kwh = sum(&|flow| flow.source == *id && flow.path == *path);
            bands.draw(&mut canvas, (of_sources, source_at), (of_paths, path_at), kwh * scale, source(id).fill);
        }
    }
    let mut bands = Bands::default();
    for (path_at, path) in paths.iter().enumerate() {
        for (use_at, used) in columns.iter().last().into_iter().flatten().enumerate() {
            // What flows where within the facility nobody meters: each path has the same part in each use.
            let kwh = sum(&|flow| flow.path == *path) * used.kwh / all;
            bands.draw(&mut canvas, (of_paths, path_at), (of_uses, use_at), kwh * scale, used.paint.fill);
        }
    }
    for (index, (nodes, places)) in columns.iter().zip(&places).enumerate() {
        for (node, place) in nodes.iter().zip(places) {
            canvas.paint(*place, node.paint);
            letter(&mut canvas, node, *place, index, all);
        }
    }
    Ok(Some(Chart { name: "energy-flow", png: canvas.png()? }))
}

/// Every kilowatt-hour once: what certificates cover is taken from the residual mix, then from the grid's named sources
/// that are not carbon-free.
fn flows(told: &CleanEnergy) -> Vec<Flow> {
    let is_free = |id: &str| Vocabulary::embedded().supply_source(id).is_some_and(|known| known.carbon_free);
    let certified: f64 = told.supply.iter().filter(|l| l.path == SupplyPath::Certificates).map(|l| l.kwh).sum();
    let open = (certified - told.residual_kwh).max(0.0);
    let is_open = |source: &str, path: SupplyPath| path == SupplyPath::Grid && !is_free(source);
    let grid: f64 = told.supply.iter().filter(|l| is_open(&l.source, l.path)).map(|l| l.kwh).sum();
    let left = if grid > 0.0 { 1.0 - (open / grid).min(1.0) } else { 1.0 };
    let mut flows: Vec<Flow> = Vec::new();
    let residual = ("grid", SupplyPath::Grid, (told.residual_kwh - certified).max(0.0));
    let lines = told.supply.iter().map(|line| {
        let part = if is_open(&line.source, line.path) { left } else { 1.0 };
        (line.source.as_str(), line.path, line.kwh * part)
    });
    for (source, path, kwh) in lines.chain([residual]).filter(|(.., kwh)| *kwh > 0.0) {
        match flows.iter_mut().find(|flow| flow.source == source && flow.path == path) {
            Some(flow) => flow.kwh += kwh,
            None => flows.push(Flow { source: source.to_owned(), path, kwh }),
        }
    }
    flows
}

fn uses(told: &CleanEnergy, lang: Lang) -> Vec<Node> {
    let node = |words: Words, kwh: f64, paint: Paint| Node { name: words.get(lang).to_owned(), kwh, paint };
    let [strong, soft, faint] = USE;
    let mut uses = match told.it_kwh {
        Some(it) => {
            let overhead = (told.total_kwh - it).max(0.0);
            vec![node(w::USE_IT, it, strong), node(w::USE_OVERHEAD, overhead, soft)]
        }
        None => vec![node(w::TOTAL, told.total_kwh, strong)],
    };
    uses.push(node(w::USE_EXPORT, told.beyond_load_kwh, faint));
    uses.retain(|used| used.kwh > 0.0);
    uses
}

/// Pixels for each kWh, so that a column fits a height with room for the letters of its smallest nodes.
fn scale(nodes: &[Node], height: i32) -> f64 {
    let room = f64::from(height - GAP * i32::try_from(nodes.len().saturating_sub(1)).unwrap_or_default());
    let fits = |scale: f64| nodes.iter().map(|node| (node.kwh * scale).max(f64::from(LEAST))).sum::<f64>() <= room;
    let all: f64 = nodes.iter().map(|node| node.kwh).sum();
    let (mut low, mut high) = (0.0, if all > 0.0 { room / all } else { 0.0 });
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if fits(middle) { low = middle } else { high = middle }
    }
    low
}

/// The nodes of a column from the top on, the column in the middle of the height.
fn places(nodes: &[Node], x: i32, body: Rect, scale: f64) -> Vec<Rect> {
    let heights: Vec<i32> = nodes.iter().map(|node| pixels(node.kwh * scale).max(2)).collect();
    let slots = || heights.iter().map(|height| (*height).max(LEAST));
    let gaps = GAP * i32::try_from(nodes.len().saturating_sub(1)).unwrap_or_default();
    let mut top = body.top + (body.height() - slots().sum::<i32>() - gaps).max(0) / 2;
    let place = |(height, slot): (&i32, i32)| {
        let start = top + (slot - height) / 2;
        top += slot + GAP;
        Rect::new(x, start, x + NODE, start + height)
    };
    heights.iter().zip(slots()).map(place).collect()
}

#[expect(clippy::as_conversions, reason = "a height inside a picture, cut at the bounds of pixels")]
fn pixels(height: f64) -> i32 {
    height.round() as i32
}

/// The bands between two columns; each begins where the one before it ended.
#[derive(Default)]
struct Bands {
    from: BTreeMap<usize, f64>,
    to: BTreeMap<usize, f64>,
}

impl Bands {
    fn draw(
        &mut self,
        canvas: &mut Canvas,
        (from, from_at): (&[Rect], usize),
        (to, to_at): (&[Rect], usize),
        height: f64,
        colour: RGBColor,
    ) {
        let (Some(from), Some(to)) = (from.get(from_at), to.get(to_at)) else { return };
        if height <= 0.0 {
            return;
        }
        let taken = |used: &mut BTreeMap<usize, f64>, at: usize| {
            let used = used.entry(at).or_default();
            let before = *used;
            *used += height;
            before
        };
        let start = f64::from(from.top) + taken(&mut self.from, from_at);
        let end = f64::from(to.top) + taken(&mut self.to, to_at);
        let (left, right) = (from.right, to.left);
        for x in left..right {
            let part = f64::from(x - left) / f64::from((right - left).max(1));
            // Level at both ends.
            let eased = part * part * (3.0 - 2.0 * part);
            let top = start + (end - start) * eased;
            let (top, bottom) = (pixels(top), pixels(top + height));
            canvas.fill(Rect::new(x, top, x + 1, bottom.max(top + 1)), pale(colour));
        }
    }
}

/// The name and the energy of a node: beside the outer columns, and right of the middle one.
fn letter(canvas: &mut Canvas, node: &Node, place: Rect, column: usize, all: f64) {
    let (x, align) = match column {
        0 => (place.left - 14, Align::Right),
        _ => (place.right + 14, Align::Left),
    };
    let (_, middle) = place.middle();
    let name = NAMES.shorten(&node.name, ROOM - 20);
    let share = if all > 0.0 { numbers::percent(node.kwh / all) } else { String::new() };
    let figure = format!("{} kWh{}{share}", numbers::amount(node.kwh), say::BETWEEN);
    canvas.text(&name, (x, middle - NAMES.line_height() / 2), NAMES, INK, align);
    canvas.text(&figure, (x, middle + FIGURES.line_height() / 2), FIGURES, SOFT, align);
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Picture};
    use super::*;
    use crate::indicator::clean_energy::record::{Evidence, SupplyLine};

    fn told(lines: &[(&str, SupplyPath, f64)], residual_kwh: f64) -> CleanEnergy {
        let line = |(source, path, kwh): &(&str, SupplyPath, f64)| SupplyLine {
            source: (*source).to_owned(),
            path: *path,
            kwh: *kwh,
            by: Evidence::Metered,
            from: String::new(),
        };
        samples::clean_energy(lines.iter().map(line).collect(), residual_kwh)
    }

    fn sum(flows: &[Flow]) -> f64 {
        flows.iter().map(|flow| flow.kwh).sum()
    }

    #[test]
    fn what_certificates_cover_flows_once() {
        // 10,000 kWh: solar 2,000, coal 5,000, the rest 3,000; certificates cover the rest and 1,000 of the coal.
        let lines = [
            ("solar", SupplyPath::SelfGenerated, 2000.0),
            ("coal", SupplyPath::Grid, 5000.0),
            ("wind", SupplyPath::Certificates, 4000.0),
        ];
        let flows = flows(&told(&lines, 3000.0));
        assert_eq!(sum(&flows), 10_000.0);
        assert_eq!(flows.iter().find(|flow| flow.source == "coal").unwrap().kwh, 4000.0);
        assert!(!flows.iter().any(|flow| flow.source == "grid"));
    }

    #[test]
    fn many_sources_are_drawn_the_same_twice_in_both_languages() {
        let ids = Vocabulary::embedded().supply_sources.iter().map(|known| known.id.as_str());
        let lines: Vec<_> = ids.map(|id| (id, SupplyPath::DirectLine, 800.0)).collect();
        let mut rating = samples::rating_of(1.18);
        rating.clean_energy = Some(told(&lines, 400.0));
        for lang in [Lang::Zh, Lang::En] {
            let (first, second) = (draw(&rating, lang).unwrap().unwrap(), draw(&rating, lang).unwrap().unwrap());
            assert_eq!((first.name, &first.png), ("energy-flow", &second.png));
            let picture = Picture::of(&first.png);
            picture.assert_chart(1600, picture.height);
        }
    }

    #[test]
    fn without_records_there_is_no_chart() {
        assert_eq!(draw(&samples::rating_of(1.18), Lang::Zh).unwrap(), None);
    }

    #[test]
    fn a_column_never_outgrows_its_height() {
        let node = |kwh: f64| Node { name: String::new(), kwh, paint: PATH };
        let nodes = [node(1e6), node(1.0), node(0.5)];
        let body = Rect::new(0, 0, 1000, 600);
        let places = places(&nodes, 0, body, scale(&nodes, 600));
        assert!(places.iter().all(|place| place.top >= 0 && place.bottom <= 600), "{places:?}");
        assert!(places.windows(2).all(|pair| pair[0].bottom < pair[1].top));
    }
}
