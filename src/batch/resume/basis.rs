//! What ratings and reports are made from beside a facility's own files.

use std::path::Path;
use std::sync::OnceLock;

use crate::PROGRAM;
use crate::batch::run::Options;
use crate::files::sha256_hex;
use crate::telemetry::rollup_file::RawFile;

/// What all facilities of a run are made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::batch) struct Basis {
    pub program: String,
    pub asked: String,
}

impl Basis {
    /// The basis of a run; `None` where it can not be told in full, so that nothing is to be taken over from it or later
    /// by it: a template may use other files beside it, and a program that is gone can not be told from another.
    pub fn of(options: &Options<'_>) -> Option<Self> {
        if options.template.has_folder() {
            return None;
        }
        Some(Self { program: program()?.to_owned(), asked: asked(options) })
    }
}

/// The version of the program and the SHA-256 of its file: two builds may give different ratings under one version.
fn program() -> Option<&'static str> {
    static TOLD: OnceLock<Option<String>> = OnceLock::new();
    let told = TOLD.get_or_init(|| {
        let file = RawFile::at(String::new(), &std::env::current_exe().ok()?).ok()?;
        Some(format!("{PROGRAM} {}", file.sha256))
    });
    told.as_deref()
}

/// The SHA-256 of all that was asked for, as its types tell it themselves, so that no option is left out.
fn asked(options: &Options<'_>) -> String {
    let Options { request, letterhead, template, lang, formats, lettering, .. } = options;
    let typeface = lettering.typeface();
    let font = (typeface.file().map(Path::to_path_buf), typeface.bytes().map(sha256_hex));
    let told = format!("{request:?}\n{letterhead:?}\n{template:?}\n{lang:?}\n{formats:?}\n{font:?}");
    sha256_hex(told.as_bytes())
}
