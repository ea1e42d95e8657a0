import { campaignsService } from '@vafa/campaigns';
import { checkoutService } from '@vafa/checkout';
import { feedbackService } from '@vafa/feedback';
import type { RunningService } from '@vafa/grpc';
import { importsService } from '@vafa/imports';
import { ledgerService } from '@vafa/ledger';
import { membershipService } from '@vafa/membership';
import type { Engines } from '@vafa/process';
import { rewardsService } from '@vafa/rewards';
import type { Settings } from './all-in-one.config.ts';
import type { SocketFolder } from './socket-folder.ts';

const names = ['membership', 'ledger', 'campaigns', 'rewards', 'checkout', 'feedback', 'imports'] as const;

/** Those that have a database. */
export const allServices: readonly string[] = [...names, 'gateway'];

/** gRPC address of each service. */
export type ServiceUrls = Readonly<Record<(typeof names)[number], string>>;

export const serviceUrls = (sockets: SocketFolder): ServiceUrls =>
  Object.fromEntries(names.map((name) => [name, `unix:${sockets.path(name)}`])) as ServiceUrls;

export interface ServicesGround extends Engines {
  readonly masterKey: Buffer;
  readonly settings: Pick<Settings, 'holdMs' | 'answerHours' | 'dueEveryMs'>;
}

/** Starts every service but the gateway. They find each other when they first call: the order does not matter. */
export const startServices = async (
  { stream, place, masterKey, settings }: ServicesGround,
  urls: ServiceUrls,
): Promise<RunningService> => {
  const on = (name: keyof ServiceUrls) => ({ ...place(name), grpcUrl: urls[name], stream });
  const started = await Promise.allSettled([
    importsService.start({
      ...on('imports'),
      clients: { membership: urls.membership, checkout: urls.checkout, ledger: urls.ledger },
    }),
    checkoutService.start({
      ...on('checkout'),
      holdMs: settings.holdMs,
      clients: { membership: urls.membership, campaigns: urls.campaigns, ledger: urls.ledger },
    }),
    rewardsService.start({ ...on('rewards'), masterKey, clients: { ledger: urls.ledger } }),
    campaignsService.start(on('campaigns')),
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
