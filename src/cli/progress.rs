//! How far a run over many facilities is.

use std::fmt::Write;
use std::time::Duration;

use indicatif::style::TemplateError;
use indicatif::{FormattedDuration, ProgressBar, ProgressState, ProgressStyle};

use crate::report::words::progress::FACILITIES;
use crate::text::Lang;

/// Often enough for seconds to be seen passing where one facility takes many of them.
const TICK: Duration = Duration::from_millis(500);

/// A bar on stderr with the time that is left; nothing where that is no terminal, or where one facility is all there is.
pub(super) fn progress(facilities: usize, lang: Lang) -> ProgressBar {
    if facilities < 2 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(facilities).unwrap_or(u64::MAX));
    // A style that indicatif does not know leaves its own bar; a test holds that it knows both.
    let bar = match style(lang) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    };
    if !bar.is_hidden() {
        bar.enable_steady_tick(TICK);
    }
    bar
}

/// Without colours, so that `NO_COLOR` need not be asked.
fn style(lang: Lang) -> Result<ProgressStyle, TemplateError> {
    let style = ProgressStyle::with_template(&format!("{{bar:30}} {}", FACILITIES.get(lang)))?;
    Ok(style.with_key("left", left))
}

/// The time that is left; before anything is done nothing tells it.
fn left(state: &ProgressState, to: &mut dyn Write) {
    let _unheard = match state.pos() {
        0 => to.write_str("—"),
        _ => write!(to, "{}", FormattedDuration(state.eta())),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_a_bar_and_one_facility_has_none() {
        for lang in [Lang::Zh, Lang::En] {
            assert!(style(lang).is_ok(), "{:?}", style(lang).err());
            for part in ["{pos}/{len}", "{elapsed_precise}", "{left}"] {
                assert!(FACILITIES.get(lang).contains(part), "{part}");
            }
        }
        assert!(progress(1, Lang::Zh).is_hidden());
    }
}
