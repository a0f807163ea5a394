//! One run over the reports of a month, beside the server.

use super::desk::Desk;
use super::making::{Asked, Ended};
use super::news::News;
use super::opened::Refused;
use crate::output::write_all;
use crate::produced::{Produced, Wanted, may_go_out, month_folder, produced};
use crate::terminal;
use model::{Said, say};
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
            let message = Said::fixed("程序出错，没有写文件。", "The program failed; no file was written.");
            Ended {
                month: asked.month,
                words: message.clone(),
                refused: Some(Refused { message, problems: Vec::new() }),
            }
        });
        let words = ended.words.text(desk.language()).to_owned();
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

fn files(desk: &Desk, asked: &Asked) -> Result<Said, Refused> {
    let opened = desk.opened_anew(asked.month);
    let session = opened.session()?;
    may_go_out(session)?;
    let folder = month_folder(&session.project);
    let Asked { formats, editions, reports, .. } = asked;
    let wanted = Wanted { formats, editions: *editions, reports, folder: &folder };
    let go_on = |done: usize, of: usize| {
        desk.tell(News::Progress { done, of });
        desk.making.goes_on()
    };
    let Produced { files, problems } = produced(session, &wanted, &go_on)?;
    let written = write_all(&folder, &files)?;
    let (count, counted) = (written.len(), terminal::counted(&problems));
    Ok(say!(
        "已写文件 {count} 个；连同以前各月，用到的工作簿有问题 {counted}。",
        "Files written: {count}. Problems of the workbooks used, with those of the months before: {counted}.",
        counted
    ))
}
