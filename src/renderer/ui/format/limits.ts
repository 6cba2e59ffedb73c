import { formatCount } from '#renderer/ui/format/numbers.ts';

/** `1,000`, `5 GB`, `Unlimited`: the value of a limit, with its unit unless the limit's own name says it. */
export function limitText(name: string, value: number | null, unit: string): string {
  if (value === null) return 'Unlimited';
  const said = name.toLowerCase().includes(unit.toLowerCase());
  return said ? formatCount(value) : `${formatCount(value)} ${unit}`;
}
