//! The paper and the size of the type that a table needs.

use super::columns::{self, Need, Plan};
use super::shares::{level, shared};
use crate::fonts::Fonts;
use crate::geometry::{Geometry, LANDSCAPE, PORTRAIT};
use model::document::Table;

/// 小四, 五号, 小五: the sizes that are tried in turn, in points.
const SIZES: [f64; 3] = [12.0, 10.5, 9.0];
/// 六号: nothing is set smaller than this, in points.
const SMALLEST: f64 = 7.5;
/// A table of so many rows rather has smaller type than cells of two lines.
const LONG: usize = 40;
/// At most so many of the first columns are repeated in the parts of a wide table.
const KEYS: usize = 3;

/// The plans of a table's columns, one for each part of a wide table, and their paper: upright, or
/// turned where the columns need it.
pub(crate) fn planned(table: &Table, fonts: &mut Fonts) -> (Vec<Plan>, Geometry) {
    let needs = columns::needs(table, fonts);
    let all: Vec<usize> = (0..needs.len()).collect();
    let smallest = SIZES.last().copied().unwrap_or(SMALLEST);
    let at_ease = if table.rows.len() > LONG { smallest } else { SIZES[1] };
    let easy = |geometry: Geometry| {
        let whole: f64 = needs.iter().map(|need| need.ease).sum();
        let size =
            SIZES.into_iter().filter(|size| *size >= at_ease).find(|size| whole * size <= geometry.text_width)?;
        Some(shared(&needs, &all, size, geometry.text_width, |need| need.ease))
    };
    let fair = |geometry: Geometry| {
        let whole: f64 = needs.iter().map(|need| need.fair).sum();
        let size = SIZES.into_iter().find(|size| whole * size <= geometry.text_width)?;
        Some(shared(&needs, &all, size, geometry.text_width, |need| need.fair))
    };
    if let Some(plan) = easy(PORTRAIT).or_else(|| fair(PORTRAIT)) {
        return (vec![plan], PORTRAIT);
    }
    if let Some(plan) = easy(LANDSCAPE).or_else(|| fair(LANDSCAPE)) {
        return (vec![plan], LANDSCAPE);
    }
    let width = LANDSCAPE.text_width;
    let least: f64 = needs.iter().map(|need| need.least).sum();
    let size = (width / least.max(1.0)).min(smallest);
    if let Some(plan) = beside_long(&needs, &all, smallest, width) {
        return (vec![plan], LANDSCAPE);
    }
    if size >= SMALLEST {
        return (vec![shared(&needs, &all, size, width, |need| need.least)], LANDSCAPE);
    }
    let parts = parts(&needs, table, width / smallest);
    let plans = parts.iter().map(|part| shared(&needs, part, smallest, width, |need| need.fair));
    (plans.collect(), LANDSCAPE)
}

/// Short columns as wide as they should be and what is left for those of words without end, where
/// that leaves all words whole.
fn beside_long(needs: &[Need], all: &[usize], size: f64, width: f64) -> Option<Plan> {
    let fairs: Vec<f64> = needs.iter().map(|need| need.fair * size).collect();
    let level = level(&fairs, width);
    let whole = needs.iter().all(|need| need.least * size <= (need.fair * size).min(level));
    whole.then(|| shared(needs, all, size, width, |need| need.fair))
}

/// The columns of each part of a table that no paper is wide enough for: the first columns, and as
/// many others as fit. Widths are in em.
fn parts(needs: &[Need], table: &Table, width: f64) -> Vec<Vec<usize>> {
    // A row is known by the first words in it: 序号 and 企业名称.
    let words = table.columns.iter().take(KEYS).position(|column| !columns::is_number(column));
    let keys: Vec<usize> = (0..words.map_or(1, |words| words + 1)).collect();
    let fair = |column: &usize| needs.get(*column).map_or(0.0, |need| need.fair);
    // The columns that are repeated leave half of the width to the others.
    let fairs: Vec<f64> = keys.iter().map(fair).collect();
    let most = level(&fairs, width / 2.0);
    let base: f64 = fairs.iter().map(|fair| fair.min(most)).sum();
    let room = width - base;
    let fair = |column: &usize| fair(column).min(room);
    // The parts hold about the same, instead of all that fits and a rest.
    let others: f64 = (keys.len()..needs.len()).map(|column| fair(&column)).sum();
    let width = base + (others / (others / room).ceil().max(1.0) * 1.05).min(room);
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut used = f64::INFINITY;
    for column in keys.len()..needs.len() {
        let own = fair(&column);
        if used + own > width {
            parts.push(keys.clone());
            used = base;
        }
        used += own;
        parts.last_mut().into_iter().for_each(|part| part.push(column));
    }
    if parts.is_empty() { vec![keys] } else { parts }
}
