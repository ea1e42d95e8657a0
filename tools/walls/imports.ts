// The walls between projects, folders, packages and tests: one edge at a time.
import { isBuiltin } from 'node:module';
import type { Edge, Graph } from './graph.ts';
import {
  kernelSources,
  projectRules,
  roleRules,
  webRooms,
  type Kind,
  type ProjectRule,
  type RoleRule,
} from './table.ts';
import type { Rule, Violation } from './violation.ts';
import type { Place, Workspace } from './workspace.ts';

const projectRule = (kind: Kind): ProjectRule => {
  const rule = projectRules.find((each) => each.kind === kind);
  if (rule === undefined) throw new Error(`no rule for projects of kind ${kind}`);
  return rule;
};

export const roleRule = (place: Place): RoleRule | undefined => roleRules.find(({ role }) => role === place.role);

export const isTestCode = (place: Place): boolean => place.isTest || projectRule(place.project.kind).isTest === true;

const impureKernelNames = Object.values(kernelSources).flat();

type Found = readonly [rule: Rule, says: string];

function betweenProjects(from: Place, to: Place): Found[] {
  const rule = projectRule(from.project.kind);
  const found: Found[] = [];
  const kinds = from.isTest ? [...rule.mayUse, ...rule.testsMayUse] : rule.mayUse;
  if (!kinds.includes(to.project.kind))
    found.push(['project', `${rule.what} may not import ${projectRule(to.project.kind).what}`]);
  else if (!to.project.exported.has(to.file) && rule.looksInside !== true)
    found.push(['inside', `${to.project.manifest.name} does not export this file`]);
  const role = roleRule(from);
  const isAgreed = role?.mayAgree === true && to.project.kind === 'contracts' && to.role === 'domain';
  if (role !== undefined && kinds.includes(to.project.kind) && !role.projects.includes(to.project.kind) && !isAgreed)
    found.push(['role', `${role.role} may not import ${projectRule(to.project.kind).what}`]);
  return found;
}

/** What all rooms share knows none of them, and no room another. */
function withinWeb(from: Place, to: Place): Found[] {
  const roomOf = ({ file, project }: Place): string => file.slice(project.folder.length + 1).split('/')[1] ?? '';
  const [own, asked] = [roomOf(from), roomOf(to)];
  if (!webRooms.includes(asked) || own === asked) return [];
  return [
    ['role', webRooms.includes(own) ? `${own} may not import ${asked}` : `what is shared may not import ${asked}`],
  ];
}

function withinProject(from: Place, to: Place): Found[] {
  if (from.project.kind === 'web') return from.isTest ? [] : withinWeb(from, to);
  const rule = roleRule(from);
  if (rule === undefined || to.role === 'unknown') return [];
  // In libs/contracts what has no role are the messages, which its domain may not know.
  if (to.role === undefined) return to.isTest ? [] : [['role', `${rule.role} may not import messages`]];
  return rule.mayUse.includes(to.role) ? [] : [['role', `${rule.role} may not import ${to.role}`]];
}

function ofFile({ from, reference }: Edge, to: Place): Found[] {
  const found = from.project === to.project ? withinProject(from, to) : betweenProjects(from, to);
  if (!isTestCode(from) && isTestCode(to)) found.push(['test-code', 'production code may not import test code']);
  const excepted = roleRule(from)?.pureBut;
  if (excepted !== undefined && to.project.kind === 'kernel') {
    const impure = reference.names.filter(
      (name) => name === '*' || (impureKernelNames.includes(name) && !excepted.includes(name)),
    );
    if (impure.length > 0)
      found.push(['pure', `${from.role} may not import ${impure.join(', ')}: take it as an argument or a port`]);
  }
  return found;
}

function ofPackage(workspace: Workspace, from: Place, name: string): Found[] {
  const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = workspace.manifest;
  const found: Found[] = [];
  const isOfNode = isBuiltin(name);
  if (!isOfNode && !(name in dependencies)) {
    if (!(name in devDependencies) && !(name in optionalDependencies))
      found.push(['unlisted', 'package.json does not list this package']);
    else if (!isTestCode(from) && from.project.kind !== 'scripts')
      found.push(['unlisted', 'production code may not import a development package']);
  }
  if (from.isTest) return found;
  const role = roleRule(from);
  const allowed = role?.packages ?? projectRule(from.project.kind).packages;
  if (allowed !== undefined && !allowed.includes(name))
    found.push([
      'package',
      `${from.role ?? from.project.manifest.name} may not import this ${isOfNode ? 'module of Node' : 'package'}`,
    ]);
  return found;
}

function listed(from: Place, to: Place): Found[] {
  if (from.project === to.project || from.project.folder === '') return [];
  const { dependencies = {}, devDependencies = {} } = from.project.manifest;
  const name = to.project.manifest.name ?? '';
  if (name in dependencies || (name in devDependencies && isTestCode(from))) return [];
  return [
    [
      'unlisted',
      `${from.project.folder}/package.json does not list ${name} among its ${name in devDependencies ? 'dependencies' : 'packages'}`,
    ],
  ];
}

function findings(workspace: Workspace, edge: Edge): Found[] {
  const { from, reference, target, to } = edge;
  if (target.kind === 'nowhere') return [['nowhere', 'there is no such file, or its package does not export it']];
  if (target.kind === 'file') {
    if (to === undefined) return [];
    if (reference.how === 'file')
      return from.project === to.project || isTestCode(from) || from.project.kind === 'scripts' ? [] : ofFile(edge, to);
    return [...ofFile(edge, to), ...(reference.specifier.startsWith('.') ? [] : listed(from, to))];
  }
  return ofPackage(workspace, from, target.name);
}

const shown = ({ target, reference }: Edge): string => {
  if (target.kind === 'file') return target.file;
  return target.kind === 'nowhere' ? reference.specifier : target.name;
};

export function importViolations({ workspace, facts, edges }: Graph): Violation[] {
  const ofEdges = edges.flatMap((edge) =>
    findings(workspace, edge).map(([rule, says]) => ({
      rule,
      file: edge.from.file,
      line: edge.reference.line,
      what: shown(edge),
      says,
    })),
  );
  const computed = [...facts].flatMap(([file, { computed: lines }]) =>
    lines.map((line) => ({
      rule: 'computed' as const,
      file,
      line,
      what: 'import',
      says: 'an import of a computed name cannot be followed',
    })),
  );
  const homeless = [...workspace.places.values()]
    .filter(({ role }) => role === 'unknown')
    .map(({ file }) => ({
      rule: 'no-role' as const,
      file,
      line: 1,
      what: 'folder',
      says: 'its folder has no role in tools/walls/table.ts',
    }));
  return [...ofEdges, ...computed, ...homeless];
}
