// The page's small helpers: drops, forms that answer in place, progress, pages that come into view.
// Nothing is computed here; every word and number comes from the program.

const body = document.body;
// Whether a form is under way, whose answer leads elsewhere.
let busy = false;
const told = document.getElementById('told');

function tell(words) {
  told.textContent = words;
  told.classList.toggle('shown', words !== '');
}

// A press of Escape puts a message or a panel away.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') tell('');
});

// Forms whose refusals are told on the page instead of a page of their own.
document.addEventListener('submit', async (event) => {
  const form = event.target;
  const button = event.submitter;
  const into = button?.dataset.into;
  if (form.dataset.told === undefined && form.dataset.quiet === undefined && !into) return;
  event.preventDefault();
  const data = new URLSearchParams(new FormData(form));
  if (button?.name) data.append(button.name, button.value);
  const action = button?.getAttribute('formaction') ?? form.getAttribute('action');
  if (button) button.disabled = true;
  busy = true;
  try {
    const answer = await fetch(action, { method: 'POST', body: data });
    if (into) {
      const target = document.getElementById(into);
      if (answer.ok) target.innerHTML = await answer.text();
      else target.textContent = await answer.text();
    } else if (!answer.ok) {
      tell(await answer.text());
    } else if (form.dataset.quiet === undefined) {
      location.assign(answer.url);
    }
  } catch {
    tell(body.dataset.ended);
  } finally {
    busy = false;
    if (button) button.disabled = false;
  }
});

// What happens while the page is looked at. All tabs share one connection, since a browser gives a
// site no more than six; where it cannot be shared each has its own.
const making = document.getElementById('making');
function hear(news) {
  if (news.kind === 'gone' || news.kind === 'here') {
    body.classList.toggle('gone', news.kind === 'gone');
  } else if (news.kind === 'idle') {
    // The run ended before this page was heard.
    if (making && !making.hidden) location.assign(making.dataset.reload);
  } else if (news.kind === 'progress' && making) {
    making.hidden = false;
    const bar = document.getElementById('progress');
    bar.max = news.of;
    bar.value = news.done;
    document.getElementById('counted').textContent = `${news.done} / ${news.of}`;
  } else if (news.kind === 'made') {
    if (making) location.assign(making.dataset.reload);
    else tell(news.words);
  } else if (news.kind === 'changed' && document.getElementById('drop') && !uploading && !busy) {
    location.reload();
  }
}
if (window.SharedWorker) {
  const worker = new SharedWorker(`${body.dataset.worker}?events=${encodeURIComponent(body.dataset.events)}`);
  worker.port.onmessage = (event) => hear(event.data);
} else {
  const events = new EventSource(body.dataset.events);
  events.onmessage = (event) => hear(JSON.parse(event.data));
  events.onerror = () => hear({ kind: 'gone' });
  events.onopen = () => hear({ kind: 'here' });
}

// Workbooks that are dropped or chosen.
let uploading = false;
const zone = document.getElementById('drop');

async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
  const reader = entry.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return all;
    for (const inner of some) all.push(...(await filesOf(inner)));
  }
}

async function upload(files) {
  if (uploading || files.length === 0) return;
  uploading = true;
  const refused = [];
  for (const [at, file] of files.entries()) {
    tell(`${at + 1} / ${files.length}　${file.name}`);
    try {
      const answer = await fetch(`${body.dataset.inbox}?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
      if (!answer.ok) refused.push(await answer.text());
    } catch {
      refused.push(body.dataset.cut.replace('{name}', () => file.name));
    }
  }
  uploading = false;
  // What was refused is told on the page that follows.
  if (refused.length > 0) sessionStorage.setItem('told', refused.join('\n'));
  location.assign(zone.dataset.done);
}

const before = sessionStorage.getItem('told');
if (before) {
  sessionStorage.removeItem('told');
  tell(before);
}

// A file that misses the zone would take the page's place.
for (const kind of ['dragover', 'drop']) document.addEventListener(kind, (event) => event.preventDefault());

if (zone) {
  for (const kind of ['dragenter', 'dragover']) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add('over');
    });
  }
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) zone.classList.remove('over');
  });
  document.addEventListener('drop', async (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    const items = [...event.dataTransfer.items];
    const entries = items.map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = entries.length > 0 ? (await Promise.all(entries.map(filesOf))).flat() : [...event.dataTransfer.files];
    upload(files);
  });
  for (const id of ['files', 'folder']) {
    const input = document.getElementById(id);
    input.addEventListener('change', () => upload([...input.files]));
  }
}

// The pages of a document, fetched when they come near.
const panel = document.getElementById('panel');

async function showSheet(figure) {
  const answer = await fetch(figure.dataset.sheet);
  if (!answer.ok) {
    figure.textContent = await answer.text();
    return;
  }
  const sheet = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml');
  figure.replaceChildren(document.importNode(sheet.documentElement, true));
}

const near = new IntersectionObserver((seen) => {
  for (const one of seen) {
    if (one.isIntersecting) {
      near.unobserve(one.target);
      showSheet(one.target);
    }
  }
}, { rootMargin: '800px' });
const sheets = [...document.querySelectorAll('figure[data-sheet]')];
sheets.forEach((figure) => near.observe(figure));
// The others follow one by one, so that the whole document can be searched and printed.
(async () => {
  for (const figure of sheets) {
    if (figure.querySelector('svg')) continue;
    near.unobserve(figure);
    await showSheet(figure);
  }
})();

// A number that is clicked shows what stands behind it beside the page.
document.addEventListener('click', async (event) => {
  const link = event.target.closest('a.number, a[data-panel]');
  if (!link || !panel || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  document.querySelectorAll('a.number.chosen').forEach((other) => other.classList.remove('chosen'));
  if (link.matches('a.number')) link.classList.add('chosen');
  history.replaceState(null, '', `#${encodeURIComponent(link.getAttribute('href'))}`);
  await showBehind(link.getAttribute('href'));
  // Who came by key goes on with the panel's links.
  if (event.detail === 0) panel.focus();
});

async function showBehind(href) {
  const address = new URL(href, location.href);
  address.searchParams.set('part', 'true');
  const answer = await fetch(address);
  if (answer.ok) panel.innerHTML = await answer.text();
  else panel.textContent = await answer.text();
  panel.scrollTop = 0;
}

// Who comes back finds the number that was chosen.
if (panel && location.hash.length > 1) {
  const href = decodeURIComponent(location.hash.slice(1));
  if (href.startsWith('/')) showBehind(href);
}

if (document.getElementById('grid')) import('./grid.js');
