/** What a handler says of its request for the audit log. */
export interface AuditNotes {
  /** Of a public operation: the account or member that was tried. */
  readonly subject?: {
    readonly id: string;
    readonly clubId?: string | undefined;
    readonly isActor: boolean;
    readonly isMember?: true;
  };
  /** Shown as JSON. */
  readonly before?: object;
  readonly after?: object;
}
