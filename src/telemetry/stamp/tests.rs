//! What time stamps are read, and which are not.

use super::*;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use proptest::prelude::*;

fn read(zone: &str, text: &str) -> Result<String, StampFault> {
    let clock = Clock::parse(zone).unwrap();
    StampReader::new(clock.clone()).parse(text.as_bytes()).map(|stamp| clock.rfc3339(stamp))
}

#[test]
fn all_accepted_forms_of_one_instant_are_that_instant() {
    let with_offset = [
        "2025-03-01T08:00:00+08:00",
        "2025-03-01 08:00:00+0800",
        "2025-03-01t08:00:00.000000000+08",
        "2025-03-01T00:00:00Z",
        "2025-02-28T17:00:00-07:00",
        " 2025/03/01 00:00Z ",
        "2025-03-01 00:00:00 UTC",
        "2025-03-01 00:00 GMT",
        "2025-03-01 00:00:00 Z",
        "2025-03-01 08:00 +08:00",
    ];
    for text in with_offset {
        assert_eq!(read("+02:00", text).as_deref(), Ok("2025-03-01T02:00:00+02:00"), "{text}");
    }
    let civil = [
        "2025-03-01T08:00:00",
        "2025-03-01 08:00",
        "2025/03/01 08:00:00.0",
        "2025/3/1 8:00",
        "2025-3-1 8:00",
        "2025.03.01 08:00",
        "2025年3月1日 08:00",
        "2025年03月01日08:00:00",
        "2025年3月1日 8时",
        "2025年3月1日8时00分00秒",
        "2025年3月1日 上午8:00",
        "2025-03-01  8:00:00 AM",
        "2025/3/1 上午 8:00:00",
    ];
    for text in civil {
        assert_eq!(read("Asia/Shanghai", text).as_deref(), Ok("2025-03-01T08:00:00+08:00"), "{text}");
    }
    for (text, hour) in [("12:00 AM", "00"), ("1:00 am", "01"), ("12:00 PM", "12"), ("下午11:00", "23")] {
        let wanted = format!("2025-03-01T{hour}:00:00+08:00");
        assert_eq!(read("+08:00", &format!("2025/3/1 {text}")), Ok(wanted), "{text}");
    }
    assert_eq!(read("+08:00", "2025-03-01").as_deref(), Ok("2025-03-01T00:00:00+08:00"));
    assert_eq!(read("+00:00", "2025-03-01 00:00:00.123456789").as_deref(), Ok("2025-03-01T00:00:00.123456789+00:00"));
}

#[test]
fn every_other_form_is_refused() {
    let texts = [
        "",
        "2025",
        "2025-03",
        "20250301",
        "2025-03/01",
        "2025-03-01T",
        "2025-03-01 08",
        "2025-03-01 08:00:",
        "2025-03-01 08:00:00.",
        "2025-03-01 08:00:00,5",
        "2025-03-01 08:00:00.1234567890",
        "2025-03-01 13:00 PM",
        "2025-03-01 00:30 AM",
        "2025-03-01 08:00 CST",
        "2025-03-01 08:00 utc",
        "2025年3月",
        "2025年3月1日8",
        "2025-3月1日",
        "2025年3月1日 8:00分",
        "1/3/25",
        "1/3/20251",
        "1/3-2025",
        "202503010800",
        "2025-03-01Z",
        "2025-03-01 08:00+",
        "2025-03-01 08:00+8",
        "2025-03-01 08:00+08:",
        "2025-03-01 08:00+08:000",
        "１９９９-01-01",
        "1735660800",
    ];
    for text in texts {
        assert_eq!(read("+08:00", text), Err(StampFault::Form), "{text}");
    }
}

#[test]
fn a_date_whose_year_comes_last_is_read_only_where_its_order_is_known() {
    let read = |text: &str, dates| {
        let clock = Clock::parse("+08:00").unwrap();
        let stamp = StampReader::new(clock.clone()).with_dates(dates).parse(text.as_bytes());
        stamp.map(|stamp| clock.rfc3339(stamp)[..16].to_owned())
    };
    for text in ["01/02/2025 08:00", "1-2-2025 8:00", "01.02.2025 08:00:00"] {
        assert_eq!(read(text, None), Err(StampFault::Ambiguous { first: 1, second: 2, year: 2025 }), "{text}");
        assert_eq!(read(text, Some(DateOrder::DayFirst)).as_deref(), Ok("2025-02-01T08:00"), "{text}");
        assert_eq!(read(text, Some(DateOrder::MonthFirst)).as_deref(), Ok("2025-01-02T08:00"), "{text}");
    }
    for text in ["12/31/2025", "31/12/2025"] {
        assert_eq!(read(text, None).as_deref(), Ok("2025-12-31T00:00"), "{text} can be read in one way only");
    }
    assert_eq!(read("02/02/2025", None).as_deref(), Ok("2025-02-02T00:00"), "both readings are one day");
    assert_eq!(read("12/31/2025", Some(DateOrder::DayFirst)), Err(StampFault::Order(DateOrder::DayFirst)));
    assert_eq!(read("13/14/2025", None), Err(StampFault::Day));
    let problem = StampFault::Ambiguous { first: 1, second: 2, year: 2025 }
        .problem("01/02/2025", &Clock::parse("+08:00").unwrap());
    assert_eq!(problem.what, "`01/02/2025` can be 1 February 2025 or 2 January 2025");
    assert!(problem.hint.unwrap().contains("day-first"));
}

#[test]
fn days_and_times_that_do_not_exist_are_refused_and_those_beside_them_are_not() {
    let cases = [
        ("2024-02-29", None),
        ("2025-02-29", Some(StampFault::Day)),
        ("2100-02-29", Some(StampFault::Day)),
        ("2000-02-29", None),
        ("2025-04-30", None),
        ("2025-04-31", Some(StampFault::Day)),
        ("2025-12-31", None),
        ("2025-13-01", Some(StampFault::Day)),
        ("2025-00-01", Some(StampFault::Day)),
        ("2025-01-00", Some(StampFault::Day)),
        ("2025-01-01 23:59:59", None),
        ("2025-01-01 24:00", None),
        ("2025-01-01 24:00:00.000000001", Some(StampFault::Time)),
        ("2025-01-01 24:00:01", Some(StampFault::Time)),
        ("2025-01-01 24:01", Some(StampFault::Time)),
        ("2025-01-01 25:00", Some(StampFault::Time)),
        ("2025-01-32 24:00", Some(StampFault::Day)),
        ("2025-01-01 00:60", Some(StampFault::Time)),
        ("2025-01-01 23:59:60", Some(StampFault::Time)),
        ("2025-01-01 00:00+23:59", None),
        ("2025-01-01 00:00+24:00", Some(StampFault::Offset)),
        ("2025-01-01 00:00-08:60", Some(StampFault::Offset)),
        ("1969-12-31 23:59", Some(StampFault::Year)),
        ("1970-01-01", None),
        ("2200-12-31 23:59:59.999999999", None),
        ("2200-12-31 24:00", Some(StampFault::Year)),
        ("2201-01-01", Some(StampFault::Year)),
    ];
    for (text, fault) in cases {
        assert_eq!(read("+08:00", text).err(), fault, "{text}");
    }
}

#[test]
fn the_end_of_a_day_is_the_beginning_of_the_next() {
    for (text, day) in [
        ("2025-01-01 24:00", "2025-01-02"),
        ("2025/1/31 24:00:00", "2025-02-01"),
        ("2024年2月28日24时", "2024-02-29"),
        ("2025-12-31T24:00:00+08:00", "2026-01-01"),
    ] {
        assert_eq!(read("+08:00", text), Ok(format!("{day}T00:00:00+08:00")), "{text}");
    }
}

#[test]
fn a_civil_time_that_the_clocks_skip_is_refused_and_one_that_they_repeat_is_the_first() {
    let denver = "America/Denver";
    assert_eq!(read(denver, "2017-03-12 01:59:59").as_deref(), Ok("2017-03-12T01:59:59-07:00"));
    assert_eq!(read(denver, "2017-03-12 02:00"), Err(StampFault::Skipped));
    assert_eq!(read(denver, "2017-03-12 02:59:59.999"), Err(StampFault::Skipped));
    assert_eq!(read(denver, "2017-03-12 03:00").as_deref(), Ok("2017-03-12T03:00:00-06:00"));
    assert_eq!(read(denver, "2017-11-05 01:30").as_deref(), Ok("2017-11-05T01:30:00-06:00"));
    assert_eq!(read(denver, "2017-11-05 02:00").as_deref(), Ok("2017-11-05T02:00:00-07:00"));
    assert_eq!(read(denver, "2017-03-12T02:30:00-07:00").as_deref(), Ok("2017-03-12T03:30:00-06:00"));
}

#[test]
fn what_is_remembered_of_one_stamp_does_not_change_the_next() {
    for zone in ["America/Denver", "Australia/Sydney", "Asia/Shanghai", "Africa/Casablanca", "+08:00"] {
        let clock = Clock::parse(zone).unwrap();
        let mut one = StampReader::new(clock.clone());
        let start = jiff::civil::date(2017, 1, 1).at(0, 0, 0, 0);
        for quarter in 0..2 * 366 * 96_i64 {
            // Steps of 12:15 hours: every time of the day, and the days forwards and then backwards.
            let steps = if quarter < 366 * 2 { quarter * 49 } else { 366 * 96 - quarter };
            let civil: DateTime = start.saturating_add(jiff::Span::new().minutes(steps * 15));
            let alone = StampReader::new(clock.clone()).parse(civil.to_string().as_bytes());
            assert_eq!(one.parse(civil.to_string().as_bytes()), alone, "{zone} {civil}");
        }
    }
}

#[test]
fn no_zone_changes_its_offset_twice_within_a_day() {
    let first = Timestamp::from_second(DAYS.start * DAY).unwrap();
    for name in jiff::tz::TimeZoneDatabase::bundled().available() {
        let zone = jiff::tz::TimeZoneDatabase::bundled().get(name.as_str()).unwrap();
        let mut last = None;
        for change in zone.following(first).take_while(|change| change.timestamp().as_second() < DAYS.end * DAY) {
            let second = change.timestamp().as_second();
            let offset = zone.to_offset(change.timestamp());
            if offset != zone.to_offset(Timestamp::from_second(second - 1).unwrap()) {
                assert!(last.is_none_or(|last| second - last > 2 * DAY), "{} {}", name, change.timestamp());
                last = Some(second);
            }
        }
    }
}

#[test]
fn counts_of_any_unit_are_checked_against_the_years() {
    let hour = 1_735_660_800;
    for (count, tick) in [(hour, NANOS), (hour * 1000, NANOS / 1000), (hour * 1_000_000, 1000), (hour * NANOS, 1)] {
        assert_eq!(StampReader::instant_count(count, tick), Ok(Stamp(hour * NANOS)));
    }
    let mut reader = StampReader::new(Clock::parse("+08:00").unwrap());
    assert_eq!(reader.civil_count(hour + 8 * HOUR, NANOS), Ok(Stamp(hour * NANOS)));
    for count in [-1, DAYS.end * DAY, i64::MAX, i64::MIN] {
        assert_eq!(StampReader::instant_count(count, NANOS), Err(StampFault::Year));
        assert_eq!(reader.civil_count(count, NANOS), Err(StampFault::Year));
    }
}

proptest! {
    #[test]
    fn an_instant_written_with_any_offset_is_read_back(
        second in DAY..(DAYS.end - 2) * DAY,
        nanos in 0..NANOS,
        minutes in -1439_i32..=1439,
    ) {
        let instant = Timestamp::new(second, i32::try_from(nanos).unwrap()).unwrap();
        let text = instant.display_with_offset(Offset::from_seconds(minutes * 60).unwrap()).to_string();
        let mut reader = StampReader::new(Clock::parse("America/Denver").unwrap());
        prop_assert_eq!(reader.parse(text.as_bytes()), Ok(Stamp(second * NANOS + nanos)), "{}", text);
    }

    #[test]
    fn a_civil_time_is_read_as_the_clock_reads_it(second in 0..DAYS.end * DAY) {
        let clock = Clock::parse("America/Denver").unwrap();
        let civil = TimeZone::UTC.to_datetime(Timestamp::from_second(second).unwrap());
        let expected = clock.instant(civil).filter(|stamp| clock.civil(*stamp) == civil);
        let text = civil.to_string();
        prop_assert_eq!(StampReader::new(clock).parse(text.as_bytes()).ok(), expected, "{}", text);
    }

    #[test]
    fn any_bytes_are_a_stamp_or_a_fault(text in any::<Vec<u8>>(), near in "[0-9/:T +.Z年月日时AP-]{0,30}") {
        let mut reader = StampReader::new(Clock::parse("+08:00").unwrap());
        let _ = reader.parse(&text);
        let _ = reader.parse(near.as_bytes());
    }
}
