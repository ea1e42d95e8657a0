import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Module, type DynamicModule } from '@nestjs/common';
import { GrpcMethod, RpcException } from '@nestjs/microservices';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { freePort } from '@vafa/testing';
import { from } from 'rxjs';
import {
  actingFor,
  branchesOfCall,
  connectGrpc,
  connectServerStreams,
  forNobody,
  makeCertificates,
  mayTouchBranch,
  openIdentity,
  plainSeal,
  sealing,
  serveGrpc,
  type CallContext,
  type Callers,
  type Identity,
  type Seal,
} from '../src/index.ts';

/** What is asked: the clubs that it names, and whether the shop is to ask the bank as its own work. */
interface Ask {
  readonly clubId?: string;
  readonly orders?: readonly { readonly clubId: string }[];
  readonly alone?: boolean;
}
interface Told {
  readonly at: string;
  readonly branches: readonly string[];
  readonly may?: boolean;
  readonly bank?: Told;
}

const method = <S extends boolean>(path: string, responseStream: S) =>
  ({
    path,
    requestStream: false,
    responseStream,
    requestSerialize: (value: Ask) => Buffer.from(JSON.stringify(value)),
    requestDeserialize: (bytes: Buffer) => JSON.parse(bytes.toString()) as Ask,
    responseSerialize: (value: Told) => Buffer.from(JSON.stringify(value)),
    responseDeserialize: (bytes: Buffer) => JSON.parse(bytes.toString()) as Told,
  }) as const;

const Shop = {
  sell: method('/vafa.shop.v1.ShopService/Sell', false),
  list: method('/vafa.shop.v1.ShopService/List', true),
} as const;
const Bank = { post: method('/vafa.bank.v1.BankService/Post', false) } as const;

const clubs = [['clubId'], ['orders', 'clubId']];
const callers: Callers = {
  [Shop.sell.path]: { callers: ['gateway', 'stranger'], clubs },
  [Shop.list.path]: { callers: ['gateway'], clubs },
  [Bank.post.path]: { callers: ['shop', 'stranger'], themselves: ['shop'], clubs },
};

const folder = mkdtempSync(join(tmpdir(), 'vafa-context-'));
const identities = new Map<string, Identity>();
const closing: (() => void | Promise<void>)[] = [];
const identityOf = (name: string): Identity => identities.get(name) as Identity;
/** How often the bank was asked. */
let posted = 0;

const bankModule = (): DynamicModule => {
  @Controller()
  class BankController {
    @GrpcMethod('BankService', 'post')
    post(_ask: Ask): Told {
      posted++;
      return { at: 'bank', branches: branchesOfCall() };
    }
  }
  @Module({})
  class BankModule {}
  return { module: BankModule, controllers: [BankController] };
};

const shopModule = (bank: () => { post(ask: Ask): Promise<Told> }): DynamicModule => {
  const asRpcError = (error: unknown): never => {
    throw new RpcException(error as object);
  };
  @Controller()
  class ShopController {
    @GrpcMethod('ShopService', 'sell')
    async sell({ alone = false, ...ask }: Ask): Promise<Told> {
      const post = () => bank().post(ask);
      const told = await (alone ? forNobody(post) : post()).catch(asRpcError);
      return { at: 'shop', branches: branchesOfCall(), may: mayTouchBranch('north'), bank: told };
    }

    @GrpcMethod('ShopService', 'list')
    list(_ask: Ask) {
      return from([{ at: 'shop', branches: branchesOfCall() }]);
    }
  }
  @Module({})
  class ShopModule {}
  return { module: ShopModule, controllers: [ShopController] };
};

let shopUrl = '';
let bankUrl = '';
let signed: Seal;
const till: CallContext = { caller: 'key-1', role: 'key', clubId: 'club-1', branchIds: ['north'] };
const asGateway = <T>(act: () => T, context: CallContext = till, seal = signed): T =>
  actingFor(() => context, seal, act);

const opened = <C extends { close(): void }>(client: C): C => {
  closing.unshift(() => client.close());
  return client;
};
const shopOf = (name: string) => opened(connectGrpc(Shop, shopUrl, { identity: identityOf(name), deadlineMs: 5_000 }));
const bankOf = (name: string) => opened(connectGrpc(Bank, bankUrl, { identity: identityOf(name), deadlineMs: 5_000 }));

beforeAll(async () => {
  const names = ['gateway', 'shop', 'bank', 'stranger'];
  makeCertificates({ folder, names });
  for (const name of names) identities.set(name, openIdentity(join(folder, name), name));
  signed = sealing(identityOf('gateway').seal as Seal);
  [shopUrl, bankUrl] = [`127.0.0.1:${String(await freePort())}`, `127.0.0.1:${String(await freePort())}`];
  const bank = await serveGrpc(bankModule(), {
    url: bankUrl,
    services: { 'vafa.bank.v1.BankService': Bank },
    identity: identityOf('bank'),
    callers,
  });
  const shop = await serveGrpc(
    shopModule(() => bankClient),
    { url: shopUrl, services: { 'vafa.shop.v1.ShopService': Shop }, identity: identityOf('shop'), callers },
  );
  const bankClient = bankOf('shop');
  closing.push(
    () => shop.stop(),
    () => bank.stop(),
    () => {
      for (const identity of identities.values()) identity.close();
      rmSync(folder, { recursive: true });
    },
  );
});
afterAll(async () => {
  for (const close of closing) await close();
});
beforeEach(() => {
  posted = 0;
});

const refused = (code: string) => expect.objectContaining({ kind: 'forbidden', code });

describe('a call that the gateway makes for somebody', () => {
  test('is served within his club and branches, and so is what that service asks of the next', async () => {
    const told = await asGateway(() => shopOf('gateway').sell({ clubId: 'club-1', orders: [{ clubId: 'club-1' }] }));
    expect(told).toEqual({ at: 'shop', branches: ['north'], may: true, bank: { at: 'bank', branches: ['north'] } });
    const unbound = await asGateway(() => shopOf('gateway').sell({ clubId: 'club-1' }), { ...till, branchIds: [] });
    expect(unbound).toMatchObject({ branches: [], may: true });
    const elsewhere = await asGateway(() => shopOf('gateway').sell({ clubId: 'club-1' }), {
      ...till,
      branchIds: ['south'],
    });
    expect(elsewhere.may).toBe(false);
    // As many as a key can be bound to.
    const many = Array.from({ length: 200 }, (_none, place) => `brn_${String(place).padStart(26, '0')}`);
    const bound = await asGateway(() => shopOf('gateway').sell({ clubId: 'club-1' }), { ...till, branchIds: many });
    expect(bound.bank?.branches).toEqual(many);
  });

  test('is refused for another club than his, wherever the request names it', async () => {
    const shop = shopOf('gateway');
    const hostile: Ask[] = [
      { clubId: 'club-2' },
      { clubId: '' },
      { clubId: 'club-1', orders: [{ clubId: 'club-1' }, { clubId: 'club-2' }] },
    ];
    for (const ask of hostile)
      await expect(asGateway(() => shop.sell(ask))).rejects.toEqual(refused('club_not_allowed'));
    const ofNone: CallContext = { caller: 'admin', role: 'administrator', clubId: '', branchIds: [] };
    await expect(asGateway(() => shop.sell({ clubId: 'club-1' }), ofNone)).rejects.toEqual(refused('club_not_allowed'));
    expect(posted).toBe(0);
  });

  test('that is answered with a stream is judged the same', async () => {
    const streams = opened(connectServerStreams(Shop, shopUrl, { identity: identityOf('gateway') }));
    const read = async (ask: Ask) => {
      const all: Told[] = [];
      for await (const told of streams.list(ask, { deadlineMs: 5_000 })) all.push(told);
      return all;
    };
    expect(await asGateway(() => read({ clubId: 'club-1' }))).toEqual([{ at: 'shop', branches: ['north'] }]);
    await expect(asGateway(() => read({ clubId: 'club-2' }))).rejects.toEqual(refused('club_not_allowed'));
    await expect(read({ clubId: 'club-1' })).rejects.toEqual(refused('context_missing'));
  });
});

describe('a call without a context', () => {
  test('is refused where its rpc is called for somebody only: the gateway’s too', async () => {
    await expect(shopOf('gateway').sell({ clubId: 'club-1' })).rejects.toEqual(refused('context_missing'));
    await expect(shopOf('stranger').sell({ clubId: 'club-1' })).rejects.toMatchObject({
      message: 'stranger may call /vafa.shop.v1.ShopService/Sell only for somebody who asks for it',
    });
  });

  test('is a service’s own work where the rpc says so, of any club; for that service alone', async () => {
    expect(await bankOf('shop').post({ clubId: 'club-2' })).toEqual({ at: 'bank', branches: [] });
    await expect(bankOf('stranger').post({ clubId: 'club-2' })).rejects.toEqual(refused('context_missing'));
  });

  test('is what a service makes of it that works for nobody', async () => {
    const told = await asGateway(() => shopOf('gateway').sell({ clubId: 'club-1', alone: true }));
    expect(told.bank).toEqual({ at: 'bank', branches: [] });
  });
});

describe('a context that the gateway has not signed', () => {
  test('is refused: not signed, of another key, changed, or after its end', async () => {
    const stranger = shopOf('stranger');
    const others = join(folder, 'others');
    makeCertificates({ folder: others, names: ['gateway'] });
    const posing = openIdentity(join(others, 'gateway'), 'gateway');
    closing.unshift(() => posing.close());
    const forged: Seal = (context, until) => {
      const [keyId, , signature] = signed(context, until).split('.');
      const [, body] = plainSeal({ ...context, clubId: 'club-2' }, until).split('.');
      return `${keyId}.${body}.${signature}`;
    };
    for (const seal of [plainSeal, posing.seal as Seal, forged])
      await expect(asGateway(() => stranger.sell({ clubId: 'club-2' }), till, seal)).rejects.toEqual(
        refused('context_invalid'),
      );
    const replayed = identityOf('gateway').seal?.(till, Date.now() - 1) ?? '';
    await expect(
      asGateway(
        () => stranger.sell({ clubId: 'club-1' }),
        till,
        () => replayed,
      ),
    ).rejects.toEqual(refused('context_expired'));
    expect(posted).toBe(0);
  });
});

describe('keys', () => {
  test('are renewed without a call failing: a new one signs when all have heard of it', async () => {
    const path = join(folder, 'gateway/context.key');
    const ageBy = (ms: number): void => {
      const text = readFileSync(path, 'utf8');
      writeFileSync(
        path,
        text.replace(/made: (\S+)/g, (_all, made: string) => `made: ${new Date(Date.parse(made) - ms).toISOString()}`),
      );
    };
    const keyIdNow = (): string =>
      identityOf('gateway')
        .seal?.(till, Date.now() + 60_000)
        .split('.')[0] ?? '';
    const readAll = (): void => {
      for (const identity of identities.values()) identity.readAgain();
    };
    const shop = shopOf('gateway');
    const sell = () => asGateway(() => shop.sell({ clubId: 'club-1' }), till, identityOf('gateway').seal as Seal);
    const first = keyIdNow();
    ageBy(300 * 86_400_000);
    expect(makeCertificates({ folder, names: ['gateway', 'shop', 'bank', 'stranger'] })).toEqual(['keys of contexts']);
    readAll();
    expect(keyIdNow()).toBe(first);
    expect(await sell()).toMatchObject({ at: 'shop' });
    ageBy(11 * 60_000);
    identityOf('gateway').readAgain();
    expect(keyIdNow()).not.toBe(first);
    expect(await sell()).toMatchObject({ at: 'shop' });
  });
});
