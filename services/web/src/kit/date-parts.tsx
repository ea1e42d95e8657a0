import { Fragment, type ReactElement } from 'react';
import { DateSegment, type DateInputProps } from 'react-aria-components';
import { NotesPartly } from './partly-typed.tsx';

export type Segment = Parameters<DateInputProps['children']>[0];

/** One part of a day as it is typed. The era is left out: there is but one that anybody means. */
export const DatePart = ({ segment, className }: { segment: Segment; className: string }): ReactElement =>
  segment.type === 'era' ? (
    <Fragment />
  ) : (
    <>
      <DateSegment segment={segment} className={className} />
      {segment.type === 'day' && <NotesPartly />}
    </>
  );
