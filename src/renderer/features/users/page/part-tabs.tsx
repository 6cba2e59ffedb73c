import type { UserStory } from '#renderer/data/users/story.ts';
import { Tabs, tabId } from '#renderer/ui/page/tabs.tsx';
import { type Part, parts } from './address.ts';

export const partWords: Record<Part, string> = {
  overview: 'Overview',
  timeline: 'Timeline',
  usage: 'Usage and costs',
  errors: 'Errors',
  sessions: 'Sessions',
  'sign-ins': 'Sign-ins',
  notes: 'Notes',
  mails: 'Mails',
};

export const partPanelId = 'user-part';
export const partTabId = (part: Part) => tabId(partPanelId, part);

/** The number beside a tab, and what it counts for those who hear it. */
function countOf(part: Part, { counts, allowed }: UserStory): { count: number; words: string } | null {
  if (part === 'sessions' && allowed.includes('see_sessions')) return { count: counts.sessions_live, words: 'live' };
  if (part === 'errors') return { count: counts.errors, words: 'different' };
  if (part === 'notes') return { count: counts.notes, words: 'written' };
  if (part === 'mails') return { count: counts.mails, words: 'made' };
  return null;
}

interface PartTabsProps {
  story: UserStory;
  part: Part;
  onPart: (part: Part) => void;
}

/** The parts of the page of one person as tabs. */
export function PartTabs({ story, part, onPart }: PartTabsProps) {
  const tabs = parts.map((name) => ({ name, label: partWords[name], count: countOf(name, story) }));
  return <Tabs id={partPanelId} label="Parts of this page" tabs={tabs} shown={part} onShow={onPart} />;
}
