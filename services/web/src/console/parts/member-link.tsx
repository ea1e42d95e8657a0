import { Link } from '@tanstack/react-router';
import { useMay } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';

const shownEnd = 6;

interface MemberLinkProps {
  readonly id: string;
  /** The number in another system. */
  readonly external?: string | null;
  /** The name, once somebody has asked for it. */
  readonly known?: string | undefined;
}

/**
 * A member of whom the list knows no name: the number in another system, or the end of the id, which tells rows apart.
 * Who may look at members is led there, and not told the name here: each look is noted.
 */
export const MemberLink = ({ id, external = null, known }: MemberLinkProps) => {
  const say = useConsoleSay();
  const may = useMay();
  const end = say('picker.member-end', { end: `\u2068${external ?? `…${id.slice(-shownEnd)}`}\u2069` });
  const name = known === undefined ? end : <bdi>{known}</bdi>;
  return may('getMember') ? <Link to={`/members/${id}`}>{name}</Link> : name;
};
