//! What a typeset report says, as its template reads it: `report.json`.
//!
//! The template has the say over how the report looks, and none over what it says: every number is written already, in
//! the language of the report.

use schemars::JsonSchema;
use serde::Serialize;

/// The name and version of the form below.
pub const SCHEMA: &str = "greengrade.typeset/1";

/// A report for a template.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Document {
    /// Always [`SCHEMA`].
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// `zh` or `en`.
    pub lang: String,
    /// The country whose form of the language is meant, such as `cn`; empty where it is no matter.
    pub region: String,
    /// Words of the template's own.
    pub words: TemplateWords,
    /// What the report is.
    pub title: String,
    /// Whom it is about.
    pub subject: String,
    /// Who issues it and under which number; left out where no report profile says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<Issued>,
    /// What every page says of the report: what the figures are, and whether the data is synthetic.
    pub standing: Vec<String>,
    /// The grade, or in its place that there is none.
    pub outcome: String,
    /// What the cover says beside it, line by line.
    pub cover: Vec<Line>,
    /// One page that says the whole in short.
    pub summary: Vec<Block>,
    /// The chapters.
    pub chapters: Vec<Chapter>,
    /// Who signs.
    pub signatures: Vec<Signature>,
    /// The annexes.
    pub annexes: Vec<Chapter>,
}

/// Words that stand around what a report says.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TemplateWords {
    /// Above the table of contents.
    pub contents: String,
    /// Above the summary.
    pub summary: String,
    /// Above the place for signatures.
    pub signatures: String,
    /// Before the day of a signature.
    pub date: String,
    /// Where the seal goes.
    pub seal: String,
    /// Before the letter of an annex.
    pub annex: String,
    /// Before the number of a figure.
    pub figure: String,
    /// Before the notes of whoever issues the report.
    pub notes: String,
}

/// Who issues a report.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Issued {
    /// Who.
    pub by: String,
    /// Under which number; empty where there is none.
    pub number: String,
    /// The file of the logo beside the template; empty where there is none.
    pub logo: String,
    /// Notes, paragraph by paragraph.
    pub notes: Vec<String>,
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Line {
    /// Such as `Period`.
    pub label: String,
    /// Such as `2025`.
    pub value: String,
}

/// A place to sign at.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Signature {
    /// As what one signs.
    pub role: String,
    /// Who signs; empty where that is written by hand.
    pub name: String,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Chapter {
    /// Its title.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Whether its tables need pages that lie on their side.
    pub wide: bool,
}

/// A piece of a chapter.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A heading within a chapter.
    Heading {
        /// 1 below the chapter, 2 below that.
        depth: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: Vec<Inline>,
    },
    /// A paragraph that warns.
    Notice {
        /// Its words.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// Its points.
        items: Vec<Item>,
    },
    /// A table.
    Table {
        /// Its columns.
        columns: Vec<Column>,
        /// Its rows; each has a cell for each column.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A chart.
    Figure {
        /// The file beside the template.
        path: String,
        /// What it is called.
        caption: String,
        /// What it shows, for those who can not see it.
        alt: String,
    },
}

/// A point of a list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Item {
    /// Its words.
    pub text: Vec<Inline>,
    /// The list within it.
    pub items: Vec<Item>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Column {
    /// Its heading.
    pub head: Vec<Inline>,
    /// Whether it holds numbers, which stand to the right.
    pub numbers: bool,
}

/// Words in one form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Inline {
    /// In which.
    pub form: Form,
    /// The words.
    pub text: String,
}

/// A form of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// As it is.
    Plain,
    /// Bold.
    Strong,
    /// Signs to be copied, such as a hash, which have no spaces to break a line at.
    Code,
    /// The end of a line, without words.
    Break,
}

impl Inline {
    /// Words as they are.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { form: Form::Plain, text: text.into() }
    }
}
