use super::graph::Tree;

/// The edges of all circles of a small crate; files that a test does not give are not there.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let files: Vec<(String, String)> =
        files.iter().map(|(name, text)| (format!("src/{name}"), (*text).to_owned())).collect();
    let circles = Tree::new(&files, "src/lib.rs").circles();
    let edges: Vec<String> = circles.into_iter().flat_map(|circle| circle.edges).collect();
    assert_eq!(edges.iter().map(|edge| edge.replace("src/", "")).collect::<Vec<_>>(), expected);
}

const ROOT: (&str, &str) = ("lib.rs", "mod a; mod b; mod c;");

#[test]
fn files_that_name_one_another_are_a_circle() {
    let edges = ["a.rs:2 → b.rs（crate::b::B）", "b.rs:1 → a.rs（crate::a::run）"];
    check(&[ROOT, ("a.rs", "\nuse crate::b::B;"), ("b.rs", "fn f() { crate::a::run(); }")], &edges);
    check(&[ROOT, ("a.rs", "use crate::b::B;"), ("b.rs", "use std::a::B;")], &[]);
}

#[test]
fn a_circle_may_take_several_files_and_nested_uses() {
    let (a, b, c) = ("use crate::{x::Y, b::{self, B as Z}};", "use super::c::*;", "use crate::a; fn f() { a::g(); }");
    let edges = ["a.rs:1 → b.rs（crate::b::B）", "b.rs:1 → c.rs（super::c::*）", "c.rs:1 → a.rs（a::g）"];
    check(&[ROOT, ("a.rs", a), ("b.rs", b), ("c.rs", c)], &edges);
    check(&[ROOT, ("a.rs", a), ("b.rs", b), ("c.rs", "use crate::a; fn f() {}")], &[]);
}

#[test]
fn what_is_re_exported_belongs_to_the_file_that_defines_it() {
    let root = ("lib.rs", "mod a; mod b; pub use a::A; pub(crate) use b::*;");
    let edges = ["a.rs:1 → b.rs（crate::B）", "b.rs:1 → a.rs（crate::A）"];
    check(&[root, ("a.rs", "use crate::B; pub struct A;"), ("b.rs", "use crate::A; pub struct B;")], &edges);
    check(&[root, ("a.rs", "pub struct A;"), ("b.rs", "use crate::A; pub struct B;")], &[]);
}

#[test]
fn the_root_is_a_file_like_others_once_it_does_something() {
    let root = ("lib.rs", "mod a; pub use a::A; pub fn run() { a::go(); } pub struct Shared;");
    let edges = ["lib.rs:1 → a.rs（a::go）", "a.rs:1 → lib.rs（crate::Shared）"];
    check(&[root, ("a.rs", "use crate::Shared;")], &edges);
    check(&[root, ("a.rs", "use super::Shared;")], &[edges[0], "a.rs:1 → lib.rs（super::Shared）"]);
    check(&[("lib.rs", "mod a; pub use a::A; pub struct Shared;"), ("a.rs", "use crate::Shared;")], &[]);
}

#[test]
fn submodules_take_from_their_module_by_super_alone() {
    let module = ("a/mod.rs", "mod x; mod y; fn f() { x::g(); } fn help() {} enum Kind { One }");
    check(&[ROOT, module, ("a/x.rs", "use super::{help, y};"), ("a/y.rs", "fn f() { super::help(); }")], &[]);
    check(&[ROOT, module, ("a/x.rs", "use super::Kind; fn f() { Kind::One; }")], &[]);
    let edges = ["a/mod.rs:1 → a/x.rs（x::g）", "a/x.rs:1 → a/mod.rs（crate::a::help）"];
    check(&[ROOT, module, ("a/x.rs", "use crate::a::help;")], &edges);
    let edges = ["a/x.rs:1 → a/y.rs（super::y::Y）", "a/y.rs:1 → a/x.rs（super::x::X）"];
    check(&[ROOT, module, ("a/x.rs", "use super::y::Y;"), ("a/y.rs", "use super::x::X;")], &edges);
}

#[test]
fn what_a_module_shares_rests_on_what_the_module_names() {
    let module = ("a.rs", "mod x; use crate::b::B; fn help(b: B) {}");
    let edges = ["b.rs:1 → a/x.rs（crate::a::x::X）", "a/x.rs:1 → b.rs（super::help）"];
    let mut sorted = edges;
    sorted.reverse();
    check(&[ROOT, module, ("a/x.rs", "use super::help;"), ("b.rs", "use crate::a::x::X;")], &sorted);
    check(&[ROOT, module, ("a/x.rs", ""), ("b.rs", "use crate::a::x::X;")], &[]);
}

#[test]
fn tests_comments_and_literals_name_nothing() {
    let b = ("b.rs", "use crate::a::A;");
    let a = r##"
        #[cfg(test)] mod tests { use crate::b::B; }
        #[cfg(test)] #[allow(x)] fn f(a: [u8; 2]) -> u8 { crate::b::f(a) }
        #[cfg(test)] use crate::b::C;
        //! crate::b::D /* crate::b::D
        /* crate::b::D /* nested */ crate::b::D */
        const TEXT: &str = "crate::b::\"E"; const RAW: &str = r#"crate::b::"E"#;
        const SIGN: char = '"'; fn g<'a>() { '\''; 'b'; b'"'; } const LAST: &str = "crate::b::E";
    "##;
    check(&[ROOT, ("a.rs", a), b], &[]);
    let edges = ["a.rs:9 → b.rs（crate::b::F）", "b.rs:1 → a.rs（crate::a::A）"];
    check(&[ROOT, ("a.rs", &format!("{a}use crate::b::F;")), b], &edges);
}

#[test]
fn a_module_within_a_file_is_part_of_it() {
    let a = "mod within { use super::help; use super::super::b::B; } fn help() {} use within::C;";
    let edges = ["a.rs:1 → b.rs（super::b::B）", "b.rs:1 → a.rs（crate::a::within::C）"];
    check(&[ROOT, ("a.rs", a), ("b.rs", "use crate::a::within::C;")], &edges);
}

#[test]
fn a_function_may_bear_the_name_of_its_module() {
    let root = ("lib.rs", "mod a; mod b; pub use a::a;");
    let edges = ["a.rs:1 → b.rs（crate::b::B）", "b.rs:1 → a.rs（crate::a）"];
    check(&[root, ("a.rs", "use crate::b::B; pub fn a() {}"), ("b.rs", "use crate::a; fn f() { a(); }")], &edges);
}
