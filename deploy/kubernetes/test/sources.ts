import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from './kube-object.ts';

export const root = join(import.meta.dirname, '..');

/** What the tests read in a kustomization.yaml. */
export interface Kustomization {
  readonly configMapGenerator?: readonly { readonly name: string; readonly literals: readonly string[] }[];
  readonly secretGenerator?: unknown;
  readonly images?: readonly { readonly name: string; readonly newName?: string; readonly newTag?: string }[];
}

export interface SourceFile {
  /** Relative to deploy/kubernetes. */
  readonly path: string;
  readonly text: string;
  /** Rejected by the parser: broken YAML and keys that stand twice. */
  readonly problems: readonly string[];
  readonly objects: readonly KubeObject[];
}

const read = (file: string): SourceFile => {
  const text = readFileSync(file, 'utf8');
  const documents = [...parseAllDocuments(text)];
  return {
    path: relative(root, file),
    text,
    problems: documents.flatMap((document) =>
      [...document.errors, ...document.warnings].map((problem) => problem.message),
    ),
    objects: documents.map((document) => document.toJS() as KubeObject),
  };
};

/** Every YAML file of deploy/kubernetes. */
export const sources = (): SourceFile[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => read(join(root, path)));

export const objectsOf = (path: string): readonly KubeObject[] => read(join(root, path)).objects;

export const kustomizationOf = (folder: string): Kustomization =>
  objectsOf(`${folder}/kustomization.yaml`)[0] as unknown as Kustomization;

/** Settings that a folder's kustomization generates, of all its ConfigMaps. */
export const settingsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    (kustomizationOf(folder).configMapGenerator ?? [])
      .flatMap(({ literals }) => literals)
      .map((literal) => [literal.slice(0, literal.indexOf('=')), literal.slice(literal.indexOf('=') + 1)]),
  );

type Tree = { readonly [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const named = (list: readonly unknown[]): boolean =>
  list.every((each) => isTree(each) && typeof each.name === 'string');

const mergedLists = (under: readonly unknown[], over: readonly unknown[]): unknown[] => {
  if (!named(under) || !named(over)) return [...over];
  const find = (list: readonly unknown[], name: unknown): unknown => list.find((each) => (each as Tree).name === name);
  return [
    ...under.map((each) => mergedValues(each, find(over, (each as Tree).name))),
    ...over.filter((each) => find(under, (each as Tree).name) === undefined),
  ];
};

const mergedValues = (under: unknown, over: unknown): unknown => {
  if (over === undefined) return under;
  if (Array.isArray(under) && Array.isArray(over)) return mergedLists(under, over);
  return isTree(under) && isTree(over)
    ? Object.fromEntries(
        [...new Set([...Object.keys(under), ...Object.keys(over)])].map((key) => [
          key,
          mergedValues(under[key], over[key]),
        ]),
      )
    : over;
};

/** `patch` merged into `object` as kustomize does it: lists by name. */
export const merged = (object: KubeObject, patch: KubeObject): KubeObject =>
  mergedValues(object, { spec: patch.spec }) as KubeObject;
