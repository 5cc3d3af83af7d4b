//! `greengrade chart`.

use std::ffi::OsStr;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::font::{FontArgument, warn_of_lacking};
use super::new_files::write_files;
use super::{Verdict, print, rating_file, tell};
use crate::problem::{Problem, Result};
use crate::rating::Rating;
use crate::report::chart::{Chart, DrawnFrom, Kind, listing, rating_chart};
use crate::text::Lang;

/// Draw charts from a rating, as PNG or SVG, or list the kinds of charts.
///
/// Charts that show hours or readings need more than a rating: `greengrade rate --out` draws them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade chart --kind list\n  \
        greengrade chart out/lake --kind scorecard -o scorecard.svg\n  \
        greengrade chart out/lake --kind tornado -o tornado.png --dpi 300 --lang en\n  \
        greengrade chart out/lake --kind scorecard pue-by-month -o pictures\n  \
        greengrade chart out/lake --kind all -o pictures --force")]
pub(super) struct Arguments {
    /// A rating.json that `greengrade rate --out` wrote, or the folder it is in.
    rating: Option<PathBuf>,
    /// The kinds of charts, one or several [default: list]
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',', value_parser = names())]
    kind: Vec<String>,
    /// The file to write, `.png` or `.svg`, or a folder: each chart is then written into it as both.
    #[arg(long, short, value_name = "FILE|DIR", requires = "kind")]
    output: Option<PathBuf>,
    /// How wide a PNG is, 3 to 20 inches: the same picture larger or smaller, with its letters [default: 8].
    #[arg(long, value_name = "INCHES", requires = "output")]
    width: Option<f64>,
    /// How many dots an inch a PNG has [default: 200].
    #[arg(long, value_name = "N", requires = "output", value_parser = dots())]
    dpi: Option<u16>,
    #[command(flatten)]
    font: FontArgument,
    /// Replace files that are there already.
    #[arg(long, requires = "output")]
    force: bool,
}

/// In place of a kind: a list of them, and all of them.
const LIST: &str = "list";
const ALL: &str = "all";

fn names() -> PossibleValuesParser {
    let kinds = Kind::ALL.map(|kind| PossibleValue::new(kind.name()).help(kind.shows(Lang::En)));
    let list = PossibleValue::new(LIST).help("no chart: what there is, and what of it can be drawn of the rating");
    let all = PossibleValue::new(ALL).help("every chart that the rating tells enough for");
    PossibleValuesParser::new([list, all].into_iter().chain(kinds))
}

fn dots() -> clap::builder::RangedI64ValueParser<u16> {
    let (least, most) = Chart::DPI_RANGE.into_inner();
    clap::value_parser!(u16).range(i64::from(least)..=i64::from(most))
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let rating = arguments.rating.as_deref().map(rating_file::read).transpose()?;
    let asks = |word: &str| arguments.kind.iter().any(|kind| kind == word);
    if arguments.kind.is_empty() || asks(LIST) {
        print(&listing(rating.as_ref(), lang, None))?;
        return Ok(Verdict::Good);
    }
    let example = "as in `greengrade chart out/lake --kind scorecard -o scorecard.png`";
    let needed = |what: &str| Problem::new(what).hint(example);
    let rating = rating.ok_or_else(|| needed("there is no rating to draw from"))?;
    let output = arguments.output.as_deref().ok_or_else(|| needed("there is no place for the chart"))?;
    let place = Place::of(output)?;
    let charts = if asks(ALL) { all(&rating, lang)? } else { chosen(&arguments.kind, &rating, lang)? };
    let lettering = arguments.font.lettering()?;
    let charts: Vec<Chart> = charts.into_iter().map(|chart| lettering.letter(chart, &rating.facility.id)).collect();
    let files = place.files(&charts, arguments.dpi, arguments.width)?;
    write_files(&files, arguments.force)?;
    warn_of_lacking(&lettering);
    files.iter().for_each(|(file, _)| tell(&format!("wrote {}\n", file.display())));
    Ok(Verdict::Good)
}

fn all(rating: &Rating, lang: Lang) -> Result<Vec<Chart>> {
    let charts: Vec<Chart> = Kind::ALL.into_iter().filter_map(|kind| rating_chart(kind, rating, lang)).collect();
    if charts.is_empty() {
        return Err(Problem::new(format!("the rating of `{}` tells nothing to draw", rating.facility.id))
            .hint("`greengrade chart RATING --kind list` tells why"));
    }
    Ok(charts)
}

/// The charts of these kinds, in the order of all kinds; each once.
fn chosen(names: &[String], rating: &Rating, lang: Lang) -> Result<Vec<Chart>> {
    let wanted = || Kind::ALL.into_iter().filter(|kind| names.iter().any(|name| name == kind.name()));
    let elsewhere: Vec<Kind> = wanted().filter(|kind| kind.drawn_from() != DrawnFrom::Rating).collect();
    if let Some(first) = elsewhere.first() {
        return Err(drawn_elsewhere(first.drawn_from(), &elsewhere));
    }
    let drawn: Vec<(Kind, Option<Chart>)> = wanted().map(|kind| (kind, rating_chart(kind, rating, lang))).collect();
    let missing = drawn.iter().filter(|(_, chart)| chart.is_none());
    let missing: Vec<String> =
        missing.map(|(kind, _)| format!("`{}` ({})", kind.name(), kind.why_not(rating, Lang::En))).collect();
    if !missing.is_empty() {
        return Err(Problem::new(format!("`{}` has nothing for {}", rating.facility.id, missing.join(", ")))
            .hint("`greengrade chart RATING --kind list` tells what can be drawn"));
    }
    Ok(drawn.into_iter().filter_map(|(_, chart)| chart).collect())
}

/// Kinds that are drawn from more than a rating.
fn drawn_elsewhere(from: DrawnFrom, kinds: &[Kind]) -> Problem {
    let alike = kinds.iter().filter(|kind| kind.drawn_from() == from);
    let names = alike.map(|kind| format!("`{}`", kind.name())).collect::<Vec<_>>().join(", ");
    let (needs, hint) = match from {
        DrawnFrom::Portfolio => ("several facilities", "`greengrade rate --out` draws it of a portfolio"),
        DrawnFrom::Comparison => ("several ratings", "`greengrade compare --chart trend.png` draws it"),
        DrawnFrom::Rating | DrawnFrom::Hours => {
            ("hours or readings, which a rating does not hold", "`greengrade rate --out` draws them")
        }
    };
    Problem::new(format!("cannot draw {names} from a rating alone: it takes {needs}")).hint(hint)
}

/// Where charts go.
#[derive(Debug, PartialEq, Eq)]
enum Place<'a> {
    Png(&'a Path),
    Svg(&'a Path),
    Folder(&'a Path),
}

impl<'a> Place<'a> {
    fn of(output: &'a Path) -> Result<Self> {
        let ends_as_folder = output.to_string_lossy().ends_with([MAIN_SEPARATOR, '/']);
        let extension = output.extension().and_then(OsStr::to_str).map(str::to_lowercase);
        match extension.as_deref() {
            _ if ends_as_folder || output.is_dir() => Ok(Self::Folder(output)),
            Some("png") => Ok(Self::Png(output)),
            Some("svg") => Ok(Self::Svg(output)),
            None => Ok(Self::Folder(output)),
            Some(_) => Err(Problem::new("the chart's file is to end with `.png` or `.svg`")
                .at_file(output)
                .hint("a name without an ending, or with `/` behind it, is a folder")),
        }
    }

    /// The files with their bytes.
    fn files(&self, charts: &[Chart], dpi: Option<u16>, inches: Option<f64>) -> Result<Vec<(PathBuf, Vec<u8>)>> {
        let png = |chart: &Chart| chart.png_sized(dpi.unwrap_or(Chart::DPI), inches.unwrap_or(Chart::WIDTH));
        let svg = |chart: &Chart| chart.svg().map(String::into_bytes);
        match (self, charts) {
            (Self::Svg(file), _) if inches.is_some() => Err(Problem::new("an SVG is as wide as its place")
                .at_file(file)
                .hint("leave `--width` out, or name a `.png`")),
            (Self::Svg(file), _) if dpi.is_some() => {
                Err(Problem::new("an SVG has no dots").at_file(file).hint("leave `--dpi` out, or name a `.png`"))
            }
            (Self::Png(file), [chart]) => Ok(vec![(file.to_path_buf(), png(chart)?)]),
            (Self::Svg(file), [chart]) => Ok(vec![(file.to_path_buf(), svg(chart)?)]),
            (Self::Folder(folder), _) => {
                let file = |chart: &Chart, end: &str| folder.join(format!("{}.{end}", chart.name));
                let mut files = Vec::new();
                for chart in charts {
                    files.push((file(chart, "png"), png(chart)?));
                    files.push((file(chart, "svg"), svg(chart)?));
                }
                Ok(files)
            }
            (Self::Png(file) | Self::Svg(file), _) => {
                Err(Problem::new(format!("{} charts do not go into one file", charts.len()))
                    .at_file(file)
                    .hint("name a folder, or one kind"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells_a_picture_from_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let dotted = folder.path().join("out.v2");
        std::fs::create_dir(&dotted).unwrap();
        let place = |text: &'static str| Place::of(Path::new(text)).unwrap();
        assert_eq!(place("a/b.PNG"), Place::Png(Path::new("a/b.PNG")));
        assert_eq!(place("b.svg"), Place::Svg(Path::new("b.svg")));
        assert_eq!(place("pictures"), Place::Folder(Path::new("pictures")));
        assert_eq!(place("v1.png/"), Place::Folder(Path::new("v1.png/")));
        assert_eq!(Place::of(&dotted).unwrap(), Place::Folder(&dotted));
        assert!(Place::of(Path::new("a.pdf")).unwrap_err().what.contains("`.png` or `.svg`"));
    }
}
