// Builds every project whose sources have changed: <project>/src/**/*.ts → <project>/dist, and the pages of
// services/web by a bundler. Prints one line.
//   node tools/build.mjs [project …]      a project is a folder's name or its project.json's: ledger, vafa-cli, cli
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { createRequire } from 'node:module';
import { root } from './installed.mjs';
import { linkProjects } from './link-projects.mjs';
import { buildWeb } from './web/build-web.mjs';

const swcVersion = createRequire(import.meta.url)('@swc/core/package.json').version;
const settings = /** @type {const} */ ({
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: true,
      verbatimModuleSyntax: true,
    },
    target: 'es2024',
    keepClassNames: true,
    rewriteRelativeImportExtensions: true,
  },
  module: { type: 'es6' },
  sourceMaps: true,
  swcrc: false,
});

const folders = ['libs', 'services'].flatMap((group) =>
  readdirSync(join(root, group)).map((name) => join(root, group, name)),
);
const projects = [...folders, join(root, 'deploy/all-in-one'), join(root, 'tools/vafa-cli')].filter((folder) =>
  existsSync(join(folder, 'src')),
);

const sourcesOf = (folder) =>
  readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => join('src', file))
    .sort();

const digestOf = (folder, sources) => {
  const digest = createHash('sha256').update(JSON.stringify([settings, swcVersion]));
  for (const source of sources)
    digest
      .update(source)
      .update('\0')
      .update(readFileSync(join(folder, source)))
      .update('\0');
  return digest.digest('hex');
};

const projectOf = (folder) => JSON.parse(readFileSync(join(folder, 'project.json'), 'utf8'));

/** Answers how many files were written: 0 when what is there is current. */
const build = async (folder) => {
  if (projectOf(folder).tags.includes('type:web')) return buildWeb();
  const sources = sourcesOf(folder);
  const digest = digestOf(folder, sources);
  const stamp = join(folder, 'dist/.sources');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return 0;
  const { transform } = await import('@swc/core');
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  mkdirSync(join(folder, 'dist'), { recursive: true });
  await Promise.all(
    sources.map(async (source) => {
      const target = join(folder, 'dist', relative('src', source).replace(/\.ts$/, '.js'));
      const { code, map } = await transform(readFileSync(join(folder, source), 'utf8'), {
        ...settings,
        filename: join(folder, source),
        sourceFileName: relative(dirname(target), join(folder, source)),
      });
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`);
      writeFileSync(`${target}.map`, map ?? '');
    }),
  );
  // Last, so that a build that was interrupted is done again.
  writeFileSync(stamp, digest);
  return sources.length;
};

linkProjects();
const started = performance.now();
const asked = process.argv.slice(2);
const chosen =
  asked.length === 0
    ? projects
    : projects.filter((folder) => asked.includes(basename(folder)) || asked.includes(projectOf(folder).name));
let files = 0;
let built = 0;
for (const folder of chosen) {
  const written = await build(folder);
  files += written;
  if (written > 0) built++;
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  files === 0
    ? `build is current (${chosen.length} projects, ${seconds} s)`
    : `built ${files} files of ${built} projects in ${seconds} s`,
);
