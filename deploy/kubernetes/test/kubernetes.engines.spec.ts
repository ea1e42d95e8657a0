import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  asYaml,
  hasEngine,
  installCertManagerKinds,
  kubectl,
  objectsIn,
  Overlays,
  run,
  type Answer,
} from './cluster.ts';
import { filesOf, selects, templateOf, type KubeObject, type PodSpec, type Selector } from './kube-object.ts';
import { podProblems, serverProblems } from './pod-problems.ts';
import { configs, services } from './services.ts';
import { objectsOf, root } from './sources.ts';

const describeCluster = hasEngine ? describe : describe.skip;
const { suffix } = objectsOf('components/only-prepare/version.yaml')[0] as unknown as { suffix: string };
const overlays = new Overlays();
const namespaceOf = (overlay: string): string => `vafa-${overlay}-${String(process.pid)}`;
const clean: Answer = { code: 0, stdout: expect.any(String) as unknown as string, stderr: '' };
const apply = (folder: string): Promise<Answer> =>
  kubectl(['apply', '--server-side', '--validate=strict', '-k', folder]);
const create = (namespace: string, ...objects: readonly object[]): Promise<Answer> =>
  kubectl(
    ['-n', namespace, 'create', '--dry-run=server', '--validate=strict', '-o', 'name', '-f', '-'],
    asYaml(...objects),
  );
const render = async (folder: string): Promise<KubeObject[]> => {
  const { stdout, stderr } = await kubectl(['kustomize', folder]);
  expect(stderr).toBe('');
  return objectsIn(stdout);
};
const kinds = (objects: readonly KubeObject[], kind: string): KubeObject[] =>
  objects.filter((object) => object.kind === kind);
const names = (objects: readonly KubeObject[]): string[] => objects.map(({ metadata }) => metadata.name).sort();
const podOf = (name: string, spec: PodSpec, labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  spec,
});
const versions = async (namespace: string): Promise<Record<string, string>> => {
  const kindsApplied =
    'deployments,jobs,cronjobs,services,serviceaccounts,configmaps,networkpolicies,ingresses,horizontalpodautoscalers,poddisruptionbudgets,issuers.cert-manager.io,certificates.cert-manager.io';
  const { stdout } = await kubectl([
    '-n',
    namespace,
    'get',
    kindsApplied,
    '-o',
    'jsonpath={range .items[*]}{.kind}/{.metadata.name}={.metadata.resourceVersion} {end}',
  ]);
  return Object.fromEntries(
    stdout
      .trim()
      .split(' ')
      .map((each) => each.split('=') as [string, string]),
  );
};

afterAll(() => overlays.remove());

describeCluster.each(['local', 'production'])('overlay %s', (overlay) => {
  const namespace = namespaceOf(overlay);
  const running = overlays.within(namespace, overlay);
  const preparing = overlays.within(namespace, `${overlay}/prepare`);
  let objects: KubeObject[] = [];
  let jobs: KubeObject[] = [];
  const templates = () =>
    [...objects, ...jobs].flatMap((object) =>
      [templateOf(object)].flatMap((template) =>
        template === undefined ? [] : [{ name: object.metadata.name, kind: object.kind, template }],
      ),
    );

  beforeAll(async () => {
    await installCertManagerKinds();
    [objects, jobs] = await Promise.all([render(running), render(preparing)]);
  });

  test('holds what each service needs', () => {
    const sorted = [...services].sort();
    for (const kind of ['Deployment', 'Service', 'ServiceAccount', 'HorizontalPodAutoscaler', 'PodDisruptionBudget'])
      expect([kind, names(kinds(objects, kind))]).toEqual([kind, sorted]);
    expect(names(kinds(objects, 'CronJob'))).toEqual(['ledger-verify']);
    expect(kinds(objects, 'CronJob').map((object) => templateOf(object)?.spec.containers[0]?.args)).toEqual([
      ['verify'],
    ]);
    expect(names(kinds(objects, 'Job'))).toEqual([]);
    expect(names(kinds(jobs, 'Job'))).toEqual(sorted.map((name) => `${name}-prepare${suffix}`));
    expect(
      new Set(kinds(jobs, 'Job').map((object) => templateOf(object)?.spec.containers[0]?.args?.join(' '))),
    ).toEqual(new Set(['prepare']));
    expect(kinds(jobs, 'Deployment')).toEqual([]);
    expect(kinds([...objects, ...jobs], 'Secret')).toEqual([]);
    expect(
      kinds(objects, 'Deployment').map((object) => object.spec?.template?.spec.containers[0]?.image?.split(':')[0]),
    ).toEqual(kinds(objects, 'Deployment').map(({ metadata }) => `vafa/${metadata.name}`));
  });

  test('every pod keeps the rules, and what it refers to is there', () => {
    expect(templates()).toHaveLength(17);
    expect(
      templates().flatMap(({ name, template }) => podProblems(template.spec).map((problem) => `${name}: ${problem}`)),
    ).toEqual([]);
    expect(
      kinds(objects, 'Deployment').flatMap((object) => serverProblems(object.spec?.template?.spec as PodSpec)),
    ).toEqual([]);
    for (const { template } of templates()) {
      const { spec, metadata } = template;
      const service = metadata.labels['app.kubernetes.io/name'] ?? '';
      expect(spec.serviceAccountName).toBe(service);
      expect(spec.volumes?.flatMap(({ secret }) => secret?.secretName ?? [])).toEqual([service]);
      const ofServer = [`${service}-grpc`, 'context-keys', ...(service === 'gateway' ? ['context-key'] : [])];
      const isServer = metadata.labels['app.kubernetes.io/component'] === 'server';
      expect(filesOf(spec) ?? []).toEqual(isServer ? ofServer : []);
      const settings = spec.containers[0]?.envFrom?.map(({ configMapRef }) => configMapRef?.name ?? '') ?? [];
      expect(settings).toEqual([
        expect.stringMatching(/^vafa-\w{10}$/),
        expect.stringMatching(new RegExp(`^${service}-\\w{10}$`)),
      ]);
      expect(names(kinds(objects, 'ConfigMap'))).toEqual(expect.arrayContaining(settings));
    }
  });

  test('every service has a certificate that names it and no other, from the authority of the namespace', () => {
    const certificates = kinds(objects, 'Certificate').filter(({ metadata }) => metadata.name !== 'authority');
    expect(
      certificates.map(({ metadata, spec }) => [metadata.name, spec?.uris, spec?.dnsNames, spec?.secretName]),
    ).toEqual([...services].sort().map((name) => [name, [`spiffe://vafa/${name}`], [name], `${name}-grpc`]));
    expect(new Set(certificates.map(({ spec }) => spec?.issuerRef?.name))).toEqual(new Set(['services']));
    expect(names(kinds(objects, 'Issuer'))).toEqual(['authority', 'services']);
    expect(names(kinds(jobs, 'Certificate'))).toEqual(names(kinds(objects, 'Certificate')));
  });

  test('every selector matches the pods of one service, and never those of a Job', () => {
    const serving = (selector: Selector): string[] =>
      templates().flatMap(({ name, kind, template }) =>
        selects(selector, template.metadata.labels) ? [`${kind}/${name}`] : [],
      );
    for (const { kind, metadata, spec } of objects) {
      if (kind === 'Deployment' || kind === 'PodDisruptionBudget')
        expect(serving(spec?.selector as Selector)).toEqual([`Deployment/${metadata.name}`]);
      if (kind === 'Service')
        expect(serving({ matchLabels: spec?.selector as Record<string, string> })).toEqual([
          `Deployment/${metadata.name}`,
        ]);
      if (kind === 'HorizontalPodAutoscaler')
        expect(spec?.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name });
      for (const { labelSelector } of spec?.template?.spec.topologySpreadConstraints ?? [])
        expect(serving(labelSelector)).toEqual([`Deployment/${metadata.name}`]);
      if (kind === 'NetworkPolicy') expect(serving(spec?.podSelector as Selector).length).toBeGreaterThan(0);
    }
    expect(kinds(objects, 'Service').map(({ metadata, spec }) => [metadata.name, spec?.clusterIP])).toEqual(
      [...services].sort().map((name) => [name, name === 'gateway' ? undefined : 'None']),
    );
    expect(kinds(objects, 'Ingress').map(({ spec }) => spec?.rules?.[0]?.http.paths[0]?.backend.service.name)).toEqual([
      'gateway',
    ]);
  });

  test('is applied to a namespace that enforces restricted: nothing refused, nothing warned', async () => {
    expect(await apply(preparing)).toEqual(clean);
    expect(await apply(running)).toEqual(clean);
    const { stdout } = await kubectl([
      'get',
      'namespace',
      namespace,
      '-o',
      'jsonpath={.metadata.labels.pod-security\\.kubernetes\\.io/enforce}',
    ]);
    expect(stdout).toBe('restricted');
  });

  test('applied again, it changes nothing', async () => {
    const before = await versions(namespace);
    expect(Object.keys(before).length).toBeGreaterThan(60);
    expect(await apply(running)).toEqual(clean);
    expect(await apply(preparing)).toEqual(clean);
    expect(await versions(namespace)).toEqual(before);
    expect(await kubectl(['diff', '--server-side', '-k', running])).toEqual({ ...clean, stdout: '' });
  });

  test('an apply leaves the number of replicas that the autoscaler chose', async () => {
    await kubectl(['-n', namespace, 'scale', 'deployment/ledger', '--replicas=5']);
    expect(await apply(running)).toEqual(clean);
    const { stdout } = await kubectl([
      '-n',
      namespace,
      'get',
      'deployment',
      'ledger',
      '-o',
      'jsonpath={.spec.replicas}',
    ]);
    expect(stdout).toBe('5');
  });

  test('the pods of every template are admitted', async () => {
    const pods = templates().map(({ name, kind, template }) =>
      podOf(`${name}-${kind.toLowerCase()}`, { restartPolicy: 'Always', ...template.spec }, template.metadata.labels),
    );
    const answer = await create(namespace, ...pods);
    expect(answer).toEqual(clean);
    expect(answer.stdout.trim().split('\n')).toHaveLength(17);
  });

  test.each<[string, (spec: PodSpec) => PodSpec, string]>([
    [
      'without a seccomp profile',
      (spec) => ({ ...spec, securityContext: { ...spec.securityContext, seccompProfile: undefined } }),
      'seccompProfile',
    ],
    [
      'that may run as root',
      (spec) => ({ ...spec, securityContext: { ...spec.securityContext, runAsNonRoot: false } }),
      'runAsNonRoot != true',
    ],
    [
      'with capabilities',
      (spec) => ({
        ...spec,
        containers: spec.containers.map((each) => ({ ...each, securityContext: { allowPrivilegeEscalation: false } })),
      }),
      'unrestricted capabilities',
    ],
    [
      'that may gain privileges',
      (spec) => ({
        ...spec,
        containers: spec.containers.map((each) => ({ ...each, securityContext: { capabilities: { drop: ['ALL'] } } })),
      }),
      'allowPrivilegeEscalation != false',
    ],
  ])('a pod %s is refused', async (_what, change, problem) => {
    const spec = kinds(objects, 'Deployment')[0]?.spec?.template?.spec as PodSpec;
    const { code, stderr } = await create(namespace, podOf('bad', change(spec)));
    expect([code, stderr]).toEqual([1, expect.stringContaining('violates PodSecurity "restricted:latest"')]);
    expect(stderr).toContain(problem);
  });

  test('a field that does not exist is refused', async () => {
    const deployment = kinds(objects, 'Deployment')[0] as KubeObject;
    const { code, stderr } = await create(namespace, {
      ...deployment,
      metadata: { name: 'misspelt' },
      spec: { ...deployment.spec, replica: 2 },
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining('unknown field "spec.replica"')]);
  });

  test('a Job cannot be changed under its name, which is why the name has the version', async () => {
    const job = kinds(jobs, 'Job')[0] as KubeObject;
    const change = [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'vafa/campaigns:0.2.0' }];
    const { code, stderr } = await kubectl([
      '-n',
      namespace,
      'patch',
      'job',
      job.metadata.name,
      '--type=json',
      '-p',
      JSON.stringify(change),
    ]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('field is immutable')]);
  });
});

describeCluster('beside the overlays', () => {
  test('scaling by consumer lag is accepted', async () => {
    const namespace = namespaceOf('lag');
    const folder = overlays.within(namespace, 'production', 'consumer-lag');
    expect(await apply(folder)).toEqual(clean);
    const { stdout } = await kubectl([
      '-n',
      namespace,
      'get',
      'hpa',
      '-o',
      'jsonpath={range .items[*]}{.metadata.name}:{range .spec.metrics[*]}{.type} {.external.metric.selector.matchLabels.vafa_group}{end},{end}',
    ]);
    expect(stdout).toBe(
      'campaigns:Resource ,checkout:Resource ,feedback:Resource External feedback,gateway:Resource ,imports:Resource ,ledger:Resource External ledger,membership:Resource External membership,rewards:Resource ,',
    );
  });

  test('create-secrets gives every service the files that its settings name, once', async () => {
    const namespace = namespaceOf('secrets');
    await kubectl(['create', 'namespace', namespace]);
    const given = {
      MONGODB_URI: 'mongodb://all.invalid',
      MONGODB_URI_LEDGER: 'mongodb://ledger.invalid',
      KAFKA_USERNAME: 'vafa',
      KAFKA_PASSWORD: 'p=w d',
    };
    const script = join(root, 'create-secrets');
    expect(await run(script, [namespace], '', given)).toEqual({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('ledger: created') as unknown as string,
    });
    const secrets = async () =>
      (JSON.parse((await kubectl(['-n', namespace, 'get', 'secrets', '-o', 'json'])).stdout) as { items: KubeObject[] })
        .items;
    const first = await secrets();
    const rendered = await render(overlays.within(namespaceOf('production'), 'production'));
    const settings = (service: string) =>
      rendered
        .filter(
          ({ kind, metadata }) =>
            kind === 'ConfigMap' && [service, 'vafa'].some((name) => metadata.name.startsWith(`${name}-`)),
        )
        .flatMap(({ data }) => Object.entries(data ?? {}));
    expect(names(first)).toEqual([...services].sort());
    for (const { metadata, data } of first) {
      const wanted = settings(metadata.name).flatMap(([name, value]) =>
        name.endsWith('_FILE') ? [value.replace('/run/secrets/vafa/', '')] : [],
      );
      expect([metadata.name, Object.keys(data ?? {}).sort()]).toEqual([metadata.name, wanted.sort()]);
      expect(Buffer.from(data?.MONGODB_URI ?? '', 'base64').toString()).toBe(
        metadata.name === 'ledger' ? given.MONGODB_URI_LEDGER : given.MONGODB_URI,
      );
      const drawn = Object.entries(data ?? {}).filter(([name]) => name.startsWith('VAFA_'));
      const types = configs[metadata.name]?.shape as Record<
        string,
        { safeParse(value: unknown): { success: boolean } }
      >;
      expect(
        drawn.filter(([name, value]) => !types[name]?.safeParse(Buffer.from(value, 'base64').toString()).success),
      ).toEqual([]);
    }
    const again = await run(script, [namespace], '', { MONGODB_URI: 'mongodb://other.invalid' });
    expect(again.stdout).toContain('gateway: is there, unchanged');
    expect(await secrets()).toEqual(first);
  });
});
