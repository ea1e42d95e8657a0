// A whole club from containers, one of each service, under the limits of production: read-only root, no capabilities,
// no new privileges, bounded memory and processes. It uses the database and the broker of MONGODB_URI and
// KAFKA_BROKERS.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { clearNamespace } from './clear-namespace.mjs';
import { docker, imageOf, services, tried } from './docker.mjs';

const healthyWithinMs = 300_000;
const hardening = [
  '--read-only',
  '--tmpfs',
  '/tmp:size=64m,mode=1777',
  '--cap-drop',
  'ALL',
  '--security-opt',
  'no-new-privileges',
  '--pids-limit',
  '256',
  '--memory',
  '512m',
];

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** Free ports below the ephemeral ones. */
async function freePorts(count) {
  const ports = new Set();
  while (ports.size < count) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

export class ContainerClub {
  adminKey = `vafa_${randomBytes(24).toString('hex')}`;
  /** Of databases, topics and containers. */
  namespace = `c${randomBytes(4).toString('hex')}`;
  /** @type {{ mongodbUri: string; kafkaBrokers?: string }} */
  engines = { mongodbUri: '' };
  ports = new Map();
  secrets = mkdtempSync(join(tmpdir(), 'vafa-secrets-'));

  static async start(engines) {
    const club = new ContainerClub();
    club.engines = engines;
    const ports = await freePorts(services.length);
    services.forEach((service, place) => club.ports.set(service, ports[place]));
    club.write('MONGODB_URI', engines.mongodbUri);
    club.write('VAFA_MASTER_KEY', randomBytes(32).toString('hex'));
    club.write('VAFA_ADMIN_KEY', club.adminKey);
    try {
      await Promise.all(services.map((service) => club.run(service, engines)));
      await club.healthy();
    } catch (error) {
      await club.remove();
      throw error;
    }
    return club;
  }

  get url() {
    return `http://127.0.0.1:${this.ports.get('gateway')}`;
  }

  nameOf(service) {
    return `vafa-${this.namespace}-${service}`;
  }

  /** Readable by the containers' user and nobody writes; the folder's name is known to this process alone. */
  write(name, value) {
    chmodSync(this.secrets, 0o755);
    writeFileSync(join(this.secrets, name), value, { mode: 0o444 });
  }

  environmentOf(service, { kafkaBrokers }) {
    const addresses = services
      .filter((one) => one !== 'gateway')
      .map((one) => [`${one.toUpperCase()}_URL`, `127.0.0.1:${this.ports.get(one)}`]);
    return {
      MONGODB_URI_FILE: '/run/secrets/MONGODB_URI',
      VAFA_MASTER_KEY_FILE: '/run/secrets/VAFA_MASTER_KEY',
      VAFA_ADMIN_KEY_FILE: '/run/secrets/VAFA_ADMIN_KEY',
      VAFA_NAMESPACE: this.namespace,
      ENGINE_WAIT_SECONDS: 120,
      ...(kafkaBrokers && { EVENTS: 'kafka', KAFKA_BROKERS: kafkaBrokers, KAFKA_PARTITIONS: '2' }),
      ...(service === 'gateway'
        ? { HOST: '127.0.0.1', PORT: this.ports.get('gateway') }
        : { GRPC_URL: `127.0.0.1:${this.ports.get(service)}` }),
      ...Object.fromEntries(addresses),
    };
  }

  run(service, engines) {
    const environment = Object.entries(this.environmentOf(service, engines)).flatMap(([name, value]) => [
      '-e',
      `${name}=${value}`,
    ]);
    return docker(
      'run',
      '-d',
      '--name',
      this.nameOf(service),
      '--network',
      'host',
      ...hardening,
      '-v',
      `${this.secrets}:/run/secrets:ro`,
      '--health-interval',
      '2s',
      '--health-start-period',
      '300s',
      ...environment,
      imageOf(service),
    );
  }

  /** Resolves when the health check of every container has succeeded; rejects with the log of one that ended. */
  async healthy() {
    const end = Date.now() + healthyWithinMs;
    for (;;) {
      const states = await Promise.all(
        services.map(async (service) => [
          service,
          ...(
            await docker('inspect', '--format', '{{.State.Status}} {{.State.Health.Status}}', this.nameOf(service))
          ).split(' '),
        ]),
      );
      const bad =
        states.find(([, state, health]) => state !== 'running' || health === 'unhealthy') ??
        (Date.now() > end ? states.find(([, , health]) => health !== 'healthy') : undefined);
      if (bad) throw new Error(`${bad.join(' ')}:\n${await this.log(bad[0])}`);
      if (states.every(([, , health]) => health === 'healthy')) return;
      await wait(250);
    }
  }

  async log(service) {
    const { stdout, stderr } = await tried('logs', '--tail', '30', this.nameOf(service));
    return stdout + stderr;
  }

  /**
   * Sends SIGTERM to the gateway, then to the services. Answers seconds and exit code of each; 137 had to be killed.
   */
  async stop() {
    const stopped = [];
    for (const group of [['gateway'], services.filter((service) => service !== 'gateway')]) {
      await Promise.all(
        group.map(async (service) => {
          const started = Date.now();
          await docker('stop', '-t', '30', this.nameOf(service));
          const code = Number(await docker('inspect', '--format', '{{.State.ExitCode}}', this.nameOf(service)));
          stopped.push({ service, seconds: (Date.now() - started) / 1000, code });
        }),
      );
    }
    return stopped;
  }

  /**
   * Leaves nothing behind: neither containers nor what they stored. Consumers that run still say goodbye first: a group
   * with members cannot be deleted.
   */
  async remove() {
    await tried('stop', '-t', '30', ...services.map((service) => this.nameOf(service)));
    await tried('rm', '-f', '-v', ...services.map((service) => this.nameOf(service)));
    await clearNamespace(this.namespace, this.engines);
    rmSync(this.secrets, { recursive: true, force: true });
  }
}
