//! The logical structure as it grows: what the things on the pages are to a reader.

use model::page::{Element, ElementKind};

/// The elements so far.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    /// In the order in which they begin.
    pub(crate) elements: Vec<Element>,
    /// Those that have begun and not ended; `None` where nothing is read aloud.
    open: Vec<Option<usize>>,
}

impl Structure {
    /// The innermost element.
    pub(crate) fn current(&self) -> Option<usize> {
        self.open.last().copied().flatten()
    }

    /// Begins an element within the current one; none within what nobody reads.
    pub(crate) fn open(&mut self, kind: ElementKind) {
        if self.open.last() == Some(&None) {
            return self.open.push(None);
        }
        let element = self.add(kind);
        self.open.push(Some(element));
    }

    /// Adds an element within the current one without beginning it.
    pub(crate) fn add(&mut self, kind: ElementKind) -> usize {
        let parent = self.current();
        self.elements.push(Element { kind, parent, alternative: None, span: (1, 1) });
        self.elements.len() - 1
    }

    /// Begins something that nobody reads aloud.
    pub(crate) fn silence(&mut self) {
        self.open.push(None);
    }

    /// Ends the innermost element.
    pub(crate) fn close(&mut self) {
        self.open.pop();
    }

    /// Says the current element in other words.
    pub(crate) fn describe(&mut self, words: &str) {
        if let Some(element) = self.current().and_then(|current| self.elements.get_mut(current)) {
            element.alternative = Some(words.to_owned());
        }
    }

    /// Says how many rows and columns the current cell takes.
    pub(crate) fn span(&mut self, rows: usize, columns: usize) {
        let number = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        if let Some(element) = self.current().and_then(|current| self.elements.get_mut(current)) {
            element.span = (number(rows), number(columns));
        }
    }
}
