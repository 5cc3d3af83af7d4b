//! A page of indented lines.

use crate::report::phrase::harmless;

/// Lines, each with its depth.
#[derive(Debug, Default)]
pub(super) struct Page {
    lines: Vec<(usize, String)>,
}

impl Page {
    /// Adds a heading, after an empty line where something stands above.
    pub fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.line(0, "");
        }
        self.line(0, text);
    }

    /// Adds a line at a depth.
    pub fn line(&mut self, depth: usize, text: &str) {
        self.lines.push((depth, harmless(text).trim_end().to_owned()));
    }

    pub const fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn text(&self) -> String {
        self.lines.iter().map(|(depth, text)| format!("{}{text}\n", "  ".repeat(*depth))).collect()
    }

    pub fn lines(self) -> Vec<(usize, String)> {
        self.lines
    }
}
