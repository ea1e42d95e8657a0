/** Services with gRPC; in this order they are asked to stop after the gateway: who calls others goes first. */
export const serviceNames = [
  'imports',
  'checkout',
  'rewards',
  'campaigns',
  'feedback',
  'membership',
  'ledger',
] as const;
export type ServiceName = (typeof serviceNames)[number];

/** How many processes of a service; one where nothing is said. */
export type Replicas = Readonly<Partial<Record<ServiceName, number>>>;

export interface PlannedProcess {
  /** gateway, membership, or with more than one ledger-1, ledger-2. */
  readonly name: string;
  readonly service: ServiceName | 'gateway';
  readonly port: number;
}

const defaultPorts: Readonly<Record<ServiceName, number>> = {
  membership: 7101,
  ledger: 7102,
  campaigns: 7103,
  rewards: 7104,
  checkout: 7105,
  feedback: 7106,
  imports: 7107,
};
const portsBetweenReplicas = 100;

/** 7102 for the ledger, 7202 for its second replica. */
export const defaultPort = (service: ServiceName, replica: number): number =>
  defaultPorts[service] + (replica - 1) * portsBetweenReplicas;

/** Every process of a club, the gateway last. */
export const planProcesses = async (
  replicas: Replicas,
  gatewayPort: number,
  portOf: (service: ServiceName, replica: number) => number | Promise<number>,
): Promise<PlannedProcess[]> => {
  const planned: PlannedProcess[] = [];
  for (const service of serviceNames) {
    const count = replicas[service] ?? 1;
    for (let replica = 1; replica <= count; replica++)
      planned.push({
        name: count === 1 ? service : `${service}-${replica}`,
        service,
        port: await portOf(service, replica),
      });
  }
  return [...planned, { name: 'gateway', service: 'gateway', port: gatewayPort }];
};

/** A gRPC target with all replicas of a service. */
export const targetOf = (planned: readonly PlannedProcess[], service: ServiceName): string =>
  `ipv4:${planned
    .filter((one) => one.service === service)
    .map(({ port }) => `127.0.0.1:${port}`)
    .join()}`;

/** Where a process listens and where it finds the others. */
export const addressesOf = (
  planned: readonly PlannedProcess[],
  { service, port }: PlannedProcess,
): Record<string, string> => ({
  ...(service === 'gateway' ? { HOST: '127.0.0.1', PORT: String(port) } : { GRPC_URL: `127.0.0.1:${port}` }),
  ...Object.fromEntries(serviceNames.map((one) => [`${one.toUpperCase()}_URL`, targetOf(planned, one)])),
});
