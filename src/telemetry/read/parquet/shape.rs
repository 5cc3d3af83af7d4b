//! What the structures of a Parquet file hold, field by field: the footer, and the heads of pages. The library reads a field
//! that it knows as what it should be, whatever the file says that it is.
//!
//! The source is the format's own definition, <https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift>.

/// What a field, or each member of a list, holds.
pub(super) enum Holds {
    /// A value of this kind of Thrift's compact form.
    Kind(u8),
    /// Yes or no.
    Flag,
    /// A count of those that are parts of it, of the list that it is in.
    Children,
    Part(Part),
    List(&'static Self),
}

/// The fields of a structure by their numbers; others may come with a later version of the format.
pub(super) type Part = &'static [(u64, Holds)];

const BYTE: Holds = Holds::Kind(3);
const I16: Holds = Holds::Kind(4);
const I32: Holds = Holds::Kind(5);
const I64: Holds = Holds::Kind(6);
const DOUBLE: Holds = Holds::Kind(7);
const BINARY: Holds = Holds::Kind(8);
const FLAG: Holds = Holds::Flag;
const NOTHING: Holds = Holds::Part(&[]);

/// `FileMetaData`.
pub(super) const FOOTER: Part = &[
    (1, I32),
    (2, Holds::List(&Holds::Part(SCHEMA))),
    (3, I64),
    (4, Holds::List(&Holds::Part(ROW_GROUP))),
    (5, Holds::List(&Holds::Part(KEY_VALUE))),
    (6, BINARY),
    (7, Holds::List(&Holds::Part(&[(1, NOTHING), (2, NOTHING)]))),
];

/// `PageHeader`.
pub(super) const HEAD: Part = &[
    (1, I32),
    (2, I32),
    (3, I32),
    (4, I32),
    (5, Holds::Part(&[(1, I32), (2, I32), (3, I32), (4, I32), (5, Holds::Part(STATISTICS))])),
    (6, NOTHING),
    (7, Holds::Part(&[(1, I32), (2, I32), (3, FLAG)])),
    (
        8,
        Holds::Part(&[
            (1, I32),
            (2, I32),
            (3, I32),
            (4, I32),
            (5, I32),
            (6, I32),
            (7, FLAG),
            (8, Holds::Part(STATISTICS)),
        ]),
    ),
];

/// `SchemaElement`.
const SCHEMA: Part = &[
    (1, I32),
    (2, I32),
    (3, I32),
    (4, BINARY),
    (5, Holds::Children),
    (6, I32),
    (7, I32),
    (8, I32),
    (9, I32),
    (10, Holds::Part(LOGICAL_TYPE)),
];

const UNIT: Holds = Holds::Part(&[(1, NOTHING), (2, NOTHING), (3, NOTHING)]);
const LOGICAL_TYPE: Part = &[
    (1, NOTHING),
    (2, NOTHING),
    (3, NOTHING),
    (4, NOTHING),
    (5, Holds::Part(&[(1, I32), (2, I32)])),
    (6, NOTHING),
    (7, Holds::Part(&[(1, FLAG), (2, UNIT)])),
    (8, Holds::Part(&[(1, FLAG), (2, UNIT)])),
    (10, Holds::Part(&[(1, BYTE), (2, FLAG)])),
    (11, NOTHING),
    (12, NOTHING),
    (13, NOTHING),
    (14, NOTHING),
    (15, NOTHING),
    (16, Holds::Part(&[(1, BYTE)])),
    (17, Holds::Part(&[(1, BINARY)])),
    (18, Holds::Part(&[(1, BINARY), (2, I32)])),
];

const ROW_GROUP: Part = &[
    (1, Holds::List(&Holds::Part(COLUMN_CHUNK))),
    (2, I64),
    (3, I64),
    (4, Holds::List(&Holds::Part(&[(1, I32), (2, FLAG), (3, FLAG)]))),
    (5, I64),
    (6, I64),
    (7, I16),
];

const COLUMN_CHUNK: Part =
    &[(1, BINARY), (2, I64), (3, Holds::Part(COLUMN)), (4, I64), (5, I32), (6, I64), (7, I32), (9, BINARY)];

/// `ColumnMetaData`.
const COLUMN: Part = &[
    (1, I32),
    (2, Holds::List(&I32)),
    (3, Holds::List(&BINARY)),
    (4, I32),
    (5, I64),
    (6, I64),
    (7, I64),
    (8, Holds::List(&Holds::Part(KEY_VALUE))),
    (9, I64),
    (10, I64),
    (11, I64),
    (12, Holds::Part(STATISTICS)),
    (13, Holds::List(&Holds::Part(&[(1, I32), (2, I32), (3, I32)]))),
    (14, I64),
    (15, I32),
    (16, Holds::Part(&[(1, I64), (2, Holds::List(&I64)), (3, Holds::List(&I64))])),
    (17, Holds::Part(&[(1, Holds::Part(BOX)), (2, Holds::List(&I32))])),
];

const BOX: Part =
    &[(1, DOUBLE), (2, DOUBLE), (3, DOUBLE), (4, DOUBLE), (5, DOUBLE), (6, DOUBLE), (7, DOUBLE), (8, DOUBLE)];

const KEY_VALUE: Part = &[(1, BINARY), (2, BINARY)];

const STATISTICS: Part =
    &[(1, BINARY), (2, BINARY), (3, I64), (4, I64), (5, BINARY), (6, BINARY), (7, FLAG), (8, FLAG), (9, I64)];

impl Holds {
    /// Whether a file may say of it that it is of this kind.
    pub(super) fn is(&self, kind: u8) -> bool {
        match self {
            Self::Kind(own) => *own == kind,
            Self::Flag => matches!(kind, 1 | 2),
            Self::Children => kind == 5,
            Self::Part(_) => kind == 12,
            Self::List(_) => matches!(kind, 9 | 10),
        }
    }
}
