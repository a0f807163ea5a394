//! What characters are to a line: GB/T 15834-2011, clause 5.1, and W3C clreq, clause 3.1.

/// The class of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A Han character or anything else that stands on its own em.
    Han,
    /// A Western letter or digit, or a sign that clings to it.
    Latin,
    /// A full-width opening mark; the blank is on its left.
    Open,
    /// A full-width closing bracket or quotation mark; the blank is on its right.
    Close,
    /// ，、；： with the blank on the right.
    Pause,
    /// 。？！ with the blank on the right.
    Stop,
    /// — or …, which come in unbreakable pairs.
    Pair,
    /// A space.
    Space,
}

impl Class {
    /// Whether half of the em is blank on the right.
    pub(crate) fn closes(self) -> bool {
        matches!(self, Class::Close | Class::Pause | Class::Stop)
    }
}

/// The class of a character.
pub(crate) fn class(character: char) -> Class {
    match character {
        '（' | '〔' | '【' | '《' | '〈' | '「' | '『' | '〖' | '［' | '｛' | '“' | '‘' => Class::Open,
        '）' | '〕' | '】' | '》' | '〉' | '」' | '』' | '〗' | '］' | '｝' | '”' | '’' => Class::Close,
        '，' | '、' | '；' | '：' | '．' => Class::Pause,
        '。' | '？' | '！' => Class::Stop,
        '—' | '…' => Class::Pair,
        ' ' | '\u{a0}' | '\t' => Class::Space,
        '\u{21}'..='\u{7e}' | '\u{a1}'..='\u{24f}' | '‰' | '\u{370}'..='\u{451}' if character != '·' => Class::Latin,
        _ => Class::Han,
    }
}

/// Whether a line must not begin with the character.
pub(crate) fn never_starts(character: char) -> bool {
    class(character).closes() || "—…·/%‰℃～,.;:!?)]}>°′″／％-–".contains(character)
}

/// Whether a line must not end with the character.
pub(crate) fn never_ends(character: char) -> bool {
    class(character) == Class::Open || "([{<￥$¥№±+".contains(character)
}
