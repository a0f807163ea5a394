//! Pictures of a text: `![图题](pictures/map.png "8cm")`, and those that cells name.

use crate::blocks::Blocks;
use crate::checks::missing_picture;
use crate::findings::line_with;
use crate::inputs::TextFile;
use crate::markers::{self, Photo};
use crate::photos;
use model::document::{Block, Inline, Picture};
use model::edition::Edition;
use model::picture::{Found, Image, Wanted, Width};
use model::{Diagnostic, Place, Said, define, say};
use std::sync::Arc;

/// A picture as Markdown refers to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Linked {
    /// The file's path.
    pub(crate) file: String,
    /// What stands in the place of Markdown's title.
    pub(crate) width: String,
    /// What stands in the place of the words that describe it.
    pub(crate) title: String,
}

impl Blocks<'_> {
    /// A picture that a text refers to.
    pub(crate) fn linked(&mut self, linked: &Linked, source: TextFile<'_>) {
        let place = Place::line(source.file, line(source.text, &linked.file));
        let file = &linked.file;
        let wrong = |reason: &Said| {
            define::problem(place.clone(), say!("图片“{file}”：{reason}", "picture “{file}”: {reason}", reason))
        };
        let width = match linked.width.trim() {
            "" => Some(Width::Own),
            words => Width::parse(words),
        };
        let Some(width) = width else {
            let width = &linked.width;
            let reason = say!(
                "“{width}”不是宽度，请写成 \"8cm\" 或 \"60%\"。",
                "“{width}” is no width; write \"8cm\" or \"60%\"."
            );
            return self.problems.push(wrong(&reason));
        };
        let file = match path(&linked.file) {
            Ok(file) => file,
            Err(reason) => return self.problems.push(wrong(&reason)),
        };
        let wanted = Wanted::File(file);
        match self.inputs.pictures.get(&wanted) {
            Some(Found::Image(image)) => self.picture(&markers::plain(&linked.title), width, image),
            Some(Found::Wrong(reason)) => self.problems.push(wrong(reason)),
            Some(Found::Withheld) => {}
            None => drop(self.wanted.insert(wanted)),
        }
    }

    /// A picture that a cell names; where there is none, words say so.
    pub(crate) fn photo(&mut self, photo: &Photo) {
        let (name, title) = (&photo.name, photo.title.as_str());
        if name.is_empty() {
            // In the public edition a cell may be empty because it is withheld, which is no news.
            if self.inputs.edition == Edition::Internal {
                self.words(format!("{title}（无照片）"));
            }
            return;
        }
        let wanted = photos::wanted(photo, self.inputs);
        match self.inputs.pictures.get(&wanted) {
            Some(Found::Image(image)) => {
                self.picture(title, Width::parse(&photo.width).unwrap_or_default(), image);
            }
            Some(Found::Wrong(reason)) => {
                let Wanted::Named { cells, .. } = &wanted else { return };
                let place = cells.first().map(|(_, _, place)| place.clone()).unwrap_or_default();
                let finding = missing_picture(place, name, reason);
                if !self.findings.contains(&finding) {
                    self.findings.push(finding);
                }
                self.words(format!("{title}（无照片：{name}）"));
            }
            Some(Found::Withheld) => {}
            None => drop(self.wanted.insert(wanted)),
        }
    }

    /// Only what has a title has a number.
    fn picture(&mut self, title: &str, width: Width, image: &Arc<Image>) {
        let title = if title.trim().is_empty() { String::new() } else { self.numbered(title.trim()) };
        self.all.push(Block::Picture(Picture { title, width, image: Arc::clone(image) }));
    }

    fn words(&mut self, words: String) {
        self.all.push(Block::Paragraph(vec![Inline::Text(words)]));
    }
}

/// Says of a picture that the program was not asked to read it.
pub(crate) fn unread(wanted: &Wanted, source: TextFile<'_>) -> Diagnostic {
    let (Wanted::File(name) | Wanted::Named { name, .. }) = wanted;
    let message = say!(
        "图片“{name}”没有读入；请在文字里直接写 ![图题](文件名) 或 picture(…)，不要由模板拼成。",
        "picture “{name}” was not read; write ![title](file) or picture(…) in the text itself, and do not put it together by a template."
    );
    define::problem(Place::line(source.file, line(source.text, name)), message)
}

/// The line of a text that refers to a file; Markdown may have taken signs out of its path, and a
/// template may have put it together.
fn line(text: &str, file: &str) -> u32 {
    let last = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let naming = [file, last, "!["].into_iter().find(|words| !words.is_empty() && text.contains(words));
    line_with(text, &[naming.unwrap_or(file)])
}

/// A path within the project with `/` between its parts.
///
/// # Errors
/// What leads out of the project, and what to do.
pub fn path(written: &str) -> Result<String, Said> {
    let path = written.trim().replace('\\', "/");
    let drive = path.chars().nth(1) == Some(':');
    if path.contains("://") || path.starts_with("data:") {
        return Err(Said::fixed(
            "不能用网上的文件，请把文件放到报告的文件夹里，再写文件名。",
            "files on the web cannot be used; put the file in the folder of the report and write its name.",
        ));
    }
    if path.starts_with('/') || drive {
        return Err(Said::fixed(
            "不能写本机的完整路径，请把文件放到报告的文件夹里，再写文件名。",
            "whole paths of this computer cannot be used; put the file in the folder of the report and write its name.",
        ));
    }
    if path.split('/').any(|part| part == "..") {
        return Err(Said::fixed(
            "不能用“..”，请把文件放到报告的文件夹里，再写文件名。",
            "“..” cannot be used; put the file in the folder of the report and write its name.",
        ));
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    if parts.is_empty() {
        Err(Said::fixed("没有写文件名。", "there is no file name."))
    } else {
        Ok(parts.join("/"))
    }
}
