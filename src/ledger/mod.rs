//! The ledger of a folder of ratings: each rating that a run puts there has an entry, and each entry holds the hash of the
//! line before it, so that no rating can be swapped, lost or put in another order unseen.
//!
//! The folder's `greengrade-ledger.jsonl` is the ledger. A run whose output folder lies directly in the folder enters its
//! ratings *before* the output folder stands at its place, and keeps the ledger locked until it does. So wherever a run is
//! killed, no rating stands there that has no entry; what may be is an entry whose rating never came, which a check tells.

mod chain;
mod check;
mod entry;
mod repair;
mod standing;

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

pub use check::check;
pub use entry::{Entered, Entry, StandardEntered};
pub use repair::{Repaired, repair};

use crate::files::write_new;
use crate::problem::{Problem, Result};
use chain::Chain;

/// The ledger's name in its folder.
pub const LEDGER: &str = "greengrade-ledger.jsonl";

/// Begins the ledger of a folder, and gives its file.
///
/// # Errors
/// A ledger that is there already; a folder that does not take it.
pub fn begin(folder: &Path) -> Result<PathBuf> {
    let file = folder.join(LEDGER);
    write_new(&file, b"")?;
    Ok(file)
}

/// Where a ledger ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The last line's number; 0 where there is none.
    pub line: usize,
    /// The hash of the last line; that of nothing where there is none.
    pub hash: String,
}

/// The ledger that an output folder belongs to.
#[derive(Debug)]
pub struct Ledger {
    file: PathBuf,
    /// The output folder's name in the ledger's folder.
    output: String,
}

impl Ledger {
    /// The ledger beside an output folder, which need not be there yet; `None` where there is none.
    ///
    /// # Errors
    /// A ledger that can not be looked for; an output folder whose name can not be written into one.
    pub fn beside(output: &Path) -> Result<Option<Self>> {
        let failed = |error| Problem::io("look for a ledger beside", output, &error);
        let whole = std::path::absolute(output).map_err(failed)?;
        let (Some(folder), Some(name)) = (whole.parent(), whole.file_name()) else { return Ok(None) };
        let file = folder.join(LEDGER);
        match file.symlink_metadata() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            found => found.map_err(failed)?,
        };
        let name = name.to_str().ok_or_else(|| {
            let problem = Problem::new("the name of the output folder can not be written into the ledger beside it");
            problem.at_file(output).hint("name a folder whose name is text in UTF-8")
        })?;
        Ok(Some(Self { file, output: name.to_owned() }))
    }

    /// Opens it for entries and locks it until what is given is dropped: other runs wait meanwhile.
    ///
    /// # Errors
    /// A ledger that can not be written, or that does not hold.
    pub fn open(&self) -> Result<OpenLedger<'_>> {
        let opened = OpenOptions::new().read(true).append(true).open(&self.file);
        let opened = opened.map_err(|error| Problem::io("add to the ledger", &self.file, &error))?;
        opened.lock().map_err(|error| Problem::io("lock the ledger", &self.file, &error))?;
        let bytes = read(&opened, &self.file)?;
        let chain = Chain::of(&bytes);
        chain.must_hold(&self.file)?;
        Ok(OpenLedger { ledger: self, opened, bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX), chain })
    }
}

/// A ledger that is locked.
#[derive(Debug)]
pub struct OpenLedger<'a> {
    ledger: &'a Ledger,
    opened: File,
    bytes: u64,
    chain: Chain,
}

impl OpenLedger<'_> {
    /// Enters the ratings that an output folder will have, by the ids of their facilities, and makes sure that the disk has
    /// them. Of what the folder had before and will not have any more, that is entered too.
    ///
    /// # Errors
    /// A disk that does not take the entries; none of them is in the ledger then.
    pub fn enter(&self, ratings: BTreeMap<String, Entered>) -> Result<Head> {
        let output = &self.ledger.output;
        let mut ratings: BTreeMap<String, Option<Entered>> =
            ratings.into_iter().map(|(id, rating)| (entry::path(output, &id), Some(rating))).collect();
        for last in self.chain.last_of_each_path() {
            if last.entry.output() == output && last.entry.rating.is_some() {
                ratings.entry(last.entry.path.clone()).or_insert(None);
            }
        }
        let mut head = self.chain.head();
        let mut lines = Vec::new();
        for (path, rating) in ratings {
            let line = Entry::after(&head, path, rating).line()?;
            head = Head { line: head.line + 1, hash: chain::hash(&line) };
            lines.extend(line);
        }
        let written = (&self.opened).write_all(&lines).and_then(|()| self.opened.sync_all());
        written.map_err(|error| {
            // As if nothing had been written, as far as the disk still lets us.
            let _taken_back = self.opened.set_len(self.bytes).and_then(|()| self.opened.sync_all());
            Problem::io("add to the ledger", &self.ledger.file, &error)
        })?;
        Ok(head)
    }
}

/// The ledger of a folder, opened to be read.
fn open_in(folder: &Path, options: &OpenOptions) -> Result<(PathBuf, File)> {
    let file = folder.join(LEDGER);
    match options.open(&file) {
        Ok(opened) => Ok((file, opened)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let problem = Problem::new(format!("there is no `{LEDGER}` in the folder")).at_file(folder);
            Err(problem.hint("name the folder of the ledger, or begin one with `greengrade ledger new`"))
        }
        Err(error) => Err(Problem::io("open the ledger", &file, &error)),
    }
}

fn read(mut opened: &File, file: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    opened.read_to_end(&mut bytes).map_err(|error| Problem::io("read the ledger", file, &error))?;
    Ok(bytes)
}
