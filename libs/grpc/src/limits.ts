/** Largest message either way: a batch of 500 sales of ordinary size with room to spare. */
export const messageBytesMax = 32 * 1024 * 1024;
