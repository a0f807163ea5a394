//! The licences of everything that the program is made of.

use crate::Failure;
use crate::contents::{Entry, read};
use crate::platform::Platform;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `cargo metadata` says, as far as it is asked.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
    manifest_path: PathBuf,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    kind: Option<String>,
}

/// The licences of the project, and one file with those of all packages in the program.
pub(crate) fn entries(root: &Path, platform: Platform) -> Result<Vec<Entry>, Failure> {
    let mut entries = Vec::new();
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        entries.push(Entry::file(format!("licences/{name}"), read(&root.join(name))?));
    }
    entries.push(Entry::file("licences/third-party.txt", page(&packages(root, platform)?)?));
    Ok(entries)
}

/// The packages of other authors that are linked into the program, by name and version.
fn packages(root: &Path, platform: Platform) -> Result<Vec<Package>, Failure> {
    let output = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
        .args([
            "metadata",
            "--locked",
            "--format-version",
            "1",
            "--no-default-features",
            "--filter-platform",
            platform.target(),
        ])
        .current_dir(root)
        .output()
        .map_err(|error| format!("无法启动 cargo：{error}"))?;
    let metadata: Metadata =
        serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata 的结果无法识别：{error}"))?;
    let linked = linked(&metadata);
    let mut packages: Vec<Package> = metadata
        .packages
        .into_iter()
        .filter(|package| package.source.is_some() && linked.contains(&package.id))
        .collect();
    packages.sort_by(|left, right| (&left.name, &left.version).cmp(&(&right.name, &right.version)));
    Ok(packages)
}

/// The ids of all packages that the program reaches without those of building and testing.
fn linked(metadata: &Metadata) -> BTreeSet<String> {
    let nodes: BTreeMap<&str, &Node> = metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let own = metadata.packages.iter().filter(|package| package.name == "taizhang" && package.source.is_none());
    let mut waiting: Vec<&str> = own.map(|package| package.id.as_str()).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !reached.insert(id.to_owned()) {
            continue;
        }
        let linked = |dependency: &&Dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none());
        let next = nodes.get(id).into_iter().flat_map(|node| node.deps.iter().filter(linked));
        waiting.extend(next.map(|dependency| dependency.pkg.as_str()));
    }
    reached
}

/// The packages with what they say of their licences, then each text once with the packages that carry it.
fn page(packages: &[Package]) -> Result<String, Failure> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut page = String::from(
        "本程序包含下列软件包，各按其许可使用。\nThis program contains the following packages under their licences.\n\n",
    );
    for package in packages {
        let title = format!("{} {}", package.name, package.version);
        let _ = writeln!(page, "{title}: {}", package.license.as_deref().unwrap_or("(see its text)"));
        for text in own_texts(package)? {
            texts.entry(text).or_default().push(title.clone());
        }
    }
    let mut texts: Vec<(String, Vec<String>)> = texts.into_iter().collect();
    texts.sort_by(|left, right| left.1.cmp(&right.1));
    for (text, titles) in texts {
        let _ = write!(page, "\n{}\n{}\n\n{}\n", "=".repeat(80), titles.join(", "), text.trim_end());
    }
    Ok(page)
}

/// The texts of licences and notices that lie in a package.
fn own_texts(package: &Package) -> Result<Vec<String>, Failure> {
    let folder = package.manifest_path.parent().unwrap_or(Path::new("."));
    let failed = |error: std::io::Error| format!("无法读取 {}：{error}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        let told = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|word| name.starts_with(word));
        if told && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| Ok(String::from_utf8_lossy(&read(path)?).replace("\r\n", "\n"))).collect()
}
