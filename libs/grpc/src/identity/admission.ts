import {
  Metadata,
  ServerInterceptingCall,
  status,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from '@grpc/grpc-js';
import { serviceIn } from './service-uri.ts';

/** Who may call an rpc, and for whom. */
export interface RpcAccess {
  /** The services that may call it. */
  readonly callers: readonly string[];
  /** Those of them that may call it for nobody who asked: as their own work. */
  readonly themselves?: readonly string[];
  /** Where its request names clubs: paths of properties. */
  readonly clubs?: readonly (readonly string[])[];
}

/** By the path of the rpc, /vafa.ledger.v1.LedgerService/Post. */
export type Callers = Readonly<Record<string, RpcAccess>>;

/** What every service may ask of every other. */
const openToServices = ['/grpc.health.v1.Health/', '/grpc.reflection.'];

/** To read a certificate takes longer than all else here: each connection's is read once. */
const peers = new WeakMap<object, string | undefined>();

const readPeer = (call: ServerInterceptingCallInterface): string | undefined =>
  serviceIn(call.getAuthContext().sslPeerCertificate?.subjectaltname);

/** The service at the other end, by its certificate. */
const peerOf = (call: ServerInterceptingCallInterface): string | undefined => {
  // grpc-js has the connection at hand and does not show it; without it, the certificate is read for each call.
  const { session } = (call as { stream?: { session?: object } }).stream ?? {};
  if (session === undefined) return readPeer(call);
  if (!peers.has(session)) peers.set(session, readPeer(call));
  return peers.get(session);
};

const admitted = new WeakMap<Metadata, string>();

/** The service that makes a call which was let in, by the metadata of the call. */
export const peerOfCall = (metadata: Metadata): string | undefined => admitted.get(metadata);

/** Says who makes a call, for one that comes without a certificate from this process. */
export const rememberPeer = (metadata: Metadata, peer: string): void => void admitted.set(metadata, peer);

const refusal = (message: string) => {
  const metadata = new Metadata();
  metadata.set('vafa-code', 'caller_not_allowed');
  return { code: status.PERMISSION_DENIED, details: message, metadata };
};

/** The call goes on as it came; whoever serves it can ask for its peer. */
const rememberingPeer = (call: ServerInterceptingCallInterface, peer: string): ServerInterceptingCall =>
  new ServerInterceptingCall(call, {
    start: (next) => {
      next({
        onReceiveMetadata: (metadata, go) => {
          rememberPeer(metadata, peer);
          go(metadata);
        },
      });
    },
  });

/** Tells who may call which rpc: what stands in no table is called by nobody. */
export const admits = (callers: Callers): ((path: string, peer: string) => boolean) => {
  const allowed = new Map(Object.entries(callers).map(([path, access]) => [path, new Set(access.callers)]));
  return (path, peer) => allowed.get(path)?.has(peer) ?? openToServices.some((start) => path.startsWith(start));
};

/** Lets a call in when its caller is among those of the rpc. */
export const admission = (callers: Callers): ServerInterceptor => {
  const isAllowed = admits(callers);
  return ({ path }, call) => {
    const peer = peerOf(call);
    if (peer !== undefined && isAllowed(path, peer)) return rememberingPeer(call, peer);
    const refused = refusal(`${peer ?? 'who has no name'} may not call ${path}`);
    return new ServerInterceptingCall(call, { start: () => call.sendStatus(refused) });
  };
};
