//! One run over the reports of a month, beside the server.

use super::desk::Desk;
use super::making::{Asked, Ended};
use super::news::News;
use super::opened::Refused;
use crate::output::write_all;
use crate::produced::{Produced, Wanted, may_go_out, month_folder, produced};
use crate::terminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Makes reports and writes their files, whole or not at all; false where another run is going on.
pub(crate) fn begin(desk: &Arc<Desk>, asked: Asked) -> bool {
    if !desk.making.begin(asked.month) {
        return false;
    }
    desk.tell(News::Begun);
    let desk = Arc::clone(desk);
    std::thread::spawn(move || {
        let run = || made(&desk, &asked);
        let ended = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
            let message = "程序出错，没有写文件。".to_owned();
            Ended {
                month: asked.month,
                words: message.clone(),
                refused: Some(Refused { message, problems: Vec::new() }),
            }
        });
        let words = ended.words.clone();
        desk.making.end(ended);
        desk.seen();
        desk.tell(News::Made { words });
    });
    true
}

fn made(desk: &Desk, asked: &Asked) -> Ended {
    match files(desk, asked) {
        Ok(words) => Ended { month: asked.month, words, refused: None },
        Err(refused) => Ended { month: asked.month, words: refused.message.clone(), refused: Some(refused) },
    }
}

fn files(desk: &Desk, asked: &Asked) -> Result<String, Refused> {
    let opened = desk.opened_anew(asked.month);
    let session = opened.session()?;
    may_go_out(session)?;
    let wanted = Wanted { formats: &asked.formats, editions: asked.editions, reports: &asked.reports };
    let go_on = |done: usize, of: usize| {
        desk.tell(News::Progress { done, of });
        desk.making.goes_on()
    };
    let Produced { files, problems } = produced(session, &wanted, &go_on)?;
    let written = write_all(&month_folder(&session.project), &files)?;
    let counted = terminal::counted(&problems);
    Ok(format!("已写文件 {} 个；连同以前各月，用到的工作簿有问题 {counted}。", written.len()))
}
