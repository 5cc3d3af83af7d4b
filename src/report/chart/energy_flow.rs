//! Energy from its sources by its paths to its uses, as bands whose heights are the energies.

use super::canvas::{Align, Canvas};
use super::face::Face;
use super::flow_nodes::{Bands, GAP, LEAST, NODE, Node, places, scale};
use super::palette::{INK, PAPER, PATH, SOFT, USE, source};
use super::shape::Rect;
use super::sheet::Sheet;
use super::{Chart, Kind};
use crate::facility::manifest::SupplyPath;
use crate::indicator::clean_energy::CleanEnergy;
use crate::rating::Rating;
use crate::report::numbers;
use crate::report::words::{Words, charts as say, clean_energy as w};
use crate::standard::vocabulary::Vocabulary;
use crate::text::Lang;

const NAMES: Face = Face::regular(24.0);
const FIGURES: Face = Face::regular(21.0);
/// How wide the names beside the first and the last column may be.
const ROOM: i32 = 330;
/// The least height of the whole.
const HEIGHT: i32 = 620;

/// Energy from one source by one path, kWh.
struct Flow {
    source: String,
    path: SupplyPath,
    kwh: f64,
}

/// The chart; `None` where the facility keeps no records, or has no energy.
pub(super) fn draw(rating: &Rating, lang: Lang) -> Option<Chart> {
    let told = rating.clean_energy.as_ref().filter(|told| told.total_kwh > 0.0)?;
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
        is_beyond: false,
    };
    let of_path = |path: &SupplyPath| {
        let name = if *path == SupplyPath::Certificates { w::CERTIFIED_GRID } else { w::path(*path) };
        Node { name: name.get(lang).to_owned(), kwh: sum(&|flow| flow.path == *path), paint: PATH, is_beyond: false }
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
    let [of_sources, of_paths, of_uses] = places.as_slice() else { return None };
    let [from, by, to] = &columns;

    let mut bands = Bands::default();
    for (source_at, id) in sources.iter().enumerate() {
        for (path_at, path) in paths.iter().enumerate() {
            let kwh = sum(&|flow| flow.source == *id && flow.path == *path);
            let ends = (of_sources.as_slice(), source_at);
            let drawn = bands.draw(&mut canvas, ends, (of_paths, path_at), kwh * scale, source(id).fill);
            tell_band(&mut canvas, drawn, [from.get(source_at), by.get(path_at)], kwh, all);
        }
    }
    let mut bands = Bands::default();
    for (path_at, path) in paths.iter().enumerate() {
        for (use_at, used) in to.iter().enumerate() {
            let kwh = to_use(&flows, told, *path, used);
            let ends = (of_paths.as_slice(), path_at);
            let drawn = bands.draw(&mut canvas, ends, (of_uses, use_at), kwh * scale, used.paint.fill);
            tell_band(&mut canvas, drawn, [by.get(path_at), Some(used)], kwh, all);
        }
    }
    for (index, (nodes, places)) in columns.iter().zip(&places).enumerate() {
        for (node, place) in nodes.iter().zip(places) {
            canvas.paint(*place, node.paint);
            letter(&mut canvas, node, *place, index, all);
        }
    }
    Some(Chart::of(Kind::EnergyFlow, canvas))
}

/// Every kilowatt-hour once: what certificates cover is taken from the residual mix, then from the grid's named sources.
fn flows(told: &CleanEnergy) -> Vec<Flow> {
    let certified: f64 = told.supply.iter().filter(|l| l.path == SupplyPath::Certificates).map(|l| l.kwh).sum();
    let open = (certified - told.residual_kwh).max(0.0);
    let grid: f64 = told.supply.iter().filter(|l| l.path == SupplyPath::Grid).map(|l| l.kwh).sum();
    let left = if grid > 0.0 { 1.0 - (open / grid).min(1.0) } else { 1.0 };
    let mut flows: Vec<Flow> = Vec::new();
    let residual = ("grid", SupplyPath::Grid, (told.residual_kwh - certified).max(0.0));
    let lines = told.supply.iter().map(|line| {
        let part = if line.path == SupplyPath::Grid { left } else { 1.0 };
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
    let name = |words: Words| words.get(lang).to_owned();
    let node = |words, kwh, paint| Node { name: name(words), kwh, paint, is_beyond: false };
    let [strong, soft, faint] = USE;
    let mut uses = match told.it_kwh {
        Some(it) => {
            let overhead = (told.total_kwh - it).max(0.0);
            vec![node(w::USE_IT, it, strong), node(w::USE_OVERHEAD, overhead, soft)]
        }
        None => vec![node(w::TOTAL, told.total_kwh, strong)],
    };
    uses.push(Node { name: name(w::USE_EXPORT), kwh: told.beyond_load_kwh, paint: faint, is_beyond: true });
    uses.retain(|used| used.kwh > 0.0);
    uses
}

/// Whether a path brings what is drawn from the grid as it is needed, and so nothing beyond the load.
fn follows_load(path: SupplyPath) -> bool {
    matches!(path, SupplyPath::Grid | SupplyPath::Certificates)
}

/// What of a path goes to a use. What flows where within the facility nobody meters: of the paths that can bring more
/// than the load each has the same part in what is beyond it, and all have the same mix of the other uses.
fn to_use(flows: &[Flow], told: &CleanEnergy, path: SupplyPath, used: &Node) -> f64 {
    let sum = |pick: &dyn Fn(SupplyPath) -> bool| {
        flows.iter().filter(|flow| pick(flow.path)).map(|flow| flow.kwh).sum::<f64>()
    };
    let (mine, others) = (sum(&|of| of == path), sum(&|of| !follows_load(of)));
    let beyond = match follows_load(path) || others <= 0.0 {
        true => 0.0,
        false => told.beyond_load_kwh * mine / others,
    };
    match used.is_beyond {
        true => beyond,
        false => (mine - beyond).max(0.0) * used.kwh / told.total_kwh,
    }
}

/// A band by both its ends: from where to where, and its energy.
fn tell_band(canvas: &mut Canvas, ends: Option<[Rect; 2]>, nodes: [Option<&Node>; 2], kwh: f64, all: f64) {
    let (Some(ends), [Some(from), Some(to)]) = (ends, nodes) else { return };
    let way = format!("{} → {}", from.name, to.name);
    for end in ends {
        canvas.reading(end, &[&way, &energy(kwh, all)]);
    }
}

/// An energy, and its share of all.
fn energy(kwh: f64, all: f64) -> String {
    let share = if all > 0.0 { numbers::percent(kwh / all) } else { String::new() };
    format!("{} kWh{}{share}", numbers::amount(kwh), say::BETWEEN)
}

/// The name and the energy of a node: beside the outer columns, and right of the middle one.
fn letter(canvas: &mut Canvas, node: &Node, place: Rect, column: usize, all: f64) {
    let (x, align) = match column {
        0 => (place.left - 14, Align::Right),
        _ => (place.right + 14, Align::Left),
    };
    let (_, middle) = place.middle();
    let name = NAMES.shorten(&node.name, ROOM - 20);
    let figure = energy(node.kwh, all);
    canvas.reading(place.inset(-4, -4, -4, -4), &[&node.name, &figure]);
    if column == 1 {
        // A ground of paper keeps the bands behind the words away.
        let width = NAMES.width(&name).max(FIGURES.width(&figure));
        canvas.fill(Rect::new(x - 6, middle - NAMES.line_height(), x + width + 6, middle + NAMES.line_height()), PAPER);
    }
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
    fn what_is_beyond_the_load_did_not_come_over_the_grid() {
        // 10,000 kWh, 8,000 of them IT; solar 6,000 of which 1,000 are beyond the load, and 5,000 from the grid.
        let mut told = told(&[("solar", SupplyPath::SelfGenerated, 6000.0)], 5000.0);
        told.beyond_load_kwh = 1000.0;
        let (flows, uses) = (flows(&told), uses(&told, Lang::En));
        let of = |path| uses.iter().map(|used| to_use(&flows, &told, path, used)).collect::<Vec<_>>();
        assert_eq!(of(SupplyPath::SelfGenerated), [4000.0, 1000.0, 1000.0]);
        assert_eq!(of(SupplyPath::Grid), [4000.0, 1000.0, 0.0]);
    }

    #[test]
    fn many_sources_are_drawn_the_same_twice_in_both_languages() {
        let ids = Vocabulary::embedded().supply_sources.iter().map(|known| known.id.as_str());
        let lines: Vec<_> = ids.map(|id| (id, SupplyPath::DirectLine, 800.0)).collect();
        let mut rating = samples::rating_of(1.18);
        rating.clean_energy = Some(told(&lines, 400.0));
        for lang in [Lang::Zh, Lang::En] {
            let (first, second) = (draw(&rating, lang).unwrap(), draw(&rating, lang).unwrap());
            assert_eq!((first.name, first.png().unwrap()), ("energy-flow", second.png().unwrap()));
            let picture = Picture::of(&first.png().unwrap());
            picture.assert_chart(1600, picture.height);
        }
    }

    #[test]
    fn each_band_tells_its_ends_and_its_energy() {
        let lines = [("solar", SupplyPath::SelfGenerated, 2000.0), ("wind", SupplyPath::DirectLine, 3000.0)];
        let mut rating = samples::rating_of(1.18);
        rating.clean_energy = Some(told(&lines, 5000.0));
        let chart = draw(&rating, Lang::En).unwrap();
        let of = |way: &str| chart.canvas.readings.iter().filter(|(_, words)| words.starts_with(way)).count();
        let solar = Vocabulary::embedded().supply_source("solar").unwrap().title.get(Lang::En);
        let ways: Vec<&str> = chart.canvas.readings.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(of(&format!("{solar} → ")), 2, "a band is told by both its ends: {ways:?}");
        assert!(ways.iter().any(|way| way.contains(" → ") && way.contains("kWh · 20.0 %")), "{ways:?}");
    }

    #[test]
    fn without_records_there_is_no_chart() {
        assert_eq!(draw(&samples::rating_of(1.18), Lang::Zh), None);
    }
}
