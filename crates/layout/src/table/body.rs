//! The rows of a table from page to page.

use super::above;
use super::columns::Plan;
use super::frame::Frame;
use super::head::Head;
use super::rows::{self, Set};
use crate::flow::Flow;
use crate::fonts::Fonts;
use model::document::{Row, RowGroup, RowKind, Table};
use model::page::Origin;

/// So many rows that sum up stay with the row above them: 其他, 小计 and 合计.
const TOTALS: usize = 3;

/// The rows of one part of a table while they are put.
pub(crate) struct Body<'a> {
    table: &'a Table,
    plan: &'a Plan,
    head: &'a Head,
    frame: Frame,
    /// Whether a row stands below the head on this page.
    begun: bool,
    /// The height that a row has below a repeated head.
    room: f64,
}

impl<'a> Body<'a> {
    /// Puts the head.
    pub(crate) fn open(flow: &mut Flow, table: &'a Table, plan: &'a Plan, head: &'a Head, fonts: &mut Fonts) -> Self {
        let frame = Frame::open(flow, head, plan, false);
        let room = room(flow, table, plan, head, fonts);
        Body { table, plan, head, frame, begun: false, room }
    }

    /// Puts a row with the title of its group before the first of it.
    pub(crate) fn row(&mut self, flow: &mut Flow, number: usize, row: &Row, fonts: &mut Fonts) {
        let group = self.table.groups.iter().find(|group| group.first == number && !group.title.is_empty());
        let title = group.map(|group| rows::title(&group.title, self.plan, fonts));
        let set = rows::body(row, self.plan, fonts);
        // The title of a group stays with its first row, and a row with the totals right below it.
        let above = title.as_ref().map_or(0.0, |title| title.height);
        let with = above + set.height.min(self.room) + self.company(number);
        // A head without a row would be left behind.
        if self.begun && !flow.fits(with) {
            self.over(flow, number, fonts);
        }
        if let Some(title) = title {
            self.frame.row(flow, &title, self.plan);
        }
        let rest = flow.rest();
        for (place, part) in rows::divided(set, rest, self.room, self.plan).into_iter().enumerate() {
            if place > 0 {
                self.over(flow, number, fonts);
            }
            self.put(flow, number, &part);
        }
    }

    fn put(&mut self, flow: &mut Flow, number: usize, row: &Set) {
        self.numbers(flow, number, row);
        self.frame.row(flow, row, self.plan);
        self.begun = true;
    }

    /// Notes where the cells of a row stand that goes to the current place.
    fn numbers(&self, flow: &mut Flow, row: usize, set: &Set) {
        let (top, mut left) = (flow.y, 0.0);
        for ((lines, column), width) in set.cells.iter().zip(&self.plan.columns).zip(&self.plan.widths) {
            if lines.iter().any(|(_, line)| !line.is_empty()) {
                let origin = Origin::Cell { table: self.table.name.clone(), row, column: *column };
                flow.number((left, left + width), (top, top + set.height), origin);
            }
            left += width;
        }
    }

    /// The least height of the rows that sum up right below a row.
    fn company(&self, number: usize) -> f64 {
        let rest = self.table.rows.get(number + 1..).unwrap_or_default();
        let totals = rest.iter().take_while(|row| row.kind != RowKind::Body).count().min(TOTALS);
        totals as f64 * rows::height(1, self.plan)
    }

    /// Goes on overleaf, below the head and the title of the group to which the row belongs.
    fn over(&mut self, flow: &mut Flow, number: usize, fonts: &mut Fonts) {
        self.frame.close(flow, self.plan);
        flow.new_page();
        flow.unread(|flow| above::put_unit(flow, self.table, self.plan.size, true, fonts));
        self.frame = Frame::open(flow, self.head, self.plan, true);
        self.begun = false;
        if let Some(group) = self.table.groups.iter().find(|group| group.goes_on_at(number)) {
            let title = rows::title(&again(group), self.plan, fonts);
            flow.unread(|flow| self.frame.row(flow, &title, self.plan));
        }
    }

    /// Puts the rules of the last page.
    pub(crate) fn close(self, flow: &mut Flow) {
        self.frame.close(flow, self.plan);
    }
}

/// The title of a group on a further page.
fn again(group: &RowGroup) -> String {
    format!("{}（续）", group.title)
}

/// What a page leaves to a row below 续表, the head and the title of a group that goes on.
fn room(flow: &Flow, table: &Table, plan: &Plan, head: &Head, fonts: &mut Fonts) -> f64 {
    let geometry = flow.geometry.following();
    let titles = table.groups.iter().map(|group| rows::title(&again(group), plan, fonts).height);
    let title = titles.fold(0.0, f64::max);
    geometry.text_height - above::continued(table, plan.size, geometry.text_width, fonts) - head.height - title
}
