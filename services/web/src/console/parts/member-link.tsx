import { Link } from '@tanstack/react-router';
import { Ltr } from '../../kit/marks.tsx';
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
  const name =
    known === undefined ? (
      <>
        {say('picker.member')} <Ltr>{external ?? `…${id.slice(-shownEnd)}`}</Ltr>
      </>
    ) : (
      <bdi>{known}</bdi>
    );
  return may('getMember') ? <Link to={`/members/${id}`}>{name}</Link> : name;
};
