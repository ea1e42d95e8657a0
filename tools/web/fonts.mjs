// Vazirmatn and Inter as the pages carry them: the letters and weights that are used, in two files. ADR 0073.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { root } from '../installed.mjs';

/** All characters from one to another, both included. */
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)).join('');

/** What stands between words of both scripts; in a Persian line it comes from the Persian face. */
const marks = `${range(0x20, 0x2f)}${range(0x3a, 0x40)}${range(0x5b, 0x60)}${range(0x7b, 0x7e)}\u{a0}«»·×–—‘’“”•…‹›−←→‐‑`;

const faces = {
  vazirmatn: {
    file: 'vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2',
    letters: `${marks}${range(0x600, 0x6ff)}${range(0x200c, 0x200f)}`,
  },
  inter: {
    file: '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
    letters: `${range(0x20, 0x7e)}${range(0xa0, 0xff)}${marks}„€↑↓√™⁄ıŒœ`,
  },
};
const weights = { min: 400, max: 700 };

/** The woff2 file of a face; kept, because making one takes a second. */
const cutFace = async (name) => {
  const { file, letters } = faces[name];
  const whole = readFileSync(join(root, 'node_modules', file));
  const digest = createHash('sha256').update(whole).update(letters).update(JSON.stringify(weights)).digest('hex');
  const kept = join(root, '.cache/fonts', `${name}-${digest.slice(0, 16)}.woff2`);
  if (existsSync(kept)) return readFileSync(kept);
  const { default: subsetFont } = await import('subset-font');
  const cut = await subsetFont(whole, letters, { targetFormat: 'woff2', variationAxes: { wght: weights } });
  mkdirSync(join(root, '.cache/fonts'), { recursive: true });
  writeFileSync(kept, cut);
  return cut;
};

const sheet = /\/services\/web\/src\/kit\/fonts\.css$/;

/**
 * Puts the addresses of the cut faces where services/web/src/kit/fonts.css names them.
 * @returns {import('vite').Plugin}
 */
export const fonts = () => {
  let isBuild = false;
  return {
    name: 'vafa:fonts',
    enforce: 'pre',
    configResolved: ({ command }) => void (isBuild = command === 'build'),
    load: {
      filter: { id: sheet },
      async handler(id) {
        let text = readFileSync(id, 'utf8');
        for (const name of Object.keys(faces)) {
          const file = isBuild
            ? this.emitFile({ type: 'asset', name: `${name}.woff2`, source: await cutFace(name) })
            : undefined;
          text = text.replace(`fonts:${name}`, file === undefined ? `/fonts/${name}.woff2` : `__VITE_ASSET__${file}__`);
        }
        return text;
      },
    },
    configureServer: ({ middlewares }) =>
      void middlewares.use('/fonts', (request, response, next) => {
        const name = /^\/(\w+)\.woff2$/.exec(request.url ?? '')?.[1] ?? '';
        if (!(name in faces)) return next();
        void cutFace(name).then((source) => response.setHeader('content-type', 'font/woff2').end(source));
      }),
  };
};
