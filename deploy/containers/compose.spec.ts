import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { services } from '../kubernetes/test/services.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'deploy/compose');
const read = <T>(path: string): T =>
  parse(readFileSync(join(root, path), 'utf8'), { merge: true, maxAliasCount: -1 }) as T;

interface Container {
  readonly image: string;
  readonly build?: { readonly context: string; readonly args: { readonly SERVICE: string } };
  readonly profiles?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly logging?: { readonly options: Readonly<Record<string, string>> };
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: { readonly resources: { readonly limits: Readonly<Record<string, unknown>> } };
}
interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}
interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly datasource?: { readonly uid: string };
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

const compose = read<{
  services: Record<string, Container>;
  secrets: Record<string, { file: string }>;
  volumes: object;
}>('docker-compose.yml');
const all = Object.entries(compose.services);
const offenders = (isBad: (container: Container, name: string) => boolean): string[] =>
  all.filter(([name, container]) => isBad(container, name)).map(([name]) => name);
const service = (name: string): Container => compose.services[name] as Container;
const { version } = read<{ version: string }>('package.json');
const dashboard = JSON.parse(readFileSync(join(folder, 'grafana/dashboards/vafa.json'), 'utf8')) as Dashboard;
const rules = read<Rules>('deploy/compose/prometheus/alerts.yaml').groups.flatMap((group) => group.rules);
const queries = dashboard.panels.flatMap((panel) => panel.targets ?? []).map(({ expr }) => expr);

describe('docker-compose.yml', () => {
  test('all eight services, built from the Dockerfile at this version, under the profile app', () => {
    expect(
      all
        .filter(([, { profiles }]) => profiles?.includes('app'))
        .map(([name]) => name)
        .sort(),
    ).toEqual([...services, 'kafka-rights'].sort());
    for (const name of services) {
      expect(service(name).build).toEqual({ context: '.', args: { SERVICE: name } });
      expect(service(name).image).toBe(`vafa/${name}:\${VAFA_VERSION:-${version}}`);
    }
  });

  test('images of others have a full version', () => {
    expect(
      offenders(({ image, build }) => !build && !/^[a-z/-]+:v?\d+\.\d+\.\d+(@sha256:[0-9a-f]{64})?$/.test(image)),
    ).toEqual([]);
  });

  test('nothing that a container does not need: root, capabilities, a writable root, privileges', () => {
    expect(offenders(({ read_only }) => read_only !== true)).toEqual([]);
    expect(offenders(({ cap_drop }) => cap_drop?.join() !== 'ALL')).toEqual([]);
    expect(offenders(({ security_opt }) => !security_opt?.includes('no-new-privileges:true'))).toEqual([]);
    expect(offenders(({ user }) => user === undefined || /^(0|root)(:|$)/.test(user))).toEqual([]);
  });

  test('limits of processors, memory, processes and logs; restarts', () => {
    expect(
      offenders(
        ({ deploy }) => !['cpus', 'memory', 'pids'].every((limit) => limit in (deploy?.resources.limits ?? {})),
      ),
    ).toEqual([]);
    expect(offenders(({ logging }) => logging?.options['max-size'] === undefined)).toEqual([]);
    expect(offenders(({ restart }) => restart !== 'unless-stopped')).toEqual(['kafka-rights']);
    expect(service('kafka-rights').restart).toBe('no');
  });

  test('a health check: of the image for those built here, of one’s own for the others', () => {
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toMatch(/^HEALTHCHECK .*"\/app\/health\.mjs"/m);
    expect(offenders(({ healthcheck, build }) => !build && healthcheck?.test === undefined)).toEqual([
      'kafka-rights',
      'collector',
    ]);
    expect(service('collector').healthcheck).toEqual({ disable: true });
    expect(rules.find(({ alert }) => alert === 'CollectorDown')?.expr).toContain('up{job="collector"}');
  });

  test('waits for what is healthy, where there is a health check', () => {
    const waits = all.flatMap(([name, { depends_on = {} }]) =>
      Object.entries(depends_on).map(([on, { condition }]) => ({ name, on, condition })),
    );
    const conditions: Readonly<Record<string, string>> = {
      collector: 'service_started',
      'kafka-rights': 'service_completed_successfully',
    };
    expect(waits.filter(({ on, condition }) => condition !== (conditions[on] ?? 'service_healthy'))).toEqual([]);
    for (const name of services)
      expect(Object.keys(service(name).depends_on ?? {})).toEqual(expect.arrayContaining(['mongodb', 'kafka']));
  });

  test('ports are open to this machine alone', () => {
    const ports = all.flatMap(([, container]) => container.ports ?? []);
    expect(ports.length).toBeGreaterThan(3);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  test('secrets come from files that git ignores, and from nowhere else', () => {
    const settings = all.flatMap(([name, { environment = {} }]) =>
      Object.entries(environment).map(([key, value]) => ({ name, key, value: String(value) })),
    );
    const secret = settings.filter(({ key }) => /MONGODB_URI|PASSWORD|_KEY|TOKEN/.test(key));
    expect(secret.length).toBeGreaterThan(8);
    expect(secret.filter(({ key, value }) => !key.endsWith('_FILE') || !value.startsWith('/run/secrets/'))).toEqual([]);
    for (const { name, value } of secret) expect(service(name).secrets).toContain(value.replace('/run/secrets/', ''));
    expect(
      Object.entries(compose.secrets).filter(([name, { file }]) => file !== `deploy/compose/secrets/${name}`),
    ).toEqual([]);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8').split('\n')).toContain('secrets/');
  });

  test('each service signs in to MongoDB as itself, and may use its database and that of events', () => {
    for (const name of services) {
      const own = (compose.services[name]?.secrets ?? []).filter((each) => each.startsWith('mongodb'));
      expect(own).toEqual([`mongodb_uri_${name}`]);
      expect(service(name).environment?.MONGODB_URI_FILE).toBe(`/run/secrets/mongodb_uri_${name}`);
    }
    const script = readFileSync(join(folder, 'mongodb/create-users.js'), 'utf8');
    const made = new Map<string, object>([['ledger', { pwd: 'of before' }]]);
    const admin = {
      getUser: (user: string) => made.get(user),
      updateUser: (user: string, terms: object) => made.set(user, terms),
      createUser: ({ user, ...terms }: { readonly user: string }) => made.set(user, terms),
    };
    const files = { readFileSync: (path: string) => `${path.replace('/run/secrets/', '')}\n` };
    runInNewContext(script, { db: { getSiblingDB: () => admin }, require: () => files });
    expect([...made.keys()].sort()).toEqual([...services].sort());
    for (const [user, terms] of made)
      expect(JSON.parse(JSON.stringify(terms))).toEqual({
        pwd: `mongodb_password_${user}`,
        roles: [`vafa_${user}`, 'vafa_events'].map((name) => ({ role: 'readWrite', db: name })),
      });
  });

  test('each service has its own certificate and no other; health is asked where none is needed', () => {
    for (const name of services) {
      const folder = service(name).environment?.GRPC_TLS_FOLDER;
      expect(service(name).volumes).toEqual([`./deploy/compose/secrets/certificates/${name}:${String(folder)}:ro`]);
    }
    const healthUrls = services.map((name) => service(name).environment?.GRPC_HEALTH_URL);
    expect(new Set(healthUrls)).toEqual(new Set(['127.0.0.1:7100', undefined]));
    expect(healthUrls.filter((url) => url === undefined)).toHaveLength(1);
    expect(readFileSync(join(folder, 'make-secrets.sh'), 'utf8')).toContain(
      '--folder "$folder/certificates" --readable',
    );
  });

  test('services are asked where they listen', () => {
    const addresses = services.flatMap((name) =>
      Object.entries(service(name).environment ?? {}).filter(([key]) => /^[A-Z]+_URL$/.test(key) && key !== 'GRPC_URL'),
    );
    expect(addresses.length).toBeGreaterThan(8);
    for (const [key, value] of addresses) {
      const name = key.replace('_URL', '').toLowerCase();
      expect(value).toBe(`dns:///${name}:${service(name).environment?.GRPC_URL?.split(':')[1]}`);
    }
  });
});

const sources = ['libs', 'services']
  .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name, 'src')))
  .filter((path) => existsSync(path))
  .flatMap((path) => readdirSync(path, { recursive: true, encoding: 'utf8' }).map((file) => join(path, file)))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.includes('generated/'));

/** Names on Prometheus of the metrics that libs/telemetry lists, as the collector makes them. */
const metricNames = (): Set<string> => {
  const rows = [
    ...readFileSync(join(root, 'libs/telemetry/README.md'), 'utf8').matchAll(
      /^\| (`vafa\.[^|]+) \| (histogram|gauge|counter)(?:, (\w+))? \|/gm,
    ),
  ];
  return new Set(
    rows.flatMap(([, names = '', kind, unit]) =>
      names.split(', ').flatMap((name) => {
        const plain = name.replaceAll('`', '').replaceAll('.', '_') + (unit === 's' ? '_seconds' : '');
        if (kind === 'counter') return [`${plain}_total`];
        return kind === 'histogram' ? ['bucket', 'count', 'sum'].map((part) => `${plain}_${part}`) : [plain];
      }),
    ),
  );
};

describe('metrics', () => {
  test('those that libs/telemetry lists are those that the code makes', () => {
    const listed = [
      ...readFileSync(join(root, 'libs/telemetry/README.md'), 'utf8').matchAll(
        /`(vafa\.[a-z_.]+)`(?=[^|]*\| (?:histogram|gauge|counter))/g,
      ),
    ].map(([, name]) => name);
    const made = sources.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\b(?:counter|gauge|histogram)\(\s*'([^']+)'/g)].map(([, name]) => name),
    );
    expect([...new Set(made)].sort()).toEqual([...new Set(listed)].sort());
  });

  test('alerts and dashboard ask for metrics that exist, and leave none of the important ones out', () => {
    const known = metricNames();
    const asked = new Set(
      [...queries, ...rules.map(({ expr }) => expr)]
        .flatMap((expr) => expr.match(/\bvafa_[a-z_]+(?=[{[)\s]|$)/g) ?? [])
        .filter((name) => !['vafa_topic', 'vafa_group', 'vafa_code'].includes(name)),
    );
    expect([...asked].filter((name) => !known.has(name))).toEqual([]);
    for (const name of [
      'vafa_relay_age_seconds',
      'vafa_consumer_lag',
      'vafa_dead_letters',
      'vafa_rpc_server_duration_seconds_bucket',
      'vafa_http_server_duration_seconds_bucket',
    ])
      expect([...asked]).toContain(name);
  });

  test('a failed call is one whose code is of kind internal or unavailable', () => {
    const pattern = /vafa_code=~"([^"]+)"/;
    const isFault = new RegExp(
      `^(${pattern.exec(rules.find(({ alert }) => alert === 'RpcErrors')?.expr ?? '')?.[1]})$`,
    );
    expect(queries.flatMap((expr) => pattern.exec(expr)?.[1] ?? [])).toEqual([isFault.source.slice(2, -2)]);
    const codes = sources.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/new DomainError\('(\w+)', '([a-z_]+)'/g)].map(([, kind, code]) => ({
        kind,
        code: code as string,
      })),
    );
    expect(codes.length).toBeGreaterThan(50);
    expect(
      codes.filter(({ kind, code }) => (kind === 'internal' || kind === 'unavailable') !== isFault.test(code)),
    ).toEqual([]);
    expect(isFault.test('internal')).toBe(true);
  });

  test('collector, Prometheus and Grafana know each other', () => {
    const collector = read<{
      exporters: { prometheus: { endpoint: string } };
      service: { pipelines: { metrics: { receivers: string[]; exporters: string[] } } };
    }>('deploy/compose/collector/collector.yaml');
    const scraped = read<{ scrape_configs: { static_configs: { targets: string[] }[] }[] }>(
      'deploy/compose/prometheus/prometheus.yaml',
    ).scrape_configs.flatMap(({ static_configs }) => static_configs.flatMap(({ targets }) => targets));
    expect(collector.service.pipelines.metrics).toMatchObject({ receivers: ['otlp'], exporters: ['prometheus'] });
    expect(scraped).toContain(`collector:${collector.exporters.prometheus.endpoint.split(':')[1]}`);
    const { datasources } = read<{ datasources: { uid: string; url: string }[] }>(
      'deploy/compose/grafana/provisioning/datasources/prometheus.yaml',
    );
    expect(new Set(dashboard.panels.flatMap(({ datasource }) => datasource?.uid ?? []))).toEqual(
      new Set([datasources[0]?.uid]),
    );
    expect(datasources[0]?.url).toBe('http://prometheus:9090');
    expect(service('ledger').environment?.OTEL_EXPORTER_OTLP_ENDPOINT).toBe('http://collector:4318');
  });
});

// The programs come from package sources in seconds; a plain `npm test` does not fetch them, CI does.
const cached = (name: string): string =>
  join(process.env.VAFA_ENGINES_HOME ?? join(homedir(), '.cache/vafa/engines'), name, 'bin');
const withTool = (name: string) =>
  process.env.VAFA_ENGINES === 'require' || existsSync(cached(name)) ? test : test.skip;
const tool = (name: string): string =>
  execFileSync(join(root, 'tools/engines', name), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
const told = (program: string, args: readonly string[], cwd: string): string => {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${args.join(' ')}: ${stdout}${stderr}`, { cause: error });
  }
};

describe('the programs themselves', () => {
  withTool('compose')('docker compose config accepts the file, with and without the services', () => {
    const program = tool('compose');
    expect(told(program, ['config', '--services'], root).trim().split('\n').sort()).toEqual([
      'collector',
      'grafana',
      'kafka',
      'mongodb',
      'prometheus',
    ]);
    const full = JSON.parse(told(program, ['--profile', 'app', 'config', '--format', 'json'], root)) as {
      services: Record<string, { environment?: Record<string, string> }>;
    };
    expect(Object.keys(full.services)).toHaveLength(14);
    expect(full.services.checkout?.environment).toMatchObject({
      MONGODB_URI_FILE: '/run/secrets/mongodb_uri_checkout',
      EVENTS: 'kafka',
      LEDGER_URL: 'dns:///ledger:7102',
      GRPC_URL: '0.0.0.0:7105',
    });
  });

  withTool('promtool')(
    'promtool accepts the configuration, and the alerts fire and stay silent as their test says',
    () => {
      const program = tool('promtool');
      expect(told(program, ['check', 'config', 'prometheus.yaml'], join(folder, 'prometheus'))).toContain('SUCCESS');
      expect(told(program, ['test', 'rules', 'alerts.test.yaml'], join(folder, 'prometheus'))).toContain('SUCCESS');
    },
  );

  withTool('promtool')('every query of the dashboard is one that Prometheus understands', () => {
    const temporary = mkdtempSync(join(tmpdir(), 'vafa-queries-'));
    try {
      const recorded = queries.map((expr, place) => ({
        record: `vafa:query:${place}`,
        expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$service', '.*'),
      }));
      writeFileSync(
        join(temporary, 'queries.json'),
        JSON.stringify({ groups: [{ name: 'queries', rules: recorded }] }),
      );
      expect(told(tool('promtool'), ['check', 'rules', 'queries.json'], temporary)).toContain(
        `SUCCESS: ${queries.length} rules found`,
      );
    } finally {
      rmSync(temporary, { recursive: true });
    }
  });
});
