// Keeps the page of the club and its files, so that the pass opens without network. Answers of /v1 are never kept.
// docs/adr/0087.
const kept = 'vafa-club-1';
const page = '/club';
const isAsset = (address) => new URL(address).pathname.startsWith('/assets/');

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.add(new Request(page, { cache: 'reload' }))));
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** What the page has loaded is kept; files of an earlier day go. */
self.addEventListener('message', (event) => {
  const { data } = event;
  const files = Array.isArray(data) ? data.filter((each) => typeof each === 'string' && isAsset(each)) : [];
  if (files.length === 0) return;
  const keeping = caches.open(kept).then(async (cache) => {
    await Promise.all(files.map(async (file) => (await cache.match(file)) ?? cache.add(file)));
    const old = (await cache.keys()).filter(({ url }) => isAsset(url) && !files.includes(url));
    await Promise.all(old.map((request) => cache.delete(request)));
  });
  event.waitUntil(keeping);
});

const storing = (name) => async (response) => {
  if (response.ok) await (await caches.open(kept)).put(name, response.clone());
  return response;
};

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate')
    event.respondWith(
      fetch(request)
        .then(storing(page))
        .catch(() => caches.match(page)),
    );
  else if (pathname.startsWith('/assets/'))
    event.respondWith(caches.match(request).then((hit) => hit ?? fetch(request).then(storing(request))));
});
