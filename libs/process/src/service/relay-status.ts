import type { Type } from '@nestjs/common';
import type { Unrelayed } from '@vafa/events';
import type { RpcDefinition } from '@vafa/grpc';
import { bindRpcs } from './bind-rpcs.ts';

/** The rpc by which every service says how many of its events wait to be published. */
export const relayStatusRpc = 'getRelayStatus';

/** Answers GetRelayStatus of a service; undefined when its contract has none. */
export const relayStatusController = (
  definition: RpcDefinition,
  events: Pick<Unrelayed, 'count'>,
): Type | undefined => {
  if (!(relayStatusRpc in definition)) return undefined;
  class RelayStatusController {
    async getRelayStatus(): Promise<{ status: { unrelayed: bigint } }> {
      return { status: { unrelayed: BigInt(await events.count()) } };
    }
  }
  bindRpcs(definition, RelayStatusController, [relayStatusRpc]);
  return RelayStatusController;
};
