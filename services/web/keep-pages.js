// Keeps the page of a room and its files, so that it opens without network. Answers of /v1 are never kept.
// Before this stands which room that is and of which files it is made: tools/web/workers.mjs. docs/adr/0082.
const { room, version, files } = built;
const page = `/${room}`;
const ours = `vafa-${room}-`;
const kept = ours + version;
/** A network that is there and does not answer is none. */
const patienceMs = 4_000;
const anyPacking = { ignoreVary: true };

const keepPage = async (cache) => {
  const answer = await fetch(page, { cache: 'reload' });
  // Between two versions the page may name files that this worker does not know: it is tried again later.
  if (!answer.ok || !(await answer.clone().text()).includes(files[0])) throw new Error('a page of another version');
  await cache.put(page, answer);
};

/** Names of files hold a digest of their content: what an earlier version has kept is good. */
const keepFile = async (cache, file) => {
  const known = await caches.match(file, anyPacking);
  await (known === undefined ? cache.add(file) : cache.put(file, known));
};

const install = async () => {
  const cache = await caches.open(kept);
  await Promise.all([keepPage(cache), ...files.map((file) => keepFile(cache, file))]);
  await self.skipWaiting();
};

/** Windows that are open may be of the version before: its files stay until the next one. */
const activate = async () => {
  const others = (await caches.keys()).filter((name) => name.startsWith(ours) && name !== kept);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
};

const keptPage = async () => (await caches.open(kept)).match(page, anyPacking);

const pageOf = async (request) => {
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs));
  const answer = await Promise.race([fetch(request).catch(() => undefined), late]);
  if (answer !== undefined && answer.status < 500) return answer;
  return (await keptPage()) ?? answer ?? Response.error();
};

/** A page asks whether it is of this version. */
const tellVersion = ({ data, ports }) => {
  if (data === 'version') ports[0]?.postMessage(version);
};

/** A name with a dot is a file of the gateway's own, as the icon of a club. */
const isPage = (pathname) => (pathname === page || pathname.startsWith(`${page}/`)) && !/\.[^/]*$/.test(pathname);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', tellVersion);
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && isPage(pathname)) event.respondWith(pageOf(request));
  else if (pathname.startsWith('/assets/'))
    event.respondWith(caches.match(request, anyPacking).then((hit) => hit ?? fetch(request)));
});
