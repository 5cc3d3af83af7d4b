//! A page of indented lines.

use crate::report::phrase::harmless;

/// Lines, each with its depth.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    /// Adds a heading, after an empty line where something stands above.
    pub fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.line(0, text);
    }

    /// Adds a line at a depth.
    pub fn line(&mut self, depth: usize, text: &str) {
        let text = harmless(text);
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn text(self) -> String {
        self.text
    }
}
