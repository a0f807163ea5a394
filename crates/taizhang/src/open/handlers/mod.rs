//! What an address answers: the view's data from the functions of the commands, then its words.

pub(crate) mod book;
pub(crate) mod changes;
pub(crate) mod document;
pub(crate) mod editions;
pub(crate) mod events;
pub(crate) mod inbox;
pub(crate) mod month;
pub(crate) mod problems;
pub(crate) mod reports;

use super::address::Addresses;
use super::desk::Desk;
use super::inbox as waiting;
use super::opened::{Opened, Refused, months};
use super::views::frame::{Frame, Tab};
use super::views::{self, assets};
use crate::disk::{names, projects, whole};
use crate::outcome::Fatal;
use crate::project;
use crate::session::Session;
use axum::Form;
use axum::extract::{Path, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use model::{Language, Month, Spoken as _};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;

/// What every handler has.
pub(crate) type State = Arc<Desk>;

/// A request for a view of a month.
pub(crate) struct Asked {
    pub(crate) desk: State,
    pub(crate) month: Month,
}

impl Asked {
    pub(crate) fn opened(&self) -> Arc<Opened> {
        self.desk.opened(self.month)
    }

    pub(crate) fn addresses(&self) -> Addresses {
        Addresses::new(&self.desk.base(), self.month)
    }

    pub(crate) fn language(&self) -> Language {
        self.desk.language()
    }

    /// The files of the month's reports; those that a run is still writing are none.
    pub(crate) fn made(&self) -> Vec<String> {
        let folder = self.reports();
        let all = names(&folder).unwrap_or_default().into_iter();
        all.filter(|name| !name.starts_with('.') && folder.join(name).is_file()).collect()
    }

    /// Where they lie.
    pub(crate) fn reports(&self) -> PathBuf {
        self.desk.folder().join("reports").join(self.month.to_string())
    }

    /// A whole page around a view.
    pub(crate) fn page(&self, tab: Tab, title: &str, content: &Markup) -> Response {
        let folder = self.desk.folder();
        let mut months = months(&folder);
        months.insert(self.month);
        let frame = Frame {
            language: self.language(),
            addresses: self.addresses(),
            months: months.into_iter().collect(),
            project: project::organisation_of(&folder).unwrap_or_default(),
            tab,
        };
        frame.page(title, content).into_response()
    }

    /// A whole page that says why there is nothing else.
    pub(crate) fn refusal(&self, tab: Tab, title: &str, refused: &Refused) -> Response {
        self.page(tab, title, &views::refused(self.language(), refused))
    }
}

/// Runs what reads files or computes beside the server, so that other windows are answered.
pub(crate) async fn beside<F>(desk: State, month: &str, answer: F) -> Response
where
    F: FnOnce(&Asked) -> Response + Send + 'static,
{
    let language = desk.language();
    let Ok(month) = month.parse::<Month>() else {
        return missing(language.say("没有这个月份。", "There is no such month."));
    };
    aside(language, move || answer(&Asked { desk, month })).await
}

/// A view of what was read of the month, under its tab and its title in both languages; where nothing
/// could be read or made, why.
pub(crate) async fn of_session<F>(desk: State, month: &str, tab: Tab, title: [&'static str; 2], content: F) -> Response
where
    F: FnOnce(&Asked, &Opened, &Session) -> Result<Markup, Refused> + Send + 'static,
{
    beside(desk, month, move |asked| {
        let title = asked.language().say(title[0], title[1]);
        let opened = asked.opened();
        match opened.session().and_then(|session| content(asked, &opened, session)) {
            Ok(content) => asked.page(tab, title, &content),
            Err(refused) => asked.refusal(tab, title, &refused),
        }
    })
    .await
}

/// Runs what is of no month beside the server.
pub(crate) async fn aside(language: Language, answer: impl FnOnce() -> Response + Send + 'static) -> Response {
    let done = tokio::task::spawn_blocking(answer).await;
    let failed = language.say("程序出错，请告诉维护人员。", "The program failed; please tell its maintainers.");
    done.unwrap_or_else(|_| (StatusCode::INTERNAL_SERVER_ERROR, failed).into_response())
}

/// Something that is not there.
pub(crate) fn missing(words: &str) -> Response {
    (StatusCode::NOT_FOUND, words.to_owned()).into_response()
}

/// A request that cannot be done, with why.
pub(crate) fn conflict(words: &str) -> Response {
    (StatusCode::CONFLICT, words.to_owned()).into_response()
}

/// Bytes to be kept as a file under a name.
pub(crate) fn download(name: &str, bytes: Vec<u8>) -> Response {
    let kind = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("pdf") => "application/pdf",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    };
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// The words of an error of a command.
pub(crate) fn words(language: Language, fatal: Fatal) -> String {
    let Refused { message, problems } = Refused::from(fatal);
    let told: Vec<String> = problems.iter().map(|problem| problem.spoken(language)).collect();
    if told.is_empty() { message.spoken(language) } else { told.join("\n") }
}

/// An address without the token, or one that never was.
pub(crate) async fn nowhere(Shared(desk): Shared<State>) -> Response {
    missing(desk.language().say(
        "地址不对。请用程序打印的地址打开。",
        "This address is not right. Please open the address that the program printed.",
    ))
}

/// The view of the usual month; where there is no project yet, the ways to make one.
pub(crate) async fn home(Shared(desk): Shared<State>) -> Response {
    aside(desk.language(), move || {
        let month = desk.usual_month();
        let asked = Asked { desk, month };
        if asked.desk.has_project() {
            return Redirect::to(&asked.addresses().view("")).into_response();
        }
        let folder = asked.desk.folder();
        let known = projects(&folder).unwrap_or_default();
        let content = views::start(&asked.addresses(), asked.language(), &whole(&folder), &known);
        asked.page(Tab::None, asked.language().say("新建项目", "New project"), &content)
    })
    .await
}

/// A stylesheet or a script of the page.
pub(crate) async fn asset(Shared(desk): Shared<State>, Path(name): Path<String>) -> Response {
    match assets::find(&name) {
        Some((kind, text)) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        None => missing(desk.language().say("没有这个文件。", "There is no such file.")),
    }
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    language: String,
}

/// Chooses the language of the page.
pub(crate) async fn language(Shared(desk): Shared<State>, Form(chosen): Form<Chosen>) -> Response {
    desk.speak(Language::named(&chosen.language).unwrap_or_default());
    Redirect::to(&format!("{}/", desk.base())).into_response()
}

#[derive(Deserialize)]
pub(crate) struct Start {
    kind: String,
    #[serde(default)]
    organisation: String,
    folder: String,
}

/// Makes a project in a folder beside the program.
pub(crate) async fn start(Shared(desk): Shared<State>, Form(start): Form<Start>) -> Response {
    let language = desk.language();
    aside(language, move || {
        if desk.has_project() {
            return conflict(language.say("这里已经有项目了。", "There is a project here already."));
        }
        let Some(name) = waiting::plain_name(&start.folder).filter(|name| name == start.folder.trim()) else {
            return conflict(language.say(
                "文件夹名不能为空，也不能带路径和不能用的字符。",
                "The name of the folder must not be empty, and must have no path and no characters that cannot be used.",
            ));
        };
        let folder = desk.folder().join(name);
        let made = crate::init::make(&folder, &start.kind, &start.organisation);
        match made.and_then(|()| desk.move_to(folder)) {
            Ok(()) => Redirect::to(&format!("{}/", desk.base())).into_response(),
            Err(fatal) => conflict(&words(language, fatal)),
        }
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct Existing {
    name: String,
}

/// Opens one of the projects that lie beside the program.
pub(crate) async fn choose(Shared(desk): Shared<State>, Form(existing): Form<Existing>) -> Response {
    let language = desk.language();
    aside(language, move || {
        let folder = desk.folder();
        let known = !desk.has_project() && projects(&folder).is_ok_and(|names| names.contains(&existing.name));
        if !known {
            return conflict(language.say("没有这个项目。", "There is no such project."));
        }
        match desk.move_to(folder.join(&existing.name)) {
            Ok(()) => Redirect::to(&format!("{}/", desk.base())).into_response(),
            Err(fatal) => conflict(&words(language, fatal)),
        }
    })
    .await
}

/// The workbooks that wait, in views that show them.
pub(crate) fn waiting_of(asked: &Asked) -> Vec<(Arc<waiting::Dropped>, Arc<waiting::Proposal>)> {
    let folder = asked.desk.folder();
    let all = asked.desk.inbox.all();
    all.into_iter().map(|dropped| (Arc::clone(&dropped), dropped.proposal(&folder, asked.month))).collect()
}
