//! The local page in a real browser: headless Chromium, driven over WebDriver. Where it is missing the
//! tests say that they were left out, or fail where `CI=true` is set.

mod driver;
mod drops;
mod looks;
mod numbers;
mod problems;
mod runs;
mod safety;

pub(crate) use driver::{Browser, Program};
