/** A way to a database of this process that needs no socket. */
export interface DatabaseWay {
  /**
   * The BSON that answers a message of MongoDB's wire protocol (OP_MSG), whose number is set on the way. Rejects when
   * the database has ended: whether the command was done is not known.
   */
  ask(message: Buffer): Promise<Buffer>;
}
