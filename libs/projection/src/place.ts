/** Where a fact stands in the story of its document. */
export interface Place {
  /** Raised when the producer restores a backup. */
  readonly epoch: number;
  /** Of the document's last event; gap-free within an epoch, from 1. */
  readonly sequence: bigint;
}

/** Whether a place comes after what is kept. */
export const isNewer = (place: Place, kept: Place | undefined): boolean =>
  kept === undefined || place.epoch > kept.epoch || (place.epoch === kept.epoch && place.sequence > kept.sequence);

/** Whether nothing can have happened between what is kept and a place. */
export const isNext = (place: Place, kept: Place | undefined): boolean =>
  kept === undefined ? place.sequence === 1n : place.epoch === kept.epoch && place.sequence === kept.sequence + 1n;
