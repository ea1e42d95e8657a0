/** Largest message either way: a batch of 500 sales of ordinary size with room to spare. */
export const messageBytesMax = 32 * 1024 * 1024;

/** All that a caller is told of a message that cannot be written. */
export const notWritten = 'it cannot be written';
