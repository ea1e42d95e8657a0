// The table of tools/walls/table.ts as docs/architecture.md shows it.
import { projectRules, roleRules, type Kind, type ProjectRule } from './table.ts';

const begin = '<!-- walls: written by `node tools/walls/main.ts --docs` -->';
const end = '<!-- end of walls -->';

const list = (words: readonly string[]): string => (words.length === 0 ? '–' : words.join(', '));
const packages = (names: readonly string[] | undefined): string =>
  names === undefined ? 'any listed' : list(names.map((name) => `\`${name}\``));
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Kinds with more than one project have a word; the others go by their folder. */
const named = (kind: Kind): string => {
  const { what } = projectRules.find((each) => each.kind === kind) as ProjectRule;
  return what === 'the other libs' ? 'libs' : what;
};

const wallsTable = (): string =>
  [
    row('code in', 'imports', 'its tests also', 'packages'),
    row('---', '---', '---', '---'),
    ...projectRules.map(({ what, mayUse, testsMayUse, isTest, looksInside, packages: names }) => {
      const how =
        looksInside === true ? `${list(mayUse.map(named))}; files that are not exported too` : list(mayUse.map(named));
      return row(
        what,
        how,
        isTest === true && testsMayUse.length === 0 ? 'is test code' : list(testsMayUse.map(named)),
        packages(names),
      );
    }),
    '',
    row('in a service, folder', 'imports', 'of other projects', 'packages', 'clock, chance, environment'),
    row('---', '---', '---', '---', '---'),
    ...roleRules.map(({ role, folders, mayUse, projects, mayAgree, packages: names, pureBut }) =>
      row(
        folders.length === 0 ? `${role}: files directly in \`src\`` : list(folders.map((folder) => `\`${folder}/\``)),
        list(mayUse),
        list([...projects.map(named), ...(mayAgree === true ? ['`domain/` of libs/contracts'] : [])]),
        packages(names),
        pureBut === undefined
          ? 'as needed'
          : pureBut.length === 0
            ? 'none'
            : `only ${list(pureBut.map((name) => `\`${name}\``))}`,
      ),
    ),
  ].join('\n');

/** `page` with the table of today between the two marks; undefined when it has no marks. */
export function withTable(page: string): string | undefined {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  return from < 0 || to < from ? undefined : `${page.slice(0, from)}${begin}\n${wallsTable()}\n${page.slice(to)}`;
}
