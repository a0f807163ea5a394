//! Runs a content stream as far as it paints text (ISO 32000-1, 8 and 9).

use crate::lines::Glyph;
use crate::pdf::font::Font;
use crate::pdf::lexer::{Lexer, Token};
use crate::pdf::matrix::Matrix;
use crate::pdf::state::State;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Forms within forms go so deep.
const DEEPEST: u32 = 12;

/// Paints contents of one document.
pub(crate) struct Painter<'a> {
    document: &'a Document,
    fonts: BTreeMap<ObjectId, Rc<Font>>,
    /// The forms that some content shows.
    pub(crate) shown: BTreeSet<ObjectId>,
    /// What was painted since this was last emptied.
    pub(crate) glyphs: Vec<Glyph>,
    /// Whether glyphs were painted of which nobody knows what they are.
    pub(crate) unreadable: bool,
}

impl<'a> Painter<'a> {
    /// Has painted nothing.
    pub(crate) fn new(document: &'a Document) -> Painter<'a> {
        let (fonts, shown) = (BTreeMap::new(), BTreeSet::new());
        Painter { document, fonts, shown, glyphs: Vec::new(), unreadable: false }
    }

    /// Paints a content with the resources of its page or form.
    pub(crate) fn paint(&mut self, content: &[u8], resources: &[&'a Dictionary], state: State, depth: u32) {
        let mut run = Run { state, kept: Vec::new() };
        let mut operands = Vec::new();
        for token in Lexer::new(content) {
            match token {
                Token::Word(word) => {
                    match word.as_slice() {
                        b"Do" => self.form(&operands, resources, &run.state, depth),
                        b"Tf" => run.state.font = self.font(&operands, resources),
                        b"gs" => self.font_of_state(&operands, resources, &mut run.state),
                        _ => {}
                    }
                    run.operate(&word, &operands, &mut self.glyphs);
                    let is_shown = matches!(word.as_slice(), b"Tj" | b"TJ" | b"'" | b"\"");
                    let is_unreadable = run.state.font.as_ref().is_some_and(|font| font.is_unreadable());
                    self.unreadable |= is_shown && is_unreadable;
                    operands.clear();
                }
                operand => operands.push(operand),
            }
        }
    }

    fn form(&mut self, operands: &[Token], resources: &[&'a Dictionary], state: &State, depth: u32) {
        let Some(object) = self.resource(b"XObject", operands, resources) else { return };
        if let Ok(id) = object.as_reference()
            && !self.shown.insert(id)
            && depth > DEEPEST
        {
            return;
        }
        let Ok((_, Object::Stream(stream))) = self.document.dereference(object) else { return };
        let is_form = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
        if !is_form || depth > DEEPEST {
            return;
        }
        let Ok(content) = stream.get_plain_content() else { return };
        let mut below = state.clone();
        below.page = form_matrix(&stream.dict, self.document).then(state.page);
        let own = stream.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let all: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).collect();
        self.paint(&content, &all, below, depth + 1);
    }

    /// The entry that an operand names.
    fn resource(&self, kind: &[u8], operands: &[Token], resources: &[&'a Dictionary]) -> Option<&'a Object> {
        let name = operands.iter().find_map(|operand| if let Token::Name(name) = operand { Some(name) } else { None });
        let name = name?;
        let kinds = resources.iter().filter_map(|all| all.get_deref(kind, self.document).ok()?.as_dict().ok());
        kinds.filter_map(|some| some.get(name).ok()).next()
    }

    fn font(&mut self, operands: &[Token], resources: &[&'a Dictionary]) -> Option<Rc<Font>> {
        self.resource(b"Font", operands, resources).and_then(|object| self.loaded(object))
    }

    fn loaded(&mut self, object: &'a Object) -> Option<Rc<Font>> {
        let id = object.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(known));
        }
        let dictionary = self.document.dereference(object).ok()?.1.as_dict().ok()?;
        let font = Rc::new(Font::new(self.document, dictionary));
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Some(font)
    }

    /// A font may be chosen by a graphics state, too.
    fn font_of_state(&mut self, operands: &[Token], resources: &[&'a Dictionary], state: &mut State) {
        let chosen = self.resource(b"ExtGState", operands, resources);
        let chosen = chosen.and_then(|object| self.document.dereference(object).ok()?.1.as_dict().ok());
        let chosen = chosen.and_then(|chosen| chosen.get_deref(b"Font", self.document).ok()?.as_array().ok());
        if let Some([font, size]) = chosen.map(Vec::as_slice) {
            state.font = self.loaded(font);
            state.size = size.as_float().map_or(1.0, f64::from);
        }
    }
}

/// The matrix of a form.
pub(crate) fn form_matrix(form: &Dictionary, document: &Document) -> Matrix {
    let numbers = form.get_deref(b"Matrix", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let numbers: Vec<f64> = numbers.iter().filter_map(|number| number.as_float().ok()).map(f64::from).collect();
    <[f64; 6]>::try_from(numbers).map_or(Matrix::UNIT, Matrix)
}

/// A content that is being run.
struct Run {
    state: State,
    kept: Vec<State>,
}

impl Run {
    fn operate(&mut self, word: &[u8], operands: &[Token], glyphs: &mut Vec<Glyph>) {
        let numbers: Vec<f64> = operands
            .iter()
            .filter_map(|token| if let Token::Number(number) = token { Some(*number) } else { None })
            .collect();
        let state = &mut self.state;
        match (word, numbers.as_slice()) {
            (b"q", _) => self.kept.push(self.state.clone()),
            (b"Q", _) => {
                if let Some(kept) = self.kept.pop() {
                    self.state = kept;
                }
            }
            (b"cm", [a, b, c, d, e, f]) => state.page = Matrix([*a, *b, *c, *d, *e, *f]).then(state.page),
            (b"BT", _) => (state.text, state.line) = (Matrix::UNIT, Matrix::UNIT),
            (b"Tf", [.., size]) => state.size = *size,
            (b"Tc", [space]) => state.letter_space = *space,
            (b"Tw", [space]) => state.word_space = *space,
            (b"Tz", [percent]) => state.stretch = percent / 100.0,
            (b"TL", [leading]) => state.leading = *leading,
            (b"Ts", [rise]) => state.rise = *rise,
            (b"Tm", [a, b, c, d, e, f]) => {
                state.line = Matrix([*a, *b, *c, *d, *e, *f]);
                state.text = state.line;
            }
            (b"Td", [x, y]) => state.next_line(*x, *y),
            (b"TD", [x, y]) => {
                state.leading = -y;
                state.next_line(*x, *y);
            }
            (b"T*", _) => state.next_line(0.0, -state.leading),
            (b"Tj" | b"TJ", _) => show(state, operands, glyphs),
            (b"'", _) => {
                state.next_line(0.0, -state.leading);
                show(state, operands, glyphs);
            }
            (b"\"", [word, letter]) => {
                (state.word_space, state.letter_space) = (*word, *letter);
                state.next_line(0.0, -state.leading);
                let texts: Vec<Token> =
                    operands.iter().filter(|token| matches!(token, Token::Text(_))).cloned().collect();
                show(state, &texts, glyphs);
            }
            _ => {}
        }
    }
}

fn show(state: &mut State, operands: &[Token], glyphs: &mut Vec<Glyph>) {
    for operand in operands {
        match operand {
            Token::Text(string) => state.show(string, glyphs),
            Token::Number(thousandths) => state.kern(*thousandths),
            _ => {}
        }
    }
}
