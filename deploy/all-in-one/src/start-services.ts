import { campaignsService } from '@vafa/campaigns';
import { checkoutService } from '@vafa/checkout';
import { feedbackService } from '@vafa/feedback';
import { LocalServer, type RunningService } from '@vafa/grpc';
import { importsService } from '@vafa/imports';
import { ledgerService } from '@vafa/ledger';
import { membershipService } from '@vafa/membership';
import type { Engines } from '@vafa/process';
import { rewardsService } from '@vafa/rewards';
import type { Settings } from './all-in-one.config.ts';

const names = ['membership', 'ledger', 'campaigns', 'rewards', 'checkout', 'feedback', 'imports'] as const;

/** Those that have a database. */
export const allServices: readonly string[] = [...names, 'gateway'];

/** Where each service is: in this process, which calls it without a wire. */
export type ServiceServers = Readonly<Record<(typeof names)[number], LocalServer>>;

export const serviceServers = (): ServiceServers =>
  Object.fromEntries(names.map((name) => [name, new LocalServer()])) as unknown as ServiceServers;

export interface ServicesGround extends Engines {
  readonly masterKey: Buffer;
  readonly settings: Pick<Settings, 'holdMs' | 'answerHours' | 'dueEveryMs'>;
}

/** Starts every service but the gateway. They find each other when they first call: the order does not matter. */
export const startServices = async (
  { stream, place, masterKey, settings }: ServicesGround,
  servers: ServiceServers,
): Promise<RunningService> => {
  const on = (name: keyof ServiceServers) => ({ ...place(name), grpcUrl: servers[name], stream });
  const started = await Promise.allSettled([
    importsService.start({
      ...on('imports'),
      clients: { membership: servers.membership, checkout: servers.checkout, ledger: servers.ledger },
    }),
    checkoutService.start({
      ...on('checkout'),
      holdMs: settings.holdMs,
      clients: { membership: servers.membership, campaigns: servers.campaigns, ledger: servers.ledger },
    }),
    rewardsService.start({ ...on('rewards'), masterKey, clients: { ledger: servers.ledger } }),
    campaignsService.start({ ...on('campaigns'), clients: { membership: servers.membership } }),
    feedbackService.start({ ...on('feedback'), answerHours: settings.answerHours }),
    membershipService.start({ ...on('membership'), masterKey }),
    ledgerService.start({ ...on('ledger'), masterKey, dueEveryMs: settings.dueEveryMs }),
  ]);
  const running = started.flatMap((service) => (service.status === 'fulfilled' ? [service.value] : []));
  const stop = async (): Promise<void> => {
    // Who calls others goes first.
    for (const service of running) await service.stop();
  };
  const failed = started.find((service) => service.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { stop };
};
