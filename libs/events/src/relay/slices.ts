/** Parts that the documents of a service are divided into, so that replicas can share the relay's work. */
export const sliceCount = 16;

/** The slice of a document: FNV-1a over its id, the same in every process and version. */
export const sliceOf = (documentId: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < documentId.length; index++) {
    hash ^= documentId.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return ((hash >>> 0) ^ (hash >>> 16)) & (sliceCount - 1);
};
