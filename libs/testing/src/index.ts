export * from './eventually.ts';
export * from './free-port.ts';
export * from './free-socket.ts';
export * from './memory-log.ts';
export * from './memory-stream.ts';
export * from './real-engines.ts';
export * from './test-engine.ts';
