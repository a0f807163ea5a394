//! A workbook as plain cells, with what the kinds change: values, formats, merged cells, what is hidden.

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Empty,
    Text(String),
    Number(f64),
    /// Days since the end of 1899, as Excel counts.
    Date(f64),
    /// An error such as `#REF!`.
    Error,
    /// A formula, and the result that is stored beside it; it may be empty.
    Formula(String, String),
}

/// A cell with its number format where it has one of its own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) value: Value,
    pub(crate) format: Option<String>,
}

/// A block of merged cells; all ends included, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) top: usize,
    pub(crate) left: usize,
    pub(crate) bottom: usize,
    pub(crate) right: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    pub(crate) rows: Vec<Vec<Cell>>,
    pub(crate) merges: Vec<Merge>,
    pub(crate) hidden_rows: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<Sheet>,
}

impl Cell {
    pub(crate) const EMPTY: Self = Self { value: Value::Empty, format: None };

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { value: Value::Text(text.into()), format: None }
    }

    pub(crate) fn number(number: f64) -> Self {
        Self { value: Value::Number(number), format: None }
    }

    /// The words of a cell; numbers and dates as a person types them.
    pub(crate) fn words(&self) -> String {
        match &self.value {
            Value::Empty => String::new(),
            Value::Text(text) => text.clone(),
            Value::Number(number) => plain(*number),
            Value::Date(serial) => date(*serial, "-"),
            Value::Error => "#REF!".to_owned(),
            Value::Formula(_, result) => result.clone(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.value == Value::Empty
    }
}

impl Sheet {
    /// A cell; beyond the sheet it is empty.
    pub(crate) fn cell(&self, row: usize, column: usize) -> Cell {
        self.rows.get(row).and_then(|cells| cells.get(column)).cloned().unwrap_or(Cell::EMPTY)
    }

    /// Sets a cell; the sheet grows where it must.
    pub(crate) fn set(&mut self, row: usize, column: usize, cell: Cell) {
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, Cell::EMPTY);
        }
        cells[column] = cell;
    }

    pub(crate) fn set_value(&mut self, row: usize, column: usize, value: Value) {
        let format = self.cell(row, column).format;
        self.set(row, column, Cell { value, format });
    }

    pub(crate) fn set_text(&mut self, row: usize, column: usize, text: impl Into<String>) {
        self.set(row, column, Cell::text(text));
    }

    /// How many columns the widest row has.
    pub(crate) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Puts a row before another one; merged cells move along.
    pub(crate) fn insert_row(&mut self, at: usize, cells: Vec<Cell>) {
        self.rows.insert(at.min(self.rows.len()), cells);
        for merge in &mut self.merges {
            merge.top += usize::from(merge.top >= at);
            merge.bottom += usize::from(merge.bottom >= at);
        }
    }

    pub(crate) fn remove_row(&mut self, at: usize) {
        if at < self.rows.len() {
            self.rows.remove(at);
        }
        self.merges.retain(|merge| !(merge.top == at && merge.bottom == at));
        for merge in &mut self.merges {
            merge.top -= usize::from(merge.top > at);
            merge.bottom -= usize::from(merge.bottom >= at && merge.bottom > merge.top);
        }
    }

    pub(crate) fn insert_column(&mut self, at: usize) {
        for cells in self.rows.iter_mut().filter(|cells| cells.len() > at) {
            cells.insert(at, Cell::EMPTY);
        }
        for merge in &mut self.merges {
            merge.left += usize::from(merge.left >= at);
            merge.right += usize::from(merge.right >= at);
        }
    }

    pub(crate) fn remove_column(&mut self, at: usize) {
        for cells in self.rows.iter_mut().filter(|cells| cells.len() > at) {
            cells.remove(at);
        }
        self.merges.retain(|merge| !(merge.left == at && merge.right == at));
        for merge in &mut self.merges {
            merge.left -= usize::from(merge.left > at);
            merge.right -= usize::from(merge.right >= at && merge.right > merge.left);
        }
    }
}

/// A number without signs for thousands and without zeros at its end.
pub(crate) fn plain(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `12,345.60`.
pub(crate) fn grouped(number: f64) -> String {
    let text = format!("{:.2}", number.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, "00"));
    let mut groups = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            groups.push(',');
        }
        groups.push(digit);
    }
    format!("{}{groups}.{rest}", if number < 0.0 { "-" } else { "" })
}

/// Year, month and day of a serial (Hinnant, "chrono-compatible low-level date algorithms").
pub(crate) fn civil(serial: f64) -> (i64, i64, i64) {
    let days = serial.floor() as i64 - 25_569 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// A serial as `2020-12-03`, with another sign between the parts.
pub(crate) fn date(serial: f64, between: &str) -> String {
    let (year, month, day) = civil(serial);
    format!("{year}{between}{month:02}{between}{day:02}")
}
