//! The addresses of cells.

/// `AB12` as row and column, from 1; `$` and small letters are allowed. Nothing where it is no address.
pub fn cell(text: &[u8]) -> Option<(u32, u32)> {
    let (mut column, mut row) = (0_u32, 0_u32);
    for byte in text.iter().copied() {
        match byte {
            b'A'..=b'Z' if row == 0 => column = column.checked_mul(26)?.checked_add(u32::from(byte - b'A') + 1)?,
            b'a'..=b'z' if row == 0 => column = column.checked_mul(26)?.checked_add(u32::from(byte - b'a') + 1)?,
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            b'$' => {}
            _ => return None,
        }
    }
    (row > 0 && column > 0).then_some((row, column))
}

/// `A1:B2` as top, left, bottom and right, from 1. Nothing for a single cell.
pub fn area(text: &str) -> Option<[u32; 4]> {
    let (first, last) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (cell(first.as_bytes())?, cell(last.as_bytes())?);
    Some([top, left, bottom, right])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        assert_eq!(cell(b"AB12"), Some((12, 28)));
        assert_eq!(cell(b"$c$7"), Some((7, 3)));
        for wrong in ["", "A", "7", "7A", "A0", "A1:B2", "AAAAAAAAAAAAA1"] {
            assert_eq!(cell(wrong.as_bytes()), None, "{wrong}");
        }
        assert_eq!(area("A1:C3"), Some([1, 1, 3, 3]));
        assert_eq!(area("A1"), None);
    }
}
