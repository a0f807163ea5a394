//! A part that another thread unpacks while this one reads it.

use crate::error::Error;
use crate::package::Package;
use std::sync::mpsc::{Receiver, sync_channel};

/// Parts below this packed size are unpacked where they are read: a thread would cost more.
const SMALL: u64 = 1 << 18;
/// So many pieces may wait to be read.
const WAITING: usize = 8;

enum Pieces {
    Ready(std::vec::IntoIter<Result<Vec<u8>, Error>>),
    Coming(Receiver<Result<Vec<u8>, Error>>),
}

/// The bytes of a part as they come.
pub struct Pipe {
    pieces: Pieces,
    /// How much was read in all.
    total: u64,
}

impl Pipe {
    fn new(pieces: Pieces) -> Pipe {
        Pipe { pieces, total: 0 }
    }

    /// A pipe of pieces that are there already.
    pub fn ready(pieces: Vec<Result<Vec<u8>, Error>>) -> Pipe {
        Pipe::new(Pieces::Ready(pieces.into_iter()))
    }

    /// The next piece; an empty one at the end.
    ///
    /// # Errors
    /// The part is damaged or encrypted here, or the package is beyond its bounds.
    pub fn piece(&mut self) -> Result<Vec<u8>, Error> {
        let next = match &mut self.pieces {
            Pieces::Ready(pieces) => pieces.next(),
            Pieces::Coming(pieces) => pieces.recv().ok(),
        };
        let piece = next.transpose()?.unwrap_or_default();
        self.total += piece.len() as u64;
        Ok(piece)
    }
}

/// Reads a part; nothing where there is none.
pub fn read<T>(package: &Package<'_>, name: &str, read: impl FnOnce(&mut Pipe) -> T) -> Option<T> {
    let unpacker = package.unpacker(name)?;
    if package.packed(name) < SMALL {
        // A small part may still unpack to a lot: beyond a few pieces it goes through the channel.
        let mut pieces = Vec::new();
        let mut size = 0;
        unpacker.run(|piece| {
            size += piece.as_ref().map_or(0, Vec::len);
            pieces.push(piece);
            size < 64 << 20
        });
        if size < 64 << 20 {
            let mut pipe = Pipe::ready(pieces);
            let result = read(&mut pipe);
            package.spend(pipe.total);
            return Some(result);
        }
    }
    let unpacker = package.unpacker(name)?;
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(WAITING);
        scope.spawn(move || unpacker.run(|piece| send.send(piece).is_ok()));
        let mut pipe = Pipe::new(Pieces::Coming(receive));
        let result = read(&mut pipe);
        package.spend(pipe.total);
        Some(result)
    })
}
