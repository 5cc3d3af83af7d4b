//! Files of a table: encodings, packings, workbooks, Parquet.

use std::io::Write;
use std::sync::Arc;

use jiff::tz::TimeZone;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type, Int96, Int96Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::table::{Table, written};

/// How a text is written.
#[derive(Debug, Clone, Copy)]
pub struct Texts {
    pub delimiter: u8,
    encoding: Encoding,
}

#[derive(Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    Utf8Mark,
    Gbk,
    Utf16Le { mark: bool },
    Utf16Be { mark: bool },
}

impl Texts {
    /// Every delimiter in every encoding.
    pub fn all() -> impl Iterator<Item = Self> {
        let encodings = [
            Encoding::Utf8,
            Encoding::Utf8Mark,
            Encoding::Gbk,
            Encoding::Utf16Le { mark: true },
            Encoding::Utf16Le { mark: false },
            Encoding::Utf16Be { mark: true },
            Encoding::Utf16Be { mark: false },
        ];
        b",;\t|"
            .iter()
            .flat_map(move |delimiter| encodings.into_iter().map(|encoding| Self { delimiter: *delimiter, encoding }))
    }

    pub fn encode(self, text: &str) -> Vec<u8> {
        let marked = |mark: bool| if mark { format!("\u{feff}{text}") } else { text.to_owned() };
        match self.encoding {
            Encoding::Utf8 => text.into(),
            Encoding::Utf8Mark => marked(true).into(),
            Encoding::Gbk => encoding_rs::GBK.encode(text).0.into_owned(),
            Encoding::Utf16Le { mark } => marked(mark).encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be { mark } => marked(mark).encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// How a file is packed.
#[derive(Debug, Clone, Copy)]
pub enum Packing {
    Plain,
    Gzip,
    Zstd,
}

pub const PACKINGS: [Packing; 3] = [Packing::Plain, Packing::Gzip, Packing::Zstd];

impl Packing {
    pub fn pack(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Plain => bytes.to_vec(),
            Self::Gzip => {
                let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                packed.write_all(bytes).unwrap();
                packed.finish().unwrap()
            }
            Self::Zstd => zstd::encode_all(bytes, 1).unwrap(),
        }
    }
}

/// A workbook with the table in one of two sheets, its stamps as dates or as text.
pub fn workbook(table: &Table, dates: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("说明").unwrap();
    let sheet = book.add_worksheet().set_name("数据").unwrap();
    sheet.write_row(0, 0, Table::heading()).unwrap();
    let format = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    for (at, (stamp, cells)) in table.rows.iter().enumerate() {
        let row = u32::try_from(at).unwrap() + 1;
        if dates {
            let (year, month, day) = (stamp.year(), stamp.month(), stamp.day());
            let date =
                ExcelDateTime::from_ymd(year.cast_unsigned(), month.cast_unsigned(), day.cast_unsigned()).unwrap();
            let time = (stamp.hour().cast_unsigned(), stamp.minute().cast_unsigned(), stamp.second());
            let date = date.and_hms(time.0.into(), time.1, f64::from(time.2)).unwrap();
            sheet.write_datetime_with_format(row, 0, &date, &format).unwrap();
        } else {
            sheet.write_string(row, 0, written(*stamp, at)).unwrap();
        }
        for (column, cell) in (1..).zip(cells) {
            match cell {
                Some(number) if at % 2 == 0 => sheet.write_number(row, column, number.parse::<f64>().unwrap()).unwrap(),
                Some(number) => sheet.write_string(row, column, number).unwrap(),
                None if at % 2 == 0 => sheet.write_string(row, column, "无").unwrap(),
                None => sheet,
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// How Parquet stores the stamps.
#[derive(Debug, Clone, Copy)]
pub enum Stamps {
    Millis { utc: bool },
    Micros { utc: bool },
    Nanos { utc: bool },
    Int96,
    Text,
}

impl Stamps {
    pub const ALL: [Self; 8] = [
        Self::Millis { utc: true },
        Self::Millis { utc: false },
        Self::Micros { utc: true },
        Self::Micros { utc: false },
        Self::Nanos { utc: true },
        Self::Nanos { utc: false },
        Self::Int96,
        Self::Text,
    ];

    fn column(self) -> String {
        match self {
            Self::Millis { utc } => format!("int64 时间 (TIMESTAMP(MILLIS,{utc}))"),
            Self::Micros { utc } => format!("int64 时间 (TIMESTAMP(MICROS,{utc}))"),
            Self::Nanos { utc } => format!("int64 时间 (TIMESTAMP(NANOS,{utc}))"),
            Self::Int96 => "int96 时间".to_owned(),
            Self::Text => "binary 时间 (STRING)".to_owned(),
        }
    }
}

/// The table as Parquet; the last column holds its numbers as text.
pub fn parquet(table: &Table, stamps: Stamps, dictionary: bool) -> Vec<u8> {
    let schema = format!(
        "message t {{ required {}; optional double 总功率; optional double IT功率; optional binary a (STRING); }}",
        stamps.column()
    )
    .replace("IT功率", "IT_");
    let schema = parse_message_type(&schema).unwrap();
    let names = ["时间", "总功率", "IT 功率", "a"];
    let schema = renamed(&schema, &names);
    let properties = WriterProperties::builder().set_dictionary_enabled(dictionary).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let seconds = |utc: bool| {
        let zone = if utc { jiff::tz::Offset::constant(8).to_time_zone() } else { TimeZone::UTC };
        table.rows.iter().map(move |(stamp, _)| zone.to_timestamp(*stamp).unwrap().as_second()).collect::<Vec<i64>>()
    };
    let counts = |utc, ticks: i64| seconds(utc).into_iter().map(|second| second * ticks).collect::<Vec<i64>>();
    match stamps {
        Stamps::Millis { utc } => column.typed::<Int64Type>().write_batch(&counts(utc, 1000), None, None),
        Stamps::Micros { utc } => column.typed::<Int64Type>().write_batch(&counts(utc, 1_000_000), None, None),
        Stamps::Nanos { utc } => column.typed::<Int64Type>().write_batch(&counts(utc, 1_000_000_000), None, None),
        Stamps::Int96 => {
            let julian: Vec<Int96> = seconds(true).into_iter().map(julian).collect();
            column.typed::<Int96Type>().write_batch(&julian, None, None)
        }
        Stamps::Text => {
            let rows = table.rows.iter().enumerate();
            let texts: Vec<ByteArray> = rows.map(|(at, (stamp, _))| written(*stamp, at).as_str().into()).collect();
            column.typed::<ByteArrayType>().write_batch(&texts, None, None)
        }
    }
    .unwrap();
    column.close().unwrap();
    for at in 0..3 {
        let cells = || table.rows.iter().map(move |(_, cells)| cells[at].as_deref());
        let levels: Vec<i16> = cells().map(|cell| i16::from(cell.is_some())).collect();
        let mut column = group.next_column().unwrap().unwrap();
        if at == 2 {
            let texts: Vec<ByteArray> = cells().flatten().map(ByteArray::from).collect();
            column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None).unwrap();
        } else {
            let numbers: Vec<f64> = cells().flatten().map(|number| number.parse().unwrap()).collect();
            column.typed::<DoubleType>().write_batch(&numbers, Some(&levels), None).unwrap();
        }
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

/// The parser of schemas knows no names with spaces.
fn renamed(schema: &parquet::schema::types::Type, names: &[&str]) -> Arc<parquet::schema::types::Type> {
    use parquet::schema::types::Type;
    let fields = schema.get_fields().iter().zip(names).map(|(field, name)| {
        let info = field.get_basic_info();
        let field = Type::primitive_type_builder(name, field.get_physical_type())
            .with_repetition(info.repetition())
            .with_converted_type(info.converted_type())
            .with_logical_type(info.logical_type_ref().cloned());
        Arc::new(field.build().unwrap())
    });
    Arc::new(Type::group_type_builder("t").with_fields(fields.collect()).build().unwrap())
}

/// An instant as a nanosecond of a Julian day.
fn julian(second: i64) -> Int96 {
    let (day, nanos) = (second.div_euclid(86_400) + 2_440_588, second.rem_euclid(86_400) * 1_000_000_000);
    let part = |value: i64| u32::try_from(value).unwrap();
    let mut stored = Int96::new();
    stored.set_data(part(nanos & 0xffff_ffff), part(nanos >> 32), part(day));
    stored
}
