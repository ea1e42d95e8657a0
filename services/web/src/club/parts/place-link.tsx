import type { MouseEvent, ReactNode } from 'react';
import { addressOf, goTo } from '../place.ts';

interface PlaceLinkProps {
  readonly to: string;
  readonly isHere?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A link to a page of the club: it is gone to without loading anew, unless another window is wanted. */
export const PlaceLink = ({ to, isHere = false, className, children }: PlaceLinkProps) => (
  <a
    href={addressOf(to)}
    className={className}
    aria-current={isHere ? 'page' : undefined}
    onClick={(event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      goTo(to);
    }}
  >
    {children}
  </a>
);
