//! Columns of decimals: whole numbers, stored in any of four ways, of which the last digits are a fraction.

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use parquet::basic::{ConvertedType, LogicalType};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArrayType, FixedLenByteArrayType, Int32Type, Int64Type};
use parquet::schema::types::ColumnDescPtr;

use super::batch::Batch;
use super::number::{Found, nearest_signed};
use crate::telemetry::read::fault::Fault;

/// A column of decimals.
pub(super) struct Decimals {
    stored: Stored,
    scale: Scale,
}

enum Stored {
    Int32(Batch<Int32Type>),
    Int64(Batch<Int64Type>),
    Bytes(Batch<ByteArrayType>),
    Fixed(Batch<FixedLenByteArrayType>),
}

impl Decimals {
    /// The column, if it is one of decimals.
    pub(super) fn of(reader: ColumnReader, column: &ColumnDescPtr) -> Option<Self> {
        let stored = match reader {
            ColumnReader::Int32ColumnReader(reader) => Stored::Int32(Batch::new(reader, column)),
            ColumnReader::Int64ColumnReader(reader) => Stored::Int64(Batch::new(reader, column)),
            ColumnReader::ByteArrayColumnReader(reader) => Stored::Bytes(Batch::new(reader, column)),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => Stored::Fixed(Batch::new(reader, column)),
            _ => return None,
        };
        Some(Self { stored, scale: Scale::new(scale(column)?) })
    }

    /// The next rows of the column.
    pub(super) fn next(&mut self, rows: usize, found: &mut Found) -> Result<(), Fault> {
        let scale = &self.scale;
        match &mut self.stored {
            Stored::Int32(batch) => found.fill(&batch.next(rows)?, |whole| scale.of((*whole).into())),
            Stored::Int64(batch) => found.fill(&batch.next(rows)?, |whole| scale.of(*whole)),
            Stored::Bytes(batch) => found.fill(&batch.next(rows)?, |whole| scale.of_bytes(whole.data())),
            Stored::Fixed(batch) => found.fill(&batch.next(rows)?, |whole| scale.of_bytes(whole.data())),
        }
        Ok(())
    }
}

/// How many digits of a decimal are its fraction; `None` if the column holds no decimals.
pub(super) fn scale(column: &ColumnDescPtr) -> Option<i32> {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Decimal(decimal)), _) => Some(decimal.scale),
        (None, ConvertedType::DECIMAL) => Some(column.type_scale()),
        _ => None,
    }
}

/// What a whole number is divided by.
struct Scale {
    digits: i32,
    /// Ten to the power of the digits, where a double holds it exactly.
    divisor: Option<f64>,
}

impl Scale {
    fn new(digits: i32) -> Self {
        let exact = (0..=22).contains(&digits);
        Self { digits, divisor: format!("1e{digits}").parse().ok().filter(|_| exact) }
    }

    /// The double nearest to the decimal.
    fn of(&self, whole: i64) -> f64 {
        match self.divisor {
            // Both are exact, so that the quotient is rounded once.
            Some(divisor) if whole.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS => nearest_signed(whole) / divisor,
            _ => self.of_digits(&whole.to_string()),
        }
    }

    /// The same for a number in two's complement, the highest byte first.
    fn of_bytes(&self, bytes: &[u8]) -> f64 {
        let whole = BigInt::from_signed_bytes_be(bytes);
        whole.to_i64().map_or_else(|| self.of_digits(&whole.to_string()), |whole| self.of(whole))
    }

    fn of_digits(&self, whole: &str) -> f64 {
        // An exponent and digits are always a number.
        format!("{whole}e{}", i64::from(self.digits).saturating_neg()).parse().unwrap_or(f64::NAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_the_double_nearest_to_what_is_written() {
        let cases = [(1_234_567, 3, 1234.567), (-5, 1, -0.5), (0, 2, 0.0), (7, 0, 7.0), (12, -3, 12_000.0)];
        for (whole, digits, value) in cases {
            let scale = Scale::new(digits);
            assert_eq!(scale.of(whole).to_bits(), f64::to_bits(value), "{whole} {digits}");
            assert_eq!(scale.of_bytes(&whole.to_be_bytes()).to_bits(), f64::to_bits(value), "{whole} {digits}");
        }
        // 2^53 + 1 lies between two doubles; divided by ten it is nearest to another than the nearer of both would give.
        for (whole, digits) in [(9_007_199_254_740_993_i64, 1), (i64::MAX, 30), (i64::MIN, 5), (1, 40)] {
            let wanted: f64 = format!("{whole}e-{digits}").parse().unwrap();
            assert_eq!(Scale::new(digits).of(whole).to_bits(), wanted.to_bits(), "{whole} {digits}");
        }
        // -1 in any number of bytes, and 2^127.
        assert_eq!(Scale::new(2).of_bytes(&[0xff; 20]), -0.01);
        let mut bytes = [0; 17];
        bytes[1] = 0x80;
        assert_eq!(Scale::new(0).of_bytes(&bytes), 2_f64.powi(127));
    }
}
