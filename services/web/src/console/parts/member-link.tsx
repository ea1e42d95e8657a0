import { Link } from '@tanstack/react-router';
import { useMay } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';

const shownEnd = 6;

/**
 * A member of whom the list knows no name: the number in another system, or the end of the id, which tells rows apart.
 * Who may look at members is led there, and not told the name here: each look is noted.
 */
export const MemberLink = ({ id, external = null }: { readonly id: string; readonly external?: string | null }) => {
  const say = useConsoleSay();
  const may = useMay();
  const name = say('picker.member-end', { end: `\u2068${external ?? `…${id.slice(-shownEnd)}`}\u2069` });
  return may('getMember') ? <Link to={`/members/${id}`}>{name}</Link> : name;
};
