//! A text with a word in the place of each template, for what Markdown makes of it.

/// The Markdown of a text, whose lines know from which lines they are.
pub(crate) struct Skeleton {
    /// The Markdown.
    pub(crate) text: String,
    /// For each line of it the line of the text, from 1.
    lines: Vec<u32>,
}

/// What stands in the place of a template that prints something.
const WORD: char = '值';
/// Functions that print paragraphs of their own.
const PARAGRAPHS: [&str; 4] = ["table(", "listing(", "chart(", "picture("];

impl Skeleton {
    /// Takes a text apart. A line of tags alone leaves nothing, as in the rendered text.
    pub(crate) fn of(text: &str) -> Skeleton {
        let mut skeleton = Skeleton { text: String::with_capacity(text.len()), lines: vec![1] };
        let (mut rest, mut line, mut tagged) = (text, 1_u32, false);
        while let Some(first) = rest.chars().next() {
            if let Some((tag, behind)) = tag(rest) {
                if tag.starts_with("{{") {
                    let inner = tag.trim_start_matches("{{").trim_start_matches('-').trim_start();
                    skeleton.print(PARAGRAPHS.iter().any(|name| inner.starts_with(name)), line);
                } else {
                    tagged = true;
                }
                line += u32::try_from(tag.matches('\n').count()).unwrap_or(0);
                rest = behind;
                continue;
            }
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            if first == '\n' {
                line += 1;
                skeleton.end_line(std::mem::take(&mut tagged), line);
            } else {
                skeleton.text.push(first);
            }
        }
        skeleton
    }

    fn print(&mut self, paragraph: bool, line: u32) {
        let breaks = if paragraph { 2 } else { 0 };
        for _ in 0..breaks {
            self.text.push('\n');
            self.lines.push(line);
        }
        self.text.push(WORD);
        for _ in 0..breaks {
            self.text.push('\n');
            self.lines.push(line);
        }
    }

    /// Begins the line with that number; in the place of the last one where that held nothing but tags.
    fn end_line(&mut self, tagged: bool, next: u32) {
        let start = self.text.rfind('\n').map_or(0, |at| at + 1);
        if tagged && self.text.get(start..).is_some_and(|line| line.trim().is_empty()) {
            self.text.truncate(start);
            if let Some(last) = self.lines.last_mut() {
                *last = next;
            }
            return;
        }
        self.text.push('\n');
        self.lines.push(next);
    }

    /// The line of the text at a place of the Markdown.
    pub(crate) fn line(&self, at: usize) -> u32 {
        let before = self.text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        self.lines.get(before).or(self.lines.last()).copied().unwrap_or(1)
    }
}

/// The template at the beginning of a text, and what stands behind it.
fn tag(text: &str) -> Option<(&str, &str)> {
    let end = match text.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        "{#" => "#}",
        _ => return None,
    };
    let at = text.find(end)? + 2;
    Some((text.get(..at)?, text.get(at..)?))
}

#[cfg(test)]
mod tests {
    use super::Skeleton;

    #[test]
    fn lines_are_those_of_the_text() {
        let text = "甲\n{% if a\n and b %}\n乙{{ x }}\n{% endif %}\n\n丙{# 注\n #}丁\n{{ table(\"t\") }}\n戊";
        let skeleton = Skeleton::of(text);
        assert_eq!(skeleton.text, "甲\n乙值\n\n丙丁\n\n\n值\n\n\n戊");
        let line = |word: &str| skeleton.line(skeleton.text.find(word).expect("a word"));
        assert_eq!(["甲", "乙", "丙", "戊"].map(line), [1, 4, 7, 10]);
    }
}
