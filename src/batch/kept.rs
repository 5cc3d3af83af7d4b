//! The rollup that a rating keeps: the cells of the telemetry that it has read, in the file that `rollup` would write.

use std::path::Path;

use super::output::is_inside;
use crate::files::NewFile;
use crate::problem::{Problem, Result};
use crate::telemetry::rollup_file::{EncodedRollup, RollupWriter};

/// A rollup file in the making beside a rating. It appears at its place all at once, on [`KeptRollup::finish`]; dropped
/// before that, it leaves nothing behind.
pub struct KeptRollup {
    writer: RollupWriter<NewFile>,
    facilities: usize,
}

impl KeptRollup {
    /// Begins a file that will stand at `place`; `output` is the output folder of the same rating.
    ///
    /// # Errors
    /// A file that is there already and `replace` is not set; a place in the output folder, which is put in its place as a
    /// whole; a folder that does not take the file.
    pub fn begin(place: &Path, replace: bool, output: Option<&Path>) -> Result<Self> {
        if output.is_some_and(|output| is_inside(place, output)) {
            return Err(Problem::new("the rollup would be lost in the output folder, which is made anew as a whole")
                .at_file(place)
                .hint("name a file beside the folder of `--out`"));
        }
        Ok(Self { writer: RollupWriter::begin(NewFile::begin(place, replace)?)?, facilities: 0 })
    }

    /// Adds a facility; facilities are to come in order of their ids.
    pub(super) fn add(&mut self, facility: EncodedRollup) -> Result<()> {
        self.facilities += 1;
        self.writer.add(facility)
    }

    /// Puts the file in its place, and says whether it did: not where no facility could be read.
    ///
    /// # Errors
    /// A disk that does not take it; a file that came to its place meanwhile.
    pub fn finish(self) -> Result<bool> {
        let any = self.facilities > 0;
        if any {
            self.writer.finish()?.finish()?;
        }
        Ok(any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rollup_is_not_kept_in_the_output_folder_however_the_two_are_written() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("there")).unwrap();
        let begun = |place: &str, output: &str| {
            let [place, output] = [place, output].map(|path| root.path().join(path));
            KeptRollup::begin(&place, false, Some(&output)).map(drop).map_err(|problem| problem.what)
        };
        for (place, output) in [
            ("out/cells.parquet", "out"),
            ("out/deep/cells.parquet", "there/../out"),
            ("there/../out/cells.parquet", "out"),
            ("there/cells.parquet", "there"),
        ] {
            let told = begun(place, output).unwrap_err();
            assert!(told.contains("lost in the output folder"), "{place} in {output}: {told}");
        }
        assert_eq!(begun("cells.parquet", "out"), Ok(()));
        assert_eq!(begun("out-cells.parquet", "out"), Ok(()));
    }
}
