//! Chromium without a window.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Names under which it is installed; the variable `CHROMIUM` names another.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// A page takes about a second.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Chromium {
    program: PathBuf,
}

impl Chromium {
    /// The browser of this machine; says that the test holds nothing where there is none.
    pub fn find() -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
        let installed = std::env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
        let program = named.into_iter().chain(installed).find(|program| program.is_file());
        if program.is_none() {
            // Not by a macro: the test harness would keep that to itself.
            _ = std::io::stderr().write_all(b"skipped: there is no Chromium to show the pages in\n");
        }
        Some(Self { program: program? })
    }

    /// The page as it stands after its scripts ran.
    pub fn shown(&self, page: &Path, more: &[&str]) -> String {
        let profile = tempfile::tempdir().unwrap();
        let dom = profile.path().join("dom.html");
        let mut child = Command::new(&self.program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
            .args(["--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND", "--dump-dom"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .args(more)
            .arg(format!("file://{}", page.display()))
            .stdout(std::fs::File::create(&dom).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while child.try_wait().unwrap().is_none() {
            if begun.elapsed() > PATIENCE {
                child.kill().unwrap();
                panic!("{} was not shown within {PATIENCE:?}", page.display());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let shown = std::fs::read_to_string(dom).unwrap();
        assert!(shown.contains("<body"), "{} was not shown: {shown}", page.display());
        shown
    }

    /// What a page, and not the browser for itself, asks for beside its own file.
    pub fn asked(&self, page: &Path) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("net.json");
        self.shown(page, &[&format!("--log-net-log={}", log.display())]);
        let log: serde_json::Value = serde_json::from_slice(&std::fs::read(log).unwrap()).unwrap();
        let start = &log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"];
        assert!(start.is_number(), "the log has no requests");
        let requests = log["events"].as_array().unwrap().iter().filter(|event| event["type"] == *start);
        // What the browser asks for itself, for its updates and the like, has no page as its origin.
        let by_a_page = requests
            .filter(|event| event["params"]["initiator"].as_str().is_some_and(|origin| origin != "not an origin"));
        let urls = by_a_page.filter_map(|event| event["params"]["url"].as_str());
        urls.filter(|url| !url.starts_with("data:")).map(str::to_owned).collect()
    }
}
