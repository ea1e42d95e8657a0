// How the pages of services/web are made: three entries, hashed assets, no word of another host. ADR 0073.
//   npx vite --config tools/web/vite.config.mjs     serves the sources while they are written; asks a gateway at 8080
import { join } from 'node:path';
import { root } from '../installed.mjs';
import { fonts } from './fonts.mjs';
import { guide } from './guide.mjs';

const folder = join(root, 'services/web');

/** Texts that React Aria ships in 34 languages. The pages bring their own pack of the one language that is shown. */
const shippedTexts = /react-(aria|stately|aria-components)\/dist\/private\/intl\/.*\/[a-z]{2}-[A-Z]{2}\.m?js$/;

/** @returns {import('vite').Plugin} */
const withoutShippedTexts = () => ({
  name: 'vafa:without-shipped-texts',
  load: { filter: { id: shippedTexts }, handler: () => 'export default undefined;' },
});

/** Browsers of the last two years and a half: relative colours (oklch(from …)) are the newest thing that is needed. */
const target = ['chrome119', 'edge119', 'firefox128', 'safari17'];

/** @type {import('vite').UserConfig} */
export default {
  root: folder,
  envDir: false,
  publicDir: false,
  cacheDir: join(root, '.cache/vite'),
  clearScreen: false,
  logLevel: 'warn',
  plugins: [withoutShippedTexts(), fonts(), guide()],
  resolve: { conditions: ['vafa-src', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/health': 'http://127.0.0.1:8080' } },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    target,
    outDir: join(folder, 'dist'),
    emptyOutDir: true,
    assetsDir: 'assets',
    // Inlined files would be data: addresses, which the policy of the pages does not allow.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // Marks for servers that render, of which there is none here.
      onLog: (level, log, tell) => log.code === 'MODULE_LEVEL_DIRECTIVE' || tell(level, log),
      input: {
        till: join(folder, 'till.html'),
        console: join(folder, 'console.html'),
        club: join(folder, 'club.html'),
      },
    },
  },
};
