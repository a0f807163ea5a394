// One connection for all tabs of the page: what the program tells is passed on to each of them.

const ports = [];
let last = null;

function pass(news) {
  last = news;
  for (const port of ports) port.postMessage(news);
}

const events = new EventSource(new URL(self.location).searchParams.get('events'));
events.onmessage = (event) => pass(JSON.parse(event.data));
events.onerror = () => pass({ kind: 'gone' });
events.onopen = () => pass({ kind: 'here' });

self.onconnect = (event) => {
  const [port] = event.ports;
  ports.push(port);
  // A tab that comes later learns whether the program is there, and whether a run has ended since.
  if (last?.kind === 'gone') port.postMessage(last);
  if (last?.kind === 'idle' || last?.kind === 'made') port.postMessage({ kind: 'idle' });
};
