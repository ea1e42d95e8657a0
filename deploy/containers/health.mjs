// Health check of a container: grpc.health.v1 at GRPC_HEALTH_URL or GRPC_URL, or GET /health/live of the gateway.
// Exits 0 when it serves, 1 when not.
// It speaks HTTP/2 itself: it is run every few seconds, and loading a gRPC library would double what that
// costs.
import { request } from 'node:http';
import { connect } from 'node:http2';

const timeout = 4_000;

/** A wildcard address is reached on the loopback. */
export const reachable = (address) => address.replace(/^(0\.0\.0\.0|\[::\]|\*)(?=:|$)/, '127.0.0.1');

/**
 * An HTTP/2 POST with one empty message (5 bytes: not compressed, length 0). SERVING comes back as the message 08 01
 * and status 0.
 */
export function serves(address) {
  return new Promise((resolve) => {
    const session = connect(`http://${reachable(address)}`);
    const stream = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks = [];
    let status;
    const finish = () => {
      clearTimeout(timer);
      session.destroy();
      resolve(status === '0' && Buffer.concat(chunks).equals(Buffer.from([0, 0, 0, 0, 2, 8, 1])));
    };
    const timer = setTimeout(finish, timeout);
    for (const each of [session, stream]) each.once('error', finish).once('close', finish);
    stream.on('trailers', (trailers) => (status = trailers['grpc-status']));
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.once('end', finish);
    stream.end(Buffer.alloc(5));
  });
}

export function isLive(host, port) {
  return new Promise((resolve) => {
    const call = request({ host: reachable(host), port, path: '/health/live', timeout }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve(false));
    call.end();
  });
}

if (import.meta.main) {
  const { GRPC_URL, GRPC_HEALTH_URL = GRPC_URL, HOST = '0.0.0.0', PORT = '8080' } = process.env;
  process.exitCode = (await (GRPC_HEALTH_URL === undefined ? isLive(HOST, PORT) : serves(GRPC_HEALTH_URL))) ? 0 : 1;
}
