export * from './eventually.ts';
export * from './free-port.ts';
export * from './free-socket.ts';
export * from './memory-log.ts';
export * from './memory-stream.ts';
export * from './otlp-receiver.ts';
export * from './real-engines.ts';
export * from './test-engine.ts';
export { openTcpProxy, type ProxyMode, type ProxyTarget, type TcpProxy } from './tcp-proxy.ts';
