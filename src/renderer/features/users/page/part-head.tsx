import type { ReactNode } from 'react';
import type { UserStory } from '#renderer/data/users/story.ts';
import { FilterBar } from '#renderer/ui/filters/filter-bar.tsx';
import { NotForYou } from './not-for-you.tsx';
import classes from './user.module.css';

interface PartHeadProps<Value extends string> {
  /** What the part can be narrowed by: "State". */
  label: string;
  value: Value | undefined;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
  /** At the end of the line. */
  children?: ReactNode;
}

/** The head of a part that lists something: one filter, and what can be done to all of it. */
export function PartHead<Value extends string>({ label, value, options, onChange, children }: PartHeadProps<Value>) {
  return (
    <div className={classes.toolbar}>
      <FilterBar
        choices={[{ label, value, options, onChange: (next) => onChange(next as Value | undefined) }]}
        onClear={() => onChange(undefined)}
      >
        {children}
      </FilterBar>
    </div>
  );
}

/** Sessions and sign-ins: shown to whom the platform lets see them. */
export function ForSeersOfSessions({ story, children }: { story: UserStory; children: ReactNode }) {
  if (story.allowed.includes('see_sessions')) return children;
  return <NotForYou what="Where staff sign in" whom="is for admins and themselves" />;
}
