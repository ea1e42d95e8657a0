import type { Container, PodSpec } from './kube-object.ts';

const containerProblems = (container: Container): string[] => {
  const { resources, securityContext, volumeMounts = [] } = container;
  const checks: readonly [string, boolean][] = [
    [
      'has an image with a tag or digest',
      /^[^:@]+(\/[^:@]+)*(:\d+\.\d+\.\d+|@sha256:[0-9a-f]{64})$/.test(container.image ?? ''),
    ],
    ['requests CPU and memory', ['cpu', 'memory'].every((name) => resources?.requests?.[name] !== undefined)],
    ['limits CPU and memory', ['cpu', 'memory'].every((name) => resources?.limits?.[name] !== undefined)],
    ['cannot gain privileges', securityContext?.allowPrivilegeEscalation === false],
    ['has a read-only root', securityContext?.readOnlyRootFilesystem === true],
    [
      'drops all capabilities',
      securityContext?.capabilities?.drop?.includes('ALL') === true && securityContext.capabilities.add === undefined,
    ],
    ['may write to /tmp', volumeMounts.some(({ mountPath }) => mountPath === '/tmp')],
    [
      'has its settings from ConfigMaps alone',
      container.env === undefined &&
        (container.envFrom ?? []).length === 2 &&
        (container.envFrom ?? []).every(({ configMapRef }) => configMapRef !== undefined),
    ],
  ];
  return checks.filter(([, holds]) => !holds).map(([rule]) => `${container.name}: ${rule}`);
};

/** The rules for every pod that `spec` does not keep. */
export const podProblems = (spec: PodSpec): string[] => {
  const { securityContext, volumes = [] } = spec;
  const checks: readonly [string, boolean][] = [
    ['has a service account of its own', (spec.serviceAccountName ?? 'default') !== 'default'],
    ['mounts no token', spec.automountServiceAccountToken === false],
    ['runs as user 10001', securityContext?.runAsNonRoot === true && securityContext.runAsUser === 10_001],
    ['has the seccomp profile of the runtime', securityContext?.seccompProfile?.type === 'RuntimeDefault'],
    [
      'limits the size of /tmp',
      volumes.some(({ name, emptyDir }) => name === 'tmp' && emptyDir?.sizeLimit !== undefined),
    ],
    ['mounts secrets by reference', volumes.some(({ name, secret }) => name === 'secrets' && secret !== undefined)],
    ['has containers', spec.containers.length > 0],
  ];
  return [...checks.filter(([, holds]) => !holds).map(([rule]) => rule), ...spec.containers.flatMap(containerProblems)];
};

/** The further rules for pods that serve. */
export const serverProblems = (spec: PodSpec): string[] =>
  spec.containers.flatMap((container) => {
    const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];
    const preStop = container.lifecycle?.preStop?.sleep?.seconds ?? 0;
    const checks: readonly [string, boolean][] = [
      [
        'has startup, readiness and liveness probes',
        probes.every((probe) => probe?.grpc !== undefined || probe?.httpGet !== undefined),
      ],
      ['waits before it stops', preStop > 0],
      ['has 20 seconds to stop after that', (spec.terminationGracePeriodSeconds ?? 0) >= preStop + 20],
      ['spreads over zones and nodes', spec.topologySpreadConstraints?.length === 2],
    ];
    return checks.filter(([, holds]) => !holds).map(([rule]) => `${container.name}: ${rule}`);
  });
