//! A font made by bytes for the tests: each of a few characters is a filled square.

/// A TrueType font of these characters, each so many units of 1000 wide.
pub fn tiny_font(characters: &str, advance: u16) -> Vec<u8> {
    let mut characters: Vec<char> = characters.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    let glyphs = u16::try_from(characters.len() + 1).unwrap();
    let square = square(advance);
    let ends = (0..=glyphs).map(|index| u32::from(index) * u32::try_from(square.len()).unwrap());
    let tables: [(&[u8; 4], Vec<u8>); 9] = [
        (b"cmap", cmap(&characters)),
        (b"glyf", square.repeat(usize::from(glyphs))),
        (b"head", head()),
        (b"hhea", hhea(glyphs)),
        (b"hmtx", [advance.to_be_bytes(), 50_u16.to_be_bytes()].concat().repeat(usize::from(glyphs))),
        (b"loca", ends.flat_map(u32::to_be_bytes).collect()),
        (b"maxp", [&0x0001_0000_u32.to_be_bytes()[..], &glyphs.to_be_bytes(), &[0; 26]].concat()),
        (b"name", name()),
        (b"post", [&0x0003_0000_u32.to_be_bytes()[..], &[0; 28]].concat()),
    ];
    // The version 1.0, how many tables, and three numbers for a search among them.
    let mut font = words(&[1, 0, 9, 128, 3, 16]);
    let mut place = 12 + 16 * tables.len();
    for (tag, table) in &tables {
        font.extend_from_slice(*tag);
        font.extend_from_slice(&[0; 4]);
        font.extend_from_slice(&u32::try_from(place).unwrap().to_be_bytes());
        font.extend_from_slice(&u32::try_from(table.len()).unwrap().to_be_bytes());
        place += table.len().next_multiple_of(4);
    }
    for (_, mut table) in tables {
        table.resize(table.len().next_multiple_of(4), 0);
        font.extend(table);
    }
    font
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().copied().flat_map(u16::to_be_bytes).collect()
}

/// One contour of four corners, 50 units within the advance.
fn square(advance: u16) -> Vec<u8> {
    let side = advance - 100;
    let mut glyph = words(&[1, 50, 0, advance - 50, side, 3, 0]);
    glyph.extend([1; 4]);
    // Each corner as its distance from the one before.
    let back = 0_u16.wrapping_sub(side);
    glyph.extend(words(&[50, side, 0, back]));
    glyph.extend(words(&[0, 0, side, 0]));
    glyph.resize(glyph.len().next_multiple_of(4), 0);
    glyph
}

/// Groups of one character each, in format 12.
fn cmap(characters: &[char]) -> Vec<u8> {
    let groups = characters.iter().zip(1_u32..).flat_map(|(c, glyph)| [u32::from(*c), u32::from(*c), glyph]);
    let groups: Vec<u8> = groups.flat_map(u32::to_be_bytes).collect();
    let count = u32::try_from(characters.len()).unwrap();
    // One table of Windows for all of Unicode, behind these twelve bytes.
    let mut table = words(&[0, 1, 3, 10, 0, 12, 12, 0]);
    for number in [16 + 12 * count, 0, count] {
        table.extend(number.to_be_bytes());
    }
    table.extend(groups);
    table
}

fn head() -> Vec<u8> {
    let mut table = words(&[1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, 1000]);
    table.extend([0; 16]);
    // Bounds, style, the smallest size, direction, long places, format.
    table.extend(words(&[0, 0, 1000, 1000, 0, 8, 2, 1, 0]));
    table
}

/// The name of its family, and the one by which it is embedded.
fn name() -> Vec<u8> {
    let text: Vec<u8> = "Tiny".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let length = u16::try_from(text.len()).unwrap();
    let record = |what: u16| words(&[3, 1, 0x0409, what, length, 0]);
    [words(&[0, 2, 6 + 2 * 12]), record(1), record(6), text].concat()
}

fn hhea(glyphs: u16) -> Vec<u8> {
    let mut table = words(&[1, 0, 880, 0_u16.wrapping_sub(120)]);
    table.resize(34, 0);
    table.extend(glyphs.to_be_bytes());
    table
}
