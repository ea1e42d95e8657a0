// The files of the repository, and the project, kind and role of each.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { roleRules, type Kind, type Role } from './table.ts';

export interface Manifest {
  readonly name?: string;
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Project {
  /** Relative to the root, without a slash at its end. */
  readonly folder: string;
  readonly kind: Kind;
  readonly manifest: Manifest;
  /** Files that its package.json exports by name; patterns are not names. */
  readonly exported: ReadonlySet<string>;
}

export interface Place {
  readonly file: string;
  readonly project: Project;
  readonly isTest: boolean;
  /** Of the production files of a service, and `domain` in libs/contracts; undefined elsewhere. */
  readonly role?: Role | 'unknown';
}

export interface Workspace {
  readonly root: string;
  /** Everything that git knows or would add, relative to the root. */
  readonly files: ReadonlySet<string>;
  /** The files with code. */
  readonly places: ReadonlyMap<string, Place>;
  readonly projects: readonly Project[];
  readonly manifest: Manifest;
  read(file: string): string;
}

const listed = (root: string): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(root, file)));

const isCode = (file: string): boolean => /\.([cm]?[jt]s|[jt]sx)$/.test(file);
const isTestName = (file: string): boolean =>
  /\.(spec|contract|bench)\.[a-z]+$/.test(file) || /\/(test|simulation)\//.test(file);

function roleOf(path: string): Role | 'unknown' {
  const folders = path.split('/').slice(1, -1);
  if (folders.length === 0) return 'wiring';
  const found = folders
    .map((folder) => roleRules.find((rule) => rule.folders.includes(folder)))
    .find((rule) => rule !== undefined);
  return found?.role ?? 'unknown';
}

const placeOf = (file: string, project: Project): Place => {
  const path = file.slice(project.folder.length + 1);
  const isTest = isTestName(`/${file}`);
  if (isTest || !path.startsWith('src/')) return { file, project, isTest };
  if (project.kind === 'service') return { file, project, isTest, role: roleOf(path) };
  return project.kind === 'contracts' && path.startsWith('src/domain/')
    ? { file, project, isTest, role: 'domain' }
    : { file, project, isTest };
};

export function readWorkspace(root: string): Workspace {
  const texts = new Map<string, string>();
  const read = (file: string): string => {
    const text = texts.get(file) ?? readFileSync(join(root, file), 'utf8');
    texts.set(file, text);
    return text;
  };
  const files = listed(root);
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const projects = files
    .filter((file) => /^[^/]+(\/[^/]+)?\/project\.json$/.test(file))
    .map((file): Project => {
      const folder = file.slice(0, -'/project.json'.length);
      const { tags } = JSON.parse(read(file)) as { tags: string[] };
      const own = JSON.parse(read(`${folder}/package.json`)) as Manifest;
      const kind = (tags.find((tag) => tag.startsWith('type:'))?.slice('type:'.length) ?? 'scripts') as Kind;
      const targets = Object.entries(own.exports ?? {}).filter(([name]) => !name.includes('*'));
      return {
        folder,
        kind,
        manifest: own,
        exported: new Set(targets.flatMap(([, by]) => Object.values(by)).map((target) => join(folder, target))),
      };
    });
  const scripts: Project = { folder: '', kind: 'scripts', manifest, exported: new Set() };
  const projectOf = (file: string): Project => projects.find(({ folder }) => file.startsWith(`${folder}/`)) ?? scripts;
  const places = new Map(files.filter(isCode).map((file) => [file, placeOf(file, projectOf(file))]));
  return { root, files: new Set(files), places, projects: [...projects, scripts], manifest, read };
}
