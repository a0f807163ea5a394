//! The files of one crate as a tree of modules, their edges, and the circles among them.

use super::scan::{File, scan};
use std::collections::{BTreeMap, BTreeSet};

/// A set of files of which each reaches each.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Circle {
    pub(super) files: Vec<String>,
    /// `file:line → file (path)`, one for each pair of files, in the order of the files.
    pub(super) edges: Vec<String>,
}

/// The modules of a crate that have files, the root first and each before its submodules.
#[derive(Debug, Default)]
pub(super) struct Tree {
    modules: Vec<Module>,
}

#[derive(Debug)]
struct Module {
    /// The file's name from the crate's folder.
    name: String,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    file: File,
}

/// What a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Module(usize),
    /// Something that stands in the file of this module.
    Item(usize),
    /// Something of another crate.
    Outside,
}

/// From a file to the files that it names things of, each with the line and the path.
type Edges = Vec<BTreeMap<usize, (usize, String)>>;

impl Tree {
    /// The tree below a root among files that are given by name and text; empty without the root.
    pub(super) fn new(files: &[(String, String)], root: &str) -> Self {
        let mut tree = Self::default();
        tree.add(files, root, None);
        tree
    }

    fn add(&mut self, files: &[(String, String)], name: &str, parent: Option<usize>) -> Option<usize> {
        let (_, text) = files.iter().find(|(file, _)| file == name)?;
        let (id, file) = (self.modules.len(), scan(text));
        let names = file.modules.clone();
        self.modules.push(Module { name: name.to_owned(), parent, children: BTreeMap::new(), file });
        let (folder, stem) = name.rsplit_once('/').unwrap_or(("", name));
        // `a/mod.rs` and the root have their submodules beside them, `a.rs` in the folder `a`.
        let own = parent.is_none() || stem == "mod.rs";
        let folder = if own { folder.to_owned() } else { name.trim_end_matches(".rs").to_owned() };
        for module in names {
            let child = [format!("{folder}/{module}.rs"), format!("{folder}/{module}/mod.rs")]
                .iter()
                .find_map(|name| self.add(files, name, Some(id)));
            if let Some(child) = child {
                self.modules[id].children.insert(module, child);
            }
        }
        Some(id)
    }

    /// The circles, in the order of their first files.
    pub(super) fn circles(&self) -> Vec<Circle> {
        let edges = self.edges();
        let reached: Vec<BTreeSet<usize>> = (0..edges.len()).map(|from| reach(&edges, from)).collect();
        let mut circles = Vec::new();
        let mut told = BTreeSet::new();
        for from in 0..edges.len() {
            let circle: BTreeSet<usize> =
                reached[from].iter().copied().filter(|to| *to != from && reached[*to].contains(&from)).collect();
            if !circle.is_empty() && told.insert(from) {
                told.extend(&circle);
                circles.push(self.circle(&edges, circle.into_iter().chain([from]).collect()));
            }
        }
        circles
    }

    fn circle(&self, edges: &Edges, ids: BTreeSet<usize>) -> Circle {
        let name = |id: usize| self.modules[id].name.clone();
        let edge = |from: usize, to: usize, (line, path): &(usize, String)| {
            format!("{}:{line} → {}（{path}）", name(from), name(to))
        };
        let lines = ids.iter().flat_map(|from| {
            edges[*from].iter().filter(|(to, _)| ids.contains(to)).map(move |(to, why)| edge(*from, *to, why))
        });
        Circle { edges: lines.collect(), files: ids.iter().map(|id| name(*id)).collect() }
    }

    fn edges(&self) -> Edges {
        let mut edges: Edges = Vec::new();
        // Parents come first, so that what a submodule takes over from its parent is complete.
        for (from, module) in self.modules.iter().enumerate() {
            let mut own = BTreeMap::new();
            for (path, line) in self.named(from) {
                let words = path.join("::");
                for target in self.targets(from, path) {
                    let Target::Item(to) = target else { continue };
                    let shared = path[0] == "super" && module.parent == Some(to) && self.modules[to].parent.is_some();
                    if shared {
                        let taken: Vec<usize> = edges[to].keys().copied().filter(|id| !self.below(*id, to)).collect();
                        taken.into_iter().for_each(|id| {
                            own.entry(id).or_insert_with(|| (line, words.clone()));
                        });
                    } else if to != from {
                        own.entry(to).or_insert_with(|| (line, words.clone()));
                    }
                }
            }
            edges.push(own);
        }
        edges
    }

    /// The paths of a file that count. One that begins with an item that a `use` brought in
    /// (`Colour::Red`) says no more than that `use`.
    fn named(&self, from: usize) -> impl Iterator<Item = (&[String], usize)> {
        let file = &self.modules[from].file;
        let imports = file.imports.iter().filter(|import| !import.passed_on);
        let imports = imports.map(|import| (import.path.as_slice(), import.line));
        let told = move |path: &[String]| {
            let import = file.imports.iter().find(|import| import.name == path[0] && !import.passed_on);
            import.is_some_and(|import| matches!(self.resolve(from, &import.path, &mut Vec::new()), Target::Item(_)))
        };
        let paths = file.paths.iter().map(|(path, line)| (path.as_slice(), *line));
        imports.chain(paths.filter(move |(path, _)| !told(path)))
    }

    /// Whether a module is another one or lies below it.
    fn below(&self, id: usize, above: usize) -> bool {
        id == above || self.modules[id].parent.is_some_and(|parent| self.below(parent, above))
    }

    /// What a path names: a module and a function may share a name, so there may be two.
    fn targets(&self, from: usize, path: &[String]) -> Vec<Target> {
        let target = self.resolve(from, path, &mut Vec::new());
        let mut targets = vec![target];
        if let (Target::Module(id), Some((last, before))) = (target, path.split_last()) {
            let holder = self.modules[id].parent;
            let named = holder.filter(|holder| self.resolve(from, before, &mut Vec::new()) == Target::Module(*holder));
            targets.extend(named.and_then(|holder| self.item(holder, last, &mut Vec::new())));
        }
        targets
    }

    /// Follows a path from a module; `visited` are the imports that were followed on the way.
    fn resolve(&self, from: usize, path: &[String], visited: &mut Vec<(usize, String)>) -> Target {
        let Some((first, mut rest)) = path.split_first() else { return Target::Module(from) };
        let mut target = match first.as_str() {
            "crate" => Target::Module(0),
            "self" => Target::Module(from),
            "super" => self.modules[from].parent.map_or(Target::Outside, Target::Module),
            name => self.lookup(from, name, visited).unwrap_or(Target::Outside),
        };
        while let (Target::Module(here), Some((word, more))) = (target, rest.split_first()) {
            rest = more;
            target = match word.as_str() {
                "*" => Target::Item(here),
                "super" => self.modules[here].parent.map_or(Target::Outside, Target::Module),
                name => self.lookup(here, name, visited).unwrap_or(Target::Item(here)),
            };
        }
        target
    }

    /// What a name means in a module: a submodule, or an item.
    fn lookup(&self, here: usize, name: &str, visited: &mut Vec<(usize, String)>) -> Option<Target> {
        let child = self.modules[here].children.get(name).copied().map(Target::Module);
        child.or_else(|| self.item(here, name, visited))
    }

    /// An item by its name in a module: its own, one that is brought in, or one of all that are.
    fn item(&self, here: usize, name: &str, visited: &mut Vec<(usize, String)>) -> Option<Target> {
        let file = &self.modules[here].file;
        if file.defined.contains(name) {
            return Some(Target::Item(here));
        }
        let step = (here, name.to_owned());
        if visited.contains(&step) {
            return None;
        }
        visited.push(step);
        if let Some(import) = file.imports.iter().find(|import| import.name == name) {
            return Some(self.resolve(here, &import.path, visited));
        }
        let all = file.imports.iter().filter(|import| import.name == "*");
        all.filter_map(|import| match self.resolve(here, &import.path[..import.path.len() - 1], visited) {
            Target::Module(of) => self.lookup(of, name, visited),
            _ => None,
        })
        .next()
    }
}

/// All that is reached from a file, itself only on a circle.
fn reach(edges: &Edges, from: usize) -> BTreeSet<usize> {
    let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(here) = next.pop() {
        next.extend(edges[here].keys().copied().filter(|to| reached.insert(*to)));
    }
    reached
}
