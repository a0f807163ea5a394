//! A code breaks the rules of GB 32100-2015.

use model::{Diagnostic, Rule, Severity, Texts};

/// A code breaks the rules of GB 32100-2015.
pub static CREDIT_CODE: Rule = Rule {
    code: "credit-code",
    severity: Severity::Warning,
    chinese: Texts {
        title: "统一社会信用代码有误",
        meaning: "代码的位数、字符或校验码不符合 GB 32100-2015；也不是 15 位纳税人识别号或 9 位组织机构代码。代码照样读取。",
        example: "91430100MA4L12345X 的校验码应为 A。",
        remedy: "对照营业执照核对代码。",
        words: &[
            "代码“{code}”含有不会出现的字符“{letter}”（代码不用 I、O、S、V、Z），已照样读取。请对照营业执照核对。",
            "代码“{code}”校验码应为“{right}”，已照样读取。请对照营业执照核对。",
            "代码“{code}”有 {length} 位，应为 18 位（旧的纳税人识别号 15 位、组织机构代码 9 位），已照样读取。请对照营业执照核对。",
        ],
    },
    english: Texts {
        title: "Wrong unified social credit code",
        meaning: "The length, a character or the check character of the code does not follow GB 32100-2015, and it is neither a taxpayer number of 15 characters nor an organisation code of 9. The code was read all the same.",
        example: "The check character of 91430100MA4L12345X should be A.",
        remedy: "Compare the code with the business licence.",
        words: &[
            "The code “{code}” has the character “{letter}”, which no code has (I, O, S, V and Z are not used); it was read all the same. Please compare it with the business licence.",
            "The check character of the code “{code}” should be “{right}”; the code was read all the same. Please compare it with the business licence.",
            "The code “{code}” has {length} characters and should have 18 (old taxpayer numbers have 15, organisation codes 9); it was read all the same. Please compare it with the business licence.",
        ],
    },
};

/// The characters of a code in the order of their values (GB 32100-2015, table 2).
const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

fn worth(letter: u8) -> Option<u32> {
    ALPHABET.iter().position(|known| *known == letter).and_then(|at| u32::try_from(at).ok())
}

/// The check character of the first 17 characters: 31 − (Σ cᵢ·3^(i−1) mod 31), 31 → 0.
fn check_character(code: &[u8]) -> Option<char> {
    let (mut sum, mut weight) = (0, 1);
    for letter in code.iter().take(17) {
        sum += worth(*letter)? * weight;
        weight = weight * 3 % 31;
    }
    let value = usize::try_from((31 - sum % 31) % 31).ok()?;
    ALPHABET.get(value).map(|letter| char::from(*letter))
}

/// Says what is wrong with a code in normal form, if anything is.
pub(crate) fn problem(code: &str) -> Option<Diagnostic> {
    let bytes = code.as_bytes();
    let problem = || CREDIT_CODE.problem().words("code", code);
    match bytes.len() {
        18 => match bytes.iter().position(|letter| worth(*letter).is_none()) {
            Some(at) => Some(problem().words("letter", code.chars().nth(at).unwrap_or(' '))),
            None => match check_character(bytes) {
                Some(right) if !code.ends_with(right) => Some(problem().words("right", right)),
                _ => None,
            },
        },
        9 | 15 if bytes.iter().all(u8::is_ascii_alphanumeric) => None,
        _ => Some(problem().count("length", code.chars().count())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Language;

    #[test]
    fn check_characters_are_computed() {
        // The code of the standard's own kind of example: the registration authority's test code.
        assert_eq!(check_character(b"91350100M000100Y4").map(String::from), Some("3".into()));
        assert_eq!(problem("91350100M000100Y43"), None);
        assert!(
            problem("91350100M000100Y44")
                .is_some_and(|problem| problem.message(Language::Chinese).contains("校验码应为“3”"))
        );
        assert!(problem("91350100M000100I43").is_some_and(|problem| problem.message(Language::Chinese).contains('I')));
        assert!(problem("9135").is_some());
        assert_eq!(problem("110105123456789"), None);
    }
}
