import { Button, Select, TextInput } from '@mantine/core';
import { memo, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { IconSearch, IconX } from '#renderer/ui/icons.ts';
import { KeyboardHint } from '#renderer/ui/text/keyboard-hint.tsx';
import classes from './filters.module.css';

export interface FilterChoice {
  label: string;
  value: string | undefined;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

export interface FilterChip {
  label: string;
  onRemove: () => void;
}

export interface FilterBarProps {
  /** The search text of the address; leave out where the list has no search. */
  search?: {
    label: string;
    value: string;
    onChange: (value: string) => void;
    /** For lists that answer as one types: every key is told at once, and only a burst of them is gathered. */
    live?: boolean;
  };
  choices?: readonly FilterChoice[];
  /** Filters that came from elsewhere (a batch, a user): shown as words, removed by a press. */
  chips?: readonly FilterChip[];
  /** Shown while any filter is set. */
  onClear?: (() => void) | undefined;
  /** After the choices: further filters that are seldom needed. */
  more?: ReactNode;
  /** At the end of the line, for example an export. */
  children?: ReactNode;
}

/** Milliseconds of silence after which a search is told. */
const patience = 200;
/** The least time between two that a live search tells: a held key or a fast hand asks no oftener than this. */
const livePace = 50;

/** Typing is kept here and told a moment later, so that the list is not asked for every letter. */
function SearchField({ label, value, onChange, live = false }: NonNullable<FilterBarProps['search']>) {
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  const latest = useRef(onChange);
  latest.current = onChange;
  // Back, a cleared filter or a link changed it from outside.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const wait = live ? Math.max(0, toldAt.current + livePace - performance.now()) : patience;
    const timer = setTimeout(() => {
      told.current = text;
      toldAt.current = performance.now();
      latest.current(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text, live]);
  const tell = (next: string) => {
    setText(next);
    told.current = next;
    toldAt.current = performance.now();
    onChange(next);
  };
  const type = (next: string) => {
    if (live && performance.now() >= toldAt.current + livePace) tell(next);
    else setText(next);
  };
  useCommands([{ id: 'screen.search', label, group: 'This screen', keys: '/', run: () => field.current?.select() }]);
  return (
    <TextInput
      ref={field}
      className={classes.search}
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      leftSection={<IconSearch size={14} />}
      rightSection={text === '' ? <KeyboardHint keys="/" /> : null}
      rightSectionPointerEvents="none"
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') tell(text);
        if (event.key === 'Escape') {
          event.preventDefault();
          if (text === '') field.current?.blur();
          else tell('');
        }
      }}
    />
  );
}

interface ChoiceProps extends Omit<FilterChoice, 'onChange'> {
  place: number;
  onChoose: (place: number, value: string | undefined) => void;
}

/** Drawn again only when it changes itself: with every letter of a search all of them would cost a frame. */
const Choice = memo(function Choice({ label, value, options, place, onChoose }: ChoiceProps) {
  return (
    <Select
      className={classes.choice}
      aria-label={label}
      placeholder={label}
      data={[...options]}
      value={value ?? null}
      clearable
      clearSectionMode="clear"
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
      onChange={(next) => onChoose(place, next ?? undefined)}
    />
  );
});

/** Filters above a list: search with `/`, choices, chips, clear. All of it lives in the address. */
export function FilterBar({ search, choices = [], chips = [], onClear, more, children }: FilterBarProps) {
  const latest = useRef(choices);
  latest.current = choices;
  const choose = useCallback((place: number, value: string | undefined) => latest.current[place]?.onChange(value), []);
  const filtered = (search?.value ?? '') !== '' || choices.some(({ value }) => value !== undefined) || chips.length > 0;
  return (
    // The oldest runtime does not know the search element and would make nothing of it.
    // biome-ignore lint/a11y/useSemanticElements: said in the line above.
    <div role="search" className={more === undefined ? classes.bar : `${classes.bar} ${classes.dense}`}>
      {search === undefined ? null : <SearchField {...search} />}
      {choices.map(({ label, value, options }, place) => (
        <Choice key={label} label={label} value={value} options={options} place={place} onChoose={choose} />
      ))}
      {more}
      {chips.map(({ label, onRemove }) => (
        <button
          key={label}
          type="button"
          className={classes.chip}
          onClick={onRemove}
          aria-label={`Remove filter ${label}`}
        >
          {label}
          <IconX size={12} />
        </button>
      ))}
      {filtered && onClear ? (
        <Button variant="subtle" color="gray" aria-label="Clear filters" onClick={onClear}>
          {more === undefined ? 'Clear filters' : 'Clear'}
        </Button>
      ) : null}
      {children ? <div className={classes.end}>{children}</div> : null}
    </div>
  );
}
