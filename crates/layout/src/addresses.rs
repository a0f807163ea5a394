//! What in a text is no sentence: addresses, paths and the names of files, whose marks are parts of
//! them and stay as they were typed.

/// Endings of the names of files; a mark before one belongs to the name.
const ENDINGS: &[&str] = &[
    "xlsx", "xls", "xlsm", "xlsb", "et", "ods", "csv", "docx", "doc", "wps", "odt", "rtf", "txt", "md", "pdf", "ofd",
    "pptx", "ppt", "dps", "zip", "rar", "7z", "tar", "gz", "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp",
    "svg", "mp3", "mp4", "avi", "wav", "xml", "json", "html", "htm", "toml", "ini", "log", "dat", "db", "sql", "exe",
    "msg", "eml", "dwg", "bak", "tmp",
];

/// Marks every character whose mark is not to be changed: those of an address, a path or a file's name.
pub(crate) fn kept(text: &[char]) -> Vec<bool> {
    let mut kept = vec![false; text.len()];
    // Most texts of an office have none of these signs.
    if !text.iter().any(|c| matches!(c, ':' | '(' | ')' | '（' | '~' | '\\')) && !text.windows(4).any(is_web) {
        return kept;
    }
    let mut at = 0;
    while at < text.len() {
        let end = end_of(text, at).unwrap_or(at);
        kept.iter_mut().take(end).skip(at).for_each(|kept| *kept = true);
        at = end.max(at + 1);
    }
    brackets_of_names(text, &mut kept);
    kept
}

/// The end of what begins at a place and is no sentence.
fn end_of(text: &[char], start: usize) -> Option<usize> {
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    if before.is_some_and(char::is_ascii_alphanumeric) {
        return None;
    }
    let rest = text.get(start..)?;
    let scheme = scheme(rest);
    if scheme > 0 || rest.get(..4).is_some_and(is_web) {
        return Some(start + address(rest, scheme));
    }
    let path = match rest {
        [drive, ':', '\\' | '/', ..] if drive.is_ascii_alphabetic() => 3,
        // C:盘 is how a clerk writes of a drive.
        [drive, ':', '盘', ..] if drive.is_ascii_alphabetic() => return Some(start + 2),
        ['\\', '\\', ..] | ['~', '/' | '\\', ..] => 2,
        _ => return None,
    };
    Some(start + address(rest, path))
}

fn is_web(text: &[char]) -> bool {
    matches!(text, ['w' | 'W', 'w' | 'W', 'w' | 'W', '.'])
}

/// The length of `https://` at the beginning; 0 where there is none.
fn scheme(text: &[char]) -> usize {
    let letter = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
    let name = text.iter().take_while(letter).count();
    let begins = text.first().is_some_and(char::is_ascii_alphabetic);
    if begins && text.get(name..).is_some_and(|rest| rest.starts_with(&[':', '/', '/'])) { name + 3 } else { 0 }
}

/// The length of an address whose beginning is known: up to a space, a Han character or a mark that
/// no address has; without the marks of the sentence around it.
fn address(text: &[char], beginning: usize) -> usize {
    let inside = |c: char| c.is_ascii_graphic() && !"\"'<>`{}|^".contains(c);
    let mut end = beginning;
    while let Some(c) = text.get(end).filter(|c| inside(**c)) {
        let next = text.get(end + 1..).unwrap_or_default();
        // Addresses that a comma divides are two.
        if matches!(c, ',' | ';') && (scheme(next) > 0 || next.get(..4).is_some_and(is_web)) {
            break;
        }
        end += 1;
    }
    while end > beginning && closes_sentence(text.get(..end).unwrap_or_default()) {
        end -= 1;
    }
    end
}

/// Whether the last mark belongs to the sentence around an address.
fn closes_sentence(address: &[char]) -> bool {
    let count = |mark: char| address.iter().filter(|c| **c == mark).count();
    match address.last() {
        Some('.' | ',' | ';' | ':' | '!' | '?') => true,
        Some(')') => count(')') > count('('),
        Some(']') => count(']') > count('['),
        _ => false,
    }
}

/// Marks the brackets in the names of files: `a(1).xlsx`, `通知(终稿)(2).docx`. Full-width ones are
/// marked where a system would have made them half-width: cells are read with all brackets of
/// Chinese words full-width.
fn brackets_of_names(text: &[char], kept: &mut [bool]) {
    let mut open = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.iter().enumerate() {
        match c {
            '(' | '（' => open.push(at),
            ')' | '）' => pairs.extend(open.pop().map(|from| (from, at))),
            _ => {}
        }
    }
    for (from, to) in pairs {
        let half = text.get(from) == Some(&'(') && text.get(to) == Some(&')');
        let copy = text.get(from + 1..to).is_some_and(|inside| inside.iter().all(char::is_ascii_alphanumeric));
        if (half || copy) && leads_to_ending(text.get(to + 1..).unwrap_or_default()) {
            for place in [from, to] {
                kept.iter_mut().skip(place).take(1).for_each(|kept| *kept = true);
            }
        }
    }
}

/// A mark of an address, a path or a file's name as it stands there.
pub(crate) fn as_typed(mark: char) -> char {
    match mark {
        '（' => '(',
        '）' => ')',
        other => other,
    }
}

/// Whether what stands behind a bracket is the rest of a file's name.
fn leads_to_ending(rest: &[char]) -> bool {
    let name =
        |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '(' | ')' | '（' | '）' | '+' | '~');
    let rest: String = rest.iter().take_while(name).collect();
    let Some((_, last)) = rest.trim_end_matches(['.', ')', '）', '(', '（', '-']).rsplit_once('.') else {
        return false;
    };
    ENDINGS.iter().any(|ending| last.eq_ignore_ascii_case(ending))
}
