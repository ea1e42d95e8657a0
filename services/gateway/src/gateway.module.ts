import { join } from 'node:path';
import type { RunningService } from '@vafa/grpc';
import { prepareParts, startParts, type Standing } from '@vafa/process';
import { httpApp } from './adapters/http/http-app.ts';
import { readPages } from './adapters/http/pages/read-pages.ts';
import { openCollections } from './adapters/mongo/collections.ts';
import { composeGateway, type GatewaySettings } from './compose.ts';

export { edgeConfig, edgeOf } from './edge.config.ts';
export { administratorKey } from './gateway.config.ts';
export type { FirstAdministratorNote } from './use-cases/staff.ts';

export interface GatewayOptions extends Standing<Record<never, never>>, GatewaySettings {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
}

/** Where the build leaves the web app, seen from here in the sources, in the build and in an image. */
const pagesFolder = join(import.meta.dirname, '../../web/dist');

const gateway = { name: 'gateway', open: openCollections, compose: composeGateway };

/** Creates the collections and their indexes; safe to repeat. */
export const prepareGateway = prepareParts(gateway);

/** Resolves when it listens at `address`, http://host:port. */
export const startGateway = async (options: GatewayOptions): Promise<RunningService & { readonly address: string }> => {
  let address = '';
  const running = await startParts(gateway, options, async ({ http }) => {
    const app = await httpApp({ ...http, pages: readPages(pagesFolder) });
    await app.listen(options.port, options.host);
    address = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    return { stop: () => app.close() };
  });
  return { ...running, address };
};
