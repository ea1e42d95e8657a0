import { AsyncLocalStorage } from 'node:async_hooks';
import { status, type ServiceError } from '@grpc/grpc-js';
import { toServiceError } from './service-error.ts';

/** One rpc as a generated definition has it, for who answers. */
interface Answered {
  readonly path: string;
  readonly originalName?: string;
  readonly responseStream?: boolean;
  readonly requestStream?: boolean;
  readonly requestDeserialize: (bytes: Buffer) => unknown;
  readonly responseSerialize: (value: never) => Buffer;
}

/** What is asked and answered, each as the wire would give it. */
export interface Copies {
  readonly request: (value: unknown) => unknown;
  readonly response: (value: unknown) => unknown;
}

export type Answer = (error: Partial<ServiceError> | null, value?: unknown) => void;

/** An rpc, and who answers it: as a handler of grpc-js does. */
export interface LocalRpc {
  readonly definition: Answered;
  readonly copies: Copies | undefined;
  readonly serve: (call: object, answer?: Answer) => unknown;
}

export interface LocalServing {
  /** Undefined: an rpc that takes the way of its bytes. */
  readonly copiesOf: (path: string) => Copies | undefined;
  readonly isAllowed: (path: string, caller: string) => boolean;
}

const servedAlready = (): Error => new Error('this server of the process is served already');

/**
 * A server that its own process alone reaches, without a wire. It takes the place of grpc-js's server:
 * services are added to it, and it is shut down, in the same way.
 */
export class LocalServer {
  readonly #rpcs = new Map<string, LocalRpc>();
  /** What is served is no part of what its caller does. */
  readonly #apart = AsyncLocalStorage.snapshot();
  #serving: LocalServing | undefined;
  #isTaken = false;
  #inHand = 0;
  #drained: (() => void) | undefined;

  /** Whoever starts takes it first. Raises for a second one, which would answer in place of the first. */
  take(): void {
    if (this.#isTaken) throw servedAlready();
    this.#isTaken = true;
  }

  /** Of grpc-js's server. */
  addService(definition: object, handlers: object): void {
    for (const [name, rpc] of Object.entries(definition as Record<string, Answered>)) {
      const all = handlers as Record<string, LocalRpc['serve'] | undefined>;
      const serve = all[name] ?? all[rpc.originalName ?? ''];
      if (serve) this.#rpcs.set(rpc.path, { definition: rpc, serve, copies: undefined });
    }
  }

  /** Answers from now on. Raises when it does already. */
  listen(serving: LocalServing): void {
    if (this.#serving) throw servedAlready();
    this.#isTaken = true;
    for (const [path, rpc] of this.#rpcs) this.#rpcs.set(path, { ...rpc, copies: serving.copiesOf(path) });
    this.#serving = serving;
  }

  /** Takes nothing new; `done` is called when what is in hand is answered. Of grpc-js's server. */
  tryShutdown(done: (error?: Error) => void): void {
    this.#close();
    if (this.#inHand === 0) done();
    else this.#drained = () => done();
  }

  /** Of grpc-js's server. */
  forceShutdown(): void {
    this.#close();
  }

  /** The rpc that this caller may call now. Raises a ServiceError. */
  find(path: string, caller: string | undefined): LocalRpc {
    if (!this.#serving) throw toServiceError(status.UNAVAILABLE, 'the service is not running');
    const rpc = this.#rpcs.get(path);
    if (!rpc || rpc.definition.requestStream)
      throw toServiceError(status.UNIMPLEMENTED, `The server does not implement the method ${path}`);
    if (caller === undefined || !this.#serving.isAllowed(path, caller))
      throw toServiceError(
        status.PERMISSION_DENIED,
        `${caller ?? 'who has no name'} may not call ${path}`,
        'caller_not_allowed',
      );
    return rpc;
  }

  /** A call is in hand; the function says that it is over, however often. */
  begin(): () => void {
    this.#inHand++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      if (--this.#inHand === 0) this.#drained?.();
    };
  }

  /** Serves apart from what the caller does: in a step of its own, in a context of its own. */
  run(act: () => Promise<void>): void {
    this.#apart(() => queueMicrotask(() => void act()));
  }

  #close(): void {
    this.#serving = undefined;
    this.#isTaken = false;
    this.#rpcs.clear();
  }
}
