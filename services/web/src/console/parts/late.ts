import { createElement, useEffect, type ComponentType, type ReactNode } from 'react';
import { useLate } from './use-late.ts';

/** What stands in the place of a part that is not there. */
export interface Meanwhile {
  /** While it comes. */
  readonly waiting: ReactNode;
  /** When it could not be fetched. */
  readonly failed: ReactNode;
}

/** A part that comes after its page: `useLate`, opened as soon as it is shown. */
export const late = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { waiting, failed }: Meanwhile,
): ComponentType<Props> => {
  let known: ComponentType<Props> | undefined;
  const read = async (): Promise<ComponentType<Props>> => (known = await load());
  return (props) => {
    const { Part = known, isFailed, open } = useLate<Props>();
    useEffect(() => {
      // Also if it came elsewhere since this was drawn: nothing else draws it anew.
      if (Part === undefined) open(read);
      // Once, when it is shown.
    }, []);
    if (Part !== undefined) return createElement(Part, props);
    return isFailed ? failed : waiting;
  };
};
