import { Link } from '@tanstack/react-router';
import { IconArrowsMaximize } from '#renderer/ui/icons.ts';
import classes from './user-page-link.module.css';

/** From the details of somebody in a panel to their page. */
export function UserPageLink({ id }: { id: string }) {
  return (
    <Link className={classes.link} to={'/users/$id' as string} params={{ id } as never}>
      <IconArrowsMaximize size={14} aria-hidden />
      Open page
    </Link>
  );
}
