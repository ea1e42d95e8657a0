import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { processShape } from '@vafa/process';
import { parse } from 'yaml';
import { readSigningKeys, readVerifyingKeys } from '../../../libs/grpc/src/context/context-keys.ts';
import { filesOf, selects, templateOf, type KubeObject, type PodSpec, type Selector } from './kube-object.ts';
import { podProblems, serverProblems } from './pod-problems.ts';
import { calledBy, configs, services } from './services.ts';
import { kustomizationOf, merged, objectsOf, root, settingsOf, sources, type SourceFile } from './sources.ts';

const files = sources();
const repository = join(root, '../..');
const offenders = (isBad: (file: SourceFile) => boolean): string[] => files.filter(isBad).map(({ path }) => path);
const only = <T>(list: readonly T[]): T => {
  expect(list).toHaveLength(1);
  return list[0] as T;
};
const template = (name: string): PodSpec =>
  templateOf(merged(only(objectsOf(`base/service/${name}.yaml`)), only(objectsOf('base/service/pod.yaml'))))
    ?.spec as PodSpec;
const serviceObject = (name: string): KubeObject => only(objectsOf(`base/${name}/service.yaml`));
const fakeKubectl = `#!/usr/bin/env bash
here=$(dirname "$0")
case $3 in
  get) [ ! -e "$here/context.key" ] || cat "$here/context.key" ;;
  create) for word; do case $word in --from-file=*) echo "\${word#--from-file=}" ;; esac; done ;;
  apply) cp "$(cat)" "$here/" ;;
esac
`;
const portOf = (name: string): number | undefined => serviceObject(name).spec?.ports?.[0]?.port;
const policies = (name: string): readonly KubeObject[] => objectsOf(`base/network/${name}.yaml`);
const server = (name: string) => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/component': 'server',
  'app.kubernetes.io/part-of': 'vafa',
});
const selected = (selector: Selector | undefined): string[] =>
  services.filter((name) => selector !== undefined && selects(selector, server(name)));

describe('manifests', () => {
  test('every file is well-formed', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(files.flatMap(({ path, problems }) => problems.map((problem) => `${path}: ${problem}`))).toEqual([]);
  });

  test('a folder, an image and a Service for each service, and for nothing else', () => {
    const inCode = readdirSync(join(repository, 'services')).filter((name) =>
      existsSync(join(repository, `services/${name}/src/${name}.module.ts`)),
    );
    const inBase = readdirSync(join(root, 'base')).filter((name) =>
      existsSync(join(root, `base/${name}/service.yaml`)),
    );
    expect([...services].sort()).toEqual(inCode.sort());
    expect(inBase.sort()).toEqual(inCode);
    expect(services.map((name) => serviceObject(name).metadata.name)).toEqual(services);
    expect(services.map((name) => only(kustomizationOf(`base/${name}`).images ?? []).newName)).toEqual(
      services.map((name) => `vafa/${name}`),
    );
    expect((kustomizationOf('overlays/production/settings').images ?? []).map(({ name }) => name).sort()).toEqual(
      inCode.map((name) => `vafa/${name}`),
    );
  });

  test('labels select the pods of one service', () => {
    for (const name of services) {
      const { labels } = parse(readFileSync(join(root, `base/${name}/kustomization.yaml`), 'utf8')) as {
        labels: readonly { pairs: object; includeSelectors: boolean }[];
      };
      expect(labels).toEqual([{ pairs: { 'app.kubernetes.io/name': name }, includeSelectors: true }]);
      expect(serviceObject(name).spec?.selector).toEqual({ 'app.kubernetes.io/component': 'server' });
    }
    expect(only(objectsOf('base/service/deployment.yaml')).spec?.selector).toEqual({
      matchLabels: { 'app.kubernetes.io/component': 'server' },
    });
  });

  test('one version: images, Jobs and the package', () => {
    const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string };
    const { suffix } = only(objectsOf('components/only-prepare/version.yaml')) as unknown as { suffix: string };
    expect(template('deployment').containers[0]?.image).toBe(`vafa/service:${version}`);
    expect(suffix).toBe(`-${version.replaceAll('.', '-')}`);
    expect(new Set((kustomizationOf('overlays/production/settings').images ?? []).map(({ newTag }) => newTag))).toEqual(
      new Set([version]),
    );
  });

  test('no secret is in the files', () => {
    expect(
      offenders(({ objects }) => objects.some((object) => object.kind === 'Secret' || 'secretGenerator' in object)),
    ).toEqual([]);
    const settings = [
      'base',
      'overlays/local/settings',
      'overlays/production/settings',
      ...services.map((name) => `base/${name}`),
    ].flatMap((folder) => Object.entries(settingsOf(folder)));
    const secret = settings.filter(([name]) => /MONGODB_URI|KEY|PASSWORD|USERNAME/.test(name));
    expect(secret.length).toBeGreaterThan(5);
    expect(
      secret.filter(
        ([name, value]) => value !== `/run/secrets/vafa/${name.replace(/_FILE$/, '')}` || !name.endsWith('_FILE'),
      ),
    ).toEqual([]);
    expect(settings.filter(([, value]) => /:\/\/[^/]*@|[0-9a-f]{32}/i.test(value))).toEqual([]);
  });
});

describe('pods', () => {
  test('every template keeps the rules of restricted pods, and nothing else touches them', () => {
    expect(podProblems(template('deployment'))).toEqual([]);
    expect(podProblems(template('prepare'))).toEqual([]);
    const pod =
      /securityContext|hostNetwork|hostPID|hostIPC|hostPath|privileged|runAs|automountServiceAccountToken: true/;
    expect(offenders(({ text }) => pod.test(text))).toEqual(['base/service/pod.yaml']);
    expect(only(objectsOf('base/service/account.yaml')).automountServiceAccountToken).toBe(false);
  });

  test('what serves has probes, stops gracefully and spreads', () => {
    expect(serverProblems(template('deployment'))).toEqual([]);
  });

  test('the rules notice what is missing', () => {
    const spec = template('deployment');
    const container = spec.containers[0];
    expect(podProblems({ ...spec, securityContext: { ...spec.securityContext, seccompProfile: undefined } })).toEqual([
      'has the seccomp profile of the runtime',
    ]);
    expect(podProblems({ ...spec, containers: [{ ...container, name: 'service', resources: {} }] })).toEqual([
      'service: requests CPU and memory',
      'service: limits CPU and memory',
    ]);
    expect(
      serverProblems({
        ...spec,
        terminationGracePeriodSeconds: 20,
        containers: [{ ...container, name: 'service', livenessProbe: undefined }],
      }),
    ).toEqual(['service: has startup, readiness and liveness probes', 'service: has 20 seconds to stop after that']);
  });

  test('a start may take as long as it waits for its engines', () => {
    const probe = template('deployment').containers[0]?.startupProbe;
    expect((probe?.periodSeconds ?? 0) * (probe?.failureThreshold ?? 0)).toBeGreaterThanOrEqual(
      Number(settingsOf('base').ENGINE_WAIT_SECONDS) + 30,
    );
  });

  test('there are never more replicas than partitions, and at least two', () => {
    const { minReplicas, maxReplicas } = objectsOf('base/service/scaling.yaml')[0]?.spec ?? {};
    expect(minReplicas).toBeGreaterThanOrEqual(2);
    expect(maxReplicas).toBeLessThanOrEqual(Number(settingsOf('overlays/production/settings').KAFKA_PARTITIONS));
  });
});

describe.each(['local', 'production'])('settings of %s', (overlay) => {
  const settings = (service: string): Record<string, string> => ({
    ...settingsOf('base'),
    ...settingsOf(`overlays/${overlay}/settings`),
    ...settingsOf(`base/${service}`),
  });
  const shapeOf = (service: string) =>
    Object.entries({ ...processShape, ...configs[service]?.shape }) as [
      string,
      { safeParse(value: unknown): { success: boolean } },
    ][];

  test.each(services)('%s has what it requires, and every value is accepted', (service) => {
    const given = settings(service);
    const required = shapeOf(service).filter(
      ([name, type]) => !type.safeParse(undefined).success && (name !== 'KAFKA_BROKERS' || given.EVENTS === 'kafka'),
    );
    expect(required.length).toBeGreaterThan(0);
    expect(required.map(([name]) => name).filter((name) => !(name in given) && !(`${name}_FILE` in given))).toEqual([]);
    expect(shapeOf(service).filter(([name, type]) => name in given && !type.safeParse(given[name]).success)).toEqual(
      [],
    );
  });

  test.each(services)('%s is given no name that it does not know', (service) => {
    const known = new Set(shapeOf(service).map(([name]) => name));
    expect(Object.keys(settings(service)).filter((name) => !known.has(name.replace(/_FILE$/, '')))).toEqual([]);
  });

  test('addresses name the Services and their ports', () => {
    for (const service of services) {
      const given = settings(service);
      expect(given.PORT ?? given.GRPC_URL).toBe(
        service === 'gateway' ? String(portOf(service)) : `0.0.0.0:${String(portOf(service))}`,
      );
      expect(calledBy(service).map((name) => given[`${name.toUpperCase()}_URL`])).toEqual(
        calledBy(service).map((name) => `dns:///${name}:${String(portOf(name))}`),
      );
    }
  });
});

describe('identities', () => {
  const serving = template('deployment');
  const container = serving.containers[0];

  test('the certificate is read where the files of the Secret are, by what serves and by nothing else', () => {
    const { GRPC_TLS_FOLDER } = settingsOf('base');
    const mounts = (spec: PodSpec) => (spec.containers[0]?.volumeMounts ?? []).map(({ mountPath }) => mountPath);
    expect(mounts(serving)).toContain(GRPC_TLS_FOLDER);
    expect(mounts(template('prepare'))).not.toContain(GRPC_TLS_FOLDER);
    const { secretName } = only(objectsOf('base/service/certificate.yaml')).spec ?? {};
    expect(filesOf(serving)).toEqual([secretName, 'context-keys']);
  });

  test('all have the public keys of contexts, and the gateway alone has the one that signs', () => {
    const ofGateway = templateOf(only(objectsOf('base/gateway/context-key.yaml')))?.spec as PodSpec;
    expect(filesOf(ofGateway)).toEqual(['gateway-grpc', 'context-keys', 'context-key']);
    expect(offenders(({ text }) => /name: context-key$/m.test(text))).toEqual(['base/gateway/context-key.yaml']);
    const script = readFileSync(join(root, 'renew-context-key'), 'utf8');
    expect(
      [...script.matchAll(/^put (.+?) --from-file="\$folder\/(.+)"$/gm)].map(([, what, file]) => [what, file]),
    ).toEqual([
      ['configmap context-keys', 'context-keys.pem'],
      ['secret generic context-key', 'context.key'],
    ]);
  });

  test('renew-context-key makes files that are read, with the key of before beside the new one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vafa-context-key-'));
    try {
      // Stands for a cluster: it keeps what is applied as files.
      writeFileSync(join(folder, 'kubectl'), fakeKubectl, { mode: 0o755 });
      const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
      const renew = (): [readonly string[], readonly string[]] => {
        const environment = { ...process.env, KUBECTL: join(folder, 'kubectl') };
        execFileSync(join(root, 'renew-context-key'), { env: environment, stdio: 'pipe' });
        const signing = readSigningKeys(read('context.key')).map(({ id }) => id);
        return [signing, [...readVerifyingKeys(read('context-keys.pem')).keys()]];
      };
      const [first, judgedFirst] = renew();
      expect([first.length, judgedFirst]).toEqual([1, first]);
      const [second, judgedSecond] = renew();
      expect([second.slice(1), judgedSecond]).toEqual([first, second]);
      expect(renew()[0].slice(1)).toEqual(second.slice(0, 1));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('probes, which have no certificate, ask the port that answers health alone', () => {
    const probes = [container?.startupProbe, container?.readinessProbe, container?.livenessProbe];
    const called = services.filter((name) => name !== 'gateway');
    const urls = called.map((name) => settingsOf(`base/${name}`).GRPC_HEALTH_URL);
    expect(new Set(urls)).toEqual(new Set(probes.map((probe) => `0.0.0.0:${String(probe?.grpc?.port)}`)));
    expect(called.map((name) => portOf(name))).not.toContain(container?.startupProbe?.grpc?.port);
  });

  test('the authority is of the namespace alone, and keeps its key', () => {
    const authority = objectsOf('base/identities/authority.yaml');
    expect(authority.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Issuer authority',
      'Certificate authority',
      'Issuer services',
    ]);
    expect(authority[1]?.spec).toMatchObject({ isCA: true, privateKey: { rotationPolicy: 'Never' } });
    expect(only(objectsOf('base/service/certificate.yaml')).spec?.issuerRef?.name).toBe('services');
  });
});

describe('network policies', () => {
  const inCode = services.flatMap((from) => calledBy(from).map((to) => `${from} → ${to}:${String(portOf(to))}`)).sort();

  test('everything is denied first, both ways', () => {
    const deny = only(policies('default').filter(({ metadata }) => metadata.name === 'deny-all')).spec;
    expect(deny).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test('callers may send to exactly the services that they call', () => {
    const allowed = policies('calls').flatMap(({ spec }) =>
      (spec?.egress ?? []).flatMap(({ to, ports }) =>
        to.flatMap((peer) =>
          selected(spec?.podSelector).flatMap((from) =>
            selected(peer.podSelector).map((name) => `${from} → ${name}:${String(only(ports).port)}`),
          ),
        ),
      ),
    );
    expect(inCode.length).toBeGreaterThan(8);
    expect(allowed.sort()).toEqual(inCode);
  });

  test('services may be called by exactly those that call them', () => {
    const allowed = policies('called').flatMap(({ spec }) =>
      (spec?.ingress ?? []).flatMap(({ from, ports }) =>
        from.flatMap((peer) =>
          selected(peer.podSelector).flatMap((caller) =>
            selected(spec?.podSelector).map((name) => `${caller} → ${name}:${String(only(ports).port)}`),
          ),
        ),
      ),
    );
    expect(allowed.sort()).toEqual(inCode);
  });

  test('from outside, only the gateway is reached', () => {
    const outside = files
      .flatMap(({ objects }) => objects)
      .filter(
        ({ kind, spec }) =>
          kind === 'NetworkPolicy' &&
          spec?.ingress?.some(({ from }) => from.some((peer) => peer.podSelector === undefined)),
      );
    expect(outside.map(({ spec }) => selected(spec?.podSelector))).toEqual([['gateway']]);
    expect(outside[0]?.spec?.ingress?.[0]?.ports).toEqual([{ port: portOf('gateway'), protocol: 'TCP' }]);
  });

  test('every pod reaches the engines and name resolution, also that of a Job', () => {
    const job = {
      'app.kubernetes.io/name': 'ledger',
      'app.kubernetes.io/component': 'prepare',
      'app.kubernetes.io/part-of': 'vafa',
    };
    const reaching = [...policies('engines'), ...policies('default')].filter(({ spec }) => spec?.egress !== undefined);
    expect(reaching.map(({ metadata }) => metadata.name)).toEqual(['to-mongodb', 'to-kafka', 'to-collector', 'to-dns']);
    expect(
      reaching.filter(
        ({ spec }) => !selects(spec?.podSelector ?? {}, job) || selected(spec?.podSelector).length !== services.length,
      ),
    ).toEqual([]);
  });
});
