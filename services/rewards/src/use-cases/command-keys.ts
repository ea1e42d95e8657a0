export type KeyedRpc = 'create' | 'change' | 'use' | 'cancel';

/** Keys of commands whose effect is found by something else than the key. A key belongs for ever to the first body it came with. */
export interface CommandKeys {
  /** False when the key belongs to another body. A key counts per club and rpc. */
  claim(rpc: KeyedRpc, clubId: string, key: string, body: string): Promise<boolean>;
}
