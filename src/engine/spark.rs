//! Apache Spark: its own `spark-sql` runs the query on a cluster.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Engine;
use super::sql::{Dialect, Order, Script};
use crate::files::{read_text, write_whole};
use crate::problem::{Problem, Result};

/// The program of Spark that runs statements.
const PROGRAM: &str = "spark-sql";
/// The variable that tells where Spark is.
const HOME: &str = "SPARK_HOME";
/// How much of what Spark tells a message shows.
const SHOWN: usize = 400;

/// A Spark on this machine, and the cluster that it is to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spark {
    program: PathBuf,
    master: String,
    settings: Vec<String>,
}

impl Spark {
    /// Finds Spark in `SPARK_HOME` or in the `PATH`. `settings` are further ones of Spark, as `KEY=VALUE`.
    ///
    /// # Errors
    /// No Spark.
    pub fn find(master: &str, settings: &[String]) -> Result<Self> {
        let home = std::env::var_os(HOME).filter(|home| !home.is_empty()).map(PathBuf::from);
        let program = match home {
            Some(home) => Some(home.join("bin").join(PROGRAM)).filter(|program| program.is_file()),
            None => std::env::var_os("PATH").and_then(|path| {
                std::env::split_paths(&path).map(|folder| folder.join(PROGRAM)).find(|program| program.is_file())
            }),
        };
        let program = program.ok_or_else(|| {
            Problem::new(format!("there is no `{PROGRAM}`, the program of Apache Spark")).hint(format!(
                "set {HOME} to the folder of a Spark, such as that of `pip install pyspark`, or put its bin on the PATH"
            ))
        })?;
        Ok(Self { program, master: master.to_owned(), settings: settings.to_vec() })
    }

    fn command(&self, statements: &Path, log: &Path) -> std::io::Result<Command> {
        let mut command = Command::new(&self.program);
        command.args(["--master", &self.master, "--name", "greengrade rollup"]);
        command.args([
            "--conf",
            "spark.sql.catalogImplementation=in-memory",
            "--conf",
            "spark.ui.showConsoleProgress=false",
        ]);
        for setting in &self.settings {
            command.args(["--conf", setting]);
        }
        command.arg("-f").arg(statements).stdin(Stdio::null());
        let log = File::create(log)?;
        command.stdout(log.try_clone()?).stderr(log);
        Ok(command)
    }
}

impl Engine for Spark {
    fn name(&self) -> &'static str {
        "Apache Spark"
    }

    fn dialect(&self) -> Dialect {
        Dialect::Spark
    }

    fn order(&self) -> Order {
        // An order of all rows would make Spark compute them twice: first to see how to part them.
        Order::ByFacility
    }

    fn run(&self, script: &Script, folder: &Path) -> Result<Vec<PathBuf>> {
        let (statements, log, rows) = (folder.join("rollup.sql"), folder.join("spark.log"), folder.join("rows"));
        let place = self.dialect().text(&format!("file://{}", rows.display()));
        let insert = format!("INSERT OVERWRITE DIRECTORY {place} USING parquet\n{}", script.query);
        let text = Script { before: script.before.clone(), query: insert }.text();
        write_whole(&statements, text.as_bytes())?;
        let failed = |error: std::io::Error| Problem::io("start Spark", &self.program, &error);
        let status = self.command(&statements, &log).and_then(|mut command| command.status()).map_err(failed)?;
        let told = read_text(&log).map(|(text, _)| text).unwrap_or_default();
        if !status.success() {
            return Err(gave_up(&told));
        }
        parts(&rows)
    }
}

/// The files of rows, in the order of their names.
pub(super) fn parts(rows: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(rows).map_err(|error| {
        Problem::io("read what Spark wrote in", rows, &error)
            .hint("the folder of the file to write must be on storage that all workers share")
    })?;
    let paths = entries.filter_map(std::result::Result::ok).map(|entry| entry.path());
    let mut parts: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "parquet")).collect();
    parts.sort();
    Ok(parts)
}

/// The problem of a job that failed: of all that Spark tells, the line that says why.
fn gave_up(log: &str) -> Problem {
    let telling = |line: &&str| {
        let error = line.contains("Exception") || line.contains("ERROR") || line.contains("Error");
        error && !line.trim_start().starts_with("at ") && !line.contains(" WARN ")
    };
    // Our own reasons stand in the text that could not be read as a number.
    let ours = log.lines().find(|line| line.contains("_INVALID_INPUT]") && line.contains("The value '"));
    // What is only warned of comes before, and is told as long.
    let after = log.lines().skip_while(|line| !line.contains("ERROR "));
    let named = after.filter(telling).find(|line| line.contains("Exception: ") || line.contains("Error: "));
    let line = ours.or(named).or_else(|| log.lines().find(telling)).or_else(|| log.lines().last());
    let line = line.unwrap_or("it told nothing");
    let shown: String = line.trim().chars().take(SHOWN).collect();
    Problem::new(format!("Apache Spark gave up: {shown}"))
        .hint("a cell that stopped it can be found with `greengrade check`; otherwise look at the master, its memory and its workers")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_log_the_line_that_tells_why_is_shown() {
        let log = "26/11/30 WARN Some: Exception that does not matter\nERROR Executor: Exception in task 0.0\n\
                   org.apache.spark.SparkNumberFormatException: [CAST_INVALID_INPUT] The value 'a cell that is no plain number: 10 W' \
                   of the type \"STRING\"\n\tat org.apache.Some.error(Error.scala:1)\n";
        assert!(gave_up(log).what.contains("a cell that is no plain number: 10 W"));
        let warned = "WARN Sink: Error\njava.io.FileNotFoundException: no matter\n26/11/30 ERROR Executor: Exception in task 0.0\n\
                      org.apache.spark.SparkException: [MALFORMED] a row is cut short\n";
        assert!(gave_up(warned).what.ends_with("[MALFORMED] a row is cut short"));
        assert!(gave_up("ERROR Executor: lost\nend\n").what.ends_with("ERROR Executor: lost"));
        assert!(gave_up("").what.ends_with("it told nothing"));
    }

    #[test]
    fn where_there_is_no_spark_the_hint_tells_how_to_have_one() {
        let none = std::env::var_os(HOME).is_none()
            && std::env::var_os("PATH")
                .is_none_or(|path| !std::env::split_paths(&path).any(|folder| folder.join(PROGRAM).is_file()));
        let found = Spark::find("local[1]", &[]);
        assert_eq!(found.is_err(), none);
        assert!(found.is_ok() || found.unwrap_err().hint.unwrap().contains("SPARK_HOME"));
    }
}
