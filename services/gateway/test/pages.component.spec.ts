import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPages } from '../src/adapters/http/pages/read-pages.ts';
import { asking, isProblem } from './asking.ts';
import { fakeServices } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

const script = `export const words = ${JSON.stringify('till '.repeat(400))};`;
const folder = mkdtempSync(join(tmpdir(), 'vafa-pages-'));
const write = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);

let fixture: HttpFixture;
const ask = asking(() => fixture);
const asPerson = (url: string, headers: Record<string, string> = {}) =>
  ask('GET', url, { token: null, club: null, headers: { accept: 'text/html', ...headers } });
/** The bytes of an answer as they travelled. */
const bytes = async (url: string, headers: Record<string, string>) =>
  (await fixture.app.inject({ method: 'GET', url, headers })).rawPayload;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  for (const room of ['till', 'console', 'club']) write(`${room}.html`, `<!doctype html><title>${room}</title>`);
  write('assets/till-4j8THSgP.js', script);
  write('assets/till-4j8THSgP.js.br', brotliCompressSync(script));
  write('assets/till-4j8THSgP.js.gz', gzipSync(script));
  write('assets/mark-1.svg', '<svg/>');
  write('till-sw.js', 'worker');
  write('.sources', 'a digest');
  write('manifest.json', '{}');
  fixture = await openHttpFixture(fakeServices({}), undefined, undefined, readPages(folder));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await fixture.close();
});

describe('the web app', () => {
  test.each([
    ['/till', 'till'],
    ['/till/', 'till'],
    ['/console', 'console'],
    ['/console/members/mem_01?tab=statement&lang=fa', 'console'],
    ['/club?theme=dark', 'club'],
  ])('%s is the page of its room, whoever asks', async (url, room) => {
    const { status, type, headers, body } = await asPerson(url);
    expect([status, type, body.text]).toEqual([200, 'text/html', `<!doctype html><title>${room}</title>`]);
    expect(headers['cache-control']).toBe('no-cache');
  });

  test.each(['/till', '/console/members', '/assets/till-4j8THSgP.js'])('%s has the headers of a page', async (url) => {
    const { headers } = await asPerson(url);
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('microphone=()'),
      vary: 'accept-encoding',
    });
    expect(headers['set-cookie']).toBeUndefined();
  });

  test('an asset is kept for ever, a page is asked for each time and told unchanged', async () => {
    const asset = await asPerson('/assets/till-4j8THSgP.js');
    expect([asset.type, asset.body.text]).toEqual(['text/javascript', script]);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const url of ['/console', '/assets/mark-1.svg']) {
      const etag = String((await asPerson(url)).headers.etag);
      for (const condition of [etag, `"other", ${etag}`, '*'])
        expect(await asPerson(url, { 'if-none-match': condition })).toMatchObject({ status: 304, body: { text: '' } });
      expect((await asPerson(url, { 'if-none-match': '"other"' })).status).toBe(200);
    }
  });

  test.each([
    ['br', 'gzip, deflate, br, zstd'],
    ['gzip', 'gzip, deflate'],
    ['gzip', 'gzip;q=0.5, br;q=0'],
    [undefined, 'identity'],
    [undefined, 'br;q=0, gzip; q=0.0'],
  ])('comes packed as %s to who takes %s', async (packing, accepted) => {
    const headers = { 'accept-encoding': accepted };
    const url = '/assets/till-4j8THSgP.js';
    expect((await asPerson(url, headers)).headers['content-encoding']).toBe(packing);
    const unpack = packing === 'br' ? brotliDecompressSync : packing === 'gzip' ? gunzipSync : (all: Buffer) => all;
    expect(unpack(await bytes(url, headers)).toString()).toBe(script);
  });

  test('what was not packed comes as it is', async () => {
    const { headers, body } = await asPerson('/assets/mark-1.svg', { 'accept-encoding': 'br, gzip' });
    expect([headers['content-encoding'], headers['content-type'], body.text]).toEqual([
      undefined,
      'image/svg+xml',
      '<svg/>',
    ]);
  });

  test('a room that opens without network has a worker, which may keep the room itself', async () => {
    const { status, type, headers, body } = await asPerson('/till/sw.js');
    expect([status, type, body.text]).toEqual([200, 'text/javascript', 'worker']);
    expect(headers).toMatchObject({ 'service-worker-allowed': '/till', 'cache-control': 'no-cache' });
  });

  test.each([
    '/assets/till-00000000.js',
    '/assets/till-4j8THSgP.js.br',
    '/assets/',
    '/assets/../till.html',
    '/assets/..%2ftill.html',
    '/assets/%2e%2e/.sources',
    '/console/assets/till-4j8THSgP.js',
    '/club/sw.js',
    '/console/sw.js',
    '/till-sw.js',
    '/manifest.json',
    '/till.html',
    '/tillx',
  ])('%s is a problem and no page', async (url) => {
    const answer = await asPerson(url);
    isProblem(answer, 404, 'route_not_found');
    expect(answer.headers['cache-control']).not.toContain('max-age');
  });

  test('is only read', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const)
      expect((await ask(method, '/console', { token: null, club: null, key: null })).status).toBe(404);
    const head = await fixture.app.inject({ method: 'HEAD', url: '/console' });
    expect([head.statusCode, head.body]).toEqual([200, '']);
  });

  test('is named on the first page, to people and to programs', async () => {
    expect(String((await asPerson('/')).body.text)).toContain('href="/console"');
    const { body } = await ask('GET', '/', { token: null, club: null });
    expect(body.links).toMatchObject({ till: '/till', console: '/console', club: '/club' });
  });
});

test('a folder that was not built has no pages', () => {
  expect(readPages(join(folder, 'nowhere')).size).toBe(0);
});
