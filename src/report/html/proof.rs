//! The proof of each criterion, folded away until a reader asks for it.

use super::escaped;
use crate::report::explain::{Proof, proofs};
use crate::report::phrase::Phrases;
use crate::report::words::html as w;

/// The anchor of the chapter.
pub(super) const ANCHOR: &str = "proof";

/// The chapter; nothing where no standard was applied.
pub(super) fn chapter(phrases: &Phrases<'_>) -> String {
    let standards = phrases.rating.standards.iter().map(|assessment| {
        let folded: String = proofs(phrases, assessment).iter().map(folded).collect();
        let name = escaped(&phrases.standard(&assessment.standard));
        if folded.is_empty() { folded } else { format!("<h3>{name}</h3>\n{folded}") }
    });
    let standards: String = standards.collect();
    if standards.is_empty() {
        return standards;
    }
    let (title, note) = (escaped(phrases.say(w::PROOF)), escaped(phrases.say(w::PROOF_NOTE)));
    format!("<h2 id=\"{ANCHOR}\">{title}</h2>\n<p>{note}</p>\n{standards}")
}

fn folded(proof: &Proof) -> String {
    let (title, result) = (escaped(&proof.title), escaped(&proof.result));
    format!(
        "<details>\n<summary>{title} <span class=\"result\">{result}</span></summary>\n{}</details>\n",
        nested(&proof.lines)
    )
}

/// Lines as lists within lists.
fn nested(lines: &[(usize, String)]) -> String {
    let mut text = String::new();
    let mut open = 0;
    for (depth, line) in lines.iter().filter(|(_, line)| !line.is_empty()) {
        // A line that skips a depth stands in the next list all the same.
        let depth = (*depth).clamp(1, open + 1);
        if depth > open {
            text.push_str("<ul>\n");
            open = depth;
        } else {
            text.push_str("</li>\n");
        }
        while open > depth {
            text.push_str("</ul></li>\n");
            open -= 1;
        }
        text.push_str(&format!("<li>{}", escaped(line)));
    }
    for _ in 0..open {
        text.push_str("</li>\n</ul>");
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_that_is_opened_is_closed_where_its_depth_ends() {
        let lines = [(1, "a"), (2, "b"), (4, "c"), (3, ""), (1, "d <e>")].map(|(depth, line)| (depth, line.to_owned()));
        let told = nested(&lines).replace('\n', "");
        assert_eq!(told, "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d &lt;e&gt;</li></ul>");
        assert_eq!(nested(&[]).trim(), "");
    }
}
