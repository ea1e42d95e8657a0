import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { buttonClass, type ButtonProps } from '../../kit/button.tsx';

interface LinkButtonProps extends Pick<ButtonProps, 'kind' | 'small'> {
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

/** Goes to another page of the console, and looks as what it is there: an act. */
export const LinkButton = ({ to, search, children, ...look }: LinkButtonProps) => (
  <Link to={to} {...(search !== undefined && { search })} className={buttonClass(look)}>
    {children}
  </Link>
);
