//! What is a spike, and what only a load that comes and goes.

use greengrade::telemetry::Finding;

use crate::common::{facility_folder, fixture};
use crate::damage::{TOTAL, copy, findings};

fn spikes(found: Vec<Finding>) -> Vec<Finding> {
    found.into_iter().filter(|finding| finding.id == "spike").collect()
}

/// What is found of spikes in a synthetic machine over June 2025, whose watts are told by the minute of the month.
fn machine(minutes: usize, watts: impl Fn(usize) -> usize) -> Vec<Finding> {
    let mut text = String::from("time,power\n");
    for minute in 0..minutes {
        let (day, hour) = (minute / 1440 + 1, minute / 60 % 24);
        text += &format!("2025-06-{day:02}T{hour:02}:{:02}:00Z,{}\n", minute % 60, watts(minute));
    }
    of_power(&text, "2025-06", "")
}

fn of_power(text: &str, period: &str, keys: &str) -> Vec<Finding> {
    let kind = if keys.is_empty() { "kind = \"power\"\nunit = \"W\"" } else { keys };
    let manifest = format!(
        "id = \"synthetic-machine\"\nname = {{ zh = \"机器\", en = \"Machine\" }}\nprovince = \"青海\"\ncategory = \"ai\"\n\
         clock = \"+00:00\"\n[[telemetry]]\nfiles = [\"power.csv\"]\nshape = \"wide\"\ntime = \"time\"\n\
         [[meter]]\nid = \"m\"\ncolumn = \"power\"\n{kind}\npoint = \"it-input\"\n[boundary]\nit = [\"m\"]\n"
    );
    let folder = facility_folder(&[("facility.toml", &manifest), ("power.csv", text)]);
    spikes(findings(folder.path(), period))
}

/// Idle at 30 W, a little up and down.
fn idle(minute: usize) -> usize {
    28 + minute * 7 % 5
}

#[test]
fn real_servers_and_a_real_run_of_hpl_give_no_spike() {
    // The server at Cornell goes from 29 W to 293 W for an hour, and rises before and falls after it.
    for (id, periods) in [
        ("harvard-ipmi", &["2025-06"][..]),
        ("cornell-biohpc", &["2022-08", "2023-02", "2023-03"]),
        ("hpl-frontier", &["2023-04"]),
    ] {
        for period in periods {
            assert_eq!(spikes(findings(&fixture("real").join(id), period)), [], "{id} {period}");
        }
    }
}

#[test]
fn a_job_on_an_idle_machine_is_no_spike_and_a_few_readings_are() {
    let job = |length: usize| {
        machine(3 * 1440, move |minute| if (730..730 + length).contains(&minute) { 300 } else { idle(minute) })
    };
    // Ten times idle; of the 60 readings of its hour three may be a glitch, and four are a job.
    assert_eq!(job(1).len(), 1);
    assert_eq!(job(3).len(), 1);
    assert_eq!(job(4), []);
    assert_eq!(job(35), []);
    // Over two hours, the hours beside it are at full load too.
    assert_eq!(job(90), []);
}

#[test]
fn what_is_beyond_any_load_is_a_spike_even_where_it_lasts_for_more_readings() {
    // The 99th percentile is 32 W: 20 times is 640 W.
    let stuck =
        |watts: usize| machine(3 * 1440, move |minute| if (730..740).contains(&minute) { watts } else { idle(minute) });
    assert_eq!(stuck(640), []);
    assert_eq!(stuck(641).len(), 1);
    assert_eq!(stuck(2555)[0].count, 1);
}

#[test]
fn a_machine_that_is_often_at_full_load_has_no_spikes() {
    let jobs = machine(10 * 1440, |minute| if minute / 60 % 24 == 9 && minute % 60 < 3 { 300 } else { idle(minute) });
    assert_eq!(jobs, []);
}

#[test]
fn monthly_values_have_no_spikes_and_neither_has_less_than_a_day_of_hours() {
    let months: String =
        (1..=12).map(|month| format!("2025-{month:02}-01,{}\n", if month == 8 { 5000 } else { 400 + month })).collect();
    let keys = "kind = \"interval\"\nunit = \"kWh\"\ninterval = \"1mo\"";
    assert_eq!(of_power(&format!("time,power\n{months}"), "2025", keys), []);
    let spike = |minute: usize| if minute == 777 { 2555 } else { idle(minute) };
    assert_eq!(machine(23 * 60, spike), []);
    assert_eq!(machine(24 * 60, spike).len(), 1);
}

#[test]
fn a_facility_at_ten_times_its_load_for_an_hour_is_a_spike_and_one_that_rises_and_falls_is_not() {
    let tenfold = copy().change(TOTAL, 3000..3001, |_, kw| kw * 10.0);
    assert_eq!(spikes(tenfold.findings()).len(), 1);
    let three = copy().change(TOTAL, 3000..3003, |_, kw| kw * 10.0);
    assert_eq!(spikes(three.findings())[0].count, 3);
    let ramp = copy().change(TOTAL, 2999..3002, |hour, kw| if hour == 3000 { kw * 10.0 } else { kw * 2.5 });
    assert_eq!(spikes(ramp.findings()), []);
}
