//! A browser and the program that it looks at.

use crate::support::has;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::future::Future;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// What a test waits for comes within this time, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(30);

/// `taizhang open` in a project.
pub(crate) struct Program {
    pub(crate) child: Child,
    /// The address that it printed, which ends with a slash.
    pub(crate) address: String,
}

impl Program {
    pub(crate) fn open(project: &Path) -> Program {
        Program::open_for(project, 600)
    }

    /// Opens a page that ends when nobody has looked for so many seconds.
    pub(crate) fn open_for(project: &Path, idle: u64) -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
        command.args(["open", "--no-browser", "--idle", &idle.to_string(), "--project"]).arg(project);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().split_once('：').map(|(_, address)| address.to_owned());
        Program { child, address: address.unwrap_or_else(|| panic!("no address in {line:?}")) }
    }

    /// A view of a month.
    pub(crate) fn view(&self, month: &str, path: &str) -> String {
        format!("{}{month}/{path}", self.address)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Headless Chromium with a profile of its own.
pub(crate) struct Browser {
    runtime: Runtime,
    pub(crate) client: Client,
    driver: Child,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// A browser; nothing where there is none and none is asked for.
    pub(crate) fn start() -> Option<Browser> {
        if !has("chromium") || !has("chromedriver") {
            return None;
        }
        let mut driver = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let told = |line: std::io::Result<String>| {
            let line = line.unwrap();
            line.contains("successfully on port")
                .then(|| line.rsplit(' ').next().unwrap().trim_end_matches('.').to_owned())
        };
        let port = lines.filter_map(told).next().unwrap();
        let profile = tempfile::tempdir().unwrap();
        let folder = format!("--user-data-dir={}", profile.path().display());
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1366,768",
            &folder,
        ];
        let capabilities = json!({ "browserName": "chrome", "goog:chromeOptions": { "args": arguments } });
        let Value::Object(capabilities) = capabilities else { unreachable!("an object") };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let client = runtime.block_on(builder.connect(&format!("http://127.0.0.1:{port}"))).unwrap();
        Some(Browser { runtime, client, driver, _profile: profile })
    }

    pub(crate) fn run<T>(&self, doing: impl Future<Output = T>) -> T {
        self.runtime.block_on(doing)
    }

    pub(crate) fn go(&self, address: &str) {
        self.run(self.client.goto(address)).unwrap();
    }

    pub(crate) fn address(&self) -> String {
        self.run(self.client.current_url()).unwrap().to_string()
    }

    /// What a script of the test answers; the page's own policy does not hold for it.
    pub(crate) fn ask(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.run(self.client.execute(script, arguments)).unwrap()
    }

    /// What a promise of a script comes to.
    pub(crate) fn promised(&self, script: &str, arguments: Vec<Value>) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1]; (async () => {{ {script} }})().then(done, (e) => done('failed: ' + e));"
        );
        self.run(self.client.execute_async(&script, arguments)).unwrap()
    }

    /// The words of the first element that fits, once there is one.
    pub(crate) fn words(&self, css: &str) -> String {
        self.until(&format!("return document.querySelector('{css}')?.innerText"))
    }

    /// Waits until a script answers something but nothing and false; what it answers.
    pub(crate) fn until(&self, script: &str) -> String {
        let start = Instant::now();
        loop {
            // While a page is left there may be none.
            let answer = self.run(self.client.execute(script, Vec::new())).unwrap_or(Value::Null);
            match answer {
                Value::Null | Value::Bool(false) => {}
                Value::String(text) if text.is_empty() => {}
                Value::String(text) => return text,
                other => return other.to_string(),
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain for {script} at {}: {}", self.address(), self.page());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until the page says something.
    pub(crate) fn says(&self, words: &str) {
        self.until(&format!("return document.body?.innerText.includes({})", json!(words)));
    }

    /// Presses what a selector finds, as a mouse would.
    pub(crate) fn click(&self, css: &str) {
        self.until(&format!("return document.querySelector('{css}') !== null"));
        let found = self.run(self.client.find(Locator::Css(css))).unwrap();
        self.ask("arguments[0].scrollIntoView({ block: 'center' })", vec![serde_json::to_value(&found).unwrap()]);
        self.run(found.click()).unwrap();
    }

    /// Types into a field in place of what stands there; of a file field, chooses files.
    pub(crate) fn fill(&self, css: &str, text: &str) {
        let found = self.run(self.client.find(Locator::Css(css))).unwrap();
        if self.run(found.attr("type")).unwrap().as_deref() != Some("file") {
            self.run(found.clear()).unwrap();
        }
        self.run(found.send_keys(text)).unwrap();
    }

    /// All that the page says.
    pub(crate) fn page(&self) -> String {
        self.ask("return document.body?.innerText ?? ''", Vec::new()).as_str().unwrap_or_default().to_owned()
    }

    /// Fetches an address of the page and gives its status, kind and bytes in hexadecimal.
    pub(crate) fn fetched(&self, address: &str) -> (u64, String, Vec<u8>) {
        let script = "const answer = await fetch(arguments[0]); const bytes = new Uint8Array(await answer.arrayBuffer()); \
                      return [answer.status, answer.headers.get('content-type'), [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')]";
        let found = self.promised(script, vec![json!(address)]);
        let text = found[2].as_str().unwrap_or_else(|| panic!("{found}"));
        let bytes = (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap());
        (found[0].as_u64().unwrap(), found[1].as_str().unwrap_or_default().to_owned(), bytes.collect())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.runtime.block_on(self.client.clone().close());
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
