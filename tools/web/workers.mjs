// The workers that keep a room for when there is no network: services/web/keep-pages.js with the files of each room.
// ADR 0082.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Rooms that open without network. */
const kept = ['till', 'club'];

/** All files of a page, also those of the language that is not shown. */
const filesOf = (manifest, room) => {
  const seen = new Set();
  const walk = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of [...(manifest[key].imports ?? []), ...(manifest[key].dynamicImports ?? [])]) walk(next);
  };
  walk(`${room}.html`);
  const files = [...seen].flatMap((key) => [
    manifest[key].file,
    ...(manifest[key].css ?? []),
    ...(manifest[key].assets ?? []),
  ]);
  return [...new Set(files)].map((file) => `/${file}`);
};

/**
 * Texts of the workers by their rooms, and each page with the version of its worker: it tells by that whether a later
 * one is kept.
 * @param {string} dist where the pages were built @param {string} source the worker of all rooms
 */
export const workersOf = (dist, source) => {
  const manifest = JSON.parse(readFileSync(`${dist}/manifest.json`, 'utf8'));
  return kept.map((room) => {
    const files = filesOf(manifest, room);
    const html = readFileSync(`${dist}/${room}.html`, 'utf8');
    const version = createHash('sha256').update(html).update(files.join('\n')).digest('hex').slice(0, 12);
    const text = `const built = ${JSON.stringify({ room, version, files })};\n${source}`;
    return { room, text, page: html.replace('<html ', `<html data-version="${version}" `) };
  });
};
