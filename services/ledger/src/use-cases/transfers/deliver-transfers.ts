import { accountText, parseAccount, type AccountId } from '../../domain/account/account-id.ts';
import type { Command } from '../../domain/journal/command.ts';
import type { Entry } from '../../domain/journal/entry.ts';
import type { Outcome } from '../../domain/journal/outcome.ts';
import { receiveOf, transferId } from '../../domain/transfers/transfers.ts';
import type { Poster } from '../journal/post-commands.ts';
import type { Sending, SendingPage, TransfersInTransit } from '../ports/transfers-in-transit.ts';

const sendingsPerPageDefault = 200;

/** The key under which the other account takes what was sent, or refuses it. */
export const receiveKey = (from: string, sendKey: string): string => `e:receive:${transferId(from, sendKey)}`;

/**
 * Brings units to the account that they were sent to, and tells the sender that they have arrived. By the receiver's
 * written refusal, and nothing else, they come back. Each step has a key made of the transfer, so that several replicas
 * may deliver at once. After a crash between two steps all is repeated from the first, without another effect.
 */
export class DeliverTransfers {
  constructor(
    private readonly transfers: TransfersInTransit,
    private readonly poster: Poster,
    private readonly sendingsPerPage = sendingsPerPageDefault,
  ) {}

  /**
   * Goes through all that is in transit and answers how many sendings it ended; repeat while it is not 0. A receiver
   * may have neither booked nor refused its units: its key is there with another body, or it cannot be read. Such units
   * stay in transit, where the trial balance shows them, and hold up no others. Raises what the last of them failed of,
   * `unavailable` among it.
   */
  async execute(): Promise<number> {
    let ended = 0;
    let failed: PromiseRejectedResult | undefined;
    for (
      let page: SendingPage | undefined = await this.transfers.page(this.sendingsPerPage);
      page;
      page = page.next && (await this.transfers.page(this.sendingsPerPage, page.next))
    ) {
      const delivered = await this.deliver(page.sendings);
      ended += delivered.ended;
      failed = delivered.failed ?? failed;
    }
    if (failed) throw failed.reason;
    return ended;
  }

  private async deliver(
    sendings: readonly Sending[],
  ): Promise<{ readonly ended: number; readonly failed: PromiseRejectedResult | undefined }> {
    const transfers = sendings.flatMap(({ commitId, from, sent }) => sent.map((entry) => ({ commitId, from, entry })));
    // Each by itself: an account that cannot be read does not hold up the others.
    const received = await Promise.allSettled(
      transfers.map(async ({ from, entry }) => (await this.poster.post([receiving(from, entry)]))[0]),
    );
    const answers = received.map((each) =>
      each.status === 'fulfilled' && each.value?.recorded ? each.value : undefined,
    );
    const endings = transfers.flatMap(({ from, entry }, index) =>
      answers[index] ? [ending(from, entry, answers[index])] : [],
    );
    if (endings.length > 0) await this.poster.post(endings);
    const open = new Set(transfers.filter((_transfer, index) => !answers[index]).map(({ commitId }) => commitId));
    const ended = sendings.map(({ commitId }) => commitId).filter((commitId) => !open.has(commitId));
    await this.transfers.ended(ended);
    return { ended: ended.length, failed: received.find((each) => each.status === 'rejected') };
  }
}

const told = (
  { reason, reference, effectiveAt }: Entry,
  from: AccountId,
  key: string,
): Pick<Command, 'cause' | 'reason' | 'reference' | 'effectiveAt'> => ({
  cause: transferId(accountText(from), key),
  reason,
  reference,
  effectiveAt,
});

const receiving = (from: AccountId, sent: Entry): Command => ({
  account: parseAccount(sent.other ?? ''),
  key: receiveKey(accountText(from), sent.key),
  ...told(sent, from, sent.key),
  verb: receiveOf(from, sent),
});

const ending = (from: AccountId, sent: Entry, received: Outcome): Command => {
  const kind = received.refusal === undefined ? 'arrive' : 'return';
  return {
    account: from,
    key: `e:${kind}:${sent.key}`,
    ...told(sent, from, sent.key),
    verb: { kind, sendKey: sent.key },
  };
};
