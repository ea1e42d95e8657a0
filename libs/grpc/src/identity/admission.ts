import {
  Metadata,
  ServerInterceptingCall,
  status,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from '@grpc/grpc-js';
import { serviceIn } from './service-uri.ts';

/** Path of an rpc, /vafa.ledger.v1.LedgerService/Post → the services that may call it. */
export type Callers = Readonly<Record<string, readonly string[]>>;

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

const refusal = (message: string) => {
  const metadata = new Metadata();
  metadata.set('vafa-code', 'caller_not_allowed');
  return { code: status.PERMISSION_DENIED, details: message, metadata };
};

/** Lets a call in when its caller is among those of the rpc; what stands in no table is called by nobody. */
export const admission = (callers: Callers): ServerInterceptor => {
  const allowed = new Map(Object.entries(callers).map(([path, names]) => [path, new Set(names)]));
  const isAllowed = (path: string, peer: string): boolean =>
    allowed.get(path)?.has(peer) ?? openToServices.some((start) => path.startsWith(start));
  return ({ path }, call) => {
    const peer = peerOf(call);
    if (peer !== undefined && isAllowed(path, peer)) return new ServerInterceptingCall(call);
    const refused = refusal(`${peer ?? 'who has no name'} may not call ${path}`);
    return new ServerInterceptingCall(call, { start: () => call.sendStatus(refused) });
  };
};
