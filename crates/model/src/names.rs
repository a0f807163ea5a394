//! Names in a sentence.

/// Names joined as a sentence joins them: `甲`, `甲和乙`, `甲、乙和丙`; empty where there are none.
pub fn joined<T: AsRef<str>>(names: &[T]) -> String {
    let mut text = String::new();
    for (at, name) in names.iter().enumerate() {
        let sign = match at {
            0 => "",
            _ if at + 1 == names.len() => "和",
            _ => "、",
        };
        text.push_str(sign);
        text.push_str(name.as_ref());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn the_last_name_stands_behind_and() {
        let none: [&str; 0] = [];
        assert_eq!(joined(&none), "");
        assert_eq!(joined(&["甲"]), "甲");
        assert_eq!(joined(&["甲", "乙"]), "甲和乙");
        assert_eq!(joined(&["甲", "乙", "丙"]), "甲、乙和丙");
    }
}
