import type { Attributes } from '@vafa/telemetry';

const known = new Map<string, Attributes>();

/**
 * The attributes that name an rpc, from its path `/vafa.ledger.v1.LedgerService/Post`. The paths of a process are few:
 * each is taken apart once.
 */
export const rpcAttributes = (path: string): Attributes => {
  const found = known.get(path);
  if (found) return found;
  const slash = path.lastIndexOf('/');
  const attributes = { 'rpc.system': 'grpc', 'rpc.service': path.slice(1, slash), 'rpc.method': path.slice(slash + 1) };
  known.set(path, attributes);
  return attributes;
};
