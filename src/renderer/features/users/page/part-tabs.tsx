import { type KeyboardEvent, useRef } from 'react';
import type { UserStory } from '#renderer/data/users/story.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { type Part, parts } from './address.ts';
import classes from './user.module.css';

export const partWords: Record<Part, string> = {
  overview: 'Overview',
  timeline: 'Timeline',
  sessions: 'Sessions',
  'sign-ins': 'Sign-ins',
  notes: 'Notes',
  mails: 'Mails',
};

export const partPanelId = 'user-part';
export const partTabId = (part: Part) => `user-part-${part}`;

/** The number beside a tab, and what it counts for those who hear it. */
function countOf(part: Part, { counts, allowed }: UserStory): { count: number; words: string } | null {
  if (part === 'sessions' && allowed.includes('see_sessions')) return { count: counts.sessions_live, words: 'live' };
  if (part === 'notes') return { count: counts.notes, words: 'written' };
  if (part === 'mails') return { count: counts.mails, words: 'made' };
  return null;
}

interface PartTabsProps {
  story: UserStory;
  part: Part;
  onPart: (part: Part) => void;
}

/** The parts of the page as tabs: one stop for the keyboard, arrows go from one to the next. */
export function PartTabs({ story, part, onPart }: PartTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const index = parts.indexOf(part);
    const target =
      event.key === 'Home'
        ? parts[0]
        : event.key === 'End'
          ? parts.at(-1)
          : step === undefined
            ? undefined
            : parts.at((index + step) % parts.length);
    if (target === undefined) return;
    event.preventDefault();
    onPart(target);
    list.current?.querySelector<HTMLElement>(`#${partTabId(target)}`)?.focus();
  };
  return (
    <div className={classes.tabs} role="tablist" aria-label="Parts of this page" ref={list} onKeyDown={onKeyDown}>
      {parts.map((each) => {
        const counted = countOf(each, story);
        return (
          <button
            key={each}
            type="button"
            role="tab"
            id={partTabId(each)}
            className={classes.tab}
            aria-selected={each === part}
            aria-controls={partPanelId}
            tabIndex={each === part ? 0 : -1}
            onClick={() => onPart(each)}
          >
            {partWords[each]}
            {counted === null || counted.count === 0 ? null : (
              <>
                {' '}
                <span className={classes.tabCount}>{formatCount(counted.count)}</span>
                <span className="gh-visually-hidden"> {counted.words}</span>
              </>
            )}
          </button>
        );
      })}
    </div>
  );
}
