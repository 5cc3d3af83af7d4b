//! The workbooks, read back as another program would.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use greengrade::problem::Problem;
use greengrade::rating::portfolio::{Site, Together};
use greengrade::rating::{OutcomeStatus, Rating};
use greengrade::report::workbook::{PortfolioLine, facility, portfolio};
use greengrade::text::Lang;

use super::made::{self, Made, SOUND};

const BOTH: [Lang; 2] = [Lang::Zh, Lang::En];

/// A workbook as it is read back.
struct Book {
    reader: Xlsx<Cursor<Vec<u8>>>,
}

impl Book {
    fn read(bytes: Vec<u8>) -> Self {
        Self { reader: Xlsx::new(Cursor::new(bytes)).unwrap() }
    }

    fn of(rating: &Rating, lang: Lang) -> Self {
        Self::read(facility(rating, None, lang).unwrap())
    }

    fn sheet(&mut self, name: &str) -> Range<Data> {
        self.reader.worksheet_range(name).unwrap()
    }

    fn names(&self) -> Vec<String> {
        self.reader.sheet_names()
    }

    fn assert_no_errors(&mut self) {
        for (name, sheet) in self.reader.worksheets() {
            for (row, column, cell) in sheet.cells() {
                assert!(!matches!(cell, Data::Error(_)), "{name}, row {row}, column {column}: {cell}");
                let text = cell.to_string();
                assert!(!["NaN", "inf", "#NUM!", "#DIV/0!"].contains(&text.as_str()), "{name} {row} {column}: {text}");
            }
        }
    }
}

fn says(cell: &Data, text: &str) -> bool {
    matches!(cell, Data::String(said) if said == text)
}

/// The column of a heading.
fn column(sheet: &Range<Data>, heading: &str) -> usize {
    let rows: Vec<&[Data]> = sheet.rows().collect();
    rows.iter().find_map(|row| row.iter().position(|cell| says(cell, heading))).unwrap()
}

/// The first row with this text in it.
fn row<'s>(sheet: &'s Range<Data>, text: &str) -> &'s [Data] {
    sheet.rows().find(|row| row.iter().any(|cell| says(cell, text))).unwrap()
}

/// The number below a heading, in the row with this text.
fn number(sheet: &Range<Data>, text: &str, heading: &str) -> f64 {
    let cell = row(sheet, text).get(column(sheet, heading)).unwrap();
    if let Data::Float(number) = cell { *number } else { f64::NAN }
}

fn all() -> [Rating; 7] {
    [
        made::rated(),
        made::not_rated(),
        made::refused(),
        made::by_every_rule(),
        made::indicative(),
        made::by_a_part(),
        made::by_fields(),
    ]
}

#[test]
fn the_sheets_have_their_names_in_the_language_of_the_report() {
    let rating = made::rated();
    let zh = ["摘要", "评定项", "各月", "指标", "数据发现", "佐证", "输入文件", "引用来源"];
    let en = ["Summary", "Criteria", "Months", "Indicators", "Findings", "Evidence", "Inputs", "Sources"];
    assert_eq!(Book::of(&rating, Lang::Zh).names(), zh);
    assert_eq!(Book::of(&rating, Lang::En).names(), en);
}

#[test]
fn no_cell_of_any_facility_is_an_error_and_the_same_rating_gives_the_same_bytes() {
    for rating in all() {
        for lang in BOTH {
            let bytes = facility(&rating, None, lang).unwrap();
            assert!(bytes == facility(&rating, None, lang).unwrap());
            Book::read(bytes).assert_no_errors();
        }
    }
}

#[test]
fn indicators_are_numbers_at_full_precision_and_what_is_missing_says_why() {
    let rating = made::rated();
    let sheet = Book::of(&rating, Lang::En).sheet("Indicators");
    for indicator in &rating.indicators {
        let told = &row(&sheet, &indicator.id)[column(&sheet, "Value")];
        match indicator.value {
            Some(value) => assert_eq!(*told, Data::Float(value), "{}", indicator.id),
            None => {
                assert_eq!(*told, Data::Empty, "{}", indicator.id);
                let why = row(&sheet, &indicator.id)[column(&sheet, "Why it is missing")].to_string();
                assert!(why.starts_with("missing: "), "{}: {why}", indicator.id);
            }
        }
    }
    let uncertainty = rating.uncertainty.as_ref().unwrap().of("pue").unwrap();
    assert_eq!(number(&sheet, "pue", "U95 (k = 2)"), uncertainty.expanded);
    assert_eq!(number(&sheet, "clean_share", "Covered hours"), 8760.0);
}

#[test]
fn months_are_dates_and_add_up_to_the_rating() {
    let rating = made::rated();
    let sheet = Book::of(&rating, Lang::Zh).sheet("各月");
    let months: Vec<&[Data]> = sheet.rows().skip(1).take(12).collect();
    for (month, cells) in rating.months.iter().zip(&months) {
        let Data::DateTime(date) = &cells[0] else { panic!("{:?}", cells[0]) };
        let (year, number, day, ..) = date.to_ymd_hms_milli();
        assert_eq!((format!("{year}-{number:02}"), day), (month.label.clone(), 1));
        assert_eq!(cells[1], Data::Float(month.total_kwh.unwrap()));
        assert_eq!(cells[column(&sheet, "清洁能源占比")], Data::Float(month.clean_share.unwrap()));
    }
    let pue = rating.indicator("pue").unwrap();
    assert!((number(&sheet, "各月合计（公式）", "PUE") - pue.value.unwrap()).abs() < 1e-12);
    assert_eq!(number(&sheet, "评定结果中的值", "总能耗 kWh"), pue.inputs[0].value);
    assert!(number(&sheet, "差", "总能耗 kWh").abs() < 1e-6);
}

#[test]
fn the_score_is_added_up_again_from_the_criteria() {
    for rating in all() {
        let sheet = Book::of(&rating, Lang::En).sheet("Criteria");
        let points = column(&sheet, "Points");
        let values = |label: &str| -> Vec<f64> {
            let rows = sheet.rows().filter(|row| row.iter().any(|cell| says(cell, label)));
            rows.map(|row| if let Data::Float(number) = row[points] { number } else { f64::NAN }).collect()
        };
        let scores: Vec<f64> = rating.standards.iter().filter_map(|standard| standard.score).collect();
        assert_eq!(values("In the rating"), scores);
        let rounded = |standard: &&greengrade::standard::Assessment| {
            standard.score.is_some() && standard.rounded.iter().any(|rounded| rounded.what == "score")
        };
        let apart = if rating.standards.iter().any(|standard| rounded(&standard)) { 0.051 } else { 1e-9 };
        for (again, score) in values("Score by these rows").iter().zip(&scores) {
            assert!((again - score).abs() <= apart, "{again} and {score}");
        }
        for criterion in rating.standards.first().into_iter().flat_map(|deciding| &deciding.criteria) {
            let told = &row(&sheet, &criterion.title.en)[points];
            assert_eq!(*told, criterion.points.map_or(Data::Empty, Data::Float), "{}", criterion.id);
            let counted = row(&sheet, &criterion.title.en)[column(&sheet, "What counted")].to_string();
            assert!(!counted.is_empty() && !counted.contains("below"), "{}: {counted}", criterion.id);
        }
    }
}

#[test]
fn formulas_name_the_cells_that_they_add_up() {
    let mut book = Book::of(&made::rated(), Lang::Zh);
    let months = book.reader.worksheet_formula("各月").unwrap();
    let formulas: Vec<String> = months.used_cells().map(|(_, _, formula)| formula.clone()).collect();
    assert!(formulas.contains(&"SUM($B$2:$B$13)".to_owned()), "{formulas:?}");
    assert!(formulas.contains(&"B15/C15".to_owned()), "{formulas:?}");
    let criteria = book.reader.worksheet_formula("评定项").unwrap();
    assert!(
        criteria.used_cells().any(|(_, _, formula)| formula.contains("SUMIFS(") && formula.contains("\"<>不适用\""))
    );
}

#[test]
fn the_charts_of_excel_are_in_it_and_a_facility_without_points_has_none_of_them() {
    let has = |rating: &Rating, name: &str| {
        let bytes = facility(rating, None, Lang::Zh).unwrap();
        bytes.windows(name.len()).any(|window| window == name.as_bytes())
    };
    assert!(has(&made::rated(), "xl/charts/chart2.xml"));
    assert!(has(&made::by_fields(), "xl/charts/chart1.xml") && !has(&made::by_fields(), "xl/charts/chart2.xml"));
}

#[test]
fn the_first_sheet_tells_the_standing_of_what_is_on_it() {
    let text = |rating: &Rating, sheet: &str, lang| {
        let sheet = Book::of(rating, lang).sheet(sheet);
        sheet.used_cells().map(|(_, _, cell)| format!("{cell}\n")).collect::<String>()
    };
    let summary = text(&made::rated(), "Summary", Lang::En);
    assert!(summary.contains("The data of this facility is synthetic"), "{summary}");
    assert!(summary.contains("reference profile, not the official table"), "{summary}");
    let refused = text(&made::refused(), "摘要", Lang::Zh);
    assert!(refused.contains("评级前即予拒绝") && refused.contains("仅供查错"), "{refused}");
    assert!(!refused.contains("0.88"), "the PUE of a refused facility is not to be copied: {refused}");
    assert!(text(&made::refused(), "各月", Lang::Zh).contains("仅供查错"));
}

#[test]
fn text_that_begins_like_a_formula_stays_text() {
    let rating = Made { zh: "=1+1", en: "@SUM(A1)", ..SOUND }.rate();
    for lang in BOTH {
        let name = rating.facility.name.get(lang).to_owned();
        let lines = [PortfolioLine::of(&rating)];
        let problem = Problem::new("+1").hint("-2+3");
        let mut book = Book::read(portfolio(&lines, &Together::default(), &[("=2+2", &problem)], None, lang).unwrap());
        let names = book.names();
        let ranking = book.sheet(&names[0]);
        assert_eq!(row(&ranking, "huangshui")[1], Data::String(name));
        let last = names.last().unwrap();
        let errors = book.sheet(last);
        assert_eq!(errors.rows().nth(1).unwrap()[..2], [Data::String("=2+2".into()), Data::String("+1".into())]);
        for name in [&names[0], last] {
            let formulas = book.reader.worksheet_formula(name).unwrap();
            assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
        }
    }
}

#[test]
fn a_portfolio_is_ranked_and_tells_its_figures_levels_and_errors() {
    let better = Made { total: 55_000.0, ..SOUND }.rate();
    let mut better = better;
    better.facility.id = "better".to_owned();
    let ratings = [made::not_rated(), made::rated(), made::refused(), better];
    assert_eq!(ratings[3].outcome.status, OutcomeStatus::Rated);
    let lines: Vec<PortfolioLine> = ratings.iter().map(PortfolioLine::of).collect();
    let sites: Vec<Site> = ratings.iter().filter_map(Site::of).collect();
    assert_eq!(sites.len(), 3, "what was refused gives nothing");
    let told = Together::of(&sites.iter().collect::<Vec<_>>());
    let problem = Problem::new("no manifest").hint("write one");
    let bytes = portfolio(&lines, &told, &[("data/empty", &problem)], None, Lang::En).unwrap();
    assert!(bytes == portfolio(&lines, &told, &[("data/empty", &problem)], None, Lang::En).unwrap());
    let mut book = Book::read(bytes);
    assert_eq!(
        book.names(),
        ["Ranking", "Together", "Levels", "Groups", "How indicators spread", "Facilities that stand apart", "Errors"]
    );
    book.assert_no_errors();

    let ranking = book.sheet("Ranking");
    assert!(ranking.rows().any(|row| says(&row[0], "synthetic data")));
    assert!(ranking.rows().any(|row| row[0].to_string().contains("reference profile")));
    let rows: Vec<&[Data]> = ranking.rows().skip_while(|row| !says(&row[0], "Rank")).skip(1).collect();
    let [id, pue, status] = ["Id", "PUE", "Status"].map(|heading| column(&ranking, heading));
    assert_eq!(rows[0][id].to_string(), "better");
    assert_eq!((&rows[0][0], &rows[1][0]), (&Data::Float(1.0), &Data::Float(2.0)));
    assert_eq!(rows[1][pue], Data::Float(ratings[1].indicator("pue").unwrap().value.unwrap()));
    assert_eq!(rows[3][status].to_string(), "Refused");
    assert_eq!((&rows[3][pue], &rows[2][0]), (&Data::Empty, &Data::Empty));

    let together = book.sheet("Together");
    assert_eq!(number(&together, "pue", "Ratio of sums"), told.figures[0].figures[0].ratio_of_sums.unwrap());
    let spread = book.sheet("How indicators spread");
    assert_eq!(number(&spread, "PUE", "Median"), told.spreads[0].median);
    let levels = book.sheet("Levels");
    assert_eq!(number(&levels, "Refused", "Facilities"), 1.0);
    assert_eq!(number(&levels, "Could not be read", "Facilities"), 1.0);
    assert_eq!(number(&levels, "All", "Facilities"), 5.0);
    assert_eq!(row(&book.sheet("Errors"), "data/empty")[1].to_string(), "no manifest");
}

#[test]
fn a_portfolio_of_nothing_is_a_workbook_too() {
    for lang in BOTH {
        Book::read(portfolio(&[], &Together::default(), &[], None, lang).unwrap()).assert_no_errors();
    }
}
