// Makes the links by which projects of the workspace find each other, where npm has not made them yet. So a project
// that was added since the packages were installed is found without installing them again.
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './installed.mjs';

const projects = () =>
  ['libs', 'services'].flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)));

export function linkProjects() {
  const scope = join(root, 'node_modules/@vafa');
  mkdirSync(scope, { recursive: true });
  for (const project of projects().filter((folder) => existsSync(join(folder, 'package.json')))) {
    const link = join(root, 'node_modules', JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).name);
    if (!existsSync(link)) symlinkSync(relative(scope, project), link);
  }
}
