import { RpcController } from '../src/index.ts';

export interface Box {
  readonly label: string;
}

const json = (value: unknown): Buffer =>
  Buffer.from(JSON.stringify(value, (_name, each: unknown) => (typeof each === 'bigint' ? String(each) : each)));
const rpc = <A>(name: string) => ({
  path: `/vafa.box.v1.BoxService/${name}`,
  requestStream: false,
  responseStream: false,
  requestSerialize: (value: Box): Buffer => json(value),
  requestDeserialize: (bytes: Buffer): Box => JSON.parse(bytes.toString()) as Box,
  responseSerialize: json,
  responseDeserialize: (bytes: Buffer): A => JSON.parse(bytes.toString()) as A,
});

/** A service as its contract would have it, without a contract. */
export const BoxService = {
  put: rpc<Box>('Put'),
  getRelayStatus: rpc<{ status: { unrelayed: string } }>('GetRelayStatus'),
} as const;

export class PutBox {
  constructor(private readonly put: (label: string) => Promise<string>) {}

  execute(label: string): Promise<string> {
    return this.put(label);
  }
}

@RpcController(BoxService)
export class BoxController {
  constructor(private readonly putting: PutBox) {}

  async put({ label }: Box): Promise<Box> {
    return { label: await this.putting.execute(label) };
  }
}
