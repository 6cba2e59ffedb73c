import { type AnyRouter, useMatch, useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import { isLeaving } from './leaving.ts';

/** How one value lives in the address: undefined means "not in the address". */
export interface AddressField<Value> {
  read(text: string | undefined): Value;
  write(value: Value): string | undefined;
}

type Fields = Record<string, AddressField<never>>;
type Values<Shape> = { [Key in keyof Shape]: Shape[Key] extends AddressField<infer Value> ? Value : never };

/** Free text; the empty text is left out. */
export function textField(): AddressField<string> {
  return { read: (text) => text ?? '', write: (value) => (value === '' ? undefined : value) };
}

/** An id or anything else that may be absent. */
export function optionalField(): AddressField<string | undefined> {
  return { read: (text) => (text === '' ? undefined : text), write: (value) => value };
}

/** An ISO week such as `2026-W47`; anything else counts as none. */
export function weekField(): AddressField<string | undefined> {
  const week = /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/;
  return { read: (text) => (text !== undefined && week.test(text) ? text : undefined), write: (value) => value };
}

/** One of some words, or none of them. An unknown word in the address counts as none. */
export function choiceField<const Word extends string>(words: readonly Word[]): AddressField<Word | undefined> {
  return { read: (text) => words.find((word) => word === text), write: (value) => value };
}

/** One of some words; the first is the default and stays out of the address. */
export function optionField<const Word extends string>(words: readonly [Word, ...Word[]]): AddressField<Word> {
  return {
    read: (text) => words.find((word) => word === text) ?? words[0],
    write: (value) => (value === words[0] ? undefined : value),
  };
}

/** Reads a plain search record (every value a string) by the fields of a screen. */
export function readAddress<Shape>(shape: Shape, search: Readonly<Record<string, unknown>>): Values<Shape> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape as Fields)) {
    const text = search[name];
    values[name] = field.read(typeof text === 'string' ? text : undefined);
  }
  return values as Values<Shape>;
}

/** The search record after a change; values at their default are left out. */
export function writeAddress<Shape>(
  shape: Shape,
  search: Readonly<Record<string, unknown>>,
  change: Partial<Values<Shape>>,
): Record<string, string> {
  const written: Record<string, string> = {};
  for (const [name, text] of Object.entries(search)) if (typeof text === 'string') written[name] = text;
  for (const [name, value] of Object.entries(change)) {
    const text = (shape as Fields)[name]?.write(value as never);
    if (text === undefined) delete written[name];
    else written[name] = text;
  }
  return written;
}

type Search = Readonly<Record<string, unknown>>;

/**
 * What the address of this screen asks for, from the moment it changes. The router's own answer comes a few drawings
 * later, and a key pressed before it would act on what was open before. While the way leads elsewhere it stays as it was.
 */
function useLatestSearch(): Search {
  const router: AnyRouter = useRouter();
  const path = useMatch({ strict: false, select: ({ pathname }) => pathname }) as string;
  const last = useRef<Search>(null);
  const subscribe = useCallback((tell: () => void) => router.subscribe('onBeforeLoad', tell), [router]);
  const latest = () => {
    const { pathname, search } = router.latestLocation;
    if (last.current === null || pathname === path) last.current = search as Search;
    return last.current;
  };
  return useSyncExternalStore(subscribe, latest);
}

/**
 * Filters, tab and selection of a screen, kept in the address, so that back, reload and a copied link bring them
 * back. `set` replaces the entry; `push` makes one that Back returns from (opening something).
 * `shape` must not change between renders: declare it outside the component.
 */
export function useAddressState<Shape>(shape: Shape) {
  const search = useLatestSearch();
  const router = useRouter();
  const navigate = useNavigate();
  const values = useMemo(() => readAddress(shape, search), [shape, search]);
  const go = useCallback(
    (change: Partial<Values<Shape>>, replace: boolean) => {
      // What a screen says after it was left (a search that was typed just before) would land in the next one.
      if (isLeaving(router)) return;
      void navigate({
        to: '.',
        search: ((before: Record<string, unknown>) => writeAddress(shape, before, change)) as never,
        replace,
      });
    },
    [navigate, router, shape],
  );
  const set = useCallback((change: Partial<Values<Shape>>) => go(change, true), [go]);
  const push = useCallback((change: Partial<Values<Shape>>) => go(change, false), [go]);
  return [values, set, push] as const;
}
