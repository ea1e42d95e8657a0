/** Keys of commands. A key counts per club and rpc and belongs for ever to what it was first used for. */
export interface CommandKeys {
  /** Whatever the key belongs to: `proposed` when it is new, else what it was first used for. */
  owner(rpc: 'create' | 'respond' | 'open' | 'answer', clubId: string, key: string, proposed: string): Promise<string>;
}
