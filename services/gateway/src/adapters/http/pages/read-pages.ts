import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative } from 'node:path';

/** A file of the web app with what a browser must know of it. */
export interface PageFile {
  readonly type: string;
  /** Changes with the content. */
  readonly etag: string;
  readonly plain: Buffer;
  /** The same, packed when it was built; without one where packing does not pay. */
  readonly packed: Readonly<Partial<Record<Packing, Buffer>>>;
}

export type Packing = 'br' | 'gzip';

/** Files of the web app by their path below its folder: `till.html`, `assets/till-4j8THSgP.js`. */
export type Pages = ReadonlyMap<string, PageFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

const packedFile = (path: string): Buffer | undefined => (existsSync(path) ? readFileSync(path) : undefined);

const readPage = (path: string, type: string): PageFile => {
  const plain = readFileSync(path);
  const [br, gzip] = [packedFile(`${path}.br`), packedFile(`${path}.gz`)];
  return {
    type,
    // Weak: the packed forms have the same one.
    etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    packed: { ...(br && { br }), ...(gzip && { gzip }) },
  };
};

/**
 * Reads the built web app into memory, some hundred kilobytes. Only what is in the answer can be served: no path of a
 * request reaches the disk. A folder that is not there has no pages; files of types that no browser asks for are left.
 */
export const readPages = (folder: string): Pages =>
  new Map(
    (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []).flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const type = types[extname(entry.name)];
      return entry.isFile() && type !== undefined ? [[relative(folder, path), readPage(path, type)] as const] : [];
    }),
  );
