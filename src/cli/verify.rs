//! `greengrade verify`.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::packs::library;
use super::record_format::RecordFormat;
use super::{Verdict, rating_file};
use crate::batch::{VerifyRequest, verify};
use crate::files::read_whole;
use crate::problem::{Problem, Result};
use crate::report::signature::{PublicKey, SignedBy, beside};
use crate::report::verify::terminal;
use crate::telemetry::rollup_file::RollupFile;
use crate::text::Lang;

/// Make a rating again from the facility's files, and tell whether the same comes out to the byte; or whether it is signed.
///
/// What was asked for then is read from the rating. Exit code 0: identical. 1: something differs, which is named. 2: it could not run.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  greengrade verify out/lake --inputs dc/lake\n  \
        greengrade verify lake/rating.json --inputs dc/lake --packs packs --format json\n  \
        greengrade verify out/lake --signed-by public.pem")]
pub(super) struct Arguments {
    /// A rating.json that `greengrade rate --out` wrote, or the folder it is in.
    rating: PathBuf,
    /// The facility's folder; with `--signed-by` it may be left out, and the rating is not made again then.
    #[arg(long, value_name = "DIR", required_unless_present = "signed_by")]
    inputs: Option<PathBuf>,
    /// Hold the signature that `greengrade sign` wrote beside the rating against this public key.
    #[arg(long, value_name = "PUBLIC.pem")]
    signed_by: Option<PathBuf>,
    /// The folder of packs by which it was made.
    #[arg(long, value_name = "DIR", requires = "inputs")]
    packs: Option<PathBuf>,
    /// The rollup file from which it was made.
    #[arg(long, value_name = "FILE", requires = "inputs")]
    rollup: Option<PathBuf>,
    /// The form of the result.
    #[arg(long, value_enum, default_value = "table")]
    format: RecordFormat,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<Verdict> {
    let library = library(arguments.packs.as_deref())?;
    let file = rating_file::find(&arguments.rating)?;
    let bytes = read_whole(&file)?;
    let request = VerifyRequest {
        folder: arguments.inputs.as_deref(),
        library: &library,
        rollup: arguments.rollup.as_deref().map(RollupFile::open).transpose()?.map(Arc::new),
        signed_by: arguments.signed_by.as_deref().map(|key| signed_by(key, &file)).transpose()?,
    };
    let verification = verify(&bytes, &file.display().to_string(), request)?;
    arguments.format.print(&verification, |colour| terminal(&verification, lang, colour, None))?;
    Ok(if verification.identical { Verdict::Good } else { Verdict::NotAllRated })
}

/// The signature beside a rating, and the key by which it is to be.
fn signed_by(key: &Path, rating: &Path) -> Result<SignedBy> {
    let (key, file) = (PublicKey::read(key)?, beside(rating));
    match std::fs::read(&file) {
        Ok(signature) => Ok(SignedBy { key, signature: Some(signature) }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(SignedBy { key, signature: None }),
        Err(error) => Err(Problem::io("read", &file, &error)),
    }
}
