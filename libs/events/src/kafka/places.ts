/**
 * Partitions a topic may have here: an offset and its partition together are one number that grows within the
 * partition.
 */
export const partitionsMax = 1_024;

/** Place of a message, from 1; see Positioned. */
export const placeOf = (offset: string, partition: number): number => (Number(offset) + 1) * partitionsMax + partition;

export const partitionOf = (place: number): number => place % partitionsMax;

export const offsetOf = (place: number): number => Math.floor(place / partitionsMax) - 1;
