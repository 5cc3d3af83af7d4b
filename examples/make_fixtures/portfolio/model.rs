//! A year of a made-up data centre on the plateau: weather, load, cooling, and what the sun, wind and rivers supply.

use super::chance::{Chance, Wander, sine};
use super::sites::Site;

/// The first instant of the year at +08:00, in seconds since 1970.
pub const YEAR_START: i64 = 1_735_660_800;
/// Minutes of the year 2025.
const YEAR_MINUTES: u32 = 8760 * 60;
/// Days of the year 2025.
const YEAR_DAYS: f64 = 365.0;

/// One step: mean powers in kW, and water in L/h.
#[derive(Clone, Copy, Default)]
pub struct Step {
    /// Seconds since 1970.
    pub at: i64,
    pub total: f64,
    pub it: f64,
    pub cooling: f64,
    pub distribution: f64,
    pub heat: f64,
    pub solar: f64,
    pub wind: f64,
    pub hydro: f64,
    pub water: f64,
}

/// What the sun and the wind usually leave over, kW. Half of what is bought from rivers is a band of this height, the
/// other half follows the load; rivers carry most in the warm half of the year.
fn band(site: &Site, season: f64) -> f64 {
    let usual_total = site.it_kw * (1.03 + site.cooling_floor + site.distribution);
    usual_total - 0.276 * season * site.solar_peak - 0.45 * site.wind_peak
}

/// The year's steps, at the site's own distance.
pub fn year(site: &Site) -> Vec<Step> {
    let mut chance = Chance::new(site.seed);
    let [mut weather, mut load, mut gusts, mut clouds] =
        [0.995, 0.98, 0.99, 0.97].map(|keep| Wander::new(keep, site.minutes));
    let steps = (0..YEAR_MINUTES / site.minutes).map(|step| {
        let minute = step * site.minutes;
        let day = f64::from(minute) / 1440.0;
        let hour = f64::from(minute % 1440) / 60.0;
        // The afternoon is warmest, and the end of July.
        let (time_of_day, warmth) = (sine((hour - 9.0) / 24.0), sine((day - 115.0) / YEAR_DAYS));
        let temperature = 4.0 + 12.0 * warmth + 6.0 * time_of_day + 4.0 * weather.step(&mut chance);
        // The year began on a Wednesday.
        let working = if (minute / 1440 + 2) % 7 < 5 { 0.03 } else { -0.05 };
        let it = site.it_kw * (1.0 + 0.06 * time_of_day + working + 0.03 * load.step(&mut chance));
        let cooling = it * (site.cooling_floor + site.cooling_slope * (temperature - 8.0).max(0.0));
        let distribution = it * site.distribution;
        // Lights, offices and the like.
        let total = it + cooling + distribution + 0.012 * site.it_kw;
        let daylight = if (6.5..19.5).contains(&hour) { sine((hour - 6.5) / 26.0) } else { 0.0 };
        let season = 0.8 + 0.2 * sine((day - 80.0) / YEAR_DAYS);
        let solar = (site.solar_peak * daylight * season * (0.8 + 0.2 * clouds.step(&mut chance))).min(0.6 * total);
        let wind = (site.wind_peak * (0.45 + 0.4 * gusts.step(&mut chance)).clamp(0.0, 1.0)).min(0.3 * total);
        let hydro =
            site.hydro_share * (1.0 + 0.08 * warmth) * (0.5 * (total - solar - wind) + 0.5 * band(site, season));
        let water = it * site.water * (0.6 + 0.05 * (temperature + 2.0).max(0.0)) / 0.95;
        let heat = total * site.heat * (1.0 - 0.6 * warmth);
        Step {
            at: YEAR_START + i64::from(minute) * 60,
            total,
            it,
            cooling,
            distribution,
            heat,
            solar,
            wind,
            hydro,
            water,
        }
    });
    steps.filter(|step| !site.is_dark(step.at)).collect()
}
