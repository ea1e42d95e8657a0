// The guide (docs/guide) as the web app carries it: each language one module of ready HTML, its pictures as assets.
// ADR 0091.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Marked } from 'marked';
import { root } from '../installed.mjs';

const folder = join(root, 'docs/guide');
const texts = /\/services\/web\/src\/console\/guide\/texts-(fa|en)\.ts$/;
const topics = ['owner', 'team', 'cashier', 'marketer'];

/** Addresses of other documents lead to where they are read: nowhere in the app, so that their text alone stays. */
const renderer = {
  /** @param {{ href: string, text: string }} link */
  link: ({ href, text }) => (href.startsWith('.') ? text : false),
  /** @param {{ href: string, text: string }} image */
  image: ({ href, text }) => `<img src="${href}" alt="${text.replaceAll('"', '&quot;')}" loading="lazy">`,
};

/** @param {string} language @param {string} topic */
const guidePage = (language, topic) =>
  /** @type {string} */ (
    new Marked({ renderer, async: false }).parse(readFileSync(join(folder, language, `${topic}.md`), 'utf8'))
  );

const picture = /"\.\.\/pictures\/([\w-]+\.png)"/g;

/** @returns {import('vite').Plugin} */
export const guide = () => {
  let isBuild = false;
  return {
    name: 'vafa:guide',
    enforce: 'pre',
    configResolved: ({ command }) => void (isBuild = command === 'build'),
    load: {
      filter: { id: texts },
      handler(id) {
        const language = texts.exec(id)?.[1] ?? '';
        const known = new Map();
        const addressOf = (name) => {
          if (!isBuild) return `/guide/${name}`;
          const source = readFileSync(join(folder, 'pictures', name));
          if (!known.has(name)) known.set(name, this.emitFile({ type: 'asset', name, source }));
          return `__VITE_ASSET__${known.get(name)}__`;
        };
        const pages = topics.map((topic) => {
          const html = guidePage(language, topic).replace(picture, (_all, name) => `"${addressOf(name)}"`);
          return `${topic}: ${JSON.stringify(html)}`;
        });
        return `export const texts = { ${pages.join(',\n')} };`;
      },
    },
    configureServer: ({ middlewares }) =>
      void middlewares.use('/guide', (request, response, next) => {
        const file = join(folder, 'pictures', /^\/([\w-]+\.png)$/.exec(request.url ?? '')?.[1] ?? '-');
        if (!existsSync(file)) return next();
        response.setHeader('content-type', 'image/png').end(readFileSync(file));
      }),
  };
};

/** Files that the guide is made of. */
export const guideFiles = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
