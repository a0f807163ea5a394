//! Numbers of objects.

/// The numbers of all objects of the document (GB/T 33190, 7.3: ST_ID), each given once.
#[derive(Default)]
pub(crate) struct Ids {
    /// The last one that was given.
    pub(crate) last: u32,
}

impl Ids {
    pub(crate) fn next(&mut self) -> u32 {
        self.last += 1;
        self.last
    }
}
