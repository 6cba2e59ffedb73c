import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useUserCounts } from '#renderer/data/users/list.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import links from '#renderer/ui/text/link.module.css';

interface Part {
  count: number;
  words: string;
  search: Record<string, string>;
}

/** How many members and staff there are, whatever the list shows, and how many are suspended. */
export const UsersAnswer = memo(function UsersAnswer() {
  const { data } = useUserCounts();
  if (data === undefined) return null;
  const { members, staff, suspended } = data;
  const parts: Part[] = [
    { count: members, words: members === 1 ? 'member' : 'members', search: {} },
    { count: staff, words: 'staff', search: { role: 'staff', sort: 'full_name' } },
    ...(suspended === 0 ? [] : [{ count: suspended, words: 'suspended', search: { role: 'any', state: 'suspended' } }]),
  ];
  return parts.map(({ count, words, search }, index) => (
    <span key={words}>
      {index === 0 ? '' : ', '}
      <strong>
        <Link className={links.quiet} to="/users" search={search as never}>
          {formatCount(count)}
        </Link>
      </strong>{' '}
      {words}
    </span>
  ));
});
