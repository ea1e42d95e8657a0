import { Link } from '@tanstack/react-router';
import { Ltr } from '../../kit/marks.tsx';
import { useMay } from '../../sign-in/use-session.ts';

const shownEnd = 8;

/** The end of a member's id, which tells rows apart. Who may look at members is led there: each look is noted. */
export const MemberLink = ({ id }: { readonly id: string }) => {
  const may = useMay();
  const end = <Ltr>…{id.slice(-shownEnd)}</Ltr>;
  return may('getMember') ? <Link to={`/members/${id}`}>{end}</Link> : end;
};
