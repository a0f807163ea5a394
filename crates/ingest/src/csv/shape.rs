//! Rows that do not fit the header above them: most of them may be wrong in the same way.

use crate::grid::Doubt;
use std::borrow::Cow;

/// The signs that part cells in some files, but for the one of the file.
const SIGNS: [char; 5] = [';', '\t', '|', ',', '，'];

/// What is known of the rows so far.
#[derive(Default)]
pub(super) struct Shape {
    /// How many fields the last row without a number has, and how many of them up to its last filled one.
    header: Option<(usize, usize)>,
    /// Whether rows with numbers stand below it.
    begun: bool,
    pub(super) doubts: Vec<(u32, u32, Doubt)>,
}

fn number(field: &str) -> bool {
    let digits = field.trim().trim_start_matches(['-', '+', '¥', '￥']).trim_end_matches(['%', '元']);
    digits.contains(|letter: char| letter.is_ascii_digit())
        && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b','))
}

/// Whether a number was cut in two at the comma of its thousands.
fn cut(pair: &[Cow<'_, str>]) -> bool {
    let [before, behind] = pair else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let head = before.trim().trim_start_matches(['-', '¥', '￥']);
    let thousands = behind.trim().split('.').next().unwrap_or_default();
    digits(head) && head.len() <= 3 && digits(thousands) && thousands.len() == 3
}

impl Shape {
    /// The next row, from 1, with its fields.
    pub(super) fn add(&mut self, row: u32, fields: &[Cow<'_, str>]) {
        let filled = fields.iter().rposition(|field| !field.trim().is_empty()).map_or(0, |last| last + 1);
        if filled == 0 {
            // Another table, which may be wider, may begin behind a blank line.
            self.begun = false;
        } else if fields.len() == 1 {
            self.doubts.extend(self.other_sign(&fields[0]).map(|sign| (row, 1, Doubt::Separator(sign))));
        } else if !fields.iter().any(|field| number(field)) {
            if !self.begun && self.header.is_none_or(|(_, header)| header <= filled) {
                self.header = Some((fields.len(), filled));
            }
        } else if let Some((all, header)) = self.header {
            self.begun = true;
            let cut = fields.len() > all && fields.windows(2).any(cut);
            if filled > header && filled > all.min(header) || cut {
                self.doubts.push((row, u32::try_from(filled).unwrap_or(u32::MAX), Doubt::Shifted));
            }
        }
    }

    /// The sign that parts the only field of a row into as many as the header has, a number among them.
    fn other_sign(&self, field: &str) -> Option<char> {
        let (_, header) = self.header.filter(|(_, header)| *header > 1)?;
        if field.contains([':', '：']) {
            return None;
        }
        let parts = |sign: &char| field.split(*sign).count() == header && field.split(*sign).any(number);
        SIGNS.into_iter().find(parts)
    }
}
