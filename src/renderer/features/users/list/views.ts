import type { SavedView } from '#renderer/data/users/saved-views.ts';
import { normaliseCode } from '#shared/codes.ts';
import { normaliseLicenceKey } from '#shared/licence-key.ts';
import { userAddress } from './address.ts';

/** A view that comes with the console; it can be neither renamed nor deleted. */
export interface View {
  id: string;
  name: string;
  search: Readonly<Record<string, string>>;
}

export const builtInViews: readonly View[] = [
  { id: 'members', name: 'All members', search: {} },
  { id: 'staff', name: 'Staff', search: { role: 'staff', sort: 'full_name' } },
  { id: 'suspended', name: 'Suspended', search: { role: 'any', state: 'suspended' } },
  { id: 'stuck', name: 'Stuck before first agent', search: { state: 'active', step: 'first_agent' } },
  { id: 'quiet', name: 'Not seen for 14 days', search: { state: 'active', seen: 'not-14d' } },
];

export const longestName = 60;
export const mostViews = 100;

/** Who is open and what runs is not part of a view. */
const { id: _id, bulk: _bulk, ...viewFields } = userAddress;

/**
 * The part of an address that a view keeps, in one form: unknown names and defaults are left out. A code or a licence
 * key in the search stays out as well: it belongs to one person and not into a file.
 */
export function viewSearch(search: Readonly<Record<string, unknown>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, field] of Object.entries(viewFields)) {
    const text = search[name];
    const value = field.read(typeof text === 'string' ? text : undefined);
    const written = (field.write as (value: unknown) => string | undefined)(value);
    if (written !== undefined && written.length <= 500) kept[name] = written;
  }
  if (kept.q !== undefined && holdsSecret(kept.q)) delete kept.q;
  return kept;
}

/** True where a text holds a whole invitation code or licence key. */
export function holdsSecret(text: string): boolean {
  const { code, tier, digits } = normaliseCode(text);
  if (code !== null || (tier !== null && /^[0-9a-f]{12}$/.test(digits))) return true;
  return normaliseLicenceKey(text) !== null || /4ua[i1l]\W*l[i1l]c/i.test(text);
}

/** What an address must become to show a view: everything a view can hold is set, the rest is left as it is. */
export function showView(before: Readonly<Record<string, unknown>>, view: Pick<View, 'search'>) {
  const next: Record<string, string> = {};
  for (const [name, text] of Object.entries(before))
    if (typeof text === 'string' && !(name in viewFields)) next[name] = text;
  return { ...next, ...viewSearch(view.search) };
}

/** The view whose filters are the present ones; saved ones first, because somebody gave them their name. */
export function currentView(search: Readonly<Record<string, unknown>>, saved: readonly SavedView[]): View | null {
  const now = keyOf(viewSearch(search));
  return [...saved, ...builtInViews].find((view) => keyOf(viewSearch(view.search)) === now) ?? null;
}

function keyOf(search: Record<string, string>): string {
  return JSON.stringify(Object.entries(search).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Why a name can't be given, or null where it can. `own` is the view that is being renamed. */
export function nameObjection(name: string, saved: readonly SavedView[], own?: string): string | null {
  const wanted = name.trim().toLowerCase();
  if (wanted === '') return 'Give it a name';
  if (name.trim().length > longestName) return `At most ${longestName} characters`;
  const taken = [...builtInViews, ...saved].some((view) => view.id !== own && view.name.toLowerCase() === wanted);
  if (taken) return 'Another view has this name';
  if (own === undefined && saved.length >= mostViews) return `There are ${mostViews} views already; delete one first`;
  return null;
}

export function withView(saved: readonly SavedView[], view: SavedView): SavedView[] {
  return [...saved, view];
}

export function renamedView(saved: readonly SavedView[], id: string, name: string): SavedView[] {
  return saved.map((view) => (view.id === id ? { ...view, name: name.trim() } : view));
}

export function withoutView(saved: readonly SavedView[], id: string): SavedView[] {
  return saved.filter((view) => view.id !== id);
}
