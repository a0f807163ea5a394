//! What Markdown holds and a document cannot show: told at its line, never dropped without a word.
//!
//! The text as it was typed is looked at for the lines, with a word in the place of each `{{ … }}`;
//! the text as it was rendered is looked at once more, because only that counts.

use crate::assemble::is_break;
use crate::footnotes::EXTENSIONS;
use crate::inputs::TextFile;
use crate::skeleton::Skeleton;
use model::{Diagnostic, Place, Said, define};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;

/// Extensions that texts may not use, so that they are known where they are used.
const KNOWN: Options = EXTENSIONS.union(Options::ENABLE_TABLES).union(Options::ENABLE_TASKLISTS);

/// A place in a text, in bytes, and what is wrong there.
type Fault = (usize, Said);

const CODE: Said = Said::fixed(
    "代码（```）排不进文稿，请去掉 ``` 这样的行。",
    "code (```) cannot be set in a document; delete the lines with ```.",
);
const INDENTED: Said = Said::fixed(
    "行首的空格多了（四个以上），会被当作代码；首行缩进由程序排，请删去行首的空格。",
    "the line begins with four spaces or more and would be taken for code; lines are indented by the program: delete the spaces.",
);
const COMMENT: Said =
    Said::fixed("批注不要写成 <!-- … -->，请写成 {# … #}。", "write remarks as {# … #}, not as <!-- … -->.");
const TAG: Said = Said::fixed(
    "这里有尖括号写的标记（HTML），排不进文稿，请删去；要印出尖括号的，改用〈〉或在 < 前加反斜杠。",
    "tags in angle brackets (HTML) cannot be set in a document; delete them. To print angle brackets use 〈〉, or put a backslash before <.",
);
const TABLE: Said = Said::fixed(
    "用竖线画的表格排不进文稿，请在 report.toml 里定义统计表或明细表，再写 {{ table(\"名称\") }}。",
    "tables drawn with bars cannot be set in a document; define a table or a listing in report.toml and write {{ table(\"name\") }}.",
);
const TASK: Said = Said::fixed(
    "“- [ ]”这样的任务列表排不进文稿，请改写成文字，如“□”“√”。",
    "lists of tasks like “- [ ]” cannot be set in a document; write them as words or signs, such as “□” and “√”.",
);
const LEVEL: Said =
    Said::fixed("标题只有四级（# 到 ####），请减少 #。", "headings have four levels only (# to ####); use fewer #.");
const NESTED_LIST: Said = Said::fixed(
    "列表里不能再套列表，请拆开写，或把里面的各项写成段落。",
    "a list cannot stand in a list; write them one after the other, or the inner items as paragraphs.",
);
const LONG_ITEM: Said = Said::fixed(
    "列表的一项只能有一段，请合成一段，或不用列表、逐段写。",
    "an item of a list has one paragraph only; make it one, or write paragraphs without a list.",
);
const NESTED_QUOTE: Said = Said::fixed(
    "引用（>）里不能再套引用，请只留一个 >。",
    "a quotation (>) cannot stand in a quotation; leave one > only.",
);
const AMID: Said = Said::fixed(
    "图片要单独成段，前后各空一行，不能放在文字、标题、列表、引用或脚注里。",
    "a picture must be a paragraph of its own with an empty line before and behind it, and not stand in text, headings, lists, quotations or footnotes.",
);
const UNREAD_IMAGE: Said = Said::fixed(
    "图片的写法不对，应为 ![图题](文件名 \"8cm\")；文件名里有空格的，写成 ![图题](<文件 1.png>)。",
    "the picture is written wrongly; write ![title](file \"8cm\"), and ![title](<file 1.png>) where the name has spaces.",
);
const UNUSED_NOTE: Said = Said::fixed(
    "这条脚注没有在文字里用到，不会印出；请在文字里写上同样的 [^…]，或删去。",
    "the text does not refer to this footnote, so it would not be printed; write the same [^…] in the text, or delete it.",
);
const UNKNOWN_NOTE: Said = Said::fixed(
    "这个脚注没有写说明，请另起一行写 [^…]: 说明。",
    "this footnote is not explained; write [^…]: and its words on a line of their own.",
);
const DEFINITION: Said = Said::fixed(
    "以“[…]: ”开头的行会被当作链接的定义，不会印出；请在 [ 前加反斜杠，链接请写成 [文字](网址)。",
    "a line that begins with “[…]: ” is taken for the definition of a link and not printed; put a backslash before [, and write links like [words](address).",
);
const ANCHOR: Said = Said::fixed(
    "文稿里不能用跳到本文别处的链接（#…），请写成文字。",
    "a document has no links to other places in it (#…); write words instead.",
);

/// Whether a document can show all that a text holds.
///
/// # Errors
/// What it cannot show, each at its line.
pub(crate) fn check(source: TextFile<'_>, rendered: &str) -> Result<(), Vec<Diagnostic>> {
    let problem = |line: u32, words: Said| define::problem(Place::line(source.file, line), words);
    let skeleton = Skeleton::of(source.text);
    let mut faults = faults(&skeleton.text);
    faults.extend(unread(&skeleton.text));
    faults.sort_unstable();
    faults.dedup();
    if !faults.is_empty() {
        return Err(faults.into_iter().map(|(at, words)| problem(skeleton.line(at), words)).collect());
    }
    // A template may put together what its text does not show.
    match self::faults(rendered).first() {
        Some((at, words)) => {
            let line = rendered.get(*at..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim();
            Err(vec![problem(crate::findings::line_with(source.text, &[line]), words.clone())])
        }
        None => Ok(()),
    }
}

/// What is open while a text is read.
#[derive(Default)]
struct Open {
    lists: usize,
    quotes: usize,
    /// The paragraphs of the item so far.
    paragraphs: usize,
    /// Where the first picture of the paragraph stands.
    image: Option<usize>,
    within_image: bool,
    /// Whether the paragraph has words besides.
    words: bool,
    /// Whether what is open takes no pictures.
    note: bool,
}

/// What a document cannot show, as the parser sees it.
fn faults(markdown: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut open = Open::default();
    for (event, range) in Parser::new_ext(markdown, KNOWN).into_offset_iter() {
        let at = range.start;
        match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => faults.push((at, CODE)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => faults.push((at, INDENTED)),
            Event::Start(Tag::HtmlBlock) => faults.push((at, html(markdown.get(range.clone()).unwrap_or_default()))),
            Event::InlineHtml(tag) if !is_break(tag) => faults.push((at, html(tag))),
            Event::Start(Tag::Table(_)) => faults.push((at, TABLE)),
            Event::TaskListMarker(_) => faults.push((at, TASK)),
            Event::Start(Tag::Heading { level: HeadingLevel::H5 | HeadingLevel::H6, .. }) => faults.push((at, LEVEL)),
            Event::Start(Tag::List(_)) if open.lists > 0 => faults.push((at, NESTED_LIST)),
            Event::Start(Tag::BlockQuote(_)) if open.quotes > 0 => faults.push((at, NESTED_QUOTE)),
            Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with('#') => faults.push((at, ANCHOR)),
            _ => {}
        }
        faults.extend(open.take(&event, at));
    }
    faults
}

fn html(tag: &str) -> Said {
    if tag.trim_start().starts_with("<!--") { COMMENT } else { TAG }
}

impl Open {
    /// Goes on by an event; what is wrong once something has ended.
    fn take(&mut self, event: &Event<'_>, at: usize) -> Option<Fault> {
        match event {
            Event::Start(Tag::List(_)) => self.lists += 1,
            Event::End(TagEnd::List(_)) => self.lists = self.lists.saturating_sub(1),
            Event::Start(Tag::BlockQuote(_)) => self.quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => self.quotes = self.quotes.saturating_sub(1),
            Event::Start(Tag::FootnoteDefinition(_)) => self.note = true,
            Event::End(TagEnd::FootnoteDefinition) => self.note = false,
            Event::Start(Tag::Item) => (self.paragraphs, self.image, self.words) = (0, None, false),
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => {
                (self.image, self.words) = (None, false);
                self.paragraphs += 1;
                if self.lists > 0 && self.paragraphs == 2 {
                    return Some((at, LONG_ITEM));
                }
            }
            Event::Start(Tag::Image { .. }) => {
                self.within_image = true;
                self.image.get_or_insert(at);
            }
            Event::End(TagEnd::Image) => self.within_image = false,
            Event::Text(text) | Event::Code(text) if !self.within_image => self.words |= !text.trim().is_empty(),
            Event::FootnoteReference(_) => self.words = true,
            Event::End(TagEnd::Paragraph) => {
                let amid = self.words || self.lists > 0 || self.quotes > 0 || self.note;
                return self.image.take().filter(|_| amid).map(|image| (image, AMID));
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Item) => return self.image.take().map(|image| (image, AMID)),
            _ => {}
        }
        None
    }
}

/// What the parser does not see as what was meant, or does not show: only as it was typed, since the
/// words of cells may hold any signs, and conditions may leave out where a note belongs.
fn unread(markdown: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut notes: BTreeMap<String, (usize, bool)> = BTreeMap::new();
    let mut words = String::new();
    let mut start = 0;
    let parser = Parser::new_ext(markdown, EXTENSIONS);
    let definitions: Vec<usize> = parser.reference_definitions().iter().map(|(_, known)| known.span.start).collect();
    faults.extend(definitions.into_iter().map(|at| (at, DEFINITION)));
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                notes.entry(label.to_string()).or_default().0 = range.start;
            }
            Event::FootnoteReference(label) => notes.entry(label.to_string()).or_default().1 = true,
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item) => {
                words.clear();
                start = range.start;
            }
            Event::Text(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => {
                if words.contains("![") && words.contains("](") {
                    faults.push((start + place(markdown, start, "!["), UNREAD_IMAGE));
                }
                if words.contains("[^") {
                    faults.push((start + place(markdown, start, "[^"), UNKNOWN_NOTE));
                }
                words.clear();
            }
            _ => {}
        }
    }
    let unused = notes.into_values().filter(|(_, used)| !used);
    faults.extend(unused.map(|(at, _)| (at, UNUSED_NOTE)));
    faults
}

/// How far behind the start of a paragraph some signs stand.
fn place(markdown: &str, start: usize, signs: &str) -> usize {
    markdown.get(start..).and_then(|rest| rest.find(signs)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Language;

    fn told(text: &str) -> Vec<(u32, String)> {
        let source = TextFile { file: "text.md", text };
        let problems = check(source, text).err().unwrap_or_default();
        problems.iter().map(|problem| (problem.place.line.unwrap_or(0), problem.message(Language::Chinese))).collect()
    }

    #[test]
    fn what_cannot_be_shown_is_told_at_its_line() {
        let cases = [
            ("甲\n\n```\n代码\n```\n", 3, "代码"),
            ("甲\n\n    缩进四格\n", 3, "行首的空格"),
            ("甲\n\n<!-- 待核 -->\n", 3, "{# … #}"),
            ("甲<b>乙</b>\n", 1, "尖括号"),
            ("甲\n\n<div>\n乙\n</div>\n", 3, "尖括号"),
            ("甲\n\n|街道|户数|\n|---|---|\n|东街|3|\n", 3, "竖线"),
            ("- [ ] 甲\n", 1, "任务列表"),
            ("##### 甲\n", 1, "四级"),
            ("- 甲\n  - 乙\n", 2, "再套列表"),
            ("1. 甲\n\n   乙\n", 3, "只能有一段"),
            ("> 甲\n> > 乙\n", 2, "再套引用"),
            ("见![图](a.png)。\n", 1, "单独成段"),
            ("- ![图](a.png)\n", 1, "单独成段"),
            ("# ![图](a.png)\n", 1, "单独成段"),
            ("甲\n\n![图](我的 图.png)\n", 3, "写法不对"),
            ("甲\n\n[^一]: 说明。\n", 3, "没有在文字里用到"),
            ("甲[^一]。\n", 1, "没有写说明"),
            ("甲\n\n[注]: 说明\n", 3, "链接的定义"),
            ("见[上文](#上文)。\n", 1, "跳到本文"),
        ];
        for (text, line, words) in cases {
            let told = told(text);
            assert!(told.iter().any(|(at, told)| *at == line && told.contains(words)), "{text}: {told:?}");
        }
    }

    #[test]
    fn what_can_be_shown_is_not_told() {
        let texts = [
            "# 一、甲\n\n甲**乙***丙*`丁`，1<2且3>2，见<http://a.cn>。[^一]\n\n[^一]: 说明。\n",
            "- 甲\n\n- 乙\n\n1. 丙\n2. 丁\n\n> 按语。\n\n---\n\n甲<br>乙\\\n丙\n",
            "![图](a.png)\n![](<b c.jpg> \"8cm\")\n",
            "{% for row in rows(\"r\") %}\n{% if row.a < 3 and row.b > 4 %}\n    {{ row.a | growth }}\n{% endif %}\n{% endfor %}\n",
            "![图](a.png)\n{{ table(\"t\") }}\n{{ picture(row.photo, \"前\") }}\n",
            "{# <!-- 批注 ``` --> #}\n甲\n",
        ];
        for text in texts {
            let skeleton = Skeleton::of(text);
            let faults: Vec<_> = faults(&skeleton.text).into_iter().chain(unread(&skeleton.text)).collect();
            // A loop's indented line is told, since it would be code.
            let expected = if text.contains("    {{") { vec![INDENTED] } else { Vec::new() };
            assert_eq!(faults.into_iter().map(|(_, words)| words).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
