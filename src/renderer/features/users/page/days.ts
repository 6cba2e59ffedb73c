import { formatDate } from '#renderer/ui/format/times.ts';

/** Things that have a time, in their order, put together by local day. */
export function daysOf<Item extends { at: string }>(items: readonly Item[]): { day: string; items: Item[] }[] {
  const days: { day: string; items: Item[] }[] = [];
  for (const item of items) {
    const day = formatDate(item.at);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}
