import { type KeyboardEvent, useRef } from 'react';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import classes from './tabs.module.css';

export interface Tab<Name extends string> {
  name: Name;
  label: string;
  /** The number beside the tab, and what it counts for those who hear it. None at 0. */
  count?: { count: number; words: string } | null;
}

interface TabsProps<Name extends string> {
  /** Names the tabs, their ids and that of the panel: `user-part`. */
  id: string;
  /** What they are: `Parts of this page`. */
  label: string;
  tabs: readonly Tab<Name>[];
  shown: Name;
  onShow: (name: Name) => void;
}

/** Ids of a tab and of the panel that shows it, for `aria-controls` and `aria-labelledby`. */
export const tabId = (id: string, name: string) => `${id}-${name}`;

/** Parts of a page as tabs: one stop for the keyboard, arrows go from one to the next. The panel has the id `id`. */
export function Tabs<Name extends string>({ id, label, tabs, shown, onShow }: TabsProps<Name>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const index = tabs.findIndex(({ name }) => name === shown);
    const target =
      event.key === 'Home'
        ? tabs[0]
        : event.key === 'End'
          ? tabs.at(-1)
          : step === undefined
            ? undefined
            : tabs.at((index + step) % tabs.length);
    if (target === undefined) return;
    event.preventDefault();
    onShow(target.name);
    list.current?.querySelector<HTMLElement>(`#${tabId(id, target.name)}`)?.focus();
  };
  return (
    <div className={classes.tabs} role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {tabs.map(({ name, label: words, count }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={tabId(id, name)}
          className={classes.tab}
          aria-selected={name === shown}
          aria-controls={id}
          tabIndex={name === shown ? 0 : -1}
          onClick={() => onShow(name)}
        >
          {words}
          {count == null || count.count === 0 ? null : (
            <>
              {' '}
              <span className={classes.count}>{formatCount(count.count)}</span>
              <span className="gh-visually-hidden"> {count.words}</span>
            </>
          )}
        </button>
      ))}
    </div>
  );
}
