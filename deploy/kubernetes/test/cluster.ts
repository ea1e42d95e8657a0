import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import type { KubeObject } from './kube-object.ts';
import { root } from './sources.ts';

const { KUBECONFIG: config = '' } = process.env;
const beside = join(dirname(config), '../bin/kubectl');
const kubectlFile = process.env.KUBECTL ?? (existsSync(beside) ? beside : 'kubectl');

/** Only the cluster of tools/engines/kubernetes: nothing is applied to one that somebody uses. */
export const hasEngine =
  existsSync(config) &&
  (parse(readFileSync(config, 'utf8')) as { 'current-context'?: string })['current-context'] === 'vafa-engine';

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const run = (
  file: string,
  args: readonly string[],
  input = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  new Promise((resolve) => {
    const child = execFile(
      file,
      args,
      { env: { ...process.env, KUBECTL: kubectlFile, ...environment }, maxBuffer: 64 * 1024 ** 2, timeout: 60_000 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });

export const kubectl = (args: readonly string[], input?: string): Promise<Answer> => run(kubectlFile, args, input);

/** A kind of cert-manager as far as applying it goes; cert-manager itself would check more. */
const certManagerKind = (kind: string) => {
  const plural = `${kind.toLowerCase()}s`;
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.cert-manager.io` },
    spec: {
      group: 'cert-manager.io',
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
};

/** Makes the kinds of cert-manager known; safe to repeat. */
export const installCertManagerKinds = async (): Promise<void> => {
  const kinds = ['Issuer', 'Certificate'].map(certManagerKind);
  await kubectl(['apply', '--server-side', '-f', '-'], asYaml(...kinds));
  const names = kinds.map(({ metadata }) => `crd/${metadata.name}`);
  const { code, stderr } = await kubectl(['wait', '--for=condition=established', '--timeout=60s', ...names]);
  if (code !== 0) throw new Error(stderr);
};

/** The objects in the YAML that `kubectl kustomize` or `get -o yaml` wrote. */
export const objectsIn = (yaml: string): KubeObject[] =>
  parseAllDocuments(yaml).map((document) => document.toJS() as KubeObject);

export const asYaml = (...objects: readonly object[]): string =>
  objects.map((object) => stringify(object)).join('---\n');

/** Folders whose kustomizations are those of deploy/kubernetes in a namespace of one test run. */
export class Overlays {
  private readonly folder = mkdtempSync(join(tmpdir(), 'vafa-overlays-'));

  /**
   * The folder of `overlay` (below deploy/kubernetes/overlays) with every object in `namespace`, and more components if
   * given.
   */
  within(namespace: string, overlay: string, ...components: readonly string[]): string {
    const folder = join(this.folder, namespace, [overlay, ...components].join('-').replaceAll('/', '-'));
    mkdirSync(folder, { recursive: true });
    const from = (path: string): string => relative(folder, join(root, path));
    const kustomization = {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      namespace,
      resources: [from(`overlays/${overlay}`)],
      components: components.map((name) => from(`components/${name}`)),
    };
    writeFileSync(join(folder, 'kustomization.yaml'), stringify(kustomization));
    return folder;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
