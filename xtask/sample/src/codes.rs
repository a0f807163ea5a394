//! Codes of enterprises with right check characters.

/// The characters of a 统一社会信用代码: no I, O, S, V or Z (GB 32100-2015, table 2).
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A division code that no place in China has.
const DIVISION: &str = "990101";

/// The 组织机构代码 of nine characters: eight and their check character (GB 11714-1997).
pub(crate) fn organisation(body: &str) -> String {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let values = body.chars().map(|char| char.to_digit(36).unwrap_or(0));
    let sum: u32 = values.zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    let check = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    format!("{body}{check}")
}

/// The 统一社会信用代码 of a firm (`91`: 工商, 企业) with that 组织机构代码.
pub(crate) fn credit(organisation: &str) -> String {
    let body = format!("91{DIVISION}{organisation}");
    let check = check(&body);
    format!("{body}{check}")
}

/// The 纳税人识别号 of 15 characters that the firm had before 2015.
pub(crate) fn taxpayer(organisation: &str) -> String {
    format!("{DIVISION}{organisation}")
}

/// The last character of a 统一社会信用代码 (GB 32100-2015, 5.2).
pub(crate) fn check(body: &str) -> char {
    let value = |byte| ALPHABET.iter().position(|known| *known == byte).unwrap_or(0);
    let (mut sum, mut weight) = (0, 1);
    for byte in body.bytes().take(17) {
        sum += value(byte) * weight;
        weight = weight * 3 % 31;
    }
    char::from(ALPHABET[(31 - sum % 31) % 31])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_characters_are_those_of_the_standards() {
        // The examples printed in GB 11714-1997, A.2, and GB 32100-2015, annex A.
        assert_eq!(organisation("D2143569"), "D2143569X");
        assert_eq!(check("91350100M000100Y4"), '3');
    }
}
