//! Manifests of facilities with meters of energies by the hour, in the columns of one file.

/// The file of the readings.
pub const FILE: &str = "hours.csv";

/// The beginning of a manifest, up to its meters.
pub fn head(id: &str) -> String {
    format!(
        "id = \"{id}\"\nname = {{ zh = \"示例\", en = \"Sample\" }}\nprovince = \"青海\"\ncategory = \"general\"\n\
         clock = \"+08:00\"\n[[telemetry]]\nfiles = [\"{FILE}\"]\nshape = \"wide\"\ntime = \"time\"\n"
    )
}

/// The meter of the column of its name, with what is told of it beside.
pub fn meter(id: &str, unit: &str, told: &str) -> String {
    format!(
        "[[meter]]\nid = \"{id}\"\ncolumn = \"{id}\"\nkind = \"interval\"\ninterval = \"1h\"\nunit = \"{unit}\"\n\
         point = \"other\"\n{told}\n"
    )
}

/// The beginning of a manifest with a meter of kWh for each column.
pub fn manifest(id: &str, columns: &[&str]) -> String {
    head(id) + &columns.iter().map(|column| meter(column, "kWh", "")).collect::<String>()
}
