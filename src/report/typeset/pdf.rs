//! Typeset reports as PDF, by the typesetter within the program: no font and no program of the machine is used, and
//! nothing is read but the report's own files and those beside a template of the user's.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{TEMPLATE, Typeset};
use crate::problem::{Problem, Result};
use crate::report::chart::{TYPEFACES, Typeface};

/// For how many reports the typesetter remembers what it did: enough for what all reports share.
const REMEMBERED: usize = 2;

/// The standard library of the typesetter, made once.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
/// The typefaces that are part of the program.
static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| TYPEFACES.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect());

/// The report as a PDF that can be searched, with tags for those who have it read to them. `ident` is what tells the
/// report from others; the same report gives the same bytes.
///
/// # Errors
/// A template of the user's that can not be set, with its line; a fault of the program for its own.
pub fn pdf(typeset: &Typeset, ident: &str) -> Result<Vec<u8>> {
    let desk = Desk::new(typeset)?;
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| desk.problem(&errors))?;
    let standards = match typeset.template.folder {
        // The program's own template gives what readers of screens need. Whoever writes one may do with less.
        None => PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| fault(error.message()))?,
        Some(_) => PdfStandards::default(),
    };
    let options = PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some(concat!("GreenGrade ", env!("CARGO_PKG_VERSION")).to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| desk.problem(&errors));
    typst::comemo::evict(REMEMBERED);
    pdf
}

fn fault(what: &str) -> Problem {
    Problem::new(format!("cannot set the report: {what}")).hint("this is a fault of GreenGrade: please report it")
}

/// The font of the user's, whose bytes are not copied for each report.
struct UsersFont(Typeface);

impl AsRef<[u8]> for UsersFont {
    fn as_ref(&self) -> &[u8] {
        self.0.bytes().unwrap_or_default()
    }
}

/// What the typesetter has before it.
struct Desk<'a> {
    typeset: &'a Typeset,
    book: LazyHash<FontBook>,
    /// The program's typefaces, and the user's font where there is one.
    fonts: Vec<Font>,
    template: Source,
    beside: HashMap<FileId, Bytes>,
    /// The folder of the user's template, whose other files it may use.
    folder: Option<PathBuf>,
}

impl<'a> Desk<'a> {
    fn new(typeset: &'a Typeset) -> Result<Self> {
        let template = Source::new(file_id(TEMPLATE)?, typeset.template.source.clone());
        let beside = typeset.beside.iter().map(|(path, bytes)| Ok((file_id(path)?, Bytes::new(bytes.clone()))));
        let users = typeset.typeface.file().map(|file| {
            let mut fonts = Font::iter(Bytes::new(UsersFont(typeset.typeface.clone())));
            fonts.next().ok_or_else(|| {
                Problem::new("the typesetter cannot use the font")
                    .at_file(file)
                    .hint("name another font that has these characters, or leave `pdf` out of the forms")
            })
        });
        let fonts: Vec<Font> = FONTS.iter().cloned().chain(users.transpose()?).collect();
        Ok(Self {
            typeset,
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template,
            beside: beside.collect::<Result<_>>()?,
            folder: typeset.template.folder.clone(),
        })
    }

    /// The first of the typesetter's complaints, with the line of the template that it is about.
    fn problem(&self, errors: &[SourceDiagnostic]) -> Problem {
        let Some(first) = errors.first() else { return fault("the typesetter does not say why") };
        let hint = first.hints.first().map(|hint| hint.v.to_string());
        let problem =
            Problem::new(format!("cannot set the report: {}", first.message)).hint(hint.unwrap_or_else(|| {
                match self.folder {
                    Some(_) => "see docs/pdf.md for what a template may use".to_owned(),
                    None => "this is a fault of GreenGrade: please report it".to_owned(),
                }
            }));
        // An error within a function is told where the function stands; what a reader can change is the template.
        let spans = std::iter::once(first.span).chain(first.trace.iter().map(|point| point.span.into()));
        let in_template = spans.filter(|span| span.id() == Some(self.template.id())).find_map(|span| self.range(span));
        match in_template {
            Some(range) => problem.at_span(&self.typeset.template.name, &self.typeset.template.source, range),
            None => problem.at_file(Path::new(&self.typeset.template.name)),
        }
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            return Ok(self.template.clone());
        }
        let bytes = self.file(id)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(bytes) = self.beside.get(&id) {
            return Ok(bytes.clone());
        }
        let path = id.get().vpath().get_without_slash();
        let missing = || FileError::NotFound(PathBuf::from(path));
        // A package would have to be fetched from a network.
        let folder = self.folder.as_ref().filter(|_| *id.get().root() == VirtualRoot::Project).ok_or_else(missing)?;
        let failed = |error| FileError::from_io(error, Path::new(path));
        let folder = folder.canonicalize().map_err(failed)?;
        let place = folder.join(path).canonicalize().map_err(failed)?;
        // A link must not lead out of the folder.
        if !place.starts_with(&folder) {
            return Err(FileError::AccessDenied);
        }
        std::fs::read(&place).map(Bytes::new).map_err(failed)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// There is no today: a report has the days of its rating.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file_id(path: &str) -> Result<FileId> {
    let path = VirtualPath::new(path).map_err(|_| fault("a file has no proper name"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}
